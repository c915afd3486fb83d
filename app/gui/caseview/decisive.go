package caseview

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/caseview/pivot"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// factsPage is the first page: what the case hangs on stands above the facts.
func (s *Screen) factsPage() fyne.CanvasObject {
	r := s.m.Report()
	if r == nil {
		return s.facts()
	}
	card := kit.Insets(0, theme.Space(4), theme.Space(3), theme.Space(1), s.pivot().Card(r, s.tryFacts))
	return container.New(footed{}, card, s.facts(), kit.Column(0))
}

// pivot is what the case hangs on, as the case's own pages show it.
func (s *Screen) pivot() *pivot.View {
	v := &pivot.View{Host: s.host, Snapshot: &s.file().Snapshot, Shelf: s.reader.Shelf(), Link: s.link}
	if s.m.May(cases.MoveSave) == nil {
		v.Cite = s.citeDecisive
	}
	return v
}

// tryFacts opens the sheet on which facts are set and nothing is saved.
func (s *Screen) tryFacts() {
	if r := s.m.Report(); r != nil {
		s.pivot().Try(r, s.m.Replayed())
	}
}

// offReplay says why facts cannot be tried.
func (s *Screen) offReplay() string {
	switch {
	case s.file() == nil:
		return s.t("case.none.title")
	case s.m.Report() == nil:
		return s.t("case.trace.cannot")
	}
	return ""
}

// citeDecisive takes the evidence on which the colour hangs into the first
// finding that does not cite all of it: what the card names first comes first.
func (s *Screen) citeDecisive() {
	r := s.m.Report()
	if r == nil {
		return
	}
	for _, refs := range s.pivot().Sets(r) {
		for _, g := range s.file().Grounds {
			if s.citeAll(g, refs) {
				s.build()
				return
			}
		}
	}
}

// citeAll cites what a finding does not cite yet, and reports whether there
// was any.
func (s *Screen) citeAll(g cases.Ground, refs []string) bool {
	cited := s.m.Finding(g).Evidence
	more := false
	for _, ref := range refs {
		if !slices.Contains(cited, ref) {
			s.m.Cite(g, ref, true)
			more = true
		}
	}
	return more
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
