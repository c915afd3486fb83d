package letter

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"recourse/cases"
	"recourse/importexport/letter/kept"
	"recourse/importexport/letter/paper"
	"recourse/importexport/letter/twin"
	"recourse/importexport/letter/typeset"
)

// Seal is what issuing needs besides the content.
type Seal struct {
	Sign       Signer
	Checkpoint Checkpoint
}

// Issued is a letter as it leaves the office.
type Issued struct {
	PDF    []byte
	SHA256 string // of the PDF, hexadecimal
	Digest string // of the text, hexadecimal
	Code   string // verification code
	Pages  int
	Layout typeset.Layout
	// Page is the same letter as a web page that stands alone.
	Page       []byte
	PageSHA256 string

	copy kept.Copy
}

// Copy is what the letter says, packed for the file: Reprint makes both files
// of it.
func (i Issued) Copy() ([]byte, error) { return kept.Pack(i.copy) }

// Incomplete is the error of a letter that must not be issued. It unwraps to
// the refusals, each with the element it is about.
type Incomplete struct{ Refusals []error }

func (e *Incomplete) Error() string {
	lines := make([]string, len(e.Refusals))
	for i, r := range e.Refusals {
		lines[i] = r.Error()
	}
	return "letter is not complete: " + strings.Join(lines, "; ")
}

// Unwrap gives the refusals to errors.Is and errors.As.
func (e *Incomplete) Unwrap() []error { return e.Refusals }

// Issue checks, signs and writes a letter. The same content, checkpoint and
// key give the same bytes.
func (p *Press) Issue(c Content, s Seal) (Issued, error) {
	// The text does not contain the code, so it is checked and signed before
	// the code exists.
	composed := p.compose(c, false)
	text := composed.Text()
	if refusals := p.check(c, text); len(refusals) > 0 {
		e := &Incomplete{}
		for _, r := range refusals {
			e.Refusals = append(e.Refusals, r)
		}
		return Issued{}, e
	}
	stamp := Stamp{Number: c.Number, Digest: sha256.Sum256([]byte(text)), Entry: s.Checkpoint.Entry}
	copy(stamp.Root[:], s.Checkpoint.Root[:])
	code, err := stamp.sign(s.Sign)
	if err != nil {
		return Issued{}, fmt.Errorf("sign letter %s: %w", c.Number, err)
	}
	out, err := p.print(composed, stamp, code, c.DecidedOn)
	if err != nil {
		return Issued{}, err
	}
	if c.Kind == KindCertificate && !c.Large && out.Pages > len(c.Languages) {
		return Issued{}, cases.Refuse("letter_pages", "pages", itoa(out.Pages))
	}
	return out, nil
}

// print makes both files of a letter with its code.
func (p *Press) print(composed typeset.Letter, stamp Stamp, code string, at time.Time) (Issued, error) {
	m, err := p.matrix(code)
	if err != nil {
		return Issued{}, fmt.Errorf("code of letter %s: %w", stamp.Number, err)
	}
	composed.Seal(code, m)
	layout := typeset.Compose(p.faces, composed)
	pdf, err := p.write(at, layout, stamp)
	if err != nil {
		return Issued{}, err
	}
	digest := hex.EncodeToString(stamp.Digest[:])
	page := twin.Write(composed, twin.Info{Number: stamp.Number, Digest: digest})
	return Issued{PDF: pdf, SHA256: sum(pdf), Digest: digest, Code: code,
		Pages: len(layout.Pages), Layout: layout, Page: page, PageSHA256: sum(page),
		copy: kept.Copy{At: at, Number: stamp.Number, Letter: composed}}, nil
}

// Reprint makes both files of a letter again from the copy that was kept and
// the code that was given to it. Templates, letterhead and case have no say. A
// copy whose words are not those that the code was signed over is refused
// (letter_text_changed), one that cannot be read is letter_copy. Whether the
// files are the very bytes that were sent is told by their sums; those of a
// program that lays letters out otherwise differ in looks, never in words.
func (p *Press) Reprint(packed []byte, code string, office ed25519.PublicKey) (Issued, error) {
	v, err := VerifyCode(code, office)
	if err != nil {
		return Issued{}, err
	}
	c, err := kept.Unpack(packed)
	if err != nil {
		return Issued{}, errors.Join(cases.Refuse("letter_copy", "number", v.Number), err)
	}
	if c.Number != v.Number || sha256.Sum256([]byte(c.Letter.Text())) != v.Digest {
		return Issued{}, cases.Refuse("letter_text_changed", "number", v.Number)
	}
	return p.print(c.Letter, v.Stamp, code, c.At)
}

func sum(file []byte) string {
	s := sha256.Sum256(file)
	return hex.EncodeToString(s[:])
}

func (p *Press) write(at time.Time, l typeset.Layout, s Stamp) ([]byte, error) {
	pdf, err := p.paper.Write(l, paper.Info{At: at, Subject: s.Number, Digest: hex.EncodeToString(s.Digest[:])})
	if err != nil {
		return nil, fmt.Errorf("write letter %s: %w", s.Number, err)
	}
	return pdf, nil
}

// PreviewPDF writes a preview as PDF, marked as such and without a signature.
func (p *Press) PreviewPDF(c Content) ([]byte, error) {
	text := p.compose(c, true).Text()
	return p.write(c.DecidedOn, p.Preview(c), Stamp{Number: c.Number, Digest: sha256.Sum256([]byte(text))})
}

// Merge joins issued letters into one print stream with shared faces. With
// duplex every letter begins on the front of a sheet.
func (p *Press) Merge(w io.Writer, letters iter.Seq2[[]byte, error], duplex bool) (pages int, err error) {
	return paper.Merge(w, p.faces, letters, duplex)
}
