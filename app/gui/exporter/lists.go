package exporter

import (
	"fyne.io/fyne/v2"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
)

// listsForm takes a list of cases out; what it will hold and how every row is
// marked stand beside the form before anything is written.
func (s *Screen) listsForm() *form {
	f := s.newForm(Lists, s.t("exporter.list"))
	in := &s.model.Forms[Lists]
	view := kit.NewChoice(s.t("exporter.view.choose"), s.viewOptions(), func(code string) {
		in.View = code
		s.model.LoadPreview()
		f.update()
	})
	view.Set(in.View)
	f.fresh = func() { view.SetOptions(s.viewOptions()) }
	f.parts = append(f.parts, kit.NewField(s.t("exporter.view.label"), "", view).Object(),
		f.purpose(s.model.LoadPreview), f.format(), f.folder(), f.name(), f.path)
	f.button("export", func() string { return s.t("exporter.list.do", "n", s.model.Preview().Rows) }, func() string {
		if s.model.Preview().Rows == 0 {
			return s.t("exporter.list.none")
		}
		return ""
	}, func() { s.model.ExportList(s.t("exporter.job.lists")) })
	return f
}

func (s *Screen) viewOptions() []kit.Option {
	var options []kit.Option
	for _, v := range s.model.Views() {
		options = append(options, kit.Option{Code: v.Name, Label: s.t("exporter.view", "name", s.t("view."+v.Name), "n", v.N)})
	}
	return options
}

// previewPart shows the first rows as they would leave.
func (s *Screen) previewPart() fyne.CanvasObject {
	p := s.model.Preview()
	if p.Rows == 0 {
		s.sample = nil
		return kit.Panel(kit.EmptyState("queue", s.t("exporter.list.none"), s.t("exporter.list.none.text")))
	}
	id := kit.Mono(p.Watermark).Cut()
	if p.Watermark == "" {
		id = kit.Muted(s.t("exporter.mark.none")).Cut()
	}
	head := kit.Row(theme.Space(3), kit.Strong(s.t("exporter.preview")), kit.Fill(kit.Muted(s.t("exporter.preview.text", "n", len(p.Sample), "all", p.Rows)).Cut()))
	foot := kit.Insets(theme.Space(1), 0, theme.Space(1), 0, kit.Column(theme.Space(1),
		kit.Row(theme.Space(2), kit.Icon("lock", theme.InkMuted, 0), kit.Fill(kit.Muted(s.t("exporter.masked")).Cut())),
		kit.Row(theme.Space(2), kit.Icon("pin", theme.InkMuted, 0), kit.Muted(s.t("exporter.mark")), kit.Fill(id))))
	if s.sample == nil {
		s.sample = &table[[]string]{list: p.Sample, key: func(_ [][]string, at int) int64 { return int64(at + 1) }, fill: s.fillSample}
		s.sample.grid = grid.New(s.sample, s.sampleColumns(p)...)
	} else {
		s.sample.show(p.Sample)
	}
	return kit.Framed(head, foot, s.sample.grid)
}

// sampleColumns are the columns of the list; those at the end give way first.
func (s *Screen) sampleColumns(p Preview) []grid.Column {
	cols := make([]grid.Column, len(p.Columns))
	for i, c := range p.Columns {
		title := c.En
		if s.w().Lang() == i18n.ZH {
			title = c.Zh
		}
		cols[i] = grid.Column{ID: c.Key, Title: title, Width: float32(min(max(c.Width*8, 56), 168)), Flex: 0.2, Drop: i}
	}
	return cols
}

// fillSample shows codes by their words, as the file says them beside the code.
func (s *Screen) fillSample(row *[]string, cells []grid.Cell) {
	columns := s.model.Preview().Columns
	for i, text := range *row {
		if i >= len(cells) || i >= len(columns) {
			return
		}
		if list := columns[i].List; list != "" {
			text = s.w().Codes(list, text)
		}
		cells[i] = grid.Cell{Text: text, Tip: (*row)[i]}
	}
}
