package intake

import (
	"fmt"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/intake/link"
)

// attach gives a case the rows of the other tables that belong to it. A row
// that cannot be taken is reported and left out; the problems returned refuse
// the case itself.
func (d *Delivery) attach(s *cases.Snapshot, keys link.Keys, at spot, atFiling bool) []*importexport.Problem {
	j := joined{s: s, seen: map[string]bool{}}
	left := 0
	for _, n := range d.details.of(keys) {
		row := &d.details.rows[n]
		if j.again(row) {
			row.state = attached
			continue
		}
		full := row.unpack()
		e := newEntry()
		problems, warnings := row.table.apply(e, full)
		e.key = row.table.keysOf(e)
		if !refuses(problems) {
			e.warnings, e.how = warnings, row.how
			problems = append(problems, j.add(e, row.table, full)...)
		}
		forbidden := d.forbid(problems, e.f.Provider)
		switch {
		case forbidden != nil:
			row.state, problems = notTaken, forbidden
			left++
		case refuses(problems):
			row.state = notTaken
			left++
			d.refused.add(row.table, full, problems)
		default:
			row.state = attached
		}
		d.report.Add(d.opts.Limits, problems...)
	}
	if left > 0 {
		s.Appeal.ParseWarnings = append(s.Appeal.ParseWarnings, fmt.Sprintf("rows_left_out:%d", left))
	}
	return chooseCode(s, j.codes, at, atFiling)
}

func (p *packedRow) unpack() *importexport.Row {
	return &importexport.Row{
		File: p.table.in.src.Name, Sheet: p.table.sheet, Number: int(p.row), Cells: unpack(p.cells, nil),
	}
}

// joined is a case while the rows of the other tables come to it.
type joined struct {
	s     *cases.Snapshot
	codes []cases.CodeAssignment // of the person; which one is disputed is settled last
	seen  map[string]bool        // rows that came already
}

// again reports whether the same row came before, as in an extract that is
// sent anew every day. It counts once.
func (j *joined) again(row *packedRow) bool {
	key := row.table.profile.ID + "\x00" + row.table.table + "\x00" + row.cells
	had := j.seen[key]
	j.seen[key] = true
	return had
}

// add puts what a row says into the case, or returns why it cannot be taken.
func (j *joined) add(e *entry, t *table, row *importexport.Row) []*importexport.Problem {
	s := j.s
	c := checker{at: placeOf(t, row)}
	if e.key.AppealNo == "" && len(e.key.DocNo) == 15 && e.key.DocNo != s.Resident.DocNo {
		e.warnings = append(e.warnings, "old_number:key.doc_no")
	}
	switch t.kind {
	case "assignments":
		t.provenance(&e.a.Provenance, row, e.warnings)
		nameCode(e)
		if c.assignment(e.a); !refuses(c.problems) {
			t.introduce(&s.Resident, &e.s.Resident, e.a.Provenance)
			j.codes = append(j.codes, *e.a)
		}
	case "other_codes":
		e.a.ResidentID = whose(s, e.key)
		t.provenance(&e.a.Provenance, row, e.warnings)
		if c.assignment(e.a); !refuses(c.problems) {
			s.OtherAssignments = append(s.OtherAssignments, *e.a)
		}
	case "questionnaire":
		t.provenance(&e.q.Provenance, row, e.warnings)
		c.addQuestionnaire(s, e)
	case "trace":
		t.provenance(&e.t.Provenance, row, e.warnings)
		c.addStep(s, e)
	case "flags":
		e.f.ResidentID = whose(s, e.key)
		t.provenance(&e.f.Provenance, row, e.warnings)
		if w := t.placeByName(&e.f); w != "" {
			e.f.ParseWarnings = append(e.f.ParseWarnings, w)
			e.warnings = append(e.warnings, w)
		}
		if c.flag(&e.f, e, t.layout); !refuses(c.problems) {
			s.Flags = append(s.Flags, e.f)
		}
	case "history":
		t.provenance(&e.h.Provenance, row, e.warnings)
		if c.change(&e.h); !refuses(c.problems) {
			s.History = append(s.History, e.h)
		}
	case "checkins":
		t.provenance(&e.c.Provenance, row, e.warnings)
		if c.checkIn(&e.c); !refuses(c.problems) {
			s.CheckIns = append(s.CheckIns, e.c)
		}
	case "documents":
		t.provenance(&e.d.Provenance, row, e.warnings)
		if c.document(&e.d); !refuses(c.problems) {
			s.Appeal.Documents = append(s.Appeal.Documents, e.d)
		}
	}
	if !refuses(c.problems) {
		t.remember(row, e.warnings)
	}
	return c.problems
}

