package torture

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
)

// CutPower carries out every scene while all its writes and syncs are recorded,
// and looks at the disks that a power cut could have left at any of them. What
// the program had said by then has to be there.
func (r *Rig) CutPower(ctx context.Context, scenes []Scene) error {
	return r.each(ctx, len(scenes), func(i int) error { return r.cutScene(ctx, scenes[i]) })
}

func (r *Rig) cutScene(ctx context.Context, s Scene) error {
	t, err := r.rehearse(ctx, s)
	if errors.Is(err, ErrNoTracer) {
		r.skip("power cuts: "+s.Name, err)
		return nil
	}
	if err != nil {
		return err
	}
	h, err := t.witness(ctx)
	if err != nil {
		return err
	}
	for m := range manners {
		for _, n := range r.spread(len(h.calls) + 1) {
			if err := t.cut(ctx, h, n, m); err != nil {
				return fmt.Errorf("scene %s, power cut after call %d: %w", s.Name, n, err)
			}
		}
	}
	return nil
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
	w := Watch{Keep: true, Done: func(c *Call) {
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
	return t.examine(ctx, p, o, fmt.Sprintf("power cut after call %d (%s), of what was not synced %s is there", n, last, m))
}

// moved is a path of the run as it is called in the place it began from.
func (h *history) moved(path string) string {
	if rest, ok := strings.CutPrefix(path, h.dir+"/"); ok {
		return h.place.path(rest)
	}
	return path
}
