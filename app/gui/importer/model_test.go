package importer_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/importer"
	"recourse/app/gui/task"
	"recourse/importexport"
)

func newModel(d *desk) *importer.Model {
	at := time.Date(2020, 2, 17, 9, 0, 0, 0, time.UTC)
	return importer.NewModel(d, task.Inline{}, task.NewJobs(task.Inline{}, func() time.Time { at = at.Add(time.Second); return at }))
}

func TestModelStages(t *testing.T) {
	t.Parallel()
	d := sample()
	m := newModel(d)
	var stages []importer.Stage
	m.OnChange = func(p importer.Part) {
		if p == importer.All {
			stages = append(stages, m.Stage())
		}
	}
	m.Choose("read", "a.xlsx", "b.csv")
	m.Check("check")
	m.Import("import")
	want := []importer.Stage{importer.Reading, importer.Read, importer.Checking, importer.Checked, importer.Importing, importer.Done}
	if diff := cmp.Diff(want, stages); diff != "" {
		t.Errorf("a delivery is read, checked and imported (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"a.xlsx", "b.csv"}, d.orders[0].Paths); diff != "" {
		t.Errorf("all chosen files are one delivery:\n%s", diff)
	}
	if m.Result().Delivery != 7 || m.Result().Report.DryRun {
		t.Errorf("after the import the result is %+v, want that of delivery 7", m.Result())
	}
	list, err, came := m.Past()
	if err != nil || !came || len(list) != 2 {
		t.Errorf("the new delivery is listed at once: got %d, %v, %v", len(list), err, came)
	}
}

func TestModelCancel(t *testing.T) {
	t.Parallel()
	d := sample()
	m := newModel(d)
	m.Choose("read", "a.xlsx")
	m.Check("check")
	var rest time.Duration
	d.between = func() {
		rest = m.Rest()
		m.Cancel()
	}
	m.Import("import")
	if m.Stage() != importer.Checked || !m.Cancelled() || m.Failed() != nil {
		t.Errorf("stopping an import leads to %s, cancelled %v, failed %v; want the check's result, cancelled and no failure", m.Stage(), m.Cancelled(), m.Failed())
	}
	if m.Result().Delivery != 0 {
		t.Error("a stopped import leaves no delivery behind")
	}
	if want := 8 * time.Second; rest != want {
		t.Errorf("with 61,200 of 100,000 bytes in 12 s the rest is %v, want %v", rest, want)
	}
	d.between = nil
	m.Import("import")
	if m.Stage() != importer.Done {
		t.Errorf("it can be imported afterwards; the stage is %s", m.Stage())
	}
}

func TestModelFailure(t *testing.T) {
	t.Parallel()
	t.Run("a file that cannot be read leads back to the start", func(t *testing.T) {
		t.Parallel()
		d := sample()
		d.err = importexport.Refuse("a.pdf", "pdf_file", nil)
		m := newModel(d)
		m.Choose("read", "a.pdf")
		var p *importexport.Problem
		if m.Stage() != importer.Start || !errors.As(m.Failed(), &p) || p.Code != "pdf_file" {
			t.Errorf("stage %s, failed %v", m.Stage(), m.Failed())
		}
	})
	t.Run("a failed check keeps the files", func(t *testing.T) {
		t.Parallel()
		d := sample()
		m := newModel(d)
		m.Choose("read", "a.xlsx")
		d.err = context.DeadlineExceeded
		m.Check("check")
		if m.Stage() != importer.Read || m.Failed() == nil || m.Inspection() == nil {
			t.Errorf("stage %s, failed %v, inspection %v", m.Stage(), m.Failed(), m.Inspection())
		}
	})
	t.Run("a profile that does not fit keeps what was recognised", func(t *testing.T) {
		t.Parallel()
		d := sample()
		m := newModel(d)
		m.Choose("read", "a.xlsx")
		d.err = importexport.Refuse("a.xlsx", "unknown_table", nil)
		m.SetProfile("read", "carrier")
		if m.Stage() != importer.Read || m.Failed() == nil {
			t.Errorf("stage %s, failed %v", m.Stage(), m.Failed())
		}
		d.err = nil
		m.SetProfile("read", "")
		if m.Failed() != nil {
			t.Errorf("going back to the detected profile ends the failure, got %v", m.Failed())
		}
	})
}

func TestModelProblems(t *testing.T) {
	t.Parallel()
	m := newModel(sample())
	m.Choose("read", "a.xlsx")
	m.Check("check")
	want := []importer.Kind{{Code: "bad_number", N: 2}, {Code: "hidden_sheet", N: 1}, {Code: "lost_precision", N: 1}}
	if diff := cmp.Diff(want, m.Kinds()); diff != "" {
		t.Errorf("kinds are counted, the most frequent first (-want +got):\n%s", diff)
	}
	if r, n := m.CountLevel(true), m.CountLevel(false); r != 3 || n != 1 {
		t.Errorf("levels are counted as %d refused and %d remarks, want 3 and 1", r, n)
	}
	m.NarrowKind("bad_number")
	if n := len(m.Problems()); n != 2 {
		t.Errorf("narrowed to one kind there are %d, want 2", n)
	}
	m.NarrowLevel("notice")
	if n := len(m.Problems()); n != 0 {
		t.Errorf("kind and level narrow together: %d, want 0", n)
	}
	m.NarrowKind("")
	if n := len(m.Problems()); n != 1 {
		t.Errorf("narrowed to remarks there are %d, want 1", n)
	}
}
