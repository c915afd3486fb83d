package insight_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/cases"
	"recourse/review/insight"
)

func noon() time.Time { return time.Date(2020, 2, 20, 12, 0, 0, 0, cases.Shanghai()) }

// row is a case filed some hours before noon of 20 February.
func row(id int, state cases.State, filed int) cases.Row {
	at := noon().Add(-time.Duration(filed) * time.Hour)
	return cases.Row{ID: cases.ID(id), State: state, Colour: cases.Red, FiledAt: at, DueAt: at.Add(72 * time.Hour), IsolationEnd: at.AddDate(0, 0, 10),
		Division: "330106", Rules: []string{"R40"}, Isolation: cases.Running}
}

// office feeds cases: out of n decided ones of a batch k were overturned.
type office struct {
	c  *insight.Collector
	id int
}

func newOffice() *office { return &office{c: insight.NewCollector(noon())} }

func (o *office) add(r cases.Row, d cases.Disposition, batch string, waited time.Duration, group bool) {
	if d != "" {
		o.c.Decided(cases.Outcome{Case: r.ID, Disposition: d, Drafter: "reviewer", At: r.FiledAt.Add(waited), Group: group})
	}
	o.c.Case(&r)
	for range 2 { // two records of one batch count once
		o.c.Mark(r.ID, &cases.EvidenceMark{Source: cases.CarrierTower, Provider: "移动", Batch: batch})
	}
}

func (o *office) batch(name string, overturned, upheld, open int) {
	for i := range overturned + upheld + open {
		o.id++
		state, d := cases.Decided, cases.Overturn
		switch {
		case i >= overturned+upheld:
			state, d = cases.Registered, ""
		case i >= overturned:
			d = cases.Uphold
		}
		o.add(row(o.id, state, 60), d, name, 20*time.Hour, false)
	}
}

func rate(t *testing.T, r *insight.Report, by insight.By, key string) insight.Rate {
	t.Helper()
	for _, x := range r.Rates[by] {
		if x.Key == key {
			return x
		}
	}
	t.Fatalf("no rate of %s %s", by, key)
	return insight.Rate{}
}

func TestSystemicErrors(t *testing.T) {
	t.Parallel()
	t.Run("finds the batch that stands out, with who shares it", func(t *testing.T) {
		t.Parallel()
		o := newOffice()
		o.batch("YD-0213-A", 41, 5, 312)
		o.batch("YD-0211-B", 20, 40, 10)
		o.c.Registered(cases.CarrierTower, "YD-0213-A", "R40", 1940)
		r := o.c.Report()
		if len(r.Systemic) != 1 || r.Systemic[0].Key != "YD-0213-A" {
			t.Fatalf("stand out: %+v", r.Systemic)
		}
		x := r.Systemic[0]
		if x.Share.K != 41 || x.Share.N != 46 || x.Open != 312 || x.Unappealed != 1940 || x.Provider != "移动" {
			t.Errorf("got %+v", x)
		}
	})
	t.Run("says nothing of fewer than ten", func(t *testing.T) {
		t.Parallel()
		o := newOffice()
		o.batch("A", 9, 0, 5)
		o.batch("B", 1, 60, 0)
		r := o.c.Report()
		if x := rate(t, r, insight.ByBatch, "A"); x.Share.Shown || x.StandsOut || len(r.Systemic) > 0 {
			t.Errorf("got %+v", x)
		}
	})
	t.Run("says nothing where all are overturned alike", func(t *testing.T) {
		t.Parallel()
		o := newOffice()
		o.batch("A", 30, 20, 5)
		o.batch("B", 31, 19, 5)
		if r := o.c.Report(); len(r.Systemic) > 0 {
			t.Errorf("got %+v", r.Systemic)
		}
	})
	t.Run("does not count what a group order decided", func(t *testing.T) {
		t.Parallel()
		o := newOffice()
		o.batch("A", 3, 3, 0)
		o.add(row(100, cases.Decided, 60), cases.Overturn, "A", time.Hour, true)
		if x := rate(t, o.c.Report(), insight.ByBatch, "A"); x.Share.K != 3 || x.Share.N != 6 {
			t.Errorf("got %+v", x.Share)
		}
	})
}

