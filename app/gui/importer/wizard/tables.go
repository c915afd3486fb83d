package wizard

import (
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/importexport/guess"
)

// tablesPage lists the tables of the delivery, those of one sort together, with
// how far each is.
func (s *Screen) tablesPage() fyne.CanvasObject {
	s.grid = grid.New(&bundleRows{s}, s.bundleColumns()...)
	s.grid.OnOpen = s.model.Map
	s.first, s.row, s.from = s.grid, 0, 0 // of the tables that are opened next
	leave := kit.NewButton("", func() { s.model.LeaveOut(s.grid.Current()) })
	name := func(at int) {
		key := "wizard.tables.leave"
		if at >= 0 && s.model.Bundles()[at].LeftOut {
			key = "wizard.tables.take"
		}
		leave.SetLabel(s.t(key))
	}
	s.grid.OnCurrent = func(at int) { s.model.Point(at); name(at) }
	name(s.model.At())
	head := kit.Row(theme.Space(3), kit.Strong(s.t("wizard.tables")), kit.Gap(), leave,
		kit.NewButton(s.t("wizard.tables.map"), func() { s.model.Map(s.grid.Current()) }).WithTip("Enter"))
	s.grid.Select(s.model.At())
	top := kit.Column(theme.Space(2), kit.Prose(s.t("wizard.tables.why")), s.state)
	return kit.Page(kit.Insets(0, 0, theme.Space(3), 0, top), nil, nil, nil, kit.Framed(head, nil, s.grid))
}

// tablesNext leads to the first tables without a meaning, or to the check.
func (s *Screen) tablesNext() *kit.Button {
	for at, b := range s.model.Bundles() {
		if b.State() == guess.ToMap {
			return s.next(s.t("wizard.next.table", "name", b.Tables[0].Name()), func() { s.model.Map(at) })
		}
	}
	return s.next(s.t("wizard.next.keep"), func() { s.model.Go(Keep) })
}

func (s *Screen) bundleColumns() []grid.Column {
	col := func(id string, width, flex float32) grid.Column {
		return grid.Column{ID: id, Title: s.t("wizard.tables.col." + id), Width: width, Flex: flex}
	}
	rows := col("rows", 0, 0)
	rows.Align = fyne.TextAlignTrailing
	return []grid.Column{col("name", 200, 1.6), rows, col("state", 120, 0.6), col("about", 200, 1.4)}
}

// bundleName is what tables of one sort are called.
func (s *Screen) bundleName(b *guess.Bundle) string {
	t := b.Tables[0]
	name := t.File
	if t.Sheet != "" {
		name = s.t("importer.holds.sheet", "table", name, "sheet", t.Sheet)
	}
	if n := len(b.Tables); n > 1 {
		name = s.t("wizard.tables.several", "name", name, "n", n)
	}
	return name
}

// bundleRows lists the tables.
type bundleRows struct{ s *Screen }

func (r *bundleRows) Len() int         { return len(r.s.model.Bundles()) }
func (r *bundleRows) Key(at int) int64 { return int64(at + 1) }

func (r *bundleRows) Fill(at int, cells []grid.Cell) {
	s, b := r.s, r.s.model.Bundles()[at]
	cells[0] = grid.Cell{Text: s.bundleName(b), Tip: strings.Join(b.Names(), "\n"), Bold: true}
	rows, more := b.Rows()
	cells[1] = grid.Cell{Text: s.w().Number(int64(rows))}
	if more {
		cells[1].Text = s.t("wizard.tables.more", "n", rows)
	}
	state := b.State()
	cells[2] = grid.Cell{Kind: grid.Pill, Text: s.t("wizard.state." + string(state)), Tone: map[guess.State]kit.Tone{
		guess.ByProfile: kit.Success, guess.Mapped: kit.Success, guess.ToMap: kit.Warning, guess.Left: kit.Info,
	}[state]}
	cells[3] = grid.Cell{Text: s.bundleAbout(b), Ink: theme.InkMuted}
}

// bundleAbout says what tables are, or what may be asked about them.
func (s *Screen) bundleAbout(b *guess.Bundle) string {
	var parts []string
	switch state := b.State(); {
	case state == guess.ByProfile:
		parts = append(parts, s.t("wizard.tables.by", "profile", b.Found.Profile, "table", s.kindName(b.Found.Table), "known", b.Found.Known, "of", b.Found.Columns))
	case state == guess.Left && b.IsFound:
		parts = append(parts, s.t("wizard.tables.left.known", "profile", b.Found.Profile))
	case state == guess.Left:
		parts = append(parts, s.t("wizard.tables.left.open"))
	case b.Draft != nil:
		parts = append(parts, s.kindName(b.Draft.Kind))
		switch {
		case b.Draft.Doubtful() && !b.Finished:
			parts = []string{s.t("wizard.tables.doubtful")}
		case b.Draft.Blocked():
			parts = append(parts, s.t("wizard.tables.blocked"))
		}
	default:
		parts = append(parts, s.t("wizard.tables.open"))
	}
	if b.Hidden() {
		parts = append(parts, s.t("wizard.tables.hidden"))
	}
	return strings.Join(parts, " ")
}
