package queue

import (
	"context"
	"strings"

	"recourse/app/gui/kit"
	"recourse/app/gui/task"
	"recourse/cases"
)

// showLot limits the list to the cases that a name stands for.
func (s *Screen) showLot(name string) {
	task.Go(s.host.Runner(), context.Background(), func(ctx context.Context) ([]cases.ID, error) {
		return s.desk.Lot(ctx, name)
	}, func(ids []cases.ID, err error) {
		if err != nil {
			s.host.Fail(err)
			return
		}
		s.setLot(Lot{Name: name, IDs: ids})
	})
}

// setLot limits the list, or lifts the limit, and stands the chips accordingly.
func (s *Screen) setLot(l Lot) {
	s.model.SetLot(l, s.host.Now())
	if s.grid == nil {
		return
	}
	by := s.model.Sort()
	s.grid.Sorted(string(by.Key), by.Desc)
	if s.listRow != nil {
		s.fillLists(s.listRow)
	}
	s.fillFilters()
	s.refresh()
}

// lotChip names the lot the list is limited to; switching it off lifts the
// limit.
func (s *Screen) lotChip() *kit.Toggle {
	kind, no, _ := strings.Cut(s.model.Lot().Name, "/")
	label := s.host.Words().T("queue.lot."+kind, "no", no)
	return kit.NewToggle(label, true, func(bool) { s.setLot(Lot{}) })
}
