package procedure

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// Around is what a turn can choose from beside the case itself.
type Around struct {
	File   *cases.File
	Twins  []*cases.File // open cases that may be the same matter
	People []cases.User
}

// Lacks refuses a turn that has nothing to choose from.
func (a Around) Lacks(t Turn) error {
	for _, f := range t.Fields {
		switch {
		case f.Kind == Twins && len(a.Twins) == 0:
			return cases.Refuse("no_twins")
		case f.Kind == Conflict && len(a.liftable()) == 0:
			return cases.Refuse("no_conflict_to_lift")
		}
	}
	return nil
}

// conflict is somebody who may not work on the case, and why.
type conflict struct {
	who  cases.User
	code string
}

// liftable lists the conflicts that a supervisor can lift.
func (a Around) liftable() []conflict {
	var out []conflict
	for _, u := range a.People {
		if u.Disabled || !u.Has(cases.Reviewer, cases.Supervisor) {
			continue
		}
		for _, c := range cases.Conflicts(u, a.File) {
			if cases.MayLift(c) {
				out = append(out, conflict{u, c})
			}
		}
	}
	return out
}

// person finds somebody of the directory by id.
func (a Around) person(id cases.UserID) cases.User {
	for _, u := range a.People {
		if u.ID == id {
			return u
		}
	}
	return cases.User{}
}

// twins shows the case beside the ones that may be the same matter, and asks
// which two are one and which of them goes on: the earlier filing unless
// somebody chooses otherwise.
func (f *Form) twins(w *i18n.Words, a Around) {
	cards := []fyne.CanvasObject{kit.Fill(card(w, a.File, w.T("turn.twin.this")))}
	for _, t := range a.Twins {
		cards = append(cards, kit.Fill(card(w, t, w.T("turn.twin.other"))))
	}
	if len(cards) > 3 {
		f.Objects = append(f.Objects, kit.Column(theme.Space(2), cards...))
	} else {
		f.Objects = append(f.Objects, kit.TopRow(theme.Space(2), cards...))
	}
	id := func(c *cases.File) string { return strconv.FormatInt(int64(c.ID), 10) }
	var others []kit.Option
	for _, t := range a.Twins {
		others = append(others, kit.Option{Code: id(t), Label: t.AppealNo})
	}
	master := kit.NewChoice(w.T("turn.choose"), nil, nil)
	other := kit.NewChoice(w.T("turn.choose"), others, func(code string) {
		for _, t := range a.Twins {
			if id(t) == code {
				master.SetOptions([]kit.Option{{Code: id(a.File), Label: a.File.AppealNo}, {Code: id(t), Label: t.AppealNo}})
				master.Set(id(earlier(a.File, t)))
			}
		}
	})
	if len(others) > 1 {
		f.Objects = append(f.Objects, kit.NewField(w.T("turn.field.twin"), "", other).Object())
		f.First = other
	}
	other.Choose(others[0].Code)
	f.Objects = append(f.Objects, kit.NewField(w.T("turn.field.master"), w.T("turn.twin.hint"), master).Object())
	if f.First == nil {
		f.First = master
	}
	f.read = append(f.read, func(v *Values) bool {
		v.Said["twin"], v.Said["master"] = other.Code(), master.Code()
		return true
	})
}

func earlier(a, b *cases.File) *cases.File {
	if b.FiledAt.Before(a.FiledAt) {
		return b
	}
	return a
}

// card is one of two cases that may be one matter; the name is masked.
func card(w *i18n.Words, c *cases.File, head string) fyne.CanvasObject {
	a := &c.Snapshot.Appeal
	grounds := make([]string, len(c.Grounds))
	for i, g := range c.Grounds {
		grounds[i] = string(g) + " " + w.Ground(g)
	}
	papers := make([]string, len(a.Documents))
	for i, d := range a.Documents {
		if papers[i] = d.Title; d.Title == "" {
			papers[i] = w.Or("case.document."+d.Type, d.Type)
		}
	}
	if len(papers) == 0 {
		papers = []string{w.None()}
	}
	lines := []fyne.CanvasObject{kit.Caption(head), kit.Strong(c.AppealNo), kit.Prose(cases.MaskName(c.Snapshot.Resident.Name) + " · " + w.State(c.State))}
	for _, l := range []struct{ key, text string }{
		{"filed", w.FullDateTime(c.FiledAt)}, {"grounds", strings.Join(grounds, "\n")}, {"papers", strings.Join(papers, "\n")},
	} {
		lines = append(lines, kit.Note(w.T("turn.twin."+l.key)), kit.Prose(l.text))
	}
	return kit.Well(kit.Column(theme.Space(1), lines...))
}

// conflicts asks whose conflict is lifted.
func (f *Form) conflicts(w *i18n.Words, a Around) {
	var options []kit.Option
	for _, c := range a.liftable() {
		options = append(options, kit.Option{Code: string(c.who.ID) + "/" + c.code, Label: c.who.Name + " · " + w.T("recusal."+c.code)})
	}
	c := kit.NewChoice(w.T("turn.choose"), options, nil)
	if len(options) == 1 {
		c.Set(options[0].Code)
	}
	f.Objects = append(f.Objects, kit.NewField(w.T("turn.field.conflict"), "", c).Object())
	if f.First == nil {
		f.First = c
	}
	f.read = append(f.read, func(v *Values) bool {
		id, code, _ := strings.Cut(c.Code(), "/")
		v.Person, v.Said["conflict"] = a.person(cases.UserID(id)), code
		return true
	})
}
