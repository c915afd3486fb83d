package replay

import (
	"recourse/review/policy"
)

// Bounds of the searches: the list entries looked at for changes, the size up
// to which every set of evidence is tried, the changes of fact that are
// combined, and the trials of one replay. A file with very long lists
// has fewer trials, because each costs more; the numbers follow from the file
// alone, so that a search repeats.
const (
	maxEntries   = 40
	maxSetSize   = 3
	maxPaired    = 40
	maxTrials    = 1200
	minTrials    = 80
	cheapRecords = 20
)

// Bound says how far the searches of a replay went. Exhausted means that
// something was left untried: there may be further sets and changes.
type Bound struct {
	Trials     int  `json:"trials"`
	MostTrials int  `json:"most_trials"`
	SetSize    int  `json:"set_size"` // every set up to this size was tried
	Exhausted  bool `json:"exhausted"`
}

// search is one replay's search for what is decisive.
type search struct {
	program *policy.Program
	facts   *policy.Facts
	probe   *policy.Probe
	base    *combination
	meeting map[string]meeting // by rule
	bound   Bound
}

// meeting are the entries of a rule's list that meet its condition.
type meeting struct {
	list  string
	refs  map[string]bool
	about bool // the rule is about the entries of one list
}

func newSearch(p *policy.Program, f *policy.Facts) *search {
	s := &search{program: p, facts: f, probe: p.Probe(f), meeting: map[string]meeting{}}
	s.base = combine(s.probe.Base(), nil)
	s.bound.MostTrials = max(minTrials, maxTrials/(1+entries(f)/cheapRecords))
	return s
}

// meets says which entries of its list meet a rule's condition.
func (s *search) meets(rule string) meeting {
	if m, ok := s.meeting[rule]; ok {
		return m
	}
	m := meeting{refs: map[string]bool{}}
	var refs []string
	m.list, refs, m.about = s.probe.Meeting(rule)
	for _, ref := range refs {
		m.refs[ref] = true
	}
	s.meeting[rule] = m
	return m
}

// entries counts the records of all lists.
func entries(f *policy.Facts) int {
	n := 0
	for _, g := range policy.Schema() {
		if g.List {
			n += len(f.Records(g.Name))
		}
	}
	return n
}

// spent reports whether no further trial may be made.
func (s *search) spent() bool {
	if s.bound.Trials < s.bound.MostTrials {
		return false
	}
	s.bound.Exhausted = true
	return true
}

// left is how many trials may still be made.
func (s *search) left() int { return max(0, s.bound.MostTrials-s.bound.Trials) }

// try replays changed facts.
func (s *search) try(trials ...policy.Trial) *combination {
	s.bound.Trials++
	return combine(s.probe.Try(trials...), nil)
}

// severity is how severe the replayed colour is.
func (s *search) severity() int { return s.base.verdict.Colour.Severity() }

// stands reports whether a rule is TRUE and would give something worse than
// green if nothing kept it from counting.
func stands(r *policy.Result) bool {
	return r.Outcome == policy.True && r.Colour.Severity() > 0 && !r.Rule.Effect.Final && !r.Rule.Effect.Release
}

// gives reports whether a rule can give something back: a hold, a completed
// streak, an identity check that stops data flags.
func gives(r *policy.Result) bool {
	e := &r.Rule.Effect
	return e.Release || e.Final || len(e.Suspends) > 0
}
