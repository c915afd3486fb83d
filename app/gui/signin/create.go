package signin

import (
	"context"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// form is the page of a new office: its fields by name.
type form struct {
	of     *Screen
	fields map[string]*kit.Field
	first  *kit.Entry
}

// createPage asks for the office and for its administrator. What is wrong is
// said below each field when the button is pressed, and goes while one types.
func (s *Screen) createPage() (fyne.CanvasObject, fyne.Focusable) {
	w, d := s.words(), &s.model.Draft
	f := &form{of: s, fields: map[string]*kit.Field{}}
	office := kit.Column(theme.Space(3), kit.Strong(w.T("create.step.office")),
		f.text("name", &d.Name), f.text("authority", &d.Authority), f.text("division", &d.Division), f.place(&d.Where))
	you := kit.Column(theme.Space(3), kit.Strong(w.T("create.step.you")),
		f.text("admin", (*string)(&d.Admin)), f.text("person", &d.Person), f.secret("pass", &d.Passphrase), f.secret("again", &d.Again))
	do := kit.NewButton(w.T("create.do"), f.submit).As(kit.Primary)
	back := kit.NewButton(w.T("action.back"), func() { s.to(PageFirst) })
	if s.model.Busy != "" {
		do.Disable()
		back.Disable()
	}
	columns := kit.TopRow(theme.Space(8), kit.Fill(office), kit.Fill(you))
	objects := append(s.head(w.T("create.title")), columns, kit.Row(theme.Space(2), kit.Gap(), back, do))
	return kit.Column(theme.Space(5), objects...), f.first
}

func (f *form) text(name string, value *string) fyne.CanvasObject {
	e := kit.NewEntry("")
	if f.first == nil {
		f.first = e
	}
	return f.add(name, e, e, value)
}

func (f *form) secret(name string, value *string) fyne.CanvasObject {
	e := kit.NewSecret("")
	return f.add(name, e, e, value)
}

// place is the field of the file, with a button that looks for one.
func (f *form) place(value *string) fyne.CanvasObject {
	e := kit.NewEntry("")
	browse := kit.NewButton("", func() {
		f.of.o.Browse(true, func(path string) { e.SetText(path) })
	}).WithIcon("folder").WithTip(f.of.words().T("open.browse"))
	return f.add("where", e, kit.Row(theme.Space(1), kit.Fill(e), browse), value)
}

func (f *form) add(name string, e *kit.Entry, control fyne.CanvasObject, value *string) fyne.CanvasObject {
	w := f.of.words()
	field := kit.NewField(w.T("create."+name), w.Or("create."+name+".hint", ""), control)
	f.fields[name] = field
	e.SetText(*value)
	e.OnChanged = func(t string) {
		*value = t
		field.SetError("")
	}
	return field.Object()
}

// submit creates the office, if every field is as it must be.
func (f *form) submit() {
	s := f.of
	bad := s.model.Draft.Check()
	for name, field := range f.fields {
		if key, wrong := bad[name]; wrong {
			field.SetError(s.words().T(key))
		}
	}
	if len(bad) > 0 {
		return
	}
	draft, key := s.model.Draft, ""
	s.run(s.words().T("create.working"), func(ctx context.Context) (err error) {
		key, err = s.o.Door.Create(ctx, draft)
		return err
	}, func() {
		s.model.Recovery = key
		s.model.User = cases.UserID(draft.Admin)
		s.model.Draft = NewOffice{}
		s.to(PageRecovery)
	})
}
