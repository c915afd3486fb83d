package replay

import (
	"slices"
	"strings"
	"time"

	"recourse/review/policy"
)

// Turn is a smallest change of facts that leads elsewhere: one change, or two
// where no single one gives a milder colour. Gives says what is otherwise:
// "colour", "end", or "issued" where exactly the issued code would follow.
type Turn struct {
	Gives    string        `json:"gives"`
	Changes  []Change      `json:"changes"`
	Colour   policy.Colour `json:"colour"`
	Until    string        `json:"until,omitempty"`
	Deciding string        `json:"deciding_rule"`
}

// What a turn gives.
const (
	GivesColour = "colour"
	GivesEnd    = "end"
	GivesIssued = "issued"
)

// turns finds the changes of fact on which the replayed colour and its end
// hang. Known facts are only changed in the resident's favour; what nobody
// knows is tried every way.
func (s *search) turns(is Issued, zone *time.Location) []Turn {
	facts := s.scope(s.weighty(), is)
	milder := func(t trial) bool { return t.then.verdict.Colour.Severity() < s.severity() }
	var out []Turn
	for _, all := range facts {
		out = append(out, s.told(nearest(s.facts, all, milder), GivesColour)...)
	}
	if len(out) == 0 && s.severity() > 0 {
		out = append(s.together(milder), s.pairs(facts, milder)...)
		out = append(out, s.ofOneRule(facts, out, milder)...)
	}
	for _, all := range facts {
		out = append(out, s.told(nearest(s.facts, all, s.harsher), GivesColour)...)
		out = append(out, s.told(nearest(s.facts, all, s.shorter), GivesEnd)...)
		out = append(out, s.issuedBy(all, is, zone)...)
	}
	return append(out, s.endSets()...)
}

// harsher tells of a fact nobody knows that would make the colour worse.
func (s *search) harsher(t trial) bool {
	return t.change.Way == Resolve && t.then.verdict.Colour.Severity() > s.severity()
}

// shorter tells of a yes, no or word, or of a fact nobody knows, that would
// end the same colour at another time. An end moves with every date it is
// counted from; that is no turn.
func (s *search) shorter(t trial) bool {
	v, b := t.then.verdict, s.base.verdict
	if t.change.Way == Shift || v.Colour != b.Colour || v.Until.Text() == b.Until.Text() {
		return false
	}
	kind, _ := s.facts.Type(t.change.Fact)
	return kind != policy.MomentFact && (t.change.Way == Resolve || sooner(v, b))
}

// sooner reports whether the first verdict ends before the second.
func sooner(v, b Verdict) bool {
	return !v.Until.IsZero() && (b.Until.IsZero() || v.Until.Latest().Before(b.Until.Latest()))
}

// weighty lists the rules on whose facts the outcome can hang: those that
// stand, those that are UNKNOWN, and those that could give something back.
func (s *search) weighty() []*policy.Result {
	var out []*policy.Result
	for i := range s.base.results {
		r := &s.base.results[i]
		if stands(r) || r.Outcome == policy.Unknown || s.severity() > 0 && gives(r) {
			out = append(out, r)
		}
	}
	return out
}

// scope tries every change of the facts that some rules rest on, fact by fact.
func (s *search) scope(rules []*policy.Result, is Issued) [][]trial {
	var out [][]trial
	s.facts.Each(func(path string, v policy.Value) {
		if !slices.ContainsFunc(rules, func(r *policy.Result) bool { return s.restsOn(r, path) }) {
			return
		}
		var done []trial
		for _, t := range s.changes(path, v, issuedDays(is)) {
			if s.spent() {
				return
			}
			t.then = s.try(t.made)
			done = append(done, t)
		}
		slices.SortStableFunc(done, func(a, b trial) int { return s.order(path, a, b) })
		if len(done) > 0 {
			out = append(out, done)
		}
	})
	return out
}

// order sorts trials of dates and numbers by their value.
func (s *search) order(path string, a, b trial) int {
	kind, _ := s.facts.Type(path)
	switch {
	case kind == policy.BoolFact || kind == policy.TextFact:
		return 0
	case below(kind, a.change.To, b.change.To):
		return -1
	case below(kind, b.change.To, a.change.To):
		return 1
	}
	return 0
}

