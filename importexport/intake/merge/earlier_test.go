package merge_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/cases"
	"recourse/importexport/intake/merge"
)

// flags are records of several kinds; each is told from the others by its
// place. Numbered ones got their number from where they stood.
func flags(t *rapid.T, label string) []cases.Flag {
	n := rapid.SliceOfNDistinct(rapid.IntRange(0, 9), 0, 6, rapid.ID[int]).Draw(t, label)
	out := make([]cases.Flag, len(n))
	for i, place := range n {
		out[i] = cases.Flag{SourceType: kind(place), PlaceText: fmt.Sprint(place)}
	}
	return out
}

func kind(place int) cases.Source {
	return []cases.Source{cases.CarrierTower, cases.TravelTicket, cases.CheckpointScan}[place%3]
}

func snapshot(list []cases.Flag, numbered bool) *cases.Snapshot {
	s := &cases.Snapshot{Flags: list}
	s.Appeal.AppealNo = "H1"
	for i := range s.Flags {
		if numbered {
			s.Flags[i].FlagID = fmt.Sprintf("H1/F%d", i+1)
		}
		s.Flags[i].RowNo = i + 2
	}
	return s
}

func places(list []cases.Flag) []string {
	out := []string{}
	for _, f := range list {
		out = append(out, f.PlaceText)
	}
	return out
}

// What a delivery brings is there afterwards and once; what it does not speak
// of stays; what it leaves out of what it speaks of is gone; what was there
// before keeps its order and its number; and the same once more changes nothing.
func TestEarlierLaws(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		came, had := flags(t, "came"), flags(t, "had")
		of := merge.Spoken{Sources: map[cases.Source]bool{}}
		for _, f := range came {
			of.Sources[f.SourceType] = true
		}
		s, before := snapshot(came, false), snapshot(had, true)
		want, stood := []string{}, map[string]bool{}
		brought := map[string]bool{}
		for _, f := range came {
			brought[f.PlaceText] = true
		}
		for _, f := range before.Flags {
			if brought[f.PlaceText] || !of.Sources[f.SourceType] {
				want = append(want, f.PlaceText)
				stood[f.PlaceText] = true
			}
		}
		for _, f := range came {
			if !stood[f.PlaceText] {
				want = append(want, f.PlaceText)
			}
		}
		merge.Earlier(s, before, of)
		if diff := cmp.Diff(want, places(s.Flags)); diff != "" {
			t.Fatal(diff)
		}
		for _, f := range s.Flags {
			if (f.FlagID != "") != stood[f.PlaceText] {
				t.Fatalf("%s has the number %q", f.PlaceText, f.FlagID)
			}
		}
		again := snapshot(append([]cases.Flag(nil), came...), false)
		for i := range again.Flags {
			again.Flags[i].FlagID = ""
		}
		once := *s
		merge.Earlier(again, &once, of)
		if diff := cmp.Diff(places(s.Flags), places(again.Flags)); diff != "" {
			t.Fatalf("the same once more: %s", diff)
		}
	})
}

func TestEarlierKeepsWhatADeliveryCannotKnow(t *testing.T) {
	t.Parallel()
	had := snapshot(nil, false)
	had.Resident = cases.Resident{DocNo: "330199199001010011", Name: "王小明", Phone: "13800000001"}
	had.Assignment = cases.CodeAssignment{AssignmentID: "c", Colour: cases.Red}
	had.Appeal.Documents = []cases.Document{{DocID: "D1"}}
	had.CheckIns = []cases.CheckIn{{Date: cases.Day(2020, 2, 12), Status: "normal"}}
	s := snapshot(nil, false)
	s.Resident.Phone = "13800000001"
	merge.Earlier(s, had, merge.Spoken{Sources: map[cases.Source]bool{}})
	if s.Assignment.Colour != cases.Red || s.Resident.Name != "王小明" || len(s.Appeal.Documents) != 1 || len(s.CheckIns) != 1 {
		t.Errorf("%+v", s)
	}
	bare := snapshot(nil, false)
	merge.Earlier(bare, had, merge.Spoken{Sources: map[cases.Source]bool{}, Codes: true, CheckIns: true})
	if bare.Assignment.Colour != "" || len(bare.CheckIns) != 0 {
		t.Errorf("what the delivery leaves out is still there: %+v", bare)
	}
}
