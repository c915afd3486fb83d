package office

import (
	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// decideWithin is the number of working days an appeal is decided in.
const decideWithin = 3

// calendarPage shows the days on which the rule of weekdays does not hold.
func (s *Screen) calendarPage() fyne.CanvasObject {
	c := s.desk.Calendar()
	now := s.host.Now().In(cases.Shanghai())
	y := YearOf(c, now.Year())
	facts := kit.Column(theme.Space(4), kit.Strong(s.t("office.year", "year", s.w().FullDate(now))),
		kit.Pairs(theme.Text(theme.Body)*8,
			kit.Pair{Label: s.t("office.year.working"), Value: kit.Prose(s.w().Number(int64(y.Working)))},
			kit.Pair{Label: s.t("office.year.closes"), Value: kit.Prose(s.w().Clock(y.Closes))},
			kit.Pair{Label: s.t("office.year.due"), Value: kit.Prose(s.w().DateTime(c.Due(now, decideWithin)))}),
		kit.Rule(), kit.Note(s.t("office.year.rule")))
	side := kit.Insets(0, 0, 0, theme.Space(3), kit.Fixed(theme.Text(theme.Body)*22, 0, kit.Panel(kit.Scroll(kit.Pad(theme.Space(4), facts)).Object())))
	if len(y.Days) == 0 {
		return kit.Page(nil, nil, nil, side, kit.Panel(kit.EmptyState("calendar", s.t("office.days.none"), s.t("office.days.none.text"))))
	}
	g := grid.New(&dayRows{y.Days, s}, s.dayColumns()...)
	for i, d := range y.Days {
		if d.Date.Before(now) {
			g.Select(i)
		}
	}
	head := kit.Prose(s.t("office.days", "n", len(y.Days)))
	head.Style.Bold = true
	return kit.Page(nil, nil, nil, side, kit.Framed(head, nil, g))
}

func (s *Screen) dayColumns() []grid.Column {
	return []grid.Column{s.col("day", "date", 96, 0.4, 0), s.col("day", "kind", 96, 0.2, 0), s.col("day", "run", 180, 1, 1)}
}

type dayRows struct {
	list []Day
	s    *Screen
}

func (r *dayRows) Len() int         { return len(r.list) }
func (r *dayRows) Key(at int) int64 { return r.list[at].Date.Unix() }

func (r *dayRows) Fill(at int, cells []grid.Cell) {
	d, w := &r.list[at], r.s.w()
	cells[0] = grid.Cell{Text: w.Date(d.Date), Tip: w.FullDate(d.Date)}
	if !d.Free {
		cells[1] = grid.Cell{Kind: grid.Pill, Text: r.s.t("office.day.work"), Tone: kit.Info}
		cells[2] = grid.Cell{Text: r.s.t("office.day.work.text"), Ink: theme.InkMuted}
		return
	}
	cells[1] = grid.Cell{Kind: grid.Pill, Text: r.s.t("office.day.free"), Tone: kit.Plain}
	cells[2] = grid.Cell{Text: r.s.t("office.day.run", "n", d.Length), Ink: theme.InkMuted}
}
