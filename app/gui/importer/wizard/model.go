package wizard

import (
	"cmp"
	"context"
	"path"
	"slices"
	"strings"

	"recourse/app/gui/task"
	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/guess"
)

// Desk is what the wizard does with a delivery.
type Desk interface {
	// Bundles reads the first rows of every table, those of one sort together.
	Bundles(ctx context.Context) ([]*guess.Bundle, error)
	// Try reads the whole delivery by profiles that are not kept, without some of
	// its tables. Nothing is stored.
	Try(ctx context.Context, list []*importexport.Profile, leaveOut []string) (*importexport.Report, error)
	// Save keeps profiles, all or none; again replaces own ones of their ids.
	Save(ctx context.Context, texts [][]byte, again bool) error
	// Write writes a profile to a file, to be shared.
	Write(path string, text []byte) error
}

// Step is how far the person is.
type Step int

// The steps.
const (
	Tables  Step = iota // how far every table of the delivery is
	Rows                // which rows are the headings of one
	Columns             // what its columns mean
	Values              // what only a person can say of it
	Keep                // the check of the whole delivery, and a name
)

// Name is the step's word in the locale keys.
func (s Step) Name() string { return []string{"tables", "rows", "columns", "values", "keep"}[s] }

// Model is the tables of a delivery on their way to profiles. It is used from
// the window's goroutine.
type Model struct {
	// OnChange is told that the page changed; OnTried that the whole delivery has
	// been read, or began to be.
	OnChange, OnTried func()
	// Done is told the ids of the profiles that were kept, and the tables that are
	// no part of the delivery.
	Done func(ids, leaveOut []string)

	desk   Desk
	runner task.Runner

	loading bool
	failed  error
	bundles []*guess.Bundle
	at      int
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
	m := &Model{desk: desk, runner: runner, step: Rows}
	m.latest.Runner = runner
	return m
}

// Load reads the first rows. prefer names the file to begin with, "" the first.
// With several sorts of tables the person begins with all of them, and a name
// that was set stays.
func (m *Model) Load(prefer string) {
	m.loading = true
	type loaded struct {
		bundles []*guess.Bundle
		at      int
	}
	task.Go(m.runner, context.Background(), func(ctx context.Context) (loaded, error) {
		list, err := m.desk.Bundles(ctx)
		if err != nil || len(list) == 0 {
			return loaded{}, err
		}
		l := loaded{list, first(list, prefer)}
		for _, b := range guess.In(list, guess.ToMap) { // takes a moment, so it is done here
			if b.Guess(); ctx.Err() != nil {
				return loaded{}, ctx.Err()
			}
		}
		l.bundles[l.at].Guess()
		return l, nil
	}, func(l loaded, err error) {
		m.loading, m.failed, m.bundles, m.at = false, err, l.bundles, l.at
		if err == nil && len(m.bundles) > 0 {
			if m.Several() {
				m.step, m.name = Tables, cmp.Or(m.name, deliveryName(m.bundles[0].Tables[0].File))
			} else {
				m.name, m.bundles[0].Anew = m.bundles[0].Tables[0].Name(), m.bundles[0].IsFound
			}
			m.try()
		}
		m.tell()
	})
}

// first is the bundle to begin with: one of the file that is asked for, or the
// first that is not known.
func first(list []*guess.Bundle, prefer string) int {
	open := func(b *guess.Bundle) bool { return b.State() == guess.ToMap }
	if at := slices.IndexFunc(list, func(b *guess.Bundle) bool { return open(b) && b.Called(prefer) && !b.Hidden() }); at >= 0 {
		return at
	}
	return max(0, slices.IndexFunc(list, open))
}

// deliveryName is what a delivery is called by one of its files: the archive or
// folder it is in, or the file without its ending.
func deliveryName(file string) string {
	name, _, _ := strings.Cut(file, "/")
	return strings.TrimSuffix(name, path.Ext(name))
}

// Loading reports whether the rows are still being read.
func (m *Model) Loading() bool { return m.loading }

// Failed says why the rows could not be read.
func (m *Model) Failed() error { return m.failed }

// Bundles are the tables of the delivery, those of one sort together.
func (m *Model) Bundles() []*guess.Bundle { return m.bundles }

// Several reports whether the delivery has more than one sort of tables.
func (m *Model) Several() bool { return len(m.bundles) > 1 }

// At is which bundle the person is at.
func (m *Model) At() int { return m.at }

// Bundle is the tables that the person is at; nil without any.
func (m *Model) Bundle() *guess.Bundle {
	if m.at >= len(m.bundles) {
		return nil
	}
	return m.bundles[m.at]
}

// Draft is what is said of the tables the person is at; nil without any.
func (m *Model) Draft() *guess.Draft {
	if b := m.Bundle(); b != nil {
		return b.Guess()
	}
	return nil
}

// Point says which tables are meant, while all of them are shown.
func (m *Model) Point(at int) {
	if at >= 0 && at < len(m.bundles) {
		m.at = at
	}
}

// Map turns to the tables at a place, to give them their meaning, anew if they
// have one already.
func (m *Model) Map(at int) {
	if at < 0 || at >= len(m.bundles) {
		return
	}
	m.at, m.step, m.saveFail = at, Rows, nil
	b := m.bundles[at]
	b.LeftOut, b.Anew, b.Finished = false, b.IsFound, false
	m.changed()
}

// LeaveOut leaves the tables at a place out of the delivery or takes them in
// again, with the meaning they had.
func (m *Model) LeaveOut(at int) {
	if at < 0 || at >= len(m.bundles) {
		return
	}
	b := m.bundles[at]
	b.LeftOut, b.Anew = !b.LeftOut, false
	m.changed()
}

