package wizard

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/kit/pick"
	"recourse/app/gui/theme"
	"recourse/importexport"
	"recourse/importexport/guess"
)

// columnsPage lists the columns with what each may mean and why.
func (s *Screen) columnsPage() fyne.CanvasObject {
	s.grid = grid.New(&columnRows{s}, s.columnColumns()...)
	s.grid.OnOpen, s.grid.OnPreview = s.pickField, s.showColumn
	s.grid.OnEscape = func() { s.Escape() }
	s.grid.OnCurrent = func(at int) {
		s.row = at
		if s.sheet.Shown() {
			s.showColumn(at)
		}
	}
	s.first = s.grid
	d := s.model.Draft()
	known := 0
	for i := range d.Columns {
		if d.Columns[i].Field != "" {
			known++
		}
	}
	head := kit.Row(theme.Space(3), kit.Strong(s.t("importer.mapping")),
		kit.Fill(kit.Muted(s.t("wizard.columns.counts", "known", known, "left", len(d.Columns)-known)).Cut()),
		kit.NewButton(s.t("wizard.columns.choose"), func() { s.pickField(s.grid.Current()) }).WithTip("Enter"),
		kit.NewButton(s.t("wizard.columns.why"), func() { s.showColumn(s.grid.Current()) }).WithTip(s.t("wizard.key.space")))
	s.sheet = kit.NewSideSheet(kit.Framed(head, nil, s.grid), theme.Text(theme.Body)*25)
	s.grid.Select(min(s.row, len(d.Columns)-1))
	return kit.Page(kit.Insets(0, 0, theme.Space(3), 0, s.state), nil, nil, nil, s.sheet.Object())
}

func (s *Screen) columnColumns() []grid.Column {
	col := func(id string, width, flex float32) grid.Column {
		return grid.Column{ID: id, Title: s.t("wizard.col." + id), Width: width, Flex: flex}
	}
	why, samples := col("why", 170, 1.4), col("samples", 120, 1)
	why.Drop, samples.Drop = 2, 1
	return []grid.Column{col("letter", 0, 0), col("heading", 110, 0.9), col("field", 130, 0.9), col("wrong", 0, 0), why, samples}
}

// columnRows lists the columns of the draft.
type columnRows struct{ s *Screen }

func (r *columnRows) Len() int         { return len(r.s.model.Draft().Columns) }
func (r *columnRows) Key(at int) int64 { return int64(at + 1) }

func (r *columnRows) Fill(at int, cells []grid.Cell) {
	s := r.s
	c := &s.model.Draft().Columns[at]
	cells[0] = grid.Cell{Text: c.Letter, Ink: theme.InkMuted}
	cells[1] = grid.Cell{Text: c.Name()}
	if c.Heading == "" {
		cells[1] = grid.Cell{Text: s.w().None(), Ink: theme.InkMuted}
	}
	cells[2] = grid.Cell{Text: s.w().FieldTitle(c.Field), Tip: c.Field, Bold: true}
	if c.Field == "" {
		cells[2] = grid.Cell{Text: s.t("wizard.aside"), Icon: "minus", Ink: theme.InkMuted}
	}
	if n := len(s.problemsOf(at)); n > 0 {
		cells[3] = grid.Cell{Kind: grid.Pill, Text: s.w().Number(int64(n)), Tone: kit.Warning}
	}
	cells[4] = grid.Cell{Text: strings.Join(s.whyOf(c), s.t("importer.and")), Ink: theme.InkMuted}
	var shown []string
	for _, v := range c.Samples {
		shown = append(shown, c.Shown(v))
	}
	cells[5] = grid.Cell{Text: strings.Join(shown, " | "), Ink: theme.InkMuted}
}

// whyOf words the reasons for what a column means.
func (s *Screen) whyOf(c *guess.Column) []string {
	for _, g := range c.Guesses {
		if g.Field == c.Field {
			var out []string
			for _, r := range g.Reasons {
				out = append(out, s.reason(r))
			}
			return out
		}
	}
	switch {
	case c.Chosen:
		return []string{s.reason(guess.Reason{Code: "chosen"})}
	case c.Filled == 0:
		return []string{s.t("wizard.why.empty")}
	}
	return []string{s.t("wizard.why.none")}
}

