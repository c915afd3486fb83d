package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
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
