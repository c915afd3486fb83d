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
				got := p.Find(id, e.Version, func(sealed []byte) bool { return string(sealed) == string(e.Sealed) })
				if ok != got {
					t.Fatalf("case %d: found %v, want %v", id, got, e.Sealed)
				}
				if p.Find(id, e.Version+1, func([]byte) bool { return true }) {
					t.Fatalf("case %d: found in a version that is not there", id)
				}
			}
		})
	})
	t.Run("of two of one version both are offered", func(t *testing.T) {
		t.Parallel()
		p := sheet.NewPages(1, 9)
		for _, text := range []string{"old", "damaged", "repaired"} {
			p.Add(4, sheet.Pack([]sheet.Entry{{ID: 4, Version: 2, Sealed: []byte(text)}}))
		}
		p.Add(4, sheet.Pack([]sheet.Entry{{ID: 4, Version: 1, Sealed: []byte("older")}}))
		var got []string
		p.Find(4, 2, func(sealed []byte) bool { got = append(got, string(sealed)); return string(sealed) == "repaired" })
		if diff := cmp.Diff([]string{"old", "damaged", "repaired"}, got); diff != "" {
			t.Error(diff)
		}
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
			p.Find(id, 1, func(sealed []byte) bool {
				if len(sealed) > len(packed) {
					t.Errorf("case %d has more than the row", id)
				}
				return false
			})
		}
	})
}
