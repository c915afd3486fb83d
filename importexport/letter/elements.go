package letter

import (
	"slices"
	"time"

	"recourse/cases"
)

// element is one line of the checklist of domain section 3.5, or of what
// letters other than decisions need. The latter have no number there.
type element struct {
	no     int
	key    string // names it in the code of the refusal, letter_missing_<key>
	absent func(c Content) bool
}

// elements is the checklist. Element 22, signature and code, is made by Issue
// itself.
func elements() []element {
	return append([]element{
		{1, "authority", func(c Content) bool {
			a := c.Authority
			return empty(a.Name, a.Unit, a.Address, a.Hours) || a.Phone == ""
		}},
		{2, "number", func(c Content) bool { return c.Number == "" || c.DecidedOn.IsZero() || c.IssuedOn.IsZero() }},
		{3, "person", func(c Content) bool {
			return c.To.IsZero() && (c.Person.Name == "" || c.Person.MaskedID == "" || c.Person.Address.IsZero())
		}},
		{4, "appeal", func(c Content) bool {
			return c.Appeal.No == "" || c.Appeal.ReceivedOn.IsZero() || c.Appeal.Channel.IsZero()
		}},
		{5, "title", func(c Content) bool { return empty(c.Heading, c.Title) }},
		{6, "code", func(c Content) bool {
			return c.Code.System.IsZero() || !c.Code.Colour.Valid() || c.Code.IssuedAt.IsZero()
		}},
		{7, "outcome", absentOutcome},
		{8, "told", absentTold},
		{9, "sources", func(c Content) bool { return !c.Sources.None && len(c.Sources.List) == 0 }},
		{10, "asked", func(c Content) bool { return !c.Asked.None && len(c.Asked.List) == 0 }},
		{11, "facts", absentFacts},
		{12, "rules", func(c Content) bool { return !c.Rules.Unexplained && len(c.Rules.List) == 0 }},
		{13, "reasons", absentReasons},
		{14, "basis", func(c Content) bool { return len(c.Basis) == 0 }},
		{15, "human", func(c Content) bool {
			signed := c.Kind.Decides() || c.Kind == KindCorrection
			return c.Human.Decider.IsZero() || signed && c.Human.Signer.IsZero() != c.Human.Single
		}},
		{16, "duties", func(c Content) bool { return len(c.Duties) == 0 || empty(c.Duties...) }},
		{17, "again", func(c Content) bool { return c.Again.Phone == "" }},
		{18, "challenge", absentChallenge},
		{19, "data", func(c Content) bool {
			return empty(c.Data.Retention, c.Data.Complain.Name, c.Data.Complain.Address)
		}},
		{20, "help", func(c Content) bool { return c.Help.Phone == "" || c.Help.Hotline == "" }},
		{21, "redress", func(c Content) bool { return c.Redress == nil || c.Redress.Kind == "" }},
		{23, "enclosures", func(c Content) bool { return len(c.Enclosures) == 0 }},
	}, matters()...)
}

// matters is what letters other than decisions need.
func matters() []element {
	of := func(absent func(m *Matter) bool) func(c Content) bool {
		return func(c Content) bool { return c.Matter == nil || absent(c.Matter) }
	}
	return []element{
		{0, "due", of(func(m *Matter) bool { return m.Due.IsZero() })},
		{0, "before", of(func(m *Matter) bool { return m.Before.IsZero() })},
		{0, "papers", of(func(m *Matter) bool { return none(m.Papers) })},
		{0, "how", of(func(m *Matter) bool { return none(m.How) })},
		{0, "otherwise", of(func(m *Matter) bool { return m.Otherwise.IsZero() })},
		{0, "clock", of(func(m *Matter) bool { return m.Before.IsZero() })},
		{0, "deciders", of(func(m *Matter) bool { return m.Deciders.IsZero() })},
		{0, "meanwhile", of(func(m *Matter) bool { return none(m.Meanwhile) })},
		{0, "body", of(func(m *Matter) bool { return m.Body.IsZero() || none(m.Theirs) })},
		{0, "refers", of(func(m *Matter) bool { return m.Refers.No == "" || m.Refers.On.IsZero() })},
		{0, "changes", of(absentChanges)},
		{0, "unchanged", of(func(m *Matter) bool { return m.Unchanged.IsZero() })},
		{0, "optout", of(func(m *Matter) bool { return m.OptOut.IsZero() || m.Appealed.IsZero() })},
	}
}

