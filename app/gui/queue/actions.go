package queue

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/task"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// TakeNext takes the next case and opens it.
func (s *Screen) TakeNext() {
	type taken struct {
		id cases.ID
		no string
	}
	task.Go(s.host.Runner(), context.Background(), func(ctx context.Context) (taken, error) {
		id, no, err := s.desk.TakeNext(ctx)
		return taken{id, no}, err
	}, func(t taken, err error) {
		if err != nil {
			s.host.Fail(err)
			return
		}
		s.host.Toast(s.host.Words().T("queue.took", "no", t.no))
		s.host.Open(kit.Route{Screen: kit.ScreenCase, Case: t.id})
	})
}

// showMarked offers what can be done with the marked rows.
func (s *Screen) showMarked(n int) {
	w := s.host.Words()
	s.marked.Objects = nil
	if n > 0 {
		s.marked.Objects = []fyne.CanvasObject{
			kit.Body(w.T("queue.marked", "n", n)),
			kit.NewButton(w.T("queue.unmark"), s.grid.Unmark).As(kit.Quiet),
			kit.NewButton(w.T("queue.assign"), s.askAssign).WithIcon("people"),
		}
	}
	s.marked.Refresh()
}

// askAssign asks to whom the marked cases go.
func (s *Screen) askAssign() {
	w := s.host.Words()
	ids := s.grid.Marked()
	slices.Sort(ids)
	officers := slices.SortedFunc(slices.Values(s.officers), func(a, b Officer) int { return cmp.Compare(a.Open, b.Open) })
	options := make([]kit.Option, len(officers))
	for i, o := range officers {
		options[i] = kit.Option{Code: string(o.ID), Label: w.T("queue.assign.load", "name", o.Name, "n", o.Open)}
	}
	var d *kit.Dialog
	do := kit.NewButton(w.T("queue.assign.do"), nil).As(kit.Primary)
	do.Disable()
	to := kit.NewChoice(w.T("queue.assign.to"), options, func(string) { do.Enable() })
	do.OnTap = func() {
		d.Close()
		s.assign(ids, cases.UserID(to.Code()))
	}
	field := kit.NewField(w.T("queue.assign.to"), w.T("queue.assign.hint"), to)
	cancel := kit.NewButton(w.T("action.cancel"), func() { d.Close() })
	d = kit.NewDialog(w.T("queue.assign.title", "n", len(ids)), theme.Text(theme.Body)*30, field.Object(), cancel, do)
	d.First = to
	d.ShowOn(s.host.Window().Canvas())
}

// outcome is how an assignment of several cases went.
type outcome struct {
	done   int
	failed cases.ID
	why    error
}

// assign gives the cases away one by one, as a job that can be stopped. One
// refusal does not keep the others back.
func (s *Screen) assign(ids []int64, to cases.UserID) {
	var out outcome
	s.host.Jobs().Start(context.Background(), s.host.Words().T("queue.assign.job"), func(ctx context.Context, p task.Progress) error {
		for i, id := range ids {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err := s.desk.Assign(ctx, cases.ID(id), to); err == nil {
				out.done++
			} else if out.why == nil {
				out.failed, out.why = cases.ID(id), err
			}
			p(int64(i+1), int64(len(ids)))
		}
		return nil
	}, func(err error) {
		s.assigned(out, len(ids), to, err)
	})
}

func (s *Screen) assigned(out outcome, n int, to cases.UserID, err error) {
	w := s.host.Words()
	s.grid.Unmark()
	s.Refresh()
	switch {
	case err != nil:
		s.host.Fail(err)
	case out.why != nil:
		s.host.Toast(w.T("queue.assign.partly", "done", out.done, "n", n, "name", s.officerName(to),
			"no", s.number(out.failed), "why", w.Problem(out.why)))
	default:
		s.host.Toast(w.T("queue.assign.done", "n", n, "name", s.officerName(to)))
	}
}

// number is a case's appeal number, or its own when it is not listed.
func (s *Screen) number(id cases.ID) string {
	if at := s.model.Index(id); at >= 0 {
		return s.model.Line(at).AppealNo
	}
	return "#" + strconv.FormatInt(int64(id), 10)
}
