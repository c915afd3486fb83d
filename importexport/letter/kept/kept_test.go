package kept_test

import (
	"bytes"
	"compress/flate"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/importexport/letter/kept"
	"recourse/importexport/letter/typeset"
)

// words draws a text, with marks of emphasis in it.
func words(t *rapid.T) string {
	return rapid.StringMatching(`[\p{Han}a-z0-9<>&"，。\x{E000}\x{E001}𠮷]{0,12}`).Draw(t, "words")
}

func lines(t *rapid.T) []string {
	return rapid.SliceOfN(rapid.Custom(words), 1, 4).Draw(t, "lines")
}

func table(t *rapid.T) typeset.Table {
	return typeset.Table{Widths: rapid.SampledFrom([][]int{nil, {140, 360, 140, 360}}).Draw(t, "widths"), Head: rapid.SampledFrom([][]string{nil, {"来源", "时段"}}).Draw(t, "head"),
		Rows: [][]string{lines(t), lines(t)}, Labels: rapid.Bool().Draw(t, "labels"), Lead: rapid.Bool().Draw(t, "lead")}
}

// block draws a block of any kind.
func block(t *rapid.T) typeset.Block {
	flag := func() bool { return rapid.Bool().Draw(t, "flag") }
	switch rapid.IntRange(0, 9).Draw(t, "kind") {
	case 0:
		return typeset.Letterhead{Authority: words(t), Number: words(t), Notice: words(t)}
	case 1:
		return typeset.Title{Lines: lines(t)}
	case 2:
		return typeset.Heading{Text: words(t)}
	case 3:
		return typeset.Para{Text: words(t), Flush: flag(), Small: flag(), Lead: flag()}
	case 4:
		return typeset.Item{Label: words(t), Text: words(t)}
	case 5:
		return typeset.Panel{Paras: lines(t)}
	case 6:
		return table(t)
	case 7:
		return typeset.Signature{Authority: words(t), Date: words(t), Note: words(t), Sealed: flag(), Alt: words(t)}
	case 8:
		return typeset.Slip{Head: words(t), Table: table(t)}
	}
	return typeset.Ending{Text: words(t)}
}

// A letter of any blocks is kept as it is.
func TestWhatIsKeptComesBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := kept.Copy{At: time.Date(2020, 2, 17, 16, 40, 0, 0, time.FixedZone("", 8*3600)), Number: words(t), Letter: typeset.Letter{
			Title: words(t), Large: rapid.Bool().Draw(t, "large"),
			Parts: []typeset.Part{{Lang: "zh-CN", Running: words(t), Blocks: rapid.SliceOfN(rapid.Custom(block), 1, 12).Draw(t, "blocks")}, {Lang: "en-GB", Blocks: []typeset.Block{block(t)}}},
		}}
		packed, err := kept.Pack(c)
		if err != nil {
			t.Fatal(err)
		}
		got, err := kept.Unpack(packed)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(c, got); d != "" {
			t.Fatal(d)
		}
	})
}

func TestTheCodeIsLeftOut(t *testing.T) {
	t.Parallel()
	l := func() typeset.Letter {
		return typeset.Letter{Parts: []typeset.Part{{Lang: "zh-CN", Blocks: []typeset.Block{typeset.Signature{Authority: "专班", Sealed: true}}}}}
	}
	sealed := l()
	sealed.Seal("R1:CODE", &typeset.Matrix{Size: 1, Dark: func(x, y int) bool { return true }})
	plain, err1 := kept.Pack(kept.Copy{Letter: l()})
	again, err2 := kept.Pack(kept.Copy{Letter: sealed})
	if err := errors.Join(err1, err2); err != nil || !bytes.Equal(plain, again) {
		t.Errorf("other bytes with a code, %v", err)
	}
}

func pack(t *testing.T, plain string) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, 1)
	if err == nil {
		_, err = w.Write([]byte(plain))
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestUnreadableCopies(t *testing.T) {
	t.Parallel()
	for name, packed := range map[string][]byte{
		"nothing": nil, "not packed": []byte(`{"v":1}`), "a later version": pack(t, `{"v":2}`), "not JSON": pack(t, "x"),
		"a block of no known kind":         pack(t, `{"v":1,"parts":[{"blocks":[{"seal":{}}]}]}`),
		"an empty block":                   pack(t, `{"v":1,"parts":[{"blocks":[{}]}]}`),
		"one that unpacks to a great deal": pack(t, string(bytes.Repeat([]byte{' '}, 5<<20))),
	} {
		if _, err := kept.Unpack(packed); !errors.Is(err, kept.ErrUnreadable) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzUnpack(f *testing.F) {
	packed, err := kept.Pack(kept.Copy{Number: "1", Letter: typeset.Letter{Parts: []typeset.Part{{Blocks: []typeset.Block{typeset.Para{Text: "甲"}}}}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(packed)
	f.Fuzz(func(t *testing.T, packed []byte) {
		c, err := kept.Unpack(packed)
		if err != nil {
			if !errors.Is(err, kept.ErrUnreadable) {
				t.Fatal(err)
			}
			return
		}
		again, err := kept.Pack(c)
		if err != nil {
			t.Fatal(err)
		}
		if same, err := kept.Unpack(again); err != nil || cmp.Diff(c, same) != "" {
			t.Fatalf("%v %s", err, cmp.Diff(c, same))
		}
	})
}
