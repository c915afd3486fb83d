package exporter

import (
	"context"
	"strings"

	"recourse/app/gui/task"
	"recourse/cases"
	"recourse/importexport/letter"
)

// Busy reports whether something runs, on which tab.
func (m *Model) Busy() (Tab, bool) { return m.busy, m.running }

// Progress is how far the running work is; total is 0 when nobody knows.
func (m *Model) Progress() (done, total int64) { return m.done, m.total }

// Last is how the last work of a tab ended; nil before the first.
func (m *Model) Last(t Tab) *Done { return m.last[t] }

// Cancel stops what runs. A file that is being written is not left behind.
func (m *Model) Cancel() {
	if m.cancel != nil {
		m.cancel()
	}
}

// ExportInstructions sends the instructions of the given cases. name is what
// the status bar shows.
func (m *Model) ExportInstructions(name string, ids []cases.ID) {
	o := m.order(Instructions)
	o.Cases = ids
	m.run(Instructions, name, func(ctx context.Context, tell task.Progress) (Done, error) {
		r, err := m.desk.ExportInstructions(ctx, o, tell)
		return Done{Receipt: &r}, err
	})
}

// ExportList takes the chosen list out.
func (m *Model) ExportList(name string) {
	o, view := m.order(Lists), m.Forms[Lists].View
	m.run(Lists, name, func(ctx context.Context, tell task.Progress) (Done, error) {
		r, err := m.desk.ExportList(ctx, view, o, tell)
		return Done{Receipt: &r}, err
	})
}

// IssueLetters issues the letters of the given cases.
func (m *Model) IssueLetters(name string, ids []cases.ID) {
	f := m.Forms[Letters]
	o := LetterOrder{Dir: f.Folder, Large: f.Large, ByAddress: f.ByAddress, Reason: strings.TrimSpace(f.Reason), Until: f.Until}
	o.Cases, o.Delays = m.issuable(ids)
	if f.Merge {
		o.Merge = f.Name + ".pdf"
	}
	m.run(Letters, name, func(ctx context.Context, tell task.Progress) (Done, error) {
		i, err := m.desk.IssueLetters(ctx, o, tell)
		return Done{Issued: &i, Failed: i.Failed}, err
	})
}

// late is the kind of letter that says why an answer comes later.
const late = string(letter.KindDelay)

// issuable leaves out the notices of delay while nobody has said why and until
// when; delays are those of the rest.
func (m *Model) issuable(ids []cases.ID) (all, delays []cases.ID) {
	due := map[cases.ID]bool{}
	for _, l := range m.letters {
		due[l.Case] = due[l.Case] || l.State == cases.Rendered && l.Kind == late
	}
	f := &m.Forms[Letters]
	said := strings.TrimSpace(f.Reason) != "" && !f.Until.IsZero()
	for _, id := range ids {
		switch {
		case !due[id]:
			all = append(all, id)
		case said:
			all, delays = append(all, id), append(delays, id)
		}
	}
	return all, delays
}

// RecordDelivery records one delivery for the given cases.
func (m *Model) RecordDelivery(name string, ids []cases.ID, d cases.Delivery) {
	m.run(Letters, name, func(ctx context.Context, tell task.Progress) (Done, error) {
		failed, err := m.desk.RecordDelivery(ctx, ids, d, tell)
		return Done{Delivered: len(ids) - len(failed), Failed: failed}, err
	})
}

func (m *Model) order(t Tab) Order {
	f := m.Forms[t]
	return Order{File: m.File(t), Format: f.Format, Purpose: f.Purpose}
}

// run does work as a job that can be stopped, and then fetches the lists anew.
func (m *Model) run(t Tab, name string, work func(context.Context, task.Progress) (Done, error)) {
	if m.running {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	m.busy, m.running, m.cancel, m.done, m.total, m.last[t] = t, true, cancel, 0, 0, nil
	m.tell(Part(t))
	meter := &task.Meter[[2]int64]{Runner: m.runner, Show: func(v [2]int64) {
		m.done, m.total = v[0], v[1]
		m.tell(Moving)
	}}
	var out Done
	m.jobs.Start(ctx, name, func(ctx context.Context, tell task.Progress) (err error) {
		out, err = work(ctx, func(done, total int64) {
			tell(done, total)
			meter.Tell([2]int64{done, total})
		})
		return err
	}, func(err error) {
		cancel()
		m.end(t, out, err)
	})
}

func (m *Model) end(t Tab, out Done, err error) {
	m.running, m.cancel = false, nil
	out.Tab, out.Err = t, err
	if err != nil {
		out.Receipt = nil
	} else {
		f := &m.Forms[t]
		f.Marked, f.Method, f.Receipt, f.Failure, f.Missed, f.When = nil, "", "", "", false, ""
	}
	m.last[t] = &out
	m.tell(Part(t))
	if m.OnDone != nil {
		m.OnDone(out)
	}
	m.Load()
}
