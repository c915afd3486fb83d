package office

import (
	"context"
	"errors"
	"reflect"
	"slices"

	"recourse/app/gui/task"
	"recourse/cases"
	"recourse/review/evidence"
	"recourse/review/policy"
	"recourse/review/replay"
)

// Tab is one page of the screen.
type Tab int

// The tabs.
const (
	People Tab = iota
	Policies
	Passages
	Calendar
	Record
	Integrity
	Custody
	Settings
	tabs
)

// Part says what changed: a tab's number, or Moving.
type Part int

// Moving says that a verification came further, Logged that entries were added
// to the record.
const (
	Moving Part = -1
	Logged Part = -2
)

// Model is the office. It is used from the window's goroutine.
type Model struct {
	// OnChange is told which tab changed, or Moving.
	OnChange func(Part)

	desk   Desk
	runner task.Runner
	jobs   *task.Jobs
	user   cases.User

	people    []cases.User
	peopleErr error
	came      bool

	pack, rule string
	tests      map[string][]replay.FixtureResult
	testing    string
	models     bool // the error models are shown instead of the rules

	height     int64
	verified   *Verification
	verifyErr  error
	entries    int64 // verified so far
	verifying  bool
	cancel     context.CancelFunc
	log        logList
	stuck      stuckList
	keep       keepList
	steering   Steering
	passages   passageList
	checkpoint string
}

// NewModel returns the model for a person.
func NewModel(desk Desk, runner task.Runner, jobs *task.Jobs, actor cases.Actor) *Model {
	return &Model{
		desk: desk, runner: runner, jobs: jobs, tests: map[string][]replay.FixtureResult{},
		user: cases.User{ID: actor.ID, Name: actor.Name, Roles: actor.Roles},
	}
}

// Load fetches the people and, for those who may read it, the record.
func (m *Model) Load() {
	task.Go(m.runner, context.Background(), m.desk.People, func(list []cases.User, err error) {
		same := m.came && m.peopleErr == nil && err == nil && reflect.DeepEqual(m.people, list)
		m.people, m.peopleErr, m.came = list, err, true
		if !same {
			m.tell(Part(People))
		}
	})
	m.LoadLog()
	m.LoadStuck()
	m.LoadPassages()
	m.loadSteering()
	m.LoadKeeping()
}

// loadSteering fetches what supervisors have set; where that cannot be read,
// the other pages have said so.
func (m *Model) loadSteering() {
	task.Go(m.runner, context.Background(), m.desk.Steering, func(now Steering, err error) {
		if err == nil && now != m.steering {
			m.steering = now
			m.tell(Part(Settings))
		}
	})
}

// Steering is what supervisors have set; nothing before it has come.
func (m *Model) Steering() Steering { return m.steering }

// MaySteer says why this person may not change it, nil when they may.
func (m *Model) MaySteer() error { return m.user.Permit(cases.MaySteer) }

// People lists the directory, says why it could not be read, and whether it
// has come. Those who are kept out stand last.
func (m *Model) People() (list []cases.User, err error, came bool) {
	list = slices.Clone(m.people)
	slices.SortStableFunc(list, func(a, b cases.User) int {
		switch {
		case a.Disabled == b.Disabled:
			return 0
		case a.Disabled:
			return 1
		}
		return -1
	})
	return list, m.peopleErr, m.came
}

// name is a person's name, or the sign-in name of one who is not listed.
func (m *Model) name(id cases.UserID) string {
	for _, u := range m.people {
		if u.ID == id {
			return u.Name
		}
	}
	return string(id)
}

// MayManage says why this person may not change the directory, nil when they
// may.
func (m *Model) MayManage() error { return m.user.Permit(cases.MayManage) }

// MayAudit says why this person may not read the record.
func (m *Model) MayAudit() error { return m.user.Permit(cases.MayAudit) }

// Self reports whether an id is the person signed in.
func (m *Model) Self(id cases.UserID) bool { return m.user.ID == id }

