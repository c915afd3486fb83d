package queue

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/task"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/cases/roster"
)

// Desk is what the queue does with cases.
type Desk interface {
	// TakeNext gives the person the next free case in order of harm.
	TakeNext(ctx context.Context) (id cases.ID, appealNo string, err error)
	Allotter
	Shelf
	// Lot lists the cases that a name stands for, such as "delivery/7".
	Lot(ctx context.Context, name string) ([]cases.ID, error)
	// Alerts lists the open alerts; nothing for who may not see them.
	Alerts(ctx context.Context) ([]cases.Alert, error)
	// Acknowledge closes an alert, with the reason.
	Acknowledge(ctx context.Context, no int, why string) error
	// SetWeights changes weights of the order by harm, by name; nil goes back to
	// the published ones.
	SetWeights(ctx context.Context, to map[string]int, why string) error
	// Officers lists who can be given cases, with what they have open.
	Officers(ctx context.Context) ([]Officer, error)
}

// Officer is a person who decides cases.
type Officer struct {
	ID       cases.UserID
	Name     string
	Open     int
	DueToday int // of the open ones, due before midnight or overdue
}

// Screen is the queue.
type Screen struct {
	host  kit.Host
	desk  Desk
	model *Model
	name  string // kit.ScreenQueue or kit.ScreenMine

	searching task.Latest[Listing]

	officers []Officer
	alerts   []cases.Alert
	alarm    *fyne.Container // the banner of the alerts
	count    *kit.Text
	order    *kit.Text
	place    *fyne.Container
	grid     *grid.Grid
	next     *kit.Button // takes the next case
	sheet    *kit.SideSheet
	preview  previewed // in the sheet
	marked   *fyne.Container
	foot     *fyne.Container
	filters  *fyne.Container
	chips    *fyne.Container
	lists    map[string]*kit.Toggle // the chips of saved lists, by name
	listRow  *fyne.Container
	beyond   *fyne.Container // what a search finds outside the list
	way      *kit.Button     // to the first of it
}

// New returns the queue, or with name kit.ScreenMine the person's own cases.
func New(host kit.Host, r Roster, desk Desk, name string) *Screen {
	list := "queue"
	if name == kit.ScreenMine {
		list = "mine"
	}
	return &Screen{host: host, desk: desk, name: name, searching: task.Latest[Listing]{Runner: host.Runner()}, model: NewModel(r, host.Actor().ID, list, host.Now())}
}

// Title names the screen.
func (s *Screen) Title() string { return s.host.Words().T("nav." + s.name) }

// Model is what the screen shows.
func (s *Screen) Model() *Model { return s.model }

// Shown loads the list anew; the route may name a saved list, or a lot such as
// "delivery/7".
func (s *Screen) Shown(r kit.Route) {
	_, kept := keptName(r.Part)
	switch {
	case kept:
	case strings.Contains(r.Part, "/"):
		s.showLot(r.Part)
	case r.Part == kit.PartWeights:
		if s.supervises() {
			s.askWeights()
		}
	case r.Part != "":
		s.model.SetList(r.Part, s.host.Now())
	}
	s.model.Reload(s.host.Now())
	s.loadAlerts()
	s.loadKept(func() {
		if kept {
			s.choose(r.Part)
			return
		}
		s.relist()
	})
	s.reloadOfficers()
}

// reloadOfficers fetches who can be given cases, and what they have now.
func (s *Screen) reloadOfficers() {
	kit.Load(s.host, s.desk.Officers, func(list []Officer) {
		s.officers = list
		if s.grid != nil {
			s.grid.Fit("officer", officerCells(list))
		}
		s.refresh()
		s.fillFilters()
	})
}

// First is the table, once it lists something; else what leads to the case
// that was searched for.
func (s *Screen) First() fyne.Focusable {
	switch {
	case s.grid == nil:
		return nil
	case s.model.Len() == 0:
		return s.beyondFirst()
	}
	return s.grid
}

