package letter

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"errors"
	"strings"
	"testing"
	"time"

	"recourse/cases"
	"recourse/importexport/letter/kept"
	"recourse/importexport/letter/typeset"
)

func relief(t *testing.T, p *Press) Content {
	t.Helper()
	office, err := SampleOffice()
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2020, 2, 17, 16, 40, 0, 0, cases.Shanghai())
	return p.Group(Relief{Office: office, Number: "群〔2020〕1号-1-2", IssuedAt: at, Resident: cases.Resident{Name: "王𠮷明", DocNo: "330199199001010011", Phone: "13800000000"},
		Code: cases.CodeAssignment{Colour: cases.Red, IssuedAt: cases.At(at.AddDate(0, 0, -3))}, OrderedAt: at, Reason: "这一批名单不能证明停留。", Basis: []string{"《突发事件应对法》第十一条"},
		NewColour: cases.Green, EffectiveAt: cases.At(at), OptOutUntil: at.AddDate(0, 0, 7), OrderedBy: cases.Actor{ID: "s", Roles: []cases.Role{cases.Supervisor}},
		SignedBy: cases.Actor{ID: "s2", Roles: []cases.Role{cases.Supervisor}}, Languages: []Lang{ZH, EN}})
}

// A letter is printed again as it was sent, though every fixed word of the
// program has changed since.
func TestReprintSurvivesOtherWords(t *testing.T) {
	t.Parallel()
	p, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	private := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	public := private.Public().(ed25519.PublicKey)
	stamp := Seal{Checkpoint: Checkpoint{Entry: 7}, Sign: func(content []byte) ([]byte, error) {
		return private.Sign(nil, content, &ed25519.Options{Hash: crypto.Hash(0), Context: SigningContext})
	}}
	c := relief(t, p)
	sent, err := p.Issue(c, stamp)
	if err != nil {
		t.Fatal(err)
	}
	packed, err := sent.Copy()
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range p.words {
		for key, text := range words {
			words[key] = strings.ReplaceAll(text, "健康码", "通行码") + "！"
		}
	}
	if other, err := p.Issue(c, stamp); err == nil && other.SHA256 == sent.SHA256 {
		t.Fatal("other words give the same letter: this test proves nothing")
	}
	again, err := p.Reprint(packed, sent.Code, public)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again.PDF, sent.PDF) || !bytes.Equal(again.Page, sent.Page) || again.SHA256 != sent.SHA256 || again.Pages != sent.Pages {
		t.Error("other bytes than were sent")
	}
	refused := func(name, code string, packed []byte, printed string, key ed25519.PublicKey) {
		if _, err := p.Reprint(packed, printed, key); !errors.Is(err, cases.Refuse(code)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	changed, err := kept.Unpack(packed)
	if err != nil {
		t.Fatal(err)
	}
	changed.Letter.Parts[0].Blocks = append(changed.Letter.Parts[0].Blocks, typeset.Para{Text: "后加的话"})
	forged, err := kept.Pack(changed)
	if err != nil {
		t.Fatal(err)
	}
	refused("a copy with words added", "letter_text_changed", forged, sent.Code, public)
	refused("no copy", "letter_copy", nil, sent.Code, public)
	refused("another office's key", "letter_not_genuine", packed, sent.Code, ed25519.NewKeyFromSeed([]byte(strings.Repeat("x", 32))).Public().(ed25519.PublicKey))
	refused("no code", "letter_code", packed, "R1:x", public)
}
