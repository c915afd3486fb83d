package insight

import (
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/importexport/outbox"
	"recourse/review"
	figures "recourse/review/insight"
)

// reliefPage lists the group orders.
func (s *Screen) reliefPage() fyne.CanvasObject {
	if len(s.model.Groups()) == 0 {
		s.grids[Relief] = nil
		return panel(kit.EmptyState("insights", s.t("group.none"), s.t("group.none.text")))
	}
	right := func(id string, width float32) grid.Column {
		return grid.Column{ID: id, Title: s.t("group.col." + id), Width: width, Align: fyne.TextAlignTrailing}
	}
	g := grid.New(&groupRows{s}, right("no", 50), grid.Column{ID: "what", Title: s.t("group.col.what"), Width: 180, Flex: 1},
		grid.Column{ID: "state", Title: s.t("group.col.state"), Width: 190}, right("members", 90), right("left", 90), right("unappealed", 90),
		grid.Column{ID: "by", Title: s.t("group.col.by"), Width: 150, Flex: 0.5, Drop: 1})
	g.OnOpen = func(at int) { s.model.Read(s.model.Groups()[at].No) }
	g.OnPreview, g.OnEscape = g.OnOpen, s.Escape
	s.grids[Relief] = g
	return kit.Framed(kit.Row(theme.Space(3), kit.Strong(s.t("group.list")), kit.Fill(kit.Muted(s.t("group.list.keys")).Cut())), nil, g)
}

type groupRows struct{ s *Screen }

func (r *groupRows) Len() int         { return len(r.s.model.Groups()) }
func (r *groupRows) Key(at int) int64 { return int64(r.s.model.Groups()[at].No) }

func (r *groupRows) Fill(at int, cells []grid.Cell) {
	g, w := &r.s.model.Groups()[at], r.s.w()
	cells[0] = grid.Cell{Text: w.Number(int64(g.No))}
	cells[1] = grid.Cell{Text: w.T("insight.by."+string(g.By)) + " " + g.Value}
	cells[2] = grid.Cell{Kind: grid.Pill, Text: w.T("group.state." + r.s.state(g)), Tone: tone(g.State)}
	cells[3] = grid.Cell{Text: w.T("group.of", "k", g.Carried, "n", len(g.Members))}
	cells[4] = grid.Cell{Text: w.Number(int64(len(g.Left) + len(g.Skipped)))}
	cells[5] = grid.Cell{Text: w.Number(int64(g.Unappealed))}
	cells[6] = grid.Cell{Text: g.OrderedBy.Name, Ink: theme.InkMuted}
}

func tone(s cases.GroupState) kit.Tone {
	switch s {
	case cases.GroupOrdered:
		return kit.Warning
	case cases.GroupSigned:
		return kit.Info
	case cases.GroupDone:
		return kit.Success
	}
	return kit.Plain
}

// state is where an order stands, with "due" for one whose window is over.
func (s *Screen) state(g *cases.GroupRecord) string {
	if g.Due(s.host.Now()) {
		return "due"
	}
	return string(g.State)
}

// fillSheet shows the order being written or read beside the page.
func (s *Screen) fillSheet() {
	if s.sheet == nil {
		return
	}
	rate, preview := s.model.Proposal()
	switch g := s.model.Open(); {
	case rate != nil:
		s.sheet.Show(s.t("group.new", "by", s.t("insight.by."+string(rate.By)), "value", rate.Key), s.scrolled(s.proposal(rate, preview)))
	case g != nil:
		s.sheet.Show(s.t("group.title", "no", g.No), s.scrolled(s.order(g)))
	case s.sheet.Shown():
		s.sheet.Close()
	}
	kit.Rest(s.host.Window().Canvas())
}

func (s *Screen) scrolled(o fyne.CanvasObject) fyne.CanvasObject {
	return kit.Scroll(kit.Insets(0, theme.Space(4), theme.Space(4), theme.Space(4), o)).Object()
}

// proposal is the form of an order: who is hit, then the words.
func (s *Screen) proposal(rate *figures.Rate, p *review.GroupPreview) fyne.CanvasObject {
	if p == nil {
		return kit.EmptyState("clock", s.t("group.previewing"), "")
	}
	in := &s.model.Form
	do := kit.NewButton(s.t("group.do.order"), s.model.Order).As(kit.Primary)
	check := func() {
		if m := s.model.Missing(); m != "" {
			do.DisableFor(s.t("group.need." + m))
		} else {
			do.Enable()
		}
	}
	finding := kit.NewReasonEntry(s.t("group.finding.hint"), 3)
	finding.SetText(in.Finding)
	finding.OnChanged = func(v string) { in.Finding = v; check() }
	reasons := kit.NewReason(s.t("group.reasons"), s.t("group.reasons.hint"), cases.MinReasons, cases.MaxReasons, func(v string) { in.Reasons = v; check() })
	reasons.Set(in.Reasons)
	basis := kit.NewEntry(s.t("group.basis.hint"))
	basis.SetText(in.Basis)
	basis.OnChanged = func(v string) { in.Basis = v; check() }
	check()
	decided := 0
	for _, n := range p.Decided {
		decided += n
	}
	return kit.Column(theme.Space(4),
		kit.Prose(s.t("group.preview", "members", len(p.Members), "left", len(p.Left), "decided", decided, "unappealed", p.Unappealed)),
		s.people(p), kit.NewField(s.t("group.finding"), "", finding).Object(), reasons.Object(),
		kit.NewField(s.t("group.basis"), "", basis).Object(), kit.Note(s.t("group.order.text", "hours", int(cases.GroupWindow.Hours()))),
		kit.Row(theme.Space(2), do, kit.NewButton(s.t("insight.cases"), func() { s.drill(*rate) }).WithIcon("queue")))
}

