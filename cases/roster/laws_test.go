package roster_test

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/cases"
	"recourse/cases/roster"
)

// TestLaws puts a roster through any sequence of writes, synchronisations and
// lockings and compares every answer with the plain one over a slice of rows.
func TestLaws(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := newChance(rapid.Uint64().Draw(t, "seed"))
		d, r := newDesk(), roster.New()
		for range rapid.IntRange(1, 6).Draw(t, "rounds") {
			writeSome(t, c, d, r)
			catchUp(t, d, r)
			for range 4 {
				now := c.around(3)
				f, by := drawFilter(c, d), drawSort(c)
				compareView(t, r.Select(f, by, now), plainSelect(d, f, by, now), f, by)
			}
			compareCounts(t, d, r, c.around(2))
			compareCandidates(t, d, r, c.around(1))
		}
	})
}

func writeSome(t *rapid.T, c chance, d *desk, r *roster.Roster) {
	switch rapid.IntRange(0, 9).Draw(t, "lock") {
	case 0:
		r.Lock()
		d.locked = true
	case 1:
		r.Unlock()
		d.locked = false
	}
	spread := one(c, 5, 60, 1200)
	for range one(c, 1, 10, 300) {
		id := cases.ID(1 + c.IntN(spread))
		var card *cases.Card
		if c.IntN(12) > 0 {
			k := c.card()
			card = &k
		}
		d.put(c.row(id), card)
	}
}

func catchUp(t interface{ Fatal(...any) }, d *desk, r *roster.Roster) {
	if _, err := r.Sync(context.Background(), d); err != nil {
		t.Fatal(err)
	}
}

func drawSort(c chance) roster.Sort {
	return roster.Sort{Key: one(c, roster.SortKeys()...), Desc: c.IntN(2) == 0}
}

// drawFilter sets a few conditions, so that something is often left.
func drawFilter(c chance, d *desk) roster.Filter {
	var f roster.Filter
	set := []func(){
		func() { f.States = []cases.State{one(c, cases.States()...), cases.Registered, cases.InReview} },
		func() { f.Colours = []cases.Colour{cases.Red} },
		func() { f.Urgencies = []cases.Urgency{cases.Urgent, cases.Critical} },
		func() { f.Grounds = []cases.Ground{"G02", "G18"} },
		func() { f.SignalsAll = 1 << c.IntN(11) },
		func() { f.SignalsAny = cases.Signals(c.Uint32N(1 << 11)) },
		func() { f.Officer = "reviewer" },
		func() { f.Unassigned = true },
		func() { f.Drafter = "reviewer2" },
		func() { f.Division = one(c, "33", "3301", "330106", "9") },
		func() { f.System = one(c, "hz-jkm", "nowhere") },
		func() { f.Rule = "R40" },
		func() { f.Dispositions = []cases.Disposition{cases.Overturn, ""} },
		func() { f.Isolations = []cases.Isolation{cases.Running} },
		func() { f.Instructions = []cases.Instruction{cases.Queued} },
		func() { f.Notices = []cases.Notice{"", cases.Rendered} },
		func() { f.OnlyOpen = true },
		func() { f.Only = []cases.ID{} },
		func() {
			for range c.IntN(40) {
				f.Only = append(f.Only, cases.ID(c.IntN(2*len(d.rows))))
			}
		},
		func() { f.Overdue = true },
		func() { f.DueBefore = c.around(3) },
		func() { f.EndsBefore = c.around(9) },
		func() { f.EndsAfter = c.around(9) },
		func() { f.Text = drawText(c, d) },
		func() { f.Text = drawText(c, d) },
	}
	for range c.IntN(4) {
		one(c, set...)()
	}
	return f
}

// drawText takes pieces out of what is there.
func drawText(c chance, d *desk) string {
	row := one(c, d.rows...)
	card := d.cards[row.ID]
	piece := func() string {
		text := []rune(one(c, card.Name, card.DocNo, card.Phone, card.Statement, row.AppealNo, "无此人"))
		if len(text) == 0 {
			return ""
		}
		from := c.IntN(len(text))
		return string(text[from:min(len(text), from+1+c.IntN(4))])
	}
	if c.IntN(3) == 0 {
		return piece() + " " + piece()
	}
	return piece()
}

func plainSelect(d *desk, f roster.Filter, by roster.Sort, now time.Time) []cases.ID {
	var rows []cases.Row
	for _, r := range d.rows {
		if plainMatch(d, &r, &f, now) {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b cases.Row) int { return plainCompare(&a, &b, by, now) })
	ids := make([]cases.ID, len(rows))
	for i := range rows {
		ids[i] = rows[i].ID
	}
	return ids
}

