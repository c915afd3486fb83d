package caseview

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/caseview/places"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
)

// The pages of evidence, in order: the facts first, the machine's reasons
// second.
const (
	tabFacts = iota
	tabTrace
	tabFlags
	tabMap
	tabTime
	tabOther
	tabRecord
)

var tabNames = [...]string{"facts", "trace", "flags", "map", "timeline", "other", "record"}

// tabOf finds a page by the name a route gives it; an unknown name is the
// first page.
func tabOf(part string) int {
	for i, n := range tabNames {
		if n == part {
			return i
		}
	}
	return tabFacts
}

// builder builds a page.
func (s *Screen) builder(tab int) func() fyne.CanvasObject {
	return [...]func() fyne.CanvasObject{s.factsPage, s.trace, s.flags, s.mapPage, s.axis, s.otherCodes, s.recordPage}[tab]
}

// has reports whether this case has a page: a map without coordinates would be
// decoration, and of a purged case only the record is left.
func (s *Screen) has(tab int) bool {
	if s.purged() {
		return tab == tabRecord
	}
	return tab != tabMap || places.Located(&s.file().Snapshot)
}

func (s *Screen) makeTabs() *kit.Tabs {
	s.shown = nil
	var tabs []kit.Tab
	for i, name := range tabNames {
		if !s.has(i) {
			continue
		}
		s.shown = append(s.shown, i)
		tabs = append(tabs, kit.Tab{Title: s.tabTitle(i), Build: func() fyne.CanvasObject {
			page := container.NewStack(s.builder(i)())
			s.pages[name] = page
			return page
		}})
	}
	first := 0
	if s.narrow() && !s.purged() {
		first = 1
		tabs = append([]kit.Tab{{Title: s.t("case.tabShort.appeal"), Build: s.appealPlace}}, tabs...)
	}
	t := kit.NewTabs(max(0, slices.Index(s.shown, s.tab))+first, tabs...)
	s.firstTab = first
	t.OnSelect = func(i int) {
		i -= first
		if i < 0 {
			return
		}
		s.tab = s.shown[i]
		if s.tab == tabRecord {
			s.loadRecord()
		}
	}
	if s.tab == tabRecord {
		s.loadRecord()
	}
	return t
}

// tabTitle is a page's name, with a count where there is something to count.
func (s *Screen) tabTitle(i int) string {
	snap := &s.file().Snapshot
	n := 0
	switch i {
	case tabFlags:
		n = len(snap.Flags)
	case tabOther:
		n = len(snap.OtherAssignments)
	}
	if s.narrow() {
		return s.t("case.tabShort." + tabNames[i])
	}
	title := s.t("case.tab." + tabNames[i])
	if n > 0 {
		title += " " + s.w().Number(int64(n))
	}
	return title
}

// rebuildPage builds one page anew, if it was built.
func (s *Screen) rebuildPage(i int) {
	page, ok := s.pages[tabNames[i]].(*fyne.Container)
	if !ok {
		return
	}
	page.Objects = []fyne.CanvasObject{s.builder(i)()}
	page.Refresh()
	if c := s.host.Window().Canvas(); c.Focused() != nil && c.Overlays().Top() == nil && !kit.Standing(c.Focused()) {
		c.Focus(s.tabs.Head()) // what had the keyboard was on the page
	}
}

// page puts a column of parts into a scrolled place.
func (s *Screen) page(parts ...fyne.CanvasObject) fyne.CanvasObject {
	s.scroll = kit.Scroll(kit.Insets(theme.Space(1), theme.Space(4), theme.Space(4), theme.Space(1), kit.Column(theme.Space(3), parts...)))
	return s.scroll.Object()
}

// link is a reference to a piece of evidence that leads to it.
func (s *Screen) link(ref string) *kit.Button {
	return kit.NewButton(ref, func() { s.show(ref) }).As(kit.Quiet).WithTip(s.describe(ref))
}

// show goes to a piece of evidence, marks it and brings it into sight. Papers
// and the statement stand in the appeal's own column.
func (s *Screen) show(ref string) {
	s.marked, s.card = ref, nil
	at := tabFacts
	switch ref[:1] {
	case "D", "S":
		s.showAppeal()
		return
	case "F":
		at = tabFlags
	case "C", "H":
		at = tabTime
	case "O":
		at = tabOther
	case "A":
		at = tabTrace
	}
	s.selectTab(at)
	s.rebuildPage(at)
	if s.card != nil && s.scroll != nil {
		s.scroll.ScrollTo(max(0, s.card.Position().Y-theme.Space(2)))
	}
}

func (s *Screen) showAppeal() {
	s.left.Objects = []fyne.CanvasObject{s.appeal()}
	s.left.Refresh()
	if s.firstTab > 0 {
		s.tabs.Select(0)
	}
}

// frame is a card's edge: stronger around what a link led to.
func (s *Screen) frame(ref string, o fyne.CanvasObject) fyne.CanvasObject {
	card := kit.On(kit.Rounded(theme.Panel, s.edge(ref)), kit.Pad(theme.Space(3), o))
	if ref == s.marked {
		s.card = card
	}
	return card
}

func (s *Screen) edge(ref string) theme.Token {
	if ref == s.marked {
		return theme.Accent
	}
	return theme.Line
}

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
