package intake

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"recourse/cases"
	"recourse/importexport"
)

// checker looks at what was read for what cannot be right.
type checker struct {
	at       spot
	problems []*importexport.Problem
	warnings []string

	incomplete bool // what is missing is named and does not refuse the case
}

func (c *checker) refuse(field string, k kind, value string, code importexport.Code) *importexport.Problem {
	p := c.at.problem(field, k, value, code, importexport.Refused)
	c.problems = append(c.problems, p)
	return p
}

// remark keeps the row and tells both the report and the officer.
func (c *checker) remark(field string, k kind, value string, code importexport.Code) {
	c.problems = append(c.problems, c.at.problem(field, k, value, code, importexport.Notice))
	c.warnings = append(c.warnings, string(code)+":"+field)
}

// need refuses a row that lacks what every such row must have.
func (c *checker) need(field, value string) {
	if value == "" {
		c.missing(field)
	}
}

func (c *checker) needTime(field string, s cases.Stamp) {
	if s.IsZero() {
		c.missing(field)
	}
}

// missing refuses a row for what it lacks, or names that for the officer who
// receives an incomplete case.
func (c *checker) missing(field string) {
	if c.incomplete {
		c.problems = append(c.problems, c.at.problem(field, kText, "", "missing_matter", importexport.Notice))
		c.warnings = append(c.warnings, "missing:"+field)
		return
	}
	c.refuse(field, kText, "", "missing")
}

func (c *checker) atMost(field, text string, runes int) {
	if len(text) > runes && utf8.RuneCountInString(text) > runes {
		c.refuse(field, kVerbatim, text, "text_too_long").Args = importexport.Count("limit", runes)
	}
}

// check looks at a whole case.
func (d *Delivery) check(s *cases.Snapshot, at spot, incomplete bool) []*importexport.Problem {
	c := checker{at: at, incomplete: incomplete}
	c.person(&s.Resident)
	if !refuses(c.problems) {
		c.appeal(&s.Appeal)
		c.assignment(&s.Assignment)
	}
	if refuses(c.problems) {
		return c.problems
	}
	c.together(s)
	complete(s)
	s.Appeal.ParseWarnings = append(s.Appeal.ParseWarnings, c.warnings...)
	return c.problems
}

func (c *checker) person(r *cases.Resident) {
	if r.Name == "" && r.DocNo == "" && !c.incomplete {
		c.refuse("resident.name", kName, "", "no_person")
		return
	}
	c.need("resident.name", r.Name)
	c.need("resident.doc_no", r.DocNo)
	if r.DocNo != "" || !c.incomplete {
		c.need("resident.doc_type", r.DocType)
	}
	c.atMost("resident.name", r.Name, 100)
	c.atMost("resident.address", r.Address, 200)
	if r.DocNo != "" && r.DocType != "" {
		c.docNo(r)
	}
	if strings.ContainsFunc(r.Name, func(r rune) bool { return unicode.Is(unicode.Co, r) || unicode.IsControl(r) }) {
		c.refuse("resident.name", kName, r.Name, "private_character")
	}
}

// docNo checks the number of the identity document. It is never repaired:
// a number that fails has to be asked for again.
func (c *checker) docNo(r *cases.Resident) {
	r.DocStatus = cases.CheckDocNo(r.DocType, r.DocNo)
	if r.DocStatus == cases.DocBad {
		code := importexport.Code("bad_check_character")
		switch {
		case len(r.DocNo) == 18 && strings.HasSuffix(r.DocNo, "000"):
			code = "lost_precision"
		case len(r.DocNo) == 15 && allDigits(r.DocNo):
			code = "old_doc_no"
		case lookAlike(r.DocNo):
			code = "letter_in_number"
		case len(r.DocNo) != 18:
			code = "bad_doc_no"
		}
		c.refuse("resident.doc_no", kDocNo, r.DocNo, code)
		return
	}
	born, ok := cases.BirthDate(r.DocNo)
	if !ok || r.DocStatus != cases.DocOK {
		return
	}
	if !r.BirthDate.IsZero() && !r.BirthDate.Equal(cases.Day(born.Date())) {
		c.remark("resident.birth_date", kDocNo, r.BirthDate.String(), "birth_differs")
	}
	male := (r.DocNo[16]-'0')%2 == 1
	if r.Sex == "1" && !male || r.Sex == "2" && male {
		c.remark("resident.sex", kText, r.Sex, "sex_differs")
	}
}

func (c *checker) appeal(a *cases.Appeal) {
	if a.AppealNo == "" || a.FiledAt.IsZero() { // without these there is no appeal, complete or not
		c.incomplete = false
	}
	c.need("appeal.appeal_no", a.AppealNo)
	c.needTime("appeal.filed_at", a.FiledAt)
	c.need("appeal.channel", a.Channel)
	c.need("appeal.handling_division", a.HandlingDivision)
	c.atMost("appeal.appeal_no", a.AppealNo, 64)
	c.atMost("appeal.statement", a.Statement, 5000)
	if len(a.Grounds) == 0 {
		c.need("appeal.grounds", "")
	}
	for _, g := range a.Grounds {
		if !g.Valid() {
			c.refuse("appeal.grounds", kText, string(g), "unknown_ground")
		}
	}
	switch a.Urgency {
	case "", cases.Normal, cases.Urgent, cases.Critical:
	default:
		c.refuse("appeal.urgency", kText, string(a.Urgency), "unknown_value").Args = map[string]string{"allowed": "normal, urgent, critical"}
	}
	for i := range a.Documents {
		c.document(&a.Documents[i])
	}
}

