package replay

import (
	"slices"
	"strings"

	"recourse/review/policy"
)

// Set is a set of evidence and what follows without it. No piece of it can be
// left out: with it back, the colour is worse. Smallest says that no set of
// fewer pieces gives this colour or a milder one.
type Set struct {
	SetAside []string      `json:"set_aside"`
	Colour   policy.Colour `json:"colour"`
	Until    string        `json:"until,omitempty"`
	Deciding string        `json:"deciding_rule"`
	Smallest bool          `json:"smallest"`
}

// Decisive finds the sets of evidence on which the colour hangs: for every
// milder colour that can be reached, those from which nothing can be left out.
// A green outcome hangs on none: setting evidence aside never worsens it.
func Decisive(p *policy.Program, f *policy.Facts) []Set { return newSearch(p, f).sets() }

// sets tries every set up to the bound, small ones first. A colour that none
// of them reaches is looked for by leaving out everything and taking back what
// does not matter.
func (s *search) sets() []Set {
	from := s.candidates()
	if s.severity() == 0 || len(from) == 0 {
		return nil
	}
	floor := s.try(s.probe.Aside(from...)).verdict.Colour.Severity()
	d := &sets{search: s, from: from, floor: floor}
	for size := 1; size <= min(maxSetSize, len(from)) && floor < s.severity(); size++ {
		if choices(len(from), size) > s.left()/2 {
			break // the rest is for taking back
		}
		d.extend(nil, 0, size)
		s.bound.SetSize = size
	}
	if d.larger() {
		s.bound.Exhausted = true
	}
	for to := s.severity() - 1; to >= floor; to-- {
		if !d.reached(from, to) {
			d.shrink(to)
		}
	}
	return d.found
}

// choices is the number of sets of k pieces out of n.
func choices(n, k int) int {
	c := 1
	for i := range k {
		c = c * (n - i) / (i + 1)
	}
	return c
}

// larger reports whether there may be sets beyond the size that was tried:
// more pieces are left than that beside those each of which is enough alone,
// and leaving out all of them changes something.
func (d *sets) larger() bool {
	rest := slices.DeleteFunc(slices.Clone(d.from), func(ref string) bool { return d.reached([]string{ref}, d.floor) })
	return len(rest) > d.bound.SetSize && d.try(d.probe.Aside(rest...)).verdict.Colour.Severity() < d.severity()
}

// sets gathers the sets found; none contains another that does as much.
type sets struct {
	*search
	from  []string
	floor int
	found []Set
}

// reached reports whether a set contains one that gives the severity or less.
func (d *sets) reached(refs []string, severity int) bool {
	return slices.ContainsFunc(d.found, func(f Set) bool {
		return f.Colour.Severity() <= severity && !slices.ContainsFunc(f.SetAside, func(r string) bool { return !slices.Contains(refs, r) })
	})
}

// extend tries every set of exactly so many pieces more than chosen.
func (d *sets) extend(chosen []string, next, more int) {
	if more == 0 {
		d.test(chosen)
		return
	}
	for i := next; i <= len(d.from)-more; i++ {
		d.extend(append(slices.Clone(chosen), d.from[i]), i+1, more-1)
	}
}

func (d *sets) test(refs []string) {
	if d.reached(refs, d.floor) {
		return
	}
	v := d.try(d.probe.Aside(refs...)).verdict
	if v.Colour.Severity() < d.severity() && !d.reached(refs, v.Colour.Severity()) {
		d.keep(refs, v)
	}
}

func (d *sets) keep(refs []string, v Verdict) {
	smallest := !slices.ContainsFunc(d.found, func(f Set) bool {
		return len(f.SetAside) < len(refs) && f.Colour.Severity() <= v.Colour.Severity()
	})
	d.found = append(d.found, Set{SetAside: refs, Colour: v.Colour, Until: v.Until.Text(), Deciding: v.Deciding, Smallest: smallest})
}

// shrink takes back what is not needed for a severity, many pieces at first
// and then one by one; what remains cannot be made smaller by one, unless the
// trials ran out.
func (d *sets) shrink(to int) {
	set := slices.Clone(d.from)
	for chunk := (len(set) + 1) / 2; ; chunk = (chunk + 1) / 2 {
		for i := 0; i < len(set) && !d.spent(); {
			less := slices.Delete(slices.Clone(set), i, min(len(set), i+chunk))
			if d.try(d.probe.Aside(less...)).verdict.Colour.Severity() <= to {
				set = less
				continue
			}
			i += chunk
		}
		if chunk <= 1 {
			break
		}
	}
	d.keep(set, d.try(d.probe.Aside(set...)).verdict)
	d.found[len(d.found)-1].Smallest = false
}

// candidates lists the evidence behind the facts on which the rules that are
// TRUE rest, and behind those by which a rule that would give something back
// does not: such a rule applies when its facts are no longer known. By the law
// that the unknown never counts against the resident no other evidence can
// matter.
func (s *search) candidates() []string {
	var refs []string
	for i := range s.base.results {
		if r := &s.base.results[i]; r.Outcome == policy.True && r.Colour.Severity() > 0 {
			refs = append(refs, s.behind(r)...)
		}
	}
	for i := range s.base.results {
		if r := &s.base.results[i]; gives(r) {
			refs = append(refs, s.behind(r)...)
		}
	}
	return firstUnique(refs, len(refs))
}

// behind lists the evidence behind the facts a rule that is TRUE rests on: of
// its list, only the entries that meet its condition.
func (s *search) behind(r *policy.Result) []string {
	m := s.meets(r.Rule.ID)
	var refs []string
	s.facts.Each(func(path string, v policy.Value) {
		group, entry, inList := entryOf(path)
		if reads(r.Rule, path) && (!inList || !m.about || group != m.list || m.refs[entry]) {
			refs = append(refs, v.Refs...)
		}
	})
	return firstUnique(refs, len(refs))
}

// entryOf takes "stays[F1].to" apart.
func entryOf(path string) (group, entry string, inList bool) {
	i, j := strings.IndexByte(path, '['), strings.LastIndexByte(path, ']')
	if i < 0 || j < i {
		return "", "", false
	}
	return path[:i], path[i+1 : j], true
}

// factOf is a path without the entry it is about: "stays.to".
func factOf(path string) string {
	if group, entry, ok := entryOf(path); ok {
		return group + path[len(group)+len(entry)+2:]
	}
	return path
}

// reads reports whether a rule declares the fact at a path.
func reads(r *policy.Rule, path string) bool { return slices.Contains(r.Reads, factOf(path)) }

func firstUnique(refs []string, limit int) []string {
	var out []string
	seen := map[string]bool{}
	for _, r := range refs {
		if len(out) < limit && !seen[r] {
			seen[r] = true
			out = append(out, r)
		}
	}
	return out
}
