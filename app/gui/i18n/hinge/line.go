package hinge

import (
	"cmp"
	"slices"
	"strings"

	"recourse/app/gui/i18n"
	"recourse/cases"
	"recourse/review/evidence"
	"recourse/review/policy"
	"recourse/review/replay"
)

// Line is one sentence about what matters. Colour is what would follow, Refs
// the evidence it is about.
type Line struct {
	Text   string
	Colour cases.Colour
	Refs   []string
}

// CardLines is how many lines stand at the top of a case.
const CardLines = 3

// Teller words the replay of one case.
type Teller struct {
	Words    *i18n.Words
	Snapshot *cases.Snapshot
}

// Lines are all sentences about what a replay hangs on, the weightiest first.
func (t *Teller) Lines(r *replay.Report) []Line {
	var out []Line
	add := func(l ...Line) {
		for _, n := range l {
			if !slices.ContainsFunc(out, func(o Line) bool { return o.Text == n.Text }) {
				out = append(out, n)
			}
		}
	}
	if r.Term != nil {
		add(t.term(r))
	}
	add(t.turns(r, replay.GivesIssued)...)
	add(t.needs(r)...)
	if len(r.Standing) > 1 || len(r.Standing) == 1 && len(r.Decisive) == 0 {
		add(t.standing(r))
	}
	add(t.sets(r)...)
	add(t.turns(r, replay.GivesColour)...)
	add(t.turns(r, replay.GivesEnd)...)
	if r.Unexplained {
		add(t.standsOut(r)...)
	}
	if len(out) == 0 {
		add(t.nothing(r))
	}
	return out
}

// Card are the lines for the top of the case. A change of date stands before
// what merely says a set of evidence in other words, which is left out.
func (t *Teller) Card(r *replay.Report) []Line {
	all := t.Lines(r)
	if len(r.Decisive) > 0 {
		again := t.corrections(r)
		all = slices.DeleteFunc(all, func(l Line) bool { return said(again, l) })
		if len(all) > CardLines && r.Term == nil && len(r.Needs) == 0 && len(r.Standing) == 1 {
			all = slices.Concat(all[:1], t.shifts(r), all[1:])
		}
	}
	var out []Line
	for _, l := range all {
		if !said(out, l) && len(out) < CardLines {
			out = append(out, l)
		}
	}
	return out
}

func said(lines []Line, l Line) bool {
	return slices.ContainsFunc(lines, func(o Line) bool { return o.Text == l.Text })
}

// corrections are the changes that say the same of some evidence as setting it
// aside does.
func (t *Teller) corrections(r *replay.Report) []Line {
	var out []Line
	for i := range r.Turns {
		if n := &r.Turns[i]; n.Gives == replay.GivesColour && n.Changes[0].Way == replay.Correct {
			out = append(out, t.turn(n))
		}
	}
	return out
}

// shifts are the changes of a date or number among the lines.
func (t *Teller) shifts(r *replay.Report) []Line {
	var out []Line
	for i := range r.Turns {
		if n := &r.Turns[i]; n.Gives == replay.GivesColour && n.Changes[0].Way == replay.Shift {
			out = append(out, t.turn(n))
		}
	}
	return out
}

// Bound says that the search was cut short, "" when it was not.
func (t *Teller) Bound(r *replay.Report) string {
	if !r.Search.Exhausted {
		return ""
	}
	return t.Words.T("hinge.bound", "n", r.Search.Trials)
}

func (t *Teller) colour(c policy.Colour) string { return t.Words.Colour(cases.Colour(c)) }

// title is a rule's name in the language of the moment.
func (t *Teller) title(w policy.Words) string {
	if t.Words.Lang() == i18n.ZH {
		return w.ZH
	}
	return w.EN
}

