package cases

import (
	"strconv"
	"strings"
)

// Evidence is one citable item of a snapshot. Refs are stable inside a
// snapshot version: F1 (flag), D2 (document), Q1.TEMP (answer of a
// submission), C3 (check-in), H2 (status change), O1 (code of another
// system), A (the disputed assignment itself), S (the resident's statement).
type Evidence struct {
	Ref    string
	Flag   *Flag
	Doc    *Document
	Form   *Questionnaire
	Answer *Answer
	Check  *CheckIn
	Change *StatusChange
	Other  *CodeAssignment
}

// Evidence lists everything that a finding may cite, in the order of the file.
func (s *Snapshot) Evidence() []Evidence {
	out := []Evidence{{Ref: "A"}, {Ref: "S"}}
	for i := range s.Flags {
		out = append(out, Evidence{Ref: ref("F", i), Flag: &s.Flags[i]})
	}
	for i := range s.Appeal.Documents {
		out = append(out, Evidence{Ref: ref("D", i), Doc: &s.Appeal.Documents[i]})
	}
	for i := range s.Questionnaires {
		q := &s.Questionnaires[i]
		for j := range q.Items {
			out = append(out, Evidence{Ref: ref("Q", i) + "." + q.Items[j].ItemCode, Form: q, Answer: &q.Items[j]})
		}
	}
	for i := range s.CheckIns {
		out = append(out, Evidence{Ref: ref("C", i), Check: &s.CheckIns[i]})
	}
	for i := range s.History {
		out = append(out, Evidence{Ref: ref("H", i), Change: &s.History[i]})
	}
	for i := range s.OtherAssignments {
		out = append(out, Evidence{Ref: ref("O", i), Other: &s.OtherAssignments[i]})
	}
	return out
}

// Refs lists the references of Evidence.
func (s *Snapshot) Refs() []string {
	all := s.Evidence()
	refs := make([]string, len(all))
	for i, e := range all {
		refs[i] = e.Ref
	}
	return refs
}

func ref(prefix string, i int) string { return prefix + strconv.Itoa(i+1) }

// Kind names what sort of evidence this is: assignment, statement, flag,
// document, answer, checkin, change or other_code.
func (e Evidence) Kind() string {
	switch {
	case e.Flag != nil:
		return "flag"
	case e.Doc != nil:
		return "document"
	case e.Answer != nil:
		return "answer"
	case e.Check != nil:
		return "checkin"
	case e.Change != nil:
		return "change"
	case e.Other != nil:
		return "other_code"
	case e.Ref == "A":
		return "assignment"
	}
	return "statement"
}

// Text is the evidence in one line of raw values, for listings at the prompt.
func (e Evidence) Text(s *Snapshot) string {
	switch {
	case e.Flag != nil:
		f := e.Flag
		return words(string(f.SourceType), f.Provider, f.PlaceText, span(f.ObservedFrom, f.ObservedTo), metres(f.AccuracyRadiusM), f.IdentityLink)
	case e.Doc != nil:
		return words(e.Doc.Type, e.Doc.Title, e.Doc.IssuedBy, span(e.Doc.CoversFrom, e.Doc.CoversTo), e.Doc.Summary)
	case e.Answer != nil:
		return words(e.Answer.QuestionText, "→", e.Answer.AnswerRaw)
	case e.Check != nil:
		return words(e.Check.Date.String(), e.Check.Status, temperature(e.Check.TempC), e.Check.Note)
	case e.Change != nil:
		return words(e.Change.At.String(), string(e.Change.From), "→", string(e.Change.To), e.Change.Cause, e.Change.System)
	case e.Other != nil:
		return words(e.Other.IssuingSystem, string(e.Other.Colour), e.Other.IssuedAt.String(), e.Other.ReasonText)
	case e.Ref == "A":
		a := &s.Assignment
		return words(a.IssuingSystem, string(a.Colour), a.IssuedAt.String(), a.ReasonText)
	}
	return s.Appeal.Statement
}

func words(parts ...string) string {
	kept := parts[:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " ")
}

func span(from, to Stamp) string {
	if to.IsZero() || to.Equal(from) {
		return from.String()
	}
	return from.String() + "–" + to.String()
}

func metres(n int) string {
	if n == 0 {
		return ""
	}
	return "±" + strconv.Itoa(n) + " m"
}

func temperature(c *float64) string {
	if c == nil {
		return ""
	}
	return strconv.FormatFloat(*c, 'f', 1, 64) + " °C"
}
