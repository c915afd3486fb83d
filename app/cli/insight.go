package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"recourse/app/gui/i18n/figures"
	"recourse/app/session"
	"recourse/review/insight"
)

// insightFlags say what is counted and what is asked.
type insightFlags struct {
	by    string
	staff insight.Staffing
}

func (e *env) insightCommand() *cobra.Command {
	var f insightFlags
	c := &cobra.Command{
		Use: "insight [--by rule|source|batch|district|officer]", Args: noArgs, Short: e.words.T("cli.insight"),
		RunE: e.with(func(ctx context.Context, s *session.Session, _ []string) error { return e.insight(ctx, s, f) }),
	}
	fl := c.Flags()
	fl.StringVar(&f.by, "by", "", "")
	fl.IntVar(&f.staff.Officers, "officers", 0, "")
	fl.Float64Var(&f.staff.Minutes, "minutes", insight.DefaultMinutes, "")
	fl.Float64Var(&f.staff.Arrivals, "arrivals", -1, "")
	return c
}

func (e *env) insight(ctx context.Context, s *session.Session, f insightFlags) error {
	if f.by != "" && !slices.Contains(insight.Bys(), insight.By(f.by)) {
		return oneOf("--by", f.by, insight.Bys())
	}
	if err := e.carryOutDue(ctx, s); err != nil {
		return err
	}
	r, err := s.Insight(ctx)
	if err != nil {
		return err
	}
	o, err := s.Staffing(ctx, r, f.staff)
	if err != nil {
		return err
	}
	switch {
	case e.json && f.by != "":
		for _, rate := range r.Rates[insight.By(f.by)] {
			if err := e.emit(rate); err != nil {
				return err
			}
		}
		return nil
	case e.json:
		return e.emit(map[string]any{"report": r, "staffing": o})
	case f.by != "":
		return e.rates(insight.By(f.by), r)
	}
	return e.overview(r, &o)
}

// overview prints the figures of the office, one subject after the other.
func (e *env) overview(r *insight.Report, o *insight.Outlook) error {
	w, b := e.words, &strings.Builder{}
	line := func(key string, args ...any) { fmt.Fprintln(b, w.T(key, args...)) }
	line("insight.line.open", "n", r.Open, "all", r.Cases, "unappealed", r.Unappealed)
	for _, a := range r.Backlog {
		fmt.Fprintf(b, "  %s\n", w.T("insight.line.age", "age", figures.Age(w, a), "n", a.N))
	}
	line("insight.line.time", "share", figures.Share(w, r.Timeliness.InTime), "overdue", r.Timeliness.Overdue, "median", r.Timeliness.Median, "ninth", r.Timeliness.Ninth)
	h := &r.Harm
	line("insight.line.harm", "lost", figures.Decimal(h.LostDays, 1), "relieved", h.Relieved, "running", figures.Decimal(h.RunningDays, 1), "open", h.Running, "ended", h.EndedOpen+h.EndedLate)
	line("insight.line.all", "share", figures.Share(w, r.All))
	blind := w.T("insight.blind.none")
	if r.Blind.N > 0 {
		blind = w.T("insight.blind.some", "share", figures.Share(w, r.Blind.Share), "kappa", figures.Kappa(w, r.Blind))
	}
	line("insight.line.blind", "what", blind)
	fmt.Fprintln(b, figures.Staffing(w, o))
	line("insight.systemic")
	for _, x := range r.Systemic {
		fmt.Fprintf(b, "  %s\n", figures.Systemic(w, x))
	}
	if len(r.Systemic) == 0 {
		fmt.Fprintf(b, "  %s\n", w.T("insight.systemic.none"))
	}
	line("insight.note")
	_, err := fmt.Fprint(e.Out, b.String())
	return err
}

// rates prints one table of overturn rates.
func (e *env) rates(by insight.By, r *insight.Report) error {
	w := e.words
	head := []string{w.T("insight.by." + string(by)), w.T("insight.col.share"), w.T("insight.col.rest"), w.T("insight.col.open"), w.T("insight.col.unappealed"), ""}
	rows := make([][]string, 0, len(r.Rates[by]))
	for _, x := range r.Rates[by] {
		mark := ""
		if x.StandsOut {
			mark = w.T("insight.stands_out")
		}
		rows = append(rows, []string{figures.Name(w, x), figures.Share(w, x.Share), figures.Share(w, x.Rest), w.Number(int64(x.Open)), figures.Unappealed(w, x), mark})
	}
	if err := e.table(head, rows); err != nil {
		return err
	}
	_, err := fmt.Fprintln(e.Out, w.T("insight.note"))
	return err
}
