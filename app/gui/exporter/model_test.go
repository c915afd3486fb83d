package exporter_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/exporter"
	"recourse/app/gui/task"
	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/outbox"
)

func newModel(d *desk) *exporter.Model {
	now := time.Date(2020, 2, 17, 12, 0, 0, 0, cases.Shanghai())
	tick := now
	m := exporter.NewModel(d, task.Inline{}, task.NewJobs(task.Inline{}, func() time.Time { tick = tick.Add(time.Second); return tick }), now)
	m.Load()
	return m
}

func TestModelLists(t *testing.T) {
	t.Parallel()
	m := newModel(sample())
	var ids []cases.ID
	for _, i := range m.Waiting() {
		ids = append(ids, i.Case)
	}
	if diff := cmp.Diff([]cases.ID{104, 101, 102, 103}, ids); diff != "" {
		t.Errorf("rejected instructions stand first, sent ones do not wait (-want +got):\n%s", diff)
	}
	if n := len(m.Sent()); n != 2 {
		t.Errorf("%d instructions wait for an answer, want 2", n)
	}
	for state, want := range map[cases.Notice]int{cases.Rendered: 6, cases.Issued: 2, cases.Failed: 1} {
		if n := len(m.Letters(state)); n != want {
			t.Errorf("%s: %d letters, want %d", state, n, want)
		}
	}
}

func TestModelMissing(t *testing.T) {
	t.Parallel()
	m := newModel(sample())
	f := &m.Forms[exporter.Instructions]
	for _, step := range []struct {
		want string
		fill func()
	}{
		{"purpose", func() { f.Purpose = outbox.ForAppeal }},
		{"folder", func() { f.Folder = "/media/usb " }},
		{"", func() { f.Name = " " }},
		{"name", func() { f.Name = "out" }},
	} {
		if got := m.Missing(exporter.Instructions); got != step.want {
			t.Errorf("missing is %q, want %q", got, step.want)
		}
		step.fill()
	}
	if got, want := m.File(exporter.Instructions), "/media/usb/out.ndjson"; got != want {
		t.Errorf("the file is %q, want %q", got, want)
	}
	l := &m.Forms[exporter.Letters]
	l.Folder, l.Name = "/letters", ""
	if got := m.Missing(exporter.Letters); got != "" {
		t.Errorf("letters need no file name and no purpose, missing %q", got)
	}
	l.Merge = true
	if got := m.Missing(exporter.Letters); got != "name" {
		t.Errorf("a print file needs a name, missing %q", got)
	}
}

func TestModelExport(t *testing.T) {
	t.Parallel()
	d := sample()
	m := newModel(d)
	m.Forms[exporter.Instructions] = exporter.Form{Format: importexport.CSV, Purpose: outbox.ForAppeal, Folder: "/out", Name: "x"}
	var ends []exporter.Done
	m.OnDone = func(done exporter.Done) { ends = append(ends, done) }
	t.Run("what is ordered leaves", func(t *testing.T) {
		m.ExportInstructions("", []cases.ID{101, 104})
		want := exporter.Order{Cases: []cases.ID{101, 104}, File: "/out/x.csv", Format: importexport.CSV, Purpose: outbox.ForAppeal}
		if diff := cmp.Diff(want, d.order); diff != "" {
			t.Errorf("order (-want +got):\n%s", diff)
		}
		if last := m.Last(exporter.Instructions); last == nil || last.Receipt == nil || last.Receipt.Rows != 2 {
			t.Errorf("the receipt is kept: %+v", last)
		}
	})
	t.Run("stopping leaves no receipt", func(t *testing.T) {
		d.between = func() {
			if tab, busy := m.Busy(); !busy || tab != exporter.Instructions {
				t.Errorf("busy %v on %v", busy, tab)
			}
			m.Cancel()
		}
		m.ExportInstructions("", []cases.ID{101})
		last := ends[len(ends)-1]
		if !last.Cancelled() || last.Receipt != nil {
			t.Errorf("stopped: cancelled %v, receipt %v", last.Cancelled(), last.Receipt)
		}
		if _, busy := m.Busy(); busy {
			t.Error("nothing runs afterwards")
		}
	})
}

// Notices of delay stay until somebody says why and until when; the other
// letters do not wait for them.
func TestDelaysNeedAReason(t *testing.T) {
	t.Parallel()
	d := sample()
	d.letters = append(d.letters, exporter.Letter{Case: 401, Kind: "delay", State: cases.Rendered})
	m := newModel(d)
	m.Forms[exporter.Letters].Folder = "/letters"
	m.IssueLetters("x", []cases.ID{201, 401})
	if diff := cmp.Diff(exporter.LetterOrder{Cases: []cases.ID{201}, Dir: "/letters"}, d.issue); diff != "" {
		t.Errorf("without a reason (-want +got):\n%s", diff)
	}
	f := &m.Forms[exporter.Letters]
	f.Folder, f.Reason, f.Until = "/letters", " 核实同行人 ", at(20, 18)
	f.ByAddress = true
	m.IssueLetters("x", []cases.ID{201, 401})
	want := exporter.LetterOrder{ByAddress: true, Cases: []cases.ID{201, 401}, Dir: "/letters", Delays: []cases.ID{401}, Reason: "核实同行人", Until: at(20, 18)}
	if diff := cmp.Diff(want, d.issue); diff != "" {
		t.Errorf("with a reason (-want +got):\n%s", diff)
	}
}
