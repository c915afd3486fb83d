package signin

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// signInPage asks who it is, and for the passphrase.
func (s *Screen) signInPage() (fyne.CanvasObject, fyne.Focusable) {
	w, m := s.words(), s.model
	pass := kit.NewSecret("")
	who := kit.NewChoice(w.T("signin.user.hint"), s.people(), func(id string) { m.User = cases.UserID(id) })
	who.Set(string(m.User))
	do := kit.NewButton(w.T("signin.do"), func() { s.signIn(pass) }).As(kit.Primary)
	pass.OnSubmitted = func(string) { s.signIn(pass) }
	objects := append(s.head(w.T("signin.title")), kit.Prose(m.Lobby.Name).In(theme.InkMuted))
	switch {
	case m.Locked:
		who.DisableFor(w.T("signin.locked"))
		objects = append(objects, kit.Banner(kit.Info, w.T("signin.locked"), ""))
	case m.Lobby.Demo:
		objects = append(objects, kit.Banner(kit.Info, w.T("signin.demo", "pass", m.Lobby.Passphrase), ""))
	}
	objects = append(objects,
		kit.NewField(w.T("signin.user"), "", who).Object(),
		kit.NewField(w.T("signin.passphrase"), "", pass).Object(),
		kit.Row(theme.Space(2), s.elsewhere(), kit.Gap(), do))
	if m.Busy != "" {
		do.Disable()
		pass.Disable()
	}
	if m.User == "" {
		return kit.Column(theme.Space(4), objects...), who
	}
	return kit.Column(theme.Space(4), objects...), pass
}

// elsewhere leads to another office, unless the window is only locked.
func (s *Screen) elsewhere() fyne.CanvasObject {
	b := kit.NewButton(s.words().T("signin.other"), func() { s.to(PageFirst) }).As(kit.Quiet)
	if s.model.Locked {
		b.Hide()
	}
	return b
}

// people lists who can sign in, with their roles.
func (s *Screen) people() []kit.Option {
	w := s.words()
	var out []kit.Option
	for _, u := range s.model.Lobby.People {
		if u.Disabled {
			continue
		}
		var roles []string
		for _, r := range u.Roles {
			roles = append(roles, w.Role(r))
		}
		label := w.T("signin.roles", "name", u.Name, "user", string(u.ID), "roles", strings.Join(roles, w.T("list.comma")))
		out = append(out, kit.Option{Code: string(u.ID), Label: label})
	}
	return out
}

func (s *Screen) signIn(pass *kit.Entry) {
	m := s.model
	switch {
	case m.Busy != "":
		return
	case m.User == "":
		s.complain("signin.need.user")
		return
	case pass.Text == "":
		s.complain("signin.need.pass")
		return
	}
	secret := pass.Text
	pass.SetText("")
	s.run(s.words().T("signin.working"), func(ctx context.Context) error {
		return s.o.Door.SignIn(ctx, m.User, secret)
	}, func() {
		m.Locked = false
		s.o.In()
	})
}

func (s *Screen) complain(key string) {
	s.model.Problem = s.words().T(key)
	s.build()
}

// firstPage offers the three ways to begin.
func (s *Screen) firstPage() (fyne.CanvasObject, fyne.Focusable) {
	w := s.words()
	sample := s.way("first.sample", "folder", s.openSample)
	sample.As(kit.Primary)
	create := s.way("first.create", "office", func() { s.to(PageCreate) })
	open := s.way("first.open", "file", func() { s.to(PageOpen) })
	objects := append(s.head(w.T("first.title")), kit.Prose(w.T("first.text")))
	for _, row := range []struct {
		key string
		b   *kit.Button
	}{{"first.sample", sample}, {"first.create", create}, {"first.open", open}} {
		if s.model.Busy != "" {
			row.b.Disable()
		}
		text := kit.Prose(w.T(row.key + ".text")).In(theme.InkMuted)
		objects = append(objects, kit.Rule(), kit.Row(theme.Space(5), kit.Fixed(theme.Text(theme.Body)*16, 0, row.b), kit.Fill(text)))
	}
	return kit.Column(theme.Space(4), objects...), sample
}

func (s *Screen) way(key, icon string, do func()) *kit.Button {
	return kit.NewButton(s.words().T(key), do).WithIcon(icon).Leading()
}

func (s *Screen) openSample() {
	var l Lobby
	s.run(s.words().T("first.preparing"), func(ctx context.Context) (err error) {
		l, err = s.o.Door.Sample(ctx, func(int64, int64) {})
		return err
	}, func() { s.enter(l) })
}

// openPage asks for a file or an address.
func (s *Screen) openPage() (fyne.CanvasObject, fyne.Focusable) {
	w, m := s.words(), s.model
	where := kit.NewEntry(w.T("open.where.hint"))
	where.SetText(m.Where)
	where.OnChanged = func(t string) { m.Where = t }
	open := func() {
		if strings.TrimSpace(m.Where) == "" {
			s.complain("open.empty")
			return
		}
		s.openOffice(strings.TrimSpace(m.Where))
	}
	where.OnSubmitted = func(string) { open() }
	browse := kit.NewButton(w.T("open.browse"), func() {
		s.o.Browse(false, func(path string) { where.SetText(path) })
	}).WithIcon("folder")
	do := kit.NewButton(w.T("open.do"), open).As(kit.Primary)
	back := kit.NewButton(w.T("action.back"), func() { s.to(PageFirst) })
	if m.Busy != "" {
		do.Disable()
	}
	field := kit.NewField(w.T("open.where"), "", kit.Row(theme.Space(2), kit.Fill(where), browse))
	objects := append(s.head(w.T("open.title")), field.Object(), kit.Row(theme.Space(2), kit.Gap(), back, do))
	return kit.Column(theme.Space(4), objects...), where
}

// recoveryPage shows the recovery key once, and asks for a sign that it was
// written down.
func (s *Screen) recoveryPage() (fyne.CanvasObject, fyne.Focusable) {
	w, m := s.words(), s.model
	key := kit.Selectable(m.Recovery)
	key.Wrapping = fyne.TextWrapBreak
	key.TextStyle = fyne.TextStyle{Monospace: true, Bold: true}
	typed := kit.NewEntry("")
	field := kit.NewField(w.T("recovery.check"), "", typed)
	confirm := func() {
		if !m.RecoveryConfirmed(typed.Text) {
			field.SetError(w.T("recovery.wrong"))
			return
		}
		m.Recovery = ""
		s.o.In()
	}
	typed.OnSubmitted = func(string) { confirm() }
	do := kit.NewButton(w.T("recovery.do"), confirm).As(kit.Primary).WithIcon("check")
	objects := append(s.head(w.T("recovery.title")), kit.Prose(w.T("recovery.text")), kit.Well(key), field.Object(), kit.Row(0, kit.Gap(), do))
	return kit.Column(theme.Space(4), objects...), typed
}
