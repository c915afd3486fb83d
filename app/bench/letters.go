package bench

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ed25519"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jung-kurt/gofpdf"

	"recourse/assets"
	"recourse/cases"
	"recourse/importexport/letter"
	"recourse/importexport/simulate"
)

func letterBenchmarks() []benchmark {
	return []benchmark{
		{name: "letters", figure: "F11", size: 1000, first: 0.5, goal: 0.08, run: letters,
			peer: "gofpdf as its README shows it, the same text: AddUTF8Font for every document, MultiCell (which drops characters at line ends)"},
		{name: "print", figure: "F12", size: 10_000, goal: 0.35, run: printStream,
			peer: "gofpdf: one document with the same texts, the font added once"},
	}
}

// mailbag holds decided cases ready for their letters, and the texts of those.
type mailbag struct {
	press *letter.Press
	list  []letter.Content
	texts []string // without what gofpdf panics on
	pdfs  [][]byte
	font  []byte
	size  int
	pages int
}

// mail makes so many decided cases, once.
func (s *shop) mail(size int) (*mailbag, error) {
	if s.post != nil && s.post.size == size {
		return s.post, nil
	}
	s.note(fmt.Sprintf("letters-%d", size))
	press, err := letter.Open()
	if err != nil {
		return nil, err
	}
	office, err := letter.SampleOffice()
	if err != nil {
		return nil, err
	}
	world, err := simulate.New(simulate.Options{Appeals: size, Seed: s.opt.Seed})
	if err != nil {
		return nil, err
	}
	m := &mailbag{press: press, size: size}
	if m.font, err = assets.LetterFont(assets.LetterKai); err != nil {
		return nil, err
	}
	for i := range size {
		m.list = append(m.list, press.Decision(decided(world.Case(i), office, i)))
	}
	s.post = m
	return m, m.proof()
}

// decided is a made case as it stands when its decision has been signed.
func decided(c simulate.Case, office letter.Office, i int) letter.Case {
	at := simulate.Opening().Add(24 * time.Hour)
	person := func(id cases.UserID, r cases.Role) cases.Actor { return cases.Actor{ID: id, Roles: []cases.Role{r}} }
	d := cases.Decision{No: 1, IssuedColour: c.Snapshot.Assignment.Colour, SecondReview: "overturn", Draft: c.Draft, Digest: "d",
		DraftedBy: person("reviewer", cases.Reviewer), DraftedAt: at}
	d.LetterLanguage = "zh"
	f := &cases.File{Snapshot: c.Snapshot, Decisions: []cases.Decision{d}, SignOffs: []cases.SignOff{{
		No: 1, DecisionNo: 1, Digest: "d", Result: cases.Approve, SignedAt: at.Add(time.Hour), Signer: person("supervisor", cases.Supervisor),
	}}}
	return letter.Case{File: f, Office: office, Number: "杭健复〔2020〕" + strconv.Itoa(i+1) + "号", IssuedAt: at.Add(2 * time.Hour)}
}

// proof issues every letter once and reads it back: what the text layer says
// is what was composed and signed.
func (m *mailbag) proof() error {
	for i := range m.list {
		got, err := m.press.Issue(m.list[i], seal())
		if err != nil {
			return err
		}
		v, err := m.press.Verify(got.PDF, key().Public().(ed25519.PublicKey))
		if err != nil {
			return err
		}
		if fmt.Sprintf("%x", v.Digest) != got.Digest {
			return fmt.Errorf("letter %s: the text read back is not the text signed", v.Number)
		}
		m.pages += got.Pages
		m.texts, m.pdfs = append(m.texts, basicPlane(v.Text)), append(m.pdfs, got.PDF)
	}
	return nil
}

// basicPlane leaves out what gofpdf panics on.
func basicPlane(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xFFFF {
			return '〓'
		}
		return r
	}, s)
}

// key signs letters that never leave the machine.
func key() ed25519.PrivateKey { return ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)) }

func seal() letter.Seal {
	private := key()
	return letter.Seal{Checkpoint: letter.Checkpoint{Entry: 1}, Sign: func(content []byte) ([]byte, error) {
		return private.Sign(nil, content, &ed25519.Options{Hash: crypto.Hash(0), Context: letter.SigningContext})
	}}
}

func letters(ctx context.Context, s *shop, f *Figure) error {
	m, err := s.mail(f.Size)
	if err != nil {
		return err
	}
	bytes := 0
	for _, pdf := range m.pdfs {
		bytes += len(pdf)
	}
	f.detail("pages", float64(m.pages))
	f.detail("bytes_a_letter", float64(bytes)/float64(max(1, len(m.list))))
	return s.contest(ctx, f, s.issuing(m), side{run: func(ctx context.Context) (output, error) { return s.readmeLetters(ctx, m) }})
}

func (s *shop) letterFile(i int) string {
	return filepath.Join(s.path("letters"), strconv.Itoa(i)+".pdf")
}

func (s *shop) readmeLetters(ctx context.Context, m *mailbag) (output, error) {
	for i, text := range m.texts {
		pdf := document(m.font)
		pdf.AddPage()
		pdf.MultiCell(156, 6.5, text, "", "J", false)
		if err := pdf.OutputFileAndClose(s.letterFile(i)); err != nil {
			return output{}, err
		}
		if err := ctx.Err(); err != nil {
			return output{}, err
		}
	}
	return output{rows: len(m.texts)}, nil
}

// document is a gofpdf document with the letter's face. The face is copied,
// because gofpdf writes into the bytes it is given.
func document(font []byte) *gofpdf.Fpdf {
	pdf := gofpdf.New("P", "mm", "A4", "")
	pdf.AddUTF8FontFromBytes("kai", "", bytes.Clone(font))
	pdf.SetFont("kai", "", 11.5)
	return pdf
}

// printStream merges issued letters; a thousand different ones come round.
func printStream(ctx context.Context, s *shop, f *Figure) error {
	m, err := s.mail(min(f.Size, 1000))
	if err != nil {
		return err
	}
	out := s.path("stream.pdf")
	var all iter.Seq2[[]byte, error] = func(yield func([]byte, error) bool) {
		for i := range f.Size {
			if !yield(m.pdfs[i%len(m.pdfs)], ctx.Err()) {
				return
			}
		}
	}
	ours := side{run: func(context.Context) (output, error) {
		return output{rows: f.Size}, toFile(out, func(w io.Writer) error {
			pages, err := m.press.Merge(w, all, false)
			f.detail("pages", float64(pages))
			return err
		})
	}}
	return s.contest(ctx, f, ours, side{run: func(ctx context.Context) (output, error) {
		pdf := document(m.font)
		for i := range f.Size {
			pdf.AddPage()
			pdf.MultiCell(156, 6.5, m.texts[i%len(m.texts)], "", "J", false)
			if err := ctx.Err(); err != nil {
				return output{}, err
			}
		}
		return output{rows: f.Size}, pdf.OutputFileAndClose(out)
	}})
}
