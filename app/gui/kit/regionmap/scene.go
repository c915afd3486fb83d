package regionmap

import "slices"

// Shade is a class of risk as hatching. The zero shade is bare.
type Shade struct {
	Level    int  // 0 bare: not rated; 1 dots, then lines, closer up to Levels
	Presumed bool // carried over from another day: the hatching is broken
}

// Levels is the densest level.
const Levels = 5

// Outline is a division: its border, its name and its class on the day shown.
type Outline struct {
	Code string
	Name string
	Ring []Point
	Shade
	Key  bool // on a list of key areas on the day shown
	Wide bool // a province or city, drawn below its counties
	Own  bool // where the person lives
}

// Lasted says how long a record shows somebody at a place.
type Lasted int

// A record shows a whole stay, passing through, or one instant of which nobody
// knows how long it lasted.
const (
	Instant Lasted = iota
	Passing
	Whole
)

// Mark is a record with a position.
type Mark struct {
	Ref     string
	At      Point
	RadiusM float64
	Assumed bool // the radius is the model's, not the record's own
	Lasted  Lasted
	Border  *Border
}

// Border is the nearest border of a division the mark does not lie in.
type Border struct {
	At     Point
	Metres float64
	Name   string
	Inside bool // the border is nearer than the radius: which side is open
}

// Scene is what a map shows. Marks are in order of time.
type Scene struct {
	Outlines []Outline
	Marks    []Mark
	Home     *Point
}

// discs are the marks with their circles.
func discs(marks []Mark) []Disc {
	out := make([]Disc, len(marks))
	for i, m := range marks {
		out[i] = Disc{m.At, m.RadiusM}
	}
	return out
}

// apart is from how many metres on a place is another one, not to be shown in
// one view with the first.
const apart = 150_000

// Places groups the marks into places: marks that are near one another, or
// near something near, are one place. The home's place comes first, then the
// one with most marks. Each group lists marks by their number.
func (s *Scene) Places() [][]int {
	var groups [][]int
	for i := range s.Marks {
		groups = s.join(groups, i)
	}
	home := func(g []int) bool {
		return s.Home != nil && slices.ContainsFunc(g, func(i int) bool { return Metres(s.Marks[i].At, *s.Home) < apart })
	}
	slices.SortStableFunc(groups, func(a, b []int) int {
		switch ha, hb := home(a), home(b); {
		case ha != hb && ha:
			return -1
		case ha != hb:
			return 1
		}
		return len(b) - len(a)
	})
	return groups
}

// join puts a mark into the groups it is near, and makes one group of them.
func (s *Scene) join(groups [][]int, at int) [][]int {
	mine := []int{at}
	kept := groups[:0]
	for _, g := range groups {
		if s.near(g, at) {
			mine = append(g, mine...)
		} else {
			kept = append(kept, g)
		}
	}
	return append(kept, mine)
}

// near asks the last marks of a group first: records come in runs.
func (s *Scene) near(g []int, at int) bool {
	for _, i := range slices.Backward(g) {
		if Metres(s.Marks[i].At, s.Marks[at].At) < apart {
			return true
		}
	}
	return false
}

// Whole is the view of the first place, with the home when it belongs to it.
// Far places are left to their pointers at the edge: they would shrink the
// rest to a dot.
func (s *Scene) Whole(p Plane) Plane {
	var show []Disc
	if groups := s.Places(); len(groups) > 0 {
		show = s.of(groups[0])
	}
	if s.Home != nil && (len(show) == 0 || Metres(*s.Home, show[0].At) < apart) {
		show = append(show, Disc{At: *s.Home})
	}
	return p.Fit(show...)
}

// Around is the view of the place a mark belongs to.
func (s *Scene) Around(p Plane, mark int) Plane {
	for _, g := range s.Places() {
		if !slices.Contains(g, mark) {
			continue
		}
		show := s.of(g)
		if s.Home != nil && Metres(*s.Home, s.Marks[mark].At) < apart {
			show = append(show, Disc{At: *s.Home})
		}
		return p.Fit(show...)
	}
	return p
}

func (s *Scene) of(group []int) []Disc {
	marks := make([]Mark, len(group))
	for i, at := range group {
		marks[i] = s.Marks[at]
	}
	return discs(marks)
}
