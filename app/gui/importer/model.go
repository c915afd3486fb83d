package importer

import (
	"context"
	"errors"
	"slices"
	"time"

	"recourse/app/gui/task"
	"recourse/importexport"
)

// Stage is how far a delivery has come.
type Stage string

// The stages. Those ending in -ing run and can be cancelled.
const (
	Start     Stage = "start"
	Reading   Stage = "reading"
	Read      Stage = "read"
	Checking  Stage = "checking"
	Checked   Stage = "checked"
	Importing Stage = "importing"
	Done      Stage = "done"
	Matching  Stage = "matching"
	Matched   Stage = "matched"
)

// Part says what changed.
type Part int

// The parts of the screen.
const (
	All    Part = iota // another stage
	Moving             // progress
	Listed             // the problems are listed otherwise
	Past               // the past deliveries have come
)

// Model is one delivery on its way in. It is used from the window's goroutine.
type Model struct {
	// OnChange is told what changed.
	OnChange func(Part)

	desk   Desk
	runner task.Runner
	jobs   *task.Jobs

	stage      Stage
	order      Order
	inspection *Inspection
	result     *Result
	acks       *Acks
	failed     error
	cancelled  bool
	progress   importexport.Progress
	expected   int64 // cases, once a check has counted them
	cancel     context.CancelFunc
	list       list

	past    []Delivery
	pastErr error
	came    bool
}

// NewModel returns a model without files.
func NewModel(desk Desk, runner task.Runner, jobs *task.Jobs) *Model {
	return &Model{desk: desk, runner: runner, jobs: jobs, stage: Start}
}

// Stage is how far the delivery has come.
func (m *Model) Stage() Stage { return m.stage }

// Busy reports whether something runs that can be cancelled.
func (m *Model) Busy() bool {
	return slices.Contains([]Stage{Reading, Checking, Importing, Matching}, m.stage)
}

// Order is what is being read and how.
func (m *Model) Order() Order { return m.order }

// Inspection says what the files are; nil before they were read.
func (m *Model) Inspection() *Inspection { return m.inspection }

// Result is what the check or the import came to.
func (m *Model) Result() *Result { return m.result }

// Acks is what became of the acknowledgements.
func (m *Model) Acks() *Acks { return m.acks }

// Failed says what went wrong last; nil after a success or a new start.
func (m *Model) Failed() error { return m.failed }

// Cancelled reports whether the person stopped what ran last.
func (m *Model) Cancelled() bool { return m.cancelled }

// Progress is how far the running work is.
func (m *Model) Progress() importexport.Progress { return m.progress }

// Rest is how long the running work will still take, 0 while nobody knows.
func (m *Model) Rest() time.Duration {
	p := m.progress
	if p.Done <= 0 || p.Total <= p.Done || p.Elapsed <= 0 {
		return 0
	}
	return time.Duration(float64(p.Elapsed) * float64(p.Total-p.Done) / float64(p.Done)).Round(time.Second)
}

// Choose reads what the files are. name is what the status bar shows.
func (m *Model) Choose(name string, paths ...string) {
	if m.Busy() || len(paths) == 0 {
		return
	}
	m.order = Order{Paths: paths}
	m.inspect(name)
}

// SetProfile reads the files by another profile; "" chooses by the headers.
func (m *Model) SetProfile(name, profile string) {
	m.order.Profile = profile
	m.inspect(name)
}

// SetMeaning reads the files by what a person said of their tables: a profile,
// "" to choose by the headings, and the tables that are no part of the delivery.
func (m *Model) SetMeaning(name, profile string, leaveOut []string) {
	m.order.Profile, m.order.LeaveOut = profile, leaveOut
	m.inspect(name)
}

// SetEncoding reads text files in another encoding; "" finds out.
func (m *Model) SetEncoding(name string, e importexport.Encoding) {
	m.order.Encoding = e
	m.inspect(name)
}

func (m *Model) inspect(name string) {
	back, o := Start, m.order
	if m.inspection != nil && m.stage == Read {
		back = Read
	}
	m.run(run{name, Reading, back, Read}, func(ctx context.Context, _ tell) (func(), error) {
		found, err := m.desk.Inspect(ctx, o)
		return func() { m.inspection = found }, err
	})
}

