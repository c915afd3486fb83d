package torture

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Places are spread evenly over those that are looked at.
func TestSpread(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rig  *Rig
		n    int
		want []int
	}{
		{&Rig{}, 4, []int{0, 1, 2, 3}},
		{&Rig{Share: 2}, 8, []int{2, 6}},
		{&Rig{From: 93, To: 93}, 200, []int{93}},
		{&Rig{From: 2, To: 5}, 200, []int{2, 3, 4, 5}},
		{&Rig{Share: 1, From: 10}, 20, []int{15}}, // of 10 to 19
		{&Rig{From: 9, To: 12}, 5, nil},
	} {
		if d := cmp.Diff(c.want, c.rig.spread(numbers(c.n), c.n)); d != "" {
			t.Errorf("%d places: %s", c.n, d)
		}
	}
}

func numbers(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