func (c *checker) assignment(a *cases.CodeAssignment) {
	if c.incomplete && a.Colour == "" && a.IssuedAt.IsZero() {
		c.missing("assignment.colour")
		return
	}
	c.need("assignment.colour", string(a.Colour))
	if a.Colour != "" && !a.Colour.Valid() {
		c.refuse("assignment.colour", kText, string(a.Colour), "unknown_colour").Args = map[string]string{"profile": cases.Format, "allowed": "GREEN, YELLOW, ORANGE, RED, GREY, NONE, INVALID"}
	}
	c.needTime("assignment.issued_at", a.IssuedAt)
	c.need("assignment.issuing_system", a.IssuingSystem)
	c.need("assignment.origin", a.Origin)
	from, field := a.IssuedAt, "assignment.issued_at"
	if !a.ValidFrom.IsZero() {
		from, field = a.ValidFrom, "assignment.valid_from"
	}
	if !a.ValidUntil.IsZero() && a.ValidUntil.Latest().Before(from.Earliest()) {
		p := c.refuse("assignment.valid_until", kText, a.ValidUntil.String(), "ends_before_start")
		p.Args = map[string]string{"start": from.String(), "start_column": c.at.header(field)}
	}
}

// together looks at what only the whole case shows.
func (c *checker) together(s *cases.Snapshot) {
	if !s.Assignment.IssuedAt.IsZero() && s.Appeal.FiledAt.Latest().Before(s.Assignment.IssuedAt.Earliest()) {
		c.remark("appeal.filed_at", kText, s.Appeal.FiledAt.String(), "filed_before_code")
	}
	if s.Assignment.Colour != "" && !s.Assignment.Colour.Disputable() {
		c.remark("assignment.colour", kText, string(s.Assignment.Colour), "colour_not_disputable")
	}
	c.twoCities(s.Flags)
	first := s.Assignment.IssuedAt
	for _, q := range s.Questionnaires {
		if q.SubmittedAt.Earliest().Before(first.Earliest()) {
			first = q.SubmittedAt
		}
	}
	for i := range s.CheckIns {
		if ci := &s.CheckIns[i]; ci.Date.Latest().Before(first.Earliest()) {
			ci.ParseWarnings = append(ci.ParseWarnings, "before_application:checkin.date")
			c.remark("checkin.date", kText, ci.Date.String(), "checkin_before_application")
			break
		}
	}
}

// twoCities remarks on the first two stays that put the person into two cities
// at one time. Both are kept: which of them is wrong is the question of the
// appeal.
func (c *checker) twoCities(flags []cases.Flag) {
	const most = 200 // records that are compared with each other
	flags = flags[:min(len(flags), most)]
	for i := range flags {
		a := &flags[i]
		if !isStay(a) {
			continue
		}
		for j := range flags[:i] {
			b := &flags[j]
			if !isStay(b) || a.Division[:4] == b.Division[:4] || !a.ObservedFrom.Earliest().Before(b.ObservedTo.Latest()) || !b.ObservedFrom.Earliest().Before(a.ObservedTo.Latest()) {
				continue
			}
			c.remark("flag.division", kText, b.Division+" / "+a.Division, "stays_overlap")
			return
		}
	}
}

// isStay reports whether a record says by measuring it that somebody was in a
// city for a time; lists and purchases say no such thing.
func isStay(f *cases.Flag) bool {
	_, position := f.SourceType.DefaultRadius()
	return position && !f.ObservedTo.IsZero() && len(f.Division) >= 4
}

// complete fills ids that a delivery of tables need not spell out.
func complete(s *cases.Snapshot) {
	if s.Appeal.AppealID == "" {
		s.Appeal.AppealID = s.Appeal.AppealNo
	}
	if s.Assignment.AssignmentID == "" {
		s.Assignment.AssignmentID = s.Appeal.AssignmentID
	}
	if s.Assignment.AssignmentID == "" && s.Assignment.Colour != "" {
		s.Assignment.AssignmentID = fmt.Sprintf("%s/%s", s.Appeal.AppealNo, s.Assignment.IssuingSystem)
	}
	if s.Resident.ResidentID == "" {
		s.Resident.ResidentID = s.Appeal.ResidentID
	}
	if s.Resident.ResidentID == "" {
		s.Resident.ResidentID = "R/" + s.Appeal.AppealNo
	}
	s.Appeal.AssignmentID, s.Appeal.ResidentID = s.Assignment.AssignmentID, s.Resident.ResidentID
	s.Assignment.ResidentID = s.Resident.ResidentID
	if s.Appeal.Urgency == "" {
		s.Appeal.Urgency = cases.Normal
	}
	if s.Assignment.ColourRaw == "" {
		s.Assignment.ColourRaw = string(s.Assignment.Colour)
	}
	numberFlags(s)
}

// numberFlags numbers the records that came without a number by their place.
func numberFlags(s *cases.Snapshot) {
	if !slices.ContainsFunc(s.Flags, func(f cases.Flag) bool { return f.FlagID == "" }) {
		return
	}
	taken := map[string]bool{}
	for i := range s.Flags {
		taken[s.Flags[i].FlagID] = true
	}
	for i := range s.Flags {
		for n := i + 1; s.Flags[i].FlagID == ""; n++ {
			if id := fmt.Sprintf("%s/F%d", s.Appeal.AppealNo, n); !taken[id] {
				s.Flags[i].FlagID, taken[id] = id, true
			}
		}
	}
}
