package caseview

import (
	"fyne.io/fyne/v2"

	"recourse/app/gui/caseview/places"
)

// mapPage is the page of the records that have a position.
func (s *Screen) mapPage() fyne.CanvasObject {
	return places.NewMap(s.pageOf(tabMap), s.atlas(), &s.mapped)
}

// axis is the page of time: everything that has a time on one axis, or the
// same as a table.
func (s *Screen) axis() fyne.CanvasObject {
	return places.NewAxis(s.pageOf(tabTime), s.atlas(), s.m.Events(), s.marked, &s.timed)
}

// otherCodes is the page of the same person's codes in all systems.
func (s *Screen) otherCodes() fyne.CanvasObject {
	return s.page(places.NewCodes(s.pageOf(tabOther), s.atlas(), s.m.Events(), &s.asked, s.frame))
}

// pageOf is what the pages of where and when need of the screen.
func (s *Screen) pageOf(tab int) places.Page {
	return places.Page{Words: s.w(), Remarks: s.remarks, Show: s.show, Rebuild: func() { s.rebuildPage(tab) }, Said: func(ref string) []string {
		var out []string
		for _, n := range s.m.Statements(ref) {
			if text := s.noteText(n); text != "" {
				out = append(out, text)
			}
		}
		return out
	}}
}

func (s *Screen) atlas() places.Given {
	shelf := s.m.Shelf()
	return places.Given{
		File: s.file(), Regions: shelf.Regions(), Models: shelf.Models(), RiskTables: s.m.RiskTables(), KeyAreas: s.m.KeyAreas(),
		Stays: s.m.Stays(), Lang: string(s.w().Lang()), Now: s.m.Now(),
	}
}