// Hidden keeps everything; nothing runs.
func (s *Screen) Hidden() {}

// Leave always lets go.
func (s *Screen) Leave(proceed func()) { proceed() }

// Refresh lists anew after the office changed.
func (s *Screen) Refresh() {
	s.model.Reload(s.host.Now())
	s.loadAlerts()
	s.recount()
	s.refresh()
}

// Escape closes the preview.
func (s *Screen) Escape() {
	if s.sheet != nil && s.sheet.Shown() {
		s.model.Preview = false
		s.sheet.Close()
	}
}

// Commands are the queue's in the main menu.
func (s *Screen) Commands() []kit.Command {
	w := s.host.Words()
	ctrl := func(k fyne.KeyName) fyne.Shortcut {
		return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}
	}
	return []kit.Command{
		{Title: w.T("queue.command.next"), Shortcut: ctrl(fyne.KeyN), Run: s.TakeNext, Off: s.cannotTake},
		{Title: w.T("queue.select.current"), Shortcut: ctrl(fyne.KeyO), Run: func() { s.open(s.grid.Current()) }},
		{Title: w.T("queue.command.clear"), Shortcut: ctrl(fyne.KeyBackspace), Run: s.clear},
	}
}

// Object builds the screen from the model.
func (s *Screen) Object() fyne.CanvasObject {
	s.makeGrid()
	s.place, s.foot = container.NewStack(), s.makeFoot()
	s.filters = kit.Flow(theme.Space(2))
	s.fillFilters()
	s.chips = kit.Column(theme.Space(2), s.makeLists(), s.filters)
	s.alarm = container.NewStack()
	s.showAlarm()
	s.beyond = container.NewStack()
	top := kit.Column(theme.Space(3), s.makeHead(), s.alarm, s.chips, s.beyond)
	body := kit.Border(kit.Insets(theme.Space(4), theme.Space(4), theme.Space(3), theme.Space(4), top), s.foot, nil, nil, s.place)
	s.sheet = kit.NewSideSheet(body, theme.Text(theme.Body)*27)
	s.refresh()
	return s.sheet.Object()
}

func (s *Screen) makeGrid() {
	w := s.host.Words()
	own, name := s.name == kit.ScreenMine, s.officerName
	if own {
		name = nil
	}
	s.grid = grid.New(&rows{m: s.model, words: w, name: name}, columns(w, own)...)
	s.grid.Fit("officer", officerCells(s.officers))
	s.grid.Multi = s.supervises()
	s.grid.OnOpen = s.open
	s.grid.OnPreview = s.togglePreview
	s.grid.OnCurrent = s.current
	s.grid.OnMark = s.showMarked
	s.grid.OnSort = s.sortBy
	s.grid.OnEscape = s.Escape
	by := s.model.Sort()
	s.grid.Sorted(string(by.Key), by.Desc)
	if at := s.model.Index(s.model.Current); at >= 0 {
		s.grid.Select(at)
	}
}

func (s *Screen) supervises() bool {
	for _, r := range s.host.Actor().Roles {
		if r == cases.Supervisor {
			return true
		}
	}
	return false
}

func (s *Screen) makeHead() fyne.CanvasObject {
	w := s.host.Words()
	s.count = kit.Muted("")
	next := kit.NewButton(w.T("queue.next"), s.TakeNext).As(kit.Primary).WithIcon("mine").WithTip(w.T("queue.next.tip"))
	s.next = next
	s.offerNext()
	return kit.Row(theme.Space(3), kit.Title(s.Title()), s.count, kit.Gap(), next)
}

// offerNext switches the button that takes a case on, or says why it is off.
func (s *Screen) offerNext() {
	if why := s.cannotTake(); why != "" {
		s.next.DisableFor(why)
		return
	}
	s.next.Enable()
}

