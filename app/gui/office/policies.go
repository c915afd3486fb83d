package office

import (
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/review/policy"
	"recourse/review/replay"
)

// policiesPage lists the policies, and the rules of the one that is current.
func (s *Screen) policiesPage() fyne.CanvasObject {
	packs, now := s.model.Packs(), s.model.Pack()
	if now == nil {
		return kit.Panel(kit.EmptyState("policy", s.t("office.packs.none"), s.t("office.packs.none.text")))
	}
	g := grid.New(&packRows{packs, s}, s.packColumns()...)
	for i, p := range packs {
		if p == now {
			g.Select(i)
		}
	}
	g.OnCurrent = func(at int) {
		if packs[at] != s.model.Pack() {
			s.model.ShowPack(packs[at].Name())
		}
	}
	height := theme.RowHeight() * float32(min(len(packs), 4)+1)
	top := kit.Framed(kit.Row(theme.Space(3), kit.Strong(s.t("office.packs")), kit.Fill(kit.Muted(s.t("office.packs.text")).Cut())), nil, kit.Fixed(0, height, g))
	lower := s.rules
	if s.model.ShowsModels() {
		lower = func(*policy.Pack) fyne.CanvasObject { return s.errorModels() }
	}
	return kit.Page(kit.Insets(0, 0, theme.Space(3), 0, top), nil, nil, nil, lower(now))
}

func (s *Screen) packColumns() []grid.Column {
	n := s.col("pack", "rules", 64, 0, 0)
	n.Align = fyne.TextAlignTrailing
	return []grid.Column{
		s.col("pack", "name", 200, 0.2, 0), s.col("pack", "title", 200, 1.6, 1), s.col("pack", "from", 0, 0, 0), s.col("pack", "to", 0, 0, 0), n,
		s.col("pack", "tests", 0, 0.2, 2), s.col("pack", "digest", 140, 0.5, 3),
	}
}

type packRows struct {
	list []*policy.Pack
	s    *Screen
}

func (r *packRows) Len() int         { return len(r.list) }
func (r *packRows) Key(at int) int64 { return int64(at + 1) }

func (r *packRows) Fill(at int, cells []grid.Cell) {
	p, w := r.list[at], r.s.w()
	cells[0] = grid.Cell{Text: p.Name(), Bold: p == r.s.model.Pack()}
	cells[1] = grid.Cell{Text: words(w, p.Title), Tip: words(w, p.Note)}
	cells[2] = grid.Cell{Text: p.EffectiveFrom}
	cells[3] = grid.Cell{Text: p.EffectiveTo}
	if p.EffectiveTo == "" {
		cells[3] = grid.Cell{Text: r.s.t("office.pack.open"), Ink: theme.InkMuted}
	}
	cells[4] = grid.Cell{Text: w.Number(int64(len(p.Rules)))}
	cells[5] = r.s.testCell(p)
	cells[6] = grid.Cell{Text: p.Hash, Mono: true, Ink: theme.InkMuted, Tip: "SHA-256 " + p.Hash}
}

// testCell says how the fixtures came out, or how many there are.
func (s *Screen) testCell(p *policy.Pack) grid.Cell {
	found := s.model.Tests(p.Name())
	if found == nil {
		return grid.Cell{Text: s.t("office.tests.n", "n", len(p.Fixtures)), Ink: theme.InkMuted}
	}
	if bad := failed(found); bad > 0 {
		return grid.Cell{Kind: grid.Pill, Text: s.t("office.tests.failed", "n", bad), Tone: kit.Failure}
	}
	return grid.Cell{Kind: grid.Pill, Text: s.t("office.tests.passed", "n", len(found)), Tone: kit.Success}
}

func failed(found []replay.FixtureResult) int {
	n := 0
	for _, f := range found {
		if !f.Passed {
			n++
		}
	}
	return n
}

func words(w *i18n.Words, t policy.Words) string {
	if w.Lang() == i18n.EN {
		return t.EN
	}
	return t.ZH
}

// rules lists the rules of a policy.
func (s *Screen) rules(p *policy.Pack) fyne.CanvasObject {
	test := kit.NewButton(s.t("office.test"), func() { s.model.Test(s.t("office.test.job", "name", p.Name())) }).WithIcon("check")
	if s.model.Testing(p.Name()) {
		test.DisableFor(s.t("office.testing"))
	}
	g := grid.New(&ruleRows{p, s}, s.ruleColumns()...)
	g.OnOpen, g.OnPreview, g.OnEscape = func(at int) { s.showRule(p, at) }, func(at int) { s.showRule(p, at) }, s.Escape
	g.OnCurrent = func(at int) {
		if s.sheet.Shown() {
			s.showRule(p, at)
		}
	}
	head := kit.Row(theme.Space(3), kit.Fill(kit.Strong(s.t("office.rules", "name", p.Name())).Cut()), s.switchLower(), test)
	foot := kit.Caption(s.t("office.rules.text")).Cut()
	s.sheet = kit.NewSideSheet(kit.Framed(head, foot, g), theme.Text(theme.Body)*32)
	for i := range p.Rules {
		if p.Rules[i].ID == s.model.Rule() {
			g.Select(i)
			s.showRule(p, i)
		}
	}
	return s.sheet.Object()
}

