package cli

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recourse/app/session"
	"recourse/cases"
	"recourse/review"
)

// turns are the commands for the turns an appeal can take.
func (e *env) turns() []*cobra.Command {
	return []*cobra.Command{
		e.deficientCommand(), e.supplyCommand(), e.admitCommand(), e.confirmCommand(), e.mergeCommand(), e.duplicatesCommand(),
		e.remindCommand(), e.recuseCommand(), e.liftCommand(), e.viewCommand(), e.expireCommand(), e.lapseCommand(),
		e.dismissCommand(), e.reinstateCommand(), e.resumeCommand(), e.reopenCommand(), e.correctCommand(), e.integrityCommand(),
		e.windowCommand(),
	}
}

func (e *env) deficientCommand() *cobra.Command {
	var missing, text string
	c := e.onCase("deficient CASE", "cli.deficient", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		return s.Desk().Deficient(ctx, id, cases.Deficiency{Missing: listed(missing), Text: strings.TrimSpace(text)})
	})
	c.Flags().StringVar(&missing, "missing", "", "")
	c.Flags().StringVar(&text, "text", "", "")
	return c
}

func (e *env) supplyCommand() *cobra.Command {
	var v cases.Supply
	var none bool
	var came, still string
	c := e.onCase("supply CASE", "cli.supply", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		var err error
		if v.ReceivedAt, err = optional(came, "--came"); err != nil {
			return nil, err
		}
		v.Received, v.Missing = !none, listed(still)
		return s.Desk().Supply(ctx, id, v)
	})
	c.Flags().StringVar(&came, "came", "", "")
	c.Flags().StringVar(&still, "missing", "", "")
	c.Flags().StringVar(&v.Text, "text", "", "")
	c.Flags().BoolVar(&none, "none", false, "")
	return c
}

func (e *env) admitCommand() *cobra.Command {
	var a cases.Admission
	var refuse bool
	c := e.onCase("admit CASE", "cli.admit", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		if refuse == (a.Code != "") {
			return nil, usage("usage.admit")
		}
		a.Admitted = !refuse
		return s.Desk().Admit(ctx, id, a)
	})
	c.Flags().StringVar(&a.Code, "code", "", "")
	c.Flags().BoolVar(&refuse, "refuse", false, "")
	c.Flags().StringVar(&a.Reason, "reason", "", "")
	return c
}

// confirmCommand signs, or turns down, whatever waits for a second signature
// beside a decision. What is signed is printed first.
func (e *env) confirmCommand() *cobra.Command {
	var approve, reject bool
	var note string
	c := e.onCase("confirm CASE", "cli.confirm", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		if approve == reject {
			return nil, usage("usage.confirm")
		}
		f, err := s.Desk().Case(ctx, id)
		if err != nil {
			return nil, err
		}
		r := review.Reading{}
		_, _, r.Digest, _ = f.Proposal()
		e.showProposal(f)
		if approve {
			if err := e.readProposal(ctx, s, f, &r); err != nil {
				return nil, err
			}
		}
		if f.Pending == cases.PendingCorrection {
			return s.Desk().ConfirmCorrection(ctx, id, r, approve, note)
		}
		return s.Desk().ConfirmRefusal(ctx, id, r, approve, note)
	})
	c.Flags().BoolVar(&approve, "approve", false, "")
	c.Flags().BoolVar(&reject, "reject", false, "")
	c.Flags().StringVar(&note, "note", "", "")
	return c
}

// readProposal shows the signatory the words that the resident will read: at
// the prompt that is how the letter is opened. It is not shown to who may not
// sign it.
func (e *env) readProposal(ctx context.Context, s *session.Session, f *cases.File, r *review.Reading) error {
	_, _, _, author := f.Proposal()
	if f.Pending == "" || author == s.User().ID {
		return nil // the command refuses
	}
	text, err := s.ProposalText(ctx, f)
	if err != nil {
		return err
	}
	fmt.Fprintln(e.Err, text)
	r.LetterOpened = s.Now()
	return nil
}

