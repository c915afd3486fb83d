package replay

import (
	"slices"
	"strconv"
	"time"

	"recourse/review/policy"
)

// Way says how a fact is changed.
type Way string

// The ways: a known fact is otherwise, an unknown one turns out, a date or a
// number lies on the other side of a limit, some evidence is set aside.
const (
	Correct Way = "correct"
	Resolve Way = "resolve"
	Shift   Way = "shift"
	Aside   Way = "set_aside"
)

// Limits of a value that is not exactly To: on or before, on or after.
const (
	AtMost  = "at_most"
	AtLeast = "at_least"
)

// Change is one fact that is otherwise than on file, with the evidence it
// rests on. Limit says on which side of To the value may lie.
type Change struct {
	Way      Way      `json:"way"`
	Fact     string   `json:"fact,omitempty"`
	From     string   `json:"from,omitempty"`
	To       string   `json:"to,omitempty"`
	Limit    string   `json:"limit,omitempty"`
	Evidence []string `json:"evidence,omitempty"`
}

// trial is a change that was prepared, and what follows from it.
type trial struct {
	change Change
	alike  []Change // the same of further entries
	made   policy.Trial
	then   *combination
}

// changes prepares every change of one fact that can turn a rule which reads
// it: a yes or no is turned round; a date, number or word is set beside each
// constant that the rules compare it with. Known facts without any evidence
// are a register's silence and are left alone.
func (s *search) changes(path string, v policy.Value, extra []string) []trial {
	kind, ok := s.facts.Type(path)
	if !ok || v.Known() && len(v.Refs) == 0 {
		return nil
	}
	way := Correct
	switch {
	case !v.Known():
		way = Resolve
	case kind == policy.MomentFact || kind == policy.IntFact || kind == policy.NumberFact:
		way = Shift
	}
	values := s.values(path, kind, v)
	if kind == policy.MomentFact {
		values = firstUnique(append(values, extra...), maxEntries)
	}
	var out []trial
	for _, to := range values {
		if to == v.String() {
			continue
		}
		if made, err := s.probe.Set(path, to); err == nil {
			out = append(out, trial{change: Change{Way: way, Fact: path, From: v.String(), To: to, Evidence: v.Refs}, made: made})
		}
	}
	return out
}

// otherText stands for any word that no rule asks for.
const otherText = "NONE"

// values lists the other values worth trying for a fact, in ascending order.
func (s *search) values(path string, kind policy.FieldType, v policy.Value) []string {
	limits := s.program.Literals(factOf(path))
	switch kind {
	case policy.BoolFact:
		return []string{"false", "true"}
	case policy.TextFact:
		return append(limits.Texts, otherText)
	case policy.MomentFact:
		return s.days(limits.Spans, v)
	case policy.IntFact:
		return numbers(limits.Numbers, 1)
	case policy.NumberFact:
		return numbers(limits.Numbers, 0.1)
	}
	return nil
}

// days lists the days around each limit counted back from the as-of date. The
// day of the value itself is none of them.
func (s *search) days(spans []time.Duration, v policy.Value) []string {
	var all []time.Time
	for _, d := range append([]time.Duration{0}, spans...) {
		for _, at := range []time.Time{s.facts.AsOf.Earliest(), s.facts.AsOf.Latest()} {
			for shift := -1; shift <= 1; shift++ {
				all = append(all, at.Add(-d).In(s.facts.Zone).AddDate(0, 0, shift))
			}
		}
	}
	slices.SortFunc(all, time.Time.Compare)
	own := ""
	if m, ok := v.Moment(); ok {
		own = m.Earliest().In(s.facts.Zone).Format(time.DateOnly)
	}
	var out []string
	for _, at := range all {
		if day := at.Format(time.DateOnly); day != own && !slices.Contains(out, day) {
			out = append(out, day)
		}
	}
	return out
}

// numbers lists each constant and its neighbours.
func numbers(limits []float64, step float64) []string {
	var all []float64
	for _, n := range limits {
		all = append(all, max(0, n-step), n, n+step)
	}
	slices.Sort(all)
	var out []string
	for _, n := range all {
		text := strconv.FormatFloat(n, 'f', -1, 64)
		if step < 1 {
			text = strconv.FormatFloat(n, 'f', 1, 64)
		}
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// nearest keeps of the trials of one fact, which stand in ascending order,
// those that say it all: each yes or no and word that does, and of dates and
// numbers the one nearest to the value on either side, where everything beyond
// does as well.
func nearest(f *policy.Facts, all []trial, does func(trial) bool) []trial {
	if len(all) == 0 {
		return nil
	}
	kind, _ := f.Type(all[0].change.Fact)
	if kind == policy.BoolFact || kind == policy.TextFact {
		return slices.DeleteFunc(slices.Clone(all), func(t trial) bool { return !does(t) })
	}
	own := slices.IndexFunc(all, func(t trial) bool { return !below(kind, t.change.To, all[0].change.From) })
	if own < 0 {
		own = len(all)
	}
	if all[0].change.Way == Resolve {
		return sides(all, does)
	}
	return append(lower(all[:own], does), upper(all[own:], does)...)
}

// below compares two values of a type as text.
func below(kind policy.FieldType, a, b string) bool {
	if kind == policy.MomentFact {
		return a[:min(10, len(a))] < b[:min(10, len(b))]
	}
	x, _ := strconv.ParseFloat(a, 64)
	y, _ := strconv.ParseFloat(b, 64)
	return x < y
}

// lower finds the greatest value from which downwards everything does.
func lower(all []trial, does func(trial) bool) []trial {
	n := 0
	for n < len(all) && does(all[n]) {
		n++
	}
	if n == 0 {
		return nil
	}
	return []trial{limited(all[n-1], AtMost)}
}

// upper finds the least value from which upwards everything does.
func upper(all []trial, does func(trial) bool) []trial {
	n := len(all)
	for n > 0 && does(all[n-1]) {
		n--
	}
	if n == len(all) {
		return nil
	}
	return []trial{limited(all[n], AtLeast)}
}

// sides is lower and upper for a value nobody knows.
func sides(all []trial, does func(trial) bool) []trial {
	low := lower(all, does)
	if len(low) > 0 && low[0].change.To == all[len(all)-1].change.To {
		return low
	}
	return append(low, upper(all, does)...)
}

func limited(t trial, limit string) trial {
	t.change.Limit = limit
	return t
}
