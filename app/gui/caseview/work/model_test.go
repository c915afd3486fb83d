package work_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"recourse/app/gui/caseview/casetest"
	"recourse/app/gui/caseview/work"
	"recourse/app/gui/task"
	"recourse/cases"
	"recourse/importexport/simulate"
	"recourse/review"
)

// desk is one officer's model of one case, with timers a test rings.
type desk struct {
	office *casetest.Office
	m      *work.Model
	id     cases.ID
	made   simulate.Case
	timers []*timer
	errs   []error
}

type timer struct {
	f       func()
	stopped bool
}

func (d *desk) after(_ time.Duration, f func()) func() {
	t := &timer{f: f}
	d.timers = append(d.timers, t)
	return func() { t.stopped = true }
}

// ring lets every timer go off that nobody stopped, and says how many.
func (d *desk) ring() int {
	due, n := d.timers, 0
	d.timers = nil
	for _, t := range due {
		if !t.stopped {
			t.f()
			n++
		}
	}
	return n
}

func open(t *testing.T, scenario string, who cases.UserID) *desk {
	t.Helper()
	d := &desk{office: casetest.New(t), made: casetest.Made(t, scenario, 3)}
	d.id = d.office.Receive(t, d.made.Snapshot)
	if _, err := d.office.Desk("zhang").Take(t.Context(), d.id); err != nil {
		t.Fatal(err)
	}
	d.load(t, who)
	return d
}

func (d *desk) load(t *testing.T, who cases.UserID) {
	t.Helper()
	d.m = work.New(d.id, work.Setting{Desk: d.office.Desk(who), Reader: d.office.Seat(who), Runner: task.Inline{}, After: d.after})
	d.m.OnProblem = func(err error) { d.errs = append(d.errs, err) }
	d.m.Load(t.Context())
	if d.m.File() == nil {
		t.Fatalf("not loaded: %v", d.m.Failed())
	}
}

// write fills the whole decision in, field by field.
func (d *desk) write() {
	want := d.made.Draft
	for _, f := range want.Findings {
		d.m.SetFinding(f.Ground, f.Finding)
		d.m.SetFindingText(f.Ground, f.Text)
		for _, ref := range f.Evidence {
			d.m.Cite(f.Ground, ref, true)
		}
	}
	d.m.SetDisposition(want.Disposition)
	d.m.SetTime(work.EffectiveAt, want.EffectiveAt)
	d.m.SetTime(work.HoldUntil, want.HoldUntil)
	for _, b := range want.LegalBasis {
		d.m.AddBasis(b)
	}
	d.m.SetReasons(want.Reasons)
	d.m.SetLanguage("zh")
}

func TestOpen(t *testing.T) {
	t.Parallel()
	t.Run("the officer who holds a case begins the review by opening it", func(t *testing.T) {
		t.Parallel()
		d := open(t, "transit-wuhan", "zhang")
		if got := d.m.File().State; got != cases.InReview {
			t.Errorf("state %s", got)
		}
		if !d.m.Editable() {
			t.Errorf("not editable: %v", d.m.ReadOnlyWhy())
		}
	})
	t.Run("somebody else reads and is told who has it", func(t *testing.T) {
		t.Parallel()
		d := open(t, "transit-wuhan", "li")
		if d.m.Editable() {
			t.Error("editable by somebody who does not hold the case")
		}
		if err := d.m.ReadOnlyWhy(); !errors.Is(err, cases.Refuse("not_holder")) {
			t.Errorf("why: %v", err)
		}
	})
	t.Run("every ground waits for an answer", func(t *testing.T) {
		t.Parallel()
		d := open(t, "transit-wuhan", "zhang")
		for _, g := range d.m.File().Grounds {
			if !slices.ContainsFunc(d.m.Blockers(), func(err error) bool {
				r, _ := cases.AsRefusal(err)
				return r.Code == "no_finding" && r.Args["ground"] == string(g)
			}) {
				t.Errorf("ground %s is not asked for", g)
			}
		}
	})
	t.Run("the replay finds no rule behind a transit before the window", func(t *testing.T) {
		t.Parallel()
		d := open(t, "transit-wuhan", "zhang")
		if r := d.m.Report(); r == nil || !r.Unexplained {
			t.Errorf("report %+v, problem %v", r, d.m.StudyProblem())
		}
	})
	t.Run("a code of an unknown system says that it cannot be replayed", func(t *testing.T) {
		t.Parallel()
		d := open(t, "transit-wuhan", "zhang")
		d.office.Amend(t, d.id, func(s *cases.Snapshot) { s.Assignment.IssuingSystem, s.Assignment.RuleSetID = "XX", "" })
		d.load(t, "zhang")
		if d.m.Report() != nil || !errors.Is(d.m.StudyProblem(), review.ErrNoPolicy) {
			t.Errorf("problem %v", d.m.StudyProblem())
		}
	})
}

