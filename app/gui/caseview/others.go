package caseview

import (
	"strconv"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// otherCodes is the page of the same person's codes in other systems.
func (s *Screen) otherCodes() fyne.CanvasObject {
	f := s.file()
	if len(f.Snapshot.OtherAssignments) == 0 {
		return kit.EmptyState("shield-check", s.t("case.other.none.title"), s.t("case.other.none.advice"))
	}
	parts := []fyne.CanvasObject{}
	if s.anyConflict() {
		parts = append(parts, kit.Banner(kit.Warning, s.t("case.other.conflict"), s.t("case.other.conflictText")))
	}
	own := f.Snapshot.Assignment
	parts = append(parts, s.codeCard("A", &own, true))
	for i := range f.Snapshot.OtherAssignments {
		parts = append(parts, s.codeCard("O"+strconv.Itoa(i+1), &f.Snapshot.OtherAssignments[i], false))
	}
	return s.page(parts...)
}

// codeCard is one code: whose, what colour, how long, why.
func (s *Screen) codeCard(ref string, a *cases.CodeAssignment, disputed bool) fyne.CanvasObject {
	head := []fyne.CanvasObject{kit.Mono(ref), kit.NewCodeBadge(a.Colour, s.w().Colour(a.Colour)), kit.Fill(strongCut(s.code("system", a.IssuingSystem)))}
	switch {
	case disputed:
		head = append(head, kit.NewChip(s.t("case.other.disputed"), kit.Info))
	case s.m.Conflicting(ref):
		head = append(head, kit.NewIconChip(s.t("case.other.differs"), "conflict", kit.Warning))
	}
	var pairs []kit.Pair
	add := func(key, value string) {
		if value != "" && value != s.w().None() {
			pairs = append(pairs, kit.Pair{Label: s.t("case.other." + key), Value: kit.Prose(value)})
		}
	}
	add("from", s.w().Stamp(a.IssuedAt))
	add("until", s.w().Stamp(a.ValidUntil))
	add("authority", a.Authority)
	add("measure", s.code("measure", a.Measure))
	add("reason", reasonOf(s, a))
	return s.frame(ref, kit.Column(theme.Space(2), kit.Row(theme.Space(2), head...), kit.Pairs(theme.Text(theme.Body)*6.5, pairs...)))
}

func reasonOf(s *Screen, a *cases.CodeAssignment) string {
	if a.ReasonText != "" {
		return a.ReasonText
	}
	return s.code("reason", a.ReasonCode)
}

func (s *Screen) anyConflict() bool {
	for i := range s.file().Snapshot.OtherAssignments {
		if s.m.Conflicting("O" + strconv.Itoa(i+1)) {
			return true
		}
	}
	return false
}
