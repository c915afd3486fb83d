package wizard

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/importexport/guess"
)

const (
	shownRows    = 60 // of the sample
	shownColumns = 8  // at a time
	headRows     = 30 // in which the headings can be
)

// rowsPage shows the table as it came, and asks where its headings stand and
// what it is.
func (s *Screen) rowsPage() fyne.CanvasObject {
	g := grid.New(&sampleRows{s}, s.sampleColumns()...)
	top := kit.Column(theme.Space(3), s.tableChoices(), kit.Note(s.kindReasons()))
	return kit.Page(kit.Insets(0, 0, theme.Space(3), 0, top), nil, nil, nil, kit.Framed(s.sampleHead(), nil, g))
}

func (s *Screen) kindReasons() string {
	d := s.model.Draft()
	var parts []string
	for _, r := range d.Why {
		parts = append(parts, s.reason(r))
	}
	if len(d.SourceWords) > 0 && d.Source != "" {
		parts = append(parts, s.t("wizard.source.why", "words", strings.Join(d.SourceWords, s.t("importer.and"))))
	}
	return strings.Join(parts, " ")
}

// tableChoices asks for the row of the headings and what the table is.
func (s *Screen) tableChoices() fyne.CanvasObject {
	d := s.model.Draft()
	row := kit.Flow(theme.Space(4))
	add := func(key string, c fyne.CanvasObject) {
		row.Add(kit.Row(theme.Space(2), kit.Muted(s.t(key)), c))
	}
	head := s.headChoice()
	add("wizard.head", head)
	row.Add(kit.NewToggle(s.t("wizard.head.two"), d.Head.Rows == 2, func(on bool) {
		h := d.Head
		if h.Rows = 1; on {
			h.Rows = 2
		}
		s.model.SetHead(h)
	}))
	kind := kit.NewChoice("", options(d.Known().Kinds(), s.kindName), s.model.SetKind)
	kind.Set(d.Kind)
	add("wizard.kind", kind)
	if d.Kind == "flags" && d.Of("flag.source_type") == nil {
		source := kit.NewChoice(s.t("wizard.source.ask"), options(cases.Sources(), s.sourceName), func(v string) { s.model.SetSource(cases.Source(v)) })
		source.Set(string(d.Source))
		add("wizard.source", source)
	}
	return row
}

func (s *Screen) sourceName(v string) string { return s.w().Or("source."+v, v) }

func (s *Screen) headChoice() fyne.CanvasObject {
	d := s.model.Draft()
	var list []kit.Option
	for i := range min(len(d.Table.Rows), headRows) {
		list = append(list, kit.Option{Code: strconv.Itoa(i), Label: s.t("wizard.row", "n", d.Table.Rows[i].Number)})
	}
	c := kit.NewChoice("", list, func(v string) {
		if at, err := strconv.Atoi(v); err == nil {
			s.model.SetHead(guess.Head{First: at, Rows: d.Head.Rows})
		}
	})
	c.Set(strconv.Itoa(d.Head.First))
	return c
}

// sampleHead says which columns are shown and leads to the others.
func (s *Screen) sampleHead() fyne.CanvasObject {
	n := len(s.model.Draft().Columns)
	s.from = max(0, min(s.from, n-1))
	to := min(s.from+shownColumns, n)
	head := kit.Row(theme.Space(3), kit.Strong(s.t("wizard.sample")), kit.Fill(kit.Muted(s.t("wizard.sample.columns", "from", s.from+1, "to", to, "n", n)).Cut()))
	if n <= shownColumns {
		return head
	}
	turn := func(key string, by int) *kit.Button {
		b := kit.NewButton(s.t(key), func() { s.from += by; s.build(); s.focus() })
		if at := s.from + by; at < 0 || at >= n {
			b.DisableFor(s.t("wizard.columns.end"))
		}
		return b
	}
	head.Add(turn("wizard.columns.left", -shownColumns))
	head.Add(turn("wizard.columns.right", shownColumns))
	return head
}

func (s *Screen) sampleColumns() []grid.Column {
	d := s.model.Draft()
	out := []grid.Column{{ID: "row", Title: s.t("importer.col.problem.row"), Width: 44, Align: fyne.TextAlignTrailing}}
	for i := s.from; i < min(s.from+shownColumns, len(d.Columns)); i++ {
		out = append(out, grid.Column{ID: d.Columns[i].Letter, Title: d.Columns[i].Letter, Width: 84, Flex: 1})
	}
	return out
}

// sampleRows are the first rows of the table as they came; values about people
// are masked.
type sampleRows struct{ s *Screen }

func (r *sampleRows) Len() int         { return min(len(r.s.model.Draft().Table.Rows), shownRows) }
func (r *sampleRows) Key(at int) int64 { return int64(at + 1) }

func (r *sampleRows) Fill(at int, cells []grid.Cell) {
	d := r.s.model.Draft()
	row := &d.Table.Rows[at]
	head := at >= d.Head.First && at < d.Head.First+d.Head.Rows
	above := at < d.Head.First
	cells[0] = grid.Cell{Text: strconv.Itoa(row.Number), Ink: theme.InkMuted}
	if head {
		cells[0].Icon = "chevron-right"
	}
	for i := 1; i < len(cells); i++ {
		c := r.s.from + i - 1
		if c >= len(row.Cells) {
			continue
		}
		text := row.Cells[c].Text
		switch {
		case head:
			cells[i] = grid.Cell{Text: text, Bold: true, Ink: theme.Accent}
		case above:
			cells[i] = grid.Cell{Text: text, Ink: theme.InkMuted}
		default:
			cells[i] = grid.Cell{Text: d.Columns[c].Shown(text)}
		}
	}
}