// restsOn reports whether a rule's outcome can turn on the fact at a path. A
// rule that is TRUE by entries of a list rests on those that meet its
// condition.
func (s *search) restsOn(r *policy.Result, path string) bool {
	if !reads(r.Rule, path) {
		return false
	}
	group, entry, inList := entryOf(path)
	if !inList {
		return true
	}
	if m := s.meets(r.Rule.ID); m.about && m.list == group && r.Outcome == policy.True {
		return m.refs[entry]
	}
	return slices.Contains(s.latest(group), entry)
}

// latest are the entries of a list that are looked at: the last ones, when
// there are very many.
func (s *search) latest(group string) []string {
	all := s.facts.Records(group)
	if len(all) > maxEntries {
		s.bound.Exhausted = true
		all = all[len(all)-maxEntries:]
	}
	out := make([]string, len(all))
	for i, r := range all {
		out[i] = r.Ref
	}
	return out
}

// issuedDays are days from which the issued end may have been counted.
func issuedDays(is Issued) []string {
	var out []string
	for _, m := range []policy.Moment{is.Basis, is.At} {
		if !m.IsZero() {
			out = append(out, m.Earliest().Format(time.DateOnly))
		}
	}
	return out
}

// issuedBy finds the dates from which exactly the issued end would follow,
// where it does not on the facts on file.
func (s *search) issuedBy(all []trial, is Issued, zone *time.Location) []Turn {
	if s.base.verdict.Colour != is.Colour || termOf(s.base.verdict, is, zone) == nil {
		return nil
	}
	var out []Turn
	for _, t := range all {
		if v := t.then.verdict; v.Colour == is.Colour && !v.Until.IsZero() && termOf(v, is, zone) == nil {
			out = append(out, s.told([]trial{t}, GivesIssued)...)
		}
	}
	return out
}

// endSets are the single pieces of evidence without which the same colour
// ends at another time.
func (s *search) endSets() []Turn {
	var out []Turn
	if s.severity() == 0 {
		return nil
	}
	from := s.candidates()
	for _, ref := range from[:min(len(from), maxEntries)] {
		if s.spent() {
			return out
		}
		v := s.try(s.probe.Aside(ref)).verdict
		if v.Colour == s.base.verdict.Colour && sooner(v, s.base.verdict) {
			c := Change{Way: Aside, Evidence: []string{ref}}
			out = append(out, Turn{Gives: GivesEnd, Changes: []Change{c}, Colour: v.Colour, Until: v.Until.Text(), Deciding: v.Deciding})
		}
	}
	return out
}

func (s *search) told(all []trial, gives string) []Turn {
	var out []Turn
	for _, t := range all {
		v := t.then.verdict
		changes := []Change{t.change}
		for _, c := range t.alike {
			c.To, c.Limit = t.change.To, t.change.Limit
			changes = append(changes, c)
		}
		out = append(out, Turn{Gives: gives, Changes: changes, Colour: v.Colour, Until: v.Until.Text(), Deciding: v.Deciding})
	}
	return out
}

// together changes the same fact of all entries by which a rule holds: one
// stay is told by several sources, and all would have to say otherwise.
func (s *search) together(does func(trial) bool) []Turn {
	var out []Turn
	for i := range s.base.results {
		r := &s.base.results[i]
		m := s.meets(r.Rule.ID)
		if !s.base.counts(r) || len(m.refs) < 2 {
			continue
		}
		for _, fact := range r.Rule.Reads {
			if list, field, _ := strings.Cut(fact, "."); list == m.list {
				out = append(out, s.told(nearest(s.facts, s.entriesAlike(m, field), does), GivesColour)...)
			}
		}
	}
	return out
}

// entriesAlike tries each value of a field on all entries that meet a rule.
func (s *search) entriesAlike(m meeting, field string) []trial {
	var out []trial
	for _, r := range s.facts.Records(m.list) {
		if !m.refs[r.Ref] {
			continue
		}
		path := m.list + "[" + r.Ref + "]." + field
		for _, t := range s.changes(path, r.Get(field), nil) {
			i := slices.IndexFunc(out, func(o trial) bool { return o.change.To == t.change.To })
			if i < 0 {
				out = append(out, t)
				continue
			}
			out[i].alike, out[i].made = append(out[i].alike, t.change), append(out[i].made, t.made...)
		}
	}
	whole := slices.DeleteFunc(out, func(t trial) bool { return len(t.alike) < len(m.refs)-1 })
	for i := range whole {
		if s.spent() {
			return nil
		}
		whole[i].then = s.try(whole[i].made)
	}
	return whole
}

