package office_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/kit/kittest"
	"recourse/cases"
)

// TestScreenKeepsThePersonInHand lets another administrator add somebody while
// one person's acts have the keyboard.
func TestScreenKeepsThePersonInHand(t *testing.T) {
	d := sample(t)
	h, s := show(t, d, "people")
	g := kittest.All[*grid.Grid](h)[0]
	c := h.Window().Canvas()
	c.Focus(g)
	g.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	act, key := h.Button(t, "Change roles"), g.Key()
	c.Focus(act)
	d.people = slices.Insert(slices.Clone(d.people), 0, cases.User{ID: "an", Name: "安然", Roles: []cases.Role{cases.Reviewer}})
	s.Refresh()
	h.Wants(t, "安然")
	if c.Focused() != fyne.Focusable(act) || !kit.Standing(act) || g.Key() != key {
		t.Errorf("the keyboard is on %T, the list on %d instead of %d", c.Focused(), g.Key(), key)
	}
	d.people = slices.Clone(d.people)
	d.people[slices.IndexFunc(d.people, func(u cases.User) bool { return u.ID == "lijuan" })].Unit = "翠苑街道"
	s.Refresh()
	if kit.Standing(act) {
		t.Error("a person who was changed is shown anew")
	}
	h.Wants(t, "翠苑街道")
}
