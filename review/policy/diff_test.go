package policy_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/review/policy"
)

func TestDiff(t *testing.T) {
	t.Parallel()
	a := &policy.Pack{Rules: []policy.Rule{{ID: "R40", When: "x", Priority: 40}, {ID: "R60", When: "y"}, {ID: "R70", When: "z"}}}
	b := &policy.Pack{Rules: []policy.Rule{{ID: "R40", When: "x", Priority: 40}, {ID: "R60", When: "y2", Priority: 1, Effect: policy.Effect{Days: 7}}, {ID: "R61", When: "new"}}}
	got := policy.Diff(a, b)
	want := []policy.Change{
		{Rule: "R60", What: "condition", A: "y", B: "y2"},
		{Rule: "R60", What: "effect", A: "{}", B: `{"days":7}`},
		{Rule: "R60", What: "priority", A: "0", B: "1"},
		{Rule: "R70", What: "removed", A: "z"},
		{Rule: "R61", What: "added", B: "new"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if d := policy.Diff(a, a); len(d) != 0 {
		t.Errorf("a pack differs from itself: %v", d)
	}
}
