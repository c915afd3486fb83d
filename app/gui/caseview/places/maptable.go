package places

import (
	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
)

// table lists the records as rows, in order of time, and reads the current one
// out below, so that nothing is lost where a column has no room.
func (m *mapPage) table() fyne.CanvasObject {
	r := &rows{m}
	g := grid.New(r,
		grid.Column{ID: "ref", Title: m.t("map.col.ref"), Fits: r.fits(0)},
		grid.Column{ID: "when", Title: m.t("map.col.when"), Fits: r.fits(1)},
		grid.Column{ID: "source", Title: m.t("map.col.source"), Fits: r.fits(2)},
		grid.Column{ID: "radius", Title: m.t("map.col.radius"), Fits: r.fits(3), Drop: 1},
		grid.Column{ID: "risk", Title: m.t("map.col.risk"), Fits: r.fits(4), Drop: 2},
		grid.Column{ID: "place", Title: m.t("map.col.place"), Width: 120, Flex: 1, Drop: 3},
		grid.Column{ID: "border", Title: m.t("map.col.border"), Width: 180, Flex: 2, Drop: 4},
	)
	g.OnOpen = func(at int) { m.Show(m.chart.Records[at].Ref) }
	g.OnCurrent = m.readRow
	m.reading = kit.Column(theme.Space(1))
	m.box = kit.Scroll(kit.Pad(theme.Space(1), m.reading))
	g.Select(m.first())
	read := kit.Fixed(0, theme.Text(theme.Body)*readLines, m.box.Object())
	return kit.Page(nil, kit.Insets(theme.Space(2), 0, 0, 0, read), nil, nil, g)
}

// readRow reads the current row out.
func (m *mapPage) readRow(at int) {
	if at < 0 || at >= len(m.chart.Records) {
		return
	}
	m.state.Chosen = m.chart.Records[at].Ref
	m.read(at)
}

type rows struct{ of *mapPage }

func (r *rows) Len() int         { return len(r.of.chart.Records) }
func (r *rows) Key(at int) int64 { return int64(at) + 1 }

// fitted is how many rows decide how wide a column is.
const fitted = 200

// fits are the contents of a column that must not be cut.
func (r *rows) fits(column int) []grid.Cell {
	out := make([]grid.Cell, 0, min(fitted, r.Len()))
	for at := range min(fitted, r.Len()) {
		cells := make([]grid.Cell, 7)
		r.Fill(at, cells)
		out = append(out, cells[column])
	}
	return out
}

// Fill writes a record into its cells.
func (r *rows) Fill(at int, cells []grid.Cell) {
	m, rec := r.of, r.of.chart.Records[at]
	cells[0] = grid.Cell{Text: rec.Ref, Mono: true}
	cells[1].Text = m.when(rec)
	cells[2].Text = m.t("source." + string(rec.Flag.SourceType))
	cells[3].Text = m.radius(rec)
	cells[4].Text = m.risk(rec)
	cells[5].Text = rec.Flag.PlaceText
	cells[6].Text = m.border(rec)
}
