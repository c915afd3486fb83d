package caseview

import (
	"context"
	"fmt"
	"maps"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/caseview/places"
	"recourse/app/gui/caseview/procedure"
	"recourse/app/gui/caseview/work"
	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// Screen shows one case at a time. What was typed lives in its model and in
// the weighings it keeps, so that it can be built anew at any moment.
type Screen struct {
	// After calls f on the window's goroutine after d; nil waits through the
	// host's runner. A test hands in its own.
	After func(d time.Duration, f func()) (stop func())

	host   kit.Host
	desk   Desk
	reader work.Reader

	m        *work.Model
	cancel   context.CancelFunc
	stopTick func()

	place      *fyne.Container
	split      *kit.Split
	head       *header
	notice     *fyne.Container
	appealed   string // what the appeal was built from
	left       *fyne.Container
	tabs       *kit.Tabs
	pane       *pane
	first      fyne.Focusable            // the first thing that waits for the officer
	spots      map[string]fyne.Focusable // where missing things are put right
	tab        int
	firstTab   int   // how many pages stand before the facts
	shown      []int // the pages this case has, in order
	allSteps   bool
	bothTimes  bool // the trace page sets then beside now
	mapped     places.MapState
	timed      places.AxisState
	asked      places.CodesState
	marked     string            // the evidence a link led to
	card       fyne.CanvasObject // where it stands
	scroll     *kit.ScrollBox    // of the page built last
	weighings  map[string]cases.Weighing
	weighFirst map[string]fyne.Focusable // what the keyboard begins with at each flag
	pages      map[string]fyne.CanvasObject
}

// Desk is what the screen asks of the signed-in person's desk; *review.Desk is
// one.
type Desk interface {
	work.Desk
	procedure.Desk
}

// New returns the screen; Shown gives it a case.
func New(host kit.Host, desk Desk, reader work.Reader) *Screen {
	return &Screen{host: host, desk: desk, reader: reader, place: container.NewStack(), weighings: map[string]cases.Weighing{}, weighFirst: map[string]fyne.Focusable{}}
}

// Title is the case's number, or the screen's name while it is loading.
func (s *Screen) Title() string {
	if f := s.file(); f != nil {
		return f.AppealNo
	}
	return s.t("case.title")
}

// Object builds the screen anew in the language and theme of the moment.
func (s *Screen) Object() fyne.CanvasObject {
	s.place = container.NewStack()
	s.build()
	return s.place
}

// Shown opens the case of the route.
func (s *Screen) Shown(r kit.Route) {
	switch {
	case s.m == nil || s.m.ID() != r.Case:
		s.open(r.Case)
	case s.m.File() != nil:
		s.m.Reload()
	}
	if at := tabOf(r.Part); r.Part != "" && s.tabs != nil {
		s.selectTab(at)
	}
	s.tick()
}

func (s *Screen) open(id cases.ID) {
	s.drop()
	s.tab, s.marked, s.allSteps, s.bothTimes = 0, "", false, false
	s.mapped, s.asked = places.MapState{}, places.CodesState{}
	s.weighings = map[string]cases.Weighing{}
	s.m = work.New(id, work.Setting{Desk: s.desk, Reader: s.reader, Runner: s.host.Runner(), After: s.After})
	s.m.OnChange, s.m.OnProblem, s.m.OnStep = s.changed, s.host.Fail, s.stepped
	s.build()
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	s.m.Load(ctx)
}

// drop lets go of the case that was shown before.
func (s *Screen) drop() {
	if s.m != nil {
		s.m.Close()
	}
	if s.cancel != nil {
		s.cancel()
	}
}

// First is the first ground that was not answered, the button that takes the
// case, or the pages of evidence.
func (s *Screen) First() fyne.Focusable {
	switch {
	case s.first != nil:
		return s.first
	case s.tabs != nil:
		return s.tabs.Head()
	}
	return nil
}

// begin names the control the keyboard starts on; the first one wins.
func (s *Screen) begin(f fyne.Focusable) {
	if s.first == nil {
		s.first = f
	}
}

// Hidden stops the clock; a save under way is finished.
func (s *Screen) Hidden() {
	if s.stopTick != nil {
		s.stopTick()
	}
	if s.m != nil {
		s.m.Flush()
	}
}

// Refresh fetches the case again, because the office changed.
func (s *Screen) Refresh() {
	if s.file() != nil {
		s.m.Reload()
	}
}

// Leave saves what is not saved. Words that cannot be saved are not left
// behind without a question.
func (s *Screen) Leave(proceed func()) {
	if s.m == nil || s.m.File() == nil {
		proceed()
		return
	}
	s.m.Settle(func(err error) {
		if err == nil {
			proceed()
			return
		}
		kit.Confirm(s.host.Window().Canvas(), kit.Question{
			Title: s.t("case.leave.title"), Text: s.t("case.leave.text", "why", s.why(err)),
			Yes: s.t("case.leave.yes"), No: s.t("case.leave.no"), Danger: true,
		}, proceed)
	})
}

// tick keeps the lease, the due time and the isolation on the minute.
func (s *Screen) tick() {
	if s.stopTick != nil {
		s.stopTick()
	}
	s.stopTick = s.m.Later(20*time.Second, func() {
		if s.head != nil {
			s.head.update()
		}
		s.tick()
	})
}

func (s *Screen) w() *i18n.Words { return s.host.Words() }

func (s *Screen) t(key string, args ...any) string { return s.host.Words().T(key, args...) }

// why words a refusal with people by their names, never by their ids.
func (s *Screen) why(err error) string {
	r, ok := cases.AsRefusal(err)
	if !ok {
		return s.w().Problem(err)
	}
	args := maps.Clone(r.Args)
	for _, k := range []string{"officer", "drafter", "allocator", "user"} {
		if id := args[k]; id != "" && s.m != nil {
			args[k] = s.m.Name(cases.UserID(id))
		}
	}
	return s.w().Refusal(&cases.Refusal{Code: r.Code, Args: args})
}

func (s *Screen) file() *cases.File {
	if s.m == nil {
		return nil
	}
	return s.m.File()
}

// build fills the place: the case, or why there is none yet.
func (s *Screen) build() {
	resume := s.writing()
	s.head, s.pane, s.tabs, s.first, s.pages, s.spots = nil, nil, nil, nil, map[string]fyne.CanvasObject{}, nil
	var o fyne.CanvasObject
	switch {
	case s.m == nil:
		o = kit.EmptyState("queue", s.t("case.none.title"), s.t("case.none.advice"), s.backButton())
	case s.m.Failed() != nil:
		o = kit.EmptyState("error", s.t("case.failed.title"), s.why(s.m.Failed()), s.backButton(), s.againButton())
	case s.m.File() == nil:
		o = kit.EmptyState("clock", s.t("case.loading.title"), s.t("case.loading.advice"))
	case s.purged():
		o = s.kept()
	default:
		o = s.whole()
	}
	s.place.Objects = []fyne.CanvasObject{kit.Plane(theme.Canvas), o}
	s.place.Refresh()
	resume()
	kit.Rest(s.host.Window().Canvas())
}

func (s *Screen) whole() fyne.CanvasObject {
	s.head = newHeader(s)
	s.left = container.NewStack(s.appeal())
	s.pane = newPane(s)
	s.tabs = s.makeTabs()
	s.notice = kit.Column(0)
	s.fillNotice()
	body := s.columns(
		kit.Panel(s.appealPlace()),
		kit.Panel(kit.Insets(theme.Space(2), theme.Space(2), theme.Space(2), theme.Space(3), s.tabs.Object())),
		kit.Panel(s.pane.object()))
	skirt := kit.Fixed(0, theme.Space(3), kit.Plane(theme.Canvas))
	return container.New(footed{}, kit.Column(0, s.head.object(), s.notice), kit.Insets(theme.Space(3), theme.Space(3), 0, theme.Space(3), body), skirt)
}

// fillNotice shows what has to be known before anything else, or nothing.
func (s *Screen) fillNotice() {
	s.notice.Objects = nil
	for _, b := range []fyne.CanvasObject{s.banner(), s.lacks()} {
		if b != nil {
			s.notice.Add(kit.Insets(theme.Space(3), theme.Space(3), 0, theme.Space(3), b))
		}
	}
	s.notice.Refresh()
}

// appealPlace is the appeal in a place that scrolls.
func (s *Screen) appealPlace() fyne.CanvasObject {
	return kit.Scroll(kit.Pad(theme.Space(4), s.left)).Object()
}

// narrow reports whether the window is too narrow, for the size of its text,
// to stand three columns side by side. The appeal then is the first page.
func (s *Screen) narrow() bool {
	w := kit.Room(s.host.Window().Canvas())
	return w > 0 && w < theme.Text(theme.Body)*threeColumns
}

// threeColumns is how many letters wide a window with its rail must be for three
// columns side by side.
const threeColumns float32 = 88

// Fit stands the columns anew when there is room for other ones.
func (s *Screen) Fit() {
	if s.tabs != nil && !s.purged() && s.narrow() != (s.firstTab > 0) {
		s.build()
	}
}

// columns stands the appeal, the evidence and the decision side by side; the
// officer's own widths are kept.
func (s *Screen) columns(left, middle, right fyne.CanvasObject) fyne.CanvasObject {
	unit := theme.Text(theme.Body)
	panes := []kit.Pane{
		{Object: left, Share: 0.21, Least: min(unit*16, 240)},
		{Object: middle, Share: 0.48, Least: min(unit*30, 440)},
		{Object: right, Share: 0.31, Least: min(unit*23, 360)},
	}
	if s.narrow() {
		panes = []kit.Pane{{Object: middle, Share: 0.55, Least: 390}, {Object: right, Share: 0.45, Least: 330}}
	}
	if s.split != nil && len(s.split.Shares()) == len(panes) {
		for i, share := range s.split.Shares() {
			panes[i].Share = share
		}
	}
	s.split = kit.NewSplit(panes...)
	return s.split.Object()
}

// banner says what the officer has to know before anything else.
func (s *Screen) banner() fyne.CanvasObject {
	switch f := s.file(); {
	case s.purged():
		return s.purgeNotice()
	case s.m.Amended():
		return s.amendment(f)
	case len(s.m.HandedOver()) > 0:
		return s.handedOver(s.m.HandedOver()[0])
	case s.m.Unmasked():
		return kit.Banner(kit.Info, s.t("case.unmasked.title"), "", kit.NewButton(s.t("case.mask"), s.m.Mask).WithIcon("eye-off"))
	}
	return nil
}

func (s *Screen) backButton() *kit.Button {
	return kit.NewButton(s.t("case.back"), s.host.Back).WithIcon("chevron-left").As(kit.Quiet)
}

func (s *Screen) againButton() *kit.Button {
	id := s.m.ID()
	return kit.NewButton(s.t("case.again"), func() { s.open(id) }).WithIcon("refresh")
}

// changed brings one part of the window up to the model.
func (s *Screen) changed(p work.Part) {
	if p == work.All || s.head == nil {
		s.build()
		return
	}
	switch p {
	case work.Rights:
		s.head.update()
		s.pane.updateRights()
		s.freshAppeal()
	case work.Draft:
		s.pane.updateMissing()
	case work.Save:
		s.pane.updateSave()
	case work.Study:
		s.rebuildPage(tabFacts)
		s.rebuildPage(tabTrace)
		s.rebuildPage(tabMap)
		s.rebuildPage(tabTime)
	case work.Record:
		s.rebuildPage(tabRecord)
		if s.purged() {
			s.fillNotice()
			s.place.Refresh()
		}
	case work.Amendment:
		s.first = nil // what changed comes before what is still open
		s.fillNotice()
		s.place.Refresh()
		s.greet()
	}
}

// greet puts the keyboard on what has to be looked at first, unless the officer
// is writing or a dialog is open.
func (s *Screen) greet() {
	c := s.host.Window().Canvas()
	switch c.Focused().(type) {
	case *kit.Entry, *kit.ReasonEntry:
		return
	}
	if s.first != nil && c.Overlays().Top() == nil {
		c.Focus(s.first)
	}
}

// freshAppeal builds the appeal's column anew when something in it changed,
// and otherwise leaves it, so that marked text stays marked.
func (s *Screen) freshAppeal() {
	f := s.file()
	if s.purged() {
		return
	}
	now := fmt.Sprint(f.State, f.Officer, f.SnapshotVersion, len(f.Notes), len(f.Requests), len(f.Answers))
	if now == s.appealed {
		return
	}
	s.appealed = now
	s.left.Objects = []fyne.CanvasObject{s.appeal()}
	s.left.Refresh()
}
