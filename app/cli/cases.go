package cli

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

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
	f.define(c.Flags())
	c.Flags().Int64Var(&f.delivery, "delivery", 0, "")
	return c
}

// define declares the filters as flags.
func (f *listFlags) define(fl *pflag.FlagSet) {
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
}

// filter turns the flags into a filter; values that do not exist are refused
// with the list of those that do.
func (f *listFlags) filter(ctx context.Context, s *session.Session) (roster.Filter, roster.Sort, error) {
	out, by := roster.Filter{}, roster.Sort{}
	if f.view != "" {
		v, err := s.FindView(ctx, f.view)
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
	if err := e.carryOutDue(ctx, s); err != nil {
		return err
	}
	filter, by, err := f.filter(ctx, s)
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
			if err := s.VeilRow(ctx, &l.Row); err != nil {
				return err
			}
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
		for _, name := range l.Signals.Telling().Names() {
			signals = append(signals, w.T("signal."+name))
		}
		due := w.None()
		if !l.State.Settled() {
			due = w.Due(l.DueAt.Sub(s.Now()))
		}
		rows[i] = []string{
			l.AppealNo, e.resident(&l), w.Colour(l.Colour), string(l.MainGround()), w.Duration(l.IsolationLeft(s.Now())),
			due, w.State(l.State), dash(string(l.Officer)), strings.Join(signals, w.T("list.comma")),
		}
	}
	if err := e.table(head, rows); err != nil {
		return err
	}
	_, err := fmt.Fprintln(e.Out, w.T("cli.shown", "n", n, "of", v.Len()))
	return err
}

// resident is the name of a case's resident, or why there is none to show: the
// case was purged, or came in without one, as a ticket of the hotline does.
func (e *env) resident(l *roster.Line) string {
	switch {
	case l.Purge != 0:
		return e.words.T("queue.purged")
	case l.Name == "":
		return e.words.T("queue.notGiven")
	}
	return l.Name
}

// alertFlags say what is done with alerts beside listing them.
type alertFlags struct {
	all, look         bool
	acknowledge, size int
	why               string
}

func (e *env) alertsCommand() *cobra.Command {
	var f alertFlags
	c := &cobra.Command{
		Use: "alerts", Args: noArgs, Short: e.words.T("cli.alerts"),
		RunE: e.with(func(ctx context.Context, s *session.Session, _ []string) error { return e.alertCommand(ctx, s, f) }),
	}
	fl := c.Flags()
	fl.BoolVar(&f.all, "all", false, "")
	fl.BoolVar(&f.look, "look", false, "")
	fl.IntVar(&f.acknowledge, "acknowledge", 0, "")
	fl.IntVar(&f.size, "size", 0, "")
	fl.StringVar(&f.why, "reason", "", "")
	c.MarkFlagsMutuallyExclusive("look", "acknowledge", "size")
	return c
}

func (e *env) alertCommand(ctx context.Context, s *session.Session, f alertFlags) error {
	var err error
	switch {
	case f.acknowledge != 0:
		err = s.AcknowledgeAlert(ctx, f.acknowledge, f.why)
	case f.size != 0:
		_, err = s.SetAlertSize(ctx, f.size, f.why)
	case f.look:
		_, err = s.LookForBatches(ctx)
	}
	if err != nil {
		return err
	}
	list, err := s.Alerts(ctx)
	if err != nil {
		return err
	}
	if !f.all {
		list = slices.DeleteFunc(list, func(a cases.Alert) bool { return a.State != cases.AlertOpen })
	}
	return e.alertList(list)
}