func plainMatch(d *desk, r *cases.Row, f *roster.Filter, now time.Time) bool {
	left := r.IsolationLeft(now) > 0
	return in(f.States, r.State) && in(f.Colours, r.Colour) && in(f.Urgencies, r.Urgency) && in(f.Dispositions, r.Disposition) &&
		in(f.Isolations, r.Isolation) && in(f.Instructions, r.Instruction) && in(f.Notices, r.Notice) &&
		(len(f.Grounds) == 0 || slices.ContainsFunc(r.Grounds, func(g cases.Ground) bool { return in(f.Grounds, g) })) &&
		r.Signals.Has(f.SignalsAll) && (f.SignalsAny == 0 || r.Signals&f.SignalsAny != 0) &&
		(!f.Unassigned || r.Officer == "") && (f.Unassigned || f.Officer == "" || r.Officer == f.Officer) &&
		(f.Drafter == "" || r.Drafter == f.Drafter) && strings.HasPrefix(r.Division, f.Division) &&
		(f.System == "" || r.System == f.System) && (f.Rule == "" || slices.Contains(r.Rules, f.Rule)) &&
		(f.Only == nil || slices.Contains(f.Only, r.ID)) && (!f.OnlyOpen || !r.State.Settled()) && (!f.Overdue || plainOverdue(r, now)) &&
		(f.DueBefore.IsZero() || !r.DueAt.IsZero() && r.DueAt.Before(f.DueBefore)) &&
		(f.EndsBefore.IsZero() || left && r.IsolationEnd.Before(f.EndsBefore)) &&
		(f.EndsAfter.IsZero() || left && !r.IsolationEnd.Before(f.EndsAfter)) && plainText(d, r, f.Text)
}

func in[T comparable](want []T, v T) bool { return len(want) == 0 || slices.Contains(want, v) }

func plainOverdue(r *cases.Row, now time.Time) bool {
	return !r.State.Settled() && r.PausedAt.IsZero() && !r.DueAt.IsZero() && r.DueAt.Before(now)
}

func plainText(d *desk, r *cases.Row, text string) bool {
	card := d.cards[r.ID]
	if d.locked {
		card = cases.Card{}
	}
	for _, term := range roster.Terms(text) {
		fields := []string{r.AppealNo, card.Name, card.DocNo, card.Phone}
		if !term.Numbers {
			fields = append(fields, card.Statement)
		}
		if !slices.ContainsFunc(fields, func(s string) bool { return strings.Contains(roster.Fold(s), term.Text) }) {
			return false
		}
	}
	return true
}

// plainCompare is the promised order: value (reversed when descending), cases
// without one last, then case number (reversed with the values).
func plainCompare(a, b *cases.Row, by roster.Sort, now time.Time) int {
	hasA, hasB := plainValue(a, by.Key, now), plainValue(b, by.Key, now)
	if hasA != hasB {
		if hasA {
			return -1
		}
		return 1
	}
	if !hasA {
		return cmp.Compare(a.ID, b.ID)
	}
	c := cmp.Or(plainKey(a, b, by.Key, now), cmp.Compare(a.ID, b.ID))
	if by.Desc {
		return -c
	}
	return c
}

func plainValue(r *cases.Row, key roster.SortKey, now time.Time) bool {
	switch key {
	case roster.ByDue:
		return !r.DueAt.IsZero()
	case roster.ByIsolation:
		return r.IsolationLeft(now) > 0
	case roster.ByOfficer:
		return r.Officer != ""
	case roster.ByHarm:
		return !r.State.Settled()
	}
	return true
}

func plainKey(a, b *cases.Row, key roster.SortKey, now time.Time) int {
	minute := now.Truncate(time.Minute)
	switch key {
	case roster.ByDue:
		return a.DueAt.Compare(b.DueAt)
	case roster.ByFiled:
		return a.FiledAt.Compare(b.FiledAt)
	case roster.ByIsolation:
		return cmp.Compare(a.IsolationLeft(now), b.IsolationLeft(now))
	case roster.ByAppealNo:
		return cmp.Compare(plainNumber(a.AppealNo), plainNumber(b.AppealNo))
	case roster.ByState:
		return cmp.Compare(slices.Index(cases.States(), a.State), slices.Index(cases.States(), b.State))
	case roster.ByColour:
		return cmp.Compare(b.Colour.Severity(), a.Colour.Severity())
	case roster.ByUrgency:
		order := []cases.Urgency{cases.Critical, cases.Urgent, cases.Normal}
		return cmp.Compare(slices.Index(order, a.Urgency), slices.Index(order, b.Urgency))
	case roster.ByOfficer:
		return cmp.Compare(a.Officer, b.Officer)
	case roster.ByHarm:
		return cmp.Compare(roster.Harm(b, minute).Points, roster.Harm(a, minute).Points)
	}
	return 0
}

