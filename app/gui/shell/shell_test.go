package shell_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/shell"
	"recourse/app/gui/task"
	"recourse/app/gui/theme"
	"recourse/assets"
	"recourse/cases"
)

// page is a screen that notes what happens to it.
type page struct {
	host     kit.Host
	name     string
	log      *[]string
	keeps    bool // does not let go
	slow     bool // saves before it lets go
	asked    []func()
	escaped  int
	searched string
	finds    []func() // what to call when it shows what was found
}

func (p *page) note(what string)  { *p.log = append(*p.log, p.name+" "+what) }
func (p *page) Title() string     { return "the " + p.name }
func (p *page) Shown(r kit.Route) { p.note("shown") }
func (p *page) Hidden()           { p.note("hidden") }
func (p *page) Refresh()          { p.note("refresh") }
func (p *page) Escape()           { p.escaped++ }
func (p *page) Search(text string, found func()) {
	p.searched = text
	p.finds = append(p.finds, found)
}
func (p *page) Searched() string { return p.searched }
func (p *page) Object() fyne.CanvasObject {
	return kit.Column(0, kit.Body(p.name+" in "+string(p.host.Words().Lang())), kit.NewButton("on "+p.name, nil))
}

func (p *page) Leave(proceed func()) {
	switch {
	case p.slow:
		p.asked = append(p.asked, proceed)
	case !p.keeps:
		proceed()
	}
}

func (p *page) Commands() []kit.Command {
	return []kit.Command{
		{Title: "do " + p.name, Shortcut: &desktop.CustomShortcut{KeyName: fyne.KeyN, Modifier: fyne.KeyModifierShortcutDefault}, Run: func() { p.note("command") }},
		{Title: "off " + p.name, Run: func() { p.note("must not run") }, Off: func() string { return "not now" }},
	}
}

// house is a frame with its pages and what it told the outside.
type house struct {
	*shell.Shell
	window fyne.Window
	pages  map[string]*page
	log    []string
	wall   time.Time
	jobs   *task.Jobs
	look   *kit.Look
	audit  shell.Audit
	logged []error
	locked int
	made   func(*page) shell.Screen // wraps a page, nil for none
}

func open(t *testing.T, roles ...cases.Role) *house {
	t.Helper()
	test.NewTempApp(t)
	fsys, err := assets.Locales()
	if err != nil {
		t.Fatal(err)
	}
	cat, err := i18n.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	h := &house{pages: map[string]*page{}, wall: time.Unix(1e9, 0), window: test.NewTempWindow(t, container.NewStack()),
		look: kit.NewLook(i18n.New(cat, i18n.EN), kit.Settings{Lang: i18n.EN}, nil), audit: shell.Audit{Checked: true, Whole: true, Entries: 48113}}
	h.window.SetPadded(false)
	h.window.Resize(fyne.NewSize(1280, 800))
	wall := func() time.Time { return h.wall }
	h.jobs = task.NewJobs(task.Inline{}, wall)
	h.Shell = shell.New(shell.Options{
		Window: h.window, Look: h.look, Runner: task.Inline{}, Jobs: h.jobs, Wall: wall,
		Clock: cases.Fixed(time.Date(2020, 2, 17, 14, 12, 0, 0, cases.Shanghai())),
		Actor: cases.Actor{ID: "zhang", Name: "张敏", Roles: roles}, Office: "西湖区健康码复核办公室", Demo: true, Store: "SQLite",
		Audit: func() shell.Audit { return h.audit }, Idle: 10 * time.Minute,
		Entries: []shell.Entry{h.entry("queue", true, nil, 128), h.entry("mine", true, nil, 3), h.entry("signoff", true, []cases.Role{cases.Supervisor}, 7), h.entry("case", false, nil, 0)},
		OnLock:  func() { h.locked++ }, OnOut: func() { h.log = append(h.log, "out") }, OnQuit: func() { h.log = append(h.log, "quit") },
		Log: func(err error) { h.logged = append(h.logged, err) },
	})
	h.window.SetContent(h.Frame())
	return h
}

func (h *house) entry(name string, rail bool, roles []cases.Role, count int) shell.Entry {
	return shell.Entry{Name: name, Icon: "queue", Rail: rail, Roles: roles, Count: func() int { return count }, Make: func(host kit.Host) shell.Screen {
		h.pages[name] = &page{host: host, name: name, log: &h.log}
		if h.made != nil {
			return h.made(h.pages[name])
		}
		return h.pages[name]
	}}
}

