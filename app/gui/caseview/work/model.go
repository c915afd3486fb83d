package work

import (
	"context"
	"time"

	"recourse/app/gui/task"
	"recourse/cases"
	"recourse/review"
	"recourse/review/evidence"
	"recourse/review/passage"
	"recourse/review/policy"
	"recourse/review/replay"
)

// Part names what changed, so that the view touches no more than it must.
type Part int

// The parts of the screen.
const (
	All       Part = iota // the file itself: build everything anew
	Rights                // what may be done, lease and times
	Draft                 // the draft: findings, effects, what is missing
	Save                  // whether the draft is safe
	Study                 // what the records say and what the rules give
	Record                // the record has come
	Amendment             // what a later delivery changed has come
)

// Setting gathers what a model stands on. After calls f on the window's
// goroutine after d unless it is stopped first; nil waits through the runner.
type Setting struct {
	Desk   Desk
	Reader Reader
	Runner task.Runner
	After  func(d time.Duration, f func()) (stop func())
}

// Model is one case on one officer's screen. It is used from the window's
// goroutine only.
type Model struct {
	// OnChange is told which part changed.
	OnChange func(Part)
	// OnProblem is told what went wrong with something the officer asked for.
	OnProblem func(error)
	// OnStep is told of each own act that can be taken back.
	OnStep func(cases.Move)

	desk   Desk
	reader Reader
	runner task.Runner
	after  func(time.Duration, func()) func()

	id      cases.ID
	file    *cases.File
	failed  error
	draft   cases.Draft
	effects map[cases.Disposition]cases.Draft
	save    saving
	writes  []write
	busy    bool

	assessed  *review.Assessment
	assessErr error
	assessing task.Latest[*review.Assessment]
	record    []Entry
	recordErr error
	changes   []Change
	changeErr error
	unmasked  bool
	passages  []passage.Passage
	veiled    bool // the draft was begun blind, see cases.File.Veil
	closed    bool
}

// New returns the model of a case that is not loaded yet.
func New(id cases.ID, s Setting) *Model {
	m := &Model{
		id: id, desk: s.Desk, reader: s.Reader, runner: s.Runner, after: s.After,
		effects: map[cases.Disposition]cases.Draft{}, assessing: task.Latest[*review.Assessment]{Runner: s.Runner},
	}
	if m.after == nil {
		m.after = m.wait
	}
	return m
}

// wait is the way of waiting that needs nothing but the runner.
func (m *Model) wait(d time.Duration, f func()) func() {
	ctx, cancel := context.WithCancel(context.Background())
	m.runner.Go(ctx, func(ctx context.Context) error {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(d):
			return nil
		}
	}, func(err error) {
		if err == nil {
			f()
		}
	})
	return cancel
}

// Load opens the case: the officer who holds it begins the review. Then the
// rules are replayed.
func (m *Model) Load(ctx context.Context) {
	task.Go(m.runner, ctx, func(ctx context.Context) (*cases.File, error) {
		return m.desk.Open(ctx, m.id)
	}, func(f *cases.File, err error) {
		m.failed = err
		if err == nil {
			m.file = f
			m.draft = m.startingDraft()
			m.study(ctx)
			m.loadChanges(ctx)
			m.loadPassages(ctx)
		}
		m.tell(All)
	})
}

// ID is the case's number.
func (m *Model) ID() cases.ID { return m.id }

// File is the case file, nil until it is loaded.
func (m *Model) File() *cases.File { return m.file }

// Failed says why the case could not be opened.
func (m *Model) Failed() error { return m.failed }

// Name is a person's name.
func (m *Model) Name(id cases.UserID) string {
	if id == "" {
		return ""
	}
	return m.reader.Name(id)
}

// Report is the replay, nil while it runs or when it cannot be made.
func (m *Model) Report() *replay.Report {
	if m.assessed == nil {
		return nil
	}
	return m.assessed.Report
}

// Replayed are the facts that were replayed, nil while there is no replay.
func (m *Model) Replayed() *policy.Facts {
	if m.assessed == nil {
		return nil
	}
	return m.assessed.Facts
}

// StudyProblem says why the case cannot be replayed.
func (m *Model) StudyProblem() error {
	if m.assessed != nil && m.assessed.Report == nil {
		return m.assessed.NoReplay
	}
	return m.assessErr
}

// Unauthorised lists what a colour set by hand lacks: "author", "unit" or
// "order".
func (m *Model) Unauthorised() []string { return evidence.Unauthorised(&m.file.Snapshot) }

// Localise names the places among the arguments of a sentence.
func (m *Model) Localise(args map[string]string, lang string) map[string]string {
	return m.reader.Localise(args, lang)
}

// study asks what the records say and what the rules give on them.
func (m *Model) study(ctx context.Context) {
	f := m.file
	if f.Purge != 0 {
		return // nothing is left to replay
	}
	m.assessing.Start(ctx, func(ctx context.Context) (*review.Assessment, error) {
		return m.reader.Assess(ctx, f)
	}, func(a *review.Assessment, err error) {
		m.assessed, m.assessErr = a, err
		m.tell(Study)
	})
}

// LoadRecord fetches the record; the view asks when the page is shown.
func (m *Model) LoadRecord(ctx context.Context) {
	task.Go(m.runner, ctx, func(ctx context.Context) ([]Entry, error) {
		return m.reader.Record(ctx, m.id)
	}, func(e []Entry, err error) {
		m.record, m.recordErr = e, err
		m.tell(Record)
	})
}

// Record is the case's record as far as it was loaded, and why it was not.
func (m *Model) Record() ([]Entry, error) { return m.record, m.recordErr }

// adopt takes the file as a write left it. The words on screen stay: only the
// officer changes them.
func (m *Model) adopt(f *cases.File) {
	amended := m.file != nil && f.SnapshotVersion != m.file.SnapshotVersion
	before := m.file
	moved := m.file == nil || f.State != m.file.State || f.Officer != m.file.Officer
	m.file = f
	defer m.stepped(before)
	if before != nil && before.Purge != f.Purge {
		m.draft, m.assessed, m.changes, m.unmasked = m.startingDraft(), nil, nil, false
		m.tell(All)
		return
	}
	if amended {
		m.study(context.Background())
		m.loadChanges(context.Background())
	}
	if amended || moved {
		m.tell(All)
		return
	}
	m.tell(Rights)
}

func (m *Model) tell(p Part) {
	if m.OnChange != nil && !m.closed {
		m.OnChange(p)
	}
}

func (m *Model) problem(err error) {
	if err != nil && m.OnProblem != nil && !m.closed {
		m.OnProblem(err)
	}
}
