package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recourse/app/session"
	"recourse/app/session/mailing"
	"recourse/cases"
	"recourse/importexport/letter"
)

func (e *env) lettersCommand() *cobra.Command {
	var refs []string
	var pending, due bool
	var out, merge, kind, until string
	var order session.LetterOrder
	var group int
	var again, byAddress bool
	c := &cobra.Command{
		Use: "letters", Args: noArgs, Short: e.words.T("cli.letters"),
		RunE: e.with(func(ctx context.Context, s *session.Session, _ []string) error {
			if err := e.carryOutDue(ctx, s); err != nil {
				return err
			}
			if out != "" && group > 0 {
				return e.groupLetters(ctx, s, group, session.GroupRun{Dir: out, Large: order.Large, Again: again})
			}
			if out == "" || len(slices.DeleteFunc([]bool{pending, due, len(refs) > 0}, func(on bool) bool { return !on })) != 1 {
				return usage("usage.letters")
			}
			var err error
			if order.Kind, err = letterKind(kind); err != nil {
				return err
			}
			if order.Until, err = letterDate(until); err != nil {
				return err
			}
			ids, err := e.ids(ctx, s, refs)
			switch {
			case err == nil && pending:
				ids, err = s.PendingLetters(ctx)
			case err == nil && due:
				ids, err = e.lettersDue(ctx, s, order.Kind)
			}
			if err != nil {
				return err
			}
			if order.Kind == letter.KindDelay && (strings.TrimSpace(order.Reason) == "" || order.Until.IsZero()) {
				return usage("usage.delay")
			}
			return e.issueLetters(ctx, s, mailing.Order{Cases: ids, Dir: out, Merge: merge, ByAddress: byAddress, Letter: order})
		}),
	}
	f := c.Flags()
	f.StringSliceVar(&refs, "case", nil, "")
	f.BoolVar(&pending, "pending", false, "")
	f.StringVar(&out, "out", "", "")
	f.StringVar(&merge, "merge", "", "")
	f.BoolVar(&due, "due", false, "")
	f.StringVar(&kind, "kind", "", "")
	f.BoolVar(&order.Large, "large", false, "")
	f.StringVar(&order.Reason, "reason", "", "")
	f.StringVar(&until, "until", "", "")
	f.IntVar(&group, "group", 0, "")
	f.BoolVar(&again, "again", false, "")
	f.BoolVar(&byAddress, "by-address", false, "")
	return c
}

// groupLetters writes the letters to those whom a group order helps and who
// never appealed.
func (e *env) groupLetters(ctx context.Context, s *session.Session, no int, run session.GroupRun) error {
	if err := os.MkdirAll(run.Dir, 0o700); err != nil {
		return fmt.Errorf("folder for letters: %w", err)
	}
	list, err := s.GroupLetters(ctx, no, run)
	for _, l := range list {
		if perr := e.print(l, e.words.T("cli.letter", "case", "–", "file", l.File, "pages", l.Pages, "code", l.Code)); perr != nil {
			return perr
		}
	}
	return err
}

// letterKind reads the name of a kind of letter; "" is the one that is due.
func letterKind(name string) (letter.Kind, error) {
	k := letter.Kind(name)
	if name != "" && !slices.Contains(letter.Kinds(), k) {
		return "", cases.Refuse("letter_kind", "kind", name)
	}
	return k, nil
}

// letterDate reads the moment a delay promises; a day alone means its end of
// business.
func letterDate(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	at, err := cases.ParseStamp(text)
	if err != nil {
		return time.Time{}, usage("usage.until", "value", text)
	}
	if at.WholeDay() {
		const close = 18 * time.Hour
		return at.Earliest().Add(close), nil
	}
	return at.Earliest(), nil
}

