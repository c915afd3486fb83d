package session

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recourse/cases"
	"recourse/cases/audit"
	"recourse/cases/store"
	"recourse/importexport"
	"recourse/importexport/letter"
	"recourse/importexport/letter/typeset"
	"recourse/review"
)

// letterhead is the setting under which an office keeps what its letters say
// about it (YAML, see letter.ParseOffice).
const letterhead = "letterhead"

// Press returns the letter press, opened at first use: it parses the fonts.
func (s *Session) Press() (*letter.Press, error) { return s.press() }

// SetLetterhead keeps what the office's letters say about it.
func (s *Session) SetLetterhead(ctx context.Context, raw []byte) error {
	if _, err := letter.ParseOffice(raw); err != nil {
		return fmt.Errorf("letterhead: %w", err)
	}
	return s.keys.SetSetting(ctx, letterhead, string(raw))
}

// letterOffice is what this office's letters say about it.
func (s *Session) letterOffice(ctx context.Context) (letter.Office, error) {
	raw, err := s.store.Setting(ctx, letterhead)
	if err != nil {
		return letter.Office{}, err
	}
	if raw == "" {
		return letter.Office{}, cases.Refuse("no_letterhead")
	}
	o, err := letter.ParseOffice([]byte(raw))
	o.Demo = s.Office().Demo
	return o, err
}

// DocNo is the number of a case's letter: the appeal's own number with the
// sign for a review decision, so that the two are found together. A further
// letter of the same case carries a suffix.
func DocNo(f *cases.File, further int) string {
	no := strings.Replace(f.AppealNo, "申〔", "复〔", 1)
	if no == f.AppealNo {
		no += "-复"
	}
	if further > 0 {
		no += fmt.Sprintf("-%d", further+1)
	}
	return no
}

// content builds the letter of a case as it stands: the decision, or for a
// case that ended without one the notice.
func (s *Session) content(ctx context.Context, f *cases.File, further int) (letter.Content, error) {
	press, err := s.press()
	if err != nil {
		return letter.Content{}, err
	}
	office, err := s.letterOffice(ctx)
	if err != nil {
		return letter.Content{}, err
	}
	in := letter.Case{File: f, Office: office, Number: DocNo(f, further), IssuedAt: s.Now()}
	if in.Rules, in.Unexplained, err = s.rulesOf(f); err != nil {
		return letter.Content{}, err
	}
	switch {
	case f.Ending != nil:
		return press.Notice(in), nil
	case f.Decision() == nil:
		return letter.Content{}, cases.Refuse("no_decision")
	}
	return press.Decision(in), nil
}

// rulesOf lists the published rules behind the disputed colour in plain words:
// those the issuing system named, the one that explains it on the facts, and
// those that could if an open fact were known. It also says whether none
// explains it.
func (s *Session) rulesOf(f *cases.File) (rules []letter.Rule, unexplained bool, err error) {
	a, err := s.rules.Assess(&f.Snapshot, review.Question{})
	if err != nil || a.Report == nil {
		return nil, false, err
	}
	p, err := s.rules.Program(a.Report.Policy)
	if err != nil {
		return nil, false, err
	}
	ids := append(slices.Clone(f.Rules), a.Report.RestsOnUnknown...)
	if !a.Report.Unexplained {
		ids = append(ids, a.Report.DecidingRule)
	}
	for i, id := range ids {
		if r := p.Pack().Rule(id); r != nil && !r.Default && !slices.Contains(ids[:i], id) {
			rules = append(rules, letter.Rule{ID: id, Text: letter.Text{ZH: r.Plain.ZH, EN: r.Plain.EN}})
		}
	}
	return rules, a.Report.Unexplained, nil
}

// Preview lays out the letter as the resident will see it, with a draft in
// place of the decision if one is given.
func (s *Session) Preview(ctx context.Context, f *cases.File, draft *cases.Draft) (typeset.Layout, error) {
	if draft != nil {
		f = s.withDraft(f, draft)
	}
	c, err := s.content(ctx, f, 0)
	if err != nil {
		return typeset.Layout{}, err
	}
	press, err := s.press()
	if err != nil {
		return typeset.Layout{}, err
	}
	return press.Preview(c), nil
}

