package main

import (
	"context"
	"sync/atomic"

	"recourse/app/gui/task"
	"recourse/cases"
)

// dueOrders carries group orders out once their undo window is over, while the
// window of somebody who may is open.
type dueOrders struct {
	d     *desktop
	beats int
	busy  atomic.Bool
}

// orderBeats is at every how many beats of the pulse due orders are looked for.
const orderBeats = 4

// look starts a job when an order is due and none is being carried out.
func (o *dueOrders) look(ctx context.Context) error {
	o.beats++
	if o.d.still || o.busy.Load() || o.beats%orderBeats != 1 {
		return nil
	}
	due, err := o.d.office.DueGroups(ctx)
	if err != nil || len(due) == 0 {
		return err
	}
	o.busy.Store(true)
	o.d.runner.UI(func() { o.start(ctx) })
	return nil
}

// start is called on the window's goroutine.
func (o *dueOrders) start(ctx context.Context) {
	d := o.d
	office, frame := d.office, d.frame
	var out []cases.GroupRecord
	d.jobs.Start(ctx, d.words.T("group.job.carried"), func(ctx context.Context, tell task.Progress) (err error) {
		out, err = office.CarryOutDue(ctx, counting(tell))
		return err
	}, func(err error) {
		o.busy.Store(false)
		if d.frame != frame || ctx.Err() != nil {
			return
		}
		for i := range out {
			g := &out[i]
			frame.Toast(d.words.T("group.carried", "no", g.No, "carried", g.Carried, "left", len(g.Skipped)))
		}
		if len(out) > 0 {
			frame.Changed()
		}
		if err != nil {
			o.busy.Store(true) // said once; a person carries it out by the button
			d.broken(err)
		}
	})
}
