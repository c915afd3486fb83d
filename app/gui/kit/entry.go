package kit

import (
	"strconv"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/theme"
)

// Entry is a one-line field. Enter calls OnSubmitted, Esc leaves the dialog it
// is in.
type Entry struct {
	widget.Entry

	// OnKey sees a key before the entry does and says whether it took it; a
	// search box hands Down to its list.
	OnKey func(fyne.KeyName) bool
}

// NewEntry returns an empty field with a hint.
func NewEntry(hint string) *Entry {
	e := &Entry{}
	e.PlaceHolder = hint
	e.ExtendBaseWidget(e)
	return e
}

// NewSecret returns a field for a passphrase, with an eye to look at it.
func NewSecret(hint string) *Entry {
	e := &Entry{}
	e.Password = true
	e.PlaceHolder = hint
	e.ExtendBaseWidget(e)
	return e
}

// FocusGained brings the field into sight.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	reveal(e)
}

// TypedKey leaves on Esc.
func (e *Entry) TypedKey(k *fyne.KeyEvent) {
	switch {
	case e.OnKey != nil && e.OnKey(k.Name):
	case k.Name == fyne.KeyEscape, k.Name == fyne.KeyF1:
		Leftover(e, k.Name)
	default:
		e.Entry.TypedKey(k)
		Touch(e)
	}
}

// TypedRune writes a letter.
func (e *Entry) TypedRune(r rune) {
	e.Entry.TypedRune(r)
	Touch(e)
}

// ReasonEntry is a field of several lines for an officer's own words. Tab
// moves on to the next control instead of replacing what is selected, which
// the toolkit's own field would do.
type ReasonEntry struct {
	widget.Entry
}

// NewReasonEntry returns an empty field with a hint and room for so many
// lines.
func NewReasonEntry(hint string, lines int) *ReasonEntry {
	e := &ReasonEntry{}
	e.MultiLine = true
	e.Wrapping = fyne.TextWrapWord
	e.PlaceHolder = hint
	e.SetMinRowsVisible(lines)
	e.ExtendBaseWidget(e)
	return e
}

// AcceptsTab lets Tab move on.
func (e *ReasonEntry) AcceptsTab() bool { return false }

// FocusGained brings the field into sight.
func (e *ReasonEntry) FocusGained() {
	e.Entry.FocusGained()
	reveal(e)
}

// TypedKey leaves on Esc.
func (e *ReasonEntry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape || k.Name == fyne.KeyF1 {
		Leftover(e, k.Name)
		return
	}
	e.Entry.TypedKey(k)
	Touch(e)
}

// TypedRune writes a letter.
func (e *ReasonEntry) TypedRune(r rune) {
	e.Entry.TypedRune(r)
	Touch(e)
}

// Selectable is text a person can mark and copy: an ID, a hash, a reason.
func Selectable(s string) *widget.Label {
	l := widget.NewLabel(s)
	l.Selectable = true
	l.Wrapping = fyne.TextWrapWord
	return l
}

// Reason is a ReasonEntry with its label and a counter that says when the
// text is too short or too long.
type Reason struct {
	all      *fyne.Container
	Entry    *ReasonEntry
	min, max int
	counter  *Text
}

// NewReason returns a field for between least and most characters. changed is
// told every new text.
func NewReason(label, hint string, least, most int, changed func(string)) *Reason {
	r := &Reason{Entry: NewReasonEntry(hint, 7), min: least, max: most, counter: Caption("")}
	r.Entry.OnChanged = func(s string) {
		r.count(s)
		if changed != nil {
			changed(s)
		}
	}
	r.all = Column(theme.Space(1), Row(theme.Space(2), Body(label), Gap(), r.counter), r.Entry)
	r.count("")
	return r
}

// Object is what a screen puts into its layout.
func (r *Reason) Object() fyne.CanvasObject { return r.all }

// Set replaces the text without telling anybody.
func (r *Reason) Set(s string) {
	changed := r.Entry.OnChanged
	r.Entry.OnChanged = nil
	r.Entry.SetText(s)
	r.Entry.OnChanged = changed
	r.count(s)
}

// Complete reports whether the length is within its bounds.
func (r *Reason) Complete() bool {
	n := utf8.RuneCountInString(r.Entry.Text)
	return n >= r.min && n <= r.max
}

// count writes "37 / 50–4000": the number so far and the bounds.
func (r *Reason) count(s string) {
	n := utf8.RuneCountInString(s)
	r.counter.Ink = theme.InkMuted
	if n > r.max || n > 0 && n < r.min {
		r.counter.Ink = theme.WarnInk
	}
	r.counter.Content = strconv.Itoa(n) + " / " + strconv.Itoa(r.min) + "–" + strconv.Itoa(r.max)
	r.counter.Refresh()
}
