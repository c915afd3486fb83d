package pick

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Ranks of a match, the better the higher; none is no match.
const (
	none     = 0
	loose    = 1 // the letters occur in this order
	inside   = 2 // the text contains it
	wordwise = 3 // a word begins with it
	initials = 3 // the first letters of the words or of the syllables begin with it
	begins   = 4
	exact    = 5
)

// rank says how well what was typed matches one text. Several words must each
// match; the weakest counts.
func rank(typed, text string) int {
	words := strings.Fields(strings.ToLower(typed))
	if len(words) == 0 {
		return inside
	}
	text = strings.ToLower(text)
	best := exact
	for _, w := range words {
		best = min(best, rankWord(w, text))
	}
	if best < begins && len(words) > 1 {
		best = max(best, min(begins, rankWord(strings.Join(words, " "), text)))
	}
	return best
}

func rankWord(w, text string) int {
	switch at := strings.Index(text, w); {
	case text == w:
		return exact
	case at == 0:
		return begins
	case at > 0 && wordStart(text, at):
		return wordwise
	case strings.HasPrefix(Initials(text), w):
		return initials
	case at > 0:
		return inside
	case len(w) > 1 && strings.Contains(Initials(text), w):
		return inside
	case len([]rune(w)) > 2 && inOrder(w, text):
		return loose
	}
	return none
}

func wordStart(text string, at int) bool {
	before := []rune(text[:at])
	r := before[len(before)-1]
	return !unicode.IsLetter(r) && !unicode.IsNumber(r)
}

// inOrder reports whether the letters of w occur in text one after the other.
func inOrder(w, text string) bool {
	left := []rune(w)
	for _, r := range text {
		if len(left) > 0 && r == left[0] {
			left = left[1:]
		}
	}
	return len(left) == 0
}

// Initials are the first letters of a text's words and, for Chinese, of the
// syllables of its characters: "dybs" for 待阅笔事, "ta" for "take away". A
// character of the second level of GB 2312 has none, since it is not ordered
// by sound.
func Initials(text string) string {
	var b strings.Builder
	start := true
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Han, r):
			if l := initial(r); l != 0 {
				b.WriteByte(l)
			}
			start = true
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			if start {
				b.WriteRune(unicode.ToLower(r))
			}
			start = false
		default:
			start = true
		}
	}
	return b.String()
}

// sounds are where in the first level of GB 2312, which is ordered by pinyin,
// each first letter begins (GB 2312-1980, areas 16 to 55).
var sounds = [...]struct {
	from   uint16
	letter byte
}{
	{0xB0A1, 'a'}, {0xB0C5, 'b'}, {0xB2C1, 'c'}, {0xB4EE, 'd'}, {0xB6EA, 'e'}, {0xB7A2, 'f'}, {0xB8C1, 'g'}, {0xB9FE, 'h'},
	{0xBBF7, 'j'}, {0xBFA6, 'k'}, {0xC0AC, 'l'}, {0xC2E8, 'm'}, {0xC4C3, 'n'}, {0xC5B6, 'o'}, {0xC5BE, 'p'}, {0xC6DA, 'q'},
	{0xC8BB, 'r'}, {0xC8F6, 's'}, {0xCBFA, 't'}, {0xCDDA, 'w'}, {0xCEF4, 'x'}, {0xD1B9, 'y'}, {0xD4D1, 'z'},
}

// soundsEnd is the last character of the first level.
const soundsEnd = 0xD7F9

// initial is the first letter of a character's sound, 0 when it is not known.
func initial(r rune) byte {
	code, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(string(r)))
	if err != nil || len(code) != 2 {
		return 0
	}
	at := uint16(code[0])<<8 | uint16(code[1])
	if at > soundsEnd || code[1] < 0xA1 {
		return 0
	}
	i, found := slices.BinarySearchFunc(sounds[:], at, func(s struct {
		from   uint16
		letter byte
	}, at uint16) int {
		return int(s.from) - int(at)
	})
	if !found {
		i--
	}
	if i < 0 {
		return 0
	}
	return sounds[i].letter
}
