package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/theme"
)

// Dialog asks for one thing over a dimmed window. Esc closes it, Tab stays
// inside, and the control named as First has the focus when it opens.
type Dialog struct {
	widget.BaseWidget

	// OnClose is told when the dialog goes, by whatever way.
	OnClose func()
	// First has the focus when the dialog opens.
	First fyne.Focusable
	// Then has it when the dialog is gone; nil gives it back to who had it.
	Then fyne.Focusable

	title  string
	width  float32
	body   fyne.CanvasObject
	foot   fyne.CanvasObject
	drawn  fyne.Canvas
	before fyne.Focusable
}

// NewDialog returns a dialog of a width with its body, and its buttons in one
// row at the lower right, the primary one last.
func NewDialog(title string, width float32, body fyne.CanvasObject, buttons ...*Button) *Dialog {
	d := &Dialog{title: title, width: width, body: body}
	row := []fyne.CanvasObject{Gap()}
	for _, b := range buttons {
		row = append(row, b)
	}
	d.foot = Row(theme.Space(2), row...)
	if len(buttons) > 0 {
		d.First = buttons[0]
	}
	d.ExtendBaseWidget(d)
	return d
}

// ShowOn opens the dialog on a canvas.
func (d *Dialog) ShowOn(c fyne.Canvas) {
	d.drawn, d.before = c, c.Focused()
	if d.Then != nil {
		d.before = d.Then
	}
	c.Overlays().Add(d)
	if d.First != nil {
		c.Focus(d.First)
	}
}

// Escape closes the dialog and gives the focus back.
func (d *Dialog) Escape() { d.Close() }

// Close closes the dialog and gives the focus back, or to the work if what
// had it is gone.
func (d *Dialog) Close() {
	if d.drawn == nil {
		return
	}
	c := d.drawn
	d.drawn = nil
	c.Overlays().Remove(d)
	if d.OnClose != nil {
		d.OnClose()
	}
	if Standing(d.before) {
		c.Focus(d.before)
	}
	Rest(c)
}

// Open reports whether the dialog is shown.
func (d *Dialog) Open() bool { return d.drawn != nil }

// Tapped swallows clicks beside the dialog, so nothing is lost by a slip.
func (d *Dialog) Tapped(*fyne.PointEvent) {}

// CreateRenderer is called by the toolkit.
func (d *Dialog) CreateRenderer() fyne.WidgetRenderer {
	scrim, back := canvas.NewRectangle(nil), box()
	head := Strong(d.title)
	scroll := Scroll(Insets(ringRoom, ringRoom+barRoom, ringRoom, ringRoom, d.body)).Object()
	p := &painter{of: d, objects: []fyne.CanvasObject{scrim, back, head, scroll, d.foot}}
	p.refresh = func() {
		paint(scrim, theme.Scrim, "", 0)
		paint(back, theme.Panel, theme.Line, 1)
		for _, o := range []fyne.CanvasObject{head, d.body, d.foot} {
			o.Refresh()
		}
		back.CornerRadius = theme.Radius + 2
	}
	p.min = func() fyne.Size { return fyne.NewSize(d.width, theme.Space(40)) }
	p.layout = func(s fyne.Size) { d.place(s, scrim, back, head, scroll) }
	p.refresh()
	return p
}

// ringRoom is the room a scrolled body keeps around itself, so that the focus
// ring and the edge of a field are not cut.
const ringRoom float32 = 4

// barRoom is the room beside a scrolled body for its bar, which stands in the
// dialog's margin.
const barRoom float32 = 12

func (d *Dialog) place(s fyne.Size, scrim, back *canvas.Rectangle, head *Text, body fyne.CanvasObject) {
	scrim.Resize(s)
	edge, gap := theme.Space(5), theme.Space(4)
	w := min(d.width, s.Width-2*edge)
	inner := w - 2*edge
	hh, fh := head.MinSize().Height, d.foot.MinSize().Height
	bh := min(heightFor(d.body, inner), s.Height-2*edge-hh-fh-2*gap-2*edge)
	h := edge + hh + gap + bh + gap + fh + edge
	x, y := (s.Width-w)/2, max(edge, (s.Height-h)*0.4)
	back.Move(fyne.NewPos(x, y))
	back.Resize(fyne.NewSize(w, h))
	for _, part := range []struct {
		o    fyne.CanvasObject
		h    float32
		room float32
		bar  float32
	}{{head, hh, 0, 0}, {body, bh, ringRoom, barRoom}, {d.foot, fh, 0, 0}} {
		part.o.Move(fyne.NewPos(x+edge-part.room, y+edge-part.room))
		part.o.Resize(fyne.NewSize(inner+2*part.room+part.bar, part.h+2*part.room))
		y += part.h + gap
	}
}

// Question is what Confirm asks.
type Question struct {
	Title, Text string
	Yes, No     string
	Danger      bool // Yes cannot be undone: the focus is on No
}

// Confirm asks a question; yes is called for Yes alone.
func Confirm(c fyne.Canvas, q Question, yes func()) *Dialog {
	var d *Dialog
	no := NewButton(q.No, func() { d.Close() })
	do := NewButton(q.Yes, func() { d.Close(); yes() }).As(Primary)
	if q.Danger {
		do.Kind = Danger
	}
	d = NewDialog(q.Title, theme.Text(theme.Body)*32, Prose(q.Text), no, do)
	if !q.Danger {
		d.First = do
	}
	d.ShowOn(c)
	return d
}
