package merge

import (
	"bytes"
	"encoding/json"
	"slices"

	"recourse/cases"
)

// Extent is how much of each kind a case had before rows joined it.
type Extent struct {
	flags, documents, checkIns, history, others, forms, steps int
	items, warnings                                           []int // of each submission
}

// ExtentOf measures a case.
func ExtentOf(s *cases.Snapshot) Extent {
	x := Extent{
		flags: len(s.Flags), documents: len(s.Appeal.Documents), checkIns: len(s.CheckIns), history: len(s.History),
		others: len(s.OtherAssignments), forms: len(s.Questionnaires),
	}
	if s.RuleTrace != nil {
		x.steps = len(s.RuleTrace.Steps)
	}
	for i := range s.Questionnaires {
		x.items = append(x.items, len(s.Questionnaires[i].Items))
		x.warnings = append(x.warnings, len(s.Questionnaires[i].ParseWarnings))
	}
	return x
}

// Rows settles what rows brought to a case that the office has: a row
// it has already changes nothing, wherever it stood; one with the same number
// and other content takes the place of the old one; the rest is new.
func Rows(s *cases.Snapshot, had Extent) {
	s.Flags = fold(s.Flags, had.flags, func(f *cases.Flag) string { return f.FlagID }, bareFlag(s.Appeal.AppealNo))
	s.Appeal.Documents = fold(s.Appeal.Documents, had.documents, func(d *cases.Document) string { return d.DocID }, func(d *cases.Document) { d.Provenance = cases.Provenance{} })
	s.CheckIns = fold(s.CheckIns, had.checkIns, func(*cases.CheckIn) string { return "" }, func(c *cases.CheckIn) { c.Provenance = cases.Provenance{} })
	s.History = fold(s.History, had.history, func(*cases.StatusChange) string { return "" }, func(c *cases.StatusChange) { c.Provenance = cases.Provenance{} })
	for i := range had.forms {
		q := &s.Questionnaires[i]
		q.Items = fold(q.Items, had.items[i], func(a *cases.Answer) string { return a.ItemCode }, func(*cases.Answer) {})
		q.ParseWarnings = fold(q.ParseWarnings, had.warnings[i], func(w *string) string { return *w }, func(*string) {})
	}
	if had.steps > 0 {
		s.RuleTrace.Steps = fold(s.RuleTrace.Steps, had.steps, func(t *cases.TraceStep) string { return t.RuleID }, func(*cases.TraceStep) {})
	}
	mergeCodes(s, had.others)
}

// mergeCodes does the same for codes; those that came stand in front. The
// disputed code itself is no other code.
func mergeCodes(s *cases.Snapshot, had int) {
	came := len(s.OtherAssignments) - had
	list := append(slices.Clone(s.OtherAssignments[came:]), s.OtherAssignments[:came]...)
	bare := func(a *cases.CodeAssignment) { a.Provenance = cases.Provenance{} }
	for i := had; i < len(list); {
		if id := list[i].AssignmentID; id == "" || id != s.Assignment.AssignmentID {
			i++
			continue
		}
		if !same(&list[i], &s.Assignment, bare) {
			s.Assignment = list[i]
		}
		list = slices.Delete(list, i, i+1)
	}
	s.OtherAssignments = fold(list, had, func(a *cases.CodeAssignment) string { return a.AssignmentID }, bare)
}

// fold folds what came, from position had on, into what was there. bare takes
// off what depends on where a row stood.
func fold[T any](list []T, had int, id func(*T) string, bare func(*T)) []T {
	if len(list) == had {
		return list
	}
	out := slices.Clone(list[:had])
	for _, x := range list[had:] {
		number := id(&x)
		i := slices.IndexFunc(out[:had], func(y T) bool { return number != "" && id(&y) == number || number == "" && same(&x, &y, bare) })
		switch {
		case i < 0:
			out = append(out, x)
		case !same(&x, &out[i], bare):
			out[i] = x
		}
	}
	return out
}

// same compares the content of two rows as it would be written.
func same[T any](a, b *T, bare func(*T)) bool {
	x, y := *a, *b
	bare(&x)
	bare(&y)
	one, err := json.Marshal(x)
	other, err2 := json.Marshal(y)
	return err == nil && err2 == nil && bytes.Equal(one, other)
}
