package importer

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/importexport"
)

// readPage shows what the files are and what every column means.
func (s *Screen) readPage() fyne.CanvasObject {
	foot := s.readFoot()
	list := s.files()
	files := grid.New(&fileRows{list, s.model.Inspection().Acks, s.w()}, s.fileColumns()...)
	n := len(list)
	room := int(s.host.Window().Canvas().Size().Height / 5 / theme.RowHeight())
	height := theme.RowHeight() * float32(min(max(n, 1), max(room-1, 1), 4)+1)
	top := kit.Framed(s.filesHead(n), nil, kit.Fixed(0, height, files))
	if s.model.Inspection().Acks {
		about := kit.Column(theme.Space(2), kit.Strong(s.t("importer.acks.title")), kit.Prose(s.t("importer.acks.text")))
		return kit.Page(top, foot, nil, nil, kit.Insets(theme.Space(3), 0, 0, 0, kit.Column(0, kit.Card(nil, about))))
	}
	return tall(top, foot, s.mapping())
}

// files are what was recognised, or the names of what was chosen where nothing
// more is known.
func (s *Screen) files() []importexport.FileReport {
	if list := s.model.Inspection().Files; len(list) > 0 {
		return list
	}
	var list []importexport.FileReport
	for _, path := range s.model.Order().Paths {
		list = append(list, importexport.FileReport{Name: filepath.Base(path)})
	}
	return list
}

// filesHead offers what can be said about the files when the guess is wrong.
func (s *Screen) filesHead(n int) fyne.CanvasObject {
	title := kit.Strong(s.t("importer.files", "n", n))
	if s.model.Inspection().Acks {
		return kit.Row(theme.Space(3), title, kit.Gap())
	}
	return kit.Ends(theme.Space(3), title, kit.Row(theme.Space(3),
		kit.Row(theme.Space(2), kit.Muted(s.t("importer.encoding")), s.encodingChoice()),
		kit.Row(theme.Space(2), kit.Muted(s.t("importer.profile")), s.profileChoice()), s.meaningButton()))
}

func (s *Screen) profileChoice() fyne.CanvasObject {
	options := []kit.Option{{Code: "auto", Label: s.t("importer.auto")}}
	for _, p := range s.desk.Profiles() {
		options = append(options, kit.Option{Code: p.ID, Label: s.profileTitle(p)})
	}
	c := kit.NewChoice("", options, nil)
	c.Set("auto")
	if id := s.model.Order().Profile; id != "" {
		c.Set(id)
	}
	c.OnChange = func(code string) {
		if code == "auto" {
			code = ""
		}
		s.model.SetProfile(s.t("importer.job.read", "name", s.name()), code)
	}
	return c
}

func (s *Screen) profileTitle(p Profile) string {
	if s.w().Lang() == "en" {
		return p.EN
	}
	return p.ZH
}

func (s *Screen) encodingChoice() fyne.CanvasObject {
	options := []kit.Option{{Code: "auto", Label: s.t("importer.auto")}}
	for _, e := range []importexport.Encoding{importexport.UTF8, importexport.GB18030, importexport.UTF16LE, importexport.UTF16BE} {
		options = append(options, kit.Option{Code: string(e), Label: string(e)})
	}
	c := kit.NewChoice("", options, nil)
	c.Set("auto")
	if e := s.model.Order().Encoding; e != "" {
		c.Set(string(e))
	}
	c.OnChange = func(code string) {
		if code == "auto" {
			code = ""
		}
		s.model.SetEncoding(s.t("importer.job.read", "name", s.name()), importexport.Encoding(code))
	}
	return c
}

// mapping is the table of columns and their meanings.
func (s *Screen) mapping() fyne.CanvasObject {
	rows := newColumnRows(s.model.Inspection().Mapping, s.w())
	if rows.Len() == 0 {
		return kit.Column(0, kit.Card(nil, kit.Row(theme.Space(2), kit.Icon("info", theme.InkMuted, 20), kit.Fill(kit.Prose(s.t("importer.mapping.none"))))))
	}
	known, left := rows.counts()
	head := kit.Row(theme.Space(3), kit.Strong(s.t("importer.mapping")),
		kit.Fill(kit.Muted(s.t("importer.mapping.counts", "known", known, "left", left)).Cut()))
	return kit.Framed(head, nil, grid.New(rows, s.mappingColumns()...))
}

func (s *Screen) readFoot() fyne.CanvasObject {
	next := kit.NewButton(s.t("importer.check"), func() { s.model.Check(s.t("importer.job.check", "name", s.name())) })
	if s.model.Inspection().Acks {
		next = kit.NewButton(s.t("importer.match"), func() { s.model.Match(s.t("importer.job.match", "name", s.name())) })
	}
	next.As(kit.Primary).WithIcon("check")
	s.first = next
	return s.foot(s.t("importer.nothing"), s.again("importer.other"), next)
}

// tall is a page that fills its place with a table. In a small window with
// large letters the table keeps a few lines, and what stands above it is
// scrolled.
func tall(top, foot, table fyne.CanvasObject) fyne.CanvasObject {
	return kit.Page(nil, foot, nil, nil, kit.Over(top, kit.Insets(theme.Space(3), 0, 0, 0, table), leastTable*theme.RowHeight()))
}

// leastTable is how many lines high a table stays, with its filters and heads.
const leastTable = 5

// foot is the row of buttons below a page, with what it means at its left.
func (s *Screen) foot(text string, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	row := kit.Row(theme.Space(2), buttons...)
	if text == "" {
		return kit.Insets(theme.Space(3), 0, 0, 0, kit.Ends(0, kit.Gap(), row))
	}
	return kit.Insets(theme.Space(3), 0, 0, 0, kit.Ends(theme.Space(2), kit.Muted(text), row))
}

func (s *Screen) again(key string) *kit.Button { return kit.NewButton(s.t(key), s.model.Again) }