// Check says what would come of the delivery.
func (m *Model) Check(name string) {
	o := m.order
	m.run(run{name, Checking, Read, Checked}, func(ctx context.Context, t tell) (func(), error) {
		r, err := m.desk.Check(ctx, o, t)
		return func() { m.take(r) }, err
	})
}

// Import stores the delivery.
func (m *Model) Import(name string) {
	o := m.order
	m.run(run{name, Importing, Checked, Done}, func(ctx context.Context, t tell) (func(), error) {
		r, err := m.desk.Import(ctx, o, t)
		return func() { m.take(r); m.LoadPast() }, err
	})
}

// Match matches a file of acknowledgements.
func (m *Model) Match(name string) {
	o := m.order
	m.run(run{name, Matching, Read, Matched}, func(ctx context.Context, t tell) (func(), error) {
		a, err := m.desk.Acknowledge(ctx, o, t)
		return func() { m.acks = a }, err
	})
}

func (m *Model) take(r *Result) {
	m.result, m.expected = r, r.Report.Read
	m.list = newList(r.Report.Problems)
}

type tell = func(importexport.Progress)

// run is one piece of work: its name for the status bar, the stage it runs at,
// the one it falls back to and the one it leads to.
type run struct {
	name           string
	at, back, next Stage
}

// run does work as a job. What work returns is kept on the window's goroutine,
// and only after a success.
func (m *Model) run(r run, work func(context.Context, tell) (keep func(), err error)) {
	if m.Busy() {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	m.stage, m.cancel, m.failed, m.cancelled, m.progress = r.at, cancel, nil, false, importexport.Progress{}
	m.tell(All)
	meter := &task.Meter[importexport.Progress]{Runner: m.runner, Show: func(p importexport.Progress) {
		m.progress = p
		m.tell(Moving)
	}}
	expected := m.expected
	var keep func()
	m.jobs.Start(ctx, r.name, func(ctx context.Context, told task.Progress) (err error) {
		keep, err = work(ctx, func(p importexport.Progress) {
			told(p.Cases, expected)
			meter.Tell(p)
		})
		return err
	}, func(err error) {
		cancel()
		m.end(r, err, keep)
	})
}

func (m *Model) end(r run, err error, keep func()) {
	m.cancel = nil
	m.stage = r.next
	if err == nil {
		keep()
	} else {
		m.stage = r.back
		m.cancelled = errors.Is(err, context.Canceled)
		if !m.cancelled {
			m.failed = err
		}
	}
	m.tell(All)
}

// Cancel stops what runs.
func (m *Model) Cancel() {
	if m.cancel != nil {
		m.cancel()
	}
}

// Again forgets the delivery; another one can be chosen.
func (m *Model) Again() {
	if m.Busy() {
		return
	}
	m.stage, m.order, m.inspection, m.result, m.acks = Start, Order{}, nil, nil, nil
	m.failed, m.cancelled, m.expected = nil, false, 0
	m.tell(All)
}

// Save writes the problems and the refused rows and tells the files written.
func (m *Model) Save(path string, done func(files []string, err error)) {
	if m.result == nil || m.result.Save == nil {
		return
	}
	save := m.result.Save
	task.Go(m.runner, context.Background(), func(context.Context) ([]string, error) { return save(path) }, done)
}

// LoadPast fetches the deliveries that were imported before.
func (m *Model) LoadPast() {
	task.Go(m.runner, context.Background(), m.desk.Deliveries, func(d []Delivery, err error) {
		same := m.came && m.pastErr == nil && err == nil && slices.Equal(m.past, d)
		m.past, m.pastErr, m.came = d, err, true
		if !same {
			m.tell(Past)
		}
	})
}

// Past lists the deliveries, says why they could not be listed, and whether
// they have come.
func (m *Model) Past() (list []Delivery, err error, came bool) { return m.past, m.pastErr, m.came }

func (m *Model) tell(p Part) {
	if m.OnChange != nil {
		m.OnChange(p)
	}
}
