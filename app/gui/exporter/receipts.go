package exporter

import (
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
)

// receiptsList lists what left the office, latest first.
func (s *Screen) receiptsList() fyne.CanvasObject {
	list := s.model.Receipts()
	switch {
	case len(list) == 0:
		s.dropTables(Receipts)
		return kit.Panel(kit.EmptyState("record", s.t("exporter.receipts.none"), s.t("exporter.receipts.none.text")))
	case s.taken != nil:
		s.taken.show(list)
		return s.sheet.Object()
	}
	// The key counts from the oldest, so that it stays when others follow.
	s.taken = &table[Taken]{list: list, key: func(l []Taken, at int) int64 { return int64(len(l) - at) }, fill: s.fillReceipt}
	g := grid.New(s.taken, s.receiptColumns()...)
	s.taken.grid = g
	g.OnOpen, g.OnPreview, g.OnEscape = s.showReceipt, s.showReceipt, s.Escape
	g.OnCurrent = func(at int) {
		if s.sheet.Shown() {
			s.showReceipt(at)
		}
	}
	head := kit.Row(theme.Space(3), kit.Strong(s.t("exporter.receipts")), kit.Fill(kit.Muted(s.t("exporter.receipts.text")).Cut()))
	s.sheet = kit.NewSideSheet(kit.Framed(head, nil, g), theme.Text(theme.Body)*26)
	return s.sheet.Object()
}

func (s *Screen) receiptColumns() []grid.Column {
	rows := s.col("rc", "rows", 64, 0, 0)
	rows.Align = fyne.TextAlignTrailing
	return []grid.Column{
		s.col("rc", "at", 150, 0.2, 0), s.col("rc", "by", 90, 0.4, 0), s.col("rc", "what", 130, 0.4, 0), s.col("rc", "purpose", 130, 0.6, 1),
		rows, s.col("rc", "masked", 90, 0, 2), s.col("rc", "file", 200, 1.4, 0), s.col("rc", "digest", 120, 0.6, 3),
	}
}

func (s *Screen) fillReceipt(v *Taken, cells []grid.Cell) {
	w := s.w()
	cells[0] = grid.Cell{Text: w.DateTime(v.At), Tip: w.FullDateTime(v.At)}
	cells[1] = grid.Cell{Text: v.By}
	cells[2] = grid.Cell{Text: w.Or("exporter.what."+v.What, v.What)}
	cells[3] = grid.Cell{Text: s.purposeName(v), Ink: theme.InkMuted}
	cells[4] = grid.Cell{Text: w.Number(int64(v.Rows))}
	cells[5] = grid.Cell{Text: s.t("exporter.is.masked"), Ink: theme.InkMuted}
	if !v.Masked {
		cells[5] = grid.Cell{Kind: grid.Pill, Text: s.t("exporter.is.open"), Tone: kit.Warning, Tip: v.Reason}
	}
	cells[6] = grid.Cell{Text: v.File, Icon: "file"}
	cells[7] = grid.Cell{Text: v.SHA256, Mono: true, Ink: theme.InkMuted, Tip: "SHA-256 " + v.SHA256}
}

func (s *Screen) purposeName(v *Taken) string {
	if v.Purpose == "" {
		return s.w().None()
	}
	return s.w().Or("exporter.purpose."+string(v.Purpose), string(v.Purpose))
}

// showReceipt opens the sheet of one receipt.
func (s *Screen) showReceipt(at int) {
	list := s.model.Receipts()
	if at < 0 || at >= len(list) {
		return
	}
	v, w := &list[at], s.w()
	var pairs []kit.Pair
	add := func(key, value string) {
		if value != "" {
			pairs = append(pairs, kit.Pair{Label: s.t("exporter.rc." + key), Value: kit.Prose(value)})
		}
	}
	add("at", w.FullDateTime(v.At))
	add("by", v.By)
	add("what", w.Or("exporter.what."+v.What, v.What))
	add("purpose", s.purposeName(v))
	add("file", v.File)
	add("rows", w.Number(int64(v.Rows)))
	add("cases", w.Number(int64(v.Cases)))
	add("fields", strings.Join(v.Fields, ", "))
	add("reason", v.Reason)
	add("approver", v.Approver)
	digest := kit.Selectable(v.SHA256)
	digest.TextStyle.Monospace = true
	body := kit.Column(theme.Space(4), kit.Pairs(theme.Text(theme.Body)*7, pairs...), kit.Rule(), kit.Strong("SHA-256"), digest)
	s.sheet.Show(v.ID, kit.Scroll(kit.Insets(0, theme.Space(4), theme.Space(4), theme.Space(4), body)).Object())
}
