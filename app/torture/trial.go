package torture

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// trial is a scene as it goes undisturbed.
type trial struct {
	rig   *Rig
	scene Scene
	calls []Call
	was   []string // the record before
	new   []string // the entries the scene adds
	out   Outcome
	files map[string]int64 // what it writes out, by name below the place, in bytes
	known *sync.Map        // what was left and is looked at already
}

// on is the trial with another tally.
func (t *trial) on(r *Rig) *trial {
	out := *t
	out.rig = r
	return &out
}

// rehearse carries a scene out undisturbed and lists its calls.
func (r *Rig) rehearse(ctx context.Context, s Scene) (*trial, error) {
	t := &trial{rig: r, scene: s, known: &sync.Map{}}
	p, err := s.stand(ctx, r)
	if err != nil {
		return nil, fmt.Errorf("scene %s: %w", s.Name, err)
	}
	defer p.clear()
	if t.was, err = t.before(ctx, p); err != nil {
		return nil, fmt.Errorf("scene %s: %w", s.Name, err)
	}
	t.out, err = p.trace(ctx, Watch{Sites: true, Judge: func(c *Call) Verdict { t.calls = append(t.calls, *c); return Verdict{} }}, s.args(p)...)
	if err != nil {
		return nil, fmt.Errorf("scene %s: %w", s.Name, err)
	}
	if t.out.Code != s.Code {
		return nil, fmt.Errorf("scene %s ends with %d: %s%s", s.Name, t.out.Code, t.out.Out, t.out.Err)
	}
	now, err := p.record(ctx)
	if err != nil {
		return nil, err
	}
	if len(now) < len(t.was) || len(now) == len(t.was) && !s.Silent {
		return nil, fmt.Errorf("scene %s adds nothing to the record", s.Name)
	}
	t.new = now[len(t.was):]
	t.files, err = p.files()
	return t, err
}

// before is the record before the scene. An office that is not there has none;
// an old one is asked on a copy, because looking at it changes it.
func (t *trial) before(ctx context.Context, p *Place) ([]string, error) {
	switch {
	case t.scene.Makes:
		return nil, nil
	case t.scene.Base == "old":
		q, err := t.scene.stand(ctx, t.rig)
		if err != nil {
			return nil, err
		}
		defer q.clear()
		return q.record(ctx)
	}
	return p.record(ctx)
}

// points is how many calls a fault can happen to.
func (t *trial) points(f Fault) (n int) {
	for i := range t.calls {
		if f.Here(&t.calls[i]) {
			n++
		}
	}
	return n
}

// Strike carries out every scene under every fault.
func (r *Rig) Strike(ctx context.Context, scenes []Scene, faults []Fault) error {
	var jobs []job
	for _, s := range scenes {
		list, err := r.strikes(ctx, s, faults)
		if err != nil {
			return err
		}
		jobs = append(jobs, list...)
	}
	return r.work(ctx, jobs)
}

// strikes are the faults of a scene, each at every call that it is tried at.
func (r *Rig) strikes(ctx context.Context, s Scene, faults []Fault) (jobs []job, err error) {
	t, err := r.rehearse(ctx, s)
	if errors.Is(err, ErrNoTracer) {
		r.skip(s.Name, err)
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for _, f := range faults {
		for _, n := range r.chosen(t.calls, f.Here) {
			jobs = append(jobs, job{key: key{"fault", s.Name, f.Name, n}, do: func(r *Rig) error { return t.on(r).strike(ctx, f, n) }})
		}
	}
	return jobs, nil
}

// chosen are the calls among those of a fault that are tried, by their number
// among these. Where all are looked at, those left out are counted.
func (r *Rig) chosen(calls []Call, here func(*Call) bool) []int {
	list, alike := picked(calls, here)
	if r.whole() {
		r.count(func(y *Tally) { y.Alike += alike })
	}
	return r.spread(list, len(list)+alike)
}

// strike carries the scene out with one fault and looks what is left.
func (t *trial) strike(ctx context.Context, f Fault, n int) error {
	p, err := t.scene.stand(ctx, t.rig)
	if err != nil {
		return err
	}
	defer p.clear()
	s := &strike{fault: f, n: n}
	o, err := p.trace(ctx, Watch{Judge: s.judge}, t.scene.args(p)...)
	if f.After != nil && s.met != "" {
		err = errors.Join(err, f.After())
	}
	if err != nil {
		return err
	}
	if s.met == "" { // the calls of a run are not the same in number every time
		t.rig.count(func(y *Tally) { y.Missed++ })
		return nil
	}
	t.rig.count(func(y *Tally) { y.Faults++ })
	t.rig.met = s.met
	return t.examine(ctx, p, o, deed{fmt.Sprintf("%s at call %d (%s)", f.Name, n, s.met), f.Sure})
}
