package places

import (
	"slices"
	"strconv"
	"time"

	"recourse/cases"
	"recourse/review/evidence"
)

// Code is one code of one system on file.
type Code struct {
	Ref      string
	A        *cases.CodeAssignment
	Disputed bool
	Conflict bool
	By       string // reference of the code that took its place, or its id as the source wrote it
}

// CodesOf lists the codes on file, the disputed one first.
func CodesOf(s *cases.Snapshot) []Code {
	conflicts := evidence.Conflicts(s)
	out := []Code{{Ref: "A", A: &s.Assignment, Disputed: true}}
	for i := range s.OtherAssignments {
		ref := "O" + strconv.Itoa(i+1)
		out = append(out, Code{Ref: ref, A: &s.OtherAssignments[i],
			Conflict: slices.ContainsFunc(conflicts, func(c evidence.Conflict) bool { return c.Ref == ref })})
	}
	for i := range out {
		out[i].By = out[i].A.SupersededBy
		for _, other := range out {
			if other.A.AssignmentID != "" && other.A.AssignmentID == out[i].A.SupersededBy {
				out[i].By = other.Ref
			}
		}
	}
	return out
}

// Asked is the question which code bound the person: where, and when.
type Asked struct {
	Place string // division
	At    time.Time
}

// FirstQuestion is what is asked before the officer asks anything: the
// person's own district, at the hour at which the disputed code was issued.
func FirstQuestion(f *cases.File) Asked {
	return Asked{Place: f.Snapshot.Resident.ResidenceDivision, At: f.IssuedAt}
}

// PlacesToAsk lists divisions that the question may be about: the person's
// own, those that records name, and the territories of the systems on file.
func (g Given) PlacesToAsk() []string {
	s := &g.File.Snapshot
	var out []string
	add := func(code string) {
		if code != "" && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	add(s.Resident.ResidenceDivision)
	for i := range s.Flags {
		add(s.Flags[i].Division)
	}
	for _, c := range CodesOf(s) {
		if sys, ok := g.Regions.System(c.A.IssuingSystem); ok {
			add(sys.Division)
		}
	}
	for _, code := range g.Regions.Outlined() {
		add(code)
	}
	return out
}