// text is everything written in the window and its dialogs.
func (h *house) text() string {
	var b strings.Builder
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if !o.Visible() {
			return
		}
		switch o := o.(type) {
		case *canvas.Text:
			b.WriteString(o.Text + "\n")
		case *fyne.Container:
			for _, c := range o.Objects {
				walk(c)
			}
		case *container.Scroll:
			walk(o.Content)
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(o).Objects() {
				walk(c)
			}
		}
	}
	walk(h.window.Content())
	for _, o := range h.window.Canvas().Overlays().List() {
		walk(o)
	}
	return b.String()
}

// shortcut runs the menu item with a shortcut, as the driver does, and fails
// if there is none.
func (h *house) shortcut(t *testing.T, name string) {
	t.Helper()
	for _, m := range h.window.MainMenu().Items {
		for _, item := range m.Items {
			if c, ok := item.Shortcut.(*desktop.CustomShortcut); ok && shell.KeyText(c) == name {
				item.Action()
				return
			}
		}
	}
	t.Fatalf("no menu item has %s", name)
}

func TestNavigation(t *testing.T) {
	h := open(t, cases.Reviewer)
	h.Open(kit.Route{Screen: "queue"})
	h.Open(kit.Route{Screen: "case", Case: 7})
	h.Open(kit.Route{Screen: "case", Case: 8})
	h.Back()
	if h.Route().Case != 7 {
		t.Errorf("back at %+v", h.Route())
	}
	h.Forward()
	if h.Route().Case != 8 {
		t.Errorf("forward at %+v", h.Route())
	}
	h.Back()
	h.Back()
	h.Back()
	want := []string{"queue shown", "queue hidden", "case shown", "case shown", "case shown", "case shown", "case shown", "case hidden", "queue shown"}
	if diff := cmp.Diff(want, h.log); diff != "" {
		t.Error(diff)
	}
	if title := h.window.Title(); !strings.Contains(title, "the queue") || !strings.Contains(title, "西湖区") {
		t.Errorf("title %q", title)
	}
}

func TestAScreenCanKeepThePerson(t *testing.T) {
	h := open(t, cases.Reviewer)
	h.Open(kit.Route{Screen: "case"})
	h.pages["case"].keeps = true
	h.Open(kit.Route{Screen: "queue"})
	h.shortcut(t, "Ctrl + Q")
	if h.Route().Screen != "case" || slices.Contains(h.log, "quit") {
		t.Errorf("left for %v, log %v", h.Route(), h.log)
	}
	h.pages["case"].keeps = false
	h.shortcut(t, "Ctrl + Q")
	if !slices.Contains(h.log, "quit") {
		t.Error("cannot quit")
	}
}

// A screen that saves before it lets go can be asked twice.
func TestBackTwiceWhileAScreenSaves(t *testing.T) {
	h := open(t, cases.Reviewer)
	h.Open(kit.Route{Screen: "queue"})
	h.Open(kit.Route{Screen: "case"})
	h.pages["case"].slow = true
	h.Back()
	h.Back()
	for _, proceed := range h.pages["case"].asked {
		proceed()
	}
	if h.Route().Screen != "queue" {
		t.Errorf("at %v", h.Route())
	}
}

func TestTheRailFollowsTheRole(t *testing.T) {
	for _, tt := range []struct {
		role    cases.Role
		signoff bool
	}{{cases.Reviewer, false}, {cases.Supervisor, true}} {
		h := open(t, tt.role)
		h.Open(kit.Route{Screen: "queue"})
		if got := strings.Contains(h.text(), "Sign-off"); got != tt.signoff {
			t.Errorf("%s sees sign-off: %v", tt.role, got)
		}
		if !strings.Contains(h.text(), "128") {
			t.Error("the count is missing")
		}
		h.Open(kit.Route{Screen: "signoff"})
		if got := h.Route().Screen == "signoff"; got != tt.signoff {
			t.Errorf("%s opens sign-off: %v", tt.role, got)
		}
	}
}

