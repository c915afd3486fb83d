package main

import (
	"path/filepath"
	"slices"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/kit/timeline"
	"recourse/app/gui/signin"
	"recourse/app/session"
	"recourse/cases"
	"recourse/cases/roster"
	"recourse/review"
)

// scene is what one person does in front of the camera.
type scene struct {
	who  cases.UserID
	play func(s *studio)
}

// scenes lists the signed-in scenes in the order of the pictures.
func scenes() []scene {
	return []scene{
		{"reviewer", (*studio).queueScene}, {"reviewer", (*studio).caseScene}, {"reviewer", (*studio).placeScene}, {"reviewer", (*studio).decisionScene},
		{"supervisor", (*studio).signoffScene}, {"supervisor", (*studio).insightScene}, {"intake", (*studio).importScene}, {"intake", (*studio).exportScene},
		{"reviewer", (*studio).comfortScene}, {"supervisor", (*studio).givingScene}, {"supervisor", (*studio).wordsScene},
		{"admin", (*studio).officeScene}, {"reviewer", (*studio).helpScene},
	}
}

// play signs the person of a scene in and plays it.
func (s *studio) play(c scene, office string) {
	s.enterAs(office, c.who)
	if s.err == nil {
		c.play(s)
	}
	s.clear()
}

// doorScene stands before the door: the first run, a new office, sign-in.
func (s *studio) doorScene(office string) {
	s.door.Show()
	s.shoot("first-run")
	s.press("first.create")
	s.shoot("create-office")
	if err := s.open(office); err != nil {
		s.fail(err)
		return
	}
	s.shoot("sign-in")
	m := s.door.Model()
	m.Problem = s.words.T("signin.wrong")
	s.look.OnChange(func() {})
	s.door.Lock(signin.Lobby{Where: office, Name: m.Lobby.Name, People: m.Lobby.People}, "reviewer")
	s.shoot("locked")
}

func (s *studio) queueScene() {
	s.shoot("queue")
	s.inGrid(func(g *grid.Grid) { g.Select(1); g.OnPreview(1) })
	s.shoot("queue-preview")
	s.inGrid(func(g *grid.Grid) { g.OnEscape() })
	s.press("queue.why")
	s.shoot("queue-why-first")
	s.clear()
	s.toggle(s.words.Colour(cases.Yellow))
	s.search("王")
	s.shoot("queue-filtered-searched")
	s.search("没有这个人")
	s.shoot("queue-nothing-found")
	s.search("")
	s.frame.Open(kit.Route{Screen: kit.ScreenMine})
	s.shoot("my-cases")
}

// caseScene goes through the pages of one case, and of one with codes of other
// systems.
func (s *studio) caseScene() {
	id := s.find(roster.Filter{Text: "101号"}, roster.Filter{OnlyOpen: true})
	for _, part := range []string{"facts", "trace", "flags", "timeline", "other", "record"} {
		s.frame.Open(kit.Route{Screen: kit.ScreenCase, Case: id, Part: part})
		s.shoot("case-" + part)
	}
	id = s.find(roster.Filter{SignalsAny: cases.SignalConflict}, roster.Filter{OnlyOpen: true})
	for _, part := range []string{"timeline", "other"} {
		s.frame.Open(kit.Route{Screen: kit.ScreenCase, Case: id, Part: part})
		s.shoot("case-conflict-" + part)
	}
}

// placeScene looks at where and when: the map of a case on a border, of one
// with a far place, both as tables, and the codes of several systems.
func (s *studio) placeScene() {
	id := s.find(roster.Filter{Grounds: []cases.Ground{"G04"}, OnlyOpen: true}, roster.Filter{Grounds: []cases.Ground{"G04"}})
	s.opened(id, "map", "case-map")
	s.press("map.table")
	s.shoot("case-map-table")
	s.press("map.map")
	id = s.find(roster.Filter{Grounds: []cases.Ground{"G02"}, OnlyOpen: true}, roster.Filter{Grounds: []cases.Ground{"G02"}})
	s.opened(id, "map", "case-map-far")
	s.frame.Open(kit.Route{Screen: kit.ScreenCase, Case: id, Part: "timeline"})
	for _, axis := range on[*timeline.Timeline](s) {
		axis.Select(0)
		s.shoot("case-timeline-item")
	}
	s.press("case.time.table")
	s.shoot("case-timeline-table")
	s.press("case.time.axis")
}

// opened shows a page of a case and takes its picture.
func (s *studio) opened(id cases.ID, part, name string) {
	s.frame.Open(kit.Route{Screen: kit.ScreenCase, Case: id, Part: part})
	s.shoot(name)
}

// decisionScene fills the decision of a case from the file beside the office.
func (s *studio) decisionScene() {
	id := s.find(roster.Filter{Text: "101号"}, roster.Filter{Officer: "reviewer", OnlyOpen: true})
	s.draft(id)
	s.frame.Open(kit.Route{Screen: kit.ScreenCase, Case: id, Part: "flags"})
	s.shoot("decision-complete")
	s.reveal("case.reasons.hint")
	s.shoot("decision-reasons")
	s.menu("case.preview")
	s.shoot("letter-preview")
	s.clear()
	s.letterPages(id)
	for _, form := range []string{"request", "note", "unmask", "withdraw"} {
		key := map[string]string{"note": "case.note.add"}[form]
		if key == "" {
			key = "case." + form
		}
		s.menu(key)
		s.shoot("case-dialog-" + form)
		s.clear()
	}
}

