package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recourse/app/session"
	"recourse/cases"
	"recourse/review/allot"
)

// onCase builds a command that acts on one case and prints where it stands
// afterwards.
func (e *env) onCase(use, key string, act func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error)) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: e.words.T(key), Args: needArgs(1, "args.case"),
		RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
			id, err := s.Find(ctx, args[0])
			if err != nil {
				return err
			}
			f, err := act(ctx, s, id)
			if err != nil {
				return err
			}
			return e.printStanding(s, f)
		}),
	}
}

// printStanding prints one line about a case: where it stands and with whom.
func (e *env) printStanding(s *session.Session, f *cases.File) error {
	return e.print(caseLine(&f.Row, s.Now()), e.words.T("cli.standing",
		"case", f.AppealNo, "state", e.words.State(f.State), "officer", dash(string(f.Officer))))
}

func (e *env) registerCommand() *cobra.Command {
	return e.onCase("register CASE", "cli.register", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		return s.Desk().Register(ctx, id)
	})
}

func (e *env) nextCommand() *cobra.Command {
	return &cobra.Command{
		Use: "next", Short: e.words.T("cli.next"), Args: noArgs,
		RunE: e.with(func(ctx context.Context, s *session.Session, _ []string) error {
			f, err := s.TakeNext(ctx)
			if err != nil {
				return err
			}
			return e.printStanding(s, f)
		}),
	}
}

// allotFlags say how several cases are given.
type allotFlags struct {
	spread, dry bool
	to          string
	most        int
}

func (e *env) allocateCommand() *cobra.Command {
	var fl allotFlags
	c := &cobra.Command{
		Use: "allocate CASE... USER|--spread", Short: e.words.T("cli.allocate"), Args: atLeast(1, "args.case_user"),
		RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
			if len(args) == 2 && !fl.spread && !fl.dry {
				return e.allocateOne(ctx, s, args[0], args[1])
			}
			return e.allocateAll(ctx, s, args, fl)
		}),
	}
	c.Flags().BoolVar(&fl.spread, "spread", false, "")
	c.Flags().BoolVar(&fl.dry, "dry-run", false, "")
	c.Flags().StringVar(&fl.to, "to", "", "")
	c.Flags().IntVar(&fl.most, "most", 0, "")
	return c
}

func (e *env) allocateOne(ctx context.Context, s *session.Session, ref, user string) error {
	id, err := s.Find(ctx, ref)
	if err != nil {
		return err
	}
	to, err := s.Person(ctx, cases.UserID(user))
	if err != nil {
		return err
	}
	f, err := s.Desk().Assign(ctx, id, to)
	if err != nil {
		return err
	}
	return e.printStanding(s, f)
}

