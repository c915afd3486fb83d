package caseview

import (
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/review/replay"
)

// decisive says on which evidence the colour hangs, and which missing fact
// would change it.
func (s *Screen) decisive(r *replay.Report) []fyne.CanvasObject {
	out := []fyne.CanvasObject{kit.Rule(), kit.Strong(s.t("case.decisive.title"))}
	for _, set := range r.Decisive {
		out = append(out, s.setAside(set))
	}
	if len(r.Decisive) == 0 {
		out = append(out, kit.Note(s.t("case.decisive.none")))
	}
	if len(r.Counterfactuals) == 0 {
		return out
	}
	out = append(out, kit.Strong(s.t("case.missing.title")))
	for _, c := range r.Counterfactuals {
		out = append(out, s.counterfactual(c))
	}
	return out
}

// setAside reads "Green if F1 is set aside", and says what F1 is and how good.
func (s *Screen) setAside(set replay.Set) fyne.CanvasObject {
	c := cases.Colour(set.Colour)
	key := "case.decisive.set"
	if !set.Smallest {
		key = "case.decisive.setNotSmallest"
	}
	refs := strings.Join(set.SetAside, s.t("case.listSep"))
	links := make([]fyne.CanvasObject, 0, len(set.SetAside)+2)
	links = append(links, kit.NewCodeBadge(c, s.w().Colour(c)), kit.Body(s.t(key, "refs", refs)))
	rows := []fyne.CanvasObject{newFlow(links...)}
	for _, ref := range set.SetAside {
		rows = append(rows, kit.Row(theme.Space(1), s.link(ref), kit.Fill(kit.Note(s.describe(ref)))))
	}
	return kit.Well(kit.Column(theme.Space(1), rows...))
}

func (s *Screen) counterfactual(c replay.Counterfactual) fyne.CanvasObject {
	colour := cases.Colour(c.Colour)
	text := s.t("case.missing.rule", "rule", c.Rule, "value", s.t("outcome."+c.Value))
	if c.Fact != "" {
		text = s.t("case.missing.fact", "fact", s.factName(c.Fact), "value", s.t("case.value."+c.Value))
	}
	row := []fyne.CanvasObject{kit.NewCodeBadge(colour, s.w().Colour(colour)), kit.Fill(kit.Prose(text))}
	for _, ref := range c.Evidence {
		row = append(row, s.link(ref))
	}
	return kit.Row(theme.Space(2), row...)
}

// issuedOnly shows the issuing system's own trace when nothing stands beside
// it.
func (s *Screen) issuedOnly() fyne.CanvasObject {
	t := s.file().Snapshot.RuleTrace
	if t == nil || len(t.Steps) == 0 {
		return kit.Note(s.t("case.trace.noneIssued"))
	}
	rows := []fyne.CanvasObject{kit.Strong(s.t("case.trace.issuedTrace"))}
	for _, st := range t.Steps {
		inputs := make([]string, len(st.Inputs))
		for i, in := range st.Inputs {
			inputs[i] = s.factName(in.Name) + " = " + in.Value
		}
		rows = append(rows, kit.On(kit.Rounded(theme.Panel, theme.Line), kit.Pad(theme.Space(3), kit.Column(theme.Space(1),
			kit.Row(theme.Space(2), kit.Mono(st.RuleID), kit.Gap(), s.outcome("case.trace.issued", st.Outcome)),
			kit.Note(strings.Join(inputs, s.t("case.listSep")))))))
	}
	return kit.Column(theme.Space(2), rows...)
}
