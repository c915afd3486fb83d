package office_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/office"
	"recourse/app/gui/task"
	"recourse/assets"
	"recourse/cases"
)

func newModel(d *desk, roles ...cases.Role) *office.Model {
	at := time.Date(2020, 2, 17, 12, 0, 0, 0, cases.Shanghai())
	jobs := task.NewJobs(task.Inline{}, func() time.Time { at = at.Add(time.Second); return at })
	m := office.NewModel(d, task.Inline{}, jobs, cases.Actor{ID: "zhang", Roles: roles})
	m.Load()
	return m
}

func TestModelPeople(t *testing.T) {
	t.Parallel()
	m := newModel(sample(t), cases.Administrator)
	list, err, came := m.People()
	if err != nil || !came {
		t.Fatal(err, came)
	}
	var ids []cases.UserID
	for _, u := range list {
		ids = append(ids, u.ID)
	}
	if diff := cmp.Diff([]cases.UserID{"zhang", "lijuan", "wangqiang", "gone"}, ids); diff != "" {
		t.Errorf("those kept out stand last (-want +got):\n%s", diff)
	}
	if m.MayManage() != nil {
		t.Error("an administrator manages people")
	}
	if newModel(sample(t), cases.Supervisor).MayManage() == nil {
		t.Error("a supervisor does not")
	}
}

func TestModelLog(t *testing.T) {
	t.Parallel()
	d := sample(t)
	all := d.entries
	d.entries = all[:30]
	m := newModel(d, cases.Auditor)
	if m.LogLen() != 30 || m.LogAt(0).Seq != 30 {
		t.Fatalf("%d entries, the first is #%d; want 30, latest first", m.LogLen(), m.LogAt(0).Seq)
	}
	d.entries = all
	m.LoadLog()
	m.LoadLog()
	if m.LogLen() != 40 || m.LogAt(0).Seq != 40 || m.Height() != 40 {
		t.Errorf("after ten more there are %d, the first #%d of %d", m.LogLen(), m.LogAt(0).Seq, m.Height())
	}
	m.Narrow("wangqiang", "approve", "〔2020〕103")
	if m.LogLen() != 1 || m.LogAt(0).Seq != 16 {
		t.Errorf("person, act and text narrow together: %d", m.LogLen())
	}
	m.Narrow("", "", "")
	if diff := cmp.Diff([]string{"approve", "receive", "submit", "take"}, m.Actions()); diff != "" {
		t.Errorf("acts (-want +got):\n%s", diff)
	}
	if got := m.NameOf("wangqiang"); got != "欧阳王强" {
		t.Errorf("name %q", got)
	}
	if r := newModel(d, cases.Reviewer); r.LogLen() != 0 || r.Height() != 40 {
		t.Errorf("a reviewer sees the height %d and no entries, got %d", r.Height(), r.LogLen())
	}
}

func TestModelVerify(t *testing.T) {
	t.Parallel()
	d := sample(t)
	m := newModel(d, cases.Auditor)
	d.between = func() {
		if running, done, total := m.Verifying(); !running || done != 20 || total != 40 {
			t.Errorf("running %v, %d of %d; want 20 of 40", running, done, total)
		}
	}
	m.Verify("")
	if v, err := m.Verified(); err != nil || v == nil || !v.Whole() {
		t.Errorf("verified %v, %v", v, err)
	}
	d.between = m.StopVerify
	m.Verify("")
	v, err := m.Verified()
	if !errors.Is(err, context.Canceled) || v == nil {
		t.Errorf("a stopped verification says so (%v) and the last result stays (%v)", err, v)
	}
}

func TestYearOf(t *testing.T) {
	t.Parallel()
	c, err := cases.ParseCalendar(assets.Calendar())
	if err != nil {
		t.Fatal(err)
	}
	y := office.YearOf(c, 2020)
	if got := y.Closes.Format("15:04"); got != "18:00" {
		t.Errorf("the office closes at %s, want 18:00", got)
	}
	makeUp, free := 0, 0
	for _, d := range y.Days {
		day := d.Date.Format(time.DateOnly)
		switch {
		case !d.Free:
			makeUp++
		case day == "2020-01-27" && d.Length != 10:
			t.Errorf("%s stands in a run of %d free days, want 10 (24 January to 2 February)", day, d.Length)
		default:
			free++
		}
	}
	if makeUp != 6 {
		t.Errorf("%d make-up working days, want the 6 of the notice", makeUp)
	}
	if want := 262 - free + makeUp; y.Working != want {
		t.Errorf("%d working days, want %d: 262 weekdays less %d and %d more", y.Working, want, free, makeUp)
	}
}