func TestShortcutsAreInTheMenu(t *testing.T) {
	h := open(t, cases.Supervisor)
	h.Open(kit.Route{Screen: "queue"})
	h.shortcut(t, "Ctrl + 3")
	if h.Route().Screen != "signoff" {
		t.Errorf("Ctrl+3 went to %v", h.Route())
	}
	h.shortcut(t, "Alt + ←")
	h.shortcut(t, "Ctrl + N")
	if !slices.Contains(h.log, "queue command") {
		t.Errorf("the screen's command did not run: %v", h.log)
	}
	h.shortcut(t, "Ctrl + K")
	if e, ok := h.window.Canvas().Focused().(*kit.Entry); !ok {
		t.Errorf("Ctrl+K focused %T", h.window.Canvas().Focused())
	} else {
		test.Type(e, "wang")
	}
	if h.pages["queue"].searched != "wang" {
		t.Errorf("searched %q", h.pages["queue"].searched)
	}
}

func TestACommandThatIsOffSaysWhy(t *testing.T) {
	h := open(t, cases.Reviewer)
	h.Open(kit.Route{Screen: "queue"})
	for _, m := range h.window.MainMenu().Items {
		for _, item := range m.Items {
			if item.Label == "off queue" {
				item.Action()
			}
		}
	}
	if slices.Contains(h.log, "queue must not run") || h.Frame().ToastText() != "not now" {
		t.Errorf("log %v, toast %q", h.log, h.Frame().ToastText())
	}
}

// While a question stands over the work, keys do nothing below it: nobody
// signs, sends or leaves by a slip.
func TestNothingRunsBelowADialog(t *testing.T) {
	h := open(t, cases.Reviewer)
	h.Open(kit.Route{Screen: "queue"})
	h.Open(kit.Route{Screen: "case", Case: 7})
	before := len(h.log)
	d := kit.NewDialog("sure?", 300, kit.Body("really"), kit.NewButton("no", nil))
	d.ShowOn(h.window.Canvas())
	for _, key := range []string{"Ctrl + N", "Ctrl + 1", "Alt + ←", "Ctrl + K"} {
		h.shortcut(t, key)
	}
	if len(h.log) != before || h.Route().Case != 7 || h.window.Canvas().Focused() != d.First {
		t.Errorf("below the dialog: %v, at %+v", h.log[before:], h.Route())
	}
	d.Close()
	h.shortcut(t, "Ctrl + N")
	if !slices.Contains(h.log[before:], "case command") {
		t.Errorf("after the dialog: %v", h.log[before:])
	}
}

func TestLanguageSwitchesInPlace(t *testing.T) {
	h := open(t, cases.Reviewer)
	h.Open(kit.Route{Screen: "queue"})
	h.shortcut(t, "Ctrl + Shift + L")
	for _, want := range []string{"待办队列", "queue in zh", "示例办公室", "记录完整"} {
		if !strings.Contains(h.text(), want) {
			t.Errorf("%q is missing", want)
		}
	}
	if missing := h.Words().Missing(); len(missing) > 0 {
		t.Errorf("no sentence for %v", missing)
	}
	if strings.Contains(h.text(), "Queue") || h.window.MainMenu().Items[0].Label != "文件" {
		t.Error("English is left over")
	}
}

func TestModeAndScaleRebuild(t *testing.T) {
	h := open(t, cases.Reviewer)
	h.Open(kit.Route{Screen: "queue"})
	h.shortcut(t, "Ctrl + =")
	h.look.SetMode(theme.Dark)
	if s := h.look.Settings(); s.Scale != 1.15 || s.Mode != theme.Dark {
		t.Errorf("settings %+v", s)
	}
	h.shortcut(t, "Ctrl + 0")
	h.shortcut(t, "Ctrl + -")
	if s := h.look.Settings(); s.Scale != theme.MinScale {
		t.Errorf("scale %v", s.Scale)
	}
}

func TestHelpSheetListsTheShortcuts(t *testing.T) {
	h := open(t, cases.Reviewer)
	h.Open(kit.Route{Screen: "queue"})
	h.window.Canvas().FocusNext()
	h.window.Canvas().Focused().TypedRune('?')
	if !strings.Contains(h.text(), "First steps") || !strings.Contains(h.text(), "queue in en") {
		t.Error("the help does not stand beside the work")
	}
	h.turnTo(t, "Keyboard")
	for _, want := range []string{"Ctrl + K", "Ctrl + 1", "do queue", "Alt + ←"} {
		if !strings.Contains(h.text(), want) {
			t.Errorf("%q is not on the sheet", want)
		}
	}
	h.shortcut(t, "Ctrl + Shift + L")
	if !strings.Contains(h.text(), "后退") {
		t.Error("the page does not follow the language")
	}
	h.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyF1})
	if strings.Contains(h.text(), "Alt + ←") {
		t.Error("F1 does not close the sheet")
	}
}

