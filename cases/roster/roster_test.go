package roster_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/cases/roster"
)

// fullDesk has n cases, all with a card.
func fullDesk(n int) *desk {
	c, d := newChance(3), newDesk()
	for i := range n {
		card := c.card()
		d.put(c.row(cases.ID(i+1)), &card)
	}
	return d
}

func TestSync(t *testing.T) {
	t.Parallel()
	t.Run("a line shows the row as the store gave it and the person masked", func(t *testing.T) {
		t.Parallel()
		d := fullDesk(700)
		r := synced(t, d)
		for _, row := range d.rows {
			l, ok := r.Find(row.ID)
			if diff := gocmp.Diff(row, l.Row); !ok || diff != "" {
				t.Fatalf("case %d found %v (-want +got):\n%s", row.ID, ok, diff)
			}
			c := d.cards[row.ID]
			if l.Name != cases.MaskName(c.Name) || l.DocNo != cases.MaskDocNo(c.DocNo) || l.Phone != cases.MaskPhone(c.Phone) {
				t.Fatalf("case %d shows %q %q %q", row.ID, l.Name, l.DocNo, l.Phone)
			}
		}
	})
	t.Run("the second run brings only what changed and tells the watchers", func(t *testing.T) {
		t.Parallel()
		d := fullDesk(50)
		r := synced(t, d)
		var got []roster.Signal
		stop := r.Watch(func(s roster.Signal) { got = append(got, s) })
		d.put(d.rows[7], nil)
		n, err := r.Sync(context.Background(), d)
		again, errAgain := r.Sync(context.Background(), d)
		stop()
		r.Lock()
		want := []roster.Signal{{Generation: r.Generation() - 1, Cases: 50, Changed: 1}}
		if diff := gocmp.Diff(want, got); n != 1 || again != 0 || err != nil || errAgain != nil || diff != "" {
			t.Fatalf("changed %d and %d, errors %v and %v, signals (-want +got):\n%s", n, again, err, errAgain, diff)
		}
	})
	t.Run("a first load can be listed before it ends", func(t *testing.T) {
		t.Parallel()
		var seen []int
		r := roster.New()
		r.Watch(func(s roster.Signal) { seen = append(seen, r.Select(roster.Filter{}, roster.Sort{}, start).Len()) })
		if _, err := r.Sync(context.Background(), fullDesk(3000)); err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff([]int{512, 1024, 2048, 3000}, seen); diff != "" {
			t.Fatal(diff)
		}
	})
	t.Run("a load that breaks off is made good by the next", func(t *testing.T) {
		t.Parallel()
		d := fullDesk(2000)
		r := roster.New()
		broken := errors.New("the line is down")
		_, err := r.Sync(context.Background(), feed(func(yield func(cases.Row, *cases.Card) error) error {
			for _, row := range d.rows[1000:] {
				if err := yield(row, nil); err != nil {
					return err
				}
			}
			return broken
		}))
		if !errors.Is(err, broken) || r.Len() != 1000 {
			t.Fatalf("error %v, %d cases", err, r.Len())
		}
		if n, err := r.Sync(context.Background(), d); n != 2000 || err != nil || r.Len() != 2000 {
			t.Fatalf("changed %d, %d cases, error %v", n, r.Len(), err)
		}
	})
	t.Run("a number no store gives is refused", func(t *testing.T) {
		t.Parallel()
		_, err := roster.New().Sync(context.Background(), feed(func(yield func(cases.Row, *cases.Card) error) error {
			return yield(cases.Row{ID: -4}, nil)
		}))
		if err == nil {
			t.Fatal("taken")
		}
	})
}

type feed func(yield func(cases.Row, *cases.Card) error) error

func (f feed) Rows(_ context.Context, _ int64, yield func(cases.Row, *cases.Card) error) error {
	return f(yield)
}

func TestLock(t *testing.T) {
	t.Parallel()
	d := fullDesk(600)
	r := synced(t, d)
	byName := roster.Filter{Text: d.cards[5].Name}
	before := r.Select(byName, roster.Sort{}, start)
	i := before.Index(5)
	if c, ok := before.Unmasked(i); !ok || c.Name != d.cards[5].Name || c.DocNo != d.cards[5].DocNo || c.Phone != d.cards[5].Phone {
		t.Fatalf("unmasked %+v, %v", c, ok)
	}
	r.Lock()
	if _, ok := before.Unmasked(i); ok || before.At(i).Name != "" || before.At(i).AppealNo == "" {
		t.Fatalf("an old view still shows %+v", before.At(i))
	}
	if n := r.Select(byName, roster.Sort{}, start).Len(); n != 0 {
		t.Fatalf("%d found by name in a locked roster", n)
	}
	d.put(d.rows[4], &cases.Card{Name: "王五"}) // the feed is a little late to notice
	catchUp(t, d, r)
	if l, _ := r.Find(5); l.Name != "" || l.Version != 2 {
		t.Fatalf("a locked roster took in %+v", l)
	}
	r.Unlock()
	catchUp(t, d, r)
	if l, _ := r.Find(5); l.Name != "王*" || r.Len() != 600 {
		t.Fatalf("after unlocking %+v of %d cases", l, r.Len())
	}
}

func TestPurge(t *testing.T) {
	t.Parallel()
	d := fullDesk(20)
	r := synced(t, d)
	old := r.Select(roster.Filter{}, roster.Sort{Key: roster.ByID}, start)
	name := d.cards[3].Name
	d.put(d.rows[2], nil)
	catchUp(t, d, r)
	if c, ok := old.Unmasked(2); ok {
		t.Fatalf("an old view still knows %q", c.Name)
	}
	if _, ok := old.Unmasked(3); !ok {
		t.Fatal("purging one case took another's name")
	}
	if r.Select(roster.Filter{Text: name}, roster.Sort{}, start).Index(3) >= 0 {
		t.Fatal("a purged name is still found")
	}
}