// lettersDue lists the cases that owe a letter. Notices of delay need a reason
// and a date, so they go out only when they are asked for.
func (e *env) lettersDue(ctx context.Context, s *session.Session, only letter.Kind) ([]cases.ID, error) {
	list, err := s.LettersDue(ctx, only)
	var ids []cases.ID
	late := 0
	for _, d := range list {
		if d.Kind == letter.KindDelay && only == "" {
			late++
			continue
		}
		ids = append(ids, d.Case)
	}
	if late > 0 {
		e.note("cli.letters_late", "n", late)
	}
	return ids, err
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
func (e *env) issueLetters(ctx context.Context, s *session.Session, o mailing.Order) error {
	o.Words = e.words.Both
	o.Issued = func(l session.LetterFile) error {
		return e.print(l, e.words.T("cli.letter", "case", l.Appeal, "file", l.File, "pages", l.Pages, "code", l.Code))
	}
	o.Failed = func(id cases.ID, err error) {
		e.note("cli.letter_failed", "case", e.appealNo(ctx, s, id), "why", sentence(e.words, err))
	}
	done, err := mailing.Issue(ctx, s, o)
	issued := done.Letters + done.Earlier
	switch {
	case err != nil && issued > 0 && ctx.Err() != nil:
		return &partly{e.words.T("cli.letters_stopped", "n", issued)}
	case err != nil && issued > 0:
		e.note("cli.letters_stopped", "n", issued)
		return err
	case err != nil:
		return err
	}
	if done.Earlier > 0 {
		e.note("cli.letters_earlier", "n", done.Earlier)
	}
	if done.Merged != "" {
		e.note("cli.letters_merged", "file", filepath.Base(done.Merged), "pages", done.Printed)
	}
	if done.List != "" {
		e.note("cli.letters_list", "file", done.List, "pages", done.Pages)
	}
	switch {
	case done.Failed > 0 && issued == 0:
		return done.Last
	case done.Failed > 0:
		return &partly{e.words.T("cli.letters_failed", "n", done.Failed)}
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

func (e *env) letterCommand() *cobra.Command {
	c := &cobra.Command{Use: "letter", Short: e.words.T("cli.letter_group"), RunE: needSub}
	var key string
	verify := &cobra.Command{Use: "verify FILE.pdf|CODE", Args: needArgs(1, "args.letter"), Short: e.words.T("cli.letter_verify"),
		RunE: func(_ *cobra.Command, args []string) error { return e.letterVerify(args[0], key) }}
	verify.Flags().StringVar(&key, "key", "", "")
	var again mailing.Reprinting
	reprint := &cobra.Command{Use: "reprint CASE", Args: needArgs(1, "args.case"), Short: e.words.T("cli.letter_reprint"),
		RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
			return e.letterReprint(ctx, s, args[0], again)
		})}
	reprint.Flags().StringVar(&again.Dir, "out", "", "")
	reprint.Flags().StringVar(&again.Reason, "reason", "", "")
	reprint.Flags().StringVar(&again.Number, "number", "", "")
	c.AddCommand(
		verify,
		reprint,
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

// letterReprint writes a letter that was sent once more and says whether it is
// the very file.
func (e *env) letterReprint(ctx context.Context, s *session.Session, ref string, again mailing.Reprinting) error {
	if again.Dir == "" || strings.TrimSpace(again.Reason) == "" {
		return usage("usage.reprint")
	}
	var err error
	if again.Case, err = s.Find(ctx, ref); err != nil {
		return err
	}
	r, err := mailing.Reprint(ctx, s, again)
	if err != nil {
		return err
	}
	key := "cli.letter_reprinted"
	if !r.Same {
		key = "cli.letter_relaid"
	}
	sent := r.Letter.IssuedAt.In(cases.Shanghai()).Format("2006-01-02 15:04")
	err = e.print(struct {
		session.LetterFile
		Same   bool   `json:"same"`
		Sent   string `json:"sent_at"`
		SentAs string `json:"sent_sha256"`
	}{r.LetterFile, r.Same, r.Letter.IssuedAt.Format(time.RFC3339), r.Letter.PDFSHA256},
		e.words.T(key, "number", r.DocNo, "file", r.File, "at", sent, "sha256", r.Letter.PDFSHA256))
	if err == nil && !r.Same {
		return &partly{e.words.T("cli.letter_relaid_done")}
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