// withDraft is the file as it would be if the draft were sent now.
func (s *Session) withDraft(f *cases.File, draft *cases.Draft) *cases.File {
	c := *f
	c.Decisions = append(slices.Clone(f.Decisions), cases.Decision{
		No: len(f.Decisions) + 1, AppealNo: f.AppealNo, IssuedColour: f.Colour,
		AssignmentID: f.Snapshot.Assignment.AssignmentID, IssuingSystem: f.System,
		Draft: *draft, DraftedBy: s.User().Actor(), DraftedAt: s.Now(),
	})
	return &c
}

// PreviewPages paints the letter's pages for the screen.
func (s *Session) PreviewPages(ctx context.Context, f *cases.File, draft *cases.Draft, dpi float64) ([]image.Image, error) {
	l, err := s.Preview(ctx, f, draft)
	if err != nil {
		return nil, err
	}
	press, err := s.press()
	if err != nil {
		return nil, err
	}
	pages := make([]image.Image, len(l.Pages))
	for i := range l.Pages {
		if pages[i], err = press.Picture(l.Pages[i], dpi); err != nil {
			return nil, fmt.Errorf("letter page %d: %w", i+1, err)
		}
	}
	return pages, nil
}

// LetterText is the letter's text line by line, for reading at the prompt.
func (s *Session) LetterText(ctx context.Context, f *cases.File) (string, error) {
	l, err := s.Preview(ctx, f, nil)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for i := range l.Pages {
		var before typeset.Run
		for n, r := range l.Pages[i].Runs {
			switch {
			case n > 0 && r.Y != before.Y:
				b.WriteByte('\n')
			case n > 0 && r.X > endOf(before)+r.Size/2:
				b.WriteString("  ")
			}
			b.WriteString(r.Text())
			before = r
		}
		b.WriteByte('\n')
	}
	return b.String(), nil
}

// endOf is about where a run ends: a full square after its last character.
func endOf(r typeset.Run) typeset.Unit {
	if len(r.Glyphs) == 0 {
		return r.X
	}
	return r.X + r.Glyphs[len(r.Glyphs)-1].X + r.Size
}

// LetterFile is one letter written into a folder.
type LetterFile struct {
	Case   cases.ID `json:"case"`
	Appeal string   `json:"appeal_no"`
	DocNo  string   `json:"doc_no"`
	File   string   `json:"file"`
	Pages  int      `json:"pages"`
	SHA256 string   `json:"sha256"`
	Code   string   `json:"code"`
}

// IssueLetter writes a case's letter into a folder and records it. The file is
// named after the document number; it is there whole or not at all.
func (s *Session) IssueLetter(ctx context.Context, id cases.ID, dir string) (LetterFile, []byte, error) {
	f, err := s.desk.Case(ctx, id)
	if err != nil {
		return LetterFile{}, nil, err
	}
	if a := review.Allowed(s.User(), f, s.Now(), cases.MoveIssue); !a.Open() {
		return LetterFile{}, nil, a.Refusal
	}
	issued, docNo, err := s.issue(ctx, f)
	if err != nil {
		return LetterFile{}, nil, fmt.Errorf("letter of case %s: %w", f.AppealNo, err)
	}
	path := filepath.Join(dir, fileName(docNo)+".pdf")
	if err := importexport.WriteFile(path, func(w io.Writer) error { _, err := w.Write(issued.PDF); return err }); err != nil {
		return LetterFile{}, nil, err
	}
	_, err = s.desk.IssueLetter(ctx, id, cases.Letter{
		Kind: LetterKind(f), DocNo: docNo, Template: "letter/1", Language: LetterLanguage(f), DecisionNo: len(f.Decisions),
		DecisionDigest: digestOf(f), PDFSHA256: issued.SHA256, Pages: issued.Pages, Code: issued.Code,
	})
	if err != nil {
		return LetterFile{}, nil, err
	}
	return LetterFile{Case: id, Appeal: f.AppealNo, DocNo: docNo, File: filepath.Base(path), Pages: issued.Pages, SHA256: issued.SHA256, Code: issued.Code}, issued.PDF, nil
}