// allocateAll plans, and unless it is a rehearsal carries the plan out.
func (e *env) allocateAll(ctx context.Context, s *session.Session, args []string, fl allotFlags) error {
	var to []cases.UserID
	for _, name := range listed(fl.to) {
		to = append(to, cases.UserID(name))
	}
	if !fl.spread {
		if len(args) < 2 || len(to) > 0 {
			return usage("usage.allocate")
		}
		to, args = []cases.UserID{cases.UserID(args[len(args)-1])}, args[:len(args)-1]
	}
	var ids []cases.ID
	for _, ref := range args {
		id, err := s.Find(ctx, ref)
		if err != nil {
			return err
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	plan, err := s.PlanAllotment(ctx, ids, to, fl.most)
	if err != nil {
		return err
	}
	done := make([]allot.Outcome, len(plan.Lines))
	for i, l := range plan.Lines {
		done[i] = allot.Outcome{Line: l}
		if l.Why != nil {
			done[i].Err = l.Why
		}
	}
	if !fl.dry {
		if done, err = s.Allot(ctx, plan, nil); err != nil {
			return err
		}
	}
	return e.printAllotted(plan, done, fl.dry)
}

// printAllotted says of each case who has it now or would, and what everybody
// has then.
func (e *env) printAllotted(plan allot.Plan, done []allot.Outcome, dry bool) error {
	w, given := e.words, 0
	var rows [][]string
	for _, a := range done {
		why := ""
		if a.Err != nil {
			why = sentence(w, a.Err)
		} else {
			given++
		}
		if e.json {
			v := map[string]any{"case": a.Case, "appeal_no": a.AppealNo, "to": "", "dry_run": dry, "why": why}
			if a.Err == nil {
				v["to"] = a.To.ID
			}
			if err := e.emit(v); err != nil {
				return err
			}
			continue
		}
		name := a.To.Name
		if a.Err != nil {
			name = w.None()
		}
		rows = append(rows, []string{a.AppealNo, name, why})
	}
	if !e.json {
		if err := e.table([]string{w.T("col.case"), w.T("col.officer"), w.T("col.why")}, rows); err != nil {
			return err
		}
		for _, l := range plan.Loads {
			fmt.Fprintln(e.Out, w.T("cli.load", "name", l.User.Name, "open", l.Open, "today", l.DueToday, "gets", l.Gets))
		}
	}
	if given < len(done) {
		return &partly{w.T("cli.allotted", "n", given, "of", len(done))}
	}
	return nil
}

// noteCommand adds a remark, leaves a hand-over note, or says that one was read.
func (e *env) noteCommand() *cobra.Command {
	var text, to string
	var handover bool
	var read int
	c := e.onCase("note CASE", "cli.note", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		switch {
		case read > 0:
			return s.Desk().ReadNote(ctx, id, read)
		case to != "":
			if _, err := s.Person(ctx, cases.UserID(to)); err != nil {
				return nil, err
			}
			return s.Desk().HandOver(ctx, id, text, cases.UserID(to))
		case handover:
			return s.Desk().HandOver(ctx, id, text, "")
		}
		return s.Desk().Note(ctx, id, text)
	})
	c.Flags().StringVar(&text, "text", "", "")
	c.Flags().StringVar(&to, "to", "", "")
	c.Flags().BoolVar(&handover, "handover", false, "")
	c.Flags().IntVar(&read, "read", 0, "")
	return c
}

// undoCommand takes the person's last act on a case back.
func (e *env) undoCommand() *cobra.Command {
	return e.onCase("undo CASE", "cli.undo", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		return s.Desk().Undo(ctx, id)
	})
}

func (e *env) releaseCommand() *cobra.Command {
	var reason string
	c := e.onCase("release CASE", "cli.release", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		return s.Desk().Release(ctx, id, strings.TrimSpace(reason))
	})
	c.Flags().StringVar(&reason, "reason", "", "")
	return c
}

func (e *env) requestCommand() *cobra.Command {
	var r cases.InfoRequest
	var due string
	c := e.onCase("request CASE", "cli.request", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		at, err := moment(due, "--due")
		if err != nil {
			return nil, err
		}
		r.DueAt, r.ToResident = at, r.To == "resident"
		if _, err := s.Desk().Open(ctx, id); err != nil {
			return nil, err
		}
		return s.Desk().RequestInfo(ctx, id, r)
	})
	c.Flags().StringVar(&r.To, "to", "resident", "")
	c.Flags().StringVar(&r.Question, "question", "", "")
	c.Flags().StringVar(&due, "due", "", "")
	return c
}

func (e *env) answerCommand() *cobra.Command {
	var a cases.InfoAnswer
	var none bool
	var came string
	c := e.onCase("answer CASE", "cli.answer", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		var err error
		if a.CameAt, err = optional(came, "--came"); err != nil {
			return nil, err
		}
		a.Received = !none
		return s.Desk().AnswerOf(ctx, id, a)
	})
	c.Flags().StringVar(&a.Text, "text", "", "")
	c.Flags().StringVar(&came, "came", "", "")
	c.Flags().BoolVar(&none, "none", false, "")
	return c
}

func (e *env) deliverCommand() *cobra.Command {
	var v cases.Delivery
	var at string
	c := e.onCase("deliver CASE", "cli.deliver", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		if !slices.Contains(cases.DeliveryMethods(), v.Method) {
			return nil, oneOf("--method", v.Method, cases.DeliveryMethods())
		}
		if v.Failure == "" {
			v.DeliveredAt = cases.At(s.Now())
		}
		if at != "" {
			st, err := cases.ParseStamp(at)
			if err != nil {
				return nil, usage("usage.time", "flag", "--at", "value", at)
			}
			v.DeliveredAt = st
		}
		return s.Desk().Deliver(ctx, id, v)
	})
	c.Flags().StringVar(&v.Method, "method", "", "")
	c.Flags().StringVar(&at, "at", "", "")
	c.Flags().StringVar(&v.Receipt, "receipt", "", "")
	c.Flags().StringVar(&v.Failure, "failed", "", "")
	return c
}

// moment reads an instant from a flag.
func moment(s, flag string) (time.Time, error) {
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return at, usage("usage.time", "flag", flag, "value", s)
	}
	return at, nil
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
