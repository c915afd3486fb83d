package letter_test

import (
	"bytes"
	"crypto/ed25519"
	"strings"
	"testing"

	"pgregory.net/rapid"
	"rsc.io/qr/coding"

	"recourse/cases"
	"recourse/importexport/letter"
	"recourse/importexport/letter/typeset"
)

func TestVerifyCode(t *testing.T) {
	t.Parallel()
	code := issue(t, "zh").Code
	t.Run("a true code says what it was made for", func(t *testing.T) {
		v, err := letter.VerifyCode(code[:40]+" \n"+code[40:], public())
		if err != nil || v.Number != "杭健码复〔2020〕1234号" || v.Entry != 48211 {
			t.Errorf("got %+v, %v", v.Stamp, err)
		}
	})
	t.Run("no change of one character passes", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			i := rapid.IntRange(0, len(code)-1).Draw(t, "place")
			c := rapid.SampledFrom([]byte("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567:.$")).Draw(t, "character")
			if code[i] == c {
				return
			}
			if _, err := letter.VerifyCode(code[:i]+string(c)+code[i+1:], public()); err == nil {
				t.Fatal("a changed code is accepted")
			}
		})
	})
	t.Run("another office's key is refused", func(t *testing.T) {
		seed := bytes.Repeat([]byte{7}, ed25519.SeedSize)
		other := ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)
		if _, err := letter.VerifyCode(code, other); !refused(err, "letter_not_genuine") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a signature made for something else is refused", func(t *testing.T) {
		signed := code[:strings.LastIndex(code, ":")]
		plain := letter.Seal{Sign: func([]byte) ([]byte, error) { return ed25519.Sign(key(), []byte(signed)), nil }}
		p := open(t)
		got, err := p.Issue(p.Decision(transit(t, "zh")), plain)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := letter.VerifyCode(got.Code, public()); !refused(err, "letter_not_genuine") {
			t.Errorf("got %v", err)
		}
	})
}

func refused(err error, code string) bool {
	r, ok := cases.AsRefusal(err)
	return ok && r.Code == code
}

func TestVerify(t *testing.T) {
	t.Parallel()
	p := open(t)
	t.Run("a letter under another's code is refused", func(t *testing.T) {
		t.Parallel()
		other := transit(t, "zh")
		other.File.Decisions[0].Reasons += "另有说明。"
		forged := p.Decision(other)
		// The forger can copy the code of a true letter but not make one.
		true1 := issue(t, "zh")
		sig := letter.Seal{Checkpoint: seal().Checkpoint, Sign: func(content []byte) ([]byte, error) {
			_, s, err := letter.ParseCode(true1.Code)
			return s, err
		}}
		got, err := p.Issue(forged, sig)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Verify(got.PDF, public()); !refused(err, "letter_not_genuine") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a preview is not a letter", func(t *testing.T) {
		t.Parallel()
		pdf, err := p.PreviewPDF(p.Decision(transit(t, "zh")))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Verify(pdf, public()); !refused(err, "letter_no_code") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("other files are foreign", func(t *testing.T) {
		t.Parallel()
		for _, file := range []string{"", "%PDF-1.7", "startxref\n5\n%%EOF", strings.Repeat("[", 100_000)} {
			if _, err := p.Verify([]byte(file), public()); !refused(err, "letter_foreign") {
				t.Errorf("%.20q gives %v", file, err)
			}
		}
	})
	t.Run("an object added after the end is refused", func(t *testing.T) {
		t.Parallel()
		pdf := issue(t, "zh").PDF
		tail := "9 0 obj\n<</Type /Annot>>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Root 9 0 R>>\nstartxref\n" // no number
		if _, err := p.Verify(append(bytes.Clone(pdf), tail...), public()); !refused(err, "letter_foreign") {
			t.Errorf("got %v", err)
		}
	})
}

// TestQR reads the printed squares back into the code.
func TestQR(t *testing.T) {
	t.Parallel()
	got := issue(t, "zh")
	last := got.Layout.Pages[got.Pages-1]
	if last.Matrix == nil {
		t.Fatal("the last page has no QR code")
	}
	if text := readQR(t, last.Matrix); text != got.Code {
		t.Errorf("the squares say %q, want %q", text, got.Code)
	}
	for _, p := range got.Layout.Pages[:got.Pages-1] {
		if p.Matrix != nil {
			t.Errorf("page %d has a QR code", p.Number)
		}
	}
	if m := last.Matrix; m.X+m.Side < typeset.MM(1800) {
		t.Errorf("the QR code is not at the right: %d", m.X)
	}
}

// readQR decodes an undamaged alphanumeric QR code of level M.
func readQR(t *testing.T, m *typeset.Matrix) string {
	t.Helper()
	version := coding.Version((m.Size - 17) / 4)
	plan, err := coding.NewPlan(version, coding.M, 0)
	if err != nil {
		t.Fatal(err)
	}
	bits := make([]byte, len(plan.Pixel)*len(plan.Pixel))
	for y, line := range plan.Pixel {
		for x, px := range line {
			switch px.Role() {
			case coding.Data, coding.Check:
				dark := m.Dark(x, y)
				if px&coding.Invert != 0 {
					dark = !dark
				}
				if dark {
					bits[px.Offset()] = 1
				}
			}
		}
	}
	at := 0
	take := func(n int) (v int) {
		for range n {
			v = v<<1 | int(bits[at])
			at++
		}
		return v
	}
	if mode := take(4); mode != 2 {
		t.Fatalf("mode %d, want alphanumeric", mode)
	}
	lengthBits := 9
	if version >= 10 {
		lengthBits = 11
	}
	const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
	n := take(lengthBits)
	var out strings.Builder
	for ; n >= 2; n -= 2 {
		v := take(11)
		out.WriteByte(alphabet[v/45])
		out.WriteByte(alphabet[v%45])
	}
	if n == 1 {
		out.WriteByte(alphabet[take(6)])
	}
	return out.String()
}

func FuzzParseCode(f *testing.F) {
	f.Add("R1:A-1:" + strings.Repeat("A", 52) + ":1.AAAAAAAAAAAAAAAA:" + strings.Repeat("A", 103))
	f.Add("R1:$:::")
	f.Fuzz(func(t *testing.T, code string) {
		s, sig, err := letter.ParseCode(code)
		if err == nil && (s.Number == "" || len(sig) != ed25519.SignatureSize) {
			t.Errorf("%q gives %+v with %d bytes of signature", code, s, len(sig))
		}
	})
}
