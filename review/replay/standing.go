package replay

import (
	"slices"

	"recourse/review/policy"
)

// Standing is a rule that holds and gives something worse than green: all of
// them must fall for green. Falls are the sets of evidence each of which fells
// this rule when it is set aside; none means that it rests on no evidence that
// is on file.
type Standing struct {
	Rule   string        `json:"rule"`
	Title  policy.Words  `json:"title"`
	Colour policy.Colour `json:"colour"`
	Basis  string        `json:"basis,omitempty"`
	Until  string        `json:"until,omitempty"`
	Falls  [][]string    `json:"falls"`
}

// Evidence lists every piece the rule rests on, each once.
func (s *Standing) Evidence() []string {
	all := slices.Concat(s.Falls...)
	return firstUnique(all, len(all))
}

// standing lists the rules whose colour counts, the most severe first.
func (s *search) standing() []Standing {
	out := []Standing{}
	for i := range s.base.results {
		r := &s.base.results[i]
		if !s.base.counts(r) || r.Colour.Severity() == 0 {
			continue
		}
		out = append(out, Standing{
			Rule: r.Rule.ID, Title: r.Rule.Title, Colour: r.Colour, Basis: r.Basis.Text(), Until: r.Until.Text(), Falls: s.falls(i),
		})
	}
	slices.SortStableFunc(out, func(a, b Standing) int { return b.Colour.Severity() - a.Colour.Severity() })
	return out
}

// falls finds the single pieces that fell rule i, and if there is none, one
// set from which nothing can be left out.
func (s *search) falls(i int) [][]string {
	fallen := func(refs []string) bool {
		then := s.try(s.probe.Aside(refs...))
		return !then.counts(&then.results[i])
	}
	from := s.behind(&s.base.results[i])
	out := [][]string{}
	if len(from) == 0 || !fallen(from) {
		return out
	}
	for _, ref := range from[:min(len(from), maxEntries)] {
		if fallen([]string{ref}) {
			out = append(out, []string{ref})
		}
	}
	if len(out) > 0 {
		return out
	}
	for k := 0; k < len(from) && !s.spent(); {
		if less := slices.Delete(slices.Clone(from), k, k+1); fallen(less) {
			from = less
			continue
		}
		k++
	}
	return append(out, from)
}
