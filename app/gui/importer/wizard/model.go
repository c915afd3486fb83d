package wizard

import (
	"context"
	"slices"

	"recourse/app/gui/task"
	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/guess"
)

// Desk is what the wizard does with a delivery.
type Desk interface {
	// Tables reads the first rows of every table and what guesses draw on.
	Tables(ctx context.Context) ([]guess.Table, *guess.Known, error)
	// Try reads the whole delivery by a profile that is not kept. Nothing is
	// stored.
	Try(ctx context.Context, p *importexport.Profile) (*importexport.Report, error)
	// Save keeps a profile; again replaces an own one of the same id.
	Save(ctx context.Context, text []byte, again bool) error
	// Write writes a profile to a file, to be shared.
	Write(path string, text []byte) error
}

// Step is how far the person is.
type Step int

// The steps.
const (
	Rows    Step = iota // which table, which rows are its headings
	Columns             // what they mean
	Values              // what only a person can say
	Keep                // the check of the whole file, and a name
)

// Steps lists the steps in order.
func Steps() []Step { return []Step{Rows, Columns, Values, Keep} }

// Name is the step's word in the locale keys.
func (s Step) Name() string { return []string{"rows", "columns", "values", "keep"}[s] }

// Model is a table on its way to a profile. It is used from the window's
// goroutine.
type Model struct {
	// OnChange is told that the page changed; OnTried that the whole file has
	// been read, or began to be.
	OnChange, OnTried func()
	// Done is told the id of the profile that was kept.
	Done func(id string)

	desk   Desk
	runner task.Runner

	loading bool
	failed  error
	tables  []guess.Table
	known   *guess.Known
	at      int
	drafts  map[int]*guess.Draft
	step    Step

	problems []guess.Problem // of the draft as it is

	latest   task.Latest[*importexport.Report]
	trying   bool
	whole    *importexport.Report
	wholeErr error

	name     string
	replace  bool
	saving   bool
	saveFail error
}

// NewModel returns a model without tables; Load reads them.
func NewModel(desk Desk, runner task.Runner) *Model {
	m := &Model{desk: desk, runner: runner, drafts: map[int]*guess.Draft{}}
	m.latest.Runner = runner
	return m
}

type sample struct {
	tables []guess.Table
	known  *guess.Known
	at     int
	draft  *guess.Draft // of the table to begin with; guessing takes a moment
}

// Load reads the first rows. prefer names the file to begin with, "" the first.
func (m *Model) Load(prefer string) {
	m.loading = true
	task.Go(m.runner, context.Background(), func(ctx context.Context) (sample, error) {
		tables, known, err := m.desk.Tables(ctx)
		if err != nil || len(tables) == 0 {
			return sample{}, err
		}
		at := max(0, slices.IndexFunc(tables, func(t guess.Table) bool { return t.File == prefer && !t.Hidden }))
		return sample{tables, known, at, known.Guess(&tables[at])}, nil
	}, func(s sample, err error) {
		m.loading, m.failed, m.tables, m.known, m.at = false, err, s.tables, s.known, s.at
		if err == nil && len(m.tables) > 0 {
			m.drafts[m.at] = s.draft
			m.name = m.tables[m.at].Name()
			m.try()
		}
		m.tell()
	})
}

// Loading reports whether the rows are still being read.
func (m *Model) Loading() bool { return m.loading }

// Failed says why the rows could not be read.
func (m *Model) Failed() error { return m.failed }

// Tables are the tables of the delivery.
func (m *Model) Tables() []guess.Table { return m.tables }

// At is which of them is shown.
func (m *Model) At() int { return m.at }

// Draft is what is said of the table that is shown; nil without a table.
func (m *Model) Draft() *guess.Draft {
	if m.at >= len(m.tables) {
		return nil
	}
	if m.drafts[m.at] == nil {
		m.drafts[m.at] = m.known.Guess(&m.tables[m.at])
	}
	return m.drafts[m.at]
}

// Show turns to another table.
func (m *Model) Show(at int) {
	if at < 0 || at >= len(m.tables) || at == m.at {
		return
	}
	m.at, m.name = at, m.tables[at].Name()
	m.changed()
}

