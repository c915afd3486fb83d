package exporter

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
)

// stands reports whether a page can stay as it is and only its list has to be
// filled anew: nothing began or ended on it since it was built.
func (s *Screen) stands(t Tab) bool {
	f := s.forms[t]
	return s.lists[t] != nil && (f == nil || f.stands())
}

// build makes a tab from the model.
func (s *Screen) build(t Tab) {
	s.lists[t], s.forms[t] = nil, nil
	s.dropTables(t)
	var o fyne.CanvasObject
	switch came, err := s.model.Came(t); {
	case !came:
		o = kit.Panel(kit.EmptyState("clock", s.t("unit.loading"), ""))
	case err != nil:
		o = s.failedPanel(err)
	default:
		o = s.page(t)
	}
	s.pages[t].Objects = []fyne.CanvasObject{o}
	s.pages[t].Refresh()
	kit.Rest(s.host.Window().Canvas())
}

func (s *Screen) failedPanel(err error) fyne.CanvasObject {
	return kit.Panel(kit.EmptyState("error", s.t("exporter.failed"), s.w().Problem(err),
		kit.NewButton(s.t("action.retry"), s.model.Load).WithIcon("refresh")))
}

// page is a tab's list with its form beside it; the receipts have no form.
func (s *Screen) page(t Tab) fyne.CanvasObject {
	var f *form
	switch t {
	case Instructions:
		f = s.instructionsForm()
	case Letters:
		f = s.lettersForm()
	case Lists:
		f = s.listsForm()
	}
	s.lists[t] = container.NewStack()
	s.fill(t)
	if f == nil {
		return s.lists[t]
	}
	return s.beside(s.lists[t], f)
}

// fill lists anew what a tab lists. The form beside it keeps the keyboard and
// what is written in it.
func (s *Screen) fill(t Tab) {
	var o fyne.CanvasObject
	switch _, err := s.model.Came(t); {
	case err != nil:
		s.dropTables(t)
		o = s.failedPanel(err)
	case t == Instructions:
		o = s.instructionsList()
	case t == Letters:
		o = s.lettersList()
	case t == Lists:
		s.forms[t].fresh()
		o = s.previewPart()
	default:
		o = s.receiptsList()
	}
	s.lists[t].Objects = []fyne.CanvasObject{o}
	s.lists[t].Refresh()
	kit.Rest(s.host.Window().Canvas())
}

// dropTables forgets the tables of a tab, so that new ones are made.
func (s *Screen) dropTables(t Tab) {
	s.grids[t] = nil
	switch t {
	case Instructions:
		s.waiting, s.sent = nil, nil
	case Letters:
		s.letters, s.chips = nil, nil
	case Lists:
		s.sample = nil
	case Receipts:
		s.taken, s.sheet = nil, nil
	}
}

// beside stands a form at the right of a page.
func (s *Screen) beside(page fyne.CanvasObject, f *form) fyne.CanvasObject {
	width := theme.Text(theme.Body) * 22
	side := kit.Panel(kit.Scroll(kit.Pad(theme.Space(4), f.object())).Object())
	return kit.Page(nil, nil, nil, kit.Insets(0, 0, 0, theme.Space(3), kit.Fixed(width, 0, side)), page)
}
