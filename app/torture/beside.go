package torture

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"
)

// meanwhile carries a scene out and does something while it stands in its first
// write to the log, which is in the middle of its transaction.
func (t *trial) meanwhile(ctx context.Context, p *Place, do func() error) (Outcome, error) {
	done := false
	var failed error
	o, err := p.trace(ctx, Watch{Judge: func(c *Call) Verdict {
		if done || c.Name != "pwrite64" || !strings.HasSuffix(c.Path, "-wal") {
			return Verdict{}
		}
		done = true
		return Verdict{Hold: func() { failed = do() }}
	}}, t.scene.args(p)...)
	if err == nil && !done {
		err = fmt.Errorf("scene %s never wrote to its log", t.scene.Name)
	}
	if failed != nil {
		err = failed
	}
	t.rig.count(func(y *Tally) { y.Faults++ })
	return o, err
}

// standing makes a trial of a scene and a place to carry it out in.
func (r *Rig) standing(ctx context.Context, name string) (*trial, *Place, error) {
	t, err := r.rehearse(ctx, scene(name))
	if err != nil {
		return nil, nil, err
	}
	p, err := t.scene.stand(ctx, r)
	return t, p, err
}

// standingWriter lets a program stand still in the middle of a transaction.
// Others can look; who wants to write hears in bounded time why that cannot be
// now. When it goes on, it ends as if nothing had been.
func standingWriter(ctx context.Context, r *Rig) error {
	const what = "while another program stands still in its transaction"
	t, p, err := r.standing(ctx, "import NDJSON")
	if err != nil {
		return err
	}
	defer p.clear()
	o, err := t.meanwhile(ctx, p, func() error {
		look, err := p.run(ctx, as("auditor", "cases", "--limit", "1")...)
		if err != nil {
			return err
		}
		if look.Code != 0 {
			r.found(Finding{Stuck, "cases", what, look.Err})
		}
		begun := time.Now()
		note, err := p.run(ctx, as("reviewer", "note", "杭健申〔2020〕101号", "--text", "等待")...)
		if err != nil {
			return err
		}
		switch {
		case note.Code == stuckCode:
			r.found(Finding{Stuck, "note", what, "no end"})
		case note.Code == 0:
			r.found(Finding{Lost, "note", what, "it went through"})
		case !strings.Contains(note.Err, "Another program is writing"):
			r.found(Finding{Wrong, "note", what, note.Err})
		case time.Since(begun) > patience:
			r.found(Finding{Stuck, "note", what, time.Since(begun).String()})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return t.examine(ctx, p, o, deed{name: "it stood still for half a minute"})
}

// logDeleted takes the write-ahead log away under a program that writes. What
// it said last may be lost with it, and that is not its fault; but the office
// stays one that opens and verifies.
func logDeleted(ctx context.Context, r *Rig) error {
	t, p, err := r.standing(ctx, "sign off")
	if err != nil {
		return err
	}
	defer p.clear()
	if _, err := t.meanwhile(ctx, p, func() error { return os.Remove(p.file() + "-wal") }); err != nil {
		return err
	}
	return t.whole(ctx, p, "log file deleted under it")
}

// logDeletedAfterKill takes the log of a killed program away.
func logDeletedAfterKill(ctx context.Context, r *Rig) error {
	t, p, err := r.standing(ctx, "sign off")
	if err != nil {
		return err
	}
	defer p.clear()
	s := &strike{n: t.points(Faults()[0]) - 2, fault: Faults()[0]}
	if _, err := p.trace(ctx, Watch{Judge: s.judge}, t.scene.args(p)...); err != nil {
		return err
	}
	r.count(func(y *Tally) { y.Faults++ })
	if err := os.Remove(p.file() + "-wal"); err != nil && !os.IsNotExist(err) {
		return err
	}
	return t.whole(ctx, p, "log file deleted after a kill")
}

// whole looks whether an office that somebody took a file from opens, verifies
// and stands at some point of its past; or is refused as older than what this
// seat has seen, which is how the theft shows.
func (t *trial) whole(ctx context.Context, p *Place, what string) error {
	o, err := p.run(ctx, as("auditor", "audit", "verify")...)
	if err != nil {
		return err
	}
	if o.Code != 0 {
		if !strings.Contains(o.Err, "is older than what this seat has seen") {
			t.rig.found(Finding{Half, t.scene.Name, what, o.Out + o.Err})
		}
		return nil
	}
	now, err := p.record(ctx)
	if err != nil {
		return err
	}
	if progress(now, t.was, t.new) < 0 {
		t.rig.found(Finding{Half, t.scene.Name, what, fmt.Sprint(tail(now, len(t.was)))})
	}
	return nil
}

// officeReplaced puts another file in place of the office while a program
// writes: what it writes goes nowhere, so it must not be acknowledged.
func officeReplaced(ctx context.Context, r *Rig) error {
	t, p, err := r.standing(ctx, "note")
	if err != nil {
		return err
	}
	defer p.clear()
	o, err := t.meanwhile(ctx, p, func() error {
		if err := copyTree(p.path("tmp"), p.path("office")); err != nil {
			return err
		}
		for _, end := range []string{"-wal", "-shm"} {
			if err := os.Remove(p.path("tmp/office.recourse" + end)); err != nil && !os.IsNotExist(err) {
				return err
			}
			if err := os.Remove(p.file() + end); err != nil && !os.IsNotExist(err) {
				return err
			}
		}
		return os.Rename(p.path("tmp/office.recourse"), p.file())
	})
	if err != nil {
		return err
	}
	return t.examine(ctx, p, o, deed{name: "office replaced under it"})
}

// clockBackwards writes with a clock that runs backwards: the record keeps its
// order and verifies.
func clockBackwards(ctx context.Context, r *Rig) error {
	p, err := r.from("sample", sampleOffice(ctx))
	if err != nil {
		return err
	}
	defer p.clear()
	had, err := p.record(ctx)
	if err != nil {
		return err
	}
	for _, at := range []string{"2020-02-17T11:00:00+08:00", "2020-02-17T10:30:00+08:00", "2019-12-31T10:30:00+08:00", "2020-02-17T11:00:01+08:00"} {
		o, err := p.run(ctx, "--user", "reviewer", "--now", at, "note", "杭健申〔2020〕101号", "--text", at)
		if err != nil {
			return err
		}
		r.count(func(y *Tally) { y.Faults++ })
		if o.Code != 0 {
			r.found(Finding{Wrong, "note", "clock at " + at, fmt.Sprintf("code %d: %s", o.Code, o.Err)})
		}
	}
	text, err := p.must(ctx, as("auditor", "audit", "log", "--json")...)
	if err != nil {
		return err
	}
	if n := strings.Count(text, `"clock":"injected"`); n < 4 {
		r.found(Finding{Wrong, "note", "clock backwards", fmt.Sprintf("%d of 4 entries say that their time was given", n)})
	}
	o, err := p.run(ctx, as("auditor", "audit", "verify")...)
	if err != nil {
		return err
	}
	if !strings.Contains(o.Out, "a clock ran backwards") {
		r.found(Finding{Wrong, "audit verify", "clock backwards", "not a word of it: " + o.Out})
	}
	return r.notes(ctx, p, "clock backwards", len(had), 4)
}
