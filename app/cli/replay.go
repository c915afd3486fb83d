package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"recourse/app/gui/i18n/hinge"
	"recourse/app/session"
	"recourse/cases"
	"recourse/review"
	"recourse/review/policy"
	"recourse/review/replay"
)

func (e *env) replayCommand() *cobra.Command {
	var q review.Question
	var all, both bool
	var asOf string
	c := &cobra.Command{
		Use: "replay CASE...", Short: e.words.T("cli.replay"),
		RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
			if err := knownPolicy(s.Rules(), q.Policy); err != nil {
				return err
			}
			if asOf != "" {
				var err error
				if q.AsOf, err = cases.ParseStamp(asOf); err != nil {
					return usage("usage.as_of", "value", asOf)
				}
			}
			switch {
			case all && len(args) == 0 && len(q.Set) == 0:
				return e.replayAll(ctx, s, q)
			case all || len(args) == 0:
				return usage("usage.replay")
			case both && (len(q.Set) > 0 || asOf != ""):
				return usage("usage.then")
			}
			return e.replayCases(ctx, s, args, replayOrder{q, both})
		}),
	}
	c.Flags().BoolVar(&all, "all", false, "")
	c.Flags().BoolVar(&both, "then-and-now", false, "")
	c.Flags().StringVar(&q.Policy, "policy", "", "")
	c.Flags().StringVar(&asOf, "as-of", "", "")
	c.Flags().StringArrayVar(&q.Set, "set", nil, "")
	return c
}

// replayOrder is how cases are replayed: by a question, or then and now.
type replayOrder struct {
	review.Question
	both bool
}

func (e *env) replayCases(ctx context.Context, s *session.Session, refs []string, q replayOrder) error {
	for _, ref := range refs {
		id, err := s.Find(ctx, ref)
		if err != nil {
			return err
		}
		f, err := s.Desk().Case(ctx, id)
		if err != nil {
			return err
		}
		if q.both {
			if err := e.thenAndNow(s, f, q.Question); err != nil {
				return err
			}
			continue
		}
		if f.Purge != 0 {
			return cases.Refuse("purged", "case", f.AppealNo)
		}
		a, err := s.Assess(f, q.Question)
		if err != nil && len(q.Set) > 0 {
			return usage("usage.set", "value", strings.Join(q.Set, " "), "case", f.AppealNo)
		}
		if err != nil {
			return err
		}
		if a.Report == nil {
			return &noReplay{f}
		}
		if err := e.printReplay(s.Rules(), f, a.Report); err != nil {
			return err
		}
	}
	return nil
}

func (e *env) printReplay(l *review.Library, f *cases.File, r *replay.Report) error {
	if e.json {
		return e.emit(struct {
			Case     cases.ID `json:"case"`
			AppealNo string   `json:"appeal_no"`
			*replay.Report
		}{f.ID, f.AppealNo, r})
	}
	w := e.words
	fmt.Fprintln(e.Out, w.T("cli.replay_head", "case", f.AppealNo, "title", e.plain(r.PolicyTitle), "policy", r.Policy, "asof", e.instant(r.AsOf)))
	if own := f.Snapshot.Assignment.IssuedAt; !own.IsZero() && own.String() != r.AsOf {
		fmt.Fprintln(e.Out, w.T("hinge.asof", "asof", e.instant(r.AsOf), "own", e.moment(own)))
	}
	e.printColours(r)
	if err := e.printSteps(l, r.Steps); err != nil {
		return err
	}
	e.printHinge(f, r)
	return nil
}

// printHinge says on what the colour hangs.
func (e *env) printHinge(f *cases.File, r *replay.Report) {
	t := &hinge.Teller{Words: e.words, Snapshot: &f.Snapshot}
	fmt.Fprintln(e.Out, e.words.T("hinge.title"))
	for _, l := range t.Lines(r) {
		fmt.Fprintln(e.Out, "  "+l.Text)
	}
	if text := t.Bound(r); text != "" {
		fmt.Fprintln(e.Out, "  "+text)
	}
}

// thenAndNow sets the policy of the time beside that of today, or beside the
// one that is named.
func (e *env) thenAndNow(s *session.Session, f *cases.File, q review.Question) error {
	both, err := s.Rules().ThenAndNow(&f.Snapshot, q.Policy, s.Now())
	if errors.Is(err, review.ErrNoPolicy) {
		return &noReplay{f}
	}
	if err != nil {
		return err
	}
	if e.json {
		return e.emit(struct {
			Case     cases.ID `json:"case"`
			AppealNo string   `json:"appeal_no"`
			*replay.ThenAndNow
		}{f.ID, f.AppealNo, both})
	}
	t := &hinge.Teller{Words: e.words, Snapshot: &f.Snapshot}
	fmt.Fprintln(e.Out, f.AppealNo+": "+e.words.T("hinge.then.title"))
	for _, line := range t.Then(both) {
		fmt.Fprintln(e.Out, "  "+line)
	}
	rows := make([][]string, len(both.Steps))
	for i, st := range both.Steps {
		rows[i] = []string{st.Rule, e.plain(st.Title), e.side(st.Then), e.side(st.Now), e.words.T("hinge.then." + st.Change)}
	}
	if len(rows) == 0 {
		return nil
	}
	w := e.words
	return e.table([]string{w.T("col.rule"), "", w.T("hinge.then.col.then"), w.T("hinge.then.col.now"), ""}, rows)
}

