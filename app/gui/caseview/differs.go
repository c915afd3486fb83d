package caseview

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/caseview/work"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// difference is the officer's finding on why an answer differs, or the way to
// make one. It is offered, never drawn by itself.
func (s *Screen) difference(f work.Fact, c work.Compared) fyne.CanvasObject {
	now := s.m.Contradiction(f.Code)
	if now.Kind == "" && c.Stance != work.Contradicts && !f.Changed && !edited(f) {
		return nil
	}
	open := func() { s.findDifference(f, c) }
	if now.Kind == "" {
		b := kit.NewButton(s.t("case.differs.find"), open).WithIcon("edit").As(kit.Quiet)
		if !s.m.Editable() {
			b.DisableFor(s.why(s.m.ReadOnlyWhy()))
		}
		return newFlow(b)
	}
	change := kit.NewButton(s.t("case.weigh.change"), open).As(kit.Quiet)
	if !s.m.Editable() {
		change.DisableFor(s.why(s.m.ReadOnlyWhy()))
	}
	line := s.t("case.differs.found", "kind", s.t("case.differs."+string(now.Kind)), "evidence", strings.Join(now.Evidence, s.t("case.listSep")))
	return kit.Column(theme.Space(1), kit.Row(theme.Space(1), kit.Fill(kit.Strong(line)), change), kit.Prose(now.Text))
}

func edited(f work.Fact) bool {
	return slices.ContainsFunc(f.Answers, func(a work.Given) bool { return a.EditedFrom != "" })
}

// findDifference asks what the difference turned out to be, in a dialog.
func (s *Screen) findDifference(f work.Fact, c work.Compared) {
	draft := s.m.Contradiction(f.Code)
	draft.Evidence = slices.Clone(draft.Evidence)
	options := make([]kit.Option, 0, 4)
	for _, k := range cases.ContradictionKinds() {
		options = append(options, kit.Option{Code: string(k), Label: s.t("case.differs." + string(k))})
	}
	kind := kit.NewChoice(s.t("case.differs.choose"), options, func(code string) { draft.Kind = cases.ContradictionKind(code) })
	kind.Set(string(draft.Kind))
	text := kit.NewReasonEntry(s.t("case.differs.hint"), 3)
	text.SetText(draft.Text)
	text.OnChanged = func(v string) { draft.Text = v }
	var d *kit.Dialog
	end := func(c cases.Contradiction) {
		s.m.SetContradiction(c)
		d.Close()
		s.rebuildPage(tabFacts)
	}
	buttons := []*kit.Button{kit.NewButton(s.t("case.differs.take"), func() { end(draft) }).As(kit.Primary)}
	if s.m.Contradiction(f.Code).Kind != "" {
		buttons = append([]*kit.Button{kit.NewButton(s.t("case.differs.none"), func() { end(cases.Contradiction{Item: f.Code}) })}, buttons...)
	}
	body := kit.Column(theme.Space(3), kit.Note(s.t("case.differs.text")), kind, text, s.refToggles(candidates(f, c), &draft.Evidence))
	d = kit.NewDialog(s.t("case.differs.title", "item", s.w().Or("case.item."+f.Code, f.Code)), theme.Text(theme.Body)*44, body, buttons...)
	d.First = kind
	d.ShowOn(s.host.Window().Canvas())
}

// candidates are the answers and records a finding on an item can rest on.
func candidates(f work.Fact, c work.Compared) []string {
	var refs []string
	for _, a := range f.Answers {
		refs = append(refs, a.Ref)
	}
	for _, r := range c.Records {
		refs = append(refs, r.Ref)
	}
	return refs
}

// refToggles is a list of evidence to choose from, each in words.
func (s *Screen) refToggles(refs []string, chosen *[]string) fyne.CanvasObject {
	rows := make([]fyne.CanvasObject, len(refs))
	for i, ref := range refs {
		t := kit.NewToggle(ref, slices.Contains(*chosen, ref), func(on bool) {
			*chosen = slices.DeleteFunc(*chosen, func(r string) bool { return r == ref })
			if on {
				*chosen = append(*chosen, ref)
			}
		})
		rows[i] = kit.Row(theme.Space(3), kit.Fixed(theme.Text(theme.Body)*14, 0, newFlow(t)), kit.Fill(kit.Prose(s.describe(ref))))
	}
	return kit.Column(theme.Space(1.5), rows...)
}

