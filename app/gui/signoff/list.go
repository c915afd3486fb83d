package signoff

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// fillList shows the drafts that wait, or why there are none.
func (s *Screen) fillList() {
	var o fyne.CanvasObject
	switch {
	case s.m.Failed() != nil:
		o = kit.EmptyState("error", s.t("signoff.failed"), s.why(s.m.Failed()), kit.NewButton(s.t("signoff.again"), s.Refresh))
	case !s.m.Loaded():
		o = kit.EmptyState("clock", s.t("signoff.loading"), "")
	case len(s.m.Rows()) == 0:
		s.grid = nil
		o = kit.EmptyState("check", s.t("signoff.empty.title"), s.t("signoff.empty.advice"))
	default:
		o = s.table()
	}
	s.left.Objects = []fyne.CanvasObject{o}
	s.left.Refresh()
	s.arrange()
	kit.Rest(s.host.Window().Canvas())
}

func (s *Screen) table() fyne.CanvasObject {
	if s.grid == nil {
		s.grid = grid.New(&rows{s}, s.columns()...)
		s.grid.Multi, s.grid.OnOpen, s.grid.OnPreview = true, s.openRow, s.openRow
		s.grid.OnMark = func(int) { s.fillBatch() }
	} else {
		s.grid.Reload()
	}
	s.point()
	s.fillBatch()
	head := kit.Insets(theme.Space(3), theme.Space(4), theme.Space(2), theme.Space(4),
		kit.Column(theme.Space(0.5), kit.Strong(s.t("signoff.count", "n", len(s.m.Rows()))), kit.Note(s.t("signoff.order"))))
	return container.NewBorder(head, s.batch, nil, nil, s.grid)
}

func (s *Screen) columns() []grid.Column {
	return []grid.Column{
		{ID: "target", Title: s.t("signoff.col.target"), Flex: 0.2, Drop: 1},
		{ID: "no", Title: s.t("signoff.col.case"), Flex: 0.2},
		{ID: "outcome", Title: s.t("signoff.col.outcome"), Flex: 0.6, Drop: 2},
		{ID: "author", Title: s.t("signoff.col.author"), Flex: 0.6, Drop: 3},
		{ID: "read", Title: "", Width: 36},
	}
}

// rows are the waiting drafts as the table asks for them.
type rows struct{ s *Screen }

func (r *rows) Len() int         { return len(r.s.m.Rows()) }
func (r *rows) Key(at int) int64 { return int64(r.s.m.Rows()[at].ID) }

func (r *rows) Fill(at int, cells []grid.Cell) {
	s, row := r.s, &r.s.m.Rows()[at]
	barred := s.m.Barred(row)
	ink := theme.Ink
	if barred != nil {
		ink = theme.InkMuted
	}
	cells[0] = s.target(row, ink)
	cells[1] = grid.Cell{Text: row.AppealNo, Ink: ink}
	cells[2] = s.outcomeCell(row, ink)
	if row.State == cases.SecondLevel {
		cells[2].Icon = "people"
		cells[2].Tip = s.host.Words().State(row.State)
	}
	cells[3] = grid.Cell{Text: s.m.Name(row.Drafter), Ink: ink}
	switch {
	case barred != nil:
		cells[4] = grid.Cell{Kind: grid.Marks, Marks: []grid.Mark{{Icon: "lock", Ink: theme.InkMuted}}, Tip: s.why(barred)}
	case s.m.Read(row.ID):
		cells[4] = grid.Cell{Kind: grid.Marks, Marks: []grid.Mark{{Icon: "eye", Ink: theme.OkInk}}, Tip: s.t("signoff.readTip")}
	}
}

