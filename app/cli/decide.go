package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/token"
	"github.com/spf13/cobra"

	"recourse/app/session"
	"recourse/cases"
	"recourse/review"
	"recourse/review/passage"
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
	if file.Blind(s.User()) {
		return nil, cases.Refuse("first_view_needed")
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

// decisionFields are the fields of a decision file, in the order of the
// contract.
func decisionFields() []string {
	return []string{
		"disposition", "findings", "new_colour", "effective_at", "isolation_end", "hold_until", "legal_basis", "reasons",
		"letter_language", "contradictions", "dishonesty_finding", "dishonesty", "correction_instruction", "transfer_to", "return_by",
	}
}

func findingFields() []string { return []string{"ground", "finding", "evidence", "text"} }

// readDecision reads a draft from a file; what is wrong with it is said with
// its line and what would be accepted.
func readDecision(file string) (cases.Draft, error) {
	if file == "" {
		return cases.Draft{}, usage("usage.file")
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return cases.Draft{}, err
	}
	if len(bytes.TrimSpace(raw)) == 0 {
		return cases.Draft{}, usage("usage.decision_empty", "file", filepath.Base(file))
	}
	d, err := review.ParseDecision(raw)
	if err != nil {
		return cases.Draft{}, decisionProblem(filepath.Base(file), raw, err)
	}
	return d, nil
}

// decisionProblem words what the parser refuses.
func decisionProblem(file string, raw []byte, err error) error {
	if e, ok := errors.AsType[*yaml.UnknownFieldError](err); ok {
		known := decisionFields()
		if e.GetToken().Position.Column > 1 {
			known = findingFields()
		}
		return usage("usage.decision_field", "file", file, "line", line1(e.GetToken()), "value", e.GetToken().Value, "known", strings.Join(known, ", "))
	}
	if e, ok := errors.AsType[*yaml.SyntaxError](err); ok && strings.HasPrefix(e.GetMessage(), "mapping key") {
		return usage("usage.decision_twice", "file", file, "line", line1(e.GetToken()), "value", e.GetToken().Value)
	}
	if e, ok := errors.AsType[*yaml.SyntaxError](err); ok {
		return usage("usage.decision_yaml", "file", file, "line", line1(e.GetToken()), "why", e.GetMessage())
	}
	if e, ok := errors.AsType[*yaml.TypeError](err); ok {
		return usage("usage.decision_type", "file", file, "line", line1(e.GetToken()), "value", e.GetToken().Value)
	}
	if e, ok := errors.AsType[*yaml.UnexpectedNodeTypeError](err); ok {
		return usage("usage.decision_type", "file", file, "line", line1(e.GetToken()), "value", e.GetToken().Value)
	}
	if value, ok := badStamp(raw); ok {
		return usage("usage.decision_value", "file", file, "value", value)
	}
	return usage("usage.decision_yaml", "file", file, "line", "1", "why", err.Error())
}

// badStamp finds the time that cannot be read.
func badStamp(raw []byte) (string, bool) {
	var times struct {
		EffectiveAt  string `yaml:"effective_at"`
		IsolationEnd string `yaml:"isolation_end"`
		HoldUntil    string `yaml:"hold_until"`
		ReturnBy     string `yaml:"return_by"`
	}
	if yaml.Unmarshal(raw, &times) != nil {
		return "", false
	}
	for _, s := range []string{times.EffectiveAt, times.IsolationEnd, times.HoldUntil, times.ReturnBy} {
		if _, err := cases.ParseStamp(s); s != "" && err != nil {
			return s, true
		}
	}
	return "", false
}

func line1(t *token.Token) string {
	if t == nil || t.Position == nil {
		return "1"
	}
	return strconv.Itoa(t.Position.Line)
}

// passagesCommand lists the prepared texts that reasons may begin with, and
// lets a supervisor change the office's.
func (e *env) passagesCommand() *cobra.Command {
	var ground, search string
	c := &cobra.Command{
		Use: "passages", Short: e.words.T("cli.passages"), Args: noArgs,
		RunE: e.with(func(ctx context.Context, s *session.Session, _ []string) error {
			return e.listPassages(ctx, s, ground, search)
		}),
	}
	c.Flags().StringVar(&ground, "ground", "", "")
	c.Flags().StringVar(&search, "search", "", "")
	var file string
	set := &cobra.Command{
		Use: "set --file PASSAGES.yaml", Short: e.words.T("cli.passages.set"), Args: noArgs,
		RunE: e.with(func(ctx context.Context, s *session.Session, _ []string) error {
			raw, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			list, err := passage.Parse(raw)
			if err != nil {
				return err
			}
			for _, p := range list {
				kept, err := s.SetPassage(ctx, p)
				if err != nil {
					return err
				}
				if err := e.printPassage(kept); err != nil {
					return err
				}
			}
			return nil
		}),
	}
	set.Flags().StringVar(&file, "file", "", "")
	c.AddCommand(set, &cobra.Command{
		Use: "remove ID", Short: e.words.T("cli.passages.remove"), Args: needArgs(1, "args.passage"),
		RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
			return s.RemovePassage(ctx, args[0])
		}),
	})
	return c
}

func (e *env) listPassages(ctx context.Context, s *session.Session, ground, search string) error {
	if err := s.User().Permit(cases.MayRead); err != nil {
		return err
	}
	list, err := s.Passages(ctx)
	if err != nil {
		return err
	}
	var grounds []cases.Ground
	if ground != "" {
		if err := pick(&grounds, []string{ground}, "--ground", cases.Grounds()); err != nil {
			return err
		}
	}
	for _, p := range passage.For(list, grounds, "") {
		of := len(p.Grounds) == 0 || len(grounds) == 0 || slices.Contains(p.Grounds, grounds[0])
		words := strings.ToLower(p.ID + p.Title.ZH + p.Title.EN + p.Text.ZH + p.Text.EN)
		if of && strings.Contains(words, strings.ToLower(search)) {
			if err := e.printPassage(p); err != nil {
				return err
			}
		}
	}
	return nil
}

func (e *env) printPassage(p passage.Passage) error {
	lang := string(e.words.Lang())
	return e.print(p, fmt.Sprintf("%s@%d  %s\n    %s", p.ID, p.Version, p.Title.In(lang), p.Text.In(lang)))
}
