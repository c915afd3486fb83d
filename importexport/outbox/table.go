package outbox

import (
	"iter"
	"strings"

	"recourse/cases"
	"recourse/importexport"
)

// Column is one column of a file that leaves. Its head is in both languages; a
// CSV file, which has no legend, adds the key, such as "申诉编号 (Appeal number)
// [appeal_no]". Imports recognise it by what stands before the brackets. In
// NDJSON the key names the member.
type Column struct {
	Key   string // "" for a column that only people read
	Zh    string
	En    string
	Width float64 // in characters, for workbooks
	List  string  // the list of words its codes belong to, "" for no codes
}

// Words says a code of a list in both languages; "" when it knows none. The
// list "column" holds what the columns mean, by key.
type Words func(list, code string) string

func (c *Column) header(f importexport.Format) string {
	if f == importexport.XLSX {
		return c.Zh + "\n(" + c.En + ")"
	}
	h := c.Zh + " (" + c.En + ")"
	if c.Key != "" {
		h += " [" + c.Key + "]"
	}
	return h
}

// Table is the content of a file before it has a format. Cells keep their
// kinds: dates have no zone and are in that of the office, whole numbers are
// numbers, whatever only looks like one is text.
type Table struct {
	Name    string // of the sheet
	Columns []Column
	Rows    iter.Seq2[[]importexport.Cell, error]
	Count   int      // how many rows there are; 0 makes a workbook hold them until it knows
	Notes   []string // for the legend of a workbook
}

func (t *Table) header(f importexport.Format) []importexport.Cell {
	cells := make([]importexport.Cell, len(t.Columns))
	for i := range t.Columns {
		cells[i] = importexport.TextCell(t.Columns[i].header(f))
	}
	return cells
}

// InstructionColumns are the columns of override instructions as a table.
func InstructionColumns() []Column {
	return []Column{
		{"idempotency_key", "幂等键", "Idempotency key", 34, ""}, {"appeal_no", "申诉编号", "Appeal number", 22, ""},
		{"appeal_id", "申诉标识", "Appeal id", 22, ""}, {"assignment_id", "赋码标识", "Code assignment id", 22, ""},
		{"issuing_system", "赋码系统", "Issuing system", 14, "case.system"}, {"disposition", "处理结果", "Disposition", 18, "disposition"},
		{"new_colour", "新颜色", "New colour", 10, "colour"}, {"effective_at", "生效时间", "Effective at, UTC+8", 20, ""},
		{"isolation_end", "隔离截止", "Isolation ends, UTC+8", 20, ""}, {"hold_until", "保持至", "Hold until, UTC+8", 20, ""},
		{"correction_instruction", "更正要求", "Correction asked for", 40, ""}, {"answer_by", "反馈期限", "Answer by, UTC+8", 20, ""},
		{"decision_no", "决定序号", "Decision number", 10, ""}, {"decision_digest", "决定摘要", "Decision digest", 66, ""},
		{"drafted_by", "起草人", "Drafted by", 14, ""}, {"drafted_at", "起草时间", "Drafted at, UTC+8", 20, ""}, {"drafted_signature", "起草人签名", "Drafter's signature", 30, ""},
		{"approved_by", "审签人", "Approved by", 14, ""}, {"approved_at", "审签时间", "Approved at, UTC+8", 20, ""}, {"approved_signature", "审签人签名", "Signatory's signature", 30, ""},
		{"checkpoint", "存证检查点", "Checkpoint of the record", 40, ""},
	}
}

// cells is an instruction as a row of InstructionColumns. What a receiver must
// not have to guess, the zone of the times, the legend says, and NDJSON each
// time.
func (i *Instruction) cells() []importexport.Cell {
	cells := texts([]string{
		i.IdempotencyKey, i.AppealNo, i.AppealID, i.AssignmentID, i.IssuingSystem, string(i.Disposition), string(i.NewColour),
		"", "", "", i.Correction, "", "", i.DecisionDigest,
	})
	for at, s := range map[int]cases.Stamp{7: i.EffectiveAt, 8: i.IsolationEnd, 9: i.HoldUntil, 11: i.AnswerBy} {
		cells[at] = StampCell(s)
	}
	cells[12] = whole(i.DecisionNo)
	for _, s := range i.Signatures {
		cells = append(cells, importexport.TextCell(string(s.Signer)), instantCell(s.At), importexport.TextCell(s.Signature))
	}
	return append(cells, importexport.TextCell(strings.TrimSpace(i.Checkpoint)))
}

// instructionTable is instructions as a table.
func instructionTable(list []Instruction) *Table {
	return &Table{Name: "变更指令 Instructions", Columns: InstructionColumns(), Count: len(list), Rows: func(yield func([]importexport.Cell, error) bool) {
		for i := range list {
			if !yield(list[i].cells(), nil) {
				return
			}
		}
	}}
}
