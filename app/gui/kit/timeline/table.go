package timeline

import (
	"recourse/app/gui/i18n"
	"recourse/app/gui/kit/grid"
)

// Table returns the items of all lanes as rows, in order of time: the same
// facts for those who would rather read than look.
func Table(words *i18n.Words, lanes ...Lane) *grid.Grid {
	r := &rows{words: words, lanes: lanes, order: Order(lanes)}
	return grid.New(r,
		grid.Column{ID: "from", Title: words.T("timeline.from"), Fits: r.fits(0)},
		grid.Column{ID: "what", Title: words.T("timeline.what"), Width: 120, Flex: 1},
		grid.Column{ID: "lane", Title: words.T("timeline.lane"), Fits: r.fits(2)},
		grid.Column{ID: "to", Title: words.T("timeline.to"), Fits: r.fits(3), Drop: 1},
		grid.Column{ID: "detail", Title: words.T("timeline.detail"), Width: 200, Flex: 2, Drop: 2},
	)
}

// fitted is how many rows decide how wide a column of times is.
const fitted = 200

// fits are the contents of a column that must not be cut.
func (r *rows) fits(column int) []grid.Cell {
	out := make([]grid.Cell, 0, min(fitted, r.Len()))
	for at := range min(fitted, r.Len()) {
		cells := make([]grid.Cell, 5)
		r.Fill(at, cells)
		out = append(out, cells[column])
	}
	return out
}

type rows struct {
	words *i18n.Words
	lanes []Lane
	order []Place
}

func (r *rows) Len() int         { return len(r.order) }
func (r *rows) Key(at int) int64 { return int64(at) + 1 }

func (r *rows) Fill(at int, cells []grid.Cell) {
	lane := r.lanes[r.order[at].Lane]
	it := lane.Items[r.order[at].Item]
	stamp := r.words.DateTime
	if it.Day {
		stamp = r.words.Date
	}
	cells[0].Text = stamp(it.From)
	if !it.To.IsZero() {
		cells[3].Text = stamp(it.To)
	}
	cells[2].Text = lane.Title
	cells[1] = grid.Cell{Text: it.Title, Icon: it.Icon}
	if it.Colour != "" {
		cells[1] = grid.Cell{Kind: grid.Code, Code: it.Colour, Text: it.Title}
	}
	cells[4].Text = it.Detail
	if it.Alarm {
		cells[4].Icon = "warning"
	}
}
