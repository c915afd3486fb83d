package policy

import (
	"encoding/json"
	"slices"
)

// Change is one rule that differs between two packs. What is "added",
// "removed", "condition", "effect" or "priority".
type Change struct {
	Rule string `json:"rule"`
	What string `json:"what"`
	A    string `json:"a,omitempty"`
	B    string `json:"b,omitempty"`
}

// Diff lists how the rules of pack b differ from those of pack a, in the order
// of a's rules with the added ones last.
func Diff(a, b *Pack) []Change {
	var out []Change
	for i := range a.Rules {
		ra := &a.Rules[i]
		rb := b.Rule(ra.ID)
		if rb == nil {
			out = append(out, Change{Rule: ra.ID, What: "removed", A: ra.When})
			continue
		}
		out = append(out, differences(ra, rb)...)
	}
	for i := range b.Rules {
		if rb := &b.Rules[i]; !slices.ContainsFunc(a.Rules, func(r Rule) bool { return r.ID == rb.ID }) {
			out = append(out, Change{Rule: rb.ID, What: "added", B: rb.When})
		}
	}
	return out
}

func differences(a, b *Rule) []Change {
	var out []Change
	add := func(what, va, vb string) {
		if va != vb {
			out = append(out, Change{Rule: a.ID, What: what, A: va, B: vb})
		}
	}
	add("condition", a.When, b.When)
	add("effect", text(a.Effect), text(b.Effect))
	add("priority", text(a.Priority), text(b.Priority))
	return out
}

// text is a value as JSON; the types here always have one.
func text(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}