// none reports whether a list is empty or holds an empty entry.
func none(list []Text) bool { return len(list) == 0 || empty(list...) }

// absentTold asks for the grounds and for every paper on file.
func absentTold(c Content) bool {
	return none(c.Told.Grounds) || len(c.Told.Documents) != c.Told.Sent || c.Told.Sent > 0 && empty(c.Told.Documents...)
}

// absentChanges asks for both readings of every place, and that they differ.
func absentChanges(m *Matter) bool {
	for _, c := range m.Changes {
		if c.Where.IsZero() || c.Was == "" || c.Now == "" || c.Was == c.Now {
			return true
		}
	}
	return len(m.Changes) == 0
}

func empty(texts ...Text) bool {
	for _, t := range texts {
		if t.IsZero() {
			return true
		}
	}
	return false
}

func absentOutcome(c Content) bool {
	o := c.Outcome
	return o.Text.IsZero() || o.Shows != "" && o.EffectiveAt.IsZero() || o.Shows != "" && !o.Shows.Valid()
}

func absentFacts(c Content) bool {
	for _, f := range c.Facts {
		if f.Text == "" {
			return true
		}
	}
	return len(c.Facts) == 0
}

// absentReasons asks for the officer's words and, in a decision, for an answer
// to every ground.
func absentReasons(c Content) bool {
	if c.Reasons.Text == "" {
		return true
	}
	if c.Kind != KindDecision {
		return false
	}
	answered := map[Text]bool{}
	for _, a := range c.Reasons.Answers {
		if a.Result.Valid() {
			answered[a.Ground] = true
		}
	}
	for _, g := range c.Told.Grounds {
		if !answered[g] {
			return true
		}
	}
	return false
}

func absentChallenge(c Content) bool {
	h := c.Challenge
	return empty(h.Reconsider.Name, h.Reconsider.Address, h.Court.Name, h.Court.Address) || h.ReconsiderBy.IsZero() || h.CourtBy.IsZero()
}

// missing lists the elements that a letter of its kind lacks.
func missing(c Content) []*cases.Refusal {
	var out []*cases.Refusal
	if len(c.Languages) == 0 {
		out = append(out, cases.Refuse("letter_missing_language"))
	}
	needs := c.Kind.needs()
	if len(needs) == 0 {
		return append(out, cases.Refuse("letter_kind", "kind", string(c.Kind)))
	}
	for _, e := range elements() {
		switch {
		case !slices.Contains(needs, e.key) || !e.absent(c):
		case e.no > 0:
			out = append(out, cases.Refuse("letter_missing_"+e.key, "no", itoa(e.no)))
		default:
			out = append(out, cases.Refuse("letter_missing_"+e.key))
		}
	}
	return append(out, untimely(c)...)
}

// untimely finds dates that cannot be kept: a promise or a limit that has
// passed when the letter goes out, and a delay that is none.
func untimely(c Content) []*cases.Refusal {
	m := c.Matter
	if m == nil {
		return nil
	}
	var out []*cases.Refusal
	for _, at := range []time.Time{m.Due, m.OptOut} {
		if !at.IsZero() && !at.After(c.IssuedOn) {
			out = append(out, cases.Refuse("letter_due_past", "due", at.Format(time.RFC3339), "issued", c.IssuedOn.Format(time.RFC3339)))
		}
	}
	if c.Kind == KindDelay && !m.Due.IsZero() && !m.Due.After(m.Before) {
		out = append(out, cases.Refuse("letter_delay_earlier", "due", m.Due.Format(time.RFC3339), "before", m.Before.Format(time.RFC3339)))
	}
	return out
}