// turnTo opens a help page by its title.
func (h *house) turnTo(t *testing.T, title string) {
	t.Helper()
	for range 40 {
		if f, ok := h.window.Canvas().Focused().(*kit.Toggle); ok && f.Label == title {
			f.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
			return
		}
		h.window.Canvas().FocusNext()
	}
	t.Fatalf("no help page %q", title)
}

func TestLockOnIdle(t *testing.T) {
	h := open(t, cases.Reviewer)
	h.Open(kit.Route{Screen: "queue"})
	h.wall = h.wall.Add(9 * time.Minute)
	h.window.Canvas().FocusNext()
	h.wall = h.wall.Add(9 * time.Minute)
	h.Tick()
	if h.locked != 0 {
		t.Error("locked though somebody was at work")
	}
	h.wall = h.wall.Add(2 * time.Minute)
	h.Tick()
	h.Tick()
	if h.locked != 1 {
		t.Errorf("locked %d times", h.locked)
	}
	h.Unlocked()
	h.Tick()
	if h.locked != 1 {
		t.Error("locked again at once")
	}
}

func TestFailShowsARefusalAndLogsACause(t *testing.T) {
	h := open(t, cases.Reviewer)
	h.Open(kit.Route{Screen: "queue"})
	h.Fail(cases.Refuse("no_draft"))
	if !strings.Contains(h.text(), "no draft yet") || len(h.logged) != 0 {
		t.Errorf("logged %v", h.logged)
	}
	h.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.Fail(errors.New("disk on fire"))
	if strings.Contains(h.text(), "disk on fire") || len(h.logged) != 1 {
		t.Error("the cause belongs into the log, not on the screen")
	}
	h.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if h.window.Canvas().Overlays().Top() != nil {
		t.Error("Esc does not close the message")
	}
}

func TestToastGoesAway(t *testing.T) {
	h := open(t, cases.Reviewer)
	h.Open(kit.Route{Screen: "queue"})
	h.Toast("3 cases assigned")
	h.Tick()
	if !strings.Contains(h.text(), "3 cases assigned") {
		t.Error("no toast")
	}
	h.wall = h.wall.Add(5 * time.Second)
	h.Tick()
	if strings.Contains(h.text(), "3 cases assigned") {
		t.Error("the toast stays")
	}
}

func TestStatusBarShowsJobsAndTheRecord(t *testing.T) {
	h := open(t, cases.Reviewer)
	h.Open(kit.Route{Screen: "queue"})
	seen := ""
	h.jobs.Start(t.Context(), "importing 西湖_0217.xlsx", func(_ context.Context, p task.Progress) error {
		h.wall = h.wall.Add(20 * time.Second)
		p(61_200, 100_000)
		seen = h.text()
		return nil
	}, func(error) {})
	if !strings.Contains(seen, "importing 西湖_0217.xlsx  61,200 of 100,000   3,060/s   13 s left") {
		t.Errorf("the job is not shown:\n%s", seen)
	}
	if !strings.Contains(h.text(), "Ready") || !strings.Contains(h.text(), "Record whole  #48,113") {
		t.Error("the bar does not come to rest")
	}
	h.audit.Whole = false
	h.Changed()
	if !strings.Contains(h.text(), "does not verify") || !slices.Contains(h.log, "queue refresh") {
		t.Error("a broken record is not told")
	}
}

func TestEscGoesToTheScreen(t *testing.T) {
	h := open(t, cases.Reviewer)
	h.Open(kit.Route{Screen: "queue"})
	h.window.Canvas().FocusNext()
	h.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if h.pages["queue"].escaped != 1 {
		t.Error("Esc did not reach the screen")
	}
}

func TestDownGoesFromTheSearchBoxToWhatWasFound(t *testing.T) {
	h := open(t, cases.Reviewer)
	h.Open(kit.Route{Screen: "queue"})
	h.FocusSearch()
	test.Type(h.window.Canvas().Focused(), "wang")
	box := h.window.Canvas().Focused()
	h.pages["queue"].searched = ""
	box.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if got := h.pages["queue"].searched; got != "wang" {
		t.Errorf("Down asked for %q", got)
	}
}

