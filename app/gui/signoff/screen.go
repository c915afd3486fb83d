package signoff

import (
	"slices"

	"context"
	"maps"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// Screen is the list at the left and the draft that is read at the right.
type Screen struct {
	host kit.Host
	m    *Model

	place   *fyne.Container
	grid    *grid.Grid
	split   *kit.Split
	body    *fyne.Container // both panes, or one where nothing waits
	panes   fyne.CanvasObject
	left    *fyne.Container
	right   *fyne.Container
	batch   *fyne.Container
	page    sheet
	thought thought     // an own view that is not recorded yet
	choice  *kit.Choice // its outcome, where the keyboard starts
	next    *kit.Button // goes on to the next draft after a signature
	done    string      // what was just signed, for the invitation to go on
	named   cases.ID    // the case a route led to, until its row is current
}

// New returns the screen; Shown loads the list.
func New(host kit.Host, desk Desk, reader Reader) *Screen {
	s := &Screen{host: host, place: container.NewStack()}
	s.m = NewModel(desk, reader, host.Runner())
	s.m.OnChange, s.m.OnProblem = s.changed, host.Fail
	return s
}

// Title names the screen.
func (s *Screen) Title() string { return s.t("nav.signoff") }

// Object builds the screen anew in the language and theme of the moment.
func (s *Screen) Object() fyne.CanvasObject {
	s.place = container.NewStack()
	s.build()
	return s.place
}

// Shown fetches the list, and opens the case that a route names.
func (s *Screen) Shown(r kit.Route) {
	s.m.Reload(context.Background())
	if r.Case != 0 {
		s.named = r.Case
		s.point()
		s.m.Open(context.Background(), r.Case)
	}
}

// point makes the row of the case that a route led to the current one, and in a
// table that was just built that of the case that is open, so that the list and
// the page say the same.
func (s *Screen) point() {
	if f := s.m.File(); s.named == 0 && f != nil && s.grid != nil && s.grid.Current() <= 0 {
		s.named = f.ID
	}
	at := slices.IndexFunc(s.m.Rows(), func(r cases.Row) bool { return r.ID == s.named })
	if at >= 0 && s.grid != nil {
		s.grid.Select(at)
		s.named = 0
	}
}

// First is the list, or the button that goes on to the next draft.
func (s *Screen) First() fyne.Focusable {
	switch {
	case s.next != nil:
		return s.next
	case s.grid != nil:
		return s.grid
	}
	return nil
}

// Hidden keeps everything; nothing runs.
func (s *Screen) Hidden() {}

// Refresh fetches the list again; what is being read stays.
func (s *Screen) Refresh() { s.m.Reload(context.Background()) }

// Leave lets go: nothing is typed here that is not in a dialog.
func (s *Screen) Leave(proceed func()) { proceed() }

func (s *Screen) t(key string, args ...any) string { return s.host.Words().T(key, args...) }

func (s *Screen) build() {
	s.grid = nil
	s.left, s.right, s.batch, s.body, s.panes = container.NewStack(), container.NewStack(), container.NewStack(), container.NewStack(), nil
	s.fillList()
	s.fillPage()
	unit := theme.Text(theme.Body)
	share := []float32{0.38, 0.62}
	if s.split != nil {
		share = s.split.Shares()
	}
	s.split = kit.NewSplit(kit.Pane{Object: panel(s.left), Share: share[0], Least: unit * 16}, kit.Pane{Object: panel(s.right), Share: share[1], Least: unit * 28})
	s.panes = s.split.Object()
	s.arrange()
	head := kit.Insets(theme.Space(3), theme.Space(4), theme.Space(1), theme.Space(4), kit.Title(s.t("nav.signoff")))
	s.place.Objects = []fyne.CanvasObject{kit.Plane(theme.Canvas), container.NewBorder(head, nil, nil, nil, kit.Pad(theme.Space(3), s.body))}
	s.place.Refresh()
}

// arrange stands the list beside what is read. Where nothing waits and nothing
// is open, one pane says so.
func (s *Screen) arrange() {
	if s.panes == nil {
		return
	}
	o := s.panes
	if s.m.Loaded() && s.m.Failed() == nil && len(s.m.Rows()) == 0 && s.m.File() == nil && s.done == "" {
		o = panel(kit.EmptyState("check", s.t("signoff.empty.title"), s.t("signoff.empty.advice")))
	}
	s.body.Objects = []fyne.CanvasObject{o}
	s.body.Refresh()
}

func panel(o fyne.CanvasObject) fyne.CanvasObject {
	return kit.On(kit.Rounded(theme.Panel, theme.Line), kit.Pad(1, o))
}

func (s *Screen) changed(p Part) {
	if s.left == nil {
		return
	}
	switch p {
	case List:
		s.fillList()
	case Page:
		s.fillPage()
		s.fillBatch()
		s.arrange()
	case Sign:
		if s.page != nil {
			s.page.update()
		}
		s.fillBatch()
		if s.grid != nil {
			s.grid.Refresh()
		}
	}
}

// why words a refusal with people by their names.
func (s *Screen) why(err error) string {
	r, ok := cases.AsRefusal(err)
	if !ok {
		return s.host.Words().Problem(err)
	}
	args := maps.Clone(r.Args)
	for _, k := range []string{"officer", "drafter", "allocator", "user"} {
		if id := args[k]; id != "" {
			args[k] = s.m.Name(cases.UserID(id))
		}
	}
	if v := args["reason"]; v != "" {
		args["reason"] = s.host.Words().Or("recusal."+v, s.host.Words().Or("conflict."+v, v))
	}
	return s.host.Words().Refusal(&cases.Refusal{Code: r.Code, Args: args})
}

// Commands are the acts on the draft that is read.
func (s *Screen) Commands() []kit.Command {
	ctrl := func(k fyne.KeyName) fyne.Shortcut {
		return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierControl}
	}
	off := func(m cases.Move) func() string {
		return func() string { return s.why(s.m.May(m)) }
	}
	return []kit.Command{
		{Title: s.t("signoff.letter"), Shortcut: ctrl(fyne.KeyP), Run: s.openLetter, Off: s.offLetter},
		{Title: s.t("signoff.approve"), Shortcut: ctrl(fyne.KeyReturn), Run: s.approve, Off: s.offSign},
		{Title: s.t("signoff.return"), Shortcut: ctrl(fyne.KeyR), Run: s.askReturn, Off: s.offReturn},
		{Title: s.t("signoff.escalate"), Run: s.askEscalate, Off: off(cases.MoveEscalate)},
		{Title: s.t("signoff.takeover"), Run: s.askTakeOver, Off: off(cases.MoveTakeOver)},
	}
}

func (s *Screen) offLetter() string {
	switch {
	case s.m.File() == nil:
		return s.t("signoff.none.title")
	case s.m.Refused() == nil && s.m.Blind():
		return s.why(cases.Refuse("first_view_needed"))
	}
	return s.why(s.m.Refused())
}

// offSign says why what is open cannot be signed, or a first view of it not be
// recorded.
func (s *Screen) offSign() string {
	switch {
	case s.m.Proposal():
		return s.why(s.m.MayConfirm())
	case s.m.Blind():
		return s.why(s.m.May(cases.MoveFirstView))
	}
	return s.why(s.m.May(cases.MoveApprove))
}

func (s *Screen) offReturn() string {
	if s.m.Proposal() {
		return s.why(s.m.MayReject())
	}
	return s.why(s.m.May(cases.MoveReturn))
}
