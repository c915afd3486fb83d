package evidence

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"recourse/cases"
)

// System is the territory a code system speaks for.
type System struct {
	ID         string `yaml:"system"`
	Division   string `yaml:"division"`
	Everywhere bool   `yaml:"everywhere"`
	Status     Known  `yaml:"status"`
	Source     string `yaml:"source"`
}

// loadSystems reads systems.yaml; without the file no territory is known.
func (r *Regions) loadSystems(fsys fs.FS) error {
	r.systems = map[string]System{}
	var list []System
	err := readYAML(fsys, "systems.yaml", &list)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, s := range list {
		r.systems[s.ID] = s
	}
	return err
}

// System is the territory of a code system; false when it is not on file.
func (r *Regions) System(id string) (System, bool) {
	s, ok := r.systems[id]
	return s, ok
}

// Standing says how a code stands to a place and a time.
type Standing string

// The standings of a code.
const (
	Binds      Standing = "binds"      // in force, and the place lies in its territory
	Elsewhere  Standing = "elsewhere"  // in force, for another territory
	NoTerr     Standing = "territory"  // in force; its territory is not on file
	NotYet     Standing = "not_yet"    // issued later
	Over       Standing = "over"       // its term had ended
	Superseded Standing = "superseded" // another code had taken its place
	DayOnly    Standing = "day_only"   // it changed on that day at an hour nobody recorded
)

// Held is one system's code at a time, with the record that says so.
type Held struct {
	Ref       string // of the change of colour, or of the code itself
	System    string
	Colour    cases.Colour
	Standing  Standing
	Territory string // division, "" for everywhere or unknown
	By        string // what superseded it, as the record names it
}

// Bound answers which code bound the person at a place and time. Codes has
// every system's code; Clash says that two that bind show different colours,
// and Open that a code's standing is not known to the hour.
type Bound struct {
	Codes []Held
	Clash bool
	Open  bool
}

// Binding lists the codes that bind.
func (b Bound) Binding() []Held {
	return slices.DeleteFunc(slices.Clone(b.Codes), func(h Held) bool { return h.Standing != Binds })
}

// Bound asks every system on file for its code at a time, and whether the
// place lies in the territory it speaks for. It ranks nothing: where two codes
// bind, the officer says which.
func (r *Regions) Bound(s *cases.Snapshot, place string, at cases.Stamp) Bound {
	var b Bound
	for _, c := range codesOf(s) {
		h := c.held(s, at)
		if h.Standing == Binds {
			h.Standing, h.Territory = r.claim(h.System, place)
		}
		b.Open = b.Open || h.Standing == DayOnly || h.Standing == NoTerr
		b.Codes = append(b.Codes, h)
	}
	binding := b.Binding()
	for _, h := range binding {
		b.Clash = b.Clash || h.Colour != binding[0].Colour
	}
	return b
}

// claim says whether a system speaks for a place.
func (r *Regions) claim(system, place string) (Standing, string) {
	sys, ok := r.systems[system]
	switch {
	case !ok:
		return NoTerr, ""
	case sys.Everywhere || Within(place, sys.Division):
		return Binds, sys.Division
	}
	return Elsewhere, sys.Division
}

// systemCodes are the codes and changes of one system, by time.
type systemCodes struct {
	system  string
	codes   []*cases.CodeAssignment
	refs    []string
	changes []int // places in the history
}

// codesOf gathers what is on file by system, the disputed code's first.
func codesOf(s *cases.Snapshot) []*systemCodes {
	var list []*systemCodes
	of := func(system string) *systemCodes {
		if i := slices.IndexFunc(list, func(c *systemCodes) bool { return c.system == system }); i >= 0 {
			return list[i]
		}
		list = append(list, &systemCodes{system: system})
		return list[len(list)-1]
	}
	add := func(ref string, a *cases.CodeAssignment) {
		c := of(a.IssuingSystem)
		c.codes, c.refs = append(c.codes, a), append(c.refs, ref)
	}
	add("A", &s.Assignment)
	for i := range s.OtherAssignments {
		add(fmt.Sprintf("O%d", i+1), &s.OtherAssignments[i])
	}
	for i, h := range s.History {
		system := h.System
		if system == "" {
			system = s.Assignment.IssuingSystem
		}
		c := of(system)
		c.changes = append(c.changes, i)
	}
	return list
}

// held is the code of a system at a time, wherever the person was. A change of
// colour says more than the row of the code, which only knows the last one;
// the row alone knows its end and what superseded it.
func (c *systemCodes) held(s *cases.Snapshot, at cases.Stamp) Held {
	h := Held{System: c.system, Standing: NotYet, Colour: cases.NoColour}
	for i, a := range c.codes {
		if !a.IssuedAt.Earliest().After(at.Latest()) || h.Ref == "" {
			h = c.row(s, i, at)
		}
	}
	last, open := c.lastChange(s, at)
	switch {
	case open >= 0:
		h.Ref, h.Standing = changeRef(open), DayOnly
	case last < 0 || h.Standing == Superseded || h.Standing == DayOnly:
	case s.History[last].To == cases.NoColour:
		h.Ref, h.Colour, h.Standing = changeRef(last), cases.NoColour, Over
	case h.Standing == Over && s.History[last].To == h.Colour:
	default:
		h.Ref, h.Colour, h.Standing = changeRef(last), s.History[last].To, Binds
	}
	return h
}

func changeRef(i int) string { return fmt.Sprintf("H%d", i+1) }

// lastChange is the change that was in force at a time, and one of which nobody
// knows whether it was before or after; -1 for none.
func (c *systemCodes) lastChange(s *cases.Snapshot, at cases.Stamp) (last, open int) {
	last, open = -1, -1
	for _, i := range c.changes {
		switch change := &s.History[i]; {
		case change.At.Earliest().After(at.Latest()):
		case change.At.Latest().After(at.Earliest()):
			open = i
		case last < 0 || !change.At.Latest().Before(s.History[last].At.Latest()):
			last = i
		}
	}
	return last, open
}

// row is what the row of a code says by itself; Binds stands for in force.
func (c *systemCodes) row(s *cases.Snapshot, i int, at cases.Stamp) Held {
	a := c.codes[i]
	h := Held{Ref: c.refs[i], System: c.system, Colour: a.Colour, Standing: Binds, By: a.SupersededBy}
	switch from := a.IssuedAt; {
	case from.Earliest().After(at.Latest()):
		h.Standing = NotYet
	case from.Latest().After(at.Earliest()):
		h.Standing = DayOnly
	case !a.ValidUntil.IsZero() && a.ValidUntil.Latest().Before(at.Earliest()):
		h.Standing = Over
	case a.SupersededBy != "":
		h.Standing = superseded(s, a.SupersededBy, at)
	}
	return h
}

// superseded asks whether the code that took another's place was there yet. A
// code that is not on file may have come at any time.
func superseded(s *cases.Snapshot, by string, at cases.Stamp) Standing {
	for _, a := range append([]cases.CodeAssignment{s.Assignment}, s.OtherAssignments...) {
		switch {
		case a.AssignmentID != by:
		case a.IssuedAt.Earliest().After(at.Latest()):
			return Binds
		default:
			return Superseded
		}
	}
	return DayOnly
}
