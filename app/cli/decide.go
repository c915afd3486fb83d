package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"recourse/app/session"
	"recourse/cases"
	"recourse/review"
)

func (e *env) decideCommand() *cobra.Command {
	var file string
	c := e.onCase("decide CASE --file decision.yaml", "cli.decide", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		draft, err := readDecision(file)
		if err != nil {
			return nil, err
		}
		return s.Desk().Decide(ctx, id, draft)
	})
	c.Flags().StringVar(&file, "file", "", "")
	return c
}

// signoffFlags are the three ways to answer a draft; exactly one is given.
type signoffFlags struct {
	approve, escalate bool
	code, note        string
}

func (e *env) signoffCommand() *cobra.Command {
	var f signoffFlags
	c := e.onCase("signoff CASE", "cli.signoff", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		return e.signOff(ctx, s, id, f)
	})
	c.Flags().BoolVar(&f.approve, "approve", false, "")
	c.Flags().StringVar(&f.code, "return", "", "")
	c.Flags().BoolVar(&f.escalate, "escalate", false, "")
	c.Flags().StringVar(&f.note, "note", "", "")
	return c
}

func (e *env) signOff(ctx context.Context, s *session.Session, id cases.ID, f signoffFlags) (*cases.File, error) {
	if n := btoi(f.approve) + btoi(f.escalate) + btoi(f.code != ""); n != 1 {
		return nil, usage("usage.signoff")
	}
	file, err := s.Desk().Case(ctx, id)
	if err != nil {
		return nil, err
	}
	r := review.Reading{}
	if d := file.Decision(); d != nil {
		r.Digest = d.Digest
	}
	switch {
	case f.code != "":
		return s.Desk().Return(ctx, id, r, f.code, strings.TrimSpace(f.note))
	case f.escalate:
		return s.Desk().Escalate(ctx, id, r, f.note)
	}
	if err := e.readLetter(ctx, s, file, &r); err != nil {
		return nil, err
	}
	return s.Desk().Approve(ctx, id, r, f.note)
}

// readLetter shows the signatory the words that the resident will read: at the
// prompt that is how the letter is opened.
func (e *env) readLetter(ctx context.Context, s *session.Session, f *cases.File, r *review.Reading) error {
	if f.Decision() == nil {
		return nil
	}
	text, err := s.LetterText(ctx, f)
	if err != nil {
		return err
	}
	fmt.Fprintln(e.Err, text)
	r.LetterOpened = s.Now()
	return nil
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
