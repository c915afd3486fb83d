package kit

import (
	"strings"
	"unicode"
)

// wrap breaks text into lines no wider than width. Chinese may break between
// any two characters, except before closing and after opening punctuation;
// other text breaks at spaces; a word longer than a line is cut.
func wrap(text string, width float32, measure func(string) float32) []string {
	var lines []string
	for para := range strings.SplitSeq(text, "\n") {
		lines = append(lines, wrapParagraph(para, width, measure)...)
	}
	return lines
}

func wrapParagraph(para string, width float32, measure func(string) float32) []string {
	var lines []string
	line := ""
	for _, piece := range pieces(para) {
		if line == "" || measure(strings.TrimRight(line+piece, " ")) <= width {
			line += piece
		} else {
			lines = append(lines, strings.TrimRight(line, " "))
			line = strings.TrimLeft(piece, " ")
		}
		for measure(strings.TrimRight(line, " ")) > width && len([]rune(line)) > 1 {
			head, tail := cut(line, width, measure)
			lines, line = append(lines, head), tail
		}
	}
	return append(lines, strings.TrimRight(line, " "))
}

// cut splits an over-long word at the last rune that fits; one rune always
// fits, so the loop above ends.
func cut(word string, width float32, measure func(string) float32) (head, tail string) {
	runes := []rune(word)
	n := 1
	for n+1 < len(runes) && measure(string(runes[:n+1])) <= width {
		n++
	}
	return string(runes[:n]), string(runes[n:])
}

// pieces splits text into parts that must not be broken inside: words with
// the spaces after them, and single Chinese characters with the punctuation
// that clings to them.
func pieces(s string) []string {
	var out []string
	start := 0
	runes := []rune(s)
	for i := 1; i < len(runes); i++ {
		if mayBreak(runes[i-1], runes[i]) {
			out = append(out, string(runes[start:i]))
			start = i
		}
	}
	if start < len(runes) {
		out = append(out, string(runes[start:]))
	}
	return out
}

func mayBreak(before, after rune) bool {
	switch {
	case strings.ContainsRune("，。、；：？！）》」』”’】〕…—%℃,.;:?!)]}", after):
		return false
	case strings.ContainsRune("（《「『“‘【〔([{", before):
		return false
	case before == ' ' && after != ' ':
		return true
	}
	return wide(before) && after != ' ' || wide(after) && before != ' '
}

// wide reports whether a rune is set like a Chinese character.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x30FF || r >= 0xFF00 && r <= 0xFFEF
}
