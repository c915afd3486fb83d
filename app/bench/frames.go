package bench

import (
	"context"
	"slices"
	"time"

	"recourse/cases"
	"recourse/cases/roster"
	"recourse/importexport/simulate"
)

// Job is an office to be worked in by hand, on a window that somebody provides.
type Job struct {
	Office     string
	User       cases.UserID
	Passphrase string
	Now        time.Time // the office's time
	Rows       int       // of the queue
	Turns      int       // of each kind of input
	Texts      []string  // to be typed into the search box, a key after the other
	Cases      []cases.ID
}

// Wait is one input and how long it took: until the window had dealt with it,
// and until every point of the window was painted again.
type Wait struct {
	What          string // scroll, filter, type, open or board
	Done, Painted time.Duration
}

// Window works a job through. It is nil where no window is linked.
type Window func(ctx context.Context, job Job) ([]Wait, error)

func windowBenchmarks() []benchmark {
	return []benchmark{{name: "window", figure: "F17", size: 500_000, run: window,
		peer: "none: a frame has 16 ms, an input 100 ms until it is painted; painted by the toolkit's software painter, all 1280 x 800 points"}}
}

// window works with the queue of a large office in the window.
func window(ctx context.Context, s *shop, f *Figure) error {
	if s.opt.Window == nil {
		f.Missing = "window"
		return nil
	}
	job := Job{Now: simulate.Opening(), Turns: 40, Cases: spread(f.Size, 60)}
	job.User, job.Passphrase = s.person()
	if err := s.loaded(ctx, f.Size); err != nil {
		return err
	}
	of, err := s.reopen(ctx)
	if err != nil {
		return err
	}
	r, err := of.Roster(ctx)
	if err == nil {
		job.Rows = r.Select(roster.Filter{}, roster.Sort{}, job.Now).Len()
		job.Texts = (&bigQueue{roster: r}).typed()
	}
	if cerr := of.Close(ctx); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	job.Office = s.place
	began, cpu := s.opt.Wall(), cpuTime()
	waits, err := s.opt.Window(ctx, job)
	if err != nil {
		return err
	}
	f.Ours, f.OursCPU = s.opt.Wall().Sub(began).Seconds(), (cpuTime() - cpu).Seconds()
	f.Rows = len(waits)
	f.enterWaits(waits)
	return nil
}

// enterWaits enters the middle and the slowest hundredth of each kind of input.
func (f *Figure) enterWaits(waits []Wait) {
	kinds := map[string][]Wait{}
	for _, w := range waits {
		kinds[w.What] = append(kinds[w.What], w)
	}
	for what, list := range kinds {
		f.detail(what+"_inputs", float64(len(list)))
		for name, of := range map[string]func(Wait) time.Duration{
			"done": func(w Wait) time.Duration { return w.Done }, "painted": func(w Wait) time.Duration { return w.Painted },
		} {
			var ms []float64
			for _, w := range list {
				ms = append(ms, of(w).Seconds()*1000)
			}
			slices.Sort(ms)
			f.detail(what+"_"+name+"_p50_ms", ms[len(ms)/2])
			f.detail(what+"_"+name+"_p99_ms", ms[len(ms)*99/100])
		}
	}
}