// problemsOf lists what is wrong with a column over the sample and over the
// whole file.
func (s *Screen) problemsOf(at int) []string {
	d := s.model.Draft()
	var out []string
	for _, p := range s.model.Problems() {
		if p.Column == at {
			out = append(out, s.w().GuessProblem(p.Code, p.Field, p.Args))
		}
	}
	if r, _ := s.model.Whole(); r != nil && d.Columns[at].Field != "" {
		for _, k := range refusedOf(r, s.model.Bundle(), d.Columns[at].Name()) {
			out = append(out, s.t("wizard.whole.column", "n", k.n, "why", s.codeName(k.code)))
		}
	}
	return out
}

// tally is how many rows are refused for one reason.
type tally struct {
	code importexport.Code
	n    int
}

// refusedOf counts the problems that cost their row: of a heading of some
// tables, or all with nil.
func refusedOf(r *importexport.Report, of *guess.Bundle, heading string) []tally {
	var out []tally
	for _, p := range r.Problems {
		if p.Level < importexport.Refused || of != nil && (p.Column != heading || !of.Has(p.File, p.Sheet)) {
			continue
		}
		at := slices.IndexFunc(out, func(t tally) bool { return t.code == p.Code })
		if at < 0 {
			out, at = append(out, tally{code: p.Code}), len(out)
		}
		out[at].n++
	}
	slices.SortStableFunc(out, func(a, b tally) int { return b.n - a.n })
	return out
}

// codeName is what a kind of problem is called, without its values.
func (s *Screen) codeName(code importexport.Code) string {
	if name := "guess.untaken." + string(code); s.w().Has(name) {
		return s.t(name)
	}
	return s.w().Or("importer.code."+string(code), string(code))
}

// pickField lets a person choose what a column means by typing a few letters.
func (s *Screen) pickField(at int) {
	d := s.model.Draft()
	if at < 0 || at >= len(d.Columns) {
		return
	}
	s.row = at
	c := &d.Columns[at]
	var items []pick.Item
	listed := map[string]bool{}
	add := func(field, group, text string) {
		if listed[field] {
			return
		}
		listed[field] = true
		it := pick.Item{ID: field, Title: s.w().FieldTitle(field), Group: group, Also: field, Text: text, Run: func() { s.model.Choose(at, field) }}
		if of := d.Of(field); of != nil {
			it.Note = s.t("wizard.pick.used", "column", of.Letter)
		}
		items = append(items, it)
	}
	for _, g := range c.Guesses {
		var why []string
		for _, r := range g.Reasons {
			why = append(why, s.reason(r))
		}
		add(g.Field, s.t("wizard.pick.guess"), strings.Join(why, s.t("importer.and")))
	}
	items = append(items, pick.Item{ID: "", Title: s.t("wizard.aside"), Group: s.t("wizard.pick.none"), Run: func() { s.model.Choose(at, "") }})
	for _, f := range d.Wanted() {
		if d.Of(f) == nil {
			add(f, s.t("wizard.pick.wanted"), "")
		}
	}
	for _, f := range d.Known().Fields(d.Kind) {
		entity, _, _ := strings.Cut(f.Name, ".")
		add(f.Name, s.t("wizard.entity."+entity), "")
	}
	pick.New(pick.Labels{
		Title: s.t("wizard.pick.title", "column", c.Letter, "heading", c.Name()), Hint: s.t("wizard.pick.hint"), None: s.t("wizard.pick.nothing"),
		Close: s.t("action.cancel"), More: func(n, of int) string { return s.t("palette.count", "n", n, "of", of) },
	}, items, nil).ShowOn(s.host.Window().Canvas())
}

