package letter

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"recourse/cases"
	"recourse/importexport/letter/paper"
	"recourse/importexport/letter/twin"
	"recourse/importexport/letter/typeset"
)

// Verified is what a check proved.
type Verified struct {
	Stamp
	Text  string // of a file, without white space; "" for a bare code
	Pages int
	// Faces says that the embedded outlines are the true ones. A file made
	// with another version of the faces has it false though nothing is wrong.
	Faces bool
}

// VerifyCode checks the signature of a printed code with the office's public
// key. A code that is not one, or not signed by the office, is a *cases.Refusal
// (letter_code, letter_not_genuine).
func VerifyCode(code string, office ed25519.PublicKey) (Verified, error) {
	stamp, signature, err := ParseCode(code)
	if err != nil {
		return Verified{}, err
	}
	opts := &ed25519.Options{Context: SigningContext}
	if len(office) != ed25519.PublicKeySize || ed25519.VerifyWithOptions(office, []byte(stamp.signed()), signature, opts) != nil {
		return Verified{}, cases.Refuse("letter_not_genuine", "number", stamp.Number)
	}
	return Verified{Stamp: stamp}, nil
}

// Verify checks a letter file: the signature of its code, and that its text is
// the text that was signed. Refusals are those of VerifyCode and letter_foreign
// (not a file of this program), letter_no_code (a preview) and
// letter_text_changed.
func (p *Press) Verify(file []byte, office ed25519.PublicKey) (Verified, error) {
	c, err := paper.Read(p.faces, file)
	switch {
	case errors.Is(err, paper.ErrForeign):
		return Verified{}, errors.Join(cases.Refuse("letter_foreign"), err)
	case err != nil:
		return Verified{}, err
	case c.Code == "":
		return Verified{}, cases.Refuse("letter_no_code")
	}
	v, err := VerifyCode(c.Code, office)
	if err != nil {
		return Verified{}, err
	}
	if sha256.Sum256([]byte(c.Text)) != v.Digest || !p.plainMargin(c, v.Number) {
		return Verified{}, cases.Refuse("letter_text_changed", "number", v.Number)
	}
	v.Text, v.Pages, v.Faces = c.Text, c.Pages, c.Faces
	return v, nil
}

// VerifyPage checks a letter that came as a web page: the signature of its
// code, that its text is the text that was signed, and that the page is byte
// for byte what this program writes for that text, so that no style hides or
// adds anything. Refusals are those of VerifyCode and letter_page_foreign,
// letter_no_code and letter_text_changed.
func (p *Press) VerifyPage(file []byte, office ed25519.PublicKey) (Verified, error) {
	page, err := twin.Read(file)
	switch {
	case err != nil:
		return Verified{}, errors.Join(cases.Refuse("letter_page_foreign"), err)
	case page.Code == "":
		return Verified{}, cases.Refuse("letter_no_code")
	}
	code := strings.ReplaceAll(page.Code, " ", "")
	v, err := VerifyCode(code, office)
	if err != nil {
		return Verified{}, err
	}
	v.Text = page.Letter.Text()
	if sha256.Sum256([]byte(v.Text)) != v.Digest {
		return Verified{}, cases.Refuse("letter_text_changed", "number", v.Number)
	}
	m, err := p.matrix(code)
	if err != nil {
		return Verified{}, fmt.Errorf("code of letter %s: %w", v.Number, err)
	}
	page.Letter.Seal(code, m)
	if !bytes.Equal(twin.Write(page.Letter, twin.Info{Number: v.Number, Digest: hex.EncodeToString(v.Digest[:])}), file) {
		return Verified{}, cases.Refuse("letter_page_foreign")
	}
	return v, nil
}

var pageNumber = regexp.MustCompile(`^(—|[0-9]+|—[0-9]+—|—[0-9]+|[0-9]+—|[0-9]+pages)$`)

var year = regexp.MustCompile(`\b2[0-9]{3}\b`)

// plainMargin allows page numbers, the letter's own number, the words of
// repeated table heads and the running head of samples outside the text.
func (p *Press) plainMargin(c paper.Contents, number string) bool {
	heads := typeset.Squeeze(number) + "\n共\n页\n"
	for _, w := range p.words {
		for _, key := range []string{"looked.source", "looked.period", "looked.year", "looked.accuracy", "looked.provider", "changes.where", "changes.was", "changes.now", "demo", "preview"} {
			heads += typeset.Squeeze(w[key]) + "\n"
		}
		heads += strings.TrimSpace(w["sentence.join"]) + "\n"
	}
	for _, m := range c.Margin {
		if !pageNumber.MatchString(m) && !strings.Contains(heads, year.ReplaceAllString(m, "{year}")) {
			return false
		}
	}
	return true
}
