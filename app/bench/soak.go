package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"time"

	"recourse/app/session"
	"recourse/cases"
	"recourse/cases/roster"
	"recourse/importexport"
	"recourse/importexport/outbox"
	"recourse/importexport/simulate"
	"recourse/importexport/simulate/deliver"
	"recourse/review"
)

// The day of a soak: sixteen half hours, after each of which the program is
// weighed.
const (
	soakRounds = 16
	halfHour   = 30 * time.Minute
)

func soakBenchmarks() []benchmark {
	return []benchmark{{name: "soak", figure: "S1", size: 960, run: soak,
		peer: "none: eight hours of an office's work without a pause; heap, goroutines and files after each half hour must stay as after the first quarter"}}
}

// soakDesk is an office with three people at it, each with a program of their
// own, as it goes through a day.
type soakDesk struct {
	s                         *shop
	at                        time.Time
	intake, officer, signer   *session.Session
	office                    *simulate.Office
	drafts                    map[string]cases.Draft // by appeal number
	decided, signed, searched int
	exported, stopped         int
}

// soak lets three people work through a day: every half hour a delivery comes
// in, its cases are taken, decided and signed, instructions go out, the list is
// searched, the figures are looked at and the record is verified.
func soak(ctx context.Context, s *shop, f *Figure) error {
	d := &soakDesk{s: s, at: simulate.Opening(), drafts: map[string]cases.Draft{}}
	if err := d.open(ctx); err != nil {
		return err
	}
	began, cpu := s.opt.Wall(), cpuTime()
	var weights []weight
	per := max(1, f.Size/soakRounds)
	f.Size = per * soakRounds
	for round := range soakRounds {
		if err := d.round(ctx, round, per); err != nil {
			return errors.Join(fmt.Errorf("half hour %d: %w", round+1, err), d.close(ctx))
		}
		weights = append(weights, weigh())
	}
	f.Ours, f.OursCPU = s.opt.Wall().Sub(began).Seconds(), (cpuTime() - cpu).Seconds()
	f.Rows = d.decided + d.signed + d.searched + d.exported
	for name, n := range map[string]int{"decided": d.decided, "signed": d.signed, "searched": d.searched, "exported": d.exported, "refused": d.stopped} {
		f.detail(name, float64(n))
	}
	f.enterWeights(weights)
	return errors.Join(steady(weights), d.close(ctx))
}

// weight is what a program holds once its garbage is collected.
type weight struct {
	heap              uint64
	goroutines, files int
}

func weigh() weight {
	runtime.GC()
	runtime.GC() // what the first one finalised is free after the second
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	open, _ := os.ReadDir("/proc/self/fd") // none where there is no such folder
	return weight{m.HeapAlloc, runtime.NumGoroutine(), len(open)}
}

func (f *Figure) enterWeights(list []weight) {
	first, last := list[len(list)/4], list[len(list)-1]
	f.detail("heap_kb_first", float64(first.heap>>10))
	f.detail("heap_kb_last", float64(last.heap>>10))
	f.detail("goroutines_first", float64(first.goroutines))
	f.detail("goroutines_last", float64(last.goroutines))
	f.detail("files_first", float64(first.files))
	f.detail("files_last", float64(last.files))
}

// steady says what grew. The queue holds the day's cases in memory, a few
// hundred bytes each, so the heap may be a tenth larger.
func steady(list []weight) error {
	first, last := list[len(list)/4], list[len(list)-1]
	switch {
	case last.heap > first.heap+first.heap/10+1<<20:
		return fmt.Errorf("soak: the heap grew from %d to %d KiB", first.heap>>10, last.heap>>10)
	case last.goroutines > first.goroutines:
		return fmt.Errorf("soak: goroutines grew from %d to %d", first.goroutines, last.goroutines)
	case last.files > first.files:
		return fmt.Errorf("soak: open files grew from %d to %d", first.files, last.files)
	}
	return nil
}

func (d *soakDesk) open(ctx context.Context) error {
	of, path, err := d.s.newOffice(ctx)
	if err != nil {
		return err
	}
	d.intake = of
	for _, p := range []session.NewPerson{
		{ID: "officer", Name: "officer", Roles: []cases.Role{cases.Reviewer}},
		{ID: "signer", Name: "signer", Roles: []cases.Role{cases.Supervisor}},
	} {
		if err := of.Keys().AddUser(ctx, p, passphrase); err != nil {
			return errors.Join(err, d.close(ctx))
		}
	}
	for who, at := range map[cases.UserID]**session.Session{"officer": &d.officer, "signer": &d.signer} {
		if *at, err = session.Open(ctx, session.Options{Office: path, Wall: d.s.opt.Wall}); err != nil {
			return errors.Join(err, d.close(ctx))
		}
		if err := (*at).SignIn(ctx, who, passphrase); err != nil {
			return errors.Join(err, d.close(ctx))
		}
	}
	for _, of := range []*session.Session{d.intake, d.officer, d.signer} {
		if err := of.SetClock(func() time.Time { return d.at }); err != nil {
			return errors.Join(err, d.close(ctx))
		}
	}
	return nil
}

func (d *soakDesk) close(ctx context.Context) (err error) {
	for _, of := range []*session.Session{d.officer, d.signer, d.intake} {
		if of != nil {
			err = errors.Join(err, of.Close(ctx))
		}
	}
	return err
}

