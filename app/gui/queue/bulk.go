package queue

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/task"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/review/allot"
)

// Allotter gives several cases away.
type Allotter interface {
	// PlanAllotment says who would get which case, and changes nothing. With
	// nobody named the cases are spread over all reviewers; most is how many
	// open cases one person should have, 0 for no limit.
	PlanAllotment(ctx context.Context, ids []cases.ID, to []cases.UserID, most int) (allot.Plan, error)
	// Allot carries a plan out, one act for each case.
	Allot(ctx context.Context, p allot.Plan, tell func(done, total int64)) ([]allot.Outcome, error)
}

// evenly is the choice of spreading.
const evenly = "*"

// linesShown is how many cases a preview or a report names.
const linesShown = 8

// isTaken reports whether a name is in use.
func isTaken(err error) bool { return errors.Is(err, cases.Refuse("view_taken")) }

// bulk is the dialog that gives the marked cases away, with what would come of
// it in sight before anything is done.
type bulk struct {
	s    *Screen
	ids  []cases.ID
	d    *kit.Dialog
	to   *kit.Choice
	most *kit.Choice
	do   *kit.Button
	show *fyne.Container
	plan allot.Plan
	asks task.Latest[allot.Plan]
}

// askAssign asks to whom the marked cases go.
func (s *Screen) askAssign() {
	w := s.host.Words()
	b := &bulk{s: s, show: kit.Column(theme.Space(2)), asks: task.Latest[allot.Plan]{Runner: s.host.Runner()}}
	for _, id := range s.grid.Marked() {
		b.ids = append(b.ids, cases.ID(id))
	}
	slices.Sort(b.ids)
	b.to = kit.NewChoice(w.T("queue.assign.to"), s.allotOptions(), func(string) { b.look() })
	b.to.Set(evenly)
	b.most = kit.NewChoice("", b.limits(), func(string) { b.look() })
	b.most.Set("0")
	b.do = kit.NewButton(w.T("queue.assign.do"), b.give).As(kit.Primary)
	b.do.Disable()
	cancel := kit.NewButton(w.T("action.cancel"), func() { b.d.Close() })
	body := kit.Column(theme.Space(4), kit.NewField(w.T("queue.assign.to"), w.T("queue.assign.hint"), b.to).Object(),
		kit.NewField(w.T("queue.assign.most"), w.T("queue.assign.most.hint"), b.most).Object(), b.show)
	b.d = kit.NewDialog(w.T("queue.assign.title", "n", len(b.ids)), theme.Text(theme.Body)*38, body, cancel, b.do)
	b.d.First = b.to
	b.d.OnClose = b.asks.Stop
	b.d.ShowOn(s.host.Window().Canvas())
	b.look()
}

// allotOptions are everybody evenly, then the officers with what they have.
func (s *Screen) allotOptions() []kit.Option {
	w := s.host.Words()
	options := []kit.Option{{Code: evenly, Label: w.T("queue.assign.evenly")}}
	for _, o := range s.byLoad() {
		options = append(options, kit.Option{Code: string(o.ID), Label: w.T("queue.assign.load", "name", o.Name, "n", o.Open, "today", o.DueToday)})
	}
	return options
}

func (b *bulk) limits() []kit.Option {
	out := []kit.Option{{Code: "0", Label: b.s.host.Words().T("queue.assign.nolimit")}}
	for _, n := range []int{5, 8, 10, 12, 15, 20, 30} {
		out = append(out, kit.Option{Code: strconv.Itoa(n), Label: b.s.host.Words().T("queue.assign.limit", "n", n)})
	}
	return out
}

// look makes the plan anew and shows it.
func (b *bulk) look() {
	var to []cases.UserID
	if b.to.Code() != evenly {
		to = []cases.UserID{cases.UserID(b.to.Code())}
	}
	most, _ := strconv.Atoi(b.most.Code()) // the choice has numbers only
	b.do.Disable()
	b.asks.Start(context.Background(), func(ctx context.Context) (allot.Plan, error) {
		return b.s.desk.PlanAllotment(ctx, b.ids, to, most)
	}, func(p allot.Plan, err error) {
		if err != nil {
			b.show.Objects = []fyne.CanvasObject{kit.Note(b.s.host.Words().Problem(err)).In(theme.DangerInk)}
		} else {
			b.plan = p
			b.preview()
		}
		b.show.Refresh()
		b.d.Refresh()
	})
}

