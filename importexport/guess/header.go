package guess

import (
	"strings"

	"recourse/importexport"
)

// headerDepth is how many rows are searched for the heading, as intake does.
const headerDepth = 30

// Head is where a table's headings stand.
type Head struct {
	First int // index into Table.Rows
	Rows  int // one, or two when merged cells of an upper row span several columns
}

// last is the index of the lowest row of the headings.
func (h Head) last() int { return h.First + h.Rows - 1 }

// findHead looks for the row, or the two rows, that name the columns: cells
// that resemble known headings and look like no data, with data below.
func (k *Known) findHead(t *Table) Head {
	best, most := Head{Rows: 1}, -1.0
	for i := range min(len(t.Rows), headerDepth) {
		for n := 1; n <= 2 && i+n <= len(t.Rows); n++ {
			h := Head{i, n}
			if score := k.headScore(t, h); score > most {
				best, most = h, score
			}
		}
	}
	return best
}

func (k *Known) headScore(t *Table, h Head) float64 {
	texts := Headings(t, h)
	score := 0.0
	seen := map[string]bool{}
	for _, text := range texts {
		n := normal(text)
		switch {
		case n == "":
			continue
		case looksLikeData(text):
			score -= 3
		case seen[n]:
			score -= 0.5
		default:
			score += 0.5 + 2*k.headingKnown(n)
		}
		seen[n] = true
	}
	if h.Rows == 2 {
		score -= 1 + k.lonely(t, h)
	}
	if len(seen) < 2 {
		return score - 5
	}
	return score - 0.1*float64(h.First)
}

// lonely makes two rows cost more when the lower one has data in it.
func (k *Known) lonely(t *Table, h Head) float64 {
	cost := 0.0
	for _, c := range t.Rows[h.last()].Cells {
		if looksLikeData(strings.TrimSpace(c.Text)) || c.Kind == importexport.Number || c.Kind == importexport.Date {
			cost += 3
		}
	}
	return cost
}

// headingKnown says how well any field knows a heading.
func (k *Known) headingKnown(n string) float64 {
	if k.heads[n] != nil {
		return 1
	}
	best := 0.0
	for _, list := range k.words {
		if w := wordIn(n, list); w != "" {
			best = max(best, 0.3+0.5*float64(len(w))/float64(len(n)))
		}
	}
	return best
}

func looksLikeData(text string) bool {
	text = importexport.Fold(text)
	if text == "" {
		return false
	}
	if writtenDate(text) || otherOrder(text) || colourWord(strings.ToUpper(text)) {
		return true
	}
	n := 0
	for i := range len(text) {
		if text[i] >= '0' && text[i] <= '9' {
			n++
		}
	}
	return 2*n > len(text)
}

// Headings are the texts that name the columns. Of two rows the upper cell
// spans the columns up to the next one.
func Headings(t *Table, h Head) []string {
	if h.First >= len(t.Rows) {
		return nil
	}
	upper := texts(t.Rows[h.First])
	if h.Rows < 2 || h.last() >= len(t.Rows) {
		return upper
	}
	lower := texts(t.Rows[h.last()])
	out := make([]string, max(len(upper), len(lower)))
	span := ""
	for i := range out {
		var up, low string
		if i < len(upper) {
			up = upper[i]
		}
		if i < len(lower) {
			low = lower[i]
		}
		if up != "" {
			span = up
		}
		switch {
		case low == "":
			out[i] = up
		case up == "" && span != "" && spans(upper, lower, i):
			out[i] = span + low
		default:
			out[i] = up + low
		}
	}
	return out
}

// spans reports whether the nearest upper cell to the left has a lower one
// below it: then it heads a group, and not just its own column.
func spans(upper, lower []string, i int) bool {
	for ; i >= 0; i-- {
		if i < len(upper) && upper[i] != "" {
			return i < len(lower) && lower[i] != ""
		}
	}
	return false
}

func texts(r Row) []string {
	out := make([]string, len(r.Cells))
	for i, c := range r.Cells {
		out[i] = strings.TrimSpace(c.Text)
	}
	return out
}
