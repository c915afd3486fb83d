package sheet_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/cases"
	"recourse/cases/store/sheet"
)

// drawEntries is a row as an import or a replay writes it.
func drawEntries(t *rapid.T, first cases.ID) []sheet.Entry {
	var list []sheet.Entry
	for id := first; id < first+40; id++ {
		if id == first || rapid.Bool().Draw(t, "there") {
			list = append(list, sheet.Entry{
				ID: id, Version: rapid.IntRange(1, 300).Draw(t, "version"), Sealed: rapid.SliceOfN(rapid.Byte(), 0, 20).Draw(t, "sealed"),
			})
		}
	}
	return list
}

func TestPages(t *testing.T) {
	t.Parallel()
	t.Run("of several rows the newest version of each case is found, and nothing else", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			p, newest := sheet.NewPages(100, 50), map[cases.ID]sheet.Entry{}
			for range rapid.IntRange(0, 3).Draw(t, "rows") {
				list := drawEntries(t, cases.ID(rapid.IntRange(80, 160).Draw(t, "first")))
				p.Add(list[0].ID, sheet.Pack(list))
				for _, e := range list {
					if e.ID >= 100 && e.ID < 150 && e.Version > newest[e.ID].Version {
						newest[e.ID] = e
					}
				}
			}
			for id := cases.ID(60); id < 220; id++ {
				e, ok := newest[id]
				if got := p.Find(id, e.Version); ok != (got != nil) || ok && !cmp.Equal(e.Sealed, got) {
					t.Fatalf("case %d: got %v, want %v", id, got, e.Sealed)
				}
				if got := p.Find(id, e.Version+1); got != nil {
					t.Fatalf("case %d: found %v of a version that is not there", id, got)
				}
			}
		})
	})
	t.Run("no rows make none", func(t *testing.T) {
		t.Parallel()
		if got := sheet.Pack(nil); got != nil {
			t.Errorf("got %v", got)
		}
	})
}

func FuzzPages(f *testing.F) {
	f.Add(sheet.Pack([]sheet.Entry{{ID: 7, Version: 1, Sealed: []byte("abc")}, {ID: 9, Version: 2, Sealed: []byte("d")}}))
	f.Fuzz(func(t *testing.T, packed []byte) {
		p := sheet.NewPages(7, 4)
		p.Add(7, packed)
		for id := cases.ID(0); id < 20; id++ {
			if got := p.Find(id, 1); len(got) > len(packed) {
				t.Errorf("case %d has more than the row", id)
			}
		}
	})
}
