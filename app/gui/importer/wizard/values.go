package wizard

import (
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/guess"
	"recourse/importexport/intake"
)

// mostAsked is how many values of one column are asked for; a column with more
// is no column of codes.
const mostAsked = 24

// valuesPage asks for what the numbers and words of a file do not show:
// colours, the order of dates, codes, units, datum, zone, and what holds for every row.
func (s *Screen) valuesPage() fyne.CanvasObject {
	d := s.model.Draft()
	form := kit.Column(theme.Space(5))
	for _, c := range d.ColourColumns() {
		form.Add(s.colours(c))
	}
	for _, c := range d.AsksOrder() {
		form.Add(s.order(c))
	}
	for _, c := range d.CodeColumns() {
		if values := d.Asked(c); len(values) > 0 {
			form.Add(s.codes(c, values))
		}
	}
	if list := d.Constants(); len(list) > 0 || d.Kind == "appeals" {
		form.Add(s.always(list))
	}
	if names := s.model.Bundle().SheetNames(); len(names) > 0 {
		form.Add(s.sheetName(names))
	}
	form.Add(s.measures())
	form.Add(s.nulls())
	return kit.Page(kit.Insets(0, 0, theme.Space(3), 0, s.state), nil, nil, nil,
		kit.Scroll(kit.Insets(0, theme.Space(4), theme.Space(4), 0, form)).Object())
}

// section is a card of questions with why they are asked.
func (s *Screen) section(title, why string, rows ...fyne.CanvasObject) fyne.CanvasObject {
	body := kit.Column(theme.Space(2), kit.Note(why))
	for _, r := range rows {
		body.Add(r)
	}
	return kit.Card(kit.Heading(title), body)
}

// question is one row: what is asked and what it is answered with.
func (s *Screen) question(label, note string, answer fyne.CanvasObject) fyne.CanvasObject {
	if s.first == nil {
		if f, ok := answer.(fyne.Focusable); ok {
			s.first = f
		}
	}
	left := kit.Row(theme.Space(2), kit.Fill(kit.Body(label).Cut()), kit.Caption(note))
	return kit.Row(theme.Space(4), kit.Fixed(theme.Text(theme.Body)*24, 0, left), kit.Fixed(theme.Text(theme.Body)*20, theme.RowHeight(), answer), kit.Gap())
}

func (s *Screen) colours(c *guess.Column) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, v := range c.Values() {
		if len(rows) == mostAsked {
			break
		}
		list := append([]kit.Option{{Code: refuse, Label: s.t("wizard.refuse")}}, options(guess.Colours(), func(code string) string { return s.w().Colour(cases.Colour(code)) })...)
		choice := kit.NewChoice(s.t("wizard.colour.ask"), list, func(code string) {
			s.model.Say(func(d *guess.Draft) { d.SayColour(v.Text, plain(code)) })
		})
		choice.Set(s.model.Draft().Answers.Colours[v.Text])
		if own := strings.ToUpper(v.Text); cases.Colour(own).Valid() {
			choice.Set(own)
		}
		rows = append(rows, s.question("“"+importexport.Shorten(v.Text)+"”", s.t("wizard.times", "n", v.Count), choice))
	}
	return s.section(s.t("wizard.colours", "heading", c.Name()), s.t("wizard.colours.why"), rows...)
}

// refuse stands for a value whose rows are refused.
const refuse = "refuse"

func plain(code string) string {
	if code == refuse {
		return ""
	}
	return code
}

func (s *Screen) codes(c *guess.Column, values []guess.Value) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	d := s.model.Draft()
	for _, v := range values {
		if len(rows) == mostAsked {
			break
		}
		list := append([]kit.Option{{Code: refuse, Label: s.t("wizard.refuse")}}, s.codeOptions(c.Field)...)
		choice := kit.NewChoice(s.t("wizard.value.ask"), list, func(code string) {
			s.model.Say(func(d *guess.Draft) { d.SayValue(c.Field+":"+v.Text, plain(code)) })
		})
		choice.Set(d.Answers.Values[c.Field][v.Text])
		rows = append(rows, s.question("“"+c.Shown(v.Text)+"”", s.t("wizard.times", "n", v.Count), choice))
	}
	title := s.t("wizard.values", "heading", c.Name(), "field", s.w().FieldTitle(c.Field))
	return s.section(title, s.t("wizard.values.why"), rows...)
}

// codeOptions are the codes of a field in words.
func (s *Screen) codeOptions(field string) []kit.Option {
	return options(s.model.Draft().Known().Codes(field), func(code string) string {
		group := intake.ValueGroup(field)
		for _, key := range []string{group + "." + code, "case." + leaf(field) + "." + code, "case." + group + "." + code, "detail." + leaf(field) + "." + code} {
			if s.w().Has(key) {
				return s.t(key)
			}
		}
		return code
	})
}

func leaf(field string) string { return field[strings.LastIndexByte(field, '.')+1:] }

