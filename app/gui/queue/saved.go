package queue

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/task"
	"recourse/app/gui/theme"
	"recourse/cases/roster"
)

// Shelf keeps views: the person's own and those shared with the office.
type Shelf interface {
	// Views lists the person's own views in their order, then the office's.
	Views(ctx context.Context) ([]roster.Kept, error)
	KeepView(ctx context.Context, k roster.Kept, again bool) error
	RenameView(ctx context.Context, name, to string) error
	DropView(ctx context.Context, name string) error
	PlaceView(ctx context.Context, name string, place int) error
	ShareView(ctx context.Context, name string) error
	UnshareView(ctx context.Context, name string) error
}

// chipsKept is how many kept views stand as chips; the rest is in the choice.
const chipsKept = 4

// saved are all lists that can be shown: the program's, the person's own and
// the office's.
func (m *Model) saved(now time.Time) []roster.Saved {
	all := roster.SavedViews(m.user, now)
	for _, k := range m.kept {
		all = append(all, k.Saved(m.user, now))
	}
	return all
}

// SetKept takes the kept views as they are now. When the one that is shown is
// gone, the list the screen starts with is shown.
func (m *Model) SetKept(list []roster.Kept, now time.Time) {
	m.kept = list
	if !slices.ContainsFunc(m.saved(now), func(s roster.Saved) bool { return s.Name == m.list }) {
		m.SetList(m.home, now)
	}
}

// Kept lists the kept views.
func (m *Model) Kept() []roster.Kept { return m.kept }

// Keep is what is shown now, as a view that can be kept; ok is false for a
// numbered set of cases.
func (m *Model) Keep(name string, now time.Time) (k roster.Kept, ok bool) {
	f := m.filter
	f.Text = strings.TrimSpace(f.Text + " " + m.text)
	m.applyDue(&f, now)
	return roster.Keep(name, f, m.sort, m.user, now), m.lot.Name == ""
}

func (m *Model) shownKept() []string {
	var out []string
	for _, k := range m.kept[:min(len(m.kept), chipsKept)] {
		out = append(out, k.Code())
	}
	return out
}

// kept reports whether a list's name is that of a kept view, and its own name.
func keptName(code string) (name string, ok bool) {
	for _, prefix := range []string{"own:", "office:"} {
		if name, ok = strings.CutPrefix(code, prefix); ok {
			return name, true
		}
	}
	return "", false
}

// listName is the title of a list.
func (s *Screen) listName(code string) string {
	if name, ok := keptName(code); ok {
		return name
	}
	return s.host.Words().T("view." + code)
}

// loadKept fetches the kept views and then goes on.
func (s *Screen) loadKept(then func()) {
	kit.Load(s.host, s.desk.Views, func(list []roster.Kept) {
		s.model.SetKept(list, s.host.Now())
		then()
	})
}

// viewsButton opens the dialog in which views are kept and put in order.
func (s *Screen) viewsButton() fyne.CanvasObject {
	return kit.NewButton(s.host.Words().T("queue.views"), s.askViews).As(kit.Quiet).WithTip(s.host.Words().T("queue.views.tip"))
}

// viewsDialog keeps what is shown under a name, and puts the views in order.
type viewsDialog struct {
	s     *Screen
	d     *kit.Dialog
	name  *kit.Entry
	field *kit.Field
	again *kit.Button
	rows  *fyne.Container
}

func (s *Screen) askViews() {
	w := s.host.Words()
	v := &viewsDialog{s: s, rows: kit.Column(theme.Space(1))}
	v.name = kit.NewEntry(w.T("queue.views.hint"))
	v.name.OnSubmitted = func(string) { v.keep(false) }
	v.field = kit.NewField(w.T("queue.views.name"), w.T("queue.views.what", "list", s.shownNow()), v.name)
	v.again = kit.NewButton(w.T("queue.views.again"), func() { v.keep(true) })
	v.again.Hide()
	save := kit.NewButton(w.T("queue.views.save"), func() { v.keep(false) }).As(kit.Primary)
	shut := kit.NewButton(w.T("action.close"), func() { v.d.Close() })
	v.fill()
	body := kit.Column(theme.Space(4), v.field.Object(), kit.Row(theme.Space(2), kit.Gap(), v.again, save), kit.Rule(), v.rows)
	v.d = kit.NewDialog(w.T("queue.views.title"), theme.Text(theme.Body)*38, body, shut)
	v.d.First = v.name
	v.d.ShowOn(s.host.Window().Canvas())
}

// shownNow says in words what the list shows.
func (s *Screen) shownNow() string {
	w := s.host.Words()
	text := s.listName(s.model.List())
	if s.model.Narrowed() || s.model.text != "" {
		text = w.T("queue.views.narrowed", "list", text)
	}
	return w.T("queue.views.ordered", "list", text, "sort", w.T("sort."+string(s.model.Sort().Key)))
}

