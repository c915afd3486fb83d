package roster

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	"recourse/cases"
)

// Fold brings text to the form in which search compares: NFC, full and half
// width made equal, letter case made equal, brackets of every kind written
// 〔〕 as in appeal numbers, the dots between parts of a name written ·,
// invisible characters dropped, every kind of space written as a plain one.
func Fold(s string) string {
	if out, ok := foldPlain(s); ok {
		return out
	}
	return foldAny(s)
}

// foldPlain handles text of ASCII, common Han and their punctuation, which no
// normalisation touches: nearly everything, and ten times faster. It reports
// false when it met anything else.
func foldPlain(s string) (string, bool) {
	var out []byte
	done := 0 // s[:done] is in out, once out is needed
	for i := 0; i < len(s); {
		if plainHan(s[i:]) {
			i += 3
			continue
		}
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		f, ok := foldCommon(r)
		if !ok {
			return "", false
		}
		if f != r {
			if out == nil {
				out = make([]byte, 0, len(s))
			}
			out = append(out, s[done:i]...)
			if f >= 0 {
				out = utf8.AppendRune(out, f)
			}
			done = i + n
		}
		i += n
	}
	if done == 0 {
		return s, true
	}
	return string(append(out, s[done:]...)), true
}

// plainHan reports whether s begins with a Han character of the first block
// (U+4E00 to U+9FFF), told by its bytes: nearly every character of a statement.
func plainHan(s string) bool {
	return len(s) >= 3 && (s[0] >= 0xE5 && s[0] <= 0xE9 || s[0] == 0xE4 && s[1] >= 0xB8) &&
		s[1]&0xC0 == 0x80 && s[2]&0xC0 == 0x80
}

// foldCommon folds a character that combines with none of its neighbours,
// false for all others.
func foldCommon(r rune) (rune, bool) {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF, r >= '0' && r <= '9', r >= 'A' && r <= 'Z':
		return r, true
	case r >= 'a' && r <= 'z':
		return r - ('a' - 'A'), true
	case r < utf8.RuneSelf:
		return foldRune(r), true
	case r >= '！' && r <= '～': // full-width ASCII
		return foldRune(r - 0xFEE0), true
	}
	switch r {
	case '。', '、', '·', '〔', '〕', '“', '”':
		return r, true
	}
	return r, false
}

// foldAny composes again at the end: what a dropped character kept apart may
// belong together.
func foldAny(s string) string {
	return norm.NFC.String(strings.Map(foldRune, norm.NFC.String(width.Fold.String(s))))
}

// foldRune folds one character, -1 drops it.
func foldRune(r rune) rune {
	switch r {
	case '(', '[', '{', '（', '［', '【', '〔', '〈', '《', '<':
		return '〔'
	case ')', ']', '}', '）', '］', '】', '〕', '〉', '》', '>':
		return '〕'
	case '•', '・', '‧', '∙', '⋅', '·':
		return '·'
	case 0, '\u200b', '\u200c', '\u200d', '\ufeff':
		return -1
	}
	if unicode.IsSpace(r) {
		return ' '
	}
	return unicode.ToUpper(r)
}

// foldDoc and foldPhone write numbers as the importer normalises them.
func foldDoc(s string) string { return Fold(cases.NormaliseDocNo(s)) }

func foldPhone(s string) string {
	if p, ok := cases.NormalisePhone(s); ok {
		return p
	}
	return strings.ReplaceAll(Fold(s), " ", "")
}