// preview says who would have how much, and which cases find nobody.
func (b *bulk) preview() {
	w, given := b.s.host.Words(), b.plan.Given()
	b.show.Objects = []fyne.CanvasObject{kit.Rule(), kit.Strong(w.T("queue.assign.plan", "n", given, "of", len(b.plan.Lines)))}
	for _, l := range b.plan.Loads {
		if l.Gets > 0 || len(b.plan.Loads) == 1 {
			text := w.T("queue.assign.gets", "name", l.User.Name, "n", l.Gets, "before", l.Open, "after", l.Open+l.Gets, "today", l.DueToday)
			b.show.Objects = append(b.show.Objects, kit.Prose(text))
		}
	}
	var refused []allot.Outcome
	for _, l := range b.plan.Lines {
		if l.Why != nil {
			refused = append(refused, allot.Outcome{Line: l, Err: l.Why})
		}
	}
	if b.do.Label = w.T("queue.assign.do"); given > 0 {
		b.show.Objects = append(b.show.Objects, kit.Note(w.T("queue.assign.foureyes")))
		b.do.Enable()
	}
	b.show.Objects = append(b.show.Objects, b.s.refusals(refused)...)
}

// refusals name the cases that were or would be left out, each with the reason.
func (s *Screen) refusals(list []allot.Outcome) []fyne.CanvasObject {
	if len(list) == 0 {
		return nil
	}
	w := s.host.Words()
	out := []fyne.CanvasObject{kit.Rule(), kit.Strong(w.T("queue.assign.left", "n", len(list))).In(theme.WarnInk)}
	for _, l := range list[:min(len(list), linesShown)] {
		out = append(out, kit.Note(w.T("queue.assign.why", "no", l.AppealNo, "why", s.why(l.Err))))
	}
	if n := len(list) - linesShown; n > 0 {
		out = append(out, kit.Note(w.T("queue.assign.more", "n", n)))
	}
	return out
}

// why words a refusal with people by their names.
func (s *Screen) why(err error) string {
	r, ok := cases.AsRefusal(err)
	if !ok {
		return s.host.Words().Problem(err)
	}
	named := cases.Refuse(r.Code)
	for k, v := range r.Args {
		if named.Args[k] = v; k == "officer" || k == "user" {
			named.Args[k] = s.officerName(cases.UserID(v))
		}
	}
	return s.host.Words().Refusal(named)
}

// give carries the plan out as a job that can be stopped.
func (b *bulk) give() {
	b.d.Close()
	s, plan := b.s, b.plan
	var out []allot.Outcome
	s.host.Jobs().Start(context.Background(), s.host.Words().T("queue.assign.job"), func(ctx context.Context, p task.Progress) (err error) {
		out, err = s.desk.Allot(ctx, plan, func(done, total int64) { p(done, total) })
		return err
	}, func(err error) { s.allotted(out, err) })
}

// allotted says how it went: in a sentence when all went well, otherwise case
// by case.
func (s *Screen) allotted(out []allot.Outcome, err error) {
	w := s.host.Words()
	s.grid.Unmark()
	s.Refresh()
	s.reloadOfficers()
	left := slices.DeleteFunc(slices.Clone(out), func(o allot.Outcome) bool { return o.Err == nil })
	done := len(out) - len(left)
	switch {
	case err != nil && !errors.Is(err, context.Canceled):
		s.host.Fail(err)
	case len(left) == 0 && err == nil:
		s.host.Toast(w.T("queue.assign.done", "n", done))
	default:
		var d *kit.Dialog
		shut := kit.NewButton(w.T("action.close"), func() { d.Close() }).As(kit.Primary)
		body := append([]fyne.CanvasObject{kit.Prose(w.T("queue.assign.partly", "done", done, "n", len(out)))}, s.refusals(left)...)
		d = kit.NewDialog(w.T("queue.assign.report"), theme.Text(theme.Body)*36, kit.Column(theme.Space(2), body...), shut)
		d.ShowOn(s.host.Window().Canvas())
	}
}
