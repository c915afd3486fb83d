package typeset

import (
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"recourse/importexport/letter/face"
)

var faces = sync.OnceValues(face.Load)

func shaperFor(t interface{ Fatal(...any) }) *shaper {
	f, err := faces()
	if err != nil {
		t.Fatal(err)
	}
	return &shaper{faces: f}
}

// texts draws text as letters contain it: Chinese with marks, Latin words,
// numbers, and some of everything else.
func texts() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.StringOfN(rapid.RuneFrom([]rune("健康码红绿黄申诉武汉𠮷王年月日时分")), 1, 8, -1),
		rapid.StringOfN(rapid.RuneFrom([]rune("，。、；：？！）》”’（《“‘——……")), 1, 3, -1),
		rapid.StringMatching(`[A-Za-z]{1,12}`), rapid.StringMatching(`[0-9]{1,6}`),
		rapid.StringMatching(` {1,3}`), rapid.StringMatching(`[-/.,;:()%]`),
	)
	return rapid.Map(rapid.SliceOfN(piece, 0, 40), func(p []string) string { return strings.Join(p, "") })
}

func TestBreakLines(t *testing.T) {
	t.Parallel()
	s := shaperFor(t)
	rapid.Check(t, func(t *rapid.T) {
		text := texts().Draw(t, "text")
		wide, tight := rapid.Bool().Draw(t, "wide"), rapid.Bool().Draw(t, "tight")
		st := style{size: 12_000, wide: wide}
		measure := Unit(rapid.IntRange(30_000, 400_000).Draw(t, "measure"))
		items := s.shape(text, st)
		lines := breakLines(items, st.size, tight, func(int) Unit { return measure })
		var got strings.Builder
		next := 0
		for n, l := range lines {
			if l.from != next || l.to > l.next || l.next <= l.from {
				t.Fatalf("line %d is %+v after %d", n, l, next)
			}
			next = l.next
			for _, it := range items[l.from:l.next] {
				got.WriteRune(it.r)
			}
			checkLine(t, items, l, st, measure, tight)
		}
		if got.String() != text {
			t.Fatalf("lines say %q, want %q", got.String(), text)
		}
	})
}

// checkLine checks the rules for the ends of a line, and its width.
func checkLine(t *rapid.T, items []item, l span, st style, measure Unit, tight bool) {
	if l.next < len(items) && !l.hard {
		if first := items[l.next]; first.class == closer {
			t.Fatalf("a line begins with %q", first.r)
		}
		if l.to == l.from {
			return // spaces alone
		}
		if last := items[l.to-1]; last.class == opener && l.to == l.next {
			t.Fatalf("a line ends with %q", last.r)
		}
	}
	room := measure
	if tight {
		room += st.size
	}
	line := append([]item(nil), items[l.from:l.to]...)
	if len(line) < 2 {
		return
	}
	if line[0].blank < 0 && l.from > 0 {
		line[0].trimLeft(st.size)
	}
	line[len(line)-1].gap = 0
	if w := lineWidth(line) - endBlank(line[len(line)-1], st.size); w > room {
		t.Fatalf("a line is %d wide, the measure is %d", w, measure)
	}
}

func TestSetLine(t *testing.T) {
	t.Parallel()
	s := shaperFor(t)
	t.Run("no glyph is lost, doubled or out of order", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			st := style{size: 12_000, wide: true, justify: true}
			items := s.shape(texts().Draw(t, "text"), st)
			var want, got strings.Builder
			for _, it := range items {
				want.WriteRune(it.r)
			}
			for _, r := range setLine(items, st, place{measure: 500_000, goesOn: true}) {
				got.WriteString(r.Text())
			}
			if got.String() != want.String() {
				t.Fatalf("set %q, want %q", got.String(), want.String())
			}
		})
	})
	t.Run("a justified line ends at the margin", func(t *testing.T) {
		st := style{size: 12_000, wide: true, justify: true}
		items := s.shape("红码没有事实和规则依据现予撤销申诉人可以继续", st)
		measure := lineWidth(items) + 9_000
		runs := setLine(items, st, place{measure: measure, goesOn: true})
		last := runs[len(runs)-1]
		if end := last.X + last.Glyphs[len(last.Glyphs)-1].X + st.size; end != measure {
			t.Errorf("the line ends at %d, want %d", end, measure)
		}
	})
	t.Run("a full-width mark at the end hangs by its empty half", func(t *testing.T) {
		st := style{size: 12_000, wide: true}
		items := s.shape("红码撤销。", st)
		lines := breakLines(items, st.size, false, func(int) Unit { return 54_000 })
		if len(lines) != 1 {
			t.Errorf("%d lines, want 1", len(lines))
		}
	})
}

func TestMayBreak(t *testing.T) {
	t.Parallel()
	s := shaperFor(t)
	for _, c := range []struct{ name, text, want string }{
		{"between ideographs", "红码", "红|码"},
		{"not before a closing mark", "红码。", "红|码。"},
		{"not after an opening mark", "（红）", "（红）"},
		{"not inside a number", "满14天", "满|14|天"},
		{"not inside a pair of dashes", "红——码", "红|——|码"},
		{"not inside an ellipsis", "红……码", "红……|码"},
		{"after a hyphen between letters", "well-known", "well-|known"},
		{"not inside a date or phone number", "0571-8800", "0571-8800"},
		{"not at a no-break space", "9\u00a0号", "9\u00a0号"},
		{"a closing quote stays with its word", "“红码”红", "“红|码”|红"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			items := s.shape(c.text, style{size: 12_000, wide: true})
			var got strings.Builder
			for i, it := range items {
				got.WriteRune(it.r)
				if i+1 < len(items) && mayBreak(items, i) {
					got.WriteByte('|')
				}
			}
			if got.String() != c.want {
				t.Errorf("breaks are %s, want %s", got.String(), c.want)
			}
		})
	}
}