// round is one half hour.
func (d *soakDesk) round(ctx context.Context, round, n int) error {
	d.at = simulate.Opening().Add(time.Duration(round) * halfHour)
	for _, step := range []func() error{
		func() error { return d.deliver(ctx, round, n) },
		func() error { return d.decide(ctx, n) },
		func() error { return d.sign(ctx) },
		func() error { return d.export(ctx, round) },
		func() error { return d.search(ctx, n) },
	} {
		d.at = d.at.Add(4 * time.Minute)
		if err := step(); err != nil {
			return err
		}
	}
	v, err := d.intake.Verify(ctx, nil)
	if err == nil && !v.Whole() {
		err = fmt.Errorf("verify: %v", v.Findings[0])
	}
	return err
}

// deliver takes in the next cases, and the last half hour's once more.
func (d *soakDesk) deliver(ctx context.Context, round, n int) error {
	part, err := simulate.New(simulate.Options{Appeals: n, Seed: d.s.opt.Seed + uint64(round), FirstNo: 101 + round*n})
	if err != nil {
		return err
	}
	name := "part-" + strconv.Itoa(round%2) + ".ndjson"
	os.Remove(d.s.path(name)) // that of the half hour before the last
	if _, err := deliver.Write(ctx, d.s.dir, part, deliver.Spec{Formats: []deliver.Format{deliver.NDJSON}, Name: name, Bare: true}); err != nil {
		return err
	}
	clear(d.drafts)
	for i := range n {
		c := part.Case(i)
		d.drafts[c.Truth.AppealNo] = c.Draft
	}
	paths := []string{d.s.path(name)}
	if round > 0 {
		paths = append(paths, d.s.path("part-"+strconv.Itoa(1-round%2)+".ndjson"))
	}
	for i, path := range paths {
		got, err := d.intake.Import(ctx, session.ImportOptions{Paths: []string{path}})
		if err != nil {
			return err
		}
		if want := int64(n); i == 0 && got.Stored != want || i == 1 && got.Unchanged+got.Refused != want {
			return fmt.Errorf("import %s: %d stored, %d unchanged, %d refused of %d", filepath.Base(path), got.Stored, got.Unchanged, got.Refused, n)
		}
	}
	return nil
}

// decide takes the cases that came, as the queue offers them, and decides them.
func (d *soakDesk) decide(ctx context.Context, n int) error {
	for range n {
		f, err := d.officer.TakeNext(ctx)
		if errors.Is(err, cases.Refuse("nothing_to_take")) {
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := d.officer.Desk().Open(ctx, f.ID); err != nil {
			return err
		}
		if _, err := d.officer.Assess(f, review.Question{}); err != nil {
			return err
		}
		draft, ok := d.drafts[f.AppealNo]
		if !ok {
			return fmt.Errorf("case %s is not of this half hour", f.AppealNo)
		}
		draft.SnapshotVersion = f.SnapshotVersion
		_, err = d.officer.Desk().Decide(ctx, f.ID, draft)
		if _, refused := cases.AsRefusal(err); refused {
			d.stopped++
			continue
		}
		if err != nil {
			return err
		}
		d.decided++
	}
	return nil
}

// sign reads and signs what waits for a second signature.
func (d *soakDesk) sign(ctx context.Context) error {
	r, err := d.signer.Roster(ctx)
	if err != nil {
		return err
	}
	v := r.Select(roster.Filter{States: []cases.State{cases.PendingSignoff}}, roster.Sort{}, d.at)
	for _, id := range v.IDs(0, v.Len()) {
		f, err := d.signer.Desk().Case(ctx, id)
		if err == nil && f.Blind(d.signer.User()) {
			f, err = d.signer.Desk().View(ctx, id, cases.FirstView{Disposition: cases.Overturn, Note: "soak"})
		}
		if err == nil && f.State == cases.PendingSignoff {
			_, err = d.signer.Desk().Approve(ctx, id, review.Reading{Digest: f.Decision().Digest, LetterOpened: d.at.Add(-time.Minute)}, "soak")
		}
		if _, refused := cases.AsRefusal(err); refused {
			d.stopped++
			continue
		}
		if err != nil {
			return err
		}
		d.signed++
	}
	return nil
}

// export sends the instructions that wait.
func (d *soakDesk) export(ctx context.Context, round int) error {
	file := d.s.path("out-" + strconv.Itoa(round) + ".ndjson")
	defer os.Remove(file)
	r, err := d.signer.ExportDecisions(ctx, session.ExportOrder{File: file, Format: importexport.NDJSON, Purpose: outbox.ForEpidemicControl})
	if errors.Is(err, cases.Refuse("nothing_to_export")) {
		return nil
	}
	d.exported += r.Rows
	return err
}

// search types names and numbers of the last cases, lists by every order and
// looks at the figures.
func (d *soakDesk) search(ctx context.Context, n int) error {
	r, err := d.officer.Roster(ctx)
	if err != nil {
		return err
	}
	for _, key := range []roster.SortKey{roster.ByDue, roster.ByHarm, roster.ByFiled, roster.ByID} {
		v := r.Select(roster.Filter{}, roster.Sort{Key: key, Desc: true}, d.at)
		for i := range min(n, v.Len()) {
			c, _ := v.Unmasked(i)
			found := r.Select(roster.Filter{Text: c.DocNo}, roster.Sort{}, d.at)
			if !slices.Contains(found.IDs(0, found.Len()), v.At(i).ID) {
				return fmt.Errorf("case %d is not found by its number", v.At(i).ID)
			}
			d.searched++
		}
	}
	_, err = d.signer.Insight(ctx)
	return err
}