// nameCode gives a code of an extract, which has no number of its own, one that
// stays the same from one delivery to the next and says nothing of the person:
// what one person has of one system since one moment is one code.
func nameCode(e *entry) {
	if a := e.a; a.AssignmentID == "" && e.key.AppealNo == "" && !a.IssuedAt.IsZero() {
		a.AssignmentID = fmt.Sprintf("%s/%s/%s", a.IssuingSystem, a.IssuedAt, a.Colour)
	}
}

// whose is the resident a row is about: the one it names, or that of the case
// it was sent for. A row that was joined by phone says nothing about a person.
func whose(s *cases.Snapshot, key link.Keys) string {
	if key.ResidentID == "" && (key.AppealNo != "" || key.DocNo != "" && key.DocNo == s.Resident.DocNo) {
		return s.Resident.ResidentID
	}
	return key.ResidentID
}

// chooseCode finds the code that the appeal disputes among those of the
// person: the one that the appeal names, or the only one. With several and no
// name nobody may choose; only of an appeal that cannot name one, such as a
// call, it is the one that was in force when it was filed. The others are kept
// beside it.
func chooseCode(s *cases.Snapshot, codes []cases.CodeAssignment, at spot, atFiling bool) []*importexport.Problem {
	if s.Assignment.Colour != "" {
		s.OtherAssignments = append(codes, s.OtherAssignments...)
		return nil
	}
	id := s.Assignment.AssignmentID
	chosen := -1
	for i := range codes {
		if id == "" && len(codes) == 1 || id != "" && codes[i].AssignmentID == id {
			chosen = i
		}
	}
	if chosen < 0 && id == "" && atFiling {
		chosen = inForce(codes, s.Appeal.FiledAt)
	}
	if chosen < 0 {
		if len(codes) == 0 || id != "" {
			return nil // the check names what is missing
		}
		if atFiling {
			s.OtherAssignments = append(codes, s.OtherAssignments...)
			return nil
		}
		p := at.problem("assignment.assignment_id", kID, "", "ambiguous_assignment", importexport.Refused)
		p.Args = importexport.Count("count", len(codes))
		return []*importexport.Problem{p}
	}
	s.Assignment = codes[chosen]
	s.Appeal.AssignmentID = s.Assignment.AssignmentID
	for i := range codes {
		if i != chosen {
			s.OtherAssignments = append(s.OtherAssignments, codes[i])
		}
	}
	return nil
}

// inForce is the code that was issued last before a time, -1 if none was or two
// were at once.
func inForce(codes []cases.CodeAssignment, at cases.Stamp) int {
	last := -1
	tie := false
	for i := range codes {
		issued := codes[i].IssuedAt.Earliest()
		switch {
		case issued.After(at.Latest()):
		case last < 0 || issued.After(codes[last].IssuedAt.Earliest()):
			last, tie = i, false
		case issued.Equal(codes[last].IssuedAt.Earliest()):
			tie = true
		}
	}
	if tie {
		return -1
	}
	return last
}

// addQuestionnaire starts a submission or adds an answer to one. Both layouts
// of the table come here: one row per submission, or one per answer.
func (c *checker) addQuestionnaire(s *cases.Snapshot, e *entry) {
	if c.questionnaire(e.q); refuses(c.problems) {
		return
	}
	items := e.q.Items
	if e.ans.ItemCode != "" {
		items = append(items, e.ans)
	}
	for i := range items {
		c.answer(&items[i])
	}
	if refuses(c.problems) {
		return
	}
	for i := range s.Questionnaires {
		if q := &s.Questionnaires[i]; q.SubmissionID == e.q.SubmissionID {
			q.Items = append(q.Items, items...)
			q.ParseWarnings = append(q.ParseWarnings, e.q.ParseWarnings...)
			return
		}
	}
	e.q.Items = items
	s.Questionnaires = append(s.Questionnaires, *e.q)
}

// addStep adds a step to the trace of the case. A second trace would leave
// open which one explains the colour.
func (c *checker) addStep(s *cases.Snapshot, e *entry) {
	if c.step(&e.st); refuses(c.problems) {
		return
	}
	if s.RuleTrace == nil {
		if e.t.Origin == "" {
			e.t.Origin = "imported"
		}
		s.RuleTrace = e.t
	} else if e.t.TraceID != s.RuleTrace.TraceID {
		c.refuse("trace.trace_id", kID, e.t.TraceID, "second_trace")
		return
	}
	if s.RuleTrace.Result == "" {
		s.RuleTrace.Result = e.t.Result
	}
	s.RuleTrace.Steps = append(s.RuleTrace.Steps, e.st)
}

func (d *Delivery) refuseDetail(t *table, row *importexport.Row, problems []*importexport.Problem) {
	d.report.DetailsRefused++
	d.report.Add(d.opts.Limits, problems...)
	d.refused.add(t, row, problems)
}
