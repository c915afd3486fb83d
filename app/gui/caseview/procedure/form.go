package procedure

import (
	"time"

	"fyne.io/fyne/v2"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
)

// Form is the fields of a turn as a dialog shows them.
type Form struct {
	Objects []fyne.CanvasObject
	First   fyne.Focusable
	read    []func(*Values) bool
}

// NewForm builds the fields of a turn. Moments start at now. Around must not
// lack what the turn chooses from.
func NewForm(w *i18n.Words, t Turn, a Around, now time.Time) *Form {
	f := &Form{}
	for _, field := range t.Fields {
		switch field.Kind {
		case Twins:
			f.twins(w, a)
		case Conflict:
			f.conflicts(w, a)
		case Papers:
			f.papers(w, field)
		default:
			f.add(w, t, field, now)
		}
	}
	return f
}

// add adds an ordinary field. A turn can word the label in its own way, as
// turn.<turn>.<field>, and say more below, as turn.<turn>.<field>.hint.
func (f *Form) add(w *i18n.Words, t Turn, field Field, now time.Time) {
	own := "turn." + t.Name + "." + field.Name
	label, hint := w.Or(own, w.T("turn.field."+field.Name)), w.Or(own+".hint", "")
	put := func(o fyne.CanvasObject, first fyne.Focusable, read func(*Values) bool) {
		f.Objects, f.read = append(f.Objects, o), append(f.read, read)
		if f.First == nil {
			f.First = first
		}
	}
	say := func(value func() string) func(*Values) bool {
		return func(v *Values) bool { v.Said[field.Name] = value(); return true }
	}
	switch field.Kind {
	case Choice:
		options := make([]kit.Option, len(field.Codes))
		for i, c := range field.Codes {
			options[i] = kit.Option{Code: c, Label: w.T(field.Words + "." + c)}
		}
		c := kit.NewChoice(w.T("turn.choose"), options, nil)
		in := kit.NewField(label, hint, c)
		put(in.Object(), c, func(v *Values) bool {
			if v.Said[field.Name] = c.Code(); c.Code() == "" {
				in.SetError(w.T("turn.needs"))
				return false
			}
			in.SetError("")
			return true
		})
	case Line:
		e := kit.NewEntry("")
		put(kit.NewField(label, hint, e).Object(), e, say(func() string { return e.Text }))
	case Text:
		e := kit.NewReasonEntry("", 3)
		put(kit.NewField(label, hint, e).Object(), e, say(func() string { return e.Text }))
	case When:
		d := kit.NewDateField(label, w.T("case.time.wrong"), true)
		d.Set(now)
		put(d.Object(), d.Entry, func(v *Values) bool {
			at, ok := d.Value()
			if !ok || at.IsZero() {
				d.SetError(w.T("case.time.wrong"))
				return false
			}
			v.Times[field.Name] = at
			return true
		})
	}
}

func (f *Form) papers(w *i18n.Words, field Field) {
	list := NewPaperList(w)
	f.Objects = append(f.Objects, kit.NewField(w.T("turn.field."+field.Name), "", list.Object()).Object())
	if f.First == nil {
		f.First = list.First()
	}
	f.read = append(f.read, func(v *Values) bool {
		v.Missing, v.Said[field.Name] = list.Value()
		return true
	})
}

// Read takes what was filled in; false when a field cannot be understood and
// says so itself.
func (f *Form) Read() (Values, bool) {
	v := Values{Said: map[string]string{}, Times: map[string]time.Time{}}
	good := true
	for _, read := range f.read {
		good = read(&v) && good
	}
	return v, good
}