func (s *studio) signoffScene() {
	s.shoot("queue-of-a-supervisor")
	if s.offers("alert.look") { // a small sample has no batch that one hand set
		s.press("alert.look")
		s.shoot("queue-alert")
		s.clear()
	}
	s.press("queue.why")
	s.press("queue.weights")
	s.shoot("queue-weights")
	s.clear()
	s.inGrid(func(g *grid.Grid) { g.OnMark(3) })
	s.frame.Open(kit.Route{Screen: kit.ScreenSignoff})
	s.shoot("signoff-list")
	id := s.signable()
	if id == 0 {
		return
	}
	s.frame.Open(kit.Route{Screen: kit.ScreenSignoff, Case: id})
	s.shoot("signoff-page")
	s.menu("signoff.letter")
	s.shoot("signoff-letter")
	s.menu("signoff.return")
	s.shoot("signoff-return")
}

func (s *studio) insightScene() {
	if !s.has(kit.ScreenInsights) {
		return
	}
	for _, part := range []string{"overview", "rates", "relief"} {
		s.frame.Open(kit.Route{Screen: kit.ScreenInsights, Part: part})
		s.shoot("insights-" + part)
	}
	s.frame.Open(kit.Route{Screen: kit.ScreenInsights, Part: "rates"})
	s.inGrid(func(g *grid.Grid) { g.Select(0); g.OnPreview(0) })
	s.shoot("insights-group-relief")
	s.inGrid(func(g *grid.Grid) { g.OnEscape() })
}

func (s *studio) importScene() {
	if !s.has(kit.ScreenImport) {
		return
	}
	s.frame.Open(kit.Route{Screen: kit.ScreenImport})
	s.shoot("import-start")
	files, _ := filepath.Glob(filepath.Join(s.beside, "import", "*")) // the pattern is well formed
	for i, file := range slices.Backward(files) {
		s.frame.Open(kit.Route{Screen: kit.ScreenImport})
		s.typeInto("importer.path.hint", file)
		name := string(rune('a' + len(files) - 1 - i))
		s.shoot("import-" + name + "-files")
		s.press("importer.check")
		s.shoot("import-" + name + "-check")
		s.inGrid(func(g *grid.Grid) { g.Select(0); g.OnOpen(0) })
		s.shoot("import-" + name + "-problem")
		s.pressPrefix("importer.import")
		s.shoot("import-" + name + "-report")
		s.press("importer.next")
	}
	s.frame.Open(kit.Route{Screen: kit.ScreenImport, Part: "past"})
	s.shoot("import-past")
}

func (s *studio) exportScene() {
	if !s.has(kit.ScreenExport) {
		return
	}
	for _, part := range []string{"instructions", "letters", "lists", "receipts"} {
		s.frame.Open(kit.Route{Screen: kit.ScreenExport, Part: part})
		s.shoot("export-" + part)
	}
}

func (s *studio) officeScene() {
	if !s.has(kit.ScreenOffice) {
		return
	}
	for _, part := range officeParts() {
		s.frame.Open(kit.Route{Screen: kit.ScreenOffice, Part: part})
		s.shoot("office-" + part)
	}
	s.press("office.window.change")
	s.shoot("office-window")
	s.clear()
}

func officeParts() []string {
	return []string{"people", "policies", "calendar", "record", "keeping", "settings"}
}

func (s *studio) helpScene() {
	s.frame.ShowHelp()
	s.shoot("help")
	s.clear()
	s.frame.Fail(cases.Refuse("no_screen", "screen", s.words.T("nav.office")))
	s.shoot("refused")
	s.clear()
	s.frame.Lock()
	s.shoot("lock")
}

// emptyScene is an office on its first day, with nothing in it.
func (s *studio) emptyScene(office string) {
	if s.err != nil {
		return
	}
	all := []cases.Role{cases.Intake, cases.Reviewer, cases.Supervisor, cases.Administrator}
	made, _, err := session.Create(s.ctx, s.options(office), session.NewOffice{
		Path: office, Name: s.words.T("demo.empty.office"), Authority: s.words.T("demo.empty.office"), Division: "330199", Demo: true, DemoStart: session.DemoStart(),
		Admin: session.NewPerson{ID: "reviewer", Name: s.words.T("demo.empty.person"), Roles: all}, Passphrase: session.DemoPassphrase,
	})
	if err == nil {
		err = made.Close(s.ctx)
	}
	if err != nil {
		s.fail(err)
		return
	}
	if s.enterAs(office, "reviewer"); s.err != nil {
		return
	}
	for _, e := range s.entries() {
		if e.Rail {
			s.frame.Open(kit.Route{Screen: e.Name})
			s.shoot("empty-" + e.Name)
			s.clear()
		}
	}
}

// signable is a draft that the person at the camera may sign.
func (s *studio) signable() cases.ID {
	v := s.office.Queue().Select(roster.Filter{States: []cases.State{cases.PendingSignoff}}, roster.Sort{Key: roster.ByDue}, s.office.Now())
	for _, id := range v.IDs(0, v.Len()) {
		f, err := s.office.Desk().Case(s.ctx, id)
		if _, barred := cases.AsRefusal(err); barred {
			continue // for somebody else, or not before a reading of one's own
		}
		if err != nil {
			s.fail(err)
			return 0
		}
		if review.Allowed(s.office.User(), f, s.office.Now(), cases.MoveReturn).Open() {
			return id
		}
	}
	return 0
}