// pairs combines two changes, each of which turns some rule, of two facts.
func (s *search) pairs(facts [][]trial, does func(trial) bool) []Turn {
	var turning []trial
	for _, all := range facts {
		turning = append(turning, around(all, nearest(s.facts, all, func(t trial) bool { return !does(t) && s.turnsRule(t) }))...)
	}
	if len(turning) > maxPaired {
		s.bound.Exhausted = true
		turning = turning[:maxPaired]
	}
	found := map[string]bool{}
	var out []Turn
	for i, a := range turning {
		for _, b := range turning[i+1:] {
			if a.change.Fact == b.change.Fact {
				continue
			}
			if s.spent() {
				return out
			}
			then := s.try(a.made, b.made)
			sides := a.change.Fact + a.change.Limit + " " + b.change.Fact + b.change.Limit
			if !found[sides] && does(trial{then: then}) {
				v := then.verdict
				found[sides] = a.change.Limit+b.change.Limit != ""
				out = append(out, Turn{Gives: GivesColour, Changes: []Change{a.change, b.change}, Colour: v.Colour, Until: v.Until.Text(), Deciding: v.Deciding})
			}
		}
	}
	return out
}

// ofOneRule combines two changes of facts that one rule reads and that turn no
// rule alone: a fever or a cough that are both told, a colour and a streak that
// are both asked for. Pairs of facts that are told already are left out.
func (s *search) ofOneRule(facts [][]trial, told []Turn, does func(trial) bool) []Turn {
	var out []Turn
	for _, r := range s.weighty() {
		mine := slices.DeleteFunc(slices.Clone(facts), func(all []trial) bool { return !reads(r.Rule, all[0].change.Fact) })
		for n, a := range mine {
			for _, b := range mine[n+1:] {
				if !tellsOf(told, a[0].change.Fact, b[0].change.Fact) && !tellsOf(out, a[0].change.Fact, b[0].change.Fact) {
					out = append(out, s.both(a, b, does)...)
				}
			}
		}
	}
	return out
}

// both tries every two changes of two facts. Of the second fact, which is the
// one that has an order, the nearest values are kept.
func (s *search) both(first, second []trial, does func(trial) bool) []Turn {
	if kind, _ := s.facts.Type(second[0].change.Fact); kind == policy.BoolFact || kind == policy.TextFact {
		first, second = second, first
	}
	var out []Turn
	for _, a := range first {
		with := slices.Clone(second)
		for i := range with {
			if s.spent() {
				return out
			}
			with[i].then = s.try(a.made, with[i].made)
		}
		for _, t := range s.told(nearest(s.facts, with, does), GivesColour) {
			t.Changes = append([]Change{a.change}, t.Changes...)
			out = append(out, t)
		}
	}
	return out
}

// tellsOf reports whether a turn changes these two facts.
func tellsOf(told []Turn, a, b string) bool {
	has := func(t Turn, fact string) bool {
		return slices.ContainsFunc(t.Changes, func(c Change) bool { return c.Fact == fact })
	}
	return slices.ContainsFunc(told, func(t Turn) bool { return has(t, a) && has(t, b) })
}

// around adds to each limit the next value beyond it: on the day of a limit
// the hour can leave a rule open that the day after makes plain.
func around(all, limits []trial) []trial {
	var out []trial
	for _, t := range limits {
		out = append(out, t)
		i := slices.IndexFunc(all, func(o trial) bool { return o.change.To == t.change.To })
		switch {
		case t.change.Limit == AtLeast && i+1 < len(all):
			out = append(out, limited(all[i+1], AtLeast))
		case t.change.Limit == AtMost && i > 0:
			out = append(out, limited(all[i-1], AtMost))
		}
	}
	return out
}

// turnsRule tells of a change by which some rule has another outcome, gives
// another colour or hangs on other unknowns, or by which something nobody
// knows is known.
func (s *search) turnsRule(t trial) bool {
	if t.change.Way == Resolve {
		return true
	}
	for i := range t.then.results {
		a, b := &t.then.results[i], &s.base.results[i]
		open := a.Outcome == policy.Unknown && a.Outcome == b.Outcome && len(a.Hangs(s.facts)) != len(b.Hangs(s.facts))
		if a.Outcome != b.Outcome || a.Colour != b.Colour || open {
			return true
		}
	}
	return false
}