// cannotTake says why this person takes no cases, or "".
func (s *Screen) cannotTake() string {
	if s.model.Total() == 0 {
		return s.host.Words().T("queue.empty.title")
	}
	for _, r := range s.host.Actor().Roles {
		if r == cases.Reviewer || r == cases.Supervisor {
			return ""
		}
	}
	return s.host.Words().Refusal(cases.Refuse("role", "roles", string(cases.Reviewer)+", "+string(cases.Supervisor)))
}

// makeFoot says the order, and offers what can be done with marked rows.
func (s *Screen) makeFoot() *fyne.Container {
	w := s.host.Words()
	s.order = kit.Caption("")
	why := kit.NewButton(w.T("queue.why"), s.explain).As(kit.Quiet).WithIcon("help")
	s.marked = kit.Row(theme.Space(2))
	row := kit.Row(theme.Space(2), kit.Fill(s.order.Cut()), why, s.marked)
	return kit.On(kit.Plane(theme.Panel), kit.Border(kit.Rule(), nil, nil, nil, kit.Insets(0, theme.Space(4), 0, theme.Space(4), row)))
}

// refresh shows what the model found.
func (s *Screen) refresh() {
	if s.place == nil {
		return
	}
	w := s.host.Words()
	s.count.Set(w.T("queue.count", "n", s.model.Len()))
	s.offerNext()
	by := s.model.Sort()
	key := "queue.order"
	if by.Desc {
		key = "queue.order.down"
	}
	s.order.Set(w.T(key, "sort", w.T("sort."+string(by.Key))))
	s.chips.Hidden = s.model.Total() == 0
	s.showBeyond()
	if s.model.Len() == 0 {
		s.place.Objects = []fyne.CanvasObject{kit.On(kit.Plane(theme.Panel), s.empty())}
	} else {
		s.grid.Reload()
		s.place.Objects = []fyne.CanvasObject{kit.Border(kit.Rule(), nil, nil, nil, s.grid)}
	}
	s.foot.Hidden = s.model.Len() == 0
	s.place.Refresh()
	s.sheet.Object().Refresh()
	kit.Rest(s.host.Window().Canvas())
	if s.model.Preview {
		s.showPreview(s.grid.Current())
	}
}

// empty says why nothing is listed, and what to do next.
func (s *Screen) empty() fyne.CanvasObject {
	w := s.host.Words()
	switch {
	case s.model.Total() == 0:
		return kit.EmptyState("import", w.T("queue.empty.title"), w.T("queue.empty.text"),
			kit.NewButton(w.T("queue.empty.import"), func() { s.host.Open(kit.Route{Screen: kit.ScreenImport}) }).As(kit.Primary))
	case s.model.Filtered():
		return kit.EmptyState("search", w.T("queue.none.title"), w.T("queue.none.text"), kit.NewButton(w.T("queue.filter.clear"), s.clear))
	case s.name == kit.ScreenMine:
		return kit.EmptyState("mine", w.T("queue.mine.title"), w.T("queue.mine.text"))
	}
	return kit.EmptyState("check", w.T("queue.none.title"), w.T("queue.none.text"))
}

func (s *Screen) officerName(id cases.UserID) string {
	for _, o := range s.officers {
		if o.ID == id {
			return o.Name
		}
	}
	return string(id)
}

func (s *Screen) current(at int) {
	s.model.Current = s.model.ID(at)
	if s.model.Preview && s.sheet != nil && s.sheet.Shown() {
		s.showPreview(at)
	}
}

func (s *Screen) open(at int) {
	if at >= 0 && at < s.model.Len() {
		s.host.Open(kit.Route{Screen: kit.ScreenCase, Case: s.model.ID(at)})
	}
}

func (s *Screen) sortBy(column string, down bool) {
	s.model.SortBy(roster.Sort{Key: roster.SortKey(column), Desc: down}, s.host.Now())
	s.refresh()
}