// term says that the colour follows and its end does not.
func (t *Teller) term(r *replay.Report) Line {
	l := Line{Colour: cases.Colour(r.Replayed.Colour)}
	for i := range r.Standing {
		if s := &r.Standing[i]; s.Until == r.Replayed.Until {
			l.Refs = unique(append(l.Refs, s.Evidence()...))
		}
	}
	basis := cmp.Or(r.Term.ReplayedBasis, r.AsOf)
	l.Text = t.Words.T("hinge.term", "colour", t.colour(r.Replayed.Colour), "basis", t.Words.Moment(day(basis)),
		"replayed", t.Words.Moment(day(r.Term.ReplayedUntil)), "issued", t.Words.Moment(day(r.Term.IssuedUntil)))
	return l
}

// day is a moment's day; ends of terms are the last second of one.
func day(moment string) string { return moment[:min(10, len(moment))] }

// standing says that several rules hold, all of which must fall.
func (t *Teller) standing(r *replay.Report) Line {
	l := Line{Colour: cases.Colour(r.Replayed.Colour)}
	var rules []string
	for i := range r.Standing {
		s := &r.Standing[i]
		refs := s.Evidence()
		l.Refs = unique(append(l.Refs, refs...))
		rules = append(rules, t.Words.T("hinge.stand.rule", "title", t.title(s.Title), "refs", t.refs(refs)))
	}
	key := "hinge.stand"
	if len(rules) == 1 {
		key = "hinge.stand.open"
	}
	l.Text = t.Words.T(key, "colour", t.colour(r.Replayed.Colour), "n", len(rules), "rules", strings.Join(rules, t.Words.T("list.comma")))
	return l
}

// sets says what follows without which evidence, the mildest colour first.
func (t *Teller) sets(r *replay.Report) []Line {
	list := slices.Clone(r.Decisive)
	slices.SortStableFunc(list, func(a, b replay.Set) int { return a.Colour.Severity() - b.Colour.Severity() })
	var out []Line
	for _, set := range list {
		what := make([]string, 0, len(set.SetAside))
		key := "hinge.set.many"
		if len(set.SetAside) == 1 {
			key, what = "hinge.set.one", append(what, t.What(set.SetAside[0]))
		} else {
			for _, ref := range set.SetAside[:min(named, len(set.SetAside))] {
				what = append(what, t.Words.T("hinge.is", "ref", ref, "what", t.What(ref)))
			}
		}
		out = append(out, Line{Colour: cases.Colour(set.Colour), Refs: set.SetAside, Text: t.Words.T(key,
			"colour", t.colour(set.Colour), "refs", t.refs(set.SetAside), "what", strings.Join(what, t.Words.T("hinge.also")))})
	}
	return out
}

// standsOut says what stands out about a colour that no rule explains: it was
// set by hand without authority, or it came and went.
func (t *Teller) standsOut(r *replay.Report) []Line {
	colour := cases.Colour(r.Replayed.Colour)
	var out []Line
	if len(evidence.Unauthorised(t.Snapshot)) > 0 {
		out = append(out, Line{Colour: colour, Refs: []string{"A"}, Text: t.Words.T("hinge.unexplained.hand", "colour", t.colour(r.Issued.Colour))})
	}
	for _, f := range evidence.Flickers(t.Snapshot) {
		out = append(out, Line{Colour: colour, Refs: f.Refs, Text: t.Words.T("hinge.unexplained.flicker",
			"colour", t.colour(r.Issued.Colour), "n", len(f.Refs), "refs", t.refs(f.Refs))})
	}
	return out
}

// nothing says that there is nothing to hang on.
func (t *Teller) nothing(r *replay.Report) Line {
	l := Line{Colour: cases.Colour(r.Replayed.Colour)}
	switch issued, replayed := r.Issued.Colour.Severity(), r.Replayed.Colour.Severity(); {
	case issued > replayed:
		l.Text = t.Words.T("hinge.unexplained", "colour", t.colour(r.Issued.Colour))
	case issued < replayed:
		l.Text = t.Words.T("hinge.milder", "issued", t.colour(r.Issued.Colour), "replayed", t.colour(r.Replayed.Colour))
	default:
		l.Text = t.Words.T("hinge.green")
	}
	return l
}

func unique(refs []string) []string {
	var out []string
	for _, r := range refs {
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}
