package cli

import (
	"math"
	"time"

	"recourse/cases"
)

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
}

func caseLine(r *cases.Row, now time.Time) line {
	return line{
		Case: r.ID, AppealNo: r.AppealNo, State: r.State, Colour: r.Colour, IssuedAt: stamp(r.IssuedAt),
		FiledAt: stamp(r.FiledAt), DueAt: stamp(r.DueAt), IsolationLeft: hours(r.IsolationLeft(now)),
		Officer: string(r.Officer), Grounds: orEmpty(r.Grounds), Signals: r.Signals.Names(), Rules: r.Rules,
		Urgency: r.Urgency, Disposition: r.Disposition, Isolation: r.Isolation, Instruction: r.Instruction,
		Notice: r.Notice, SecondLook: r.SecondLook, Returns: r.Returns,
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
