package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"recourse/app/session"
	"recourse/cases/roster"
	"recourse/review/policy"
	"recourse/review/replay"
)

func (e *env) policyCommand() *cobra.Command {
	c := &cobra.Command{Use: "policy", Short: e.words.T("cli.policy"), RunE: needSub}
	c.AddCommand(
		&cobra.Command{Use: "list", Args: noArgs, Short: e.words.T("cli.policy_list"), RunE: func(*cobra.Command, []string) error { return e.policyList() }},
		e.policyShowCommand(),
		&cobra.Command{Use: "test [ID@VERSION]", Short: e.words.T("cli.policy_test"), RunE: func(_ *cobra.Command, a []string) error { return e.policyTest(a) }},
		&cobra.Command{Use: "diff A B", Args: needArgs(2, "args.policies"), Short: e.words.T("cli.policy_diff"), RunE: func(_ *cobra.Command, a []string) error { return e.policyDiff(a[0], a[1]) }},
		e.policyQueueCommand(),
	)
	return c
}

// policyQueueCommand shows the order by harm with its weights, or changes them.
func (e *env) policyQueueCommand() *cobra.Command {
	var set []string
	var reset bool
	var why string
	c := &cobra.Command{
		Use: "queue", Args: noArgs, Short: e.words.T("cli.policy_queue"),
		RunE: e.with(func(ctx context.Context, s *session.Session, _ []string) error {
			to, err := weightsSet(set)
			if err != nil {
				return err
			}
			if reset || len(to) > 0 {
				if reset {
					to = nil
				}
				if err := s.SetQueueWeights(ctx, to, why); err != nil {
					return err
				}
			}
			return e.policyQueue(ctx, s)
		}),
	}
	c.Flags().StringArrayVar(&set, "set", nil, "")
	c.Flags().BoolVar(&reset, "reset", false, "")
	c.Flags().StringVar(&why, "reason", "", "")
	c.MarkFlagsMutuallyExclusive("set", "reset")
	return c
}

func weightsSet(list []string) (map[string]int, error) {
	to := map[string]int{}
	for _, v := range list {
		name, text, _ := strings.Cut(v, "=")
		n, err := strconv.Atoi(text)
		if err != nil {
			return nil, usage("usage.weight", "value", v)
		}
		to[name] = n
	}
	return to, nil
}

func (e *env) policyQueue(ctx context.Context, s *session.Session) error {
	now, err := s.QueueWeights(ctx)
	if err != nil {
		return err
	}
	published, w := roster.DefaultHarmWeights(), e.words
	if e.json {
		return e.emit(map[string]any{"weights": now, "published": published})
	}
	fmt.Fprintf(e.Out, "%s\n\n", w.T("harm.formula", "term", now.TermDays, "urgent", now.Urgent, "refuted", now.Refuted, "open", now.Open,
		"critical", now.Critical, "wait", now.Wait, "limit", now.WaitHours, "floor", now.Floor))
	var rows [][]string
	for _, b := range roster.HarmBounds() {
		rows = append(rows, []string{b.Name, w.T("weight." + b.Name), fmt.Sprint(now.Get(b.Name)), fmt.Sprint(published.Get(b.Name)), fmt.Sprintf("%d–%d", b.Min, b.Max)})
	}
	return e.table([]string{"", w.T("col.weight"), w.T("col.now"), w.T("col.published"), w.T("col.bounds")}, rows)
}

func (e *env) policyList() error {
	l, err := session.Library()
	if err != nil {
		return err
	}
	rows := [][]string{}
	for _, p := range l.Packs() {
		if e.json {
			if err := e.emit(p); err != nil {
				return err
			}
			continue
		}
		rows = append(rows, []string{p.Name(), p.EffectiveFrom, dash(p.EffectiveTo), fmt.Sprint(len(p.Rules)), p.Hash[:12]})
	}
	if e.json {
		return nil
	}
	w := e.words
	return e.table([]string{w.T("col.policy"), w.T("col.from"), w.T("col.to"), w.T("col.rules"), w.T("col.digest")}, rows)
}

func (e *env) policyShow(name string) error {
	l, err := session.Library()
	if err != nil {
		return err
	}
	if err := knownPolicy(l, name); err != nil {
		return err
	}
	p, err := l.Program(name)
	if err != nil {
		return err
	}
	if e.json {
		return e.emit(p.Pack())
	}
	fmt.Fprintln(e.Out, p.Pack().Name(), p.Pack().Hash)
	for i := range p.Pack().Rules {
		r := &p.Pack().Rules[i]
		fmt.Fprintf(e.Out, "\n%s  [%s]  %s\n    %s\n", r.ID, e.words.Or("rulestatus."+string(r.Status), string(r.Status)), e.plain(r.Plain), r.When)
		if len(r.Citation) > 0 {
			fmt.Fprintf(e.Out, "    %s\n", strings.Join(r.Citation, "; "))
		}
	}
	return nil
}

