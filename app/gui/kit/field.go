package kit

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"recourse/app/gui/theme"
	"recourse/cases"
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

// Beside puts a button at the right of the control, in line with it and not
// with the label.
func (f *Field) Beside(b *Button) {
	f.all.Objects[1] = Row(theme.Space(2), Fill(f.all.Objects[1]), b)
	f.all.Refresh()
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

// DateLayout and TimeLayout are the forms a date field reads; both languages
// write them the same way.
const (
	DateLayout = time.DateOnly
	TimeLayout = "2006-01-02 15:04"
)

// DateField is a field for a day or a minute in the case's time zone, written
// as 2020-02-19 or 2020-02-19 18:00.
type DateField struct {
	*Field

	Entry  *Entry
	wrong  string
	minute bool
}

// NewDateField returns a field. wrong is the sentence shown for a text that is
// no date; withTime asks for the minute as well.
func NewDateField(label, wrong string, withTime bool) *DateField {
	d := &DateField{Entry: NewEntry("2020-02-19"), wrong: wrong, minute: withTime}
	if withTime {
		d.Entry.PlaceHolder = "2020-02-19 18:00"
	}
	d.Field = NewField(label, "", d.Entry)
	d.Entry.OnChanged = func(string) { d.check() }
	return d
}

// Set writes a time; the zero time empties the field.
func (d *DateField) Set(t time.Time) {
	if t.IsZero() {
		d.Entry.SetText("")
		return
	}
	d.Entry.SetText(t.In(cases.Shanghai()).Format(d.layout()))
}

// Value reads the field. ok is false for a text that is no date; an empty
// field is the zero time and fine.
func (d *DateField) Value() (t time.Time, ok bool) {
	s := strings.TrimSpace(d.Entry.Text)
	if s == "" {
		return time.Time{}, true
	}
	t, err := time.ParseInLocation(d.layout(), s, cases.Shanghai())
	return t, err == nil
}

func (d *DateField) layout() string {
	if d.minute {
		return TimeLayout
	}
	return DateLayout
}

func (d *DateField) check() {
	if _, ok := d.Value(); ok {
		d.SetError("")
		return
	}
	d.SetError(d.wrong)
}

// PathField is a field for a file or a folder: typed, or chosen in a dialog.
type PathField struct {
	*Field

	Entry  *Entry
	Choose *Button
}

// NewPathField returns a field with a button that opens the dialog for a
// folder, or for a file.
func NewPathField(w fyne.Window, label, choose string, folder bool) *PathField {
	p := &PathField{Entry: NewEntry("")}
	p.Choose = NewButton(choose, nil).WithIcon("folder")
	set := func(path string) { p.Entry.SetText(path) }
	p.Choose.OnTap = func() { AskFile(w, set) }
	if folder {
		p.Choose.OnTap = func() { AskFolder(w, set) }
	}
	p.Field = NewField(label, "", Row(theme.Space(2), Fill(p.Entry), p.Choose))
	return p
}

// AskFile opens the dialog for one file; chosen is not called when the person
// closes it.
func AskFile(w fyne.Window, chosen func(path string)) {
	d := dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		if err != nil || f == nil {
			return
		}
		path := f.URI().Path()
		f.Close() // only the name is wanted; who reads the file opens it
		chosen(path)
	}, w)
	d.Show()
	d.Resize(dialogRoom(w)) // the toolkit's dialog has no size before it is shown, and panics
}

// AskFolder opens the dialog for a folder.
func AskFolder(w fyne.Window, chosen func(path string)) {
	d := dialog.NewFolderOpen(func(f fyne.ListableURI, err error) {
		if err == nil && f != nil {
			chosen(f.Path())
		}
	}, w)
	d.Show()
	d.Resize(dialogRoom(w)) // the toolkit's dialog has no size before it is shown, and panics
}

// dialogRoom is most of the window: the toolkit's dialog shows few names in
// its own size.
func dialogRoom(w fyne.Window) fyne.Size {
	s := w.Canvas().Size()
	return fyne.NewSize(min(s.Width*0.8, 960), min(s.Height*0.8, 640))
}
