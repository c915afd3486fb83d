package office_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"recourse/app/gui/office"
	"recourse/assets"
	"recourse/cases"
	"recourse/cases/roster"
	"recourse/review"
	"recourse/review/evidence"
	"recourse/review/passage"
	"recourse/review/policy"
	"recourse/review/replay"
)

// desk is an office with the policies and the calendar of the product; people
// and record are those of the test.
type desk struct {
	people   []cases.User
	packs    []*policy.Pack
	models   *evidence.Models
	calendar cases.Calendar
	entries  []office.Entry
	stuck    []review.Stuck
	found    office.Verification
	about    office.About
	failing  string // name of the fixture that fails
	steering office.Steering
	keeping  office.Keeping
	stock    []passage.Passage // as the program brings them
	own      []passage.Passage
	err      error

	did     []string
	between func()
}

func (d *desk) note(format string, args ...any) error {
	if d.err == nil {
		d.did = append(d.did, fmt.Sprintf(format, args...))
	}
	return d.err
}

func (d *desk) People(context.Context) ([]cases.User, error) { return d.people, nil }
func (d *desk) AddPerson(_ context.Context, p office.Person, pass string) error {
	return d.note("add %s %s %v %s %s", p.ID, p.Name, p.Roles, p.Unit, pass)
}
func (d *desk) SetRoles(_ context.Context, id cases.UserID, roles []cases.Role) error {
	return d.note("roles %s %v", id, roles)
}
func (d *desk) Disable(_ context.Context, id cases.UserID, out bool) error {
	return d.note("disable %s %v", id, out)
}
func (d *desk) ResetPassphrase(_ context.Context, id cases.UserID, pass string) error {
	return d.note("reset %s %s", id, pass)
}
func (d *desk) ChangePassphrase(_ context.Context, old, pass string) error {
	return d.note("own %s %s", old, pass)
}
func (d *desk) Integrity(context.Context) ([]review.Stuck, error) { return d.stuck, d.err }

func (d *desk) Steering(context.Context) (office.Steering, error) { return d.steering, d.err }
func (d *desk) SetAlertSize(_ context.Context, n int, why string) error {
	return d.note("alert %d %s", n, why)
}

func (d *desk) SetLateWindow(_ context.Context, days int) error { return d.note("window %d", days) }

func (d *desk) Passages(context.Context) ([]passage.Passage, error) {
	return passage.Current(d.stock, d.own), d.err
}
func (d *desk) SetPassage(_ context.Context, p passage.Passage) error {
	if err := p.Check(); err != nil {
		return err
	}
	p = passage.Next(d.stock, d.own, p)
	p.By = "zhang"
	d.own = append(d.own, p)
	return d.note("passage %s@%d", p.ID, p.Version)
}
func (d *desk) RemovePassage(_ context.Context, id string) error {
	p := passage.Next(d.stock, d.own, passage.Passage{ID: id, Removed: true})
	d.own = append(d.own, p)
	return d.note("retire %s", id)
}

func (d *desk) Packs() []*policy.Pack { return d.packs }
func (d *desk) ErrorModels() *evidence.Models {
	return d.models
}
func (d *desk) Calendar() cases.Calendar { return d.calendar }
func (d *desk) About() office.About      { return d.about }

func (d *desk) TestPack(_ context.Context, name string) ([]replay.FixtureResult, error) {
	var out []replay.FixtureResult
	for _, p := range d.packs {
		if p.Name() != name {
			continue
		}
		for _, x := range p.Fixtures {
			r := replay.FixtureResult{Rule: x.Rule, Name: x.Name, Passed: x.Name != d.failing}
			if !r.Passed {
				r.Problem = []string{"colour: want RED, got YELLOW"}
			}
			out = append(out, r)
		}
	}
	return out, d.err
}

func (d *desk) Verify(ctx context.Context, tell func(int64)) (office.Verification, error) {
	tell(20)
	if d.between != nil {
		d.between()
	}
	return d.found, errors.Join(ctx.Err(), d.err)
}

