package importer

import (
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/importexport"
)

// checkedPage says what would come of the delivery, before anything is kept.
func (s *Screen) checkedPage() fyne.CanvasObject {
	r := s.model.Result().Report
	take := r.Stored + r.Amended
	do := kit.NewButton(s.t("importer.import", "n", take), func() { s.model.Import(s.t("importer.job.import", "name", s.name())) })
	do.As(kit.Primary).WithIcon("import")
	s.first = do
	text := s.t("importer.whole")
	if take == 0 {
		do.DisableFor(s.t("importer.off.nothing"))
		text = s.t("importer.off.nothing")
	}
	foot := s.foot(text, s.saveButton(), s.again("importer.other"), do)
	return tall(s.balance(r), foot, s.problems())
}

// donePage is the report of the import.
func (s *Screen) donePage() fyne.CanvasObject {
	res := s.model.Result()
	queue := kit.NewButton(s.t("importer.queue"), func() {
		s.host.Open(kit.Route{Screen: kit.ScreenQueue, Part: "delivery/" + strconv.FormatInt(res.Delivery, 10)})
	}).As(kit.Primary).WithIcon("queue")
	s.first = queue
	if res.Report.Stored+res.Report.Amended == 0 {
		queue.DisableFor(s.t("importer.off.nothing"))
	}
	title := s.t("importer.done.title", "no", strconv.FormatInt(res.Delivery, 10), "name", s.name())
	top := kit.Column(theme.Space(3), kit.Banner(kit.Success, title, s.t("importer.done.clean")), s.balance(res.Report))
	if n := res.Report.Refused + res.Report.DetailsRefused; n > 0 {
		top = kit.Column(theme.Space(3), kit.Banner(kit.Success, title, s.t("importer.done.rest")), s.wayBack(n), s.balance(res.Report))
	}
	foot := s.foot("", s.again("importer.next"), queue)
	if res.Report.Refused+res.Report.DetailsRefused == 0 && res.Save != nil {
		foot = s.foot("", s.saveButton(), s.again("importer.next"), queue)
	}
	return tall(top, foot, s.problems())
}

// wayBack leads refused rows back in: save them, correct them, import them
// alone.
func (s *Screen) wayBack(n int64) fyne.CanvasObject {
	if len(s.saved) == 0 {
		return kit.Banner(kit.Warning, s.t("importer.back.title", "n", n), s.t("importer.back.text"), s.saveButton())
	}
	files := s.saved
	again := kit.NewButton(s.t("importer.back.again"), func() { s.choose(files...) }).WithIcon("import")
	return kit.Banner(kit.Warning, s.t("importer.back.saved", "name", filepath.Base(files[0])), s.t("importer.back.correct"), again)
}

// saveButton writes the refused rows to a file.
func (s *Screen) saveButton() *kit.Button {
	b := kit.NewButton(s.t("importer.save"), s.askSave).WithIcon("save")
	if s.model.Result().Save == nil {
		b.DisableFor(s.t("importer.off.clean"))
	}
	return b
}

// askSave asks where the refused rows go. The file can be corrected and
// imported alone, and the dialog says so.
func (s *Screen) askSave() {
	folder := ""
	if p := s.model.Order().Paths; len(p) > 0 {
		folder = filepath.Dir(p[0])
	}
	base := strings.TrimSuffix(filepath.Base(s.model.Order().Paths[0]), filepath.Ext(s.model.Order().Paths[0]))
	in := kit.NewPathField(s.host.Window(), s.t("importer.save.folder"), s.t("importer.save.choose"), true)
	in.Entry.SetText(folder)
	name := kit.NewEntry("")
	name.SetText(s.t("importer.save.name", "name", base))
	var d *kit.Dialog
	do := kit.NewButton(s.t("importer.save.do"), nil).As(kit.Primary)
	do.OnTap = func() {
		s.model.Save(filepath.Join(in.Entry.Text, name.Text), func(files []string, err error) {
			if err != nil {
				in.SetError(s.w().Problem(err))
				d.Refresh()
				return
			}
			d.Close()
			if s.saved = files; s.model.Stage() == Done {
				s.build()
			}
			s.host.Toast(s.t("importer.saved", "n", len(files), "name", filepath.Base(files[0])))
		})
	}
	name.OnSubmitted = func(string) { do.OnTap() }
	body := kit.Column(theme.Space(4), kit.Prose(s.t("importer.save.text")), in.Object(), kit.NewField(s.t("importer.save.file"), "", name).Object())
	d = kit.NewDialog(s.t("importer.save"), theme.Text(theme.Body)*40, body, kit.NewButton(s.t("action.cancel"), func() { d.Close() }), do)
	d.First = name
	d.ShowOn(s.host.Window().Canvas())
}

