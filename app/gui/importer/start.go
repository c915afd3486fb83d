package importer

import (
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
)

// startPage offers the ways to choose files and says what is accepted.
func (s *Screen) startPage() fyne.CanvasObject {
	width := theme.Text(theme.Body) * 62
	return kit.MiddleUpto(width, kit.Column(theme.Space(5), s.dropCard(), s.kinds()))
}

// dropCard is the large field that files are dropped on.
func (s *Screen) dropCard() fyne.CanvasObject {
	file := kit.NewButton(s.t("importer.choose"), s.askFile).As(kit.Primary).WithIcon("file").WithTip("Ctrl+O")
	folder := kit.NewButton(s.t("importer.folder"), func() {
		kit.AskFolder(s.host.Window(), func(path string) { s.choose(path) })
	}).WithIcon("folder")
	s.first = file
	middle := func(o ...fyne.CanvasObject) fyne.CanvasObject {
		return kit.Row(theme.Space(2), append(append([]fyne.CanvasObject{kit.Gap()}, o...), kit.Gap())...)
	}
	body := kit.Column(theme.Space(2),
		middle(kit.Icon("import", theme.Accent, 40)),
		middle(kit.Strong(s.t("importer.drop.title"))),
		kit.Centred(s.t("importer.drop.text"), theme.InkMuted),
		kit.Insets(theme.Space(3), 0, theme.Space(3), 0, middle(file, folder)),
		s.pathRow())
	return kit.On(kit.Rounded(theme.Panel, theme.Border), kit.Insets(theme.Space(8), theme.Space(8), theme.Space(7), theme.Space(8), body))
}

// pathRow takes a path from the keyboard.
func (s *Screen) pathRow() fyne.CanvasObject {
	entry := kit.NewEntry(s.t("importer.path.hint"))
	entry.SetText(s.typed)
	open := kit.NewButton(s.t("importer.path.open"), func() { s.submit(entry.Text) })
	set := func(text string) {
		s.typed = text
		if strings.TrimSpace(text) == "" {
			open.DisableFor(s.t("importer.off.path"))
			return
		}
		open.Enable()
	}
	entry.OnChanged, entry.OnSubmitted = set, s.submit
	set(s.typed)
	return kit.Row(theme.Space(2), kit.Fill(entry), open)
}

func (s *Screen) submit(text string) {
	if path := strings.Trim(strings.TrimSpace(text), `"'`); path != "" {
		s.choose(path)
	}
}

func (s *Screen) askFile() {
	kit.AskFile(s.host.Window(), func(path string) { s.choose(path) })
}

// kinds says in two cards what can be handed in here.
func (s *Screen) kinds() fyne.CanvasObject {
	card := func(icon, name string) fyne.CanvasObject {
		head := kit.Row(theme.Space(2), kit.Icon(icon, theme.InkMuted, 20), kit.Fill(kit.Strong(s.t("importer.kind."+name)).Cut()))
		return kit.Fill(kit.Column(theme.Space(1.5), head, kit.Note(s.t("importer.kind."+name+".text"))))
	}
	return kit.TopRow(theme.Space(6), card("queue", "cases"), card("send", "acks"))
}
