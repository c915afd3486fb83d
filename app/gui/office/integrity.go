package office

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/task"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/review"
)

// stuckList is what Integrity found, as far as it has come.
type stuckList struct {
	all  []review.Stuck
	err  error
	came bool
}

// MayRead says why this person may not look into the cases.
func (m *Model) MayRead() error { return m.user.Permit(cases.MayRead) }

// LoadStuck looks again for cases that are stuck.
func (m *Model) LoadStuck() {
	if m.MayRead() != nil {
		return
	}
	task.Go(m.runner, context.Background(), m.desk.Integrity, func(list []review.Stuck, err error) {
		m.stuck = stuckList{list, err, true}
		m.tell(Part(Integrity))
	})
}

// Stuck lists what was found, why it could not be read, and whether it came.
func (m *Model) Stuck() (list []review.Stuck, err error, came bool) {
	return m.stuck.all, m.stuck.err, m.stuck.came
}

// integrityPage names every case that nobody and no timer moves on, with what
// mends it; a line opens its case.
func (s *Screen) integrityPage() fyne.CanvasObject {
	if err := s.model.MayRead(); err != nil {
		return kit.Panel(kit.EmptyState("lock", s.t("office.tab.integrity"), s.w().Problem(err)))
	}
	list, err, came := s.model.Stuck()
	switch {
	case err != nil:
		return kit.Panel(kit.EmptyState("warning", s.t("office.tab.integrity"), s.w().Problem(err)))
	case !came:
		return kit.Panel(kit.EmptyState("clock", s.t("office.tab.integrity"), s.t("office.stuck.reading")))
	case len(list) == 0:
		return kit.Panel(kit.EmptyState("check", s.t("office.stuck.none"), s.t("office.stuck.none.text")))
	}
	g := grid.New(&stuckRows{list, s}, s.col("stuck", "case", 150, 0.3, 0), s.col("stuck", "state", 110, 0.2, 3),
		s.col("stuck", "what", 180, 0.6, 0), s.col("stuck", "since", 130, 0.2, 2), s.col("stuck", "owner", 100, 0.2, 1),
		s.col("stuck", "remedy", 200, 1, 4))
	g.OnOpen = func(at int) { s.host.Open(kit.Route{Screen: kit.ScreenCase, Case: list[at].Case}) }
	head := kit.Prose(s.t("office.stuck", "n", len(list)))
	head.Style.Bold = true
	return kit.Framed(head, nil, g)
}

// remedy says where in the window it is mended; the command for the prompt is
// the line's tip.
func (s *Screen) remedy(x *review.Stuck) string {
	verb := ""
	if words := strings.Fields(x.Remedy); len(words) > 1 {
		verb = words[1]
	}
	return s.w().Or("office.remedy."+verb, x.Remedy)
}

type stuckRows struct {
	list []review.Stuck
	s    *Screen
}

func (r *stuckRows) Len() int { return len(r.list) }

// Key tells the lines apart: a case may be stuck for more than one reason.
func (r *stuckRows) Key(at int) int64 {
	x := &r.list[at]
	for i, kind := range review.StuckKinds() {
		if kind == x.What {
			return int64(x.Case)*100 + int64(i)
		}
	}
	return int64(x.Case) * 100
}

func (r *stuckRows) Fill(at int, cells []grid.Cell) {
	x, w := &r.list[at], r.s.w()
	owner := r.s.t("role." + string(x.Role))
	if x.Owner != "" {
		owner = r.s.model.name(x.Owner)
	}
	cells[0] = grid.Cell{Text: x.AppealNo}
	cells[1] = grid.Cell{Text: w.State(x.State), Ink: theme.InkMuted}
	cells[2] = grid.Cell{Text: w.T("stuck." + x.What)}
	cells[3] = grid.Cell{Text: w.DateTime(x.Since), Tip: w.FullDateTime(x.Since)}
	cells[4] = grid.Cell{Text: owner, Ink: theme.InkMuted}
	cells[5] = grid.Cell{Text: r.s.remedy(x), Ink: theme.InkMuted, Tip: x.Remedy}
}
