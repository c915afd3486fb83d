package outbox

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"recourse/importexport"
)

// legend says what a workbook is, who took it and what its columns mean.
func (o *Order) legend(t *Table, r *Receipt) [][]string {
	lines := [][]string{
		{"项目 (Item)", "字段 (Field)", "内容 (Content)"},
		{"内容 What", "", o.named("what", r.What)}, {"用途 Purpose", "", o.named("purpose", string(r.Purpose))},
		{"导出人 By", "", o.taker()}, {"时间 At", "", instant(r.At)}, {"行数 Rows", "", strconv.Itoa(r.Rows)},
		{"水印 Watermark", "", r.Watermark}, {"遮盖 Masking", "", o.masking()}, {"时区 Time zone", "", o.said("legend", "zone")},
	}
	for _, note := range t.Notes {
		lines = append(lines, []string{"备注 Note", "", note})
	}
	for _, c := range t.Columns {
		lines = append(lines, []string{c.Zh + " / " + c.En, c.Key, o.meaning(r.What, c.Key)})
	}
	return lines
}

// meaning is what a column means in this kind of list, or in any.
func (o *Order) meaning(what, key string) string {
	if said := o.said("column", what+"."+key); said != "" {
		return said
	}
	return o.said("column", key)
}

// said is what the words have for a name, "" without words.
func (o *Order) said(list, name string) string {
	if o.Words == nil {
		return ""
	}
	return o.Words(list, name)
}

func (o *Order) taker() string {
	if o.By.Name == "" {
		return string(o.By.ID)
	}
	return o.By.Name + " [" + string(o.By.ID) + "]"
}

// masking says whether personal data is masked, and if not, why and with whose
// approval.
func (o *Order) masking() string {
	if o.Unmask == "" {
		return strings.TrimSpace(o.said("legend", "masked") + " [masked]")
	}
	said := strings.TrimSpace(o.said("legend", "unmasked") + " [unmasked]: " + o.Unmask)
	if o.Approver != "" {
		said += "; " + strings.TrimSpace(o.said("legend", "approver")+" "+string(o.Approver))
	}
	return said
}

// glossary collects the codes that a table uses.
type glossary struct {
	columns []Column
	seen    []map[string]bool // by column
}

func newGlossary(t *Table) *glossary {
	g := &glossary{columns: t.Columns, seen: make([]map[string]bool, len(t.Columns))}
	for i, c := range t.Columns {
		if c.List != "" {
			g.seen[i] = map[string]bool{}
		}
	}
	return g
}

// note takes in the codes of a row as it is written: with columns in words
// between the others or without.
func (g *glossary) note(t *Table, row []importexport.Cell) {
	at := 0
	for i := range t.Columns {
		if at == len(g.columns) || t.Columns[i].Key != g.columns[at].Key || t.Columns[i].Zh != g.columns[at].Zh {
			continue
		}
		if seen, codes := g.seen[at], row[i].Text; seen != nil && codes != "" && !seen[codes] {
			seen[codes] = true
		}
		at++
	}
}

// lines are the codes column by column with their words.
func (g *glossary) lines(words Words) [][]string {
	out := [][]string{{"列 (Column)", "代码 (Code)", "含义 (Meaning)"}}
	for i, c := range g.columns {
		codes := map[string]bool{}
		for cell := range g.seen[i] {
			for code := range strings.SplitSeq(cell, ",") {
				codes[code] = true
			}
		}
		for _, code := range slices.Sorted(maps.Keys(codes)) {
			line := []string{c.Zh + " / " + c.En, code, ""}
			if words != nil {
				line[2] = words(c.List, code)
			}
			out = append(out, line)
		}
	}
	return out
}
