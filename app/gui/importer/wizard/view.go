package wizard

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/importexport"
	"recourse/importexport/guess"
)

// Screen shows the wizard inside of the import screen.
type Screen struct {
	host   kit.Host
	model  *Model
	cancel func()
	word   func(error) (title, advice string)

	place  *fyne.Container
	state  *fyne.Container // what the whole file came to, and what is wrong
	sheet  *kit.SideSheet
	grid   *grid.Grid
	first  fyne.Focusable
	finish *kit.Button // that ends the questions about a table
	from   int         // first column of the sample that is shown
	row    int         // of the columns, that was current last
}

// New returns the wizard over a model. cancel leaves it; word says what an
// error means.
func New(host kit.Host, m *Model, cancel func(), word func(error) (title, advice string)) *Screen {
	s := &Screen{host: host, model: m, cancel: cancel, word: word, place: container.NewStack()}
	m.OnChange = func() { s.build(); s.focus() }
	m.OnTried = s.showState
	return s
}

// Model is what the wizard shows.
func (s *Screen) Model() *Model { return s.model }

func (s *Screen) w() *i18n.Words { return s.host.Words() }

func (s *Screen) t(key string, args ...any) string { return s.host.Words().T(key, args...) }

// Object builds the page of the moment.
func (s *Screen) Object() fyne.CanvasObject {
	s.place = container.NewStack()
	s.build()
	return s.place
}

// First is what the page starts with.
func (s *Screen) First() fyne.Focusable { return s.first }

// Escape closes the sheet of a column; it reports whether there was one.
func (s *Screen) Escape() bool {
	if s.sheet != nil && s.sheet.Shown() {
		s.sheet.Close()
		return true
	}
	return false
}

func (s *Screen) focus() {
	if s.first == nil {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(s.place); c != nil {
		c.Focus(s.first)
	}
}

func (s *Screen) build() {
	s.sheet, s.grid, s.first, s.finish, s.state = nil, nil, nil, nil, kit.Column(theme.Space(2))
	s.place.Objects = []fyne.CanvasObject{s.page()}
	s.showState()
	s.place.Refresh()
}

func (s *Screen) page() fyne.CanvasObject {
	leave := kit.NewButton(s.t("wizard.leave"), s.cancel)
	switch {
	case s.model.Loading():
		s.first = leave
		return kit.EmptyState("import", s.t("wizard.loading.title"), s.t("wizard.loading.text"), leave)
	case s.model.Failed() != nil:
		s.first = leave
		title, advice := s.word(s.model.Failed())
		return kit.EmptyState("warning", title, advice, leave)
	case s.model.Draft() == nil:
		s.first = leave
		return kit.EmptyState("info", s.t("wizard.empty.title"), s.t("wizard.empty.text"), leave)
	}
	body := map[Step]func() fyne.CanvasObject{Tables: s.tablesPage, Rows: s.rowsPage, Columns: s.columnsPage, Values: s.valuesPage, Keep: s.keepPage}[s.model.Step()]()
	return kit.Page(kit.Insets(0, 0, theme.Space(3), 0, s.head()), s.foot(), nil, nil, body)
}

// head says which table is being looked at and how far the person is.
func (s *Screen) head() fyne.CanvasObject {
	name := s.bundleName(s.model.Bundle())
	if !s.model.atTable() && s.model.Several() {
		name = s.t("wizard.tables.all", "n", len(s.model.Bundles()), "open", s.model.Open())
	}
	steps := kit.Row(theme.Space(1))
	for i, step := range s.model.Steps() {
		label := s.t("wizard.step."+step.Name(), "n", i+1)
		b := kit.NewButton(label, func() { s.model.Go(step) }).As(kit.Quiet)
		if step == s.model.Step() {
			steps.Add(kit.Pad(theme.Space(2), kit.Strong(label).In(theme.Accent)))
			continue
		}
		steps.Add(b)
	}
	return kit.Ends(theme.Space(3), kit.Strong(name).Cut(), steps)
}

// foot leads to the page before and the next one.
func (s *Screen) foot() fyne.CanvasObject {
	step := s.model.Step()
	buttons := []fyne.CanvasObject{kit.NewButton(s.t("wizard.leave"), s.cancel)}
	if step > s.model.Steps()[0] {
		buttons = append(buttons, kit.NewButton(s.t("wizard.back"), func() { s.model.Go(step - 1) }))
	}
	switch step {
	case Keep:
		buttons = append(buttons, s.keepButtons()...)
	case Tables:
		buttons = append(buttons, s.tablesNext())
	case Values:
		s.finish = s.next(s.finishLabel(), func() { s.row, s.from = 0, 0; s.model.Finish() })
		buttons = append(buttons, s.finish)
	default:
		buttons = append(buttons, s.next(s.t("wizard.next."+(step+1).Name()), func() { s.model.Go(step + 1) }))
	}
	return kit.Insets(theme.Space(3), 0, 0, 0, kit.Ends(theme.Space(2), kit.Muted(s.t("importer.nothing")), kit.Row(theme.Space(2), buttons...)))
}

func (s *Screen) next(label string, do func()) *kit.Button {
	b := kit.NewButton(label, do).As(kit.Primary).WithEndIcon("chevron-right")
	if s.first == nil {
		s.first = b
	}
	return b
}

// finishLabel says what comes after the questions about the present tables.
func (s *Screen) finishLabel() string {
	if at := s.model.NextOpen(); at >= 0 {
		return s.t("wizard.next.table", "name", importexport.Shorten(s.model.Bundles()[at].Tables[0].Name()))
	}
	if s.model.Several() && s.model.Blocked() {
		return s.t("wizard.next.tables")
	}
	return s.t("wizard.next.keep")
}

// fieldOptions words what a choice of fields, kinds or codes offers.
func options[T ~string](list []T, word func(string) string) []kit.Option {
	out := make([]kit.Option, len(list))
	for i, v := range list {
		out[i] = kit.Option{Code: string(v), Label: word(string(v))}
	}
	return out
}

// kindName is what a kind of table is called.
func (s *Screen) kindName(kind string) string { return s.w().Or("importer.table."+kind, kind) }

func (s *Screen) reason(r guess.Reason) string { return s.w().GuessReason(r.Code, r.Args) }