// showProposal says in words what waits for a signature.
func (e *env) showProposal(f *cases.File) {
	switch f.Pending {
	case cases.PendingCorrection:
		v := f.Corrections[len(f.Corrections)-1]
		e.note("cli.proposed_correction", "field", e.words.Or("correction."+v.Field, v.Field), "was", v.Was, "now", v.Now, "reason", v.Reason, "by", v.By.Name)
	case cases.PendingAdmission:
		v := f.Admissions[len(f.Admissions)-1]
		e.note("cli.proposed_refusal", "filed", e.words.FullDateTime(v.FiledAt), "until", e.words.FullDateTime(v.WindowEnd), "reason", v.Reason, "by", v.By.Name)
	}
}

func (e *env) mergeCommand() *cobra.Command {
	var into, reason string
	c := e.onCase("merge CASE --into CASE", "cli.merge", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		main, err := s.Find(ctx, into)
		if err != nil {
			return nil, err
		}
		return s.Desk().Merge(ctx, id, main, reason)
	})
	c.Flags().StringVar(&into, "into", "", "")
	c.Flags().StringVar(&reason, "reason", "", "")
	return c
}

func (e *env) remindCommand() *cobra.Command {
	var r cases.Reminder
	var due string
	c := e.onCase("remind CASE", "cli.remind", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		var err error
		if r.DueAt, err = optional(due, "--due"); err != nil {
			return nil, err
		}
		return s.Desk().Remind(ctx, id, r)
	})
	c.Flags().StringVar(&r.Text, "text", "", "")
	c.Flags().StringVar(&due, "due", "", "")
	return c
}

func (e *env) recuseCommand() *cobra.Command {
	var who, code string
	c := e.onCase("recuse CASE", "cli.recuse", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		if who == "" {
			who = string(s.User().ID)
		}
		if _, err := s.Person(ctx, cases.UserID(who)); err != nil {
			return nil, err
		}
		return s.Desk().Exclude(ctx, id, cases.UserID(who), code)
	})
	c.Flags().StringVar(&who, "person", "", "")
	c.Flags().StringVar(&code, "code", "recused", "")
	return c
}

func (e *env) liftCommand() *cobra.Command {
	var who, code, reason string
	c := e.onCase("lift CASE --person USER", "cli.lift", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		u, err := s.Person(ctx, cases.UserID(who))
		if err != nil {
			return nil, err
		}
		return s.Desk().LiftConflict(ctx, id, u, code, reason)
	})
	c.Flags().StringVar(&who, "person", "", "")
	c.Flags().StringVar(&code, "code", "", "")
	c.Flags().StringVar(&reason, "reason", "", "")
	return c
}

func (e *env) viewCommand() *cobra.Command {
	var outcome, colour, note string
	c := e.onCase("view CASE --outcome OUTCOME", "cli.view", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		v := cases.FirstView{Disposition: cases.Disposition(outcome), NewColour: cases.Colour(strings.ToUpper(colour)), Note: note}
		if !v.Disposition.Valid() {
			return nil, oneOf("--outcome", outcome, cases.Dispositions())
		}
		return s.Desk().View(ctx, id, v)
	})
	c.Flags().StringVar(&outcome, "outcome", "", "")
	c.Flags().StringVar(&colour, "colour", "", "")
	c.Flags().StringVar(&note, "note", "", "")
	return c
}

func (e *env) resumeCommand() *cobra.Command {
	var v cases.Resumption
	var none bool
	c := e.onCase("resume CASE", "cli.resume", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		v.Returned = !none
		return s.Desk().Resume(ctx, id, v)
	})
	c.Flags().StringVar(&v.Result, "result", "", "")
	c.Flags().BoolVar(&none, "none", false, "")
	return c
}

func (e *env) reopenCommand() *cobra.Command {
	var v cases.Reopening
	var requested string
	c := e.onCase("reopen CASE --ground GROUND", "cli.reopen", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		if requested != "" {
			st, err := cases.ParseStamp(requested)
			if err != nil {
				return nil, usage("usage.day", "flag", "--requested", "value", requested)
			}
			v.RequestedAt = st
		}
		return s.Desk().Reopen(ctx, id, v)
	})
	c.Flags().StringVar(&v.Code, "ground", "", "")
	c.Flags().StringVar(&v.Reason, "reason", "", "")
	c.Flags().StringVar(&v.Directions, "directions", "", "")
	c.Flags().StringVar(&requested, "requested", "", "")
	return c
}

