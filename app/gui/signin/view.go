package signin

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/task"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// Options are what the door needs from package main.
type Options struct {
	Window fyne.Window
	Look   *kit.Look
	Runner task.Runner
	Door   Door
	// In is called when a person is signed in.
	In func()
	// Log takes the cause of what went wrong.
	Log func(error)
	// Browse asks for a file: an existing one, or a new one to create.
	Browse func(create bool, chosen func(path string))
}

// Screen is the door. It is shown instead of the frame.
type Screen struct {
	o     Options
	model *Model
	frame *kit.Frame
	work  task.Latest[struct{}]
	bar   *widget.ProgressBarInfinite // moves while the door is busy
}

// New returns the door. Show decides what it shows.
func New(o Options) *Screen {
	o.Window.SetPadded(false)
	s := &Screen{o: o, model: &Model{}, work: task.Latest[struct{}]{Runner: o.Runner}}
	s.frame = kit.NewFrame(container.NewStack())
	s.frame.OnEscape = s.back
	return s
}

// Frame is the window's content.
func (s *Screen) Frame() *kit.Frame { return s.frame }

// Model is what the door shows.
func (s *Screen) Model() *Model { return s.model }

// Show opens the door: at the office opened last, or at the first run.
func (s *Screen) Show() {
	s.o.Look.OnChange(s.build)
	if last := s.o.Door.Last(); last != "" {
		s.model.Where = last
		s.openOffice(last)
		return
	}
	s.to(PageFirst)
}

// Lock asks the same person for the passphrase again.
func (s *Screen) Lock(l Lobby, user cases.UserID) {
	s.o.Look.OnChange(s.build)
	s.model.User, s.model.Locked = user, true
	s.model.Enter(l)
	s.build()
}

// Leave asks who signs in, after a person signed out.
func (s *Screen) Leave(l Lobby) {
	s.o.Look.OnChange(s.build)
	s.model.User, s.model.Locked = "", false
	s.model.Enter(l)
	s.build()
}

func (s *Screen) words() *i18n.Words { return s.o.Look.Words() }

func (s *Screen) to(p Page) {
	s.model.Page, s.model.Problem = p, ""
	s.build()
}

// back is Esc: from a page of the first run to its beginning.
func (s *Screen) back() {
	if s.model.Busy != "" {
		return
	}
	switch s.model.Page {
	case PageOpen, PageCreate:
		s.to(PageFirst)
	}
}

// build shows the model's page: a card on the dark ground, beside the name of
// the house.
func (s *Screen) build() {
	var page fyne.CanvasObject
	var first fyne.Focusable
	switch s.model.Page {
	case PageFirst:
		page, first = s.firstPage()
	case PageOpen:
		page, first = s.openPage()
	case PageCreate:
		page, first = s.createPage()
	case PageRecovery:
		page, first = s.recoveryPage()
	default:
		page, first = s.signInPage()
	}
	card := kit.On(kit.Rounded(theme.Panel, theme.Line), kit.Pad(theme.Space(8), page))
	middle := kit.Middle(kit.Fixed(s.width(), 0, card))
	s.frame.SetContent(kit.On(kit.Plane(theme.Canvas), kit.Border(s.banner(), nil, nil, nil, kit.Scroll(kit.Pad(theme.Space(6), middle)).Stretch().Object())))
	if first != nil && s.o.Window.Canvas() != nil {
		s.o.Window.Canvas().Focus(first)
	}
}

func (s *Screen) width() float32 {
	chars := float32(30)
	if s.model.Page != PageSignIn && s.model.Page != PageOpen {
		chars = 46
	}
	return theme.Text(theme.Body)*chars + theme.Space(16)
}

// banner is the name of the house, what it is for, and the language.
func (s *Screen) banner() fyne.CanvasObject {
	w := s.words()
	other := i18n.EN
	if w.Lang() == i18n.EN {
		other = i18n.ZH
	}
	lang := kit.NewButton(w.T("lang."+string(other)), func() { s.o.Look.SetLang(other) }).As(kit.OnDark).WithIcon("language")
	mode := theme.Dark
	if s.o.Look.Settings().Mode == theme.Dark {
		mode = theme.Light
	}
	look := kit.NewButton(w.T("theme."+string(mode)), func() { s.o.Look.SetMode(mode) }).As(kit.OnDark).WithIcon("theme")
	line := kit.Row(theme.Space(4), kit.Icon("brand", theme.OnBar, 40),
		kit.Fill(kit.Column(theme.Space(1), kit.Title(w.T("app.name")).In(theme.OnBar), kit.Prose(w.T("signin.tagline")).In(theme.OnBarMuted))), look, lang)
	return kit.On(kit.Plane(theme.Bar), kit.Insets(theme.Space(7), theme.Space(8), theme.Space(7), theme.Space(8), line))
}

// head is a page's title with what went wrong or what is going on below it.
func (s *Screen) head(title string) []fyne.CanvasObject {
	objects := []fyne.CanvasObject{kit.Title(title)}
	if s.model.Problem != "" {
		objects = append(objects, kit.Banner(kit.Failure, s.model.Problem, ""))
	}
	if s.model.Busy != "" {
		s.rest()
		s.bar = widget.NewProgressBarInfinite()
		objects = append(objects, kit.Column(theme.Space(1), kit.Muted(s.model.Busy), kit.Fixed(0, 6, s.bar)))
	}
	return objects
}

// run does something slow, with the page saying so meanwhile.
func (s *Screen) run(busy string, work func(context.Context) error, done func()) {
	s.model.Busy, s.model.Problem = busy, ""
	s.build()
	s.work.Start(context.Background(), func(ctx context.Context) (struct{}, error) {
		return struct{}{}, work(ctx)
	}, func(_ struct{}, err error) {
		s.model.Busy = ""
		s.rest()
		if err != nil {
			s.fail(err)
			return
		}
		done()
	})
}

// rest stops the moving bar. It would go on painting the whole window even
// where nobody sees it any more.
func (s *Screen) rest() {
	if s.bar != nil {
		s.bar.Stop()
		s.bar = nil
	}
}

func (s *Screen) fail(err error) {
	r, refused := cases.AsRefusal(err)
	s.model.Problem = s.words().Problem(err)
	if refused && r.Code == "sign_in" {
		s.model.Problem = s.words().T("signin.wrong")
	}
	if !refused && s.o.Log != nil {
		s.o.Log(err)
	}
	s.build()
}

// openOffice opens an office and shows its sign-in page; if that fails, the
// page where another one can be named.
func (s *Screen) openOffice(where string) {
	s.model.Page, s.model.Where = PageOpen, where
	var l Lobby
	s.run(s.words().T("signin.working"), func(ctx context.Context) (err error) {
		l, err = s.o.Door.Open(ctx, where)
		return err
	}, func() { s.enter(l) })
}

func (s *Screen) enter(l Lobby) {
	s.model.Enter(l)
	s.build()
}
