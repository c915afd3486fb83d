package caseview

import (
	"slices"

	"fyne.io/fyne/v2"

	"recourse/app/gui/caseview/reading"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// remarks says of which values of a piece the import had something to remark:
// short on its button, each in a sentence in its tip and when it is pressed.
// Nil where there is none.
func (s *Screen) remarks(warnings []string) fyne.CanvasObject {
	list := reading.Remarks(s.w(), warnings)
	if len(list) == 0 {
		return nil
	}
	tip, lines := "", []fyne.CanvasObject{kit.Prose(s.t("reading.text"))}
	for i, r := range list {
		if i > 0 {
			tip += "\n"
		}
		tip += r.Line(s.w())
		lines = append(lines, kit.Well(kit.Prose(r.Line(s.w()))))
	}
	return newFlow(kit.NewButton(reading.Label(s.w(), list), func() {
		var d *kit.Dialog
		d = kit.NewDialog(s.t("reading.title"), theme.Text(theme.Body)*34, kit.Column(theme.Space(2), lines...),
			kit.NewButton(s.t("case.done"), func() { d.Close() }).As(kit.Primary))
		d.ShowOn(s.host.Window().Canvas())
	}).WithIcon("info").As(kit.Quiet).WithTip(tip))
}

// with is a list of objects with one more where there is one.
func with(list []fyne.CanvasObject, o fyne.CanvasObject) []fyne.CanvasObject {
	if o == nil {
		return list
	}
	return append(list, o)
}

// describe says in one line what a piece of evidence is: its source, time,
// place and error, never a bare reference.
func (s *Screen) describe(ref string) string {
	all := s.file().Snapshot.Evidence()
	i := slices.IndexFunc(all, func(e cases.Evidence) bool { return e.Ref == ref })
	if i < 0 {
		return ref
	}
	e := all[i]
	switch {
	case e.Flag != nil:
		return s.flagLine(e.Flag)
	case e.Doc != nil:
		return e.Doc.Title + " · " + s.code("document", e.Doc.Type)
	case e.Answer != nil:
		return s.w().Or("case.item."+e.Answer.ItemCode, e.Answer.ItemCode) + " = “" + s.hidden(e.Answer.ItemCode, e.Answer.AnswerRaw) + "” · " + s.w().Stamp(e.Form.SubmittedAt)
	case e.Check != nil:
		return s.w().Stamp(e.Check.Date) + " · " + s.code("checkin", e.Check.Status)
	case e.Change != nil:
		return s.t("case.change", "at", e.Change.At, "from", s.w().Colour(e.Change.From), "to", s.w().Colour(e.Change.To))
	case e.Other != nil:
		return s.t("case.otherLine", "system", s.code("system", e.Other.IssuingSystem), "colour", s.w().Colour(e.Other.Colour), "at", e.Other.IssuedAt)
	case ref == "S":
		return s.t("case.statement")
	}
	return s.t("case.assignment")
}

// flagLine is principle 3: source, place, time, error and link together.
func (s *Screen) flagLine(g *cases.Flag) string {
	line := s.t("source."+string(g.SourceType)) + " · " + g.PlaceText + " · " + s.period(g.ObservedFrom, g.ObservedTo)
	if r := s.radius(g); r != "" {
		line += " · " + r
	}
	return line + " · " + s.code("link", g.IdentityLink)
}

// period is "20 Jan 13:10 – 13:52", with the day once where it is one day.
func (s *Screen) period(from, to cases.Stamp) string {
	if to.IsZero() || to.Equal(from) {
		return s.w().Stamp(from)
	}
	a, b := from.Earliest().In(cases.Shanghai()), to.Earliest().In(cases.Shanghai())
	if !from.WholeDay() && !to.WholeDay() && a.YearDay() == b.YearDay() && a.Year() == b.Year() {
		return s.w().Stamp(from) + "–" + s.w().Clock(b)
	}
	return s.w().Stamp(from) + " – " + s.w().Stamp(to)
}

// radius is "±2,000 m (assumed)", "" for sources without a position.
func (s *Screen) radius(g *cases.Flag) string {
	r, assumed := g.AccuracyRadiusM, g.RadiusAssumed
	if r == 0 {
		standard, positions := g.SourceType.DefaultRadius()
		if !positions {
			return ""
		}
		r, assumed = standard, true
	}
	if assumed {
		return s.t("case.radius.assumed", "m", r)
	}
	return s.t("case.radius.stated", "m", r)
}