func (s *Session) issue(ctx context.Context, f *cases.File) (letter.Issued, string, error) {
	c, err := s.content(ctx, f, len(f.Letters))
	if err != nil {
		return letter.Issued{}, "", err
	}
	press, err := s.press()
	if err != nil {
		return letter.Issued{}, "", err
	}
	point, err := s.checkpoint(ctx)
	if err != nil {
		return letter.Issued{}, "", err
	}
	issued, err := press.Issue(c, letter.Seal{Checkpoint: point, Sign: func(content []byte) ([]byte, error) {
		return s.store.SignForOffice(letter.SigningContext, content)
	}})
	return issued, DocNo(f, len(f.Letters)), err
}

// checkpoint is the latest signed state of the record, which a letter carries
// out of the building.
func (s *Session) checkpoint(ctx context.Context) (letter.Checkpoint, error) {
	signed, err := s.signedCheckpoint(ctx)
	if err != nil {
		return letter.Checkpoint{}, err
	}
	c, err := audit.OpenCheckpoint([]byte(signed), s.Office().CheckpointKey)
	return letter.Checkpoint{Entry: c.Size, Root: c.Root}, err
}

// MergeLetters writes issued letters into one file for the printer, each on its
// own sheets.
func (s *Session) MergeLetters(path string, pdfs [][]byte) error {
	press, err := s.press()
	if err != nil {
		return err
	}
	each := func(yield func([]byte, error) bool) {
		for _, p := range pdfs {
			if !yield(p, nil) {
				return
			}
		}
	}
	return importexport.WriteFile(path, func(w io.Writer) error {
		const duplex = true
		_, err := press.Merge(w, each, duplex)
		return err
	})
}

// PendingLetters lists the cases whose letter has not left yet.
func (s *Session) PendingLetters(ctx context.Context) ([]cases.ID, error) {
	r, err := s.Roster(ctx)
	if err != nil {
		return nil, err
	}
	v := r.Select(pendingLetters(), dueFirst(), s.Now())
	return v.IDs(0, v.Len()), nil
}

// LetterKind is the kind of letter a case gets: decision or notice.
func LetterKind(f *cases.File) string {
	if f.Ending != nil {
		return string(letter.KindNotice)
	}
	return string(letter.KindDecision)
}

// LetterLanguage is the language of a case's letter: zh, en or both.
func LetterLanguage(f *cases.File) string {
	if d := f.Decision(); d != nil && f.Ending == nil {
		return d.LetterLanguage
	}
	return "zh"
}

func digestOf(f *cases.File) string {
	if d := f.Decision(); d != nil {
		return d.Digest
	}
	return ""
}

// fileName keeps a document number usable as a file name on every system.
func fileName(docNo string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '_'
		}
		return r
	}, docNo)
}

// OfficeKey is the office's public key in the form of OFFICE.pub, with which
// letters and checkpoints are checked.
func OfficeKey(o store.Office) string { return o.CheckpointKey + "\n" }

// ErrKeyFile says that a file does not hold an office's public key.
var ErrKeyFile = errors.New("not an office's public key:")

// VerifyLetter checks a letter file or a printed code with an office's public
// key, offline.
func VerifyLetter(fileOrCode, keyFile string) (letter.Verified, error) {
	raw, err := os.ReadFile(keyFile)
	if err != nil {
		return letter.Verified{}, fmt.Errorf("office key: %w", err)
	}
	key, err := audit.PublicKey(strings.TrimSpace(string(raw)))
	if err != nil {
		return letter.Verified{}, fmt.Errorf("%w %s: %w", ErrKeyFile, filepath.Base(keyFile), err)
	}
	file, err := os.ReadFile(fileOrCode)
	if os.IsNotExist(err) && !strings.HasSuffix(strings.ToLower(fileOrCode), ".pdf") {
		return letter.VerifyCode(strings.TrimSpace(fileOrCode), key)
	}
	if err != nil {
		return letter.Verified{}, err
	}
	press, err := letter.Open()
	if err != nil {
		return letter.Verified{}, err
	}
	return press.Verify(file, key)
}
