package pick

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
)

// rowsShown is how many items are in sight; the list follows the mark.
const rowsShown = 9

// Labels are the picker's words in the language of the moment.
type Labels struct {
	Title, Hint string
	None        string                 // nothing matches
	More        func(n, of int) string // which of how many is marked
	Close       string
}

// Picker is an open list with its field.
type Picker struct {
	// OnPick is told which item was taken, before it runs.
	OnPick func(Item)
	// More makes further items of what is typed, such as a case by its number;
	// they come first.
	More func(typed string) []Item

	words  Labels
	all    []Item
	recent []string
	found  []Item
	at     int
	top    int

	dialog *kit.Dialog
	field  *kit.Entry
	rows   *fyne.Container
	below  *fyne.Container
	count  *kit.Text
}

// New returns a picker over items; recent are the IDs of those chosen lately.
func New(words Labels, items []Item, recent []string) *Picker {
	p := &Picker{words: words, all: items, recent: recent, rows: kit.Column(0), below: kit.Column(0), count: kit.Caption("")}
	p.field = kit.NewEntry(words.Hint)
	p.field.OnChanged = func(string) { p.search() }
	p.field.OnSubmitted = func(string) { p.take(p.at) }
	p.field.OnKey = p.key
	return p
}

// ShowOn opens the list on a canvas.
func (p *Picker) ShowOn(c fyne.Canvas) {
	shut := kit.NewButton(p.words.Close, func() { p.dialog.Close() })
	body := kit.Column(theme.Space(2), p.field, p.rows, p.below, p.count)
	p.search()
	p.dialog = kit.NewDialog(p.words.Title, theme.Text(theme.Body)*44, body, shut)
	p.dialog.First = p.field
	p.dialog.ShowOn(c)
}

// Marked is the item that Enter takes; ok is false when nothing matches.
func (p *Picker) Marked() (it Item, ok bool) {
	if p.at < 0 || p.at >= len(p.found) {
		return Item{}, false
	}
	return p.found[p.at], true
}

// Found are the items that match what is typed.
func (p *Picker) Found() []Item { return p.found }

func (p *Picker) search() {
	typed := p.field.Text
	p.found = nil
	if p.More != nil {
		p.found = p.More(typed)
	}
	p.found = append(p.found, Find(p.all, typed, p.recent)...)
	p.at, p.top = 0, 0
	p.show()
}

// key takes the keys that move the mark.
func (p *Picker) key(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyDown:
		p.move(1)
	case fyne.KeyUp:
		p.move(-1)
	case fyne.KeyPageDown:
		p.move(rowsShown)
	case fyne.KeyPageUp:
		p.move(-rowsShown)
	default:
		return false
	}
	return true
}

func (p *Picker) move(by int) {
	p.at = max(0, min(p.at+by, len(p.found)-1))
	p.top = max(min(p.top, p.at), p.at-rowsShown+1, 0)
	p.show()
}

// take closes the list and runs an item. One that cannot be chosen now stays
// where it is and says why.
func (p *Picker) take(at int) {
	if at < 0 || at >= len(p.found) {
		return
	}
	if p.at = at; p.found[at].Off != "" {
		p.show()
		return
	}
	it := p.found[at]
	p.dialog.Close()
	if p.OnPick != nil {
		p.OnPick(it)
	}
	if it.Run != nil {
		it.Run()
	}
}

// show draws the items in sight and what there is to say of the marked one.
func (p *Picker) show() {
	p.rows.Objects = nil
	for i := p.top; i < min(len(p.found), p.top+rowsShown); i++ {
		p.rows.Objects = append(p.rows.Objects, newLine(p.found[i], i == p.at, func() { p.take(i) }))
	}
	p.below.Objects = nil
	it, ok := p.Marked()
	switch {
	case !ok:
		p.rows.Objects = []fyne.CanvasObject{kit.Pad(theme.Space(2), kit.Prose(p.words.None))}
	case it.Off != "":
		p.below.Objects = []fyne.CanvasObject{kit.Rule(), kit.Note(it.Off).In(theme.WarnInk)}
	case it.Text != "":
		p.below.Objects = []fyne.CanvasObject{kit.Rule(), kit.Note(it.Text)}
	}
	p.count.Set("")
	if ok && p.words.More != nil {
		p.count.Set(p.words.More(p.at+1, len(p.found)))
	}
	p.rows.Refresh()
	p.below.Refresh()
	if p.dialog != nil {
		p.dialog.Refresh()
	}
}

// line is one item in the list.
type line struct {
	widget.BaseWidget
	all fyne.CanvasObject
	tap func()
}

func newLine(it Item, marked bool, tap func()) *line {
	title, ink, plane := kit.Body(it.Title), theme.Ink, theme.Panel
	if marked {
		title, plane = kit.Strong(it.Title), theme.AccentSoft
	}
	if it.Off != "" {
		ink = theme.InkMuted
	}
	group := kit.Fixed(theme.Text(theme.Caption)*8, 0, kit.Caption(it.Group).Cut())
	row := kit.Row(theme.Space(3), group, kit.Fill(title.In(ink).Cut()), kit.Caption(it.Note))
	l := &line{tap: tap, all: kit.On(kit.Rounded(plane, ""), kit.Insets(theme.Space(1.5), theme.Space(3), theme.Space(1.5), theme.Space(3), row))}
	l.ExtendBaseWidget(l)
	return l
}

// Tapped takes the item.
func (l *line) Tapped(*fyne.PointEvent) { l.tap() }

// CreateRenderer is called by the toolkit.
func (l *line) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.all) }
