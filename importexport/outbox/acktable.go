package outbox

import (
	"context"
	"iter"
	"strings"

	"recourse/importexport"
)

// answerHeaders are the headers of acknowledgements as a table, by member.
func answerHeaders() map[string][]string {
	return map[string][]string{
		"idempotency_key": {"idempotency_key", "幂等键", "指令编号"},
		"appeal_no":       {"appeal_no", "申诉编号", "申诉号"},
		"result":          {"result", "处理结果", "执行结果", "结果"},
		"reason":          {"reason", "原因", "拒绝原因", "说明"},
		"seen_green_at":   {"seen_green_at", "转绿时间", "显示绿码时间"},
		"answered_at":     {"answered_at", "回执时间", "执行时间"},
	}
}

// tableLines reads the answers of the first sheet that has the headers.
func tableLines(ctx context.Context, file string, r importexport.Reader) iter.Seq2[answerLine, error] {
	return func(yield func(answerLine, error) bool) {
		found := false
		for i, t := range r.Tables() {
			var columns map[string]int
			for row, err := range r.Rows(ctx, i) {
				if err != nil {
					yield(answerLine{}, err)
					return
				}
				if columns == nil {
					columns = answerColumns(row)
					found = found || columns != nil
					continue
				}
				if !row.Blank() && !yield(lineOf(row, t.Name, columns), nil) {
					return
				}
			}
			if found {
				return
			}
		}
		yield(answerLine{}, importexport.Refuse(file, "unknown_table", nil))
	}
}

// answerColumns returns where each member stands if the row is a header: it
// must name the result and something to match by.
func answerColumns(row *importexport.Row) map[string]int {
	columns := map[string]int{}
	for member, headers := range answerHeaders() {
		for i, c := range row.Cells {
			for _, h := range headers {
				if importexport.NormalHeader(c.Text) == importexport.NormalHeader(h) {
					columns[member] = i
				}
			}
		}
	}
	_, result := columns["result"]
	_, key := columns["idempotency_key"]
	_, no := columns["appeal_no"]
	if !result || !key && !no {
		return nil
	}
	return columns
}

func lineOf(row *importexport.Row, sheet string, columns map[string]int) answerLine {
	line := answerLine{row: row.Number, sheet: sheet, problem: row.Problem}
	text := func(member string) string {
		i, ok := columns[member]
		if !ok || i >= len(row.Cells) {
			return ""
		}
		return strings.TrimSpace(row.Cells[i].Text)
	}
	line.IdempotencyKey, line.AppealNo = text("idempotency_key"), text("appeal_no")
	line.Result, line.Reason = text("result"), text("reason")
	var good bool
	for _, member := range []string{"seen_green_at", "answered_at"} {
		to := &line.SeenGreenAt
		if member == "answered_at" {
			to = &line.AnsweredAt
		}
		if *to, good = stamp(text(member)); !good && line.problem == nil {
			line.problem = &importexport.Problem{
				File: row.File, Sheet: sheet, Row: row.Number, Column: member, Value: importexport.Shorten(text(member)),
				Code: "bad_date", Level: importexport.Refused,
			}
		}
	}
	return line
}