func (e *env) alertList(list []cases.Alert) error {
	w := e.words
	for i := range list {
		a := &list[i]
		if e.json {
			if err := e.emit(a); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(e.Out, "%s  %s\n    %s\n", w.T("alert.head", "no", a.No), w.T("alert.state."+string(a.State)), w.AlertFound(a))
		if a.Reason != "" {
			fmt.Fprintf(e.Out, "    %s: %s\n", a.ClosedBy, a.Reason)
		}
	}
	if e.json {
		return nil
	}
	_, err := fmt.Fprintln(e.Out, w.T("alert.count", "n", len(list)))
	return err
}

// viewsCommand looks after saved views: without a word it lists them.
func (e *env) viewsCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "views", Short: e.words.T("cli.views"), Args: noArgs,
		RunE: e.with(func(ctx context.Context, s *session.Session, _ []string) error { return e.listViews(ctx, s) }),
	}
	one := func(use, key string, act func(ctx context.Context, s *session.Session, args []string) error, n int) {
		c.AddCommand(&cobra.Command{
			Use: use, Short: e.words.T(key), Args: needArgs(n, "args.view"),
			RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
				if err := act(ctx, s, args); err != nil {
					return err
				}
				return e.listViews(ctx, s)
			}),
		})
	}
	c.AddCommand(e.saveViewCommand())
	one("rename NAME NEW", "cli.views.rename", func(ctx context.Context, s *session.Session, a []string) error { return s.RenameView(ctx, a[0], a[1]) }, 2)
	one("delete NAME", "cli.views.delete", func(ctx context.Context, s *session.Session, a []string) error { return s.DropView(ctx, a[0]) }, 1)
	one("place NAME PLACE", "cli.views.place", func(ctx context.Context, s *session.Session, a []string) error {
		n, err := strconv.Atoi(a[1])
		if err != nil || n < 1 {
			return usage("usage.place", "value", a[1])
		}
		return s.PlaceView(ctx, a[0], n-1)
	}, 2)
	one("share NAME", "cli.views.share", func(ctx context.Context, s *session.Session, a []string) error { return s.ShareView(ctx, a[0]) }, 1)
	one("unshare NAME", "cli.views.unshare", func(ctx context.Context, s *session.Session, a []string) error { return s.UnshareView(ctx, a[0]) }, 1)
	return c
}

// saveViewCommand saves the filters that cases takes, under a name.
func (e *env) saveViewCommand() *cobra.Command {
	var f listFlags
	var again bool
	c := &cobra.Command{
		Use: "save NAME", Short: e.words.T("cli.views.save"), Args: needArgs(1, "args.view"),
		RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
			filter, by, err := f.filter(ctx, s)
			if err != nil {
				return err
			}
			if by.Key == "" {
				by.Key = roster.ByDue
			}
			if err := s.KeepView(ctx, roster.Keep(args[0], filter, by, s.User().ID, s.Now()), again); err != nil {
				return err
			}
			return e.listViews(ctx, s)
		}),
	}
	f.define(c.Flags())
	c.Flags().BoolVar(&again, "replace", false, "")
	return c
}

// listViews prints the person's own views and the office's, with how many
// cases each has now.
func (e *env) listViews(ctx context.Context, s *session.Session) error {
	list, err := s.Views(ctx)
	if err != nil {
		return err
	}
	r, err := s.Roster(ctx)
	if err != nil {
		return err
	}
	w := e.words
	rows := make([][]string, len(list))
	for i, k := range list {
		v := k.Saved(s.User().ID, s.Now())
		n := r.Select(v.Filter, v.Sort, s.Now()).Len()
		whose := w.T("view.whose.own")
		if k.Shared {
			whose = w.T("view.whose.office")
		}
		rows[i] = []string{k.Name, whose, w.T("sort." + string(k.Sort)), w.Number(int64(n))}
		if e.json {
			if err := e.emit(map[string]any{"name": k.Name, "shared": k.Shared, "sort": k.Sort, "desc": k.Desc, "cases": n, "view": k}); err != nil {
				return err
			}
		}
	}
	if e.json {
		return nil
	}
	if len(list) == 0 {
		_, err := fmt.Fprintln(e.Out, w.T("cli.views.none"))
		return err
	}
	return e.table([]string{w.T("col.view"), w.T("col.whose"), w.T("col.order"), w.T("col.cases")}, rows)
}
