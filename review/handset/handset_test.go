package handset_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/cases"
	"recourse/review/handset"
)

// hand is the i-th colour that one hand set on a day.
func hand(i int, change func(*handset.Mark)) handset.Mark {
	m := handset.Mark{Case: cases.ID(i), Author: "op 7", Unit: "finance office", Day: "2020-02-13", Batch: "MANUAL finance office 2020-02-13"}
	if change != nil {
		change(&m)
	}
	return m
}

func hands(n int, change func(*handset.Mark)) (out []handset.Mark) {
	for i := range n {
		out = append(out, hand(i+1, change))
	}
	return out
}

func TestFind(t *testing.T) {
	t.Parallel()
	scattered := func(m *handset.Mark) { m.Day = fmt.Sprintf("2020-02-%02d", m.Case); m.Batch += m.Day }
	for _, c := range []struct {
		name     string
		marks    []handset.Mark
		register map[string]int
		want     []string // "what: cases+unappealed"
	}{
		{"five of one afternoon", hands(5, nil), nil, []string{"author: 5+0"}},
		{"four are not enough", hands(4, nil), nil, nil},
		{"people who did not appeal count", hands(2, nil), map[string]int{"MANUAL finance office 2020-02-13": 3}, []string{"author: 2+3"}},
		{"people who did not appeal alone", nil, map[string]int{"MANUAL x": 6, "MANUAL y": 4}, []string{"batch: 0+6"}},
		{"as many on different days by one author", hands(9, scattered), nil, nil},
		{"one order over several days", hands(6, func(m *handset.Mark) { scattered(m); m.Order = "no 12" }), nil, []string{"order: 6+0"}},
		{"half of them have a contact on file", append(hands(5, func(m *handset.Mark) { m.Caused = true }),
			hands(10, nil)[5:]...), nil, nil},
		{"one of six has", append(hands(1, func(m *handset.Mark) { m.Caused = true }), hands(6, nil)[1:]...), nil, []string{"author: 6+0"}},
		{"two authors of one unit", append(hands(5, nil), hands(8, func(m *handset.Mark) { m.Author = "op 9" })[5:]...), nil, []string{"unit: 8+0"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, a := range handset.Find(c.marks, c.register, handset.DefaultSize) {
				got = append(got, fmt.Sprintf("%s: %d+%d", a.What, len(a.Cases), a.Unappealed))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAnAlertSaysWhatIsShared(t *testing.T) {
	t.Parallel()
	marks := hands(6, func(m *handset.Mark) {
		if m.Case > 4 {
			m.Author = "op 9"
		}
		m.Caused = m.Case == 2
	})
	got := handset.Find(marks, nil, 5)
	if len(got) != 1 {
		t.Fatalf("%+v", got)
	}
	want := cases.Alert{
		State: cases.AlertOpen, Key: got[0].Key, What: "unit", Unit: "finance office", Day: "2020-02-13",
		Cases: []cases.ID{1, 2, 3, 4, 5, 6}, Causeless: []cases.ID{1, 3, 4, 5, 6}, Batches: []string{"MANUAL finance office 2020-02-13"},
	}
	if diff := cmp.Diff(want, got[0]); diff != "" {
		t.Error(diff)
	}
	more := handset.Find(append(marks, hand(7, nil)), nil, 5)
	if len(more) != 1 || more[0].Key != got[0].Key || more[0].Size() != 7 {
		t.Errorf("grown, it is another alert: %+v", more)
	}
}

// Whatever was set by hand: an alert has at least the size asked for without a
// cause, more than half of its members, and no alert lies within another; the
// order in which cases are read makes no difference.
func TestFindLaws(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		word := func(name string, i int, of ...string) string {
			return rapid.SampledFrom(of).Draw(t, fmt.Sprint(name, i))
		}
		var marks []handset.Mark
		for i := range rapid.IntRange(0, 40).Draw(t, "marks") {
			m := handset.Mark{
				Case: cases.ID(i + 1), Author: word("author", i, "", "a", "b"), Unit: word("unit", i, "", "u", "v"), Order: word("order", i, "", "", "o"),
				List: word("list", i, "", "", "l"), Day: word("day", i, "13", "14"), Caused: rapid.Bool().Draw(t, fmt.Sprint("caused", i)),
			}
			m.Batch = "MANUAL " + m.Unit + m.Order + m.Day
			marks = append(marks, m)
		}
		size := rapid.IntRange(2, 8).Draw(t, "size")
		register := map[string]int{"MANUAL u13": rapid.IntRange(0, 9).Draw(t, "silent")}
		found := handset.Find(marks, register, size)
		for i, a := range found {
			if bare := len(a.Causeless) + a.Unappealed; bare < size || 2*bare <= a.Size() {
				t.Fatalf("%+v is no alert from %d people on", a, size)
			}
			for j, b := range found {
				if i != j && len(a.Cases) > 0 && a.Unappealed == 0 && !slices.ContainsFunc(a.Cases, func(id cases.ID) bool { return !slices.Contains(b.Cases, id) }) {
					t.Fatalf("%+v lies within %+v", a, b)
				}
			}
		}
		slices.Reverse(marks)
		if diff := cmp.Diff(found, handset.Find(marks, register, size)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestMarkOf(t *testing.T) {
	t.Parallel()
	at := cases.At(time.Date(2020, 2, 13, 15, 4, 0, 0, cases.Shanghai()))
	s := &cases.Snapshot{
		Assignment: cases.CodeAssignment{Origin: cases.ByHand, AssignedBy: "op 7", AssignedUnit: "finance office", AuthorityRef: "no 12", IssuedAt: at},
		Flags:      []cases.Flag{{SetBy: "op 7", ListName: "depositors"}, {SetBy: "op 1", ListName: "contacts"}},
	}
	got, ok := handset.MarkOf(&cases.Row{ID: 4, Signals: cases.SignalByHand | cases.SignalNoCause}, s)
	want := handset.Mark{Case: 4, Author: "op 7", Unit: "finance office", Order: "no 12", List: "depositors", Day: "2020-02-13", Batch: "MANUAL finance office no 12 2020-02-13"}
	if diff := cmp.Diff(want, got); diff != "" || !ok {
		t.Error(ok, diff)
	}
	s.Assignment.Origin = "RULE_BATCH"
	if _, ok := handset.MarkOf(&cases.Row{}, s); ok {
		t.Error("a colour that no hand set has a mark")
	}
}
