package evidence

import (
	"fmt"
	"slices"
	"time"

	"recourse/cases"
)

// Current is the colour just before the as-of time.
type Current struct {
	Colour cases.Colour
	Since  cases.Stamp
	Ref    string
}

// current reads the history of the disputed code's own system.
func (b *builder) current() {
	a := &b.in.Snapshot.Assignment
	c := &b.pic.Current
	c.Colour = cases.NoColour
	asOf := b.in.AsOf.Earliest()
	if a.IssuedAt.Latest().Before(asOf) {
		*c = Current{Colour: a.Colour, Since: a.IssuedAt, Ref: "A"}
	}
	for i, h := range b.in.Snapshot.History {
		if (h.System == "" || h.System == a.IssuingSystem) && h.At.Latest().Before(asOf) && !h.At.Latest().Before(c.Since.Latest()) {
			*c = Current{Colour: h.To, Since: h.At, Ref: fmt.Sprintf("H%d", i+1)}
		}
	}
}

// Flicker is a run of changes of one code that nobody could live by.
type Flicker struct {
	System string
	Refs   []string // the changes, in order of time
}

// Bounds of flicker: two changes within a day, or a colour that came back
// within three days.
const (
	flickerWindow = 24 * time.Hour
	returnWindow  = 72 * time.Hour
)

// Flickers finds, for each system, the changes that make a code flicker. The
// first colour a person ever got is no change, and neither is the end of a
// completed streak or of an appeal.
func Flickers(s *cases.Snapshot) []Flicker {
	bySystem := map[string][]int{}
	var systems []string
	for i, h := range s.History {
		if h.From == cases.NoColour || h.From == "" || h.Cause == "CHECKIN_COMPLETE" || h.Cause == "APPEAL" {
			continue
		}
		if _, seen := bySystem[h.System]; !seen {
			systems = append(systems, h.System)
		}
		bySystem[h.System] = append(bySystem[h.System], i)
	}
	slices.Sort(systems)
	var out []Flicker
	for _, sys := range systems {
		if refs := flickering(s.History, bySystem[sys]); len(refs) > 0 {
			out = append(out, Flicker{System: sys, Refs: refs})
		}
	}
	return out
}

func flickering(h []cases.StatusChange, at []int) []string {
	slices.SortStableFunc(at, func(a, b int) int { return h[a].At.Earliest().Compare(h[b].At.Earliest()) })
	var refs []string
	for k := 1; k < len(at); k++ {
		first, second := h[at[k-1]], h[at[k]]
		gap := second.At.Earliest().Sub(first.At.Earliest())
		if gap <= flickerWindow || first.From == second.To && gap <= returnWindow {
			for _, i := range at[k-1 : k+1] {
				if r := fmt.Sprintf("H%d", i+1); !slices.Contains(refs, r) {
					refs = append(refs, r)
				}
			}
		}
	}
	return refs
}

// Conflict is a code of another system that shows another colour while the
// disputed one was in force.
type Conflict struct {
	Ref    string
	System string
	Colour cases.Colour
	At     cases.Stamp
}

// Conflicts lists the codes of other systems that disagree in time.
func Conflicts(s *cases.Snapshot) []Conflict {
	var out []Conflict
	a := &s.Assignment
	for i := range s.OtherAssignments {
		o := &s.OtherAssignments[i]
		if o.IssuingSystem == a.IssuingSystem || o.Colour == a.Colour || o.Colour == cases.NoColour {
			continue
		}
		if !starts(o).After(ends(a)) && !starts(a).After(ends(o)) {
			out = append(out, Conflict{Ref: fmt.Sprintf("O%d", i+1), System: o.IssuingSystem, Colour: o.Colour, At: o.IssuedAt})
		}
	}
	return out
}

func starts(a *cases.CodeAssignment) time.Time { return a.IssuedAt.Earliest() }

// ends is the end of a code; one without an end ran on.
func ends(a *cases.CodeAssignment) time.Time {
	if a.ValidUntil.IsZero() {
		return a.IssuedAt.Latest().AddDate(1, 0, 0)
	}
	return a.ValidUntil.Latest()
}

// Unauthorised lists what a colour set by hand lacks: "author", "unit" or
// "order". It is empty for colours that no hand set.
func Unauthorised(s *cases.Snapshot) []string {
	a := &s.Assignment
	if a.Origin != "MANUAL" {
		return nil
	}
	var lacks []string
	for _, f := range []struct{ name, value string }{{"author", a.AssignedBy}, {"unit", a.AssignedUnit}, {"order", a.AuthorityRef}} {
		if f.value == "" {
			lacks = append(lacks, f.name)
		}
	}
	return lacks
}
