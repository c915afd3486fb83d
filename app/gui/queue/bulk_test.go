package queue_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/kittest"
	"recourse/cases"
	"recourse/review/allot"
)

// people of the desk; everybody is barred from the case that is refused.
func (d *desk) PlanAllotment(_ context.Context, ids []cases.ID, to []cases.UserID, most int) (allot.Plan, error) {
	w := allot.Wish{By: cases.User{ID: "zhang", Roles: []cases.Role{cases.Supervisor}}, At: noon, Most: most}
	for _, id := range ids {
		f := &cases.File{Row: cases.Row{ID: id, AppealNo: fmt.Sprintf("杭健申〔2020〕%d号", 100+id), State: cases.Registered, DueAt: noon}}
		if id == d.refuse {
			f.Exclusions = []cases.Exclusion{{User: "li", Code: "household"}, {User: "chen", Code: "household"}}
		}
		w.Files = append(w.Files, f)
	}
	for _, o := range []allot.Officer{
		{User: cases.User{ID: "li", Name: "李卫东", Roles: []cases.Role{cases.Reviewer}}, Open: 9, DueToday: 4},
		{User: cases.User{ID: "chen", Name: "陈晓东", Roles: []cases.Role{cases.Reviewer}}, Open: 7, DueToday: 2},
	} {
		if len(to) == 0 || to[0] == o.User.ID {
			w.Officers = append(w.Officers, o)
		}
	}
	return allot.Make(w), nil
}

func (d *desk) Allot(_ context.Context, p allot.Plan, tell func(done, total int64)) ([]allot.Outcome, error) {
	var out []allot.Outcome
	for i, l := range p.Lines {
		o := allot.Outcome{Line: l}
		if l.Why != nil {
			o.Err = l.Why
		} else {
			d.assigned[l.Case] = l.To.ID
		}
		out = append(out, o)
		tell(int64(i+1), int64(len(p.Lines)))
	}
	return out, nil
}

// mark marks the first n rows by keyboard and opens the dialog.
func mark(t *testing.T, h *kittest.Host, n int) {
	t.Helper()
	g := table(t, h)
	for i := range n {
		if i > 0 {
			press(g, fyne.KeyDown)
		}
		g.TypedRune('x')
	}
	h.Tap(t, "Assign …")
}

func TestSupervisorsSpreadSeveral(t *testing.T) {
	_, h, d := sit(t, 6, kit.ScreenQueue, cases.Supervisor)
	mark(t, h, 4)
	contains(t, h.Text(), "Assign 4 cases", "4 of 4 would be given:", "陈晓东 gets 3: 7 → 10 open, 2 of them due today so far",
		"李卫东 gets 1: 9 → 10 open", "cannot sign its decision")
	h.Tap(t, "Assign")
	if len(d.assigned) != 4 || len(h.Toasts) != 1 || h.Toasts[0] != "4 cases assigned." {
		t.Errorf("given %v, told %v", d.assigned, h.Toasts)
	}
	if len(table(t, h).Marked()) != 0 {
		t.Error("the marks stay")
	}
}

func TestWhatIsLeftOutIsNamedBeforeAndAfter(t *testing.T) {
	_, h, d := sit(t, 6, kit.ScreenQueue, cases.Supervisor)
	d.refuse = 2
	mark(t, h, 3)
	contains(t, h.Text(), "2 of 3 would be given:", "1 stays where it is", "102号: None of the 2 officers may have it")
	choices := kittest.All[*kit.Choice](h)
	to, most := choices[len(choices)-2], choices[len(choices)-1]
	if to.Options[1].Label != "陈晓东 – 7 open, 0 due today" {
		t.Errorf("offered: %v", to.Options)
	}
	to.Choose("chen")
	contains(t, h.Text(), "102号: 陈晓东")
	most.Choose("8")
	contains(t, h.Text(), "1 of 3 would be given:", "Everybody who may have it has 8 open cases already.")
	most.Choose("0")
	h.Tap(t, "Assign")
	if diff := cmp.Diff([]cases.ID{1, 3}, sorted(d.assigned)); diff != "" {
		t.Error(diff)
	}
	contains(t, h.Text(), "Not every case was given", "2 of 3 were assigned.", "102号")
	if bad := h.Clipped(); len(bad) > 0 {
		t.Error(strings.Join(bad, "\n"))
	}
	if missing := h.Words().Missing(); len(missing) > 0 {
		t.Errorf("no sentence for %v", missing)
	}
}