// compareForms sets two submissions side by side, item by item, with the time
// of each edit.
func (s *Screen) compareForms() {
	forms := s.m.Forms()
	left, right := len(forms)-2, len(forms)-1
	table := kit.Column(theme.Space(1))
	fill := func() {
		table.Objects = s.formsTable(left, right)
		table.Refresh()
	}
	fill()
	choose := func(at int, set func(int)) *kit.Choice {
		options := make([]kit.Option, len(forms))
		for i := range forms {
			options[i] = kit.Option{Code: s.formName(i), Label: s.formName(i) + " · " + s.w().Stamp(forms[i].SubmittedAt)}
		}
		c := kit.NewChoice("", options, func(code string) {
			set(slices.IndexFunc(options, func(o kit.Option) bool { return o.Code == code }))
			fill()
		})
		c.Set(s.formName(at))
		return c
	}
	body := []fyne.CanvasObject{table}
	if len(forms) > 2 {
		body = append([]fyne.CanvasObject{newFlow(choose(left, func(i int) { left = i }), choose(right, func(i int) { right = i }))}, body...)
	}
	var d *kit.Dialog
	d = kit.NewDialog(s.t("case.forms.title"), theme.Text(theme.Body)*52, kit.Column(theme.Space(3), body...),
		kit.NewButton(s.t("case.done"), func() { d.Close() }).As(kit.Primary))
	d.ShowOn(s.host.Window().Canvas())
}

func (s *Screen) formName(i int) string { return "Q" + s.w().Number(int64(i+1)) }

// formsTable is a row for each item that either submission has: what was
// answered before and after, and whether it differs.
func (s *Screen) formsTable(left, right int) []fyne.CanvasObject {
	rows := []fyne.CanvasObject{s.formsRow(kit.Caption(""), s.formHead(left), s.formHead(right), false), kit.Rule()}
	for _, p := range s.m.Pairs(left, right) {
		name := kit.Prose(s.w().Or("case.item."+p.Code, p.Code))
		rows = append(rows, s.formsRow(name, s.formCell(p.Before), s.formCell(p.After), p.Differs()))
	}
	return rows
}

func (s *Screen) formHead(i int) fyne.CanvasObject {
	q := &s.m.Forms()[i]
	return kit.Caption(s.formName(i) + " · " + s.w().Stamp(q.SubmittedAt) + " · " + s.code("submittedBy", q.SubmittedBy))
}

func (s *Screen) formsRow(name, before, after fyne.CanvasObject, differs bool) fyne.CanvasObject {
	unit := theme.Text(theme.Body)
	mark := kit.Column(0)
	if differs {
		mark = kit.Column(0, newFlow(kit.NewIconChip(s.t("case.forms.differs"), "differs", kit.Warning)))
	}
	return kit.TopRow(theme.Space(3), kit.Fixed(unit*11, 0, name), kit.Fill(before), kit.Fill(after), kit.Fixed(unit*6, 0, mark))
}

// formCell is an answer as it was given, with its question and its edit.
func (s *Screen) formCell(g *work.Given) fyne.CanvasObject {
	if g == nil {
		return kit.Note(s.t("case.forms.notAsked"))
	}
	rows := []fyne.CanvasObject{s.given(*g, true)}
	if g.QuestionText != "" {
		rows = append(rows, kit.Note(g.QuestionText))
	}
	if g.EditedFrom != "" {
		rows = append(rows, kit.Note(s.t("case.facts.edited", "from", g.EditedFrom, "at", g.EditedAt)).In(theme.WarnInk))
	}
	return kit.Column(theme.Space(0.5), rows...)
}

// differencesRead are the findings on differences of a decision to read, and
// what a finding of dishonesty rests on.
func (s *Screen) differencesRead(d cases.Draft) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, c := range d.Contradictions {
		head := s.w().Or("case.item."+c.Item, c.Item) + " · " + s.t("case.differs."+string(c.Kind))
		out = append(out, kit.Column(theme.Space(1), kit.Prose(head), kit.Note(strings.Join(c.Evidence, s.t("case.listSep"))), kit.Prose(c.Text)))
	}
	if d.DishonestyFinding == "proven" && d.Dishonesty != nil {
		out = append(out, kit.Column(theme.Space(1), kit.Strong(s.t("case.dishonesty")+" · "+s.t("case.dishonesty.proven")),
			kit.Note(strings.Join(d.Dishonesty.Evidence, s.t("case.listSep"))), kit.Prose(d.Dishonesty.Text)))
	}
	return out
}