// plainNumber is the running number of an appeal number of the desk.
func plainNumber(s string) int {
	s = strings.TrimSuffix(strings.TrimPrefix(s, "杭健申〔2020〕"), "号")
	n, _ := strconv.Atoi(s)
	return n
}

func compareView(t *rapid.T, v *roster.View, want []cases.ID, f roster.Filter, by roster.Sort) {
	got := v.IDs(0, v.Len())
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Fatalf("filter %+v, sort %s (-want +got):\n%s", f, by, diff)
	}
	for i, id := range want {
		if v.Index(id) != i || v.ID(i) != id {
			t.Fatalf("case %d is line %d, Index says %d, ID says %d", id, i, v.Index(id), v.ID(i))
		}
	}
	if v.Index(1<<40) != -1 || v.Index(-1) != -1 {
		t.Fatal("a case that is nowhere has an index")
	}
}

func compareCandidates(t *rapid.T, d *desk, r *roster.Roster, now time.Time) {
	pick := func(ok func(*cases.Row) bool) (ids []cases.ID) {
		for _, id := range plainSelect(d, roster.Filter{}, roster.Sort{Key: roster.ByHarm}, now) {
			row := &d.rows[slices.IndexFunc(d.rows, func(o cases.Row) bool { return o.ID == id })]
			if ok(row) && (row.Returns <= cases.MaxReturns || row.Drafter != "reviewer") {
				ids = append(ids, id)
			}
		}
		return ids
	}
	want := pick(func(r *cases.Row) bool { return r.State == cases.Registered })
	want = append(want, pick(func(r *cases.Row) bool {
		return (r.State == cases.Assigned || r.State == cases.InReview || r.State == cases.Returned) && !r.Leased(now)
	})...)
	want = want[:min(len(want), 20)]
	if diff := gocmp.Diff(want, r.Candidates("reviewer", now, 20)); diff != "" && len(want) > 0 {
		t.Fatalf("candidates (-want +got):\n%s", diff)
	}
}

func compareCounts(t *rapid.T, d *desk, r *roster.Roster, now time.Time) {
	want := plainCounts(d, "reviewer", now)
	if diff := gocmp.Diff(want, r.Counts("reviewer", now)); diff != "" {
		t.Fatalf("counts (-want +got):\n%s", diff)
	}
}

func plainCounts(d *desk, user cases.UserID, now time.Time) roster.Counts {
	c := roster.Counts{ByState: map[cases.State]int{}, ByColour: map[cases.Colour]int{}, ByUrgency: map[cases.Urgency]int{}}
	tomorrow := roster.Tomorrow(now)
	when := func(n *int, ok bool) {
		if ok {
			*n++
		}
	}
	for i := range d.rows {
		r := &d.rows[i]
		c.Total++
		c.ByState[r.State]++
		when(&c.Letters, r.State == cases.Decided && r.Notice != cases.Delivered)
		when(&c.ToExport, r.State == cases.Decided && (r.Instruction == cases.Queued || r.Instruction == cases.Rejected))
		when(&c.ToSign, r.Pending != "")
		if r.State.Settled() {
			continue
		}
		c.Open++
		c.ByColour[r.Colour]++
		c.ByUrgency[r.Urgency]++
		left := r.IsolationLeft(now) > 0
		late := plainOverdue(r, now)
		when(&c.Overdue, late)
		when(&c.DueToday, !late && !r.DueAt.IsZero() && r.PausedAt.IsZero() && r.DueAt.Before(tomorrow))
		when(&c.EndsToday, left && r.IsolationEnd.Before(tomorrow))
		when(&c.EndedOpen, !left && (r.Isolation == cases.Released || !r.IsolationEnd.IsZero()))
		when(&c.Unassigned, r.State == cases.Registered && r.Officer == "")
		when(&c.Mine, r.Officer == user)
		waits := r.State == cases.PendingSignoff || r.State == cases.SecondLevel
		when(&c.MyDrafts, waits && r.Drafter == user)
		when(&c.ToSign, waits && r.Drafter != user && r.Allocator != user)
	}
	return c
}
