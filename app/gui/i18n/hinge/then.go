package hinge

import (
	"recourse/cases"
	"recourse/review/replay"
)

// Then words a comparison of then and now: which policies, what they give, and
// whether the code was wrong then or the rules have changed since.
func (t *Teller) Then(b *replay.ThenAndNow) []string {
	w := t.Words
	lines := []string{
		w.T("hinge.then.policy", "then", t.policy(b.Then), "now", t.policy(b.Now)),
		w.T("hinge.then.verdicts", "issued", t.Verdict(b.Then.Issued), "then", t.Verdict(b.Then.Replayed), "now", t.Verdict(b.Now.Replayed)),
		w.T("hinge.then." + string(b.Finding)),
	}
	switch {
	case b.Same:
		lines = append(lines, w.T("hinge.then.one"))
	case len(b.Steps) == 0:
		lines = append(lines, w.T("hinge.then.nosteps"))
	}
	return lines
}

// policy is a policy's title with its version.
func (t *Teller) policy(r *replay.Report) string {
	return t.Words.T("hinge.then.pack.name", "title", t.title(r.PolicyTitle), "policy", r.Policy)
}

// Verdict is a colour with its end, if it has one.
func (t *Teller) Verdict(c replay.ColourTerm) string {
	if c.Until == "" {
		return t.colour(c.Colour)
	}
	return t.Words.T("hinge.until", "colour", t.Words.Colour(cases.Colour(c.Colour)), "until", t.Words.Moment(day(c.Until)))
}