// always asks for what no column says and holds for every row.
func (s *Screen) always(list []string) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	d := s.model.Draft()
	for _, f := range list {
		choices := s.codeOptions(f)
		switch {
		case f == "appeal.grounds":
			choices = options(cases.Grounds(), func(g string) string { return g + "  " + s.t("ground."+g) })
		case len(choices) == 0:
			choices = s.divisions()
		}
		choices = append([]kit.Option{{Code: refuse, Label: s.t("wizard.always.none")}}, choices...)
		choice := kit.NewChoice(s.t("wizard.always.ask"), choices, func(v string) {
			s.model.Say(func(d *guess.Draft) { d.SayAlways(f, plain(v)) })
		})
		choice.Set(d.Answers.Constants[f])
		rows = append(rows, s.question(s.w().FieldTitle(f), "", choice))
	}
	if d.Kind == "appeals" {
		taken := kit.NewToggle(s.t("wizard.incomplete"), d.Answers.Incomplete, func(on bool) {
			s.model.Say(func(d *guess.Draft) { d.Answers.Incomplete = on })
		})
		rows = append(rows, kit.Row(0, taken, kit.Gap()))
	}
	return s.section(s.t("wizard.always"), s.t("wizard.always.why"), rows...)
}

func (s *Screen) divisions() []kit.Option {
	var out []kit.Option
	for _, d := range s.model.Draft().Known().Divisions() {
		out = append(out, kit.Option{Code: d.Code, Label: d.Name + "  " + d.Code})
	}
	return out
}

// sheetName asks what the names of the sheets say of their rows.
func (s *Screen) sheetName(names []string) fyne.CanvasObject {
	d := s.model.Draft()
	list := append([]kit.Option{{Code: refuse, Label: s.t("wizard.sheetname.nothing")}}, options(d.SheetFields(), s.w().FieldTitle)...)
	choice := kit.NewChoice(s.t("wizard.sheetname.nothing"), list, func(f string) {
		s.model.Say(func(d *guess.Draft) { d.SaySheetName(plain(f)) })
	})
	choice.Set(d.Answers.SheetName)
	shown := names[:min(3, len(names))]
	return s.section(s.t("wizard.sheetname"), s.t("wizard.sheetname.why"), s.question(strings.Join(shown, s.t("importer.and")), s.t("wizard.sheetname.n", "n", len(names)), choice))
}

// measures asks for units, datum and zone.
func (s *Screen) measures() fyne.CanvasObject {
	d := s.model.Draft()
	var rows []fyne.CanvasObject
	for _, f := range d.AsksUnits() {
		var list []kit.Option
		for _, u := range importexport.UnitsOf(f) {
			list = append(list, kit.Option{Code: u.Name, Label: s.w().Or("wizard.unit."+u.Name, u.Name)})
		}
		choice := kit.NewChoice(s.t("wizard.unit.ask"), list, func(v string) { s.model.Say(func(d *guess.Draft) { d.SayUnit(f, v) }) })
		choice.Set(d.Answers.Units[f])
		c := d.Of(f)
		rows = append(rows, s.question(s.t("wizard.unit", "heading", c.Name()), strings.Join(c.Samples[:min(2, len(c.Samples))], "  "), choice))
	}
	if d.AsksDatum() {
		list := []kit.Option{{Code: "GCJ-02", Label: s.t("wizard.datum.GCJ-02")}, {Code: "WGS-84", Label: s.t("wizard.datum.WGS-84")}, {Code: "BD-09", Label: s.t("wizard.datum.BD-09")}}
		choice := kit.NewChoice(s.t("wizard.datum.ask"), list, func(v string) { s.model.Say(func(d *guess.Draft) { d.Answers.Datum = v }) })
		choice.Set(d.Answers.Datum)
		rows = append(rows, s.question(s.t("wizard.datum"), s.t("wizard.datum.why"), choice))
	}
	if d.AsksZone() {
		list := []kit.Option{{Code: "Asia/Shanghai", Label: s.t("wizard.zone.shanghai")}, {Code: "UTC", Label: "UTC"}, {Code: "Asia/Tokyo", Label: "UTC+9"}}
		choice := kit.NewChoice("", list, func(v string) { s.model.Say(func(d *guess.Draft) { d.Answers.Zone = v }) })
		choice.Set(d.Answers.Zone)
		rows = append(rows, s.question(s.t("wizard.zone"), "", choice))
	}
	if len(rows) == 0 {
		rows = append(rows, kit.Prose(s.t("wizard.measures.none")))
	}
	return s.section(s.t("wizard.measures"), s.t("wizard.measures.why"), rows...)
}

// nulls asks for the words that mean "no value".
func (s *Screen) nulls() fyne.CanvasObject {
	entry := kit.NewEntry("")
	entry.SetText(strings.Join(s.model.Draft().Answers.Nulls, " "))
	entry.OnChanged = func(text string) { s.model.Say(func(d *guess.Draft) { d.Answers.Nulls = strings.Fields(text) }) }
	return s.section(s.t("wizard.nulls"), s.t("wizard.nulls.why"), entry)
}
