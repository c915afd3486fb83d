package roster_test

import (
	"context"
	"runtime"
	"testing"
	"time"

	"recourse/cases"
	"recourse/cases/roster"
)

const many = 500_000

// office is a desk with n cases; it is made once for all sub-benchmarks.
func office(n int) *desk {
	c := newChance(7)
	d := newDesk()
	d.rows = make([]cases.Row, n)
	for i := range d.rows {
		id := cases.ID(i + 1)
		d.rows[i] = c.row(id)
		d.rows[i].Version, d.rows[i].Seq = 1, int64(i+1)
		d.cards[id] = c.card()
	}
	d.seq = int64(n)
	return d
}

// BenchmarkRoster times what a list does at half a million cases.
func BenchmarkRoster(b *testing.B) {
	d := office(many)
	began := time.Now()
	r := synced(b, d)
	m := r.Memory()
	b.Logf("first load %v; bytes a case: columns %d, personal %d, orders %d", time.Since(began).Round(time.Millisecond),
		m.Columns/m.Cases, m.Personal/m.Cases, m.Orders/m.Cases)
	sought := d.cards[77777]
	d = nil // or the collector keeps walking through it
	runtime.GC()
	benchSelect(b, r)
	benchSearch(b, r, sought)
	b.Run("counts", func(b *testing.B) {
		for b.Loop() {
			r.Counts("reviewer", start)
		}
	})
	b.Run("candidates", func(b *testing.B) {
		for b.Loop() {
			r.Candidates("reviewer", start, 20)
		}
	})
	benchSync(b, r)
}

// screen reads what one screenful shows.
func screen(v *roster.View) {
	for i := range min(50, v.Len()) {
		v.At(i)
	}
}

func benchSelect(b *testing.B, r *roster.Roster) {
	mixes := []struct {
		name   string
		filter roster.Filter
		by     roster.Sort
	}{
		{"everything by due", roster.Filter{}, roster.Sort{}},
		{"open by due", roster.Filter{OnlyOpen: true}, roster.Sort{}},
		{"five filters by isolation", roster.Filter{
			OnlyOpen: true, Colours: []cases.Colour{cases.Red}, Division: "3301", Grounds: []cases.Ground{"G02"}, SignalsAny: cases.SignalDiffers | cases.SignalWeakSource,
		}, roster.Sort{Key: roster.ByIsolation}},
		{"mine overdue by appeal number down", roster.Filter{Officer: "reviewer", Overdue: true}, roster.Sort{Key: roster.ByAppealNo, Desc: true}},
		{"rule and ends today by officer", roster.Filter{Rule: "R40", EndsBefore: roster.Tomorrow(start)}, roster.Sort{Key: roster.ByOfficer}},
		{"open by harm, same minute", roster.Filter{OnlyOpen: true}, roster.Sort{Key: roster.ByHarm}},
	}
	for _, m := range mixes {
		b.Run("select/"+m.name, func(b *testing.B) {
			for b.Loop() {
				screen(r.Select(m.filter, m.by, start))
			}
		})
	}
	b.Run("select/open by harm, new minute", func(b *testing.B) {
		now := start
		for b.Loop() {
			now = now.Add(time.Minute)
			screen(r.Select(roster.Filter{OnlyOpen: true}, roster.Sort{Key: roster.ByHarm}, now))
		}
	})
}

// benchSearch times a first search each: two texts take turns, so that the
// last outcome never helps.
func benchSearch(b *testing.B, r *roster.Roster, c cases.Card) {
	name := []rune(c.Name)
	texts := []struct{ name, text string }{
		{"one character", "王"}, {"name", c.Name}, {"two characters", string(name[:2])},
		{"id fragment of 4", c.DocNo[10:14]}, {"id fragment of 8", c.DocNo[6:14]}, {"phone fragment", c.Phone[3:8]},
		{"phone", c.Phone}, {"word of a statement", string([]rune(c.Statement)[3:6])}, {"name and word", string(name[:1]) + " " + string([]rune(c.Statement)[3:5])},
		{"nothing", "鑫鑫鑫"}, {"one digit", "7"},
	}
	for _, t := range texts {
		b.Run("search/"+t.name, func(b *testing.B) {
			hits := 0
			for b.Loop() {
				b.StopTimer()
				r.Select(roster.Filter{Text: "00000000000000"}, roster.Sort{}, start)
				b.StartTimer()
				v := r.Select(roster.Filter{Text: t.text}, roster.Sort{}, start)
				screen(v)
				hits = v.Len()
			}
			b.ReportMetric(float64(hits), "hits")
		})
	}
}

func benchSync(b *testing.B, r *roster.Roster) {
	seq := int64(many)
	for _, k := range []int{1, 1000} {
		name := map[int]string{1: "sync 1 and select", 1000: "sync 1000 and select"}[k]
		b.Run(name, func(b *testing.B) {
			c := newChance(9)
			for b.Loop() {
				b.StopTimer()
				part := newDesk()
				for range k {
					seq++
					row := c.row(cases.ID(1 + c.IntN(many)))
					row.Version, row.Seq = seq, seq
					part.rows = append(part.rows, row)
					part.cards[row.ID] = c.card()
				}
				b.StartTimer()
				if _, err := r.Sync(context.Background(), part); err != nil {
					b.Fatal(err)
				}
				screen(r.Select(roster.Filter{}, roster.Sort{}, start))
			}
		})
	}
}