// plain picks the words of the current language.
func (e *env) plain(w policy.Words) string {
	if e.words.Lang() == "en" {
		return w.EN
	}
	return w.ZH
}

// policyTest runs the fixtures of one pack or of all; a failed fixture is a
// failed command.
func (e *env) policyTest(names []string) error {
	l, err := session.Library()
	if err != nil {
		return err
	}
	if len(names) == 0 {
		for _, p := range l.Packs() {
			names = append(names, p.Name())
		}
	}
	failed := 0
	for _, name := range names {
		if err := knownPolicy(l, name); err != nil {
			return err
		}
		p, err := l.Program(name)
		if err != nil {
			return err
		}
		results := replay.Test(p)
		bad := 0
		for _, r := range results {
			if !r.Passed {
				bad++
				fmt.Fprintln(e.Err, p.Pack().Name(), r.Rule, r.Name, strings.Join(r.Problem, "; "))
			}
		}
		failed += bad
		if err := e.print(map[string]any{"policy": p.Pack().Name(), "fixtures": len(results), "failed": bad},
			e.words.T("cli.policy_tested", "policy", p.Pack().Name(), "n", len(results), "failed", bad)); err != nil {
			return err
		}
	}
	if failed > 0 {
		return fmt.Errorf("%s", e.words.T("cli.policy_failed", "n", failed))
	}
	return nil
}

// plainJSON shows the signs that JSON writes as codes.
func plainJSON(s string) string {
	return strings.NewReplacer(`\u0026`, "&", `\u003c`, "<", `\u003e`, ">").Replace(s)
}

// policyDiff lists the rules that one policy has and the other has not, or has
// otherwise.
func (e *env) policyDiff(a, b string) error {
	l, err := session.Library()
	if err != nil {
		return err
	}
	if err := errors.Join(knownPolicy(l, a), knownPolicy(l, b)); err != nil {
		return err
	}
	pa, err := l.Program(a)
	if err != nil {
		return err
	}
	pb, err := l.Program(b)
	if err != nil {
		return err
	}
	list := policy.Diff(pa.Pack(), pb.Pack())
	if len(list) == 0 && !e.json {
		_, err := fmt.Fprintln(e.Out, e.words.T("cli.policy_same"))
		return err
	}
	for _, d := range list {
		if err := e.print(d, fmt.Sprintf("%s  %s\n    - %s\n    + %s", d.Rule, e.words.Or("cli.policy_"+d.What, d.What), plainJSON(d.A), plainJSON(d.B))); err != nil {
			return err
		}
	}
	return nil
}

// policyShowCommand shows the rules of a pack or, with --sources, how wrong
// each kind of source can be.
func (e *env) policyShowCommand() *cobra.Command {
	var sources bool
	c := &cobra.Command{Use: "show ID@VERSION", Short: e.words.T("cli.policy_show"), RunE: func(_ *cobra.Command, a []string) error {
		if sources {
			return e.policySources()
		}
		return e.policyShow(a[0])
	}}
	c.Args = func(c *cobra.Command, args []string) error {
		if sources {
			return noArgs(c, args)
		}
		return needArgs(1, "args.policy")(c, args)
	}
	c.Flags().BoolVar(&sources, "sources", false, "")
	return c
}

// policySources prints the error models of the sources.
func (e *env) policySources() error {
	l, err := session.Library()
	if err != nil {
		return err
	}
	m, w, lang := l.Models(), e.words, string(e.words.Lang())
	if e.json {
		return e.emit(m)
	}
	fmt.Fprintln(e.Out, w.T("cli.models", "version", m.Version, "from", m.From, "digest", m.Digest))
	fmt.Fprintln(e.Out, m.Note.In(lang))
	for i := range m.List {
		s := &m.List[i]
		fmt.Fprintf(e.Out, "\n%s  [%s]\n    %s\n    %s\n    %s\n    %s\n", w.T("source."+string(s.Source)), strings.Join(s.Citation, ", "),
			w.T("cli.model_figures", "radius", e.modelFigure("office.model.metres", s.RadiusM), "dwell", e.modelFigure("office.model.minutes", s.DwellMin), "clock", e.modelFigure("office.model.minutes", s.ClockMin)), s.Shows.In(lang), s.ShowsNot.In(lang), s.Coverage.In(lang))
		for _, a := range s.Asks {
			fmt.Fprintln(e.Out, "    "+w.T("cli.model_asks", "text", a.In(lang)))
		}
	}
	return nil
}

// modelFigure is a number with its unit, a dash for none.
func (e *env) modelFigure(key string, n int) string {
	if n == 0 {
		return e.words.None()
	}
	return e.words.T(key, "n", n)
}
