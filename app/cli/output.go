package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"golang.org/x/text/width"

	"recourse/cases"
)

// print writes one JSON object with --json, otherwise the text.
func (e *env) print(v any, text string) error {
	if e.json {
		return e.emit(v)
	}
	_, err := fmt.Fprintln(e.Out, text)
	return err
}

// emit writes v as one line of JSON.
func (e *env) emit(v any) error {
	enc := json.NewEncoder(e.Out)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// note writes a message to the error stream.
func (e *env) note(key string, args ...any) {
	fmt.Fprintln(e.Err, e.words.T(key, args...))
}

// table writes aligned columns under a head.
func (e *env) table(head []string, rows [][]string) error {
	_, err := io.WriteString(e.Out, aligned(append([][]string{head}, rows...)))
	return err
}

// aligned lays out columns. Chinese characters count as two places, as
// terminals draw them; no line ends in blanks.
func aligned(rows [][]string) string {
	var places []int
	for _, r := range rows {
		for i, cell := range r {
			if i == len(places) {
				places = append(places, 0)
			}
			places[i] = max(places[i], cells(cell))
		}
	}
	var b strings.Builder
	for _, r := range rows {
		var line strings.Builder
		for i, cell := range r {
			line.WriteString(cell)
			line.WriteString(strings.Repeat(" ", places[i]-cells(cell)+2))
		}
		b.WriteString(strings.TrimRight(line.String(), " "))
		b.WriteByte('\n')
	}
	return b.String()
}

// cells is how many places a text takes on a terminal.
func cells(s string) int {
	n := 0
	for _, r := range s {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// line is the case line of the contract.
type line struct {
	Case          cases.ID          `json:"case"`
	AppealNo      string            `json:"appeal_no"`
	State         cases.State       `json:"state"`
	Colour        cases.Colour      `json:"colour"`
	IssuedAt      string            `json:"issued_at,omitempty"`
	FiledAt       string            `json:"filed_at"`
	DueAt         string            `json:"due_at"`
	IsolationLeft float64           `json:"isolation_left_hours"`
	Officer       string            `json:"officer"`
	Grounds       []cases.Ground    `json:"grounds"`
	Signals       []string          `json:"signals"`
	Rules         []string          `json:"rules,omitempty"`
	Urgency       cases.Urgency     `json:"urgency"`
	Disposition   cases.Disposition `json:"disposition,omitempty"`
	Isolation     cases.Isolation   `json:"isolation,omitempty"`
	Instruction   cases.Instruction `json:"instruction,omitempty"`
	Notice        cases.Notice      `json:"notice,omitempty"`
	SecondLook    bool              `json:"second_signature,omitempty"`
	Returns       int               `json:"returns,omitempty"`
	Purge         int               `json:"purge,omitempty"` // the purge that took the working copies
}

func caseLine(r *cases.Row, now time.Time) line {
	return line{
		Case: r.ID, AppealNo: r.AppealNo, State: r.State, Colour: r.Colour, IssuedAt: stamp(r.IssuedAt),
		FiledAt: stamp(r.FiledAt), DueAt: stamp(r.DueAt), IsolationLeft: hours(r.IsolationLeft(now)),
		Officer: string(r.Officer), Grounds: orEmpty(r.Grounds), Signals: r.Signals.Names(), Rules: r.Rules,
		Urgency: r.Urgency, Disposition: r.Disposition, Isolation: r.Isolation, Instruction: r.Instruction,
		Notice: r.Notice, SecondLook: r.SecondLook, Returns: r.Returns, Purge: r.Purge,
	}
}

// stamp prints an instant in the office's time zone, "" for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(cases.Shanghai()).Format(time.RFC3339)
}

func hours(d time.Duration) float64 { return math.Round(d.Hours()*10) / 10 }

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
