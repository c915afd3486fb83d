package grid

import (
	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// Kind is how a cell is painted.
type Kind int

// The kinds of cells.
const (
	Words Kind = iota // text, with an icon before it if there is one
	Code              // a health code's shape and word
	Bar               // a share as a bar, with text to its right
	Marks             // icons in a row
	Pill              // a small word with a tone, such as a state
)

// Column is one column. It is as wide as its head, as Width and as the longest
// of Fits ask for; without Fits the first rows are measured, unless the column
// holds sentences, which a Flex of 1 or more says. Flex shares out the room that
// is left; a column with the highest Drop goes first when there is too little.
type Column struct {
	ID       string
	Title    string
	Width    float32 // the least, at text scale 1
	Fits     []Cell  // contents that must not be cut, such as the longest words of the language
	Flex     float32
	Align    fyne.TextAlign
	Sortable bool
	Drop     int
}

// Cell is what stands in one cell. The zero cell is empty.
type Cell struct {
	Kind  Kind
	Text  string
	Icon  string
	Ink   theme.Token // "" is Ink
	Bold  bool
	Mono  bool
	Tone  kit.Tone     // of a Pill
	Code  cases.Colour // of a Code
	Share float64      // of a Bar, 0 to 1
	Marks []Mark       // of Marks
	Tip   string       // under the pointer; cut text shows itself
}

// Mark is one icon in a cell of Marks.
type Mark struct {
	Icon string
	Ink  theme.Token
}

// Source gives the rows. Key must be the same for the same thing wherever it
// stands; marks and the current row are kept by it.
type Source interface {
	Len() int
	Key(at int) int64
	// Fill writes a row into cells, one per column; they come in empty.
	Fill(at int, cells []Cell)
}

// Finder is a source that can tell where a key stands, -1 for nowhere. With
// it the current row is kept when the order changes.
type Finder interface{ Find(key int64) int }

// view is the window onto the rows: which is first, which is current. It has
// no pixels in it.
type view struct {
	rows    int // in all
	visible int // fully visible
	first   int
	current int // -1 for none
}

// scroll moves the first row, within bounds.
func (v *view) scroll(to int) {
	v.first = max(0, min(to, v.rows-v.visible))
}

// move makes a row current and brings it into sight.
func (v *view) move(to int) {
	if v.rows == 0 {
		v.current = -1
		return
	}
	v.current = max(0, min(to, v.rows-1))
	switch {
	case v.current < v.first:
		v.scroll(v.current)
	case v.current >= v.first+max(1, v.visible):
		v.scroll(v.current - max(1, v.visible) + 1)
	}
}

// resize takes a new number of rows or of visible rows.
func (v *view) resize(rows, visible int) {
	v.rows, v.visible = rows, visible
	if v.current >= rows {
		v.current = rows - 1
	}
	v.scroll(v.first)
}

// thumb is the drag bar's handle within a track of a length: where it starts
// and how long it is. All in float64: at half a million rows float32 would
// jump.
func (v *view) thumb(track float64) (start, length float64) {
	if v.rows <= v.visible || v.rows == 0 {
		return 0, 0
	}
	length = max(28, track*float64(v.visible)/float64(v.rows))
	return (track - length) * float64(v.first) / float64(v.rows-v.visible), length
}

// drag puts the handle's start at a place on the track.
func (v *view) drag(start, track float64) {
	_, length := v.thumb(track)
	if length == 0 || track <= length {
		return
	}
	v.scroll(int(start/(track-length)*float64(v.rows-v.visible) + 0.5))
}
