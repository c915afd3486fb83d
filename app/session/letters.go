package session

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

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
	h := s.head.Load()
	if h == nil || h.raw != raw {
		o, err := letter.ParseOffice([]byte(raw))
		if err != nil {
			return letter.Office{}, err
		}
		o.Demo = s.Office().Demo
		h = &head{raw, o}
		s.head.Store(h)
	}
	return h.office, nil
}

// head is a letterhead that was parsed; a run of letters needs it each time.
type head struct {
	raw    string
	office letter.Office
}

// LetterOrder says which letter of a case is wanted. The zero order is the one
// that is due.
type LetterOrder struct {
	Kind   letter.Kind
	Large  bool      // large print, whatever the resident asked for
	Reason string    // of a delay
	Until  time.Time // the date a delay promises

	// Before is told of a letter when its files are in the folder and before it
	// is recorded; an error keeps it from being recorded. nil is told nothing.
	Before func(LetterFile, *cases.File) error
}

// content builds a letter of a case as the file stands.
func (s *Session) content(ctx context.Context, f *cases.File, o LetterOrder) (letter.Content, error) {
	press, err := s.press()
	if err != nil {
		return letter.Content{}, err
	}
	office, err := s.letterOffice(ctx)
	if err != nil {
		return letter.Content{}, err
	}
	if o.Kind == "" {
		o.Kind = letter.Due(f)
	}
	in := letter.Case{File: f, Office: office, Number: DocNo(f, o.Kind), IssuedAt: s.Now(), Large: o.Large, RuleSets: s.ruleSets()}
	if err := possible(f, o); err != nil {
		return letter.Content{}, err
	}
	switch o.Kind {
	case letter.KindAcknowledgement:
		return press.Acknowledgement(in), nil
	case letter.KindDeficiency:
		return press.Deficiency(in), nil
	case letter.KindRequest:
		return press.Request(in, *f.OpenRequest()), nil
	case letter.KindDelay:
		return press.Delay(in, letter.Delay{Reason: o.Reason, Until: o.Until}), nil
	case letter.KindMerge:
		in.Other, err = s.desk.Case(ctx, f.MergedInto)
		return press.Joined(in), err
	case letter.KindRecord:
		return press.Record(in), nil
	case letter.KindNotice:
		return press.Notice(in), nil
	case letter.KindCorrection:
		return press.Correction(in), nil
	case letter.KindCertificate:
		return press.Certificate(in), nil
	case letter.KindGroup:
		return press.GroupDecision(in), nil
	}
	if f.Decision() == nil {
		return press.Inadmissible(in), nil
	}
	if err := s.rulesOf(f, &in); err != nil {
		return letter.Content{}, err
	}
	return press.Decision(in), nil
}

// letterWritable refuses a decision whose letter could not be issued for what
// its author wrote or left out: decisive evidence passed over, places left to
// be filled, words and numbers that must not stand there. What the office has
// to add is no reason to hold the author up.
func (s *Session) letterWritable(ctx context.Context, f *cases.File) error {
	c, err := s.content(ctx, f, LetterOrder{Kind: letter.Telling(f.Decision())})
	if r, refused := cases.AsRefusal(err); refused && r.Code == "no_letterhead" {
		return nil
	}
	if err != nil {
		return err
	}
	press, err := s.press()
	if err != nil {
		return err
	}
	for _, r := range press.Check(c) {
		if r.Code == "letter_decisive" || r.Code == "letter_unfilled" || strings.HasPrefix(r.Code, "letter_holds_") {
			return r
		}
	}
	return nil
}

// ruleSets are the titles of the sets of rules on the shelf.
func (s *Session) ruleSets() []letter.RuleSet {
	var out []letter.RuleSet
	for _, p := range s.rules.Packs() {
		out = append(out, letter.RuleSet{ID: p.ID, Version: p.Version, Title: letter.Text{ZH: p.Title.ZH, EN: p.Title.EN}})
	}
	return out
}

