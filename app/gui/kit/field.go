package kit

import (
	"fyne.io/fyne/v2"

	"recourse/app/gui/theme"
)

// Field is a control with its label above it and, below it, a hint or what is
// wrong with the value.
type Field struct {
	all  *fyne.Container
	hint string
	note *Paragraph
	row  *fyne.Container
}

// NewField returns a field. hint may be empty.
func NewField(label, hint string, control fyne.CanvasObject) *Field {
	f := &Field{hint: hint, note: Note(hint)}
	f.row = Column(0, f.note)
	f.all = Column(theme.Space(1), newText(label, theme.Body, theme.Ink, fyne.TextStyle{}), control, f.row)
	f.row.Hidden = hint == ""
	return f
}

// Object is what a screen puts into its layout.
func (f *Field) Object() fyne.CanvasObject { return f.all }

// SetError says what is wrong; "" goes back to the hint.
func (f *Field) SetError(sentence string) {
	if sentence == "" {
		f.show(f.hint, theme.InkMuted)
		return
	}
	f.show(sentence, theme.DangerInk)
}

// SetHint replaces the hint.
func (f *Field) SetHint(hint string) {
	f.hint = hint
	f.show(hint, theme.InkMuted)
}

// Error is what stands below the control now when it is an error.
func (f *Field) Error() string {
	if f.note.Ink == theme.DangerInk {
		return f.note.Content
	}
	return ""
}

func (f *Field) show(s string, ink theme.Token) {
	if f.note.Content == s && f.note.Ink == ink {
		return
	}
	f.note.Content, f.note.Ink = s, ink
	f.row.Hidden = s == ""
	f.note.Refresh()
	Relayout(f.all)
}