func TestTheRailIsWalkedWithTheArrows(t *testing.T) {
	h := open(t, cases.Reviewer)
	h.Open(kit.Route{Screen: "queue"})
	c := h.window.Canvas()
	for range 12 {
		c.FocusNext()
		c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
		c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
		if h.Route().Screen == "mine" {
			return
		}
	}
	t.Error("the arrows and Space did not open a screen from the rail")
}

// starter is a page that asks for the keyboard as soon as it is built, as a
// list does that finds its rows at once.
type starter struct {
	*page
	list     *kit.Button
	building bool
	early    int // how often it was asked before it stood in the window
}

func (s *starter) Object() fyne.CanvasObject {
	s.building = true
	defer func() { s.building = false }()
	s.list = kit.NewButton("the list", nil)
	kit.Rest(s.host.Window().Canvas())
	return s.list
}

func (s *starter) First() fyne.Focusable {
	if s.building {
		s.early++
	}
	return s.list
}

// A screen that is being built stands in no window; giving it the keyboard then
// is an error to the toolkit.
func TestTheKeyboardWaitsUntilAScreenStands(t *testing.T) {
	h := open(t, cases.Reviewer)
	var screen *starter
	h.made = func(p *page) shell.Screen { screen = &starter{page: p}; return screen }
	h.Open(kit.Route{Screen: kit.ScreenQueue})
	h.look.SetLang(i18n.ZH)
	if h.window.Canvas().Focused() != fyne.Focusable(screen.list) {
		t.Errorf("the keyboard is on %T", h.window.Canvas().Focused())
	}
	if screen.early > 0 {
		t.Errorf("asked %d times before the screen stood in the window", screen.early)
	}
}

// unsearched is a screen that takes nothing from the search box.
type unsearched struct{ shell.Screen }

// openList opens an office in which only the queue is searched.
func openList(t *testing.T) *house {
	h := open(t, cases.Reviewer)
	h.made = func(p *page) shell.Screen {
		if p.name == "queue" {
			return &starter{page: p}
		}
		return unsearched{p}
	}
	return h
}

// The words searched for belong to the list: the box shows them beside it and
// is empty elsewhere.
func TestTheSearchBoxShowsWhatNarrowsTheOpenScreen(t *testing.T) {
	h := openList(t)
	h.Open(kit.Route{Screen: "queue"})
	h.FocusSearch()
	box := h.window.Canvas().Focused().(*kit.Entry)
	test.Type(box, "wang")
	h.Open(kit.Route{Screen: "case", Case: 7})
	if box.Text != "" || h.pages["queue"].searched != "wang" {
		t.Errorf("on another screen the box says %q, and the list has %q", box.Text, h.pages["queue"].searched)
	}
	h.Back()
	if box.Text != "wang" || h.pages["queue"].searched != "wang" {
		t.Errorf("back at the list the box says %q, and the list has %q", box.Text, h.pages["queue"].searched)
	}
	h.FocusSearch()
	box.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if box.Text != "" || h.pages["queue"].searched != "" {
		t.Errorf("after Esc the box says %q, and the list has %q", box.Text, h.pages["queue"].searched)
	}
}

// What is found late takes the keyboard only from who still waits for it.
func TestTheKeyboardGoesToWhatWasFoundOnceItIsThere(t *testing.T) {
	for _, left := range []bool{false, true} {
		h := openList(t)
		h.Open(kit.Route{Screen: "case", Case: 7})
		h.FocusSearch()
		box := h.window.Canvas().Focused().(*kit.Entry)
		test.Type(box, "wang")
		box.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		queue := h.pages["queue"]
		if h.Route().Screen != "queue" || queue.searched != "wang" || box.Text != "wang" {
			t.Fatalf("Enter went to %v and searched %q", h.Route(), queue.searched)
		}
		if left {
			h.Open(kit.Route{Screen: "case", Case: 7})
		}
		h.window.Canvas().Unfocus()
		queue.finds[len(queue.finds)-1]()
		b, ok := h.window.Canvas().Focused().(*kit.Button)
		if found := ok && b.Label == "the list"; found == left {
			t.Errorf("left %v: the keyboard is on %T", left, h.window.Canvas().Focused())
		}
	}
}