func TestDraft(t *testing.T) {
	t.Parallel()
	t.Run("a whole decision leaves nothing open and goes to a supervisor", func(t *testing.T) {
		t.Parallel()
		d := open(t, "transit-wuhan", "zhang")
		d.write()
		if b := d.m.Blockers(); len(b) > 0 {
			t.Fatalf("still open: %v", b)
		}
		if p, ok := d.m.Path(); !ok || p.Why != "relief" || p.To != cases.PendingSignoff {
			t.Errorf("path %+v", p)
		}
		var sent error
		d.m.Send(func(err error) { sent = err })
		if sent != nil || d.m.File().State != cases.PendingSignoff {
			t.Errorf("state %s, error %v", d.m.File().State, sent)
		}
		if got := d.office.File(d.id).Decision().Reasons; got != d.made.Draft.Reasons {
			t.Errorf("the reasons changed on the way: %q", got)
		}
	})
	t.Run("fields of another outcome never travel along, and come back with it", func(t *testing.T) {
		t.Parallel()
		d := open(t, "transit-wuhan", "zhang")
		d.m.SetDisposition(cases.Remit)
		d.m.SetInstruction("核对第37行")
		d.m.SetDisposition(cases.Overturn)
		if got := d.m.Draft(); got.CorrectInstruction != "" || got.NewColour != cases.Green || got.EffectiveAt.IsZero() {
			t.Errorf("overturn carries %+v", got)
		}
		d.m.SetDisposition(cases.Remit)
		if got := d.m.Draft().CorrectInstruction; got != "核对第37行" {
			t.Errorf("the instruction is lost: %q", got)
		}
	})
	t.Run("no worse colour is offered", func(t *testing.T) {
		t.Parallel()
		d := open(t, "border-tower", "zhang")
		for _, c := range d.m.MilderColours() {
			if c.Severity() > d.m.File().Colour.Severity() {
				t.Errorf("%s is offered against %s", c, d.m.File().Colour)
			}
		}
	})
	t.Run("evidence is cited in the order of the file and once", func(t *testing.T) {
		t.Parallel()
		d := open(t, "transit-wuhan", "zhang")
		g := d.m.File().Grounds[0]
		for _, ref := range []string{"D2", "F1", "D1", "F1"} {
			d.m.Cite(g, ref, true)
		}
		if got := strings.Join(d.m.Finding(g).Evidence, " "); got != "F1 D1 D2" {
			t.Errorf("cited %s", got)
		}
		d.m.Cite(g, "D1", false)
		if got := strings.Join(d.m.Finding(g).Evidence, " "); got != "F1 D2" {
			t.Errorf("cited %s", got)
		}
	})
	t.Run("a gap of a passage keeps the draft here", func(t *testing.T) {
		t.Parallel()
		d := open(t, "transit-wuhan", "zhang")
		d.write()
		d.m.SetReasons(d.m.Draft().Reasons + work.Gap)
		if b := d.m.Blockers(); len(b) != 1 || !errors.Is(b[0], cases.Refuse("gap_left")) {
			t.Errorf("blockers %v", b)
		}
	})
	t.Run("a changed file has to be confirmed", func(t *testing.T) {
		t.Parallel()
		d := open(t, "transit-wuhan", "zhang")
		d.write()
		d.m.Flush()
		d.office.Amend(t, d.id, func(s *cases.Snapshot) { s.Flags[0].PlaceText = "孝感市" })
		d.m.Reload()
		if !d.m.Amended() {
			t.Fatal("the amendment is not noticed")
		}
		if b := d.m.Blockers(); len(b) != 1 || !errors.Is(b[0], cases.Refuse("amended_since")) {
			t.Errorf("blockers %v", b)
		}
		if got := d.m.Draft().Reasons; got != d.made.Draft.Reasons {
			t.Errorf("the words are gone: %q", got)
		}
		d.m.Confirm()
		if d.m.Amended() || len(d.m.Blockers()) > 0 {
			t.Errorf("still open: %v", d.m.Blockers())
		}
	})
}

func TestTerm(t *testing.T) {
	t.Parallel()
	d := open(t, "transit-wuhan", "zhang")
	d.m.File().IssuedAt = time.Date(2020, 2, 13, 21, 6, 0, 0, cases.Shanghai())
	d.m.File().IsolationEnd = time.Date(2020, 2, 27, 23, 59, 59, 0, cases.Shanghai())
	day, days, share, ok := d.m.Term()
	if !ok || day != 4 || days != 14 || share <= 0.2 || share >= 0.3 {
		t.Errorf("day %d of %d, share %.2f, known %v", day, days, share, ok)
	}
	d.m.File().IsolationEnd = time.Time{}
	if _, _, _, ok := d.m.Term(); ok {
		t.Error("a term without an end is known")
	}
}