// Do runs a change of the directory and lists it anew; end is told how it went.
func (m *Model) Do(act func(context.Context) error, end func(error)) {
	m.runner.Go(context.Background(), act, func(err error) {
		end(err)
		if err == nil {
			m.Load()
		}
	})
}

// Packs lists the policies.
func (m *Model) Packs() []*policy.Pack { return m.desk.Packs() }

// Pack is the policy shown; the first one until another is chosen.
func (m *Model) Pack() *policy.Pack {
	list := m.desk.Packs()
	for _, p := range list {
		if p.Name() == m.pack {
			return p
		}
	}
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

// ShowPack shows a policy.
func (m *Model) ShowPack(name string) {
	m.pack, m.rule = name, ""
	m.tell(Part(Policies))
}

// ErrorModels are how wrong each kind of source can be.
func (m *Model) ErrorModels() *evidence.Models { return m.desk.ErrorModels() }

// ShowsModels reports whether the error models are shown instead of the rules.
func (m *Model) ShowsModels() bool { return m.models }

// ShowModels shows the error models, or the rules again.
func (m *Model) ShowModels(on bool) {
	m.models = on
	m.tell(Part(Policies))
}

// Rule is the rule shown beside the list, "" for none.
func (m *Model) Rule() string { return m.rule }

// ShowRule shows a rule.
func (m *Model) ShowRule(id string) { m.rule = id }

// Test runs the fixtures of the policy shown.
func (m *Model) Test(job string) {
	p := m.Pack()
	if p == nil || m.testing != "" {
		return
	}
	name := p.Name()
	m.testing = name
	m.tell(Part(Policies))
	var found []replay.FixtureResult
	m.jobs.Start(context.Background(), job, func(ctx context.Context, _ task.Progress) (err error) {
		found, err = m.desk.TestPack(ctx, name)
		return err
	}, func(err error) {
		m.testing = ""
		if err == nil {
			m.tests[name] = found
		}
		m.tell(Part(Policies))
	})
}

// Testing reports whether the fixtures of a policy run.
func (m *Model) Testing(name string) bool { return m.testing == name }

// Tests is how the fixtures of a policy came out; nil before they ran.
func (m *Model) Tests(name string) []replay.FixtureResult { return m.tests[name] }

// Verify replays the record; it can be stopped.
func (m *Model) Verify(job string) {
	if m.verifying {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	m.verifying, m.cancel, m.entries, m.verifyErr = true, cancel, 0, nil
	total := m.height
	m.tell(Part(Record))
	meter := &task.Meter[int64]{Runner: m.runner, Show: func(n int64) {
		m.entries = n
		m.tell(Moving)
	}}
	var v Verification
	m.jobs.Start(ctx, job, func(ctx context.Context, tell task.Progress) (err error) {
		v, err = m.desk.Verify(ctx, func(n int64) {
			tell(n, total)
			meter.Tell(n)
		})
		return errors.Join(err, ctx.Err())
	}, func(err error) {
		cancel()
		m.verifying, m.cancel = false, nil
		if m.verifyErr = err; err == nil {
			m.verified = &v
		}
		m.tell(Part(Record))
	})
}

// StopVerify stops the verification.
func (m *Model) StopVerify() {
	if m.cancel != nil {
		m.cancel()
	}
}

// Verifying reports whether a verification runs, and how far it is of how many
// entries.
func (m *Model) Verifying() (running bool, done, total int64) {
	return m.verifying, m.entries, m.height
}

// Verified is the last verification of this session, nil for none, and why the
// last one did not come to its end.
func (m *Model) Verified() (*Verification, error) { return m.verified, m.verifyErr }

// Sign makes a signed checkpoint.
func (m *Model) Sign(end func(error)) {
	task.Go(m.runner, context.Background(), m.desk.Checkpoint, func(note string, err error) {
		if err == nil {
			m.checkpoint = note
		}
		end(err)
		m.LoadLog()
	})
}

// Checkpoint is the checkpoint made last, "" for none.
func (m *Model) Checkpoint() string { return m.checkpoint }

func (m *Model) tell(p Part) {
	if m.OnChange != nil {
		m.OnChange(p)
	}
}
