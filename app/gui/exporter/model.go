package exporter

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"time"

	"recourse/app/gui/task"
	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/outbox"
)

// Tab is one page of the screen.
type Tab int

// The tabs.
const (
	Instructions Tab = iota
	Letters
	Lists
	Receipts
	tabs
)

// Part says what changed: a tab's number, or Moving.
type Part int

// Moving says that running work came further.
const Moving Part = -1

// Form is what a person fills in before something leaves. It outlives a
// rebuild of the screen.
type Form struct {
	Format  importexport.Format
	Purpose outbox.Purpose
	Folder  string
	Name    string // without its ending
	View    string // of a list
	Merge   bool   // one print file of all letters
	Large   bool   // large print

	ByAddress bool   // letters in the order of the post room
	Reason    string // of notices of delay, and the date they promise
	Until     time.Time
	Show      cases.Notice

	Marked []int64 // keys of the marked rows
	// Of a delivery that is being recorded.
	Method, Receipt, Failure string
	Missed                   bool
	When                     string
}

// page is what one tab knows.
type page struct {
	came   bool
	failed error
}

// Model is the outward door. It is used from the window's goroutine.
type Model struct {
	// OnChange is told which tab changed, or Moving.
	OnChange func(Part)
	// OnDone is told when something left, with its receipt's words.
	OnDone func(Done)

	desk   Desk
	runner task.Runner
	jobs   *task.Jobs

	Forms [tabs]Form

	pages        [tabs]page
	instructions []Instruction
	letters      []Letter
	receipts     []Taken
	views        []View
	preview      Preview
	previewing   task.Latest[Preview]

	busy        Tab
	running     bool
	done, total int64
	cancel      context.CancelFunc
	last        [tabs]*Done
}

// Done is how something ended.
type Done struct {
	Tab       Tab
	Receipt   *outbox.Receipt // of a file
	Issued    *Issued         // of letters
	Delivered int             // recorded deliveries
	Failed    []Failure
	Err       error
}

// Cancelled reports whether the person stopped it.
func (d *Done) Cancelled() bool { return errors.Is(d.Err, context.Canceled) }

// NewModel returns an empty model; Load fills it. The names of files carry the
// office's time.
func NewModel(desk Desk, runner task.Runner, jobs *task.Jobs, now time.Time) *Model {
	m := &Model{desk: desk, runner: runner, jobs: jobs, previewing: task.Latest[Preview]{Runner: runner}}
	stamp := now.In(cases.Shanghai()).Format("20060102-1504")
	m.Forms[Instructions] = Form{Format: importexport.NDJSON, Name: "instructions-" + stamp}
	m.Forms[Letters] = Form{Name: "letters-" + stamp, Show: cases.Rendered}
	m.Forms[Lists] = Form{Format: importexport.XLSX, Name: "cases-" + stamp}
	return m
}

// Load fetches all lists.
func (m *Model) Load() {
	fetch(m, Instructions, m.desk.Instructions, &m.instructions, nil)
	fetch(m, Letters, m.desk.Letters, &m.letters, nil)
	fetch(m, Receipts, m.desk.Receipts, &m.receipts, nil)
	fetch(m, Lists, m.desk.Views, &m.views, func() {
		if f := &m.Forms[Lists]; f.View == "" && len(m.views) > 0 {
			f.View = m.views[0].Name
		}
		m.LoadPreview()
	})
}

// fetch reads a list. A list that is as before is not told, so that somebody
// who fills in the form beside it is not disturbed.
func fetch[T any](m *Model, t Tab, read func(context.Context) ([]T, error), keep *[]T, then func()) {
	task.Go(m.runner, context.Background(), read, func(list []T, err error) {
		before := m.pages[t]
		m.pages[t] = page{came: true, failed: err}
		same := before.came && before.failed == nil && err == nil && reflect.DeepEqual(*keep, list)
		if err == nil {
			*keep = list
		}
		if err == nil && then != nil {
			then()
		}
		if !same {
			m.tell(Part(t))
		}
	})
}

// LoadPreview fetches what the chosen list holds.
func (m *Model) LoadPreview() {
	view, p := m.Forms[Lists].View, m.Forms[Lists].Purpose
	if view == "" {
		return
	}
	m.previewing.Start(context.Background(), func(ctx context.Context) (Preview, error) {
		return m.desk.Preview(ctx, view, p)
	}, func(v Preview, err error) {
		same := err == nil && m.pages[Lists].failed == nil && reflect.DeepEqual(m.preview, v)
		m.preview, m.pages[Lists].failed = v, err
		if !same {
			m.tell(Part(Lists))
		}
	})
}

// Came reports whether a tab has its list, and why it has not.
func (m *Model) Came(t Tab) (bool, error) { return m.pages[t].came, m.pages[t].failed }

// Waiting lists the instructions that have to leave, rejected ones first.
func (m *Model) Waiting() []Instruction {
	return append(m.inState(cases.Rejected), m.inState(cases.Queued)...)
}

// Sent lists the instructions that left and have no answer.
func (m *Model) Sent() []Instruction { return m.inState(cases.Exported) }

func (m *Model) inState(s cases.Instruction) []Instruction {
	var out []Instruction
	for _, i := range m.instructions {
		if i.State == s {
			out = append(out, i)
		}
	}
	return out
}

// Letters lists the letters in a state: to issue, to deliver, failed.
func (m *Model) Letters(state cases.Notice) []Letter {
	var out []Letter
	for _, l := range m.letters {
		if l.State == state {
			out = append(out, l)
		}
	}
	return out
}

// Receipts lists what left.
func (m *Model) Receipts() []Taken { return m.receipts }

// Views lists the lists that can be taken out.
func (m *Model) Views() []View { return m.views }

// Preview is what the chosen list holds.
func (m *Model) Preview() Preview { return m.preview }

// File is the file a form names, with the ending of its format.
func (m *Model) File(t Tab) string {
	f := &m.Forms[t]
	return filepath.Join(strings.TrimSpace(f.Folder), strings.TrimSpace(f.Name)+"."+string(f.Format))
}

// Missing names what a form still needs, as the end of a key: purpose, folder,
// name or view; "" when nothing.
func (m *Model) Missing(t Tab) string {
	f := &m.Forms[t]
	switch {
	case t == Lists && f.View == "":
		return "view"
	case t != Letters && !f.Purpose.Valid():
		return "purpose"
	case strings.TrimSpace(f.Folder) == "":
		return "folder"
	case strings.TrimSpace(f.Name) == "" && (t != Letters || f.Merge):
		return "name"
	}
	return ""
}

func (m *Model) tell(p Part) {
	if m.OnChange != nil {
		m.OnChange(p)
	}
}
