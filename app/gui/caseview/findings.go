package caseview

import (
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// finding is the officer's answer to one ground: what was found, on which
// evidence, and why in a sentence the letter quotes.
func (s *Screen) finding(g cases.Ground) fyne.CanvasObject {
	now := s.m.Finding(g)
	results := []cases.FindingResult{cases.Proved, cases.NotProved, cases.Undetermined, cases.NotDecisive}
	options := make([]kit.Option, len(results))
	for i, r := range results {
		options[i] = kit.Option{Code: string(r), Label: s.w().Finding(r)}
	}
	result := kit.NewChoice(s.t("case.finding.choose"), options, func(code string) { s.m.SetFinding(g, cases.FindingResult(code)) })
	result.Set(string(now.Finding))
	if now.Finding == "" {
		s.begin(result)
	}
	text := kit.NewReasonEntry(s.t("case.finding.hint"), 3)
	text.SetText(now.Text)
	text.OnChanged = func(v string) { s.m.SetFindingText(g, v) }
	cited := &citations{s: s, ground: g, text: text}
	for _, code := range []string{"no_finding", "bad_finding"} {
		s.spot(code, g, result)
	}
	s.spot("no_finding_text", g, text)
	s.spot("gap_left", g, text)
	head := kit.TopRow(theme.Space(2), beside(string(g)), kit.Fill(kit.Prose(s.w().Ground(g))))
	return kit.Column(theme.Space(2), head, result, cited.build(), text)
}

// citations is the evidence a finding cites, with the way to cite more.
type citations struct {
	s      *Screen
	ground cases.Ground
	text   *kit.ReasonEntry // of the finding
	row    *flow
	more   *kit.Button // stays when the row is filled anew, and keeps the keyboard
}

func (c *citations) build() fyne.CanvasObject {
	c.row = newFlow()
	c.more = kit.NewButton("", c.pick).WithIcon("link").As(kit.Quiet)
	c.s.spot("unknown_evidence", c.ground, c.more)
	if c.ground == c.s.file().Grounds[0] {
		c.s.spot("no_evidence", "", c.more)
	}
	c.fill()
	return c.row
}

func (c *citations) fill() {
	c.row.objects = nil
	for _, ref := range c.s.m.Finding(c.ground).Evidence {
		t := kit.NewToggle(ref, true, func(bool) {
			c.s.m.Cite(c.ground, ref, false)
			c.fill()
			c.s.host.Window().Canvas().Focus(c.more)
		})
		t.SetTip(c.s.describe(ref))
		c.row.objects = append(c.row.objects, t)
	}
	c.more.Label = c.s.t("case.cite")
	if len(c.row.objects) > 0 {
		c.more.Label = c.s.t("case.cite.more")
	}
	c.more.Refresh()
	c.row.objects = append(c.row.objects, c.more)
	c.row.objects = append(c.row.objects, c.quotes()...)
	c.row.Refresh()
}

// quotes offers what the officer wrote when weighing the evidence cited, to go
// on from in the finding.
func (c *citations) quotes() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, ref := range c.s.m.Finding(c.ground).Evidence {
		v := c.s.m.Weighed(ref)
		if v == nil || strings.TrimSpace(v.Reasons) == "" || strings.Contains(c.text.Text, v.Reasons) {
			continue
		}
		out = append(out, kit.NewButton(c.s.t("case.cite.quote", "ref", ref), func() {
			c.text.SetText(strings.TrimLeft(c.text.Text+"\n"+v.Reasons, "\n"))
			c.s.m.SetFindingText(c.ground, c.text.Text)
			c.fill()
			c.s.host.Window().Canvas().Focus(c.text)
		}).WithIcon("copy").As(kit.Quiet).WithTip(v.Reasons))
	}
	return out
}

// pick opens the list of everything that can be cited.
func (c *citations) pick() {
	s := c.s
	rows := []fyne.CanvasObject{}
	var first fyne.Focusable
	for _, e := range s.file().Snapshot.Evidence() {
		row, t := c.pickRow(e.Ref)
		rows = append(rows, row)
		if first == nil && !t.On {
			first = t
		}
	}
	var d *kit.Dialog
	done := kit.NewButton(s.t("case.done"), func() { d.Close() }).As(kit.Primary)
	d = kit.NewDialog(s.t("case.cite.title", "ground", string(c.ground)+" "+s.w().Ground(c.ground)), theme.Text(theme.Body)*52, kit.Column(theme.Space(2), rows...), done)
	d.OnClose = c.fill
	if first != nil {
		d.First = first
	}
	d.ShowOn(s.host.Window().Canvas())
}

func (c *citations) pickRow(ref string) (fyne.CanvasObject, *kit.Toggle) {
	cited := false
	for _, r := range c.s.m.Finding(c.ground).Evidence {
		cited = cited || r == ref
	}
	t := kit.NewToggle(ref, cited, func(on bool) { c.s.m.Cite(c.ground, ref, on) })
	return kit.Row(theme.Space(3), kit.Fixed(theme.Text(theme.Body)*14, 0, newFlow(t)), kit.Fill(kit.Prose(c.s.describe(ref)))), t
}

// sheet is the decision to read: what was found, what follows, why.
func (s *Screen) sheet() fyne.CanvasObject {
	d := s.m.Draft()
	if d.Disposition == "" && d.Reasons == "" {
		return kit.Note(s.t("case.sheet.empty"))
	}
	parts := []fyne.CanvasObject{}
	for _, f := range d.Findings {
		head := kit.TopRow(theme.Space(2), beside(string(f.Ground)), kit.Fill(kit.Prose(s.w().Ground(f.Ground))))
		line := s.w().None()
		if f.Finding != "" {
			line = s.w().Finding(f.Finding)
		}
		if len(f.Evidence) > 0 {
			line += " · " + strings.Join(f.Evidence, s.t("case.listSep"))
		}
		parts = append(parts, kit.Column(theme.Space(1), head, kit.Note(line), kit.Prose(f.Text)))
	}
	parts = append(parts, s.differencesRead(d)...)
	parts = append(parts, kit.Rule(), kit.Pairs(theme.Text(theme.Body)*6.5, s.outcomePairs(d)...), s.quotation(s.t("case.reasons"), d.Reasons, theme.Line))
	return kit.Column(theme.Space(3), parts...)
}

func (s *Screen) outcomePairs(d cases.Draft) []kit.Pair {
	var pairs []kit.Pair
	add := func(key string, o fyne.CanvasObject) {
		pairs = append(pairs, kit.Pair{Label: s.t("case.sheet." + key), Value: o})
	}
	if d.Disposition != "" {
		add("outcome", kit.Prose(s.w().Disposition(d.Disposition)))
	}
	if d.NewColour != "" {
		add("newColour", newFlow(kit.NewCodeBadge(d.NewColour, s.w().Colour(d.NewColour))))
	}
	for _, row := range []struct {
		key string
		at  cases.Stamp
	}{{"effective", d.EffectiveAt}, {"end", d.IsolationEnd}, {"hold", d.HoldUntil}, {"return", d.ReturnBy}} {
		if !row.at.IsZero() {
			add(row.key, kit.Prose(s.w().Stamp(row.at)))
		}
	}
	for _, row := range []struct{ key, text string }{
		{"instruction", d.CorrectInstruction}, {"transfer", d.TransferTo}, {"basis", strings.Join(d.LegalBasis, "\n")},
	} {
		if row.text != "" {
			add(row.key, kit.Prose(row.text))
		}
	}
	return pairs
}
