package letter

import (
	"strings"

	"recourse/cases"
)

// maxStatement is how many characters of the resident's own words a letter
// quotes; the whole stays on file.
const maxStatement = 180

// excerpt is the beginning of a long text up to the end of a sentence.
func excerpt(text string) (string, bool) {
	r := []rune(text)
	if len(r) <= maxStatement {
		return text, false
	}
	for i := maxStatement - 1; i > maxStatement/2; i-- {
		if strings.ContainsRune("。！？.!?；", r[i]) {
			return string(r[:i+1]) + "……", true
		}
	}
	return string(r[:maxStatement]) + "……", true
}

// quoted prepares the resident's own words for the letter: one line, numbers
// of persons masked, pictures that no face has shown as □. Otherwise they are
// not touched.
func (p *Press) quoted(statement string) (string, bool) {
	text, cut := excerpt(strings.Join(strings.Fields(statement), " "))
	missing := string(p.faces.Missing(text))
	text = strings.Map(func(r rune) rune {
		switch {
		case joiner(r):
			return -1
		case strings.ContainsRune(missing, r) || private(r):
			return '□'
		}
		return r
	}, text)
	return maskNumbers(text), cut
}

// joiner reports whether r only modifies its neighbour: variation selectors
// and zero-width characters.
func joiner(r rune) bool {
	return r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF || r >= 0x200B && r <= 0x200D || r == 0xFEFF
}

// maskNumbers masks mobile and ID numbers inside a text.
func maskNumbers(text string) string {
	var out strings.Builder
	for text != "" {
		from := strings.IndexAny(text, "0123456789")
		if from < 0 {
			break
		}
		out.WriteString(text[:from])
		text = text[from:]
		run := digits(text)
		text = text[len(run):]
		switch {
		case len(run) == 17 && text != "" && strings.ContainsRune("Xx", rune(text[0])):
			run, text = run+text[:1], text[1:]
			out.WriteString(cases.MaskDocNo(run))
		case len(run) == 18:
			out.WriteString(cases.MaskDocNo(run))
		case len(run) == 11 && run[0] == '1':
			out.WriteString(cases.MaskPhone(run))
		default:
			out.WriteString(run)
		}
	}
	out.WriteString(text)
	return out.String()
}
