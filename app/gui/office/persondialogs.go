package office

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// askAdd asks for a new person.
func (s *Screen) askAdd() {
	id, name, unit, community := kit.NewEntry("wangfang"), kit.NewEntry("王芳"), kit.NewEntry(""), kit.NewEntry("330106001")
	roles := s.newRoles(nil)
	pass := s.newPassphrase()
	s.ask(question{
		title: s.t("office.add"), yes: s.t("office.add.do"), done: s.t("office.added"), first: name,
		act: func(end func(error)) {
			if !pass.same() {
				return
			}
			p := Person{
				ID: cases.UserID(strings.TrimSpace(id.Text)), Name: strings.TrimSpace(name.Text), Roles: roles.chosen(),
				Unit: strings.TrimSpace(unit.Text), Community: strings.TrimSpace(community.Text),
			}
			s.model.Do(func(ctx context.Context) error { return s.desk.AddPerson(ctx, p, pass.first.Text) }, end)
		},
	}, kit.NewField(s.t("office.person.name"), "", name).Object(), kit.NewField(s.t("office.person.id"), s.t("office.person.id.hint"), id).Object(),
		roles.object(), kit.TopRow(theme.Space(3), kit.Fill(kit.NewField(s.t("office.person.unit"), "", unit).Object()),
			kit.Fill(kit.NewField(s.t("office.person.community"), "", community).Object())),
		kit.Note(s.t("office.person.conflict")), pass.object())
}

func (s *Screen) askRoles(u cases.User) {
	roles := s.newRoles(u.Roles)
	s.ask(question{
		title: s.t("office.roles.title", "name", u.Name), yes: s.t("office.roles.do"), done: s.t("office.roles.done", "name", u.Name), first: roles.toggles[0],
		act: func(end func(error)) {
			chosen := roles.chosen()
			s.model.Do(func(ctx context.Context) error { return s.desk.SetRoles(ctx, u.ID, chosen) }, end)
		},
	}, kit.Prose(s.t("office.roles.text")), roles.object())
}

func (s *Screen) askDisable(u cases.User) {
	key := "office.disable"
	if u.Disabled {
		key = "office.enable"
	}
	s.ask(question{
		title: s.t(key+".title", "name", u.Name), yes: s.t(key), done: s.t(key+".done", "name", u.Name), danger: !u.Disabled,
		act: func(end func(error)) {
			s.model.Do(func(ctx context.Context) error { return s.desk.Disable(ctx, u.ID, !u.Disabled) }, end)
		},
	}, kit.Prose(s.t(key+".text")))
}

func (s *Screen) askReset(u cases.User) {
	pass := s.newPassphrase()
	s.ask(question{
		title: s.t("office.reset.title", "name", u.Name), yes: s.t("office.reset"), done: s.t("office.reset.done", "name", u.Name), danger: true, first: pass.first,
		act: func(end func(error)) {
			if pass.same() {
				s.model.Do(func(ctx context.Context) error { return s.desk.ResetPassphrase(ctx, u.ID, pass.first.Text) }, end)
			}
		},
	}, kit.Prose(s.t("office.reset.text")), pass.object())
}

// askOwn changes the passphrase of the person signed in.
func (s *Screen) askOwn() {
	old, pass := kit.NewSecret(""), s.newPassphrase()
	s.ask(question{
		title: s.t("office.own"), yes: s.t("office.own.do"), done: s.t("office.own.done"), first: old,
		act: func(end func(error)) {
			if pass.same() {
				s.model.Do(func(ctx context.Context) error { return s.desk.ChangePassphrase(ctx, old.Text, pass.first.Text) }, end)
			}
		},
	}, kit.NewField(s.t("office.own.old"), "", old).Object(), pass.object())
}

// rolePicker is one chip per role.
type rolePicker struct {
	toggles []*kit.Toggle
	field   *kit.Field
}

func (s *Screen) newRoles(has []cases.Role) *rolePicker {
	p := &rolePicker{}
	row := kit.Flow(theme.Space(2))
	for _, r := range cases.Roles() {
		on := cases.User{Roles: has}.Has(r)
		t := kit.NewToggle(s.w().Role(r), on, nil)
		t.SetTip(s.t("office.role." + string(r)))
		t.OnChange = func(bool) { row.Refresh() }
		p.toggles = append(p.toggles, t)
		row.Add(t)
	}
	p.field = kit.NewField(s.t("office.person.roles"), s.t("office.person.roles.hint"), row)
	return p
}

func (p *rolePicker) object() fyne.CanvasObject { return p.field.Object() }

func (p *rolePicker) chosen() []cases.Role {
	var out []cases.Role
	for i, r := range cases.Roles() {
		if p.toggles[i].On {
			out = append(out, r)
		}
	}
	return out
}

// passphrase is a new passphrase, written twice.
type passphrase struct {
	first, again *kit.Entry
	field        *kit.Field
	wrong        string
	all          fyne.CanvasObject
}

func (s *Screen) newPassphrase() *passphrase {
	p := &passphrase{first: kit.NewSecret(""), again: kit.NewSecret(""), wrong: s.t("office.pass.differ")}
	p.field = kit.NewField(s.t("office.pass.again"), "", p.again)
	p.again.OnChanged = func(string) { p.field.SetError("") }
	p.all = kit.Column(theme.Space(4), kit.NewField(s.t("office.pass"), s.t("office.pass.hint"), p.first).Object(), p.field.Object())
	return p
}

func (p *passphrase) object() fyne.CanvasObject { return p.all }

// same reports whether both are alike, and says so when they are not.
func (p *passphrase) same() bool {
	if p.first.Text == p.again.Text {
		return true
	}
	p.field.SetError(p.wrong)
	return false
}
