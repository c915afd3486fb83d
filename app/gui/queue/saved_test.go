package queue_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/kittest"
	"recourse/cases"
	"recourse/cases/roster"
)

func (d *desk) Views(context.Context) ([]roster.Kept, error) { return slices.Clone(d.kept), nil }

func (d *desk) at(name string) int {
	return slices.IndexFunc(d.kept, func(k roster.Kept) bool { return k.Name == name })
}

func (d *desk) KeepView(_ context.Context, k roster.Kept, again bool) error {
	switch i := d.at(k.Name); {
	case k.Name == "":
		return cases.Refuse("view_name", "most", "40")
	case i >= 0 && !again:
		return cases.Refuse("view_taken", "name", k.Name)
	case i >= 0:
		d.kept[i] = k
	default:
		d.kept = append(d.kept, k)
	}
	return nil
}

func (d *desk) RenameView(_ context.Context, name, to string) error {
	d.kept[d.at(name)].Name = to
	return nil
}

func (d *desk) DropView(_ context.Context, name string) error {
	d.kept = slices.Delete(d.kept, d.at(name), d.at(name)+1)
	return nil
}

func (d *desk) PlaceView(_ context.Context, name string, place int) error {
	i := d.at(name)
	k := d.kept[i]
	d.kept = slices.Insert(slices.Delete(d.kept, i, i+1), place, k)
	return nil
}

func (d *desk) ShareView(_ context.Context, name string) error {
	k := d.kept[d.at(name)]
	k.Shared = true
	d.kept = append(d.kept, k)
	return nil
}

func (d *desk) UnshareView(_ context.Context, name string) error {
	d.kept = slices.DeleteFunc(d.kept, func(k roster.Kept) bool { return k.Shared && k.Name == name })
	return nil
}

// keep types a name into the dialog and keeps what is shown.
func keep(t *testing.T, h *kittest.Host, name string) {
	t.Helper()
	e, ok := h.Window().Canvas().Focused().(*kit.Entry)
	if !ok {
		t.Fatalf("the keyboard is on %T", h.Window().Canvas().Focused())
	}
	e.SetText("")
	test.Type(e, name)
	h.Tap(t, "Keep")
}

func TestWhatIsShownIsKeptAsAView(t *testing.T) {
	s, h, d := sit(t, 6, kit.ScreenQueue, cases.Supervisor)
	for _, c := range kittest.All[*kit.Toggle](h) {
		if strings.HasPrefix(c.Label, "Red") {
			test.Tap(c)
		}
	}
	h.Tap(t, "Views …")
	contains(t, h.Text(), "Keeps what is shown now: Queue, narrowed by filters, in order of Due", "None yet.")
	keep(t, h, "红码")
	if s.Model().List() != "own:红码" || s.Model().Len() != 3 || len(d.kept) != 1 || s.Model().Narrowed() {
		t.Errorf("shown %s with %d, kept %+v", s.Model().List(), s.Model().Len(), d.kept)
	}
	chips := func() (out []string) {
		for _, c := range kittest.All[*kit.Toggle](h) {
			out = append(out, c.Label)
		}
		return out
	}
	if !slices.Contains(chips(), "红码  3") {
		t.Errorf("chips %v", chips())
	}
	h.Tap(t, "Views …")
	keep(t, h, "红码")
	contains(t, h.Text(), "You have a view “红码” already")
	h.Tap(t, "Replace the old one")
	h.Tap(t, "Views …")
	keep(t, h, "second")
	h.Tap(t, "Views …")
	h.Tap(t, "Share")
	contains(t, h.Text(), "office")
	h.Tap(t, "Rename")
	test.Type(h.Window().Canvas().Focused(), "x")
	if bad := h.Clipped(); len(bad) > 0 {
		t.Error(strings.Join(bad, "\n"))
	}
	for _, b := range kittest.All[*kit.Button](h) {
		if b.Label == "Rename" && b.Kind == kit.Primary {
			test.Tap(b)
		}
	}
	if len(d.kept) != 3 || !strings.Contains(d.kept[1].Name, "x") {
		t.Errorf("kept %+v", d.kept)
	}
	if missing := h.Words().Missing(); len(missing) > 0 {
		t.Errorf("no sentence for %v", missing)
	}
}

func TestARouteLeadsToAKeptView(t *testing.T) {
	s, h, d := sit(t, 6, kit.ScreenQueue, cases.Reviewer)
	d.kept = []roster.Kept{{Name: "a/b", Officer: roster.Me, Sort: roster.ByFiled}}
	s.Shown(kit.Route{Screen: kit.ScreenQueue, Part: "own:a/b"})
	if s.Model().List() != "own:a/b" || s.Model().Len() != 3 {
		t.Errorf("%s shows %d", s.Model().List(), s.Model().Len())
	}
	d.kept = nil
	s.Shown(kit.Route{Screen: kit.ScreenQueue})
	if s.Model().List() != "queue" {
		t.Errorf("a view that is gone is still shown: %s", s.Model().List())
	}
	contains(t, h.Text(), "Queue")
}
