package intake

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/ndjsonfile"
)

// readLines reads a file of canonical cases.
func (d *Delivery) readLines(ctx context.Context, in *input, emit func(*Draft) bool) error {
	for record, err := range in.lines.Records(ctx) {
		if err != nil {
			return err
		}
		if d.count(); d.failure != nil {
			return d.failure
		}
		if draft := d.takeLine(in, record); draft != nil && !emit(draft) {
			return errStopped
		}
	}
	return nil
}

func (d *Delivery) takeLine(in *input, record *ndjsonfile.Record[cases.Snapshot]) *Draft {
	at := spot{file: in.src.Name, row: record.Line, header: func(field string) string { return field }}
	var taken []cases.Flag
	if record.Problem != nil && !overgrown(record.Problem) {
		taken = d.readAgain(in, record)
	}
	if record.Problem != nil {
		record.Problem.Value = shown(kindOfPath(record.Problem.Column), record.Problem.Value)
		return d.refuseLine(in, record, []*importexport.Problem{record.Problem})
	}
	s := &record.Value
	var problems []*importexport.Problem
	if s.Format != cases.Format {
		problems = append(problems, at.problem("format", kText, s.Format, "wrong_format", importexport.Refused))
		return d.refuseLine(in, record, problems)
	}
	if unappealed(s) {
		return d.takeUnappealed(in, record, at)
	}
	d.hash.Reset()
	d.hash.Write(record.Raw)
	repeated, problems := d.repeatedHash(s.Appeal.AppealNo, d.hash.Sum64(), at)
	if repeated && problems == nil {
		d.report.Unchanged++
		return nil
	}
	normaliseLine(s)
	problems = append(problems, d.checkParts(s, taken, at)...)
	problems = append(problems, d.check(s, at, false)...)
	if refuses(problems) {
		return d.refuseLine(in, record, problems)
	}
	d.report.Add(d.opts.Limits, problems...)
	markLine(s, cases.Provenance{SourceFileSHA256: in.sha256, RowNo: record.Line})
	return &Draft{Snapshot: s, File: in.src.Name, Row: record.Line}
}

// unappealed reports whether a line is about somebody who has a code and did
// not appeal: it has no word of an appeal.
func unappealed(s *cases.Snapshot) bool {
	a := &s.Appeal
	return a.AppealNo == "" && a.AppealID == "" && a.FiledAt.IsZero() && a.Statement == "" && len(a.Grounds) == 0
}

// takeUnappealed checks a line about somebody who did not appeal. It is no
// case and is not counted as one; Register yields it.
func (d *Delivery) takeUnappealed(in *input, record *ndjsonfile.Record[cases.Snapshot], at spot) *Draft {
	s := &record.Value
	if problems := lineProblems(s, at); refuses(problems) {
		return d.refuseLine(in, record, problems)
	}
	d.report.Read--
	in.unappealed++
	return nil
}

func lineProblems(s *cases.Snapshot, at spot) []*importexport.Problem {
	normaliseLine(s)
	c := checker{at: at}
	c.person(&s.Resident)
	c.assignment(&s.Assignment)
	return c.problems
}

// registerLines yields the people of a file of canonical cases who did not
// appeal. The file is read again, for they may be many.
func (in *input) registerLines(ctx context.Context, yield func(RegisterEntry, error) bool) bool {
	for record, err := range in.lines.Records(ctx) {
		if err != nil {
			return yield(RegisterEntry{}, err)
		}
		s := &record.Value
		if record.Problem != nil || s.Format != cases.Format || !unappealed(s) {
			continue
		}
		at := spot{file: in.src.Name, row: record.Line, header: func(field string) string { return field }}
		if refuses(lineProblems(s, at)) || !s.Assignment.Colour.Disputable() {
			continue
		}
		e := RegisterEntry{Assignment: s.Assignment, Name: s.Resident.Name, DocNo: s.Resident.DocNo, Phone: s.Resident.Phone}
		if len(s.Flags) > 0 {
			f := &s.Flags[0]
			e.Source, e.Batch, e.Link = f.SourceType, s.Marks(nil)[0].Batch, f.IdentityLink
		}
		if !yield(e, nil) {
			return false
		}
	}
	return true
}

// readAgain reads a line that could not be taken without its forbidden flags:
// what else such a flag says must not cost the resident the case.
func (d *Delivery) readAgain(in *input, record *ndjsonfile.Record[cases.Snapshot]) []cases.Flag {
	clean, taken := withoutForbidden(record.Raw)
	if len(taken) == 0 {
		return nil
	}
	again := in.lines.Again(record.Line, clean)
	*record = *again
	return taken
}

