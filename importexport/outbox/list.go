package outbox

import (
	"context"
	"iter"
	"strings"
	"time"

	"recourse/cases"
	"recourse/importexport"
)

// CaseLine is one case of a list: the clear queue columns, and the personal
// ones, which are masked on the way out.
type CaseLine struct {
	Row  cases.Row
	Card cases.Card
}

// CaseColumns are the columns of a list of cases. Traces, statements and
// addresses are not among them: whoever needs those opens the case.
func CaseColumns() []Column {
	return []Column{
		{"case", "案号", "Case", 8, ""}, {"appeal_no", "申诉编号", "Appeal number", 22, ""}, {"name", "姓名", "Name", 12, ""},
		{"doc_no", "证件号码", "Document number", 22, ""}, {"phone", "电话", "Phone", 16, ""}, {"state", "状态", "State", 18, "state"},
		{"colour", "颜色", "Colour", 10, "colour"}, {"issued_at", "赋码时间", "Code issued at, UTC+8", 20, ""}, {"isolation_end", "隔离截止", "Isolation ends, UTC+8", 20, ""},
		{"filed_at", "申诉时间", "Filed at, UTC+8", 20, ""}, {"due_at", "办理期限", "Due at, UTC+8", 20, ""}, {"division", "承办区划", "Division", 10, ""},
		{"system", "赋码系统", "Issuing system", 14, "case.system"}, {"rules", "规则", "Rules", 14, ""}, {"grounds", "理由", "Grounds", 14, "ground"},
		{"urgency", "紧急程度", "Urgency", 10, "urgency"}, {"officer", "办理人", "Officer", 14, ""}, {"disposition", "处理结果", "Disposition", 18, "disposition"},
		{"new_colour", "新颜色", "New colour", 10, "colour"}, {"instruction", "变更指令", "Instruction", 14, "instruction"}, {"notice", "文书", "Letter", 12, "notice"},
	}
}

// WriteCases writes a list of cases to a file and returns its receipt.
// Personal columns are masked unless the order gives a reason, and unmasked
// data of more than one case needs the approval of another person.
func WriteCases(ctx context.Context, path string, lines iter.Seq2[CaseLine, error], o Order) (Receipt, error) {
	if o.Unmask != "" && strings.TrimSpace(o.Unmask) == "" {
		return Receipt{}, cases.Refuse("export.no_reason")
	}
	t := Table{Name: "案件 Cases", Columns: CaseColumns(), Count: o.Count}
	var appeals []string
	t.Rows = func(yield func([]importexport.Cell, error) bool) {
		for line, err := range lines {
			if err == nil && o.Unmask != "" && len(appeals) == 1 && (o.Approver == "" || o.Approver == o.By.ID) {
				err = cases.Refuse("export.no_approver")
			}
			if err != nil {
				yield(nil, err)
				return
			}
			appeals = append(appeals, line.Row.AppealNo)
			if !yield(line.cells(o.Unmask == ""), nil) {
				return
			}
		}
	}
	r, err := WriteTable(ctx, path, "cases", t, o)
	r.AppealNos = appeals
	if err != nil {
		return Receipt{}, err
	}
	return r, nil
}

// CaseTexts are the texts of one line of a list as it leaves masked, in the
// order of CaseColumns, to be looked at before it does.
func CaseTexts(l CaseLine) []string {
	cells := typed(l.cells(true))
	out := make([]string, len(cells))
	for i := range cells {
		out[i] = cells[i].Text
	}
	return out
}

func (l *CaseLine) cells(masked bool) []importexport.Cell {
	r, c := &l.Row, l.Card
	if masked {
		c.Name, c.DocNo, c.Phone = cases.MaskName(c.Name), cases.MaskDocNo(c.DocNo), cases.MaskPhone(c.Phone)
	}
	grounds := make([]string, len(r.Grounds))
	for i, g := range r.Grounds {
		grounds[i] = string(g)
	}
	cells := texts([]string{
		"", r.AppealNo, c.Name, c.DocNo, c.Phone, string(r.State), string(r.Colour), "", "", "",
		"", r.Division, r.System, strings.Join(r.Rules, ","), strings.Join(grounds, ","), string(r.Urgency), string(r.Officer),
		string(r.Disposition), string(r.NewColour), string(r.Instruction), string(r.Notice),
	})
	cells[0] = whole(int(r.ID))
	for i, t := range []time.Time{r.IssuedAt, r.IsolationEnd, r.FiledAt, r.DueAt} {
		cells[7+i] = TimeCell(t)
	}
	return cells
}
