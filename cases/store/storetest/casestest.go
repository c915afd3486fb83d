package storetest

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
)

// testCases: what went in comes out.
func testCases(t *testing.T, w *world) {
	ctx := context.Background()
	f, err := w.st.FindCase(ctx, AppealNo(3))
	must(t, err)
	want := Snapshot(3)
	if diff := cmp.Diff(*want, f.Snapshot); diff != "" {
		t.Errorf("snapshot: %s", diff)
	}
	v, err := w.st.Verify(ctx, nil)
	must(t, err)
	for _, x := range v.Findings {
		t.Errorf("%s is %s: %v", x.Row, x.Why, x.Err)
	}
	if v.Rows < 12 || v.Entries < 8 {
		t.Errorf("verified %d rows, %d entries", v.Rows, v.Entries)
	}
	var _ = cases.Received
}
