package outbox

import (
	"context"
	"iter"
	"slices"
	"strings"
	"time"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/csvfile"
	"recourse/importexport/ndjsonfile"
	"recourse/importexport/xlsxfile"
)

// Answer is one acknowledgement that has found its instruction.
type Answer struct {
	CaseID cases.ID
	Ack    cases.Ack
	Row    int

	void bool // another row says the opposite
}

// Pending finds the instruction that an answer is about, by its idempotency
// key or, when that is empty, by the appeal number. ok is false if there is
// none, or if key and number are those of two.
type Pending func(key, appealNo string) (id cases.ID, foundKey string, ok bool)

// PendingOf looks in the instructions that are out.
func PendingOf(list []Instruction) Pending {
	byKey := map[string]*Instruction{}
	byNo := map[string]*Instruction{}
	for i := range list {
		byKey[list[i].IdempotencyKey] = &list[i]
		byNo[list[i].AppealNo] = &list[i]
	}
	return func(key, appealNo string) (cases.ID, string, bool) {
		i, ok := byKey[key]
		if key == "" {
			i, ok = byNo[appealNo]
		}
		if !ok || appealNo != "" && i.AppealNo != appealNo {
			return 0, "", false
		}
		return i.caseID, i.IdempotencyKey, true
	}
}

// answerLine is an acknowledgement as it comes.
type answerLine struct {
	Format         string      `json:"format"`
	IdempotencyKey string      `json:"idempotency_key"`
	AppealNo       string      `json:"appeal_no"`
	Result         string      `json:"result"`
	Reason         string      `json:"reason"`
	SeenGreenAt    cases.Stamp `json:"seen_green_at"`
	AnsweredAt     cases.Stamp `json:"answered_at"`

	row     int
	sheet   string
	problem *importexport.Problem
}

// ReadAnswers reads acknowledgements from NDJSON, CSV or XLSX. A row that
// cannot be understood, or matches nothing that is out, is a problem; the
// others are answers. The same answer twice counts once; two that contradict
// each other count for nothing. An error means that the file cannot be read.
func ReadAnswers(ctx context.Context, src *importexport.Source, limits importexport.Limits, pending Pending) ([]Answer, []*importexport.Problem, error) {
	found, err := importexport.Detect(src, limits)
	if err != nil {
		return nil, nil, err
	}
	var lines iter.Seq2[answerLine, error]
	switch found.Format {
	case importexport.NDJSON:
		lines, err = objectLines(ctx, src, found, limits)
	case importexport.XLSX:
		var r *xlsxfile.Reader
		if r, err = xlsxfile.Open(ctx, src, limits); err == nil {
			lines = tableLines(ctx, src.Name, r)
		}
	case importexport.CSV:
		var r *csvfile.Reader
		if r, err = csvfile.Open(src, csvfile.Options{Encoding: found.Encoding, Separator: found.Separator, Limits: limits}); err == nil {
			lines = tableLines(ctx, src.Name, r)
		}
	default:
		err = importexport.Refuse(src.Name, "unknown_table", nil)
	}
	if err != nil {
		return nil, nil, err
	}
	m := matcher{pending: pending, file: src.Name, seen: map[string]int{}}
	for line, err := range lines {
		if err != nil {
			return nil, nil, err
		}
		m.take(line)
	}
	return slices.DeleteFunc(m.answers, func(a Answer) bool { return a.void }), m.problems, nil
}

func objectLines(ctx context.Context, src *importexport.Source, found importexport.Detected, limits importexport.Limits) (iter.Seq2[answerLine, error], error) {
	r, err := ndjsonfile.Open[answerLine](src, found.Encoding, limits)
	if err != nil {
		return nil, err
	}
	return func(yield func(answerLine, error) bool) {
		for record, err := range r.Records(ctx) {
			if err != nil {
				yield(answerLine{}, err)
				return
			}
			line := record.Value
			line.row, line.problem = record.Line, record.Problem
			if !yield(line, nil) {
				return
			}
		}
	}, nil
}

// matcher pairs answers with what is out.
type matcher struct {
	pending  Pending
	file     string
	answers  []Answer
	problems []*importexport.Problem
	seen     map[string]int // idempotency key -> index of its answer
}

func (m *matcher) refuse(line *answerLine, column, value string, code importexport.Code) *importexport.Problem {
	p := &importexport.Problem{
		File: m.file, Sheet: line.sheet, Row: line.row, Column: column, Value: importexport.Shorten(value), Code: code, Level: importexport.Refused,
	}
	m.problems = append(m.problems, p)
	return p
}

func (m *matcher) take(line answerLine) {
	if line.problem != nil {
		m.problems = append(m.problems, line.problem)
		return
	}
	accepted, known := verdict(line.Result)
	id, key, ok := m.pending(line.IdempotencyKey, line.AppealNo)
	switch {
	case !known:
		m.refuse(&line, "result", line.Result, "ack_unclear")
	case !ok:
		m.refuse(&line, "idempotency_key", line.IdempotencyKey+line.AppealNo, "ack_unmatched")
	case !accepted && strings.TrimSpace(line.Reason) == "":
		m.refuse(&line, "reason", "", "ack_without_reason")
	default:
		m.add(line, id, cases.Ack{
			IdempotencyKey: key, Accepted: accepted, Reason: strings.TrimSpace(line.Reason), SeenGreenAt: line.SeenGreenAt, AnsweredAt: line.AnsweredAt,
		})
	}
}

func (m *matcher) add(line answerLine, id cases.ID, ack cases.Ack) {
	at, again := m.seen[ack.IdempotencyKey]
	switch {
	case !again:
		m.seen[ack.IdempotencyKey] = len(m.answers)
		m.answers = append(m.answers, Answer{CaseID: id, Ack: ack, Row: line.row})
	case m.answers[at].Ack.Accepted != ack.Accepted:
		p := m.refuse(&line, "result", line.Result, "ack_contradicts")
		p.Args = importexport.Count("first", m.answers[at].Row)
		m.answers[at].void = true
	case m.answers[at].Ack.SeenGreenAt.IsZero() && !ack.SeenGreenAt.IsZero():
		m.answers[at].Ack.SeenGreenAt = ack.SeenGreenAt
	}
}

// verdict reads what the issuing system said.
func verdict(result string) (accepted, known bool) {
	switch strings.ToLower(strings.TrimSpace(importexport.Fold(result))) {
	case "ack", "acknowledged", "accepted", "done", "ok", "已执行", "已变更", "成功", "接受":
		return true, true
	case "nack", "rejected", "refused", "failed", "拒绝", "已拒绝", "未执行", "失败", "退回":
		return false, true
	}
	return false, false
}

// stamp reads a time of an answer: ISO 8601, with the offset of Shanghai where
// none is written, or what a workbook holds as a date.
func stamp(text string) (cases.Stamp, bool) {
	text = strings.TrimSpace(importexport.Fold(text))
	if text == "" {
		return cases.Stamp{}, true
	}
	text = strings.ReplaceAll(text, "/", "-")
	if s, err := cases.ParseStamp(text); err == nil {
		return s, true
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-1-2 15:04", "2006-1-2 15:04:05"} {
		if t, err := time.ParseInLocation(layout, text, cases.Shanghai()); err == nil {
			return cases.At(t), true
		}
	}
	return cases.Stamp{}, false
}
