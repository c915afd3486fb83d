package office

import (
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/review/policy"
)

// effectCell is the colour a rule gives, or what else it does.
func (s *Screen) effectCell(r *policy.Rule) grid.Cell {
	e := &r.Effect
	switch {
	case e.Release:
		return grid.Cell{Text: s.t("office.effect.release")}
	case e.ColourFrom != "":
		return grid.Cell{Text: s.t("office.effect.from")}
	case e.Colour == "":
		return grid.Cell{Text: s.w().None(), Ink: theme.InkMuted}
	}
	c := cases.Colour(e.Colour)
	text := s.w().Colour(c)
	if e.Days > 0 {
		text = s.t("office.effect.days", "colour", text, "n", e.Days)
	}
	return grid.Cell{Kind: grid.Code, Code: c, Text: text}
}
