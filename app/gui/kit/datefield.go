package kit

import (
	"strings"
	"time"

	"recourse/cases"
)

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
