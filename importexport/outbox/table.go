package outbox

import (
	"iter"
	"strings"

	"recourse/importexport"
)

// Column is one column of a file that leaves. In CSV and XLSX its header is
// both languages and the key, such as "申诉编号 (Appeal number) [appeal_no]",
// which imports recognise by what stands before the brackets; in NDJSON the key
// names the member.
type Column struct {
	Key   string // "" for a column that only people read
	Zh    string
	En    string
	Width float64 // in characters, for workbooks
	List  string  // the list of words its codes belong to, "" for no codes
}

// Words says a code of a list in both languages; "" when it knows none.
type Words func(list, code string) string

func (c *Column) header() string {
	h := c.Zh + " (" + c.En + ")"
	if c.Key != "" {
		h += " [" + c.Key + "]"
	}
	return h
}

// Table is the content of a file before it has a format.
type Table struct {
	Name    string // of the sheet
	Columns []Column
	Rows    iter.Seq2[[]importexport.Cell, error]
	Notes   []string // for the legend of a workbook
}

func (t *Table) header() []importexport.Cell {
	cells := make([]importexport.Cell, len(t.Columns))
	for i, c := range t.Columns {
		cells[i] = importexport.TextCell(c.header())
	}
	return cells
}

// InstructionColumns are the columns of override instructions as a table.
func InstructionColumns() []Column {
	return []Column{
		{"idempotency_key", "幂等键", "Idempotency key", 34, ""}, {"appeal_no", "申诉编号", "Appeal number", 22, ""},
		{"appeal_id", "申诉标识", "Appeal id", 22, ""}, {"assignment_id", "赋码标识", "Code assignment id", 22, ""},
		{"issuing_system", "赋码系统", "Issuing system", 14, "case.system"}, {"disposition", "处理结果", "Disposition", 18, "disposition"},
		{"new_colour", "新颜色", "New colour", 10, "colour"}, {"effective_at", "生效时间", "Effective at", 26, ""},
		{"isolation_end", "隔离截止", "Isolation ends", 26, ""}, {"hold_until", "保持至", "Hold until", 26, ""},
		{"correction_instruction", "更正要求", "Correction asked for", 40, ""}, {"answer_by", "反馈期限", "Answer by", 26, ""},
		{"decision_no", "决定序号", "Decision number", 10, ""}, {"decision_digest", "决定摘要", "Decision digest", 66, ""},
		{"drafted_by", "起草人", "Drafted by", 14, ""}, {"drafted_at", "起草时间", "Drafted at", 26, ""}, {"drafted_signature", "起草人签名", "Drafter's signature", 30, ""},
		{"approved_by", "审签人", "Approved by", 14, ""}, {"approved_at", "审签时间", "Approved at", 26, ""}, {"approved_signature", "审签人签名", "Signatory's signature", 30, ""},
		{"checkpoint", "存证检查点", "Checkpoint of the record", 40, ""},
	}
}

// cells is an instruction as a row of InstructionColumns. Times are texts with
// their offset: the receiver must not have to guess a time zone.
func (i *Instruction) cells() []importexport.Cell {
	values := []string{
		i.IdempotencyKey, i.AppealNo, i.AppealID, i.AssignmentID, i.IssuingSystem, string(i.Disposition), string(i.NewColour),
		i.EffectiveAt.String(), i.IsolationEnd.String(), i.HoldUntil.String(), i.Correction, i.AnswerBy.String(), "", i.DecisionDigest,
	}
	for _, s := range i.Signatures {
		values = append(values, string(s.Signer), s.At, s.Signature)
	}
	cells := texts(append(values, strings.TrimSpace(i.Checkpoint)))
	cells[12] = whole(i.DecisionNo)
	return cells
}

// instructionTable is instructions as a table.
func instructionTable(list []Instruction) *Table {
	return &Table{Name: "变更指令 Instructions", Columns: InstructionColumns(), Rows: func(yield func([]importexport.Cell, error) bool) {
		for i := range list {
			if !yield(list[i].cells(), nil) {
				return
			}
		}
	}}
}

func texts(values []string) []importexport.Cell {
	cells := make([]importexport.Cell, len(values))
	for i, v := range values {
		cells[i] = importexport.TextCell(v)
	}
	return cells
}
