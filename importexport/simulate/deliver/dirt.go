package deliver

import (
	"math/rand/v2"
	"strings"

	"recourse/importexport"
)

// Mark is one line of dirt.ndjson: a row that was spoilt, how, and what an
// importer should do about it.
type Mark struct {
	File     string   `json:"file"`
	Sheet    string   `json:"sheet,omitempty"`
	Row      int      `json:"row"`
	Column   string   `json:"column"`
	Class    string   `json:"class"`
	Reaction Reaction `json:"reaction"`
	Was      string   `json:"was"`
	Is       string   `json:"is"`
}

// Reaction is what an importer should do with a spoilt row.
type Reaction string

// The three reactions: read the value as it was meant, keep the row and say
// so, or refuse the row. Identifiers are never repaired.
const (
	Reads   Reaction = "reads"
	Warns   Reaction = "warns"
	Refuses Reaction = "refuses"
)

type place struct {
	file, sheet string
	row         int
}

// dirt spoils a share of rows. It keeps the marks, so what it holds grows with
// the number of spoilt rows and with nothing else.
type dirt struct {
	rate  float64
	r     *rand.Rand
	marks []Mark
}

func newDirt(seed uint64, rate float64) *dirt {
	return &dirt{rate: rate, r: rand.New(rand.NewPCG(seed, 0xd187))}
}

// spoiler is one class of bad data (domain section 4). It names the fields it
// fits and turns a good value into a bad one; "" means it does not apply.
type spoiler struct {
	class    string
	reaction Reaction
	fields   string // suffix of the field names, alternatives separated by |
	spoil    func(string) importexport.Cell
}

func spoilers() []spoiler {
	text := importexport.TextCell
	return []spoiler{
		{"lost_precision", Refuses, "doc_no", lostDigits},
		{"bad_checksum", Refuses, "resident.doc_no", func(s string) importexport.Cell { return text(otherCheck(s)) }},
		{"destroyed_text", Refuses, "resident.name|place_text", func(string) importexport.Cell { return text("锟斤拷锟斤拷") }},
		{"unknown_colour", Refuses, "assignment.colour|change.to", func(string) importexport.Cell { return text("绯红") }},
		{"impossible_date", Refuses, "filed_at|issued_at|observed_from", func(string) importexport.Cell { return text("2020年2月30日") }},
		{"spreadsheet_error", Refuses, "filed_at|issued_at", func(string) importexport.Cell { return importexport.Cell{Text: "#N/A", Kind: importexport.Error} }},
		{"full_width", Reads, "doc_no|phone", func(s string) importexport.Cell { return text(wide(s)) }},
		{"lower_x", Reads, "resident.doc_no", lowerX},
		{"padded", Reads, "appeal_no|doc_no", func(s string) importexport.Cell { return text("\u00a0" + s + " ") }},
		{"spaced_phone", Reads, "resident.phone", func(s string) importexport.Cell { return text(spaced(s)) }},
		{"chinese_date", Reads, "filed_at|issued_at", func(s string) importexport.Cell { return text(chineseDate(s)) }},
		{"formula_text", Reads, "statement|reason_text", func(s string) importexport.Cell { return text("=" + s) }},
	}
}

// spoil spoils a row or leaves it.
func (d *dirt) spoil(at place, columns []Column, cells []importexport.Cell) []importexport.Cell {
	if d.rate <= 0 || d.r.Float64() >= d.rate {
		return cells
	}
	list := spoilers()
	for _, n := range d.r.Perm(len(list)) {
		s := list[n]
		for i, c := range columns {
			if !s.fits(c.Field) || cells[i].Text == "" {
				continue
			}
			bad := s.spoil(cells[i].Text)
			if bad.Text == "" || bad == cells[i] {
				continue
			}
			d.marks = append(d.marks, Mark{at.file, at.sheet, at.row, c.Header, s.class, s.reaction, cells[i].Text, bad.Text})
			cells[i] = bad
			return cells
		}
	}
	return cells
}

func (s spoiler) fits(field string) bool {
	for suffix := range strings.SplitSeq(s.fields, "|") {
		if field == suffix || strings.HasSuffix(field, "."+suffix) {
			return true
		}
	}
	return false
}

// lostDigits is what a spreadsheet leaves of an 18-digit number in a numeric
// cell: fifteen digits. Numbers that end in X survive as text.
func lostDigits(s string) importexport.Cell {
	if len(s) != 18 || s[17] == 'X' {
		return importexport.Cell{}
	}
	return importexport.Cell{Text: s[:1] + "." + strings.TrimRight(s[1:15], "0") + "E+17", Kind: importexport.Number}
}

// otherCheck replaces the check character by a wrong one.
func otherCheck(s string) string {
	if len(s) != 18 {
		return ""
	}
	if s[17] == '0' {
		return s[:17] + "1"
	}
	return s[:17] + "0"
}

func lowerX(s string) importexport.Cell {
	if !strings.HasSuffix(s, "X") {
		return importexport.Cell{}
	}
	return importexport.TextCell(strings.TrimSuffix(s, "X") + "x")
}

func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r <= '~' {
			return r + 0xfee0
		}
		return r
	}, s)
}

func spaced(s string) string {
	if len(s) != 11 {
		return ""
	}
	return "+86 " + s[:3] + "-" + s[3:7] + "-" + s[7:]
}

// chineseDate writes 2020-02-15T13:05:00+08:00 as 2020年2月15日 13:05.
func chineseDate(s string) string {
	if len(s) < 16 || s[10] != 'T' || !strings.HasSuffix(s, ":00+08:00") {
		return ""
	}
	return s[:4] + "年" + strings.TrimPrefix(s[5:7], "0") + "月" + strings.TrimPrefix(s[8:10], "0") + "日 " + s[11:16]
}
