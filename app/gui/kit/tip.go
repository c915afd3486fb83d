package kit

import (
	"weak"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/theme"
)

// Tipper is the frame that can show a short text near an object.
type Tipper interface {
	// ShowTip shows text below a thing of a height at a place in the window,
	// or above it near the lower edge; "" takes it away.
	ShowTip(text string, at fyne.Position, height float32)
}

// ShowTip shows a text below an object; "" takes it away. A window without a
// frame, such as a test's, shows none.
func ShowTip(o fyne.CanvasObject, text string) {
	ShowTipAt(o, text, fyne.Position{}, o.Size().Height)
}

// ShowTipAt shows a text below a part of an object.
func ShowTipAt(o fyne.CanvasObject, text string, part fyne.Position, height float32) {
	driver := fyne.CurrentApp().Driver()
	c := driver.CanvasForObject(o)
	if c == nil {
		return
	}
	if t, ok := c.Content().(Tipper); ok {
		t.ShowTip(text, driver.AbsolutePositionForObject(o).Add(part), height)
	}
}

// Frame is the window's outermost object: the content, and above it a layer
// for tips and toasts that lets the pointer through.
type Frame struct {
	widget.BaseWidget

	// OnEscape is what Esc does when no dialog is open.
	OnEscape func()
	// OnHelp is F1 and, outside fields, the question mark.
	OnHelp func()
	// OnRest puts the keyboard where the work is; see Rest.
	OnRest func()
	// OnTouch is told that somebody is at work.
	OnTouch func()

	// Beside is the width that something beside the work takes, such as the
	// help.
	Beside float32

	boxes   []weak.Pointer[ScrollBox]
	content fyne.CanvasObject
	tip     *bubble
	toast   *bubble
}

var (
	_ Tipper  = (*Frame)(nil)
	_ Escaper = (*Frame)(nil)
)

// NewFrame returns a frame around content.
func NewFrame(content fyne.CanvasObject) *Frame {
	f := &Frame{content: content, tip: newBubble(theme.Caption), toast: newBubble(theme.Body)}
	f.ExtendBaseWidget(f)
	return f
}

// SetContent replaces what the frame holds.
func (f *Frame) SetContent(o fyne.CanvasObject) {
	f.content = o
	f.Refresh()
}

// Content is what the frame holds.
func (f *Frame) Content() fyne.CanvasObject { return f.content }

// Escape leaves what the screen shows beside its work, if it wants to.
func (f *Frame) Escape() {
	if f.OnEscape != nil {
		f.OnEscape()
	}
}

// ShowTip shows a text near a place; see Tipper.
func (f *Frame) ShowTip(text string, at fyne.Position, height float32) {
	f.tip.set(text)
	if text == "" {
		return
	}
	size := f.tip.MinSize()
	at = at.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(f))
	x := min(max(theme.Space(1), at.X), f.Size().Width-size.Width-theme.Space(1))
	y := at.Y + height + theme.Space(1)
	if y+size.Height > f.Size().Height {
		y = at.Y - size.Height - theme.Space(1)
	}
	f.tip.Move(fyne.NewPos(x, y))
	f.tip.Resize(size)
}

// Toast shows a sentence at the lower edge; "" takes it away. The caller says
// when: time belongs to the shell.
func (f *Frame) Toast(text string) {
	f.toast.set(text)
	f.place(f.Size())
}

// ToastText is the sentence shown now.
func (f *Frame) ToastText() string { return f.toast.text }

func (f *Frame) place(size fyne.Size) {
	s := f.toast.MinSize()
	f.toast.Resize(s)
	f.toast.Move(fyne.NewPos((size.Width-s.Width)/2, size.Height-s.Height-theme.Space(12)))
}

// CreateRenderer is called by the toolkit.
func (f *Frame) CreateRenderer() fyne.WidgetRenderer {
	p := &painter{of: f}
	p.refresh = func() {
		p.objects = []fyne.CanvasObject{f.content, f.tip, f.toast}
		f.content.Refresh()
	}
	p.min = func() fyne.Size { return f.content.MinSize() }
	p.layout = func(s fyne.Size) {
		f.content.Resize(s)
		f.place(s)
	}
	p.refresh()
	return p
}

// bubble is a dark label. It takes no pointer events.
type bubble struct {
	widget.BaseWidget

	text string
	kind theme.Type
}

func newBubble(t theme.Type) *bubble {
	b := &bubble{kind: t}
	b.ExtendBaseWidget(b)
	b.Hide()
	return b
}

func (b *bubble) set(text string) {
	b.text = text
	if text == "" {
		b.Hide()
		return
	}
	b.Show()
	b.Refresh()
}

// CreateRenderer is called by the toolkit.
func (b *bubble) CreateRenderer() fyne.WidgetRenderer {
	back, line := box(), canvas.NewText(b.text, nil)
	p := &painter{of: b, objects: []fyne.CanvasObject{back, line}}
	p.refresh = func() {
		paint(back, theme.Bar, theme.Line, 1)
		line.Text, line.TextSize, line.Color = b.text, theme.Text(b.kind), theme.Colour(theme.OnBar)
	}
	p.min = func() fyne.Size {
		return measure(b.text, b.kind, fyne.TextStyle{}).Add(fyne.NewSize(theme.Space(5), theme.Space(3)))
	}
	p.layout = func(s fyne.Size) {
		back.Resize(s)
		line.Move(fyne.NewPos(theme.Space(2.5), theme.Space(1.5)))
		line.Resize(s.Subtract(fyne.NewSize(theme.Space(5), theme.Space(3))))
	}
	p.refresh()
	return p
}