// Open is how many sorts of tables still have to get their meaning or be left
// out.
func (m *Model) Open() int { return len(guess.In(m.bundles, guess.ToMap)) }

// NextOpen is the next bundle after the present one that has no meaning yet, -1
// for none.
func (m *Model) NextOpen() int {
	for i := 1; i < len(m.bundles); i++ {
		if at := (m.at + i) % len(m.bundles); m.bundles[at].State() == guess.ToMap {
			return at
		}
	}
	return -1
}

// Finish ends the questions about the present tables and turns to the next
// ones that have no meaning yet, or to the check of the whole.
func (m *Model) Finish() {
	m.Bundle().Finished = true
	next := m.NextOpen()
	switch {
	case next >= 0:
		m.Map(next)
	case m.Several() && m.Bundle().State() == guess.ToMap:
		m.Go(Tables)
	default:
		m.Go(Keep)
	}
}

// Steps lists the steps in order; of a delivery of one sort of tables nobody has
// to be shown what there is.
func (m *Model) Steps() []Step {
	if m.Several() {
		return []Step{Tables, Rows, Columns, Values, Keep}
	}
	return []Step{Rows, Columns, Values, Keep}
}

// Step is the page of the moment.
func (m *Model) Step() Step { return m.step }

// Go turns to a page.
func (m *Model) Go(s Step) {
	if m.Bundle() == nil || !slices.Contains(m.Steps(), s) || s == m.step {
		return
	}
	if s == Keep && !m.Several() {
		m.Bundle().Finished = true
	}
	m.step, m.saveFail = s, nil
	m.changed()
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

// atTable reports whether the page is about the tables the person is at.
func (m *Model) atTable() bool { return m.step == Rows || m.step == Columns || m.step == Values }

// used are the bundles that are read by what was said of them: those that have
// their meaning, and the present one while it is being given one.
func (m *Model) used() (list []*guess.Bundle, leaveOut []string) {
	var out []*guess.Bundle
	for _, b := range m.bundles {
		switch s := b.State(); {
		case s == guess.Mapped || m.atTable() && b == m.Bundle():
			list = append(list, b)
		case s != guess.ByProfile:
			out = append(out, b)
		}
	}
	return list, guess.NamesOf(out)
}

// try reads the whole delivery by the drafts in the background; an earlier
// reading is let go.
func (m *Model) try() {
	m.whole, m.wholeErr, m.trying, m.problems = nil, nil, false, nil
	if m.Bundle() == nil {
		return
	}
	if m.atTable() || !m.Several() {
		m.problems = m.Draft().Problems()
	}
	list, leaveOut := m.used()
	if m.Blocked() || len(list) == 0 {
		m.latest.Stop()
		return
	}
	profiles, err := guess.Profiles(draftName, list, nil)
	if err != nil {
		m.latest.Stop()
		m.wholeErr = err
		return
	}
	m.trying = true
	m.latest.Start(context.Background(), func(ctx context.Context) (*importexport.Report, error) { return m.desk.Try(ctx, profiles, leaveOut) },
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

// draftName is what profiles are called while they are tried.
const draftName = "draft"

// Trying reports whether the whole delivery is being read.
func (m *Model) Trying() bool { return m.trying }

// Whole is what the whole delivery came to: nil while it is not known.
func (m *Model) Whole() (*importexport.Report, error) { return m.whole, m.wholeErr }

// Name is what the profiles will be called.
func (m *Model) Name() string { return m.name }

// SetName calls the profiles something else.
func (m *Model) SetName(name string) { m.name, m.saveFail = name, nil }

// SetReplace lets the profiles take the place of own ones of their ids.
func (m *Model) SetReplace(on bool) { m.replace = on }

// Profiles are the profiles as they are kept and shared.
func (m *Model) Profiles() ([]*importexport.Profile, error) {
	return guess.Profiles(m.name, guess.In(m.bundles, guess.Mapped), guess.LeftOutNames(m.bundles))
}

// MayKeep reports whether nothing stands in the way of keeping what was said:
// every table is known, has its meaning or is left out, and something was said.
func (m *Model) MayKeep() bool {
	return m.Bundle() != nil && m.Open() == 0 && len(guess.In(m.bundles, guess.Mapped, guess.Left)) > 0 && guess.ID(m.name) != ""
}

// Save keeps the profiles under their name and ends the wizard.
func (m *Model) Save() {
	if m.saving || !m.MayKeep() {
		return
	}
	ids, texts, err := m.texts()
	if err != nil {
		m.saveFail = err
		m.tell()
		return
	}
	m.saving, m.saveFail = true, nil
	again, leaveOut := m.replace, guess.NamesOf(guess.In(m.bundles, guess.Left))
	task.Go(m.runner, context.Background(), func(ctx context.Context) (struct{}, error) {
		if len(texts) == 0 {
			return struct{}{}, nil
		}
		return struct{}{}, m.desk.Save(ctx, texts, again)
	}, func(_ struct{}, err error) {
		m.saving, m.saveFail = false, err
		if err != nil {
			m.tell()
			return
		}
		if m.Done != nil {
			m.Done(ids, leaveOut)
		}
	})
}

func (m *Model) texts() (ids []string, texts [][]byte, err error) {
	list, err := m.Profiles()
	if err != nil {
		return nil, nil, err
	}
	for _, p := range list {
		text, err := p.YAML()
		if err != nil {
			return nil, nil, err
		}
		ids, texts = append(ids, p.ID), append(texts, text)
	}
	return ids, texts, nil
}

// SaveFailed says why the profiles were not kept.
func (m *Model) SaveFailed() error { return m.saveFail }

// Stop lets what runs in the background go.
func (m *Model) Stop() { m.latest.Stop() }
