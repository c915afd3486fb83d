package kit

import (
	"strconv"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"recourse/app/gui/theme"
)

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
