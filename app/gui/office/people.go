package office

import (
	"reflect"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// peoplePage lists the directory, with the current person beside it.
func (s *Screen) peoplePage() fyne.CanvasObject {
	list, err, came := s.model.People()
	s.people, s.rows = nil, nil
	switch {
	case !came:
		return kit.Panel(kit.EmptyState("clock", s.t("unit.loading"), ""))
	case err != nil:
		return kit.Panel(kit.EmptyState("error", s.t("office.people.failed"), s.w().Problem(err),
			kit.NewButton(s.t("action.retry"), s.model.Load).WithIcon("refresh")))
	}
	s.rows = &personRows{list, s}
	s.people = grid.New(s.rows, s.personColumns()...)
	s.side = container.NewStack()
	s.people.OnCurrent = func(at int) {
		s.person = s.rows.list[at].ID
		s.showPerson(s.rows.list[at])
	}
	at := 0
	for i := range list {
		if list[i].ID == s.person {
			at = i
		}
	}
	if len(list) > 0 {
		s.people.Select(at)
	}
	add := kit.NewButton(s.t("office.add"), s.askAdd).WithIcon("plus").As(kit.Primary)
	text := s.t("office.people.text")
	if err := s.model.MayManage(); err != nil {
		add.DisableFor(s.w().Problem(err))
		text = s.t("office.people.readonly")
	}
	s.head = kit.Strong(s.t("office.people", "n", len(list)))
	head := kit.Row(theme.Space(3), s.head, kit.Fill(kit.Muted(text).Cut()), add)
	side := kit.Insets(0, 0, 0, theme.Space(3), kit.Fixed(theme.Text(theme.Body)*22, 0, kit.Panel(kit.Scroll(kit.Pad(theme.Space(4), s.side)).Object())))
	return kit.Page(nil, nil, nil, side, kit.Framed(head, nil, s.people))
}

// relistPeople lists the directory anew in the table that stands, which keeps
// the keyboard and its place; false when there is none yet, or nothing to list.
// The current person's side changes only when that person did.
func (s *Screen) relistPeople() bool {
	list, err, _ := s.model.People()
	if s.people == nil || err != nil || len(list) == 0 {
		return false
	}
	s.rows.list = list
	s.people.Reload()
	s.head.Set(s.t("office.people", "n", len(list)))
	if now := list[s.people.Current()]; !reflect.DeepEqual(now, s.shown) {
		s.person = now.ID
		s.showPerson(now)
	}
	return true
}

func (s *Screen) personColumns() []grid.Column {
	return []grid.Column{
		s.col("person", "name", 64, 0.6, 0), s.col("person", "id", 64, 0.4, 2), s.col("person", "roles", 150, 1.2, 0),
		s.col("person", "unit", 140, 1, 3), s.col("person", "state", 0, 0, 1),
	}
}

type personRows struct {
	list []cases.User
	s    *Screen
}

func (r *personRows) Len() int { return len(r.list) }

// Key is a number of the sign-in name, so that the current person stays current
// when the list changes.
func (r *personRows) Key(at int) int64 { return nameKey(string(r.list[at].ID)) }

// nameKey is a number for a name.
func nameKey(name string) int64 {
	h := int64(1469598103934665603 & 0x7fffffffffffffff)
	for _, b := range []byte(name) {
		h = (h ^ int64(b)) * 16777619 & 0x7fffffffffffffff
	}
	return h
}

// Find says where a person stands now.
func (r *personRows) Find(key int64) int {
	for at := range r.list {
		if r.Key(at) == key {
			return at
		}
	}
	return -1
}

func (r *personRows) Fill(at int, cells []grid.Cell) {
	u := &r.list[at]
	cells[0] = grid.Cell{Text: u.Name, Bold: r.s.model.Self(u.ID)}
	cells[1] = grid.Cell{Text: string(u.ID), Ink: theme.InkMuted}
	cells[2] = grid.Cell{Text: r.s.roles(u.Roles)}
	cells[3] = grid.Cell{Text: u.Unit, Ink: theme.InkMuted}
	cells[4] = grid.Cell{Kind: grid.Pill, Text: r.s.t("office.person.in"), Tone: kit.Success}
	if u.Disabled {
		cells[4] = grid.Cell{Kind: grid.Pill, Text: r.s.t("office.person.out"), Tone: kit.Plain}
	}
}

func (s *Screen) roles(list []cases.Role) string {
	names := make([]string, len(list))
	for i, r := range list {
		names[i] = s.w().Role(r)
	}
	return strings.Join(names, s.t("office.and"))
}

// showPerson fills the side with one person and what can be done.
func (s *Screen) showPerson(u cases.User) {
	s.shown = u
	pairs := []kit.Pair{{Label: s.t("office.person.id"), Value: kit.Prose(string(u.ID))}, {Label: s.t("office.person.roles"), Value: kit.Prose(s.roles(u.Roles))}}
	if u.Unit != "" {
		pairs = append(pairs, kit.Pair{Label: s.t("office.person.unit"), Value: kit.Prose(u.Unit)})
	}
	if u.Community != "" {
		pairs = append(pairs, kit.Pair{Label: s.t("office.person.community"), Value: kit.Prose(u.Community)})
	}
	pairs = append(pairs, kit.Pair{Label: s.t("office.col.person.state"), Value: kit.Prose(s.t(map[bool]string{true: "office.person.out", false: "office.person.in"}[u.Disabled]))})
	body := kit.Column(theme.Space(3), kit.Row(theme.Space(2), kit.Fill(kit.Strong(u.Name).Cut())), kit.Pairs(theme.Text(theme.Body)*7, pairs...), kit.Rule())
	for _, b := range s.personActs(u) {
		body.Add(b)
	}
	if err := s.model.MayManage(); err != nil {
		body.Add(kit.Note(s.w().Problem(err)))
	}
	s.side.Objects = []fyne.CanvasObject{body}
	s.side.Refresh()
}

// personActs are the buttons of a person. What is not allowed says why.
func (s *Screen) personActs(u cases.User) []fyne.CanvasObject {
	roles := kit.NewButton(s.t("office.roles"), func() { s.askRoles(u) }).WithIcon("key").Leading()
	reset := kit.NewButton(s.t("office.reset"), func() { s.askReset(u) }).WithIcon("lock").Leading()
	label := "office.disable"
	if u.Disabled {
		label = "office.enable"
	}
	out := kit.NewButton(s.t(label), func() { s.askDisable(u) }).WithIcon("person").Leading()
	if s.model.Self(u.ID) {
		out.DisableFor(s.t("office.off.self"))
		reset = kit.NewButton(s.t("office.own"), s.askOwn).WithIcon("lock").Leading()
	}
	if err := s.model.MayManage(); err != nil {
		why := s.w().Problem(err)
		roles.DisableFor(why)
		out.DisableFor(why)
		if !s.model.Self(u.ID) {
			reset.DisableFor(why)
		}
	}
	return []fyne.CanvasObject{roles, reset, out}
}
