package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"recourse/app/session"
	"recourse/cases"
	"recourse/cases/roster"
)

// listFlags are the filters of the queue.
type listFlags struct {
	states, colours, grounds, signals []string
	search, view, sort, rule, officer string
	open                              bool
	limit                             int
	delivery                          int64
}

func (e *env) casesCommand() *cobra.Command {
	var f listFlags
	c := &cobra.Command{
		Use: "cases", Short: e.words.T("cli.cases"), Args: noArgs,
		RunE: e.with(func(ctx context.Context, s *session.Session, _ []string) error { return e.list(ctx, s, f) }),
	}
	fl := c.Flags()
	fl.StringSliceVar(&f.states, "state", nil, "")
	fl.StringSliceVar(&f.colours, "colour", nil, "")
	fl.StringSliceVar(&f.grounds, "ground", nil, "")
	fl.StringSliceVar(&f.signals, "signal", nil, "")
	fl.StringVar(&f.search, "search", "", "")
	fl.StringVar(&f.view, "view", "", "")
	fl.StringVar(&f.sort, "sort", "", "")
	fl.StringVar(&f.rule, "rule", "", "")
	fl.StringVar(&f.officer, "officer", "", "")
	fl.BoolVar(&f.open, "open", false, "")
	fl.IntVar(&f.limit, "limit", 50, "")
	fl.Int64Var(&f.delivery, "delivery", 0, "")
	return c
}

// filter turns the flags into a filter; values that do not exist are refused
// with the list of those that do.
func (f *listFlags) filter(s *session.Session) (roster.Filter, roster.Sort, error) {
	out, by := roster.Filter{}, roster.Sort{}
	if f.view != "" {
		v, err := roster.FindSaved(f.view, s.User().ID, s.Now())
		if err != nil {
			return out, by, err
		}
		out, by = v.Filter, v.Sort
	}
	var err error
	if f.sort != "" {
		if by, err = roster.ParseSort(f.sort); err != nil {
			return out, by, err
		}
	}
	if err := pick(&out.States, f.states, "--state", cases.States()); err != nil {
		return out, by, err
	}
	colours := []cases.Colour{cases.Red, cases.Yellow, cases.Green, cases.Orange, cases.Grey}
	if err := pick(&out.Colours, f.colours, "--colour", colours); err != nil {
		return out, by, err
	}
	if err := pick(&out.Grounds, f.grounds, "--ground", cases.Grounds()); err != nil {
		return out, by, err
	}
	for _, name := range f.signals {
		sig := cases.ParseSignal(name)
		if sig == 0 {
			return out, by, oneOf("--signal", name, cases.SignalNames())
		}
		out.SignalsAll |= sig
	}
	if f.search != "" {
		out.Text = f.search
	}
	if f.rule != "" {
		out.Rule = f.rule
	}
	if f.officer != "" {
		out.Officer = cases.UserID(f.officer)
	}
	out.OnlyOpen = out.OnlyOpen || f.open
	return out, by, nil
}

// pick appends the values that are among the known ones.
func pick[T ~string](to *[]T, values []string, flag string, known []T) error {
	for _, v := range values {
		i := slices.IndexFunc(known, func(k T) bool { return strings.EqualFold(string(k), v) })
		if i < 0 {
			return oneOf(flag, v, known)
		}
		*to = append(*to, known[i])
	}
	return nil
}

func (e *env) list(ctx context.Context, s *session.Session, f listFlags) error {
	if err := s.User().Permit(cases.MayRead); err != nil {
		return err
	}
	filter, by, err := f.filter(s)
	if err != nil {
		return err
	}
	if f.delivery != 0 {
		if filter.Only, err = s.DeliveryCases(ctx, f.delivery); err != nil {
			return err
		}
	}
	r, err := s.Roster(ctx)
	if err != nil {
		return err
	}
	v := r.Select(filter, by, s.Now())
	n := v.Len()
	if f.limit > 0 {
		n = min(n, f.limit)
	}
	if e.json {
		for i := range n {
			l := v.At(i)
			if err := e.emit(caseLine(&l.Row, s.Now())); err != nil {
				return err
			}
		}
		return nil
	}
	return e.listText(s, v, n)
}

func (e *env) listText(s *session.Session, v *roster.View, n int) error {
	w := e.words
	head := []string{w.T("col.case"), w.T("col.resident"), w.T("col.code"), w.T("col.ground"), w.T("col.left"), w.T("col.due"), w.T("col.state"), w.T("col.officer"), w.T("col.signals")}
	rows := make([][]string, n)
	for i := range rows {
		l := v.At(i)
		signals := make([]string, 0, 3)
		for _, name := range l.Signals.Names() {
			signals = append(signals, w.T("signal."+name))
		}
		due := w.None()
		if !l.State.Settled() {
			due = w.Due(l.DueAt.Sub(s.Now()))
		}
		rows[i] = []string{
			l.AppealNo, l.Name, w.Colour(l.Colour), string(l.MainGround()), w.Duration(l.IsolationLeft(s.Now())),
			due, w.State(l.State), dash(string(l.Officer)), strings.Join(signals, w.T("list.comma")),
		}
	}
	if err := e.table(head, rows); err != nil {
		return err
	}
	_, err := fmt.Fprintln(e.Out, w.T("cli.shown", "n", n, "of", v.Len()))
	return err
}
