package signoff

import (
	"slices"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// finding is one ground with what was found, why, and the evidence it cites,
// each piece with its source, time and error.
func (s *Screen) finding(f *cases.File, fd cases.Finding) fyne.CanvasObject {
	w := s.host.Words()
	head := kit.TopRow(theme.Space(2), kit.Mono(string(fd.Ground)), kit.Fill(kit.Prose(w.Ground(fd.Ground))))
	parts := []fyne.CanvasObject{head, kit.Flow(theme.Space(1), kit.NewChip(w.Finding(fd.Finding), kit.Info)), kit.Prose(fd.Text)}
	for _, ref := range fd.Evidence {
		parts = append(parts, kit.Note(ref+"  "+s.describe(f, ref)))
	}
	return kit.Well(kit.Column(theme.Space(1.5), parts...))
}

// describe says in one line what a piece of evidence is and how good.
func (s *Screen) describe(f *cases.File, ref string) string {
	masked := f.Snapshot.Masked()
	all := masked.Evidence()
	i := slices.IndexFunc(all, func(e cases.Evidence) bool { return e.Ref == ref })
	if i < 0 {
		return ref
	}
	w, e := s.host.Words(), all[i]
	switch {
	case e.Flag != nil:
		return s.flagLine(f, e.Flag, ref)
	case e.Doc != nil:
		return e.Doc.Title + s.weighed(f, ref)
	case e.Answer != nil:
		return w.Or("case.item."+e.Answer.ItemCode, e.Answer.ItemCode) + " = “" + e.Answer.AnswerRaw + "” · " + w.Stamp(e.Form.SubmittedAt)
	case e.Check != nil:
		return w.Stamp(e.Check.Date) + " · " + w.Or("case.checkin."+e.Check.Status, e.Check.Status)
	case e.Change != nil:
		return s.t("case.change", "at", e.Change.At, "from", w.Colour(e.Change.From), "to", w.Colour(e.Change.To))
	case e.Other != nil:
		return w.Or("case.system."+e.Other.IssuingSystem, e.Other.IssuingSystem) + " · " + w.Colour(e.Other.Colour)
	case ref == "S":
		return s.t("case.statement")
	}
	return s.t("case.assignment")
}

func (s *Screen) flagLine(f *cases.File, g *cases.Flag, ref string) string {
	w := s.host.Words()
	line := w.T("source."+string(g.SourceType)) + " · " + g.PlaceText + " · " + w.Stamp(g.ObservedFrom)
	radius, assumed := g.AccuracyRadiusM, g.RadiusAssumed
	if standard, positions := g.SourceType.DefaultRadius(); positions && radius == 0 {
		radius, assumed = standard, true
	}
	switch {
	case radius > 0 && assumed:
		line += " · " + s.t("case.radius.assumed", "m", radius)
	case radius > 0:
		line += " · " + s.t("case.radius.stated", "m", radius)
	}
	return line + " · " + w.Or("case.link."+g.IdentityLink, g.IdentityLink) + s.weighed(f, ref)
}

// weighed is what the author made of the evidence.
func (s *Screen) weighed(f *cases.File, ref string) string {
	for i := len(f.Weighings) - 1; i >= 0; i-- {
		if v := f.Weighings[i]; v.Ref == ref {
			return " · " + s.t("case.verdict."+v.Verdict) + ", " + s.t("case.weight."+v.Weight)
		}
	}
	return ""
}
