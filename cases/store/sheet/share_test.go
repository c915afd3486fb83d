package sheet_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/cases"
	"recourse/cases/store/sheet"
)

func drawShares(t *rapid.T, first cases.ID) []sheet.Entry {
	list := drawEntries(t, first)
	text := rapid.SampledFrom([]string{"", "移动", "市疾控", "B-2020-02-10", "CARRIER_TOWER"})
	for i := range list {
		list[i].Version = rapid.IntRange(1, 3).Draw(t, "version")
		for range rapid.IntRange(0, 4).Draw(t, "lines") {
			list[i].Marks = append(list[i].Marks, cases.EvidenceMark{
				Source: cases.Source(text.Draw(t, "source")), Provider: text.Draw(t, "provider"), Batch: text.Draw(t, "batch"),
			})
		}
	}
	return list
}

func TestShares(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		const last = 90
		var all sheet.Shares
		want, version := map[cases.ID][]cases.EvidenceMark{}, map[cases.ID]int{}
		for id := cases.ID(1); id <= last; id++ {
			version[id] = rapid.IntRange(1, 3).Draw(t, "in force")
		}
		for range rapid.IntRange(0, 3).Draw(t, "rows") {
			list := drawShares(t, cases.ID(rapid.IntRange(1, 70).Draw(t, "first")))
			all.Add(list[0].ID, sheet.PackShares(list))
			for _, e := range list {
				if _, there := want[e.ID]; !there && e.ID <= last && version[e.ID] == e.Version {
					want[e.ID] = e.Marks
				}
			}
		}
		got := map[cases.ID][]cases.EvidenceMark{}
		missing := all.Each(last, func(id cases.ID) int { return version[id] }, func(id cases.ID, marks []cases.EvidenceMark) {
			if _, twice := got[id]; twice {
				t.Fatalf("case %d comes twice", id)
			}
			got[id] = append([]cases.EvidenceMark(nil), marks...)
		})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
		there := slices.Collect(maps.Keys(got))
		for _, m := range missing {
			for id := m[0]; id <= m[1]; id++ {
				there = append(there, id)
			}
		}
		if slices.Sort(there); len(there) != last || len(slices.Compact(there)) != last {
			t.Fatalf("of %d cases %d are there or missing", last, len(there))
		}
	})
}

func FuzzShares(f *testing.F) {
	f.Add(sheet.PackShares([]sheet.Entry{{ID: 7, Version: 1, Marks: []cases.EvidenceMark{{Source: "A", Provider: "b", Batch: "c"}}}}))
	f.Fuzz(func(t *testing.T, packed []byte) {
		var s sheet.Shares
		s.Add(7, packed)
		n := 0
		missing := s.Each(20, func(cases.ID) int { return 1 }, func(cases.ID, []cases.EvidenceMark) { n++ })
		for _, m := range missing {
			n += int(m[1]-m[0]) + 1
		}
		if n != 20 {
			t.Errorf("of 20 cases %d are there or missing", n)
		}
	})
}
