package hinge

import (
	"strings"

	"recourse/app/gui/i18n"
	"recourse/cases"
	"recourse/review/replay"
)

// turns words the changes of fact that give a thing.
func (t *Teller) turns(r *replay.Report, gives string) []Line {
	var out []Line
	for i := range r.Turns {
		if r.Turns[i].Gives == gives && !needed(r, &r.Turns[i]) {
			out = append(out, t.turn(&r.Turns[i]))
		}
	}
	if gives == replay.GivesIssued && len(out) > 1 {
		return out[:1] // any one of several sources would do
	}
	return out
}

// needed reports whether a change is told as a need already.
func needed(r *replay.Report, turn *replay.Turn) bool {
	for i := range r.Needs {
		for k := range r.Needs[i].Turns {
			if a := r.Needs[i].Turns[k].Changes; len(a) == 1 && len(turn.Changes) == 1 && a[0].Fact == turn.Changes[0].Fact && a[0].To == turn.Changes[0].To {
				return true
			}
		}
	}
	return false
}

func (t *Teller) turn(n *replay.Turn) Line {
	l := Line{Colour: cases.Colour(n.Colour), Refs: refsOf(n.Changes)}
	key := map[string]string{replay.GivesColour: "hinge.turn", replay.GivesEnd: "hinge.end", replay.GivesIssued: "hinge.issued"}[n.Gives]
	if n.Changes[0].Way == replay.Aside {
		ref := n.Changes[0].Evidence[0]
		l.Text = t.Words.T("hinge.end.set", "colour", t.colour(n.Colour), "until", t.Words.Moment(day(n.Until)), "refs", ref, "what", t.What(ref))
		return l
	}
	l.Text = t.Words.T(key, "colour", t.colour(n.Colour), "until", t.Words.Moment(day(n.Until)), "if", t.condition(n.Changes), "basis", t.basis(n.Changes))
	return l
}

// needs says what the issued colour would need, or that nothing speaks for it.
func (t *Teller) needs(r *replay.Report) []Line {
	var out []Line
	for i := range r.Needs {
		n := &r.Needs[i]
		for k := range n.Turns {
			turn := &n.Turns[k]
			out = append(out, Line{Colour: cases.Colour(turn.Colour), Refs: refsOf(turn.Changes), Text: t.Words.T("hinge.turn.only",
				"colour", t.colour(turn.Colour), "if", t.condition(turn.Changes), "basis", t.basis(turn.Changes))})
		}
		if len(n.Turns) > 0 {
			continue
		}
		var facts []string
		for _, f := range n.Missing {
			group, _, _ := strings.Cut(f, ".")
			if name := "hinge.none." + group; t.Words.Has(name) {
				facts = append(facts, t.Words.T(name))
			}
		}
		key := "hinge.need.missing"
		if facts = unique(facts); len(facts) == 0 {
			key = "hinge.need.far"
		}
		out = append(out, Line{Colour: cases.Colour(r.Issued.Colour), Text: t.Words.T(key,
			"colour", t.colour(r.Issued.Colour), "title", t.title(n.Title), "facts", strings.Join(facts, t.Words.T("list.comma")))})
	}
	return out
}

func refsOf(changes []replay.Change) []string {
	var refs []string
	for _, c := range changes {
		refs = append(refs, c.Evidence...)
	}
	return unique(refs)
}

// condition words the changes: the same change of several entries is said
// once.
func (t *Teller) condition(changes []replay.Change) string {
	var parts []string
	for _, c := range changes {
		parts = append(parts, t.Changed(c))
	}
	return strings.Join(unique(parts), t.Words.T("hinge.and"))
}

// Changed words one changed fact: "the stay ended on or before 30 January".
func (t *Teller) Changed(c replay.Change) string {
	name := "hinge.fact." + i18n.FactName(c.Fact)
	if t.Words.Has(name + "." + c.To) {
		return t.Words.T(name + "." + c.To)
	}
	to, kind := t.Words.Value(c.To), "hinge.number"
	switch st, err := cases.ParseStamp(c.To); {
	case err == nil && !st.IsZero() && strings.Contains(c.To, "-"):
		kind = "hinge.day"
	case c.To == "NONE":
		to = t.Words.T("hinge.other")
	}
	if c.Limit != "" {
		kind += "." + c.Limit
	}
	return t.Words.T(kind, "fact", t.Words.Or(name, t.Words.Or("case.fact."+i18n.FactName(c.Fact), c.Fact)), "to", to)
}

// basis says what is on file about the changed facts, and in which evidence. A
// single piece is described, where it is named first; of several the sentence
// would grow too long to read.
func (t *Teller) basis(changes []replay.Change) string {
	var parts []string
	told := map[string]bool{}
	for _, c := range changes {
		key, refs := "hinge.basis", t.refs(c.Evidence)
		if len(c.Evidence) == 1 && len(refsOf(changes)) == 1 && !told[refs] {
			told[refs] = true
			refs = t.Words.T("hinge.ref", "ref", refs, "what", t.What(refs))
		}
		switch {
		case len(c.Evidence) == 0:
			parts = append(parts, t.Words.T("hinge.basis.none"))
			continue
		case c.Way == replay.Resolve:
			key = "hinge.basis.unknown"
		case c.From == "true" || c.From == "false":
			key = "hinge.basis.against"
		}
		if part := t.Words.T(key, "refs", refs, "from", t.Words.Value(c.From)); !told[t.refs(c.Evidence)+key+c.From] {
			told[t.refs(c.Evidence)+key+c.From] = true
			parts = append(parts, part)
		}
	}
	return strings.Join(unique(parts), t.Words.T("hinge.also"))
}
