package session

import (
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"recourse/cases"
)

func TestSpread(t *testing.T) {
	t.Parallel()
	t.Run("everything offered stays offered, the first three in their places", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			offered := make([]cases.ID, rapid.IntRange(0, 60).Draw(t, "n"))
			for i := range offered {
				offered[i] = cases.ID(i + 1)
			}
			before := slices.Clone(offered)
			got := spread(offered, cases.UserID(rapid.String().Draw(t, "user")))
			if !slices.Equal(offered, before) {
				t.Fatalf("the offer itself was changed: %v", offered)
			}
			k := min(3, len(before))
			if !slices.Equal(got[:k], before[:k]) || !slices.Equal(slices.Sorted(slices.Values(got)), before) {
				t.Fatalf("%v became %v", before, got)
			}
		})
	})
	t.Run("fifty people begin in many places", func(t *testing.T) {
		t.Parallel()
		offered := make([]cases.ID, 50)
		for i := range offered {
			offered[i] = cases.ID(i + 1)
		}
		begin := map[cases.ID]bool{}
		for i := range 50 {
			begin[spread(offered, cases.UserID("reviewer"+strconv.Itoa(i)))[3]] = true
		}
		if len(begin) < 20 {
			t.Errorf("%d places", len(begin))
		}
	})
}
