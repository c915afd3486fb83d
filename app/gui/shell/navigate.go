package shell

import (
	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/cases"
)

// history is where the person was, and where Back came from.
type history struct {
	now     kit.Route
	back    []kit.Route
	forward []kit.Route
}

// keepPlaces bounds the way back.
const keepPlaces = 50

func (h *history) goTo(r kit.Route) {
	if h.now.Screen != "" && h.now != r {
		h.back = append(h.back, h.now)
		if len(h.back) > keepPlaces {
			h.back = h.back[1:]
		}
		h.forward = nil
	}
	h.now = r
}

// Open goes to a place, if the open screen lets go and the person may.
func (s *Shell) Open(r kit.Route) { s.openThen(r, func() {}) }

// openThen goes to a place and does what is to be done there. A screen may
// save before it lets go, so this can be later.
func (s *Shell) openThen(r kit.Route, then func()) {
	if _, ok := s.entry(r.Screen); !ok {
		s.Fail(cases.Refuse("no_screen", "screen", s.Words().Or("nav."+r.Screen, r.Screen)))
		return
	}
	s.leave(func() {
		s.history.goTo(r)
		s.arrive()
		then()
	})
}

// Route is the place that is open.
func (s *Shell) Route() kit.Route { return s.history.now }

// Back goes to the place before.
func (s *Shell) Back() {
	if len(s.history.back) == 0 {
		return
	}
	s.leave(func() {
		h := &s.history
		if len(h.back) == 0 {
			return // pressed twice while the screen was saving
		}
		h.forward = append(h.forward, h.now)
		h.now = h.back[len(h.back)-1]
		h.back = h.back[:len(h.back)-1]
		s.arrive()
	})
}

// Forward undoes Back.
func (s *Shell) Forward() {
	if len(s.history.forward) == 0 {
		return
	}
	s.leave(func() {
		h := &s.history
		if len(h.forward) == 0 {
			return
		}
		h.back = append(h.back, h.now)
		h.now = h.forward[len(h.forward)-1]
		h.forward = h.forward[:len(h.forward)-1]
		s.arrive()
	})
}

// Leave asks the open screen to let go, before the window closes or locks.
func (s *Shell) Leave(proceed func()) { s.leave(proceed) }

func (s *Shell) leave(proceed func()) {
	if s.current == nil {
		proceed()
		return
	}
	s.current.Leave(proceed)
}

// arrive opens the screen of the route; a screen is made once and kept.
func (s *Shell) arrive() {
	r := s.history.now
	e, ok := s.entry(r.Screen)
	if !ok {
		return
	}
	screen := s.screens[r.Screen]
	if screen == nil {
		screen = e.Make(s)
		s.screens[r.Screen] = screen
	}
	if s.current != nil && s.current != screen {
		s.current.Hidden()
	}
	s.current, s.arriving = screen, true
	screen.Shown(r)
	s.searched()
	s.show(screen)
	s.refreshRail()
	if s.page != "" {
		s.showPage("")
	}
	s.o.Window.Canvas().Unfocus()
	s.rest()
}

// rest puts the keyboard where the open screen's work is; a screen that is
// still loading asks for it once it has something to work on.
func (s *Shell) rest() {
	if s.arriving {
		return
	}
	if starter, ok := s.current.(kit.Starter); ok {
		if first := starter.First(); first != nil {
			s.o.Window.Canvas().Focus(first)
		}
	}
}

// show builds a screen. While it does, the screen is in no window and must not
// ask for the keyboard.
func (s *Shell) show(screen Screen) {
	s.arriving = true
	s.place.Objects = []fyne.CanvasObject{screen.Object()}
	s.place.Refresh()
	s.arriving = false
	s.Retitle()
	s.makeMenu()
}

// Retitle sets the window's title from the open screen, whose own title may
// have changed.
func (s *Shell) Retitle() {
	title := s.Words().T("app.title", "office", s.o.Office)
	if s.current != nil {
		title = s.current.Title() + " · " + title
	}
	if title != s.title {
		s.title = title
		s.o.Window.SetTitle(title)
	}
}