// Step is the page of the moment.
func (m *Model) Step() Step { return m.step }

// Go turns to a page.
func (m *Model) Go(s Step) {
	if m.Draft() == nil || s < Rows || s > Keep || s == m.step {
		return
	}
	m.step, m.saveFail = s, nil
	m.tell()
}

// SetHead says where the headings stand.
func (m *Model) SetHead(h guess.Head) { m.Draft().SetHead(h); m.changed() }

// SetKind says what kind of table it is.
func (m *Model) SetKind(kind string) { m.Draft().SetKind(kind); m.changed() }

// SetSource says which kind of records the table has.
func (m *Model) SetSource(s cases.Source) { m.Draft().SetSource(s); m.changed() }

// Choose says what a column means; "" leaves it aside.
func (m *Model) Choose(column int, field string) { m.Draft().Choose(column, field); m.changed() }

// Say changes an answer that has no effect on the columns.
func (m *Model) Say(change func(d *guess.Draft)) {
	change(m.Draft())
	m.try()
	if m.OnTried != nil {
		m.OnTried()
	}
}

func (m *Model) changed() {
	m.try()
	m.tell()
}

func (m *Model) tell() {
	if m.OnChange != nil {
		m.OnChange()
	}
}

// try reads the whole delivery by the draft in the background; an earlier
// reading is let go.
func (m *Model) try() {
	m.whole, m.wholeErr, m.trying = nil, nil, false
	d := m.Draft()
	if d == nil {
		return
	}
	if m.problems = d.Problems(); m.Blocked() {
		m.latest.Stop()
		return
	}
	p, err := d.Profile(draftID, nil)
	if err != nil {
		m.wholeErr = err
		return
	}
	m.trying = true
	m.latest.Start(context.Background(), func(ctx context.Context) (*importexport.Report, error) { return m.desk.Try(ctx, p) },
		func(r *importexport.Report, err error) {
			m.trying, m.whole, m.wholeErr = false, r, err
			if m.OnTried != nil {
				m.OnTried()
			}
		})
}

// Problems lists what is wrong with the draft, what blocks it first.
func (m *Model) Problems() []guess.Problem { return m.problems }

// Blocked reports whether something stands in the way of an import.
func (m *Model) Blocked() bool { return len(m.problems) > 0 && m.problems[0].Blocking }

// draftID is the id of a profile while it is tried.
const draftID = "draft"

// Trying reports whether the whole file is being read.
func (m *Model) Trying() bool { return m.trying }

// Whole is what the whole file came to: nil while it is not known.
func (m *Model) Whole() (*importexport.Report, error) { return m.whole, m.wholeErr }

// Name is what the profile will be called.
func (m *Model) Name() string { return m.name }

// SetName calls the profile something else.
func (m *Model) SetName(name string) { m.name, m.saveFail = name, nil }

// SetReplace lets the profile take the place of an own one of its id.
func (m *Model) SetReplace(on bool) { m.replace = on }

// Text is the profile as it is kept and shared.
func (m *Model) Text() ([]byte, error) {
	return m.Draft().YAML(guess.ID(m.name), map[string]string{"zh": m.name, "en": m.name})
}

// Save keeps the profile under its name and ends the wizard.
func (m *Model) Save() {
	if m.saving || m.Draft() == nil || m.Blocked() || guess.ID(m.name) == "" {
		return
	}
	text, err := m.Text()
	if err != nil {
		m.saveFail = err
		m.tell()
		return
	}
	m.saving, m.saveFail = true, nil
	again, id := m.replace, guess.ID(m.name)
	task.Go(m.runner, context.Background(), func(ctx context.Context) (struct{}, error) {
		return struct{}{}, m.desk.Save(ctx, text, again)
	}, func(_ struct{}, err error) {
		m.saving, m.saveFail = false, err
		if err != nil {
			m.tell()
			return
		}
		if m.Done != nil {
			m.Done(id)
		}
	})
}

// SaveFailed says why the profile was not kept.
func (m *Model) SaveFailed() error { return m.saveFail }

// Stop lets what runs in the background go.
func (m *Model) Stop() { m.latest.Stop() }