// side is a step's outcome and effect, a dash where there is no such rule.
func (e *env) side(st *replay.Step) string {
	if st == nil {
		return "–"
	}
	text := outcome(e, string(st.Outcome))
	if st.Outcome == policy.True && st.Effect.Colour != policy.None {
		text += " " + e.colourTerm(replay.ColourTerm{Colour: st.Effect.Colour, Until: st.Effect.Until})
	}
	return text
}

func (e *env) printSteps(l *review.Library, steps []replay.Step) error {
	w := e.words
	rows := make([][]string, len(steps))
	for i, st := range steps {
		mark := ""
		if st.IssuedOutcome != "" && st.IssuedOutcome != string(st.Outcome) {
			mark = "≠"
		}
		rows[i] = []string{st.Rule, outcome(e, string(st.Outcome)), outcome(e, st.IssuedOutcome) + mark, e.colour(st.Effect.Colour), w.Statement(st.Sentence.Key, l.Localise(st.Sentence.Args, string(w.Lang())))}
	}
	return e.table([]string{w.T("col.rule"), w.T("col.replayed"), w.T("col.issued"), w.T("col.effect"), w.T("col.why")}, rows)
}

func outcome(e *env, o string) string {
	if o == "" {
		return "–"
	}
	return e.words.T("outcome." + o)
}

func (e *env) colour(c policy.Colour) string {
	if c == policy.None {
		return "–"
	}
	return e.words.Colour(cases.Colour(c))
}

func (e *env) colourTerm(c replay.ColourTerm) string {
	text := e.colour(c.Colour)
	if c.Until != "" {
		text = e.words.T("cli.replay_until", "colour", text, "until", e.instant(c.Until))
	}
	return text
}

// printColours says which colour was issued and which one the rules give.
func (e *env) printColours(r *replay.Report) {
	w := e.words
	fmt.Fprintln(e.Out, w.T("cli.replay_colours", "issued", e.colourTerm(r.Issued), "replayed", e.colourTerm(r.Replayed), "rule", dash(r.DecidingRule)))
	if r.Unexplained {
		fmt.Fprintln(e.Out, w.T("cli.replay_unexplained"))
	}
}

// instant words a time of the replay; what is no time stays as it is.
func (e *env) instant(s string) string {
	st, err := cases.ParseStamp(s)
	if err != nil || st.IsZero() {
		return dash(s)
	}
	return e.moment(st)
}

// knownPolicy refuses a policy that is not on the shelf, "" is the one in
// force.
func knownPolicy(l *review.Library, name string) error {
	if name == "" {
		return nil
	}
	if _, err := l.Program(name); err == nil {
		return nil
	}
	packs := l.Packs()
	names := make([]string, len(packs))
	for i, p := range packs {
		names[i] = p.Name()
	}
	return usage("usage.policy", "value", name, "known", strings.Join(names, ", "))
}

// noReplay says that no rules were in force for a case's system at the time.
type noReplay struct{ file *cases.File }

func (n *noReplay) Error() string { return "case " + n.file.AppealNo + ": no policy in force" }

// whyNoReplay is the reason in words.
func (e *env) whyNoReplay(r *cases.Row) string {
	return e.words.T("cli.no_policy", "system", e.code("system", r.System), "at", e.words.FullDateTime(r.IssuedAt))
}

// replayAll prints a line a case and closes with the counts.
func (e *env) replayAll(ctx context.Context, s *session.Session, q review.Question) error {
	var total, differ, none int
	err := s.ReplayAll(ctx, q, func(r session.Replayed) error {
		total++
		if r.Err != nil {
			none++
		}
		if r.Differs {
			differ++
		}
		return e.printVerdict(r)
	})
	if err != nil {
		return err
	}
	e.note("cli.replay_all", "n", total, "differ", differ, "none", none)
	if none > 0 {
		return &partly{e.words.T("cli.replay_partly", "n", none)}
	}
	return nil
}

func (e *env) printVerdict(r session.Replayed) error {
	v := struct {
		Case     cases.ID      `json:"case"`
		AppealNo string        `json:"appeal_no"`
		Issued   cases.Colour  `json:"issued"`
		Replayed policy.Colour `json:"replayed,omitempty"`
		Deciding string        `json:"deciding_rule,omitempty"`
		Differs  bool          `json:"differs"`
		Error    string        `json:"error,omitempty"`
	}{r.Row.ID, r.Row.AppealNo, r.Row.Colour, r.Verdict.Colour, r.Verdict.Deciding, r.Differs, ""}
	if r.Err != nil {
		v.Error = "no_policy"
	}
	if e.json {
		return e.emit(v)
	}
	issued := e.words.Colour(v.Issued)
	switch {
	case r.Err != nil:
		_, err := fmt.Fprintf(e.Out, "%s  %s  %s\n", v.AppealNo, issued, e.whyNoReplay(&r.Row))
		return err
	case r.Differs && v.Issued == cases.Colour(v.Replayed):
		_, err := fmt.Fprintf(e.Out, "%s  %s  %s  %s\n", v.AppealNo, issued, e.words.T("cli.replay_term",
			"issued", e.words.FullDateTime(r.Row.IsolationEnd), "replayed", e.words.Moment(r.Verdict.Until.Text())), v.Deciding)
		return err
	case r.Differs:
		_, err := fmt.Fprintf(e.Out, "%s  %s → %s  %s\n", v.AppealNo, issued, e.colour(v.Replayed), v.Deciding)
		return err
	}
	return nil
}