// outcomeCell says what waits: an outcome, a proposal, or that the reader has
// to take an own view first.
func (s *Screen) outcomeCell(row *cases.Row, ink theme.Token) grid.Cell {
	switch {
	case row.Pending != "":
		return grid.Cell{Text: s.t("signoff.proposal." + row.Pending), Ink: ink}
	case row.Disposition == "":
		return grid.Cell{Text: s.t("signoff.view.row"), Ink: ink, Icon: "eye-off", Tip: s.t("signoff.view.tip")}
	}
	return grid.Cell{Text: s.t("signoff.outcome." + string(row.Disposition)), Ink: ink}
}

// target is the time by which a draft should be signed, with its day when
// that is not today; a late one is marked.
func (s *Screen) target(row *cases.Row, ink theme.Token) grid.Cell {
	w, at, now := s.host.Words(), TargetOf(row), s.m.Now()
	c := grid.Cell{Text: w.Clock(at), Ink: ink, Tip: w.Due(at.Sub(now))}
	if w.DayMonth(at) != w.DayMonth(now) {
		c.Text = w.DayMonth(at)
	}
	if at.Before(now) {
		c.Icon, c.Bold = "warning", true
	}
	return c
}

func (s *Screen) openRow(at int) { s.openCase(s.m.Rows()[at].ID) }

// openCase opens a draft; the keyboard stays on the list, whose row it makes
// current.
func (s *Screen) openCase(id cases.ID) {
	if at := slices.IndexFunc(s.m.Rows(), func(r cases.Row) bool { return r.ID == id }); at >= 0 && s.grid != nil {
		s.grid.Select(at)
		s.host.Window().Canvas().Focus(s.grid)
	}
	s.m.Open(context.Background(), id)
}

// marked lists the marked cases in the order of the list.
func (s *Screen) marked() []cases.ID {
	if s.grid == nil {
		return nil
	}
	keys := s.grid.Marked()
	var ids []cases.ID
	for _, r := range s.m.Rows() {
		if slices.Contains(keys, int64(r.ID)) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// fillBatch offers to sign the marked cases together, and says what stands in
// the way.
func (s *Screen) fillBatch() {
	ids := s.marked()
	s.batch.Objects = nil
	if len(ids) > 1 {
		sign := kit.NewButton(s.t("signoff.batch", "n", len(ids)), func() { s.askBatch(ids) })
		line := s.t("signoff.batch.ready")
		if err := s.m.Batch(ids); err != nil {
			line = s.why(err)
			sign.DisableFor(line)
		}
		s.batch.Objects = []fyne.CanvasObject{kit.Column(0, kit.Rule(), kit.Pad(theme.Space(3), kit.Column(theme.Space(2), kit.Note(line), sign)))}
	}
	s.batch.Refresh()
	s.left.Refresh()
}

// askBatch lists every case once more before they are signed together.
func (s *Screen) askBatch(ids []cases.ID) {
	list := make([]fyne.CanvasObject, len(ids))
	for i, id := range ids {
		r := s.m.row(id)
		list[i] = kit.Row(theme.Space(2), kit.Fill(kit.Body(r.AppealNo)), kit.NewCodeBadge(r.Colour, s.host.Words().Colour(r.Colour)),
			kit.Icon("arrow-right", theme.InkMuted, 0), kit.NewCodeBadge(r.NewColour, s.host.Words().Colour(r.NewColour)))
	}
	var d *kit.Dialog
	no := kit.NewButton(s.t("signoff.cancel"), func() { d.Close() })
	yes := kit.NewButton(s.t("signoff.batch", "n", len(ids)), func() {
		d.Close()
		s.m.ApproveBatch(ids, func(n int, err error) {
			if err != nil {
				s.host.Fail(err)
			}
			if n > 0 {
				s.host.Toast(s.t("signoff.batch.done", "n", n))
			}
		})
	}).As(kit.Primary)
	d = kit.NewDialog(s.t("signoff.batch.title", "n", len(ids)), theme.Text(theme.Body)*34, kit.Column(theme.Space(2), list...), no, yes)
	d.ShowOn(s.host.Window().Canvas())
}