// problems is the table of what is wrong, with its filters.
func (s *Screen) problems() fyne.CanvasObject {
	if s.model.AllProblems() == 0 {
		return kit.On(kit.Rounded(theme.Panel, theme.Line), kit.EmptyState("check", s.t("importer.clean.title"), s.t("importer.clean.text")))
	}
	s.grid = grid.New(&problemRows{s.model, s.w()}, s.problemColumns()...)
	s.grid.OnOpen, s.grid.OnPreview, s.grid.OnEscape = s.showProblem, s.showProblem, s.Escape
	s.grid.OnCurrent = func(at int) {
		if s.sheet.Shown() {
			s.showProblem(at)
		}
	}
	s.filter = kit.Flow(theme.Space(2))
	s.fillFilter()
	s.sheet = kit.NewSideSheet(kit.Framed(s.filter, nil, s.grid), theme.Text(theme.Body)*25)
	return s.sheet.Object()
}

// fillFilter offers the levels and the kinds there are.
func (s *Screen) fillFilter() {
	code, level := s.model.Narrowing()
	s.filter.Objects = []fyne.CanvasObject{kit.Strong(s.t("importer.problems", "n", s.model.AllProblems()))}
	for _, l := range []string{onlyRefused, onlyNotices} {
		n := s.model.CountLevel(l == onlyRefused)
		if n == 0 {
			continue
		}
		label := s.t("importer.level."+l) + "  " + s.w().Number(int64(n))
		s.filter.Add(kit.NewToggle(label, level == l, func(on bool) {
			if !on {
				l = ""
			}
			s.model.NarrowLevel(l)
			s.fillFilter()
		}))
	}
	options := []kit.Option{{Code: "", Label: s.t("importer.kinds")}}
	for _, k := range s.model.Kinds() {
		text := s.w().Or("importer.code."+string(k.Code), s.kindName(k.Code))
		options = append(options, kit.Option{Code: string(k.Code), Label: text + "  " + s.w().Number(int64(k.N))})
	}
	c := kit.NewChoice(s.t("importer.kinds"), options, func(v string) { s.model.NarrowKind(importexport.Code(v)) })
	c.Set(string(code))
	s.filter.Add(c.Slim())
	s.filter.Refresh()
}

// kindName is the sentence of a kind, up to where it names a value.
func (s *Screen) kindName(code importexport.Code) string {
	p := &importexport.Problem{Code: code}
	text, _, _ := strings.Cut(message(s.w(), p), "{")
	return strings.TrimRight(text, " :：,，\"“「")
}

func (s *Screen) relist() {
	if s.grid == nil {
		return
	}
	s.grid.Reload()
	if s.sheet.Shown() {
		s.showProblem(s.grid.Current())
	}
}

// showProblem opens the sheet of one problem with everything about it.
func (s *Screen) showProblem(at int) {
	if at < 0 || at >= len(s.model.Problems()) {
		s.sheet.Close()
		return
	}
	p := s.model.Problems()[at]
	var pairs []kit.Pair
	add := func(key, value string) {
		if value != "" && value != "0" {
			pairs = append(pairs, kit.Pair{Label: s.t("importer.col.problem." + key), Value: kit.Prose(value)})
		}
	}
	add("file", p.File)
	add("sheet", p.Sheet)
	add("row", strconv.Itoa(p.Row))
	add("column", p.Column)
	add("value", p.Value)
	body := kit.Column(theme.Space(4), kit.Prose(message(s.w(), p)), kit.Pairs(theme.Text(theme.Body)*6, pairs...),
		kit.Rule(), kit.Strong(s.t("importer.col.problem.remedy")), kit.Prose(remedy(s.w(), p)))
	s.sheet.Show(s.t("importer.level."+levelName(p)), kit.Scroll(kit.Insets(0, theme.Space(4), theme.Space(4), theme.Space(4), body)).Object())
}

func levelName(p *importexport.Problem) string {
	if p.Level >= importexport.Refused {
		return onlyRefused
	}
	return onlyNotices
}
