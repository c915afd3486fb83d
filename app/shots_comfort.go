package main

import (
	"fyne.io/fyne/v2/test"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/cases/roster"
)

// comfortScene shows what makes the desk comfortable for an officer: the
// palette, views, passages and hand-over.
func (s *studio) comfortScene() {
	s.frame.OpenPalette()
	s.shoot("palette")
	s.typeNow(s.words.T("user.theme"))
	s.shoot("palette-found")
	s.clear()
	s.press("queue.views")
	s.shoot("queue-views")
	s.clear()
	id := s.find(roster.Filter{Officer: "reviewer", OnlyOpen: true}, roster.Filter{OnlyOpen: true})
	s.frame.Open(kit.Route{Screen: kit.ScreenCase, Case: id, Part: "facts"})
	s.frame.OpenPalette()
	s.shoot("palette-on-a-case")
	s.clear()
	s.press("case.passages")
	s.shoot("case-passages")
	s.clear()
	s.menu("case.handover")
	s.shoot("case-dialog-handover")
	s.clear()
}

// givingScene shows a supervisor who gives several cases away.
func (s *studio) givingScene() {
	s.inGrid(func(g *grid.Grid) {
		for at := range 6 {
			g.Select(at)
			g.TypedRune('x')
		}
	})
	s.press("queue.assign")
	s.shoot("queue-assign")
	s.clear()
}

// wordsScene shows a supervisor who keeps the passages, and what is stuck.
func (s *studio) wordsScene() {
	for _, part := range []string{"integrity", "passages"} {
		s.frame.Open(kit.Route{Screen: kit.ScreenOffice, Part: part})
		s.shoot("office-" + part)
	}
	s.press("office.passage.edit")
	s.shoot("office-passage")
	s.clear()
}

// typeNow types into the field that has the keyboard.
func (s *studio) typeNow(text string) {
	if e, ok := s.window.Canvas().Focused().(*kit.Entry); ok {
		test.Type(e, text)
	}
}