// refuseLine keeps a line for correction, without what no office may keep.
func (d *Delivery) refuseLine(in *input, record *ndjsonfile.Record[cases.Snapshot], problems []*importexport.Problem) *Draft {
	d.report.Refused++
	d.report.Add(d.opts.Limits, problems...)
	if overgrown(problems[0]) {
		d.refused.missed++
		return nil
	}
	clean, _ := withoutForbidden(record.Raw)
	d.refused.addLine(bytes.Clone(clean))
	return nil
}

// overgrown reports whether a line was refused for its shape alone. Nobody
// corrects such a line by hand, and reading it once more would cost as much as
// whoever made it meant it to.
func overgrown(p *importexport.Problem) bool {
	return p.Code == "too_many_parts" || p.Code == "too_deep"
}

// normaliseLine folds identifiers, with a remark.
func normaliseLine(s *cases.Snapshot) {
	r := &s.Resident
	if no := cases.NormaliseDocNo(r.DocNo); no != r.DocNo {
		r.DocNo = no
		r.ParseWarnings = append(r.ParseWarnings, "normalised:resident.doc_no")
	}
	r.Name = cases.NormaliseName(r.Name)
	if phone, mobile := cases.NormalisePhone(r.Phone); mobile && phone != r.Phone {
		r.Phone = phone
		r.ParseWarnings = append(r.ParseWarnings, "normalised:resident.phone")
	} else if !mobile && r.Phone != "" {
		r.ParseWarnings = append(r.ParseWarnings, "not_a_mobile:resident.phone")
	}
}

// checkParts looks at the lists of a canonical case. A part that may not be
// used is taken out and reported; any other fault refuses the line, for a line
// is one statement of one sender.
func (d *Delivery) checkParts(s *cases.Snapshot, taken []cases.Flag, at spot) []*importexport.Problem {
	c := checker{at: at}
	s.Flags = slices.DeleteFunc(s.Flags, func(f cases.Flag) bool {
		if f.SourceType.Valid() || forbiddenEvidence(string(f.SourceType)) == "" {
			return false
		}
		taken = append(taken, f)
		return true
	})
	for i := range taken {
		code := forbiddenEvidence(string(taken[i].SourceType))
		p := at.problem("flags.source_type", kText, string(taken[i].SourceType), code, importexport.Notice)
		c.problems = append(c.problems, d.forbid([]*importexport.Problem{p}, taken[i].Provider)...)
	}
	if len(taken) > 0 {
		s.Appeal.ParseWarnings = append(s.Appeal.ParseWarnings, "forbidden_evidence_removed")
	}
	for i := range s.Flags {
		c.flag(&s.Flags[i], nil, nil)
	}
	for i := range s.Questionnaires {
		c.questionnaire(&s.Questionnaires[i])
		for j := range s.Questionnaires[i].Items {
			c.answer(&s.Questionnaires[i].Items[j])
		}
	}
	for i := range s.CheckIns {
		c.checkIn(&s.CheckIns[i])
	}
	for i := range s.History {
		c.change(&s.History[i])
	}
	for i := range s.OtherAssignments {
		c.assignment(&s.OtherAssignments[i])
	}
	if s.RuleTrace != nil {
		for i := range s.RuleTrace.Steps {
			c.step(&s.RuleTrace.Steps[i])
		}
	}
	return c.problems
}

// markLine notes where a canonical case came from, at its head: its parts came
// with it. What the sender said about their origin is kept.
func markLine(s *cases.Snapshot, p cases.Provenance) {
	for _, to := range []*cases.Provenance{&s.Appeal.Provenance, &s.Resident.Provenance, &s.Assignment.Provenance} {
		if to.SourceFileSHA256 == "" && to.RowNo == 0 {
			to.SourceFileSHA256, to.RowNo = p.SourceFileSHA256, p.RowNo
		}
	}
}

// kindOfPath tells from the path of a member whether its value is personal.
func kindOfPath(path string) kind {
	name := path[strings.LastIndexByte(path, '.')+1:]
	switch name {
	case "doc_no", "linked_doc_no":
		return kDocNo
	case "phone":
		return kPhone
	case "name", "linked_name", "guardian", "assigned_by", "actor", "set_by", "name_latin":
		return kName
	case "address", "statement", "answer_raw", "declared_location", "edited_from", "raw_json", "place":
		return kVerbatim
	}
	return kText
}
