package importer

import (
	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/importexport"
)

// figure is a number with its word below.
func (s *Screen) figure(key string, n int64, loud bool) fyne.CanvasObject {
	ink, word := theme.Ink, theme.InkMuted
	if n == 0 {
		ink = theme.InkMuted
	}
	if loud && n > 0 {
		ink, word = theme.WarnInk, theme.WarnInk
	}
	number := kit.Title(s.w().Number(n)).In(ink)
	return kit.Column(theme.Space(0.5), number, kit.Caption(s.t(key)).In(word))
}

// sign is an operator between two figures.
func sign(text string) fyne.CanvasObject { return kit.Title(text).In(theme.Border) }

// balance shows that every case that was read is accounted for: read = new +
// amended + unchanged + refused.
func (s *Screen) balance(r *importexport.Report) fyne.CanvasObject {
	kind := "would"
	if !r.DryRun {
		kind = "did"
	}
	gap := theme.Space(5)
	sum := kit.Row(gap,
		s.figure("importer.sum.read", r.Read, false), sign("="),
		s.figure("importer.sum.stored."+kind, r.Stored, false), sign("+"),
		s.figure("importer.sum.amended."+kind, r.Amended, false), sign("+"),
		s.figure("importer.sum.unchanged", r.Unchanged, false), sign("+"),
		s.figure("importer.sum.refused", r.Refused, true), kit.Gap())
	notes := kit.Column(theme.Space(1))
	if r.Details > 0 {
		notes.Add(kit.Note(s.t("importer.sum.details", "n", r.Details, "attached", r.DetailsAttached, "refused", r.DetailsRefused, "foreign", r.DetailsForeign)))
	}
	if n := s.model.Result().Registered; n > 0 {
		notes.Add(kit.Note(s.t("importer.sum.registered", "n", n)))
	}
	if len(r.Nobodys) > 0 {
		list := kit.NewButton(s.t("importer.nobodys", "n", len(r.Nobodys)), func() { s.showNobodys(r) })
		notes.Add(kit.Row(0, list.WithIcon("info").As(kit.Quiet), kit.Gap()))
	}
	body := kit.Column(theme.Space(3), sum)
	if len(notes.Objects) > 0 {
		body.Add(notes)
	}
	return kit.Card(nil, body)
}

// nobodysShown is how many batches are listed one by one, the largest first.
const nobodysShown = 10

// showNobodys lists by source and batch the evidence that belongs to nobody's
// case: a whole batch of it is a sign that something is missing.
func (s *Screen) showNobodys(r *importexport.Report) {
	list, others, rows := r.LargestNobodys(nobodysShown)
	lines := []fyne.CanvasObject{kit.Prose(s.t("importer.nobodys.text")), kit.Rule()}
	for _, n := range list {
		batch := s.t("importer.nobodys.none")
		if n.Batch != "" {
			batch = s.t("importer.nobodys.batch", "batch", n.Batch)
		}
		count := kit.Strong(s.w().Number(n.Count))
		count.Align = fyne.TextAlignTrailing
		said := kit.Column(theme.Space(0.5), kit.Prose(s.w().Or("source."+n.Source, n.Source)), kit.Note(batch))
		lines = append(lines, kit.TopRow(theme.Space(3), kit.Fixed(theme.Text(theme.Body)*5, 0, count), kit.Fill(said)))
	}
	if others > 0 {
		lines = append(lines, kit.Rule(), kit.Note(s.t("importer.nobodys.more", "n", others, "rows", rows)))
	}
	var d *kit.Dialog
	d = kit.NewDialog(s.t("importer.nobodys.title"), theme.Text(theme.Body)*38, kit.Column(theme.Space(2), lines...),
		kit.NewButton(s.t("action.close"), func() { d.Close() }).As(kit.Primary))
	d.ShowOn(s.host.Window().Canvas())
}