func (s *Screen) ruleColumns() []grid.Column {
	return []grid.Column{
		s.col("rule", "id", 84, 0, 0), s.col("rule", "title", 140, 0.8, 0), s.col("rule", "plain", 200, 2.4, 1), s.col("rule", "effect", 148, 0, 0),
		s.col("rule", "status", 150, 0, 2), s.col("rule", "tests", 90, 0, 3),
	}
}

type ruleRows struct {
	p *policy.Pack
	s *Screen
}

func (r *ruleRows) Len() int         { return len(r.p.Rules) }
func (r *ruleRows) Key(at int) int64 { return int64(at + 1) }

func (r *ruleRows) Fill(at int, cells []grid.Cell) {
	rule, w := &r.p.Rules[at], r.s.w()
	cells[0] = grid.Cell{Text: rule.ID}
	cells[1] = grid.Cell{Text: words(w, rule.Title)}
	cells[2] = grid.Cell{Text: words(w, rule.Plain), Ink: theme.InkMuted}
	cells[3] = r.s.effectCell(rule)
	cells[4] = grid.Cell{Kind: grid.Pill, Text: r.s.t("office.status." + string(rule.Status)), Tone: statusTone(rule.Status)}
	cells[5] = r.s.ruleTests(r.p, rule.ID)
}

func statusTone(s policy.Status) kit.Tone {
	switch s {
	case policy.Documented:
		return kit.Success
	case policy.DocumentedReason:
		return kit.Info
	}
	return kit.Warning
}

// ruleTests is how the fixtures of one rule came out.
func (s *Screen) ruleTests(p *policy.Pack, rule string) grid.Cell {
	n, bad := 0, 0
	for _, f := range s.model.Tests(p.Name()) {
		if f.Rule == rule {
			n++
			if !f.Passed {
				bad++
			}
		}
	}
	switch {
	case n == 0:
		return grid.Cell{Text: s.w().None(), Ink: theme.InkMuted}
	case bad > 0:
		return grid.Cell{Text: s.t("office.tests.of", "ok", n-bad, "n", n), Icon: "error", Ink: theme.DangerInk}
	}
	return grid.Cell{Text: s.t("office.tests.of", "ok", n, "n", n), Icon: "check", Ink: theme.OkInk}
}

// showRule opens the sheet of one rule: its words, its sources and its text.
func (s *Screen) showRule(p *policy.Pack, at int) {
	if at < 0 || at >= len(p.Rules) {
		return
	}
	r, w := &p.Rules[at], s.w()
	s.model.ShowRule(r.ID)
	body := kit.Column(theme.Space(4), kit.Strong(words(w, r.Title)), kit.Prose(words(w, r.Plain)),
		kit.Row(theme.Space(2), kit.NewChip(s.t("office.status."+string(r.Status)), statusTone(r.Status)), kit.Gap()))
	if gap := words(w, r.Gap); gap != "" {
		body.Add(kit.Column(theme.Space(1), kit.Strong(s.t("office.rule.gap")), kit.Prose(gap)))
	}
	if len(r.Citation) > 0 {
		body.Add(kit.Column(theme.Space(1), kit.Strong(s.t("office.rule.source")), kit.Prose(sources(p, r))))
	}
	text := kit.Selectable(r.When)
	text.TextStyle.Monospace = true
	body.Add(kit.Column(theme.Space(1), kit.Strong(s.t("office.rule.when")), kit.Well(text)))
	body.Add(s.fixtures(p, r.ID))
	s.sheet.Show(r.ID, kit.Scroll(kit.Insets(0, theme.Space(4), theme.Space(4), theme.Space(4), body)).Object())
}

// sources names what a rule is based on, in the words of the policy's list of
// sources.
func sources(p *policy.Pack, r *policy.Rule) string {
	lines := make([]string, len(r.Citation))
	for i, c := range r.Citation {
		lines[i] = c
		if text := p.Sources[c]; text != "" {
			lines[i] = c + "  " + text
		}
	}
	return strings.Join(lines, "\n")
}

// fixtures lists the examples of a rule, with their results once they ran.
func (s *Screen) fixtures(p *policy.Pack, rule string) fyne.CanvasObject {
	rows := kit.Column(theme.Space(1.5), kit.Strong(s.t("office.rule.fixtures")))
	results := map[string]replay.FixtureResult{}
	for _, f := range s.model.Tests(p.Name()) {
		results[f.Name] = f
	}
	for i := range p.Fixtures {
		x := &p.Fixtures[i]
		if x.Rule != rule {
			continue
		}
		icon, ink := "dot", theme.InkMuted
		res, ran := results[x.Name]
		switch {
		case ran && res.Passed:
			icon, ink = "check", theme.OkInk
		case ran:
			icon, ink = "error", theme.DangerInk
		}
		words := kit.Column(0, kit.Prose(x.Name))
		for _, why := range res.Problem {
			words.Add(kit.Note(why).In(theme.DangerInk))
		}
		rows.Add(kit.TopRow(theme.Space(2), kit.Icon(icon, ink, 0), kit.Fill(words)))
	}
	return rows
}
