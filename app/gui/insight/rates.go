package insight

import (
	"strings"

	"fyne.io/fyne/v2"

	words "recourse/app/gui/i18n/figures"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/chart"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	figures "recourse/review/insight"
)

// drawn is how many rates the picture above the table shows at most: those of
// which a share is shown at all.
const drawn = 5

// ratesPage shows overturn rates: a picture of the first, the table of all.
func (s *Screen) ratesPage() fyne.CanvasObject {
	var options []kit.Option
	for _, b := range figures.Bys() {
		options = append(options, kit.Option{Code: string(b), Label: s.t("insight.by." + string(b))})
	}
	by := kit.NewChoice(s.t("insight.by"), options, func(code string) {
		if s.model.By = figures.By(code); s.tabs != nil {
			s.build(Rates)
		}
	})
	by.Set(string(s.model.By))
	g := grid.New(&rateRows{s}, s.rateColumns()...)
	g.OnOpen = func(at int) { s.drill(s.model.Rates()[at]) }
	g.OnPreview = func(at int) {
		if r := s.model.Rates()[at]; Relievable(&r) && s.supervises() == nil {
			s.model.Propose(r)
		}
	}
	g.OnEscape = s.Escape
	s.grids[Rates] = g
	head := kit.Row(theme.Space(3), kit.Strong(s.t("insight.rates")), kit.Fixed(theme.Text(theme.Body)*12, 0, by), kit.Fill(kit.Muted(s.t("insight.rates.keys")).Cut()))
	table := kit.Framed(head, kit.Note(s.t("insight.note")), g)
	return kit.Page(kit.Insets(0, 0, theme.Space(3), 0, kit.Panel(kit.Pad(theme.Space(3), s.intervals()))), nil, nil, nil, table)
}

func (s *Screen) intervals() fyne.CanvasObject {
	var rows []chart.Interval
	var said []string
	for _, r := range s.model.Rates() {
		if !r.Share.Shown || len(rows) == drawn {
			continue
		}
		text := words.Share(s.w(), r.Share)
		rows = append(rows, chart.Interval{
			Label: words.Name(s.w(), r), Text: text, Rate: r.Share.Rate, Low: r.Share.Low, High: r.Share.High,
			RestLow: r.Rest.Low, RestHigh: r.Rest.High, Alarm: r.StandsOut,
		})
		said = append(said, words.Name(s.w(), r)+" "+text)
	}
	if len(rows) == 0 {
		return kit.Muted(s.t("insight.picture.none", "min", figures.MinShown)).Cut()
	}
	return kit.Column(theme.Space(1), kit.Muted(s.t("insight.picture")).Cut(), chart.Intervals(strings.Join(said, s.t("list.comma")), rows))
}

func (s *Screen) rateColumns() []grid.Column {
	right := func(id string, width float32) grid.Column {
		return grid.Column{ID: id, Title: s.t("insight.col." + id), Width: width, Align: fyne.TextAlignTrailing}
	}
	return []grid.Column{
		{ID: "name", Title: s.t("insight.by." + string(s.model.By)), Width: 130, Flex: 0.8},
		{ID: "share", Title: s.t("insight.col.share"), Width: 256, Flex: 0.4}, {ID: "rest", Title: s.t("insight.col.rest"), Width: 220, Flex: 0.4, Drop: 2},
		right("open", 70), right("unappealed", 96), {ID: "out", Title: "", Width: 110, Drop: 1},
	}
}

type rateRows struct{ s *Screen }

func (r *rateRows) Len() int         { return len(r.s.model.Rates()) }
func (r *rateRows) Key(at int) int64 { return int64(at + 1) }

func (r *rateRows) Fill(at int, cells []grid.Cell) {
	x, w := r.s.model.Rates()[at], r.s.w()
	cells[0] = grid.Cell{Text: words.Name(w, x), Bold: x.StandsOut}
	cells[1] = grid.Cell{Text: words.Share(w, x.Share)}
	cells[2] = grid.Cell{Text: words.Share(w, x.Rest), Ink: theme.InkMuted}
	cells[3] = grid.Cell{Text: w.Number(int64(x.Open))}
	cells[4] = grid.Cell{Text: words.Unappealed(w, x)}
	if x.StandsOut {
		cells[5] = grid.Cell{Kind: grid.Pill, Text: w.T("insight.stands_out"), Tone: kit.Failure}
	}
}