func (d *desk) Height(context.Context) (int64, error) { return int64(len(d.entries)), nil }

func (d *desk) Log(_ context.Context, after int64) ([]office.Entry, error) {
	return d.entries[after:], d.err
}
func (d *desk) Checkpoint(context.Context) (string, error) {
	return "recourse/018f\n40\nq0Vn8yq0Vn8yq0Vn8y=\n\n— recourse/018f AbCd==", d.err
}

func sample(t testing.TB) *desk {
	t.Helper()
	d := &desk{about: office.About{
		Name: "西湖区健康码复核办公室", Authority: "杭州市西湖区疫情防控工作领导小组办公室", Division: "330106 西湖区", Store: "SQLite",
		Where: "/srv/recourse/offices/西湖区健康码复核办公室.recourse", Demo: true, Version: "0.2.0 (0167dac)", Key: "recourse/018f+4b1c2d3e+AUTxd6eDq0Vn8yQk3m2b7o9Zr5pWl1sJt8uHc4vGfEaX",
		Fonts: []office.Font{{Name: "Noto Sans SC", Licence: "SIL OFL 1.1", For: "screen"}, {Name: "LXGW WenKai", Licence: "SIL OFL 1.1", For: "letters"}},
	}}
	dir, err := assets.Policies()
	if err != nil {
		t.Fatal(err)
	}
	if d.packs, err = policy.LoadAll(dir); err != nil {
		t.Fatal(err)
	}
	if dir, err = assets.Evidence(); err != nil {
		t.Fatal(err)
	}
	if d.models, err = evidence.LoadModels(dir); err != nil {
		t.Fatal(err)
	}
	if d.calendar, err = cases.ParseCalendar(assets.Calendar()); err != nil {
		t.Fatal(err)
	}
	raw, err := assets.Passages()
	if err != nil {
		t.Fatal(err)
	}
	if d.stock, err = passage.Parse(raw); err != nil {
		t.Fatal(err)
	}
	d.people = []cases.User{
		{ID: "zhang", Name: "张敏", Roles: []cases.Role{cases.Administrator}, Unit: "西湖区卫生健康局"},
		{ID: "lijuan", Name: "李娟", Roles: []cases.Role{cases.Intake, cases.Reviewer}, Unit: "北山街道", Community: "330106001"},
		{ID: "gone", Name: "陈伟", Roles: []cases.Role{cases.Reviewer}, Disabled: true},
		{ID: "wangqiang", Name: "欧阳王强", Roles: []cases.Role{cases.Supervisor, cases.Auditor}, Unit: "杭州市西湖区疫情防控工作领导小组办公室综合协调组"},
	}
	acts := []string{"receive", "take", "submit", "approve"}
	details := map[string]map[string]string{
		"receive": {"delivery": "7", "file": "申诉.ndjson", "stored": "1204", "amended": "0", "unchanged": "0", "refused": "3", "registered": "0"},
		"submit":  {"disposition": "overturn", "second": "relief"},
	}
	for i := range 40 {
		e := office.Entry{
			Seq: int64(i + 1), At: time.Date(2020, 2, 15, 9, i, 0, 0, cases.Shanghai()), By: "lijuan", Name: "李娟", Action: acts[i%4],
			AppealNo: fmt.Sprintf("杭西健申〔2020〕%d号", 100+i/4), From: cases.Registered, To: cases.Assigned, Detail: details[acts[i%4]], Hash: fmt.Sprintf("%064x", i*7919),
		}
		if i%4 == 3 {
			e.By, e.Name = "wangqiang", "欧阳王强"
		}
		d.entries = append(d.entries, e)
	}
	d.steering = office.Steering{Weights: roster.DefaultHarmWeights(), AlertSize: 5, LateWindow: 60}
	d.found = office.Verification{Entries: 40, Rows: 212, At: time.Date(2020, 2, 17, 12, 1, 0, 0, cases.Shanghai())}
	return d
}
