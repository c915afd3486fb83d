package torture

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// CutPower carries out every scene while all its writes and syncs are recorded,
// and looks at the disks that a power cut could have left at any of them. What
// the program had said by then has to be there.
func (r *Rig) CutPower(ctx context.Context, scenes []Scene) error {
	var jobs []job
	for _, s := range scenes {
		t, h, err := r.lived(ctx, s)
		if errors.Is(err, ErrNoTracer) {
			r.skip("power cuts: "+s.Name, err)
			continue
		}
		if err != nil {
			return fmt.Errorf("scene %s: %w", s.Name, err)
		}
		defer h.place.clear()
		jobs = append(jobs, r.cuts(ctx, t, h)...)
	}
	return r.work(ctx, jobs)
}

// lived rehearses a scene and records it.
func (r *Rig) lived(ctx context.Context, s Scene) (*trial, *history, error) {
	t, err := r.rehearse(ctx, s)
	if err != nil {
		return nil, nil, err
	}
	h, err := t.witness(ctx)
	return t, h, err
}

// cuts are the power cuts of a scene. A cut before which the program reached the
// same place of an unsynced stretch in another round is left out where parts of
// the stretch are drawn by lot. That everything is there is what a kill leaves,
// which the faults try; a sample tries it here as well.
func (r *Rig) cuts(ctx context.Context, t *trial, h *history) (jobs []job) {
	every := make([]int, len(h.calls)+1)
	for i := range every {
		every[i] = i
	}
	cuts := []int{0, len(h.calls)}
	list, alike := picked(h.calls, (*Call).Writes)
	for _, n := range list {
		cuts = append(cuts, n+1) // after the call
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	for m := range manners {
		list, left := cuts, alike
		switch {
		case m == Nothing:
			list, left = every, 0
		case m == All && r.whole():
			list, left = nil, len(every)
		}
		if r.whole() {
			r.count(func(y *Tally) { y.Alike += left })
		}
		for _, n := range r.spread(list, len(every)) {
			jobs = append(jobs, job{key: key{"power cut", t.scene.Name, m.String(), n}, do: func(r *Rig) error { return t.on(r).cut(ctx, h, n, m) }})
		}
	}
	return jobs
}

// history is a scene as the disk lived through it.
type history struct {
	place *Place // as it was before
	dir   string // where it happened: names in calls are below this
	calls []Call
	said  []int // length of what was said, after each call
	out   string
}

// witness records a run of the scene.
func (t *trial) witness(ctx context.Context) (*history, error) {
	before, err := t.scene.stand(ctx, t.rig)
	if err != nil {
		return nil, err
	}
	p, err := t.scene.stand(ctx, t.rig)
	if err != nil {
		return nil, err
	}
	defer p.clear()
	h := &history{place: before, dir: p.Dir}
	w := Watch{Keep: true, Sites: true, Done: func(c *Call) {
		if c.Writes() {
			h.calls = append(h.calls, *c)
		}
	}}
	w.Said = func(n int) { h.said = append(h.said, len(h.calls), n) }
	o, err := p.trace(ctx, w, t.scene.args(p)...)
	if err == nil && o.Code != t.scene.Code {
		err = fmt.Errorf("ends with %d: %s", o.Code, o.Err)
	}
	h.out = o.Out
	return h, err
}

// saidBy is what the program had said when so many calls were made.
func (h *history) saidBy(n int) string {
	bytes := 0
	for i := 0; i+1 < len(h.said); i += 2 {
		if h.said[i] <= n {
			bytes += h.said[i+1]
		}
	}
	return h.out[:min(len(h.out), bytes)]
}

// cut cuts the power after n calls and looks at what is left.
func (t *trial) cut(ctx context.Context, h *history, n int, m Manner) error {
	p, err := t.rig.place()
	if err != nil {
		return err
	}
	defer p.clear()
	d, err := newDisk(h.place.Dir)
	if err != nil {
		return err
	}
	for _, c := range h.calls[:n] {
		c.Path, c.To = h.moved(c.Path), h.moved(c.To)
		d.apply(&c)
	}
	if err := d.cut(p.Dir, m, rand.New(rand.NewPCG(uint64(n), uint64(m)))); err != nil {
		return err
	}
	t.rig.count(func(y *Tally) { y.Cuts++ })
	o := Outcome{Code: -1, Out: h.saidBy(n)}
	if n == len(h.calls) {
		o = Outcome{Code: t.scene.Code, Out: h.out}
	}
	last := "the beginning"
	if n > 0 {
		last = h.calls[n-1].String()
	}
	return t.examine(ctx, p, o, deed{name: fmt.Sprintf("power cut after call %d (%s), of what was not synced %s is there", n, last, m)})
}

// moved is a path of the run as it is called in the place it began from.
func (h *history) moved(path string) string {
	if rest, ok := strings.CutPrefix(path, h.dir+"/"); ok {
		return h.place.path(rest)
	}
	return path
}