// rulesOf lists the published rules behind the disputed colour in plain words:
// those the issuing system named, the one that explains it on the facts, and
// those that could if an open fact were known. It also says whether none
// explains it, and on which evidence the colour hangs.
func (s *Session) rulesOf(f *cases.File, in *letter.Case) error {
	a, err := s.rules.Assess(&f.Snapshot, review.Question{})
	if err != nil || a.Report == nil {
		return err
	}
	p, err := s.rules.Program(a.Report.Policy)
	if err != nil {
		return err
	}
	in.Decisive = a.DecisiveRefs()
	ids := append(slices.Clone(f.Rules), a.Report.RestsOnUnknown...)
	if !a.Report.Unexplained {
		ids = append(ids, a.Report.DecidingRule)
	}
	for i, id := range ids {
		if r := p.Pack().Rule(id); r != nil && !r.Default && !slices.Contains(ids[:i], id) {
			in.Rules = append(in.Rules, letter.Rule{ID: id, Text: letter.Text{ZH: r.Plain.ZH, EN: r.Plain.EN}})
		}
	}
	in.Unexplained = a.Report.Unexplained
	return nil
}

// Preview lays out the letter as the resident will see it, with a draft in
// place of the decision if one is given.
//
// A blind reader is refused: the letter says what was decided.
func (s *Session) Preview(ctx context.Context, f *cases.File, draft *cases.Draft) (typeset.Layout, error) {
	if f.Blind(s.User()) {
		return typeset.Layout{}, cases.Refuse("first_view_needed")
	}
	o := LetterOrder{}
	if draft != nil {
		f = s.withDraft(f, draft)
	}
	if draft != nil || f.Decision() != nil && !f.State.Settled() {
		o.Kind = letter.Telling(f.Decision())
	}
	c, err := s.content(ctx, f, o)
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

// DuePages paints a letter that a case owes, as it would go out now.
func (s *Session) DuePages(ctx context.Context, f *cases.File, k letter.Kind, dpi float64) ([]image.Image, error) {
	if f.Blind(s.User()) {
		return nil, cases.Refuse("first_view_needed")
	}
	c, err := s.content(ctx, f, LetterOrder{Kind: k})
	if err != nil {
		return nil, err
	}
	press, err := s.press()
	if err != nil {
		return nil, err
	}
	return paint(press, press.Preview(c), dpi)
}

// ProposalPages paints the letter that follows if what is proposed in a case is
// confirmed: that a late appeal is not admitted, or a correction.
func (s *Session) ProposalPages(ctx context.Context, f *cases.File, dpi float64) ([]image.Image, error) {
	c, err := s.proposed(ctx, f)
	if err != nil {
		return nil, err
	}
	press, err := s.press()
	if err != nil {
		return nil, err
	}
	return paint(press, press.Preview(c), dpi)
}

// proposed is the letter of a proposal as if the person at the desk had
// confirmed it now.
func (s *Session) proposed(ctx context.Context, f *cases.File) (letter.Content, error) {
	of, no, digest, _ := f.Proposal()
	c, kind := *f, letter.KindCorrection
	switch of {
	case cases.PaperAdmission:
		c.State, kind = cases.Inadmissible, letter.KindInadmissible
	case cases.PaperCorrection:
	default:
		return letter.Content{}, cases.Refuse("letter_none_due", "state", string(f.State))
	}
	c.Pending = ""
	c.Confirmations = append(slices.Clone(f.Confirmations), cases.Confirmation{
		No: len(f.Confirmations) + 1, Of: of, OfNo: no, Digest: digest, Approved: true, Signer: s.User().Actor(), SignedAt: s.Now(),
	})
	return s.content(ctx, &c, LetterOrder{Kind: kind})
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
	return paint(press, l, dpi)
}

func paint(press *letter.Press, l typeset.Layout, dpi float64) (pages []image.Image, err error) {
	pages = make([]image.Image, len(l.Pages))
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
	return textOf(l), nil
}

// ProposalText is the letter of a proposal line by line.
func (s *Session) ProposalText(ctx context.Context, f *cases.File) (string, error) {
	c, err := s.proposed(ctx, f)
	if err != nil {
		return "", err
	}
	press, err := s.press()
	if err != nil {
		return "", err
	}
	return textOf(press.Preview(c)), nil
}

func textOf(l typeset.Layout) string {
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
	return b.String()
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
	Kind   string   `json:"kind"`
	File   string   `json:"file"`
	Page   string   `json:"page"` // the web page of the same words
	Pages  int      `json:"pages"`
	SHA256 string   `json:"sha256"`
	Code   string   `json:"code"`
}

// IssueLetter writes the letter that is due in a case. See Issue.
func (s *Session) IssueLetter(ctx context.Context, id cases.ID, dir string) (LetterFile, []byte, error) {
	return s.Issue(ctx, id, dir, LetterOrder{})
}

// Issue writes a letter of a case into a folder, as PDF and as a web page, and
// records it. The files are named after the document number; each is there
// whole or not at all. A letter that was issued before is never replaced: the
// same again is a further letter with a number of its own.
func (s *Session) Issue(ctx context.Context, id cases.ID, dir string, o LetterOrder) (LetterFile, []byte, error) {
	f, err := s.desk.Case(ctx, id)
	if err != nil {
		return LetterFile{}, nil, err
	}
	if a := review.Allowed(s.User(), f, s.Now(), cases.MoveIssue); !a.Open() {
		return LetterFile{}, nil, a.Refusal
	}
	c, err := s.content(ctx, f, o)
	if err != nil {
		return LetterFile{}, nil, fmt.Errorf("letter of case %s: %w", f.AppealNo, err)
	}
	if (cases.Letter{Kind: string(c.Kind)}).Final() && !f.State.Settled() {
		return LetterFile{}, nil, cases.Refuse("letter_early", "kind", string(c.Kind), "state", string(f.State))
	}
	issued, err := s.seal(ctx, c)
	if err != nil {
		return LetterFile{}, nil, fmt.Errorf("letter of case %s: %w", f.AppealNo, err)
	}
	out := LetterFile{Case: id, Appeal: f.AppealNo, DocNo: c.Number, Kind: string(c.Kind), Pages: issued.Pages, SHA256: issued.SHA256, Code: issued.Code}
	if err := out.Write(dir, issued); err != nil {
		return LetterFile{}, nil, err
	}
	if o.Before != nil {
		if err := o.Before(out, f); err != nil {
			return LetterFile{}, nil, fmt.Errorf("letter of case %s: %w", f.AppealNo, err)
		}
	}
	words, err := issued.Copy()
	if err != nil {
		return LetterFile{}, nil, err
	}
	l := cases.Letter{
		Kind: string(c.Kind), DocNo: c.Number, Template: "letter/3", Copy: words, Language: letter.LanguageCode(c.Languages), Large: c.Large,
		DecisionNo: len(f.Decisions), DecisionDigest: digestOf(f), PDFSHA256: issued.SHA256, PageSHA256: issued.PageSHA256, Pages: issued.Pages, Code: issued.Code,
	}
	if c.Kind == letter.KindDelay {
		l.Reason, l.Until = o.Reason, o.Until
	}
	_, err = s.desk.IssueLetter(ctx, id, l)
	if err != nil {
		return LetterFile{}, nil, err
	}
	return out, issued.PDF, nil
}

// Write puts the letter and its twin into a folder and notes their names.
func (l *LetterFile) Write(dir string, issued letter.Issued) error {
	name := fileName(l.DocNo)
	l.File, l.Page = name+".pdf", name+".html"
	for file, body := range map[string][]byte{l.File: issued.PDF, l.Page: issued.Page} {
		if err := importexport.WriteFile(filepath.Join(dir, file), func(w io.Writer) error { _, err := w.Write(body); return err }); err != nil {
			return err
		}
	}
	return nil
}

// seal signs a letter with the office's key and the latest state of its record.
func (s *Session) seal(ctx context.Context, c letter.Content) (letter.Issued, error) {
	press, err := s.press()
	if err != nil {
		return letter.Issued{}, err
	}
	point, err := s.checkpoint(ctx)
	if err != nil {
		return letter.Issued{}, err
	}
	return press.Issue(c, letter.Seal{Checkpoint: point, Sign: func(content []byte) ([]byte, error) {
		return s.store.SignForOffice(letter.SigningContext, content)
	}})
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
// own sheets, and returns how many pages that has. Letters are asked for one at
// a time.
func (s *Session) MergeLetters(path string, pdfs iter.Seq2[[]byte, error]) (pages int, err error) {
	press, err := s.press()
	if err != nil {
		return 0, err
	}
	err = importexport.WriteFile(path, func(w io.Writer) error {
		const duplex = true
		out := bufio.NewWriterSize(w, 1<<18)
		if pages, err = press.Merge(out, pdfs, duplex); err != nil {
			return err
		}
		return out.Flush()
	})
	return pages, err
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
	if os.IsNotExist(err) && strings.HasPrefix(strings.TrimSpace(fileOrCode), "R1:") {
		return letter.VerifyCode(strings.TrimSpace(fileOrCode), key)
	}
	if err != nil {
		return letter.Verified{}, err
	}
	press, err := letter.Open()
	if err != nil {
		return letter.Verified{}, err
	}
	if strings.HasSuffix(strings.ToLower(fileOrCode), ".html") {
		return press.VerifyPage(file, key)
	}
	return press.Verify(file, key)
}
