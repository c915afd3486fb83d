package torture

import (
	"context"
	"errors"
	"fmt"
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
}

// rehearse carries a scene out undisturbed and lists its calls.
func (r *Rig) rehearse(ctx context.Context, s Scene) (*trial, error) {
	t := &trial{rig: r, scene: s}
	p, err := s.stand(ctx, r)
	if err != nil {
		return nil, fmt.Errorf("scene %s: %w", s.Name, err)
	}
	defer p.clear()
	if t.was, err = t.before(ctx, p); err != nil {
		return nil, fmt.Errorf("scene %s: %w", s.Name, err)
	}
	t.out, err = p.trace(ctx, Watch{Judge: func(c *Call) Verdict { t.calls = append(t.calls, *c); return Verdict{} }}, s.args(p)...)
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
	return r.each(ctx, len(scenes), func(i int) error { return r.strikeScene(ctx, scenes[i], faults) })
}

func (r *Rig) strikeScene(ctx context.Context, s Scene, faults []Fault) error {
	t, err := r.rehearse(ctx, s)
	if errors.Is(err, ErrNoTracer) {
		r.skip(s.Name, err)
		return nil
	}
	if err != nil {
		return err
	}
	for _, f := range faults {
		for _, n := range r.spread(t.points(f)) {
			if err := t.strike(ctx, f, n); err != nil {
				return fmt.Errorf("scene %s, %s call %d: %w", s.Name, f.Name, n, err)
			}
		}
	}
	return nil
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
	if s.met == "" {
		return nil // the calls of a run are not the same in number every time
	}
	t.rig.count(func(y *Tally) { y.Faults++ })
	return t.examine(ctx, p, o, fmt.Sprintf("%s at call %d (%s)", f.Name, n, s.met))
}
