package kit

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// wide2 counts a Chinese character as two units and any other as one.
func wide2(s string) float32 {
	n := 0
	for _, r := range s {
		n++
		if wide(r) {
			n++
		}
	}
	return float32(n)
}

func TestWrap(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text string
		width      float32
		want       []string
	}{
		{"words break at spaces", "one two three", 8, []string{"one two", "three"}},
		{"Chinese breaks anywhere", "甲乙丙丁戊", 4, []string{"甲乙", "丙丁", "戊"}},
		{"a comma does not begin a line", "甲乙，丙", 6, []string{"甲乙，", "丙"}},
		{"a bracket does not end a line", "甲乙（丙）", 6, []string{"甲乙", "（丙）"}},
		{"a long word is cut", "abcdefgh", 3, []string{"abc", "def", "gh"}},
		{"an empty line stays", "a\n\nb", 5, []string{"a", "", "b"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, wrap(tt.text, tt.width, wide2)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestWrapLosesNothing: whatever the text and the width, all letters come out
// in order, and no line is wider than it may be unless it is one letter.
func TestWrapLosesNothing(t *testing.T) {
	t.Parallel()
	letters := rapid.StringOf(rapid.RuneFrom([]rune("ab c 甲乙，。（）《》1.")))
	rapid.Check(t, func(t *rapid.T) {
		text := letters.Draw(t, "text")
		width := float32(rapid.IntRange(1, 20).Draw(t, "width"))
		lines := wrap(text, width, wide2)
		bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if got := bare(strings.Join(lines, "")); got != bare(text) {
			t.Fatalf("%q became %q", text, got)
		}
		for _, l := range lines {
			if wide2(l) > width && len([]rune(l)) > 1 {
				t.Fatalf("line %q is wider than %v", l, width)
			}
		}
	})
}
