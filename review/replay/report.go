package replay

import (
	"time"

	"recourse/review/policy"
)

// Report is a replay set beside the issued code, with the evidence and the
// missing facts that matter: what `recourse replay --json` prints.
type Report struct {
	Policy          string           `json:"policy"`
	PolicyTitle     policy.Words     `json:"policy_title"`
	PolicyHash      string           `json:"policy_hash"`
	AsOf            string           `json:"asof"`
	Issued          ColourTerm       `json:"issued"`
	Replayed        ColourTerm       `json:"replayed"`
	Differs         []Difference     `json:"differs"`
	Unexplained     bool             `json:"unexplained"`
	RestsOnUnknown  []string         `json:"rests_on_unknown"`
	Term            *Term            `json:"term,omitempty"`
	DecidingRule    string           `json:"deciding_rule"`
	Assumed         []string         `json:"assumed_for_resident"`
	HumanCheck      bool             `json:"human_check"`
	Steps           []Step           `json:"steps"`
	Decisive        []Set            `json:"decisive"`
	Counterfactuals []Counterfactual `json:"counterfactuals"`
	Standing        []Standing       `json:"standing"` // rules that must all fall for green
	Turns           []Turn           `json:"turns"`
	Needs           []Need           `json:"needs"` // for the issued colour, when the replay gives a milder one
	Search          Bound            `json:"search"`
}

// ColourTerm is a colour with its beginning, end and the date counted from.
type ColourTerm struct {
	Colour policy.Colour `json:"colour"`
	At     string        `json:"at,omitempty"`
	Basis  string        `json:"basis,omitempty"`
	Until  string        `json:"until,omitempty"`
}

// Explain replays the facts, compares with the issued code and searches for
// what is decisive.
func Explain(p *policy.Program, f *policy.Facts, is Issued, zone *time.Location) *Report {
	o := Run(p, f)
	c := o.Compare(is, zone)
	v := o.Verdict
	s := newSearch(p, f)
	r := &Report{
		Policy: o.Policy, PolicyTitle: p.Pack().Title, PolicyHash: o.Hash, AsOf: o.AsOf.Text(),
		Issued:   ColourTerm{Colour: is.Colour, At: is.At.Text(), Basis: is.Basis.Text(), Until: is.Until.Text()},
		Replayed: ColourTerm{Colour: v.Colour, Basis: v.Basis.Text(), Until: v.Until.Text()},
		Differs:  filled(c.Differs), Unexplained: c.Unexplained, RestsOnUnknown: filled(c.RestsOn), Term: c.Term,
		DecidingRule: v.Deciding, Assumed: filled(v.Assumed), HumanCheck: v.HumanCheck,
		Steps: o.Steps, Decisive: filled(s.sets()), Counterfactuals: filled(Counterfactuals(p, f)),
		Standing: s.standing(), Turns: filled(s.turns(is, zone)), Needs: s.needs(is),
	}
	r.Search = s.bound
	return r
}

// DecisiveRefs lists the evidence on which the disputed colour hangs, as sets:
// those without which the colour would be another, or where no rule gives the
// issued one, the pieces on which it would have to rest. A decision and its
// letter deal with a piece of every set.
func (r *Report) DecisiveRefs() [][]string {
	var out [][]string
	for _, set := range r.Decisive {
		out = append(out, set.SetAside)
	}
	for i := range r.Needs {
		n := &r.Needs[i]
		if refs := n.Evidence(); len(refs) > 0 && (n.Named || n.distance() < 2) {
			out = append(out, refs)
		}
	}
	return out
}

// filled turns no list into an empty one, so that readers of JSON see [].
func filled[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
