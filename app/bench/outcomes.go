package bench

import (
	"context"
	"fmt"

	"recourse/app/bench/desks"
	"recourse/app/bench/waiting"
	"recourse/app/session"
	"recourse/assets"
	"recourse/cases"
	"recourse/cases/roster"
)

// outcomeBenchmarks compare what becomes of people, not what it costs the
// machine: their ratios are between outcomes in simulated offices.
func outcomeBenchmarks() []benchmark {
	return []benchmark{
		{name: "queue", figure: "F18", size: waiting.District, goal: 0.7, run: queueOrder,
			peer: "first in, first out, on the same arrivals with the same handling times"},
		{name: "justice", figure: "J1", size: 10_000, run: justiceOf,
			peer: "a desk that reads the issued trace and believes papers on their face"},
	}
}

// queueOrder simulates as many offices as there are turns and compares the
// orders in which their cases are taken.
func queueOrder(ctx context.Context, s *shop, f *Figure) error {
	library, err := session.Library()
	if err != nil {
		return err
	}
	cal, err := cases.ParseCalendar(assets.Calendar())
	if err != nil {
		return err
	}
	began, cpu := s.opt.Wall(), cpuTime()
	res, err := waiting.Compare(ctx, waiting.Setting{
		Library: library, Calendar: cal, Daily: f.Size, Seed: s.opt.Seed, Offices: s.opt.Reps, Weights: roster.DefaultHarmWeights(),
	})
	if err != nil {
		return err
	}
	f.Ours, f.OursCPU = s.opt.Wall().Sub(began).Seconds(), (cpuTime() - cpu).Seconds()
	f.Unit, f.Report = "isolation_days_lost", res
	f.Amount, f.PeerAmount, f.Ratio = res.Lost["harm"], res.Lost["fifo"], res.Harm.Mean
	f.Interval = &Interval{res.Harm.Low, res.Harm.High}
	f.Rows, f.Tables = res.Cases(), queueTables(res)
	f.Notes = []string{"bench.queue.offices", "bench.queue.shared", "bench.queue.oracle"}
	return nil
}

func queueTables(r *waiting.Result) []Table {
	var out []Table
	for _, p := range r.Plans {
		t := Table{Title: p.Plan, Columns: []string{"order", "lost", "to_fifo", "interval", "unmarked", "mean_wait", "longest", "in_time", "critical_in"}}
		for _, name := range waiting.OrderNames() {
			o, q := p.Orders[name], p.Ratios[name]
			t.Rows = append(t.Rows, []string{
				name, fmt.Sprintf("%.0f", o.Lost), fmt.Sprintf("%.2f", q.Mean), fmt.Sprintf("%.2f-%.2f", q.Low, q.High), fmt.Sprintf("%.2f", o.Unmarked),
				fmt.Sprintf("%.1f", o.Mean), fmt.Sprintf("%.1f", o.Longest), percent(o.InTime), percent(o.CriticalIn),
			})
		}
		out = append(out, t)
	}
	return out
}

// justiceOf decides the same cases in three ways, at the stated noise and, to
// show what hangs on it, at none, half and twice of it.
func justiceOf(ctx context.Context, s *shop, f *Figure) error {
	library, err := session.Library()
	if err != nil {
		return err
	}
	began, cpu := s.opt.Wall(), cpuTime()
	var all []*desks.Result
	for _, noise := range []float64{1, 0, 0.5, 2} {
		n := f.Size
		if noise != 1 {
			n = max(1, f.Size/4)
		}
		r, err := desks.Compare(ctx, desks.Setting{Library: library, Cases: n, Seed: s.opt.Seed, Noise: noise})
		if err != nil {
			return err
		}
		all = append(all, r)
	}
	f.Ours, f.OursCPU = s.opt.Wall().Sub(began).Seconds(), (cpuTime() - cpu).Seconds()
	main := all[0]
	ours, peer := main.Desks["recourse"], main.Desks["trace"]
	f.Unit, f.Amount, f.PeerAmount, f.Ratio = "cost_days", ours.Cost, peer.Cost, ratio(ours.Cost, peer.Cost)
	f.Rows, f.Report, f.Tables = main.Cases, all, justiceTables(all)
	f.Notes = []string{"bench.justice.desks", "bench.justice.noise", "bench.justice.scored", "bench.justice.rates", "bench.justice.means"}
	return nil
}

func justiceTables(all []*desks.Result) []Table {
	main := all[0]
	return []Table{overall(main), byGround(main), noiseTable(all), processTable(main)}
}

// overall is what each desk did to everybody.
func overall(r *desks.Result) Table {
	t := Table{Title: "overall", Columns: []string{"desk", "wrong_uphold", "wrong_overturn", "remitted", "second", "isolated", "at_large", "cost"}}
	for _, name := range desks.Names() {
		k := r.Desks[name]
		t.Rows = append(t.Rows, []string{
			name, share(k.WrongUphold), share(k.WrongOverturn), percent(k.Remitted.Rate), percent(k.Second.Rate),
			fmt.Sprintf("%.2f", k.Isolated), fmt.Sprintf("%.4f", k.AtLarge), fmt.Sprintf("%.2f", k.Cost),
		})
	}
	return t
}

// byGround is the same by ground, for the two desks that decide.
func byGround(r *desks.Result) Table {
	t := Table{Title: "by_ground", Columns: []string{"ground", "cases", "uphold_trace", "uphold_recourse", "overturn_trace", "overturn_recourse"}}
	for _, g := range r.Grounds {
		a, b := g.Desks["trace"], g.Desks["recourse"]
		t.Rows = append(t.Rows, []string{
			string(g.Ground), fmt.Sprint(g.Cases), share(a.WrongUphold), share(b.WrongUphold), share(a.WrongOverturn), share(b.WrongOverturn),
		})
	}
	return t
}

// noiseTable shows what hangs on the noise.
func noiseTable(all []*desks.Result) Table {
	t := Table{Title: "by_noise", Columns: []string{"noise", "cases", "too_strict", "uphold_trace", "uphold_recourse", "overturn_trace", "overturn_recourse"}}
	for _, i := range []int{1, 2, 0, 3} {
		r := all[i]
		a, b := r.Desks["trace"], r.Desks["recourse"]
		t.Rows = append(t.Rows, []string{
			fmt.Sprintf("×%g", r.Noise), fmt.Sprint(r.Cases), percent(r.TooStrict.Rate),
			percent(a.WrongUphold.Rate), percent(b.WrongUphold.Rate), percent(a.WrongOverturn.Rate), percent(b.WrongOverturn.Rate),
		})
	}
	return t
}

// processTable says what the noise consists of.
func processTable(r *desks.Result) Table {
	t := Table{Title: "processes", Columns: []string{"process", "rate", "hit"}}
	for _, p := range r.Processes {
		t.Rows = append(t.Rows, []string{p.Name, percent(p.Rate), percent(p.Hit.Rate)})
	}
	return t
}

func percent(v float64) string { return fmt.Sprintf("%.1f %%", 100*v) }

// share is a rate with its interval and the count it is of.
func share(s desks.Share) string {
	if s.Of == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f %% (%.1f-%.1f) n=%d", 100*s.Rate, 100*s.Low, 100*s.High, s.Of)
}
