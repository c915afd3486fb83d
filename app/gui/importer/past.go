package importer

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
)

// pastTitle is the head of the tab, with the number of deliveries.
func (s *Screen) pastTitle() string {
	list, _, _ := s.model.Past()
	if len(list) == 0 {
		return s.t("importer.tab.past")
	}
	return s.t("importer.tab.past") + "  " + s.w().Number(int64(len(list)))
}

// buildPast lists the deliveries, or says why there is nothing to list.
func (s *Screen) buildPast() {
	if s.past == nil {
		return
	}
	if list, err, _ := s.model.Past(); s.gone != nil && err == nil && len(list) > 0 {
		s.gone.list = list // the table stays, with the keyboard and its place
		s.ledger.Reload()
	} else {
		s.past.Objects = []fyne.CanvasObject{s.pastPage()}
		s.past.Refresh()
	}
	s.tabs.SetTitle(1, s.pastTitle())
}

func (s *Screen) pastPage() fyne.CanvasObject {
	list, err, came := s.model.Past()
	s.gone, s.ledger = nil, nil
	switch {
	case !came:
		return panel(kit.EmptyState("clock", s.t("unit.loading"), ""))
	case err != nil:
		return panel(kit.EmptyState("error", s.t("importer.past.failed"), s.w().Problem(err),
			kit.NewButton(s.t("action.retry"), s.model.LoadPast).WithIcon("refresh")))
	case len(list) == 0:
		return panel(kit.EmptyState("import", s.t("importer.past.none"), s.t("importer.past.none.text"),
			kit.NewButton(s.t("importer.past.go"), func() { s.tabs.Select(0) })))
	}
	s.gone = &pastRows{list, s.w()}
	g := grid.New(s.gone, s.pastColumns()...)
	s.ledger = g
	g.OnOpen = func(at int) {
		s.host.Open(kit.Route{Screen: kit.ScreenQueue})
	}
	return kit.Framed(kit.Row(theme.Space(3), kit.Strong(s.t("importer.past.title")), kit.Fill(kit.Muted(s.t("importer.past.text")).Cut())), nil, g)
}

func panel(o fyne.CanvasObject) fyne.CanvasObject {
	return kit.On(kit.Rounded(theme.Panel, theme.Line), o)
}

func (s *Screen) pastColumns() []grid.Column {
	return []grid.Column{
		right(s.col("past", "no", 56, 0)), s.col("past", "at", 170, 0.3), s.col("past", "name", 220, 2), drop(s.col("past", "by", 64, 0.5), 2),
		right(s.col("past", "stored", 84, 0)), right(s.col("past", "amended", 90, 0)), drop(right(s.col("past", "unchanged", 96, 0)), 1),
		right(s.col("past", "refused", 84, 0)), drop(right(s.col("past", "registered", 110, 0)), 3), drop(s.col("past", "digest", 120, 0.3), 4),
	}
}

type pastRows struct {
	list []Delivery
	w    *i18n.Words
}

func (r *pastRows) Len() int         { return len(r.list) }
func (r *pastRows) Key(at int) int64 { return r.list[at].ID }

// Find says where a delivery stands now.
func (r *pastRows) Find(key int64) int {
	return slices.IndexFunc(r.list, func(d Delivery) bool { return d.ID == key })
}

func (r *pastRows) Fill(at int, cells []grid.Cell) {
	d := &r.list[at]
	cells[0] = grid.Cell{Text: strconv.FormatInt(d.ID, 10)}
	cells[1] = grid.Cell{Text: r.w.DateTime(d.At), Tip: r.w.FullDateTime(d.At)}
	cells[2] = grid.Cell{Text: d.Name, Icon: "file"}
	cells[3] = grid.Cell{Text: d.By, Ink: theme.InkMuted}
	for i, n := range []int{d.Stored, d.Amended, d.Unchanged, d.Refused, d.Registered} {
		cells[4+i] = grid.Cell{Text: r.w.Number(int64(n))}
		if n == 0 {
			cells[4+i].Ink = theme.InkMuted
		}
	}
	if d.Refused > 0 {
		cells[7].Ink, cells[7].Bold = theme.WarnInk, true
	}
	cells[9] = grid.Cell{Text: d.SHA256, Mono: true, Ink: theme.InkMuted, Tip: "SHA-256 " + d.SHA256}
}
