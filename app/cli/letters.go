package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"recourse/app/session"
	"recourse/cases"
)

func (e *env) lettersCommand() *cobra.Command {
	var refs []string
	var pending bool
	var out, merge string
	c := &cobra.Command{
		Use: "letters", Args: noArgs, Short: e.words.T("cli.letters"),
		RunE: e.with(func(ctx context.Context, s *session.Session, _ []string) error {
			if out == "" || pending == (len(refs) > 0) {
				return usage("usage.letters")
			}
			ids, err := e.ids(ctx, s, refs)
			if err == nil && pending {
				ids, err = s.PendingLetters(ctx)
			}
			if err != nil {
				return err
			}
			return e.issueLetters(ctx, s, ids, out, merge)
		}),
	}
	f := c.Flags()
	f.StringSliceVar(&refs, "case", nil, "")
	f.BoolVar(&pending, "pending", false, "")
	f.StringVar(&out, "out", "", "")
	f.StringVar(&merge, "merge", "", "")
	return c
}

func (e *env) ids(ctx context.Context, s *session.Session, refs []string) ([]cases.ID, error) {
	ids := make([]cases.ID, 0, len(refs))
	for _, ref := range refs {
		id, err := s.Find(ctx, ref)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// issueLetters issues one letter after the other; a letter that cannot be
// issued is listed and does not hold up the rest.
func (e *env) issueLetters(ctx context.Context, s *session.Session, ids []cases.ID, out, merge string) error {
	if err := os.MkdirAll(out, 0o700); err != nil {
		return fmt.Errorf("folder for letters: %w", err)
	}
	var pdfs [][]byte
	var failed int
	var last error
	for _, id := range ids {
		l, pdf, err := s.IssueLetter(ctx, id, out)
		if err != nil {
			if ctx.Err() != nil {
				return err
			}
			failed, last = failed+1, err
			e.note("cli.letter_failed", "case", e.appealNo(ctx, s, id), "why", sentence(e.words, err))
			continue
		}
		if merge != "" {
			pdfs = append(pdfs, pdf)
		}
		if err := e.print(l, e.words.T("cli.letter", "case", l.Appeal, "file", l.File, "pages", l.Pages, "code", l.Code)); err != nil {
			return err
		}
	}
	if err := mergeInto(s, merge, pdfs); err != nil {
		return err
	}
	switch {
	case failed > 0 && failed == len(ids):
		return last
	case failed > 0:
		return &partly{e.words.T("cli.letters_failed", "n", failed)}
	}
	return nil
}

// appealNo names a case in a message; its number here when it cannot be read.
func (e *env) appealNo(ctx context.Context, s *session.Session, id cases.ID) string {
	if f, err := s.Desk().Case(ctx, id); err == nil {
		return f.AppealNo
	}
	return strconv.FormatInt(int64(id), 10)
}

// mergeInto writes the print file, when one is asked for and there is something
// to print.
func mergeInto(s *session.Session, file string, pdfs [][]byte) error {
	if file == "" || len(pdfs) == 0 {
		return nil
	}
	return s.MergeLetters(file, pdfs)
}

func (e *env) letterCommand() *cobra.Command {
	c := &cobra.Command{Use: "letter", Short: e.words.T("cli.letter_group"), RunE: needSub}
	var key string
	verify := &cobra.Command{Use: "verify FILE.pdf|CODE", Args: needArgs(1, "args.letter"), Short: e.words.T("cli.letter_verify"),
		RunE: func(_ *cobra.Command, args []string) error { return e.letterVerify(args[0], key) }}
	verify.Flags().StringVar(&key, "key", "", "")
	c.AddCommand(
		verify,
		&cobra.Command{Use: "key", Args: noArgs, Short: e.words.T("cli.letter_key"), RunE: e.with(e.letterKey)},
		&cobra.Command{Use: "head FILE.yaml", Args: needArgs(1, "args.file"), Short: e.words.T("cli.letter_head"), RunE: e.with(e.letterHead)},
	)
	return c
}

func (e *env) letterVerify(what, key string) error {
	if key == "" {
		return usage("usage.key")
	}
	v, err := session.VerifyLetter(what, key)
	if errors.Is(err, session.ErrKeyFile) {
		return usage("usage.bad_key", "file", filepath.Base(key))
	}
	if err != nil {
		if _, refused := cases.AsRefusal(err); refused {
			return &notGenuine{err}
		}
		return err
	}
	err = e.print(map[string]any{"genuine": true, "number": v.Number, "digest": fmt.Sprintf("%x", v.Digest[:]), "entry": v.Entry, "pages": v.Pages, "faces": v.Faces},
		e.words.T("cli.letter_genuine", "number", v.Number, "entry", v.Entry))
	if err == nil && v.Pages > 0 && !v.Faces {
		return &partly{e.words.T("cli.letter_faces")}
	}
	return err
}

// notGenuine is a letter that does not verify: damage, not a missing right.
type notGenuine struct{ error }

func (n *notGenuine) Unwrap() error { return n.error }

// asNotGenuine reports whether an error is about a letter that does not verify.
func asNotGenuine(err error) bool {
	_, ok := errors.AsType[*notGenuine](err)
	return ok
}

func (e *env) letterKey(_ context.Context, s *session.Session, _ []string) error {
	_, err := fmt.Fprint(e.Out, session.OfficeKey(s.Office()))
	return err
}

func (e *env) letterHead(ctx context.Context, s *session.Session, args []string) error {
	raw, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	return s.SetLetterhead(ctx, raw)
}
