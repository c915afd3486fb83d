package wizard

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/importexport"
	"recourse/importexport/guess"
)

// keepPage shows what the whole file comes to and asks for the profile's name.
func (s *Screen) keepPage() fyne.CanvasObject {
	name := kit.NewEntry(s.t("wizard.name.hint"))
	name.SetText(s.model.Name())
	note := kit.Note("")
	say := func() { note.Set(s.t("wizard.name.id", "id", guess.ID(s.model.Name()))) }
	name.OnChanged = func(text string) { s.model.SetName(text); say() }
	name.OnSubmitted = func(string) { s.model.Save() }
	say()
	again := kit.NewToggle(s.t("wizard.replace"), false, s.model.SetReplace)
	s.first = name
	form := kit.Column(theme.Space(4), s.state, kit.Card(kit.Heading(s.t("wizard.name")), kit.Column(theme.Space(2), kit.Note(s.t("wizard.name.why")), name, note, kit.Row(0, again, kit.Gap()))))
	if err := s.model.SaveFailed(); err != nil {
		title, advice := s.word(err)
		form.Objects = append([]fyne.CanvasObject{kit.Banner(kit.Failure, title, advice)}, form.Objects...)
	}
	return kit.Scroll(kit.Insets(0, theme.Space(4), theme.Space(4), 0, form)).Object()
}

// tallies lists for what reasons rows of the whole file would be refused.
func (s *Screen) tallies(r *importexport.Report) fyne.CanvasObject {
	list := refusedOf(r, "")
	if len(list) == 0 {
		return kit.Card(kit.Heading(s.t("wizard.tallies")), kit.Prose(s.t("importer.clean.text")))
	}
	body := kit.Column(theme.Space(1.5), kit.Note(s.t("wizard.tallies.why")))
	for _, t := range list {
		body.Add(kit.Ends(theme.Space(2), kit.Body(s.codeName(t.code)).Cut(), kit.Strong(s.w().Number(int64(t.n)))))
	}
	return kit.Card(kit.Heading(s.t("wizard.tallies")), body)
}

// keepButtons save the profile, or write it to a file to be shared.
func (s *Screen) keepButtons() []fyne.CanvasObject {
	share := kit.NewButton(s.t("wizard.share"), s.askShare).WithIcon("export")
	keep := kit.NewButton(s.t("wizard.keep"), s.model.Save).As(kit.Primary).WithIcon("save")
	if s.model.Blocked() {
		keep.DisableFor(s.t("wizard.off.blocked"))
	}
	return []fyne.CanvasObject{share, keep}
}

// askShare asks where the profile's file goes.
func (s *Screen) askShare() {
	text, err := s.model.Text()
	if err != nil {
		s.host.Fail(err)
		return
	}
	in := kit.NewPathField(s.host.Window(), s.t("importer.save.folder"), s.t("importer.save.choose"), true)
	name := kit.NewEntry("")
	name.SetText(guess.ID(s.model.Name()) + ".yaml")
	var d *kit.Dialog
	do := kit.NewButton(s.t("importer.save.do"), nil).As(kit.Primary)
	do.OnTap = func() {
		path := filepath.Join(in.Entry.Text, name.Text)
		if err := s.model.desk.Write(path, text); err != nil {
			in.SetError(s.w().Problem(err))
			d.Refresh()
			return
		}
		d.Close()
		s.host.Toast(s.t("wizard.shared", "name", name.Text))
	}
	body := kit.Column(theme.Space(4), kit.Prose(s.t("wizard.share.text")), in.Object(), kit.NewField(s.t("importer.save.file"), "", name).Object())
	d = kit.NewDialog(s.t("wizard.share"), theme.Text(theme.Body)*40, body, kit.NewButton(s.t("action.cancel"), func() { d.Close() }), do)
	d.First = in.Entry
	d.ShowOn(s.host.Window().Canvas())
}
