package work

import (
	"fmt"
	"time"

	"recourse/cases"
)

// The causes of what stands in the lanes of the term and of the procedure, as
// the keys of their words (case.step.<cause>).
const (
	TermIssued   = "issued"   // the isolation as the system ordered it
	TermReplayed = "replayed" // as the rules give it on the facts on file
	TermNone     = "no_term"  // the rules give none on the facts on file
	TermDecided  = "decided"  // as a decision set it
)

// terms are the isolation as it was issued, as the replay gives it and as the
// decision in force set it.
func (m *Model) terms() []Event {
	f := m.file
	var out []Event
	if !f.IsolationEnd.IsZero() && !f.IssuedAt.IsZero() {
		issued := f.Snapshot.Assignment.ValidUntil
		until := f.IsolationEnd
		if !issued.IsZero() {
			until = issued.Latest()
		}
		out = append(out, Event{Lane: LaneTerm, Ref: "A", From: f.IssuedAt, To: until, Cause: TermIssued})
	}
	if r := m.Report(); r != nil && !f.IssuedAt.IsZero() {
		e := Event{Lane: LaneTerm, Ref: "A", From: f.IssuedAt, Cause: TermNone}
		if until, ok := momentOf(r.Replayed.Until); ok && until.Latest().After(f.IssuedAt) {
			e.To, e.Cause = until.Latest(), TermReplayed
		}
		out = append(out, e)
	}
	if d := f.Decision(); d != nil && !d.IsolationEnd.IsZero() && d.IsolationEnd.Latest().After(f.IssuedAt) {
		out = append(out, Event{Lane: LaneTerm, Ref: stepRef("decision", d.No), From: f.IssuedAt, To: d.IsolationEnd.Latest(), Cause: TermDecided})
	}
	return out
}

// momentOf reads a time as the rules write it.
func momentOf(text string) (cases.Stamp, bool) {
	if s, err := cases.ParseStamp(text); err == nil {
		return s, true
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", text, cases.Shanghai())
	return cases.At(t), err == nil
}

// steps are what the office did: decisions, signatures, requests and endings.
func (m *Model) steps() []Event {
	f := m.file
	var out []Event
	add := func(cause string, no int, at, until time.Time, what string) {
		out = append(out, Event{Lane: LaneStep, Ref: stepRef(cause, no), From: at, To: until, Cause: cause, What: what})
	}
	for i := range f.Requests {
		q := &f.Requests[i]
		add("request", i+1, q.At, q.DueAt, "")
	}
	for i := range f.Answers {
		add("answer", i+1, f.Answers[i].At, time.Time{}, "")
	}
	for i := range f.Deficiencies {
		add("deficiency", i+1, f.Deficiencies[i].At, f.Deficiencies[i].DueAt, "")
	}
	for i := range f.Supplies {
		add("supply", i+1, f.Supplies[i].At, time.Time{}, "")
	}
	for i := range f.Decisions {
		d := &f.Decisions[i]
		add("decision", d.No, d.DraftedAt, time.Time{}, string(d.Disposition))
	}
	for i := range f.SignOffs {
		s := &f.SignOffs[i]
		add(string(s.Result), i+1, s.SignedAt, time.Time{}, "")
	}
	for i := range f.Reopenings {
		add("reopening", i+1, f.Reopenings[i].At, time.Time{}, "")
	}
	for i := range f.Corrections {
		add("correction", i+1, f.Corrections[i].At, time.Time{}, "")
	}
	for i := range f.Endings {
		add("ending", i+1, f.Endings[i].At, time.Time{}, "")
	}
	return out
}

func stepRef(cause string, no int) string { return fmt.Sprintf("%s %d", cause, no) }