// sampled is how many cases of a preview are named.
const sampled = 12

// people names the members and those who stay open.
func (s *Screen) people(p *review.GroupPreview) fyne.CanvasObject {
	var lines []fyne.CanvasObject
	names := make([]string, 0, sampled)
	for i, m := range p.Members {
		if i == sampled {
			names = append(names, s.t("group.more", "n", len(p.Members)-sampled))
			break
		}
		names = append(names, m.AppealNo)
	}
	if len(names) > 0 {
		lines = append(lines, kit.Note(strings.Join(names, s.t("list.comma"))))
	}
	for i, l := range p.Left {
		if i < sampled {
			lines = append(lines, kit.Note(l.AppealNo+"  "+s.t("group.left", "why", s.t("group.left."+l.Why))))
		}
	}
	if len(p.Refused) > 0 {
		lines = append(lines, kit.Note(s.t("group.refused", "n", len(p.Refused))))
	}
	return kit.Column(theme.Space(1), lines...)
}

// order is an order as it is read and signed, with what can be done now.
func (s *Screen) order(g *cases.GroupRecord) fyne.CanvasObject {
	w := s.w()
	pair := func(key, value string) kit.Pair { return kit.Pair{Label: s.t(key), Value: kit.Prose(value)} }
	pairs := []kit.Pair{
		pair("group.col.state", s.t("group.state."+s.state(g))), pair("group.col.by", g.OrderedBy.Name+"  "+w.DateTime(g.OrderedAt)),
		pair("group.finding", g.Finding), pair("group.reasons", g.Reasons), pair("group.basis", strings.Join(g.LegalBasis, s.t("list.comma"))),
		pair("group.colour", w.Colour(g.NewColour)),
		pair("group.reach", s.t("group.reach.text", "members", len(g.Members), "carried", g.Carried, "left", len(g.Left)+len(g.Skipped), "unappealed", g.Unappealed)),
	}
	if g.Sign != nil {
		pairs = append(pairs, pair("group.second", g.Sign.Signer.Name+"  "+w.DateTime(g.Sign.SignedAt)))
	}
	if g.State == cases.GroupSigned {
		pairs = append(pairs, pair("group.window", s.t("group.until", "until", w.DateTime(g.UndoUntil))))
	}
	if g.Why != "" {
		pairs = append(pairs, pair("group.why", g.Why))
	}
	body := kit.Column(theme.Space(4), kit.Pairs(theme.Text(theme.Body)*6, pairs...), s.acts(g))
	return body
}

// acts are the buttons of an order; those that are closed say why.
func (s *Screen) acts(g *cases.GroupRecord) fyne.CanvasObject {
	now, box := s.host.Now(), kit.Column(theme.Space(3))
	if g.State == cases.GroupOrdered {
		sign := kit.NewButton(s.t("group.do.sign"), s.model.Sign).As(kit.Primary)
		switch err := s.supervises(); {
		case err != nil:
			sign.DisableFor(s.w().Problem(err))
		case g.OrderedBy.ID == s.host.Actor().ID:
			sign.DisableFor(s.w().Problem(cases.Refuse("four_eyes", "drafter", g.OrderedBy.Name)))
		}
		box.Add(kit.Row(0, sign))
	}
	if g.Due(now) {
		box.Add(kit.Row(0, kit.NewButton(s.t("group.do.carry"), s.model.CarryOut).As(kit.Primary)))
	}
	if g.State == cases.GroupDone && g.Unappealed > 0 && s.supervises() == nil {
		box.Add(s.recall())
	}
	if g.Undoable(now) && s.supervises() == nil {
		why := kit.NewEntry(s.t("group.why.hint"))
		why.SetText(s.model.Form.Why)
		undo := kit.NewButton(s.t("group.do.undo"), s.model.Undo)
		check := func() {
			if strings.TrimSpace(s.model.Form.Why) == "" {
				undo.DisableFor(s.t("group.need.why"))
			} else {
				undo.Enable()
			}
		}
		why.OnChanged = func(v string) { s.model.Form.Why = v; check() }
		check()
		box.Add(kit.Rule())
		box.Add(kit.NewField(s.t("group.why"), "", why).Object())
		box.Add(kit.Row(0, undo))
	}
	return box
}

// recall asks where the list of those who never appealed goes, and what for.
func (s *Screen) recall() fyne.CanvasObject {
	in := &s.model.Form
	do := kit.NewButton(s.t("group.do.recall"), s.model.Recall).As(kit.Primary)
	check := func() {
		if strings.TrimSpace(in.Folder) == "" {
			do.DisableFor(s.t("group.need.folder"))
		} else {
			do.Enable()
		}
	}
	folder := kit.NewPathField(s.host.Window(), s.t("group.folder"), s.t("group.folder.choose"), true)
	folder.Entry.SetText(in.Folder)
	folder.Entry.OnChanged = func(v string) { in.Folder = v; check() }
	var options []kit.Option
	for _, p := range outbox.Purposes() {
		options = append(options, kit.Option{Code: string(p), Label: s.w().Or("exporter.purpose."+string(p), string(p))})
	}
	purpose := kit.NewChoice(s.t("group.purpose"), options, func(code string) { in.Purpose = outbox.Purpose(code) })
	purpose.Set(string(in.Purpose))
	check()
	return kit.Column(theme.Space(3), folder.Object(), kit.NewField(s.t("group.purpose"), "", purpose).Object(), kit.Note(s.t("group.recall.text")), kit.Row(0, do))
}