func TestBacklogAndHarm(t *testing.T) {
	t.Parallel()
	o := newOffice()
	for i, hours := range []int{1, 23, 24, 71, 80, 130, 400} {
		o.add(row(i+1, cases.Registered, hours), "", "", 0, false)
	}
	late := row(10, cases.Closed, 200)
	late.IsolationEnd = late.FiledAt.Add(48 * time.Hour)
	o.add(late, cases.Overturn, "", 96*time.Hour, false)
	o.add(row(11, cases.Decided, 30), cases.Uphold, "", 24*time.Hour, false)
	o.add(row(12, cases.Withdrawn, 30), "", "", 0, false)
	r := o.c.Report()
	var bars []int
	for _, a := range r.Backlog {
		bars = append(bars, a.N)
	}
	if d := cmp.Diff([]int{2, 1, 1, 1, 1, 1}, bars); d != "" {
		t.Errorf("the ages are wrong:\n%s", d)
	}
	// The relieved person was isolated from filing to the end of the term: two
	// days. Of the others one term of ten days ended while the case waited.
	if h := r.Harm; h.LostDays != 2 || h.Relieved != 1 || h.EndedLate != 1 || h.EndedOpen != 1 || h.Running != 6 {
		t.Errorf("got %+v", h)
	}
	// 1+23+24+71+80+130 hours of those who wait, and ten days of the one whose
	// term ended.
	if want := float64(1+23+24+71+80+130)/24 + 10; fmt.Sprintf("%.3f", r.Harm.RunningDays) != fmt.Sprintf("%.3f", want) {
		t.Errorf("%v days so far, want %v", r.Harm.RunningDays, want)
	}
	if x := r.Timeliness; x.InTime.K != 1 || x.InTime.N != 2 || x.Overdue != 3 || x.Median != 25 || x.Ninth != 97 {
		t.Errorf("got %+v", x)
	}
	if last := r.Days[len(r.Days)-1]; last.Date != "2020-02-20" || len(r.Days) != 14 {
		t.Errorf("the days end with %+v", last)
	}
}

// Whatever an office is like, every case is counted once in every table that
// it belongs to.
func TestTotalsAddUp(t *testing.T) {
	t.Parallel()
	states := []cases.State{cases.Registered, cases.PendingSignoff, cases.Decided, cases.Closed, cases.Withdrawn}
	rapid.Check(t, func(t *rapid.T) {
		o, judged, open := newOffice(), 0, 0
		n := rapid.IntRange(0, 60).Draw(t, "n")
		for i := range n {
			state := rapid.SampledFrom(states).Draw(t, "state")
			r := row(i+1, state, rapid.IntRange(0, 500).Draw(t, "hours"))
			r.Division = rapid.SampledFrom([]string{"330102", "330106"}).Draw(t, "division")
			d := cases.Disposition("")
			if state == cases.Decided || state == cases.Closed {
				d = rapid.SampledFrom(cases.Dispositions()).Draw(t, "disposition")
				switch d {
				case cases.Overturn, cases.Vary, cases.CorrectRe, cases.Remit, cases.Uphold:
					judged++
				}
			}
			if !state.Settled() {
				open++
			}
			o.add(r, d, rapid.SampledFrom([]string{"", "A", "B"}).Draw(t, "batch"), time.Hour, false)
		}
		rep := o.c.Report()
		bars, waiting, decided, filed := 0, 0, 0, 0
		for _, a := range rep.Backlog {
			bars += a.N
			for _, k := range a.Colour {
				bars -= k
				waiting += k
			}
		}
		for _, x := range rep.Rates[insight.ByDistrict] {
			decided += x.Share.N
			filed += x.Open
		}
		if bars != 0 || waiting != open || rep.Open != open || filed != open {
			t.Fatalf("%d wait: %d in the report, %d by age, %d by district", open, rep.Open, waiting, filed)
		}
		if rep.All.N != judged || decided != judged || rep.Cases != n {
			t.Fatalf("%d judged: %d in all, %d by district", judged, rep.All.N, decided)
		}
	})
}

// The register names a rule only by a reason code that is one. What it does not
// say is not known, and not nobody.
func TestUnappealedByRule(t *testing.T) {
	t.Parallel()
	o := newOffice()
	r := row(1, cases.Registered, 3)
	o.c.Case(&r)
	o.c.Registered(cases.CarrierTower, "B", "HIGHER_RISK_AREA", 52)
	rep := o.c.Report()
	if x := rep.Rates[insight.ByRule][0]; !x.Unknown() || x.Unappealed != 0 || x.Unnamed != 52 {
		t.Errorf("%+v", x)
	}
	o = newOffice()
	o.c.Case(&r)
	o.c.Registered(cases.CarrierTower, "B", "R40", 5)
	o.c.Registered(cases.CarrierTower, "B", "", 2)
	if x := o.c.Report().Rates[insight.ByRule][0]; x.Unknown() || x.Unappealed != 5 || x.Unnamed != 2 {
		t.Errorf("%+v", x)
	}
}
