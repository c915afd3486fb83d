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
	body := kit.Column(theme.Space(3), sum)
	if len(notes.Objects) > 0 {
		body.Add(notes)
	}
	return kit.Card(nil, body)
}
