package wizard

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/importexport"
	"recourse/importexport/guess"
)

// keepPage shows what the whole delivery comes to and asks for the profiles'
// name.
func (s *Screen) keepPage() fyne.CanvasObject {
	name := kit.NewEntry(s.t("wizard.name.hint"))
	name.SetText(s.model.Name())
	note := kit.Note("")
	say := func() { note.Set(s.t("wizard.name.id", "id", strings.Join(s.ids(), s.t("importer.and")))) }
	name.OnChanged = func(text string) { s.model.SetName(text); say() }
	name.OnSubmitted = func(string) { s.model.Save() }
	say()
	again := kit.NewToggle(s.t("wizard.replace"), false, s.model.SetReplace)
	s.first = name
	form := kit.Column(theme.Space(4), s.state)
	if s.model.Several() {
		form.Add(s.outcome())
	}
	form.Add(kit.Card(kit.Heading(s.t("wizard.name")), kit.Column(theme.Space(2), kit.Note(s.t("wizard.name.why")), name, note, kit.Row(0, again, kit.Gap()))))
	if err := s.model.SaveFailed(); err != nil {
		title, advice := s.word(err)
		form.Objects = append([]fyne.CanvasObject{kit.Banner(kit.Failure, title, advice)}, form.Objects...)
	}
	return kit.Scroll(kit.Insets(0, theme.Space(4), theme.Space(4), 0, form)).Object()
}

// ids are the ids that the profiles get.
func (s *Screen) ids() []string {
	list, err := s.model.Profiles()
	if err != nil {
		return []string{guess.ID(s.model.Name())}
	}
	var out []string
	for _, p := range list {
		out = append(out, p.ID)
	}
	return out
}

// outcome lists what becomes of every table of the delivery.
func (s *Screen) outcome() fyne.CanvasObject {
	body := kit.Column(theme.Space(1.5), kit.Note(s.t("wizard.outcome.why")))
	for _, b := range s.model.Bundles() {
		body.Add(kit.Ends(theme.Space(2), kit.Body(s.bundleName(b)).Cut(), kit.Strong(s.t("wizard.state."+string(b.State())))))
	}
	return kit.Card(kit.Heading(s.t("wizard.outcome")), body)
}

// tallies lists for what reasons rows of the whole file would be refused.
func (s *Screen) tallies(r *importexport.Report) fyne.CanvasObject {
	list := refusedOf(r, nil, "")
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
	switch {
	case s.model.Open() > 0 && s.model.Several():
		keep.DisableFor(s.t("wizard.off.open", "n", s.model.Open()))
	case !s.model.MayKeep():
		keep.DisableFor(s.t("wizard.off.blocked"))
	}
	if list, err := s.model.Profiles(); err != nil || len(list) == 0 {
		share.DisableFor(s.t("wizard.off.nothing"))
	}
	return []fyne.CanvasObject{share, keep}
}

// askShare asks where the profiles' files go.
func (s *Screen) askShare() {
	ids, texts, err := s.model.texts()
	if err != nil {
		s.host.Fail(err)
		return
	}
	in := kit.NewPathField(s.host.Window(), s.t("importer.save.folder"), s.t("importer.save.choose"), true)
	name := kit.NewEntry("")
	body := kit.Column(theme.Space(4), kit.Prose(s.t("wizard.share.text")), in.Object())
	if len(ids) == 1 {
		name.SetText(ids[0] + ".yaml")
		body.Add(kit.NewField(s.t("importer.save.file"), "", name).Object())
	} else {
		body.Add(kit.Prose(s.t("wizard.share.files", "names", strings.Join(ids, ".yaml"+s.t("importer.and"))+".yaml")))
	}
	var d *kit.Dialog
	do := kit.NewButton(s.t("importer.save.do"), nil).As(kit.Primary)
	do.OnTap = func() {
		for i, text := range texts {
			file := ids[i] + ".yaml"
			if len(ids) == 1 {
				file = name.Text
			}
			if err := s.model.desk.Write(filepath.Join(in.Entry.Text, file), text); err != nil {
				in.SetError(s.w().Problem(err))
				d.Refresh()
				return
			}
		}
		d.Close()
		s.host.Toast(s.t("wizard.shared", "name", strings.Join(ids, s.t("importer.and"))))
	}
	d = kit.NewDialog(s.t("wizard.share"), theme.Text(theme.Body)*40, body, kit.NewButton(s.t("action.cancel"), func() { d.Close() }), do)
	d.First = in.Entry
	d.ShowOn(s.host.Window().Canvas())
}