func TestViewKeeps(t *testing.T) {
	t.Parallel()
	c, d := newChance(11), fullDesk(3000)
	r := synced(t, d)
	v := r.Select(roster.Filter{OnlyOpen: true}, roster.Sort{Key: roster.ByAppealNo}, start)
	lines := make([]roster.Line, v.Len())
	for i := range lines {
		lines[i] = v.At(i)
	}
	for range 4 { // enough to renumber the slots
		for i := range d.rows {
			card := c.card()
			d.put(c.row(d.rows[i].ID), &card)
		}
		catchUp(t, d, r)
	}
	for i := range lines {
		if diff := gocmp.Diff(lines[i], v.At(i)); diff != "" {
			t.Fatalf("line %d changed:\n%s", i, diff)
		}
	}
	m := r.Memory()
	if m.Cases != 3000 || m.Columns > 3000*600 {
		t.Fatalf("dead rows are kept: %+v", m)
	}
	r.Lock()
	if v.At(0).Name != "" {
		t.Fatal("locking did not reach a view from before the renumbering")
	}
}

// TestTogether is for the race detector: readers, a writer and somebody who
// locks, and no list that is not sorted.
func TestTogether(t *testing.T) {
	t.Parallel()
	d := fullDesk(2500)
	r := synced(t, d)
	c := newChance(5)
	done := make(chan struct{})
	var all sync.WaitGroup
	for k := range 3 {
		all.Go(func() { readUntil(t, r, done, roster.SortKeys()[k]) })
	}
	for i := range 30 {
		for range 150 {
			card := c.card()
			d.put(c.row(cases.ID(1+c.IntN(2500))), &card)
		}
		if i%10 == 9 {
			r.Lock()
			r.Unlock()
		}
		catchUp(t, d, r)
	}
	close(done)
	all.Wait()
}

func readUntil(t *testing.T, r *roster.Roster, done chan struct{}, key roster.SortKey) {
	for i := 0; ; i++ {
		select {
		case <-done:
			return
		default:
		}
		v := r.Select(roster.Filter{OnlyOpen: i%2 == 0, Text: []string{"", "王", "33019919"}[i%3]}, roster.Sort{Key: key}, start)
		for k := range min(20, v.Len()) {
			if l := v.At(k); l.ID != v.ID(k) || v.Index(l.ID) != k {
				t.Errorf("line %d is case %d", k, l.ID)
			}
		}
		r.Counts("reviewer", start)
		r.Candidates("reviewer", start, 5)
	}
}

func TestSavedViews(t *testing.T) {
	t.Parallel()
	d := fullDesk(900)
	r := synced(t, d)
	total := map[string]int{}
	for _, s := range roster.SavedViews("reviewer", start) {
		found, err := roster.FindSaved(s.Name, "reviewer", start)
		if err != nil || found.Key() != "view."+s.Name {
			t.Fatalf("%s: %v %q", s.Name, err, found.Key())
		}
		total[s.Name] = r.Select(s.Filter, s.Sort, start).Len()
	}
	c := r.Counts("reviewer", start)
	want := map[string]int{
		"queue": c.Open, "harm": c.Open, "mine": c.Mine, "unassigned": c.Unassigned, "ends_today": c.EndsToday, "overdue": c.Overdue,
		"signoff": c.ByState[cases.PendingSignoff], "second_level": c.ByState[cases.SecondLevel], "critical": c.ByUrgency[cases.Critical],
		"letters": c.Letters, "all": c.Total,
	}
	for name, n := range want {
		if total[name] != n || n == 0 {
			t.Errorf("%s lists %d, counted %d", name, total[name], n)
		}
	}
	if _, err := roster.FindSaved("nothing", "", start); !errors.Is(err, cases.Refuse("unknown_view")) {
		t.Errorf("an unknown view gives %v", err)
	}
}

func TestParseSort(t *testing.T) {
	t.Parallel()
	for _, k := range roster.SortKeys() {
		for _, s := range []roster.Sort{{Key: k}, {Key: k, Desc: true}} {
			if got, err := roster.ParseSort(s.String()); got != s || err != nil {
				t.Errorf("%s reads as %+v, %v", s, got, err)
			}
		}
	}
	if _, err := roster.ParseSort("colour of hair"); !errors.Is(err, cases.Refuse("unknown_sort")) {
		t.Errorf("an unknown key gives %v", err)
	}
}

func TestAppealNumbersCompareAsNumbers(t *testing.T) {
	t.Parallel()
	numbers := []string{
		"A-7", "A-07b", "A-99", "A-123", "A-123456789", "A-1234567890", "A-12345678901", "B", "B-1", "b-2",
		"杭健申〔2019〕1000号", "杭健申〔2020〕2号", "杭健申〔2020〕10号", "杭健申〔2020〕10号之一",
	}
	d := newDesk()
	for i, n := range slices.Backward(numbers) {
		d.put(cases.Row{ID: cases.ID(100 - i), AppealNo: n, State: cases.Registered, Urgency: cases.Normal}, nil)
	}
	v := synced(t, d).Select(roster.Filter{}, roster.Sort{Key: roster.ByAppealNo}, start)
	var got []string
	for i := range v.Len() {
		got = append(got, v.At(i).AppealNo)
	}
	if diff := gocmp.Diff(numbers, got); diff != "" {
		t.Fatal(diff)
	}
}
