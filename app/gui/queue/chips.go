package queue

import (
	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// shownLists stand as chips; the rest is in the choice behind them.
func (s *Screen) shownLists() []string {
	if s.name == kit.ScreenMine {
		return nil
	}
	return append([]string{"queue", "harm", "ends_today", "differs", "weak_source", "mine"}, s.model.shownKept()...)
}

// makeLists is the row of saved lists.
func (s *Screen) makeLists() fyne.CanvasObject {
	row := kit.Flow(theme.Space(2))
	if s.name == kit.ScreenMine {
		row.Hide()
		return row
	}
	s.listRow = row
	s.fillLists(row)
	return row
}

// listLabel is a saved list's title with how many cases it has now.
func (s *Screen) listLabel(name string) string {
	w := s.host.Words()
	return s.listName(name) + "  " + w.Number(int64(s.model.Count(name)))
}

// recount brings the figures on the chips up to date and leaves the chips, and
// the focus on one of them, where they are.
func (s *Screen) recount() {
	changed := false
	for name, chip := range s.lists {
		if label := s.listLabel(name); label != chip.Label {
			chip.Label, changed = label, true
			chip.Refresh()
		}
	}
	if changed {
		s.listRow.Refresh()
	}
}

// choose shows a saved list in its own order.
func (s *Screen) choose(name string) {
	s.model.SetList(name, s.host.Now())
	if s.grid == nil {
		return
	}
	by := s.model.Sort()
	s.grid.Sorted(string(by.Key), by.Desc)
	s.relist()
	s.fillFilters()
	s.refresh()
}

// relist builds the row of lists anew.
func (s *Screen) relist() {
	if s.listRow != nil {
		s.fillLists(s.listRow)
	}
}

func (s *Screen) fillLists(row *fyne.Container) {
	w, now := s.host.Words(), s.host.Now()
	row.Objects, s.lists = nil, map[string]*kit.Toggle{}
	shown := map[string]bool{}
	for _, name := range s.shownLists() {
		shown[name] = true
		chip := kit.NewToggle(s.listLabel(name), s.model.List() == name, func(bool) { s.choose(name) })
		s.lists[name] = chip
		row.Add(chip)
	}
	var more []kit.Option
	for _, v := range s.model.saved(now) {
		if !shown[v.Name] {
			more = append(more, kit.Option{Code: v.Name, Label: s.listName(v.Name)})
		}
	}
	c := kit.NewChoice(w.T("queue.view.more"), more, s.choose)
	c.Set(s.model.List())
	row.Add(c.Slim())
	row.Add(s.viewsButton())
	row.Refresh()
}

// fillFilters is the row of filters.
func (s *Screen) fillFilters() {
	if s.filters == nil {
		return
	}
	w := s.host.Words()
	s.filters.Objects = nil
	if s.model.Lot().Name != "" {
		s.filters.Add(s.lotChip())
	}
	for _, c := range []cases.Colour{cases.Red, cases.Yellow} {
		chip := kit.NewToggle(w.Colour(c), s.model.HasColour(c), func(on bool) {
			s.model.ToggleColour(c, on, s.host.Now())
			s.filtered()
		}).WithPicture(theme.CodeOf(c).Icon())
		s.filters.Add(chip)
	}
	state, ground, urgency, signal, officer := s.model.choices()
	s.choice("state", state, s.stateOptions(), func(v string) { s.model.SetState(cases.State(v), s.host.Now()) })
	s.choice("ground", ground, s.groundOptions(), func(v string) { s.model.SetGround(cases.Ground(v), s.host.Now()) })
	s.choice("urgency", urgency, s.urgencyOptions(), func(v string) { s.model.SetUrgency(cases.Urgency(v), s.host.Now()) })
	s.choice("signal", signal, s.signalOptions(), func(v string) { s.model.SetSignal(v, s.host.Now()) })
	if s.name != kit.ScreenMine {
		s.choice("officer", officer, s.officerOptions(), func(v string) { s.model.SetOfficer(v, s.host.Now()) })
	}
	s.choice("due", s.model.due, s.dueOptions(), func(v string) { s.model.SetDue(v, s.host.Now()) })
	if s.model.Narrowed() {
		s.filters.Add(kit.NewButton(w.T("queue.filter.clear"), s.clear).As(kit.Quiet).WithIcon("cross"))
	}
	s.filters.Refresh()
}

func (s *Screen) choice(name, at string, options []kit.Option, set func(string)) {
	all := kit.Option{Label: s.host.Words().T("queue.filter." + name)}
	c := kit.NewChoice(all.Label, append([]kit.Option{all}, options...), func(v string) {
		set(v)
		s.filtered()
	})
	c.Set(at)
	s.filters.Add(c.Slim())
}

// filtered shows the new list; the way to clear the filters comes and goes
// without taking the focus from the chip that was used.
func (s *Screen) filtered() {
	s.refresh()
	n := len(s.filters.Objects)
	last, isButton := s.filters.Objects[n-1].(*kit.Button)
	switch narrowed := s.model.Narrowed(); {
	case narrowed && !isButton:
		s.filters.Add(kit.NewButton(s.host.Words().T("queue.filter.clear"), s.clear).As(kit.Quiet).WithIcon("cross"))
	case !narrowed && isButton:
		s.filters.Remove(last)
	}
}

// clear goes back to the list the screen starts with.
func (s *Screen) clear() {
	s.model.Clear(s.host.Now())
	s.host.Open(kit.Route{Screen: s.name})
}

func (s *Screen) stateOptions() (out []kit.Option) {
	for _, v := range cases.States() {
		out = append(out, kit.Option{Code: string(v), Label: s.host.Words().State(v)})
	}
	return out
}

func (s *Screen) groundOptions() (out []kit.Option) {
	for _, v := range cases.Grounds() {
		out = append(out, kit.Option{Code: string(v), Label: string(v) + "  " + s.host.Words().Ground(v)})
	}
	return out
}

func (s *Screen) urgencyOptions() (out []kit.Option) {
	for _, v := range []cases.Urgency{cases.Critical, cases.Urgent, cases.Normal} {
		out = append(out, kit.Option{Code: string(v), Label: s.host.Words().T("urgency." + string(v))})
	}
	return out
}

func (s *Screen) signalOptions() (out []kit.Option) {
	for _, v := range cases.SignalNames() {
		out = append(out, kit.Option{Code: v, Label: s.host.Words().T("signal." + v)})
	}
	return out
}

func (s *Screen) officerOptions() []kit.Option {
	out := []kit.Option{{Code: nobody, Label: s.host.Words().T("queue.filter.nobody")}}
	for _, o := range s.officers {
		out = append(out, kit.Option{Code: string(o.ID), Label: o.Name})
	}
	return out
}

func (s *Screen) dueOptions() (out []kit.Option) {
	for _, v := range []string{dueOverdue, dueToday, dueTomorrow} {
		out = append(out, kit.Option{Code: v, Label: s.host.Words().T("queue.due." + v)})
	}
	return out
}
