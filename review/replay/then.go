package replay

import "recourse/review/policy"

// Finding says what a comparison of then and now comes to.
type Finding string

// The findings: the issued code followed then and would now; it was wrong
// then; the rules have changed since; both.
const (
	StillRight  Finding = "same"
	WrongThen   Finding = "wrong"
	RuleChanged Finding = "changed"
	WrongAndNew Finding = "both"
)

// ThenAndNow sets the policy in force when a code was issued beside another
// one, mostly that of today, on the same facts as of the same time: what
// differs is the rules' doing alone. Steps lists the rules that differ.
type ThenAndNow struct {
	Then    *Report      `json:"then"`
	Now     *Report      `json:"now"`
	Same    bool         `json:"same_policy"`
	Finding Finding      `json:"finding"`
	Steps   []StepChange `json:"steps"`
}

// StepChange is one rule that says something else now. Change is "outcome",
// "effect", "gone" or "new".
type StepChange struct {
	Rule   string       `json:"rule"`
	Title  policy.Words `json:"title"`
	Change string       `json:"change"`
	Then   *Step        `json:"then,omitempty"`
	Now    *Step        `json:"now,omitempty"`
}

// Beside compares two replays of the same facts.
func Beside(then, now *Report) *ThenAndNow {
	t := &ThenAndNow{Then: then, Now: now, Same: then.PolicyHash == now.PolicyHash, Steps: []StepChange{}}
	wrong := then.Issued.Colour != then.Replayed.Colour || then.Term != nil
	changed := then.Replayed.Colour != now.Replayed.Colour || then.Replayed.Until != now.Replayed.Until
	t.Finding = map[[2]bool]Finding{{false, false}: StillRight, {true, false}: WrongThen, {false, true}: RuleChanged, {true, true}: WrongAndNew}[[2]bool{wrong, changed}]
	for i := range then.Steps {
		a := &then.Steps[i]
		if b := now.step(a.Rule); b == nil || telling(a, b) != "" {
			t.Steps = append(t.Steps, StepChange{Rule: a.Rule, Title: a.Title, Change: telling(a, b), Then: a, Now: b})
		}
	}
	for i := range now.Steps {
		if b := &now.Steps[i]; then.step(b.Rule) == nil {
			t.Steps = append(t.Steps, StepChange{Rule: b.Rule, Title: b.Title, Change: "new", Now: b})
		}
	}
	return t
}

// telling says how two steps of the same rule differ, "" when they do not.
func telling(a, b *Step) string {
	switch {
	case b == nil:
		return "gone"
	case a.Outcome != b.Outcome:
		return "outcome"
	case a.Effect != b.Effect || a.OverriddenBy != b.OverriddenBy:
		return "effect"
	}
	return ""
}

func (r *Report) step(rule string) *Step {
	for i := range r.Steps {
		if r.Steps[i].Rule == rule {
			return &r.Steps[i]
		}
	}
	return nil
}
