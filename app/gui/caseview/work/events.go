package work

import (
	"slices"
	"strconv"
	"time"

	"recourse/cases"
	"recourse/review/evidence"
)

// Lane is one line of the time axis.
type Lane string

// The lanes, top down.
const (
	LaneCode   Lane = "code"
	LaneOther  Lane = "other"
	LaneFlag   Lane = "flag"
	LaneCheck  Lane = "check"
	LaneForm   Lane = "form"
	LanePaper  Lane = "paper"
	LaneAppeal Lane = "appeal"
	LaneTerm   Lane = "term"
	LaneStep   Lane = "step"
)

// Lanes lists the lanes in order.
func Lanes() []Lane {
	return []Lane{LaneCode, LaneTerm, LaneOther, LaneFlag, LaneCheck, LaneForm, LanePaper, LaneAppeal, LaneStep}
}

// Event is something with a time: a span when To is set, a point otherwise.
// A whole day is a span, never a midnight.
type Event struct {
	Lane     Lane
	Ref      string
	From, To time.Time
	Colour   cases.Colour // of a code
	Before   cases.Colour // of a change: what the code was until then
	Cause    string       // code of the cause
	System   string
	What     string // place, title or status, as the source worded it
	Source   cases.Source
	Flicker  bool
	Conflict bool     // another system's code that says something else
	Day      bool     // only the day is known
	Remarks  []string // of the import on it
}

// Events lists everything on the case that has a time, by lane and time.
func (m *Model) Events() []Event {
	s := &m.file.Snapshot
	out := m.codeSpans()
	for i := range s.OtherAssignments {
		a := &s.OtherAssignments[i]
		e := Event{Lane: LaneOther, Ref: refNo("O", i), Colour: a.Colour, System: a.IssuingSystem, What: a.ReasonText, Remarks: a.ParseWarnings}
		e.Conflict = m.Conflicting(e.Ref)
		out = append(out, span(e, a.IssuedAt, a.ValidUntil))
	}
	for i := range s.Flags {
		g := &s.Flags[i]
		out = append(out, span(Event{Lane: LaneFlag, Ref: refNo("F", i), Source: g.SourceType, What: g.PlaceText}, g.ObservedFrom, g.ObservedTo))
	}
	for i := range s.CheckIns {
		c := &s.CheckIns[i]
		out = append(out, span(Event{Lane: LaneCheck, Ref: refNo("C", i), Cause: c.Status, What: c.Place}, c.Date, cases.Stamp{}))
	}
	for i := range s.Questionnaires {
		q := &s.Questionnaires[i]
		out = append(out, span(Event{Lane: LaneForm, Ref: refNo("Q", i), What: q.DeclaredLocation}, q.SubmittedAt, cases.Stamp{}))
	}
	for i := range s.Appeal.Documents {
		d := &s.Appeal.Documents[i]
		from := d.CoversFrom
		if from.IsZero() {
			from = d.IssueDate
		}
		out = append(out, span(Event{Lane: LanePaper, Ref: refNo("D", i), What: d.Title}, from, d.CoversTo))
	}
	out = append(out, span(Event{Lane: LaneAppeal, Ref: "S"}, s.Appeal.FiledAt, cases.Stamp{}))
	out = append(out, m.terms()...)
	return inOrder(append(out, m.steps()...))
}

// codeSpans turns changes of the code into the spans in which a colour held.
func (m *Model) codeSpans() []Event {
	s := &m.file.Snapshot
	var out []Event
	flicker := flickering(s)
	for i := range s.History {
		h := &s.History[i]
		e := Event{Lane: LaneCode, Ref: refNo("H", i), From: h.At.Earliest(), To: m.desk.Now(), Colour: h.To, Before: h.From, Cause: h.Cause, System: h.System, Day: h.At.WholeDay(), Remarks: h.ParseWarnings}
		switch {
		case i+1 < len(s.History):
			e.To = s.History[i+1].At.Earliest()
		case h.To == m.file.Colour && m.file.IsolationEnd.After(e.From):
			e.To = m.file.IsolationEnd
		}
		e.Flicker = slices.Contains(flicker, e.Ref)
		out = append(out, e)
	}
	if len(out) == 0 {
		a := &s.Assignment
		until := a.ValidUntil
		if until.IsZero() && !m.file.IsolationEnd.IsZero() {
			until = cases.At(m.file.IsolationEnd)
		}
		out = append(out, span(Event{Lane: LaneCode, Ref: "A", Colour: a.Colour, System: a.IssuingSystem, Cause: a.Origin, Remarks: a.ParseWarnings}, a.IssuedAt, until))
	}
	return out
}

// flickering lists the changes that make a code flicker.
func flickering(s *cases.Snapshot) []string {
	var refs []string
	for _, f := range evidence.Flickers(s) {
		refs = append(refs, f.Refs...)
	}
	return refs
}

func span(e Event, from, to cases.Stamp) Event {
	e.From, e.Day = from.Earliest(), from.WholeDay()
	switch {
	case !to.IsZero():
		e.To = to.Latest()
	case from.WholeDay():
		e.To = from.Latest()
	}
	return e
}

func inOrder(events []Event) []Event {
	lanes := Lanes()
	events = slices.DeleteFunc(events, func(e Event) bool { return e.From.IsZero() })
	slices.SortStableFunc(events, func(a, b Event) int {
		if a.Lane != b.Lane {
			return slices.Index(lanes, a.Lane) - slices.Index(lanes, b.Lane)
		}
		return a.From.Compare(b.From)
	})
	return events
}

func refNo(prefix string, i int) string { return prefix + strconv.Itoa(i+1) }

// Conflicting reports whether a code of another system said something else
// while the disputed one held.
func (m *Model) Conflicting(ref string) bool {
	return slices.ContainsFunc(evidence.Conflicts(&m.file.Snapshot), func(c evidence.Conflict) bool { return c.Ref == ref })
}