func (v *viewsDialog) keep(again bool) {
	s := v.s
	k, ok := s.model.Keep(v.name.Text, s.host.Now())
	if !ok {
		v.field.SetError(s.host.Words().T("refusal.view_of_lot"))
		return
	}
	v.do(func(ctx context.Context) error { return s.desk.KeepView(ctx, k, again) }, func() {
		v.d.Close()
		s.choose("own:" + strings.TrimSpace(k.Name))
		s.host.Toast(s.host.Words().T("queue.views.saved", "name", k.Name))
	})
}

// do changes the views, says what is refused, and lists them anew.
func (v *viewsDialog) do(act func(context.Context) error, then func()) {
	s := v.s
	task.Go(s.host.Runner(), context.Background(), func(ctx context.Context) (struct{}, error) { return struct{}{}, act(ctx) },
		func(_ struct{}, err error) {
			if err != nil {
				v.field.SetError(s.host.Words().Problem(err))
				v.again.Hidden = !isTaken(err)
				v.d.Refresh()
				return
			}
			v.field.SetError("")
			s.loadKept(func() {
				s.relist()
				v.fill()
				v.d.Refresh()
				if then != nil {
					then()
				}
			})
		})
}

// fill lists the views with what can be done with each.
func (v *viewsDialog) fill() {
	w := v.s.host.Words()
	v.rows.Objects = nil
	own := 0
	for _, k := range v.s.model.Kept() {
		if !k.Shared {
			own++
		}
	}
	for i, k := range v.s.model.Kept() {
		v.rows.Objects = append(v.rows.Objects, v.line(k, i, own))
	}
	if len(v.rows.Objects) == 0 {
		v.rows.Objects = []fyne.CanvasObject{kit.Note(w.T("queue.views.none"))}
	}
	v.rows.Refresh()
}

func (v *viewsDialog) line(k roster.Kept, at, own int) fyne.CanvasObject {
	s, w := v.s, v.s.host.Words()
	quiet := func(key, icon string, act func(context.Context) error) *kit.Button {
		return kit.NewButton("", func() { v.do(act, nil) }).WithIcon(icon).As(kit.Quiet).WithTip(w.T("queue.views." + key))
	}
	n := kit.Caption(w.Number(int64(s.model.Count(k.Code()))))
	name := kit.Fill(kit.Body(k.Name).Cut())
	if k.Shared {
		parts := []fyne.CanvasObject{name, kit.NewChip(w.T("queue.views.office"), kit.Info), n}
		if s.supervises() {
			parts = append(parts, quiet("unshare", "cross", func(ctx context.Context) error { return s.desk.UnshareView(ctx, k.Name) }))
		}
		return kit.Row(theme.Space(2), parts...)
	}
	up := quiet("up", "chevron-up", func(ctx context.Context) error { return s.desk.PlaceView(ctx, k.Name, at-1) })
	down := quiet("down", "chevron-down", func(ctx context.Context) error { return s.desk.PlaceView(ctx, k.Name, at+1) })
	if at == 0 {
		up.Disable()
	}
	if at == own-1 {
		down.Disable()
	}
	rename := kit.NewButton(w.T("queue.views.rename"), func() { v.rename(k) }).As(kit.Quiet)
	parts := []fyne.CanvasObject{name, n, rename, up, down}
	if s.supervises() {
		parts = append(parts, kit.NewButton(w.T("queue.views.share"), func() {
			v.do(func(ctx context.Context) error { return s.desk.ShareView(ctx, k.Name) }, nil)
		}).As(kit.Quiet))
	}
	return kit.Row(theme.Space(1), append(parts, quiet("delete", "cross", func(ctx context.Context) error { return s.desk.DropView(ctx, k.Name) }))...)
}

// rename asks for another name.
func (v *viewsDialog) rename(k roster.Kept) {
	w := v.s.host.Words()
	name := kit.NewEntry("")
	name.SetText(k.Name)
	var d *kit.Dialog
	act := func() {
		d.Close()
		v.do(func(ctx context.Context) error { return v.s.desk.RenameView(ctx, k.Name, name.Text) }, nil)
	}
	name.OnSubmitted = func(string) { act() }
	no := kit.NewButton(w.T("action.cancel"), func() { d.Close() })
	yes := kit.NewButton(w.T("queue.views.rename"), act).As(kit.Primary)
	d = kit.NewDialog(w.T("queue.views.rename"), theme.Text(theme.Body)*26, kit.NewField(w.T("queue.views.name"), "", name).Object(), no, yes)
	d.First = name
	d.ShowOn(v.s.host.Window().Canvas())
}
