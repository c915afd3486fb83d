package storetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"recourse/cases"
	"recourse/cases/retention"
)

// testPurgeModel lets offices live through histories drawn by lot, purges them
// at days drawn by lot, and asks the same of each: what the rule keeps is
// there and opens, what it let go is not to be found among the bytes, with all
// keys at hand, and the record verifies.
func testPurgeModel(t *testing.T, w *world) {
	ctx := context.Background()
	lot := rand.New(rand.NewPCG(7, 11))
	notes := map[cases.ID]string{}
	ended := map[cases.ID]bool{}
	day := 0
	for round := range 4 {
		for id := cases.ID(1); id <= 12; id++ {
			if ended[id] {
				continue
			}
			switch lot.IntN(4) {
			case 0:
				if notes[id] == "" {
					notes[id] = fmt.Sprintf("第%d轮备注 %d", round, id)
					w.noteOn(t, id, notes[id])
				}
			case 1:
				w.withdraw(t, id)
				ended[id] = true
			}
		}
		sealed := map[cases.ID][][]byte{}
		for id := cases.ID(1); id <= 12; id++ {
			sealed[id] = w.sealedBytes(t, id)
		}
		day += lot.IntN(40)
		w = w.later(t, day)
		gone := w.purgeDue(t)
		for id := cases.ID(1); id <= 12; id++ {
			w.mustStand(t, id, notes[id], ended[id])
			if slices.Contains(gone, id) {
				w.mustNotHold(t, sealed[id])
			}
		}
		w.mustBeWhole(t)
	}
	due, err := w.st.PurgeDue(ctx, Now().AddDate(1, 0, 0))
	must(t, err)
	if due.Kept[retention.Gone] == 0 || due.Kept[retention.Open] == 0 {
		t.Errorf("the lot let nothing go, or everything: %v", due.Kept)
	}
}

// purgeDue purges what is due and returns it.
func (w *world) purgeDue(t *testing.T) []cases.ID {
	t.Helper()
	ctx := context.Background()
	due, err := w.st.PurgeDue(ctx, w.st.Now()())
	must(t, err)
	var gone []cases.ID
	for _, c := range due.Cases {
		gone = append(gone, c.Row.ID)
	}
	p, err := w.in["admin"].OrderPurge(ctx)
	if len(gone) == 0 {
		refused(t, err, "purge_nothing")
		return nil
	}
	must(t, err)
	_, err = w.in["auditor"].WitnessPurge(ctx, p.No, p.Digest)
	must(t, err)
	did, err := w.in["admin"].CarryPurge(ctx, p.No, nil)
	must(t, err)
	if did.Cases != len(gone) || did.Blocked != nil {
		t.Errorf("the purge did %+v of %d cases", did, len(gone))
	}
	_, err = w.in["admin"].FinishPurge(ctx, p.No, "证明\n")
	must(t, err)
	return gone
}

// mustStand checks one case: purged cases show their ending and nothing they
// were worked with, the others everything.
func (w *world) mustStand(t *testing.T, id cases.ID, note string, ended bool) {
	t.Helper()
	f, err := w.st.Case(context.Background(), id)
	must(t, err)
	name := f.Snapshot.Resident.Name
	switch {
	case ended && (f.Ending == nil || f.Ending.Reason != "本人撤回"):
		t.Errorf("case %d: its ending is %v", id, f.Ending)
	case f.Purge != 0 && (name != "" || len(f.Notes) != 0):
		t.Errorf("case %d is purged and still says %q, %v", id, name, f.Notes)
	case f.Purge == 0 && (name == "" || (note != "") != (len(f.Notes) == 1)):
		t.Errorf("case %d is not purged and says %q, %v", id, name, f.Notes)
	case f.Purge != 0 && !ended:
		t.Errorf("case %d is open and was purged", id)
	}
}
