package office

import (
	"strconv"

	"fyne.io/fyne/v2"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
)

// settingsPage says what the office is, what is set for every seat, and how
// the window looks.
func (s *Screen) settingsPage() fyne.CanvasObject {
	a := s.desk.About()
	left := kit.Column(theme.Space(3))
	if a.Demo {
		left.Add(kit.Banner(kit.Warning, s.t("office.demo.title"), s.t("office.demo.text")))
	}
	left.Add(s.aboutCard(a))
	left.Add(s.steeringCard())
	right := kit.Column(theme.Space(3), s.lookCard(), s.keyCard(a), s.programCard(a))
	return kit.Scroll(kit.Insets(0, theme.Space(3), theme.Space(4), 0, kit.TopRow(theme.Space(3), kit.Fill(left), kit.Fill(right)))).Object()
}

func (s *Screen) pair(key, value string) kit.Pair {
	return kit.Pair{Label: s.t("office.about." + key), Value: kit.Prose(value)}
}

func (s *Screen) aboutCard(a About) fyne.CanvasObject {
	return kit.Card(kit.Heading(s.t("office.about")), kit.Pairs(theme.Text(theme.Body)*8,
		s.pair("name", a.Name), s.pair("authority", a.Authority), s.pair("division", a.Division), s.pair("store", a.Store), s.pair("where", a.Where)))
}

// keyCard shows the public key that letters and checkpoints are checked with.
func (s *Screen) keyCard(a About) fyne.CanvasObject {
	key := kit.Selectable(a.Key)
	key.TextStyle.Monospace = true
	put := kit.NewButton(s.t("action.copy"), func() {
		fyne.CurrentApp().Clipboard().SetContent(a.Key)
		s.host.Toast(s.t("action.copied"))
	}).WithIcon("copy").As(kit.Quiet)
	return kit.Card(kit.Heading(s.t("office.key"), put), kit.Column(theme.Space(2), kit.Note(s.t("office.key.text")), kit.Well(key)))
}

// lookCard changes language, theme and text size at once.
func (s *Screen) lookCard() fyne.CanvasObject {
	now := s.look.Settings()
	langs, modes, scales := kit.Flow(theme.Space(2)), kit.Flow(theme.Space(2)), kit.Flow(theme.Space(2))
	for _, l := range i18n.Langs() {
		langs.Add(one(s.t("lang."+string(l)), l == now.Lang, func() { s.look.SetLang(l) }))
	}
	for _, m := range theme.Modes() {
		modes.Add(one(s.t("theme."+string(m)), m == now.Mode, func() { s.look.SetMode(m) }))
	}
	for _, v := range []float32{theme.MinScale, 1, 1.15, 1.3, 1.45, theme.MaxScale} {
		label := strconv.Itoa(int(v*100+0.5)) + " %"
		scales.Add(one(label, v == now.Scale, func() { s.look.SetScale(v) }))
	}
	return kit.Card(kit.Heading(s.t("office.look")), kit.Column(theme.Space(4),
		kit.NewField(s.t("user.language"), "", langs).Object(), kit.NewField(s.t("user.theme"), "", modes).Object(),
		kit.NewField(s.t("user.scale"), s.t("office.look.hint"), scales).Object()))
}

// one is a chip of which one in a row is on; pressing it again leaves it on.
func one(label string, on bool, pick func()) *kit.Toggle {
	t := kit.NewToggle(label, on, nil)
	t.OnChange = func(now bool) {
		if !now {
			t.Set(true)
			return
		}
		pick()
	}
	return t
}

func (s *Screen) programCard(a About) fyne.CanvasObject {
	pairs := []kit.Pair{s.pair("version", a.Version), s.pair("licence", "Apache-2.0")}
	body := kit.Column(theme.Space(3), kit.Pairs(theme.Text(theme.Body)*8, pairs...), kit.Rule(), kit.Strong(s.t("office.fonts")))
	for _, f := range a.Fonts {
		body.Add(kit.Column(0, kit.Prose(f.Name), kit.Note(s.t("office.font", "licence", f.Licence, "for", s.w().Or("office.font."+f.For, f.For)))))
	}
	return kit.Card(kit.Heading(s.t("app.name")), body)
}
