package typeset

import "unicode"

// class is what a character is to the line breaker: a small subset of the
// classes of Unicode Annex 14, with the Chinese rules for line starts and
// ends (GB/T 15834-2011 section 5.1).
type class uint8

const (
	ideograph class = iota // may stand alone on either side of a break
	word                   // letters and digits that stick to each other
	space
	opener // must not end a line
	closer // must not begin a line
	dash   // keeps together with its twin
	glue   // never breaks on either side
)

const (
	openers = "（《“‘〔【「『〈［｛([{"
	closers = "，。、；：？！）》”’〕】」』〉］｝…％℃°·,.;:?!)]}%"
)

// classes holds the class of every character of the basic plane.
var classes = classTable()

func classTable() *[1 << 16]class {
	t := new([1 << 16]class)
	for r := range 0x2E80 {
		t[r] = word
	}
	for _, r := range openers {
		t[r] = opener
	}
	for _, r := range closers {
		t[r] = closer
	}
	t[' '], t['\u00a0'], t['\u202f'], t['—'] = space, glue, glue, dash
	return t
}

func classOf(r rune) class {
	if r >= 0 && int(r) < len(classes) {
		return classes[r]
	}
	return ideograph
}

// wideBlank tells on which side of its em square a full-width mark is empty:
// -1 left, +1 right, 0 neither.
func wideBlank(r rune) int {
	switch r {
	case '（', '《', '“', '‘', '〔', '【', '「', '『', '〈', '［', '｛':
		return -1
	case '，', '。', '、', '；', '：', '？', '！', '）', '》', '”', '’', '〕', '】', '」', '』', '〉', '］', '｝':
		return +1
	}
	return 0
}

// latinLike reports whether a thin space belongs between r and an ideograph.
func latinLike(r rune) bool {
	return r < 0x2E80 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// mayBreak reports whether a line may end after items[i].
func mayBreak(items []item, i int) bool {
	if i+1 >= len(items) {
		return true
	}
	a, b := items[i].class, items[i+1].class
	switch {
	case a == glue || b == glue || b == space || b == closer || a == opener:
		return false
	case a == space:
		return true
	case a == dash && b == dash:
		return false
	case a == word && b == word:
		return breaksInside(items, i)
	case a == closer && b == word:
		return items[i].r >= 0x2E80
	case a == word && b == opener:
		return items[i+1].r >= 0x2E80
	}
	return true
}

// breaksInside allows a break after a hyphen or slash between two letters,
// and after the @ between a name and its version.
func breaksInside(items []item, i int) bool {
	if items[i].r == '@' {
		return true
	}
	if i == 0 || items[i].r != '-' && items[i].r != '/' {
		return false
	}
	return unicode.IsLetter(items[i-1].r) && unicode.IsLetter(items[i+1].r)
}