// showColumn opens the sheet of a column: why it may mean what, its values and
// what is wrong with them.
func (s *Screen) showColumn(at int) {
	d := s.model.Draft()
	if at < 0 || at >= len(d.Columns) {
		return
	}
	c := &d.Columns[at]
	body := kit.Column(theme.Space(4))
	for _, text := range s.problemsOf(at) {
		body.Add(kit.Row(theme.Space(2), kit.Icon("warning", theme.WarnInk, 0), kit.Fill(kit.Prose(text))))
	}
	body.Add(kit.Strong(s.t("wizard.sheet.guesses")))
	if len(c.Guesses) == 0 {
		body.Add(kit.Prose(s.t("wizard.why.none")))
	}
	for _, g := range c.Guesses {
		var why []string
		for _, r := range g.Reasons {
			why = append(why, s.reason(r))
		}
		title := s.w().FieldTitle(g.Field) + "  " + s.t("wizard.sure", "n", int(100*g.Confidence+0.5))
		body.Add(kit.Column(theme.Space(0.5), kit.Body(title), kit.Note(strings.Join(why, s.t("importer.and")))))
	}
	body.Add(kit.Strong(s.t("wizard.sheet.values", "n", c.Filled, "of", len(d.Data()))))
	for i, v := range c.Values() {
		if i == 12 {
			break
		}
		body.Add(kit.Ends(theme.Space(2), kit.Body(c.Shown(v.Text)).Cut(), kit.Caption(s.t("wizard.times", "n", v.Count))))
	}
	s.sheet.Show(s.t("wizard.sheet.title", "column", c.Letter, "heading", c.Name()),
		kit.Scroll(kit.Insets(0, theme.Space(4), theme.Space(4), theme.Space(4), body)).Object())
}

// showState says live what still stands in the way and what the whole file
// would come to.
func (s *Screen) showState() {
	if s.state == nil || s.model.Bundle() == nil || s.model.Loading() {
		return
	}
	s.state.Objects = nil
	if o := s.problems(); o != nil {
		s.state.Add(o)
	}
	s.state.Add(kit.Note(s.wholeLine()))
	if r, _ := s.model.Whole(); r != nil && s.model.Step() == Keep {
		s.state.Add(s.tallies(r))
	}
	s.state.Refresh()
	kit.Relayout(s.state)
	if s.finish != nil {
		s.finish.SetLabel(s.finishLabel())
		kit.Relayout(s.finish)
	}
	if s.grid != nil {
		s.grid.Reload()
	}
}

// problems is the banner of what concerns no single column; nil for none.
func (s *Screen) problems() fyne.CanvasObject {
	blocking := 0
	var texts []string
	missing := map[string][]string{} // code -> fields, told in one sentence
	for _, p := range s.model.Problems() {
		if p.Blocking {
			blocking++
		}
		switch {
		case p.Code == "missing" || p.Code == "missing_code":
			missing[p.Code] = append(missing[p.Code], s.t("wizard.quoted", "text", s.w().FieldTitle(p.Field)))
		case p.Blocking || p.Column < 0:
			texts = append(texts, s.w().GuessProblem(p.Code, p.Field, p.Args))
		}
	}
	for _, code := range []string{"missing_code", "missing"} {
		if list := missing[code]; len(list) > 0 {
			texts = append([]string{s.t("wizard."+code, "fields", strings.Join(list, s.t("importer.and")))}, texts...)
		}
	}
	if len(texts) == 0 {
		return nil
	}
	const most = 4
	text := strings.Join(texts[:min(len(texts), most)], " ")
	if len(texts) > most {
		text += " " + s.t("wizard.more", "n", len(texts)-most)
	}
	if blocking > 0 {
		return kit.Banner(kit.Warning, s.t("wizard.blocked", "n", blocking), text)
	}
	return kit.Banner(kit.Info, s.t("wizard.open", "n", len(texts)), text)
}

// wholeLine says what the whole file would come to.
func (s *Screen) wholeLine() string {
	r, err := s.model.Whole()
	switch {
	case s.model.Trying():
		return s.t("wizard.whole.trying")
	case err != nil:
		title, _ := s.word(err)
		return s.t("wizard.whole.failed", "why", title)
	case r == nil:
		return s.t("wizard.whole.blocked")
	}
	return s.t("wizard.whole.sum", "read", r.Read, "taken", r.Stored+r.Amended+r.Unchanged, "refused", r.Refused, "details", r.Details, "badly", r.DetailsRefused)
}
