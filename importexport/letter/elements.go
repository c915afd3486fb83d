package letter

import (
	"recourse/cases"
)

// element is one line of the checklist of domain section 3.5.
type element struct {
	no     int
	key    string // names it in the code of the refusal, letter_missing_<key>
	notice bool   // needed in notices too
	absent func(c Content) bool
}

// elements is the checklist. Element 22, signature and code, is made by Issue
// itself.
func elements() []element {
	return []element{
		{1, "authority", true, func(c Content) bool {
			a := c.Authority
			return empty(a.Name, a.Unit, a.Address, a.Hours) || a.Phone == ""
		}},
		{2, "number", true, func(c Content) bool { return c.Number == "" || c.DecidedOn.IsZero() || c.IssuedOn.IsZero() }},
		{3, "person", true, func(c Content) bool {
			return c.Person.Name == "" || c.Person.MaskedID == "" || c.Person.Address.IsZero()
		}},
		{4, "appeal", true, func(c Content) bool {
			return c.Appeal.No == "" || c.Appeal.ReceivedOn.IsZero() || c.Appeal.Channel.IsZero()
		}},
		{5, "title", true, func(c Content) bool { return empty(c.Heading, c.Title) }},
		{6, "code", true, func(c Content) bool {
			return c.Code.System.IsZero() || !c.Code.Colour.Valid() || c.Code.IssuedAt.IsZero()
		}},
		{7, "outcome", true, absentOutcome},
		{8, "told", false, func(c Content) bool { return len(c.Told.Grounds) == 0 || empty(c.Told.Grounds...) }},
		{9, "sources", false, func(c Content) bool { return !c.Sources.None && len(c.Sources.List) == 0 }},
		{10, "asked", false, func(c Content) bool { return !c.Asked.None && len(c.Asked.List) == 0 }},
		{11, "facts", false, absentFacts},
		{12, "rules", false, func(c Content) bool { return !c.Rules.Unexplained && len(c.Rules.List) == 0 }},
		{13, "reasons", true, absentReasons},
		{14, "basis", false, func(c Content) bool { return len(c.Basis) == 0 }},
		{15, "human", true, func(c Content) bool {
			return c.Human.Decider.IsZero() || c.Kind == KindDecision && c.Human.Signer.IsZero() != c.Human.Single
		}},
		{16, "duties", true, func(c Content) bool { return len(c.Duties) == 0 || empty(c.Duties...) }},
		{17, "again", false, func(c Content) bool { return c.Again.Phone == "" }},
		{18, "challenge", true, absentChallenge},
		{19, "data", true, func(c Content) bool {
			return empty(c.Data.Retention, c.Data.Complain.Name, c.Data.Complain.Address)
		}},
		{20, "help", true, func(c Content) bool { return c.Help.Phone == "" || c.Help.Hotline == "" }},
		{21, "redress", false, func(c Content) bool { return c.Redress == nil || c.Redress.Kind == "" }},
		{23, "enclosures", true, func(c Content) bool { return len(c.Enclosures) == 0 }},
	}
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
	if c.Kind == KindNotice {
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
	for _, e := range elements() {
		if (c.Kind == KindDecision || e.notice) && e.absent(c) {
			out = append(out, cases.Refuse("letter_missing_"+e.key, "no", itoa(e.no)))
		}
	}
	return out
}
