package simulate

import (
	"fmt"
	"math/rand/v2"
	"time"

	"recourse/cases"
)

// scenario is one way in which a colour came to be wrong or right.
type scenario struct {
	name   string
	wrong  bool // the issued colour or its term was wrong
	weight float64
	build  func(*maker)
}

// maker is a case in the making: the facts so far and the words that the
// texts of the scenario will need.
type maker struct {
	o      *Office
	i      int
	r      *rand.Rand
	me     person
	name   string // of the scenario
	filed  time.Time
	issued time.Time
	until  time.Time // end as issued
	calm   time.Time // no everyday records before this: away, or the scenario hangs on there being none
	rule   string    // that coloured, "" when none is stated
	steps  map[string]cases.TraceStep
	bare   bool // the source gave no trace
	past   bool // the history is the scenario's own
	quiet  bool // no hardship of its own in the statement
	must   string
	forms  []form
	checks []cases.CheckIn
	s      cases.Snapshot
	draft  cases.Draft
	truth  Truth
	say    map[string]string
}

// make runs a scenario. adjust, when given, may change the person before the
// scenario sees it.
func (o *Office) make(i int, sc scenario, adjust func(*maker)) Case {
	m := &maker{
		o: o, i: i, r: o.draw(i, forCase), me: o.person(i), name: sc.name,
		steps: map[string]cases.TraceStep{}, say: map[string]string{},
	}
	m.truth = Truth{Scenario: sc.name, Error: sc.wrong, TrueColour: cases.Green}
	m.s.Format = cases.Format
	m.s.Appeal.AppealNo = fmt.Sprintf("%s〔%d〕%d号", o.opts.Authority, Opening().Year(), m.no())
	m.harm()
	m.times()
	if adjust != nil {
		adjust(m)
	}
	sc.build(m)
	m.finish()
	return Case{Snapshot: m.s, Truth: m.truth, Draft: m.draft}
}

// no is the running number of the case, from which all its ids are made.
func (m *maker) no() int { return m.o.opts.FirstNo + m.i }

// at is a time of day some days from the opening of the desk: day -28 of the
// default office is 20 January 2020.
func (m *maker) at(day, hour, minute int) time.Time {
	y, mo, d := Opening().In(cases.Shanghai()).Date()
	return time.Date(y, mo, d+day, hour, minute, 0, 0, cases.Shanghai())
}

// launch is when the city's code began: six days before the desk opened
// (11 February 2020).
func (m *maker) launch() time.Time { return m.at(-6, 6, 0) }

// times draws when the colour was issued and when the resident appealed. What
// is critical was filed this morning; older ones have been seen to already.
func (m *maker) times() {
	latest := Opening().Add(-15 * time.Minute)
	switch {
	case m.s.Appeal.Urgency == cases.Critical:
		m.filed = latest.Add(-between(m.r, 0, 2.5))
	default:
		m.filed = m.at(-m.r.IntN(3)-1, 7+m.r.IntN(15), m.r.IntN(60))
		if chance(m.r, 0.15) {
			m.filed = m.at(0, 5+m.r.IntN(3), m.r.IntN(60))
		}
	}
	m.issue(m.filed.Add(-between(m.r, 5, 60)))
}

// issue pins when the colour was issued and keeps the appeal after it.
func (m *maker) issue(at time.Time) {
	if at.Before(m.launch()) {
		at = m.launch().Add(between(m.r, 0, 9))
	}
	m.issued = at.Truncate(time.Minute)
	if latest := Opening().Add(-15 * time.Minute); m.filed.Before(m.issued.Add(2 * time.Hour)) {
		m.filed = m.issued.Add(between(m.r, 2, 14))
		if h := m.filed.Hour(); h < 7 {
			m.filed = m.filed.Add(time.Duration(7-h) * time.Hour)
		}
		if m.filed.After(latest) {
			m.filed = latest
		}
	}
	m.filed = m.filed.Truncate(time.Minute)
}

// refile pins when the resident appealed. A colour issued only after that
// moves along, and so stays before the appeal and behind the launch.
func (m *maker) refile(at time.Time) {
	if !m.issued.Before(at) {
		m.issued = m.issued.Add(at.Sub(m.filed))
		if launch := m.launch(); m.issued.Before(launch) {
			m.issued = launch.Add(at.Sub(launch) / 2).Truncate(time.Minute)
		}
	}
	m.filed = at
}

// red and yellow set the disputed colour, why the system says it is so, and
// which rule fired on which inputs.
func (m *maker) red(rule, code, reason string, inputs ...cases.TraceInput) {
	m.colour(cases.Red, rule, code, reason, inputs)
}

func (m *maker) yellow(rule, code, reason string, inputs ...cases.TraceInput) {
	m.colour(cases.Yellow, rule, code, reason, inputs)
}

func (m *maker) colour(c cases.Colour, rule, code, reason string, inputs []cases.TraceInput) {
	a := &m.s.Assignment
	a.Colour, a.ReasonCode, a.ReasonText, m.rule = c, code, reason, rule
	if m.until.IsZero() {
		m.until = lastOf(m.issued, c.TermDays())
	}
	if rule != "" {
		m.steps[rule] = cases.TraceStep{RuleID: rule, Inputs: inputs, Outcome: "TRUE"}
	}
}

// lastOf is the end of the last day of a term: day 1 is the day after the one
// counted from, and the term ends with its last day.
func lastOf(from time.Time, days int) time.Time {
	y, mo, d := from.In(cases.Shanghai()).Date()
	return time.Date(y, mo, d+days, 23, 59, 59, 0, cases.Shanghai())
}

// left says when the person really left a key area: the term of R40 is counted
// from there, and the code as issued says so.
func (m *maker) left(at time.Time) {
	m.until = lastOf(at, 14)
	m.s.Assignment.BasisDate = cases.Day(at.Date())
	m.say["left"], m.calm = zhDay(at), at.Add(8*time.Hour)
}

func in(name, value, ref string) cases.TraceInput {
	return cases.TraceInput{Name: name, Value: value, EvidenceRef: ref}
}

func rfc(t time.Time) string { return t.In(cases.Shanghai()).Format(time.RFC3339) }

// grounds states what the resident claims, in the order of importance.
func (m *maker) grounds(list ...cases.Ground) { m.s.Appeal.Grounds = list }

// find records what a careful officer finds on one ground and on which
// evidence; the words come from the scenario's texts.
func (m *maker) find(g cases.Ground, result cases.FindingResult, refs ...string) {
	m.draft.Findings = append(m.draft.Findings, cases.Finding{Ground: g, Finding: result, Evidence: refs})
	m.truth.DecisiveEvidence = append(m.truth.DecisiveEvidence, refs...)
}

// expect states the disposition that follows, and the colour and end that are
// true at the opening of the desk. An upheld code keeps what was issued.
func (m *maker) expect(d cases.Disposition) {
	m.truth.ExpectedDisposition = d
	switch d {
	case cases.Uphold, cases.TransferTo:
		m.truth.TrueColour, m.truth.TrueEnd = m.s.Assignment.Colour, cases.At(m.until)
	}
}
