package store

import (
	"crypto/sha256"
	"slices"
	"testing"

	"recourse/cases"
)

// A row written before the later columns came has the digest that was claimed
// for it then; what the later columns say is part of the digest as well.
func TestLaterColumnsCountOnlyWhenTheySaySomething(t *testing.T) {
	t.Parallel()
	tab := casesTable()
	from, to := tab.later()
	row := rowValues(&cases.Row{ID: 7, AppealNo: "A"}, &held{})
	old := append([]byte("cases"), 0)
	for _, v := range slices.Delete(slices.Clone(row), from, to) {
		old = appendValue(old, v)
	}
	if tab.sum(row) != sha256.Sum256(old) {
		t.Error("an old row no longer has its digest")
	}
	seen := map[[32]byte]string{tab.sum(row): "nothing"}
	for i := from; i < to; i++ {
		set := slices.Clone(row)
		if set[i] = any(int64(1)); row[i] == "" {
			set[i] = "1"
		}
		if other, ok := seen[tab.sum(set)]; ok {
			t.Errorf("%s set has the digest of %s set", tab.cols[i], other)
		}
		seen[tab.sum(set)] = tab.cols[i]
	}
}