func (e *env) correctCommand() *cobra.Command {
	var v cases.Correction
	c := e.onCase("correct CASE --field FIELD", "cli.correct", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		return s.Desk().Correct(ctx, id, v)
	})
	c.Flags().StringVar(&v.Field, "field", "", "")
	c.Flags().StringVar(&v.Was, "was", "", "")
	c.Flags().StringVar(&v.Now, "should", "", "")
	c.Flags().StringVar(&v.Reason, "reason", "", "")
	return c
}

// listed splits a list of codes written with commas.
func listed(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' || r == '，' || r == '、' })
}

// optional reads an instant from a flag that need not be given.
func optional(s, flag string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	return moment(s, flag)
}

// turns are the turns that an appeal took, as show --json prints them.
type turns struct {
	Pending        string                `json:"pending,omitempty"`
	MergedInto     cases.ID              `json:"merged_into,omitempty"`
	HoldUntil      string                `json:"hold_until,omitempty"`
	Timers         []timerView           `json:"timers"`
	Conflicts      []string              `json:"conflicts"` // of the person who asks
	Blind          bool                  `json:"blind,omitempty"`
	Deficiencies   []cases.Deficiency    `json:"deficiencies,omitempty"`
	Supplies       []cases.Supply        `json:"supplies,omitempty"`
	Admissions     []cases.Admission     `json:"admissions,omitempty"`
	Merges         []cases.Merge         `json:"merges,omitempty"`
	Reminders      []cases.Reminder      `json:"reminders,omitempty"`
	Reopenings     []cases.Reopening     `json:"reopenings,omitempty"`
	Resumptions    []cases.Resumption    `json:"resumptions,omitempty"`
	Corrections    []cases.Correction    `json:"corrections,omitempty"`
	Confirmations  []cases.Confirmation  `json:"confirmations,omitempty"`
	Expiries       []cases.Expiry        `json:"expiries,omitempty"`
	FirstViews     []cases.FirstView     `json:"first_views,omitempty"`
	Reinstatements []cases.Reinstatement `json:"reinstatements,omitempty"`
	Relapses       []cases.Relapse       `json:"relapses,omitempty"`
}

type timerView struct {
	Name  string `json:"name"`
	At    string `json:"at"`
	Owner string `json:"owner"` // a person, or the role whose work it is
}

func turnsOf(f *cases.File, s *session.Session) turns {
	t := turns{
		Pending: f.Pending, MergedInto: f.MergedInto, HoldUntil: stamp(f.HoldUntil), Timers: []timerView{},
		Conflicts: orEmpty(cases.Conflicts(s.User(), f)), Blind: f.Blind(s.User()),
		Deficiencies: f.Deficiencies, Supplies: f.Supplies, Admissions: f.Admissions, Merges: f.Merges, Reminders: f.Reminders,
		Reopenings: f.Reopenings, Resumptions: f.Resumptions, Corrections: f.Corrections, Confirmations: f.Confirmations,
		Expiries: f.Expiries, FirstViews: f.FirstViews, Reinstatements: f.Reinstatements, Relapses: f.Relapses,
	}
	for _, x := range review.TimersOf(&f.Row) {
		t.Timers = append(t.Timers, timerView{x.Name, stamp(x.At), cmp.Or(string(x.Owner), string(x.Role))})
	}
	return t
}

// showTurns says what the case waits for, and what it is made of beside its
// own papers.
func (e *env) showTurns(f *cases.File, s *session.Session) {
	for _, x := range review.TimersOf(&f.Row) {
		owner := string(x.Owner)
		if owner == "" {
			owner = e.words.Or("role."+string(x.Role), string(x.Role))
		}
		fmt.Fprintln(e.Out, e.words.T("cli.waits", "what", e.words.Or("timer."+x.Name, x.Name), "until", e.words.FullDateTime(x.At), "owner", owner))
	}
	if f.Pending != "" {
		e.showProposal(f)
	}
	for i := range f.Merges {
		if m := &f.Merges[i]; m.IntoID == f.ID {
			fmt.Fprintln(e.Out, e.words.T("cli.joined", "case", m.Joined))
			continue
		}
		fmt.Fprintln(e.Out, e.words.T("cli.merged", "case", f.Merges[i].Into))
	}
	for _, c := range cases.Conflicts(s.User(), f) {
		fmt.Fprintln(e.Out, e.words.T("cli.conflict", "reason", e.words.Or("recusal."+c, c)))
	}
}
