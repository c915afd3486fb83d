package cli

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recourse/app/session"
	"recourse/cases"
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

func (e *env) allocateCommand() *cobra.Command {
	return &cobra.Command{
		Use: "allocate CASE USER", Short: e.words.T("cli.allocate"), Args: needArgs(2, "args.case_user"),
		RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
			id, err := s.Find(ctx, args[0])
			if err != nil {
				return err
			}
			to, err := s.Person(ctx, cases.UserID(args[1]))
			if err != nil {
				return err
			}
			f, err := s.Desk().Assign(ctx, id, to)
			if err != nil {
				return err
			}
			return e.printStanding(s, f)
		}),
	}
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
