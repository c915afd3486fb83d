package queue

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/task"
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

// byLoad are the officers, who has least first.
func (s *Screen) byLoad() []Officer {
	return slices.SortedStableFunc(slices.Values(s.officers), func(a, b Officer) int {
		return cmp.Or(cmp.Compare(a.Open, b.Open), cmp.Compare(a.DueToday, b.DueToday))
	})
}

// number is a case's appeal number, or its own when it is not listed.
func (s *Screen) number(id cases.ID) string {
	if at := s.model.Index(id); at >= 0 {
		return s.model.Line(at).AppealNo
	}
	return "#" + strconv.FormatInt(int64(id), 10)
}
