package insight

import (
	"strings"

	"fyne.io/fyne/v2"

	words "recourse/app/gui/i18n/figures"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/cases"
	figures "recourse/review/insight"
)

// reliefPage lists the group orders.
func (s *Screen) reliefPage() fyne.CanvasObject {
	if len(s.model.Groups()) == 0 {
		s.grids[Relief] = nil
		return kit.Panel(kit.EmptyState("insights", s.t("group.none"), s.t("group.none.text")))
	}
	right := func(id string, width float32) grid.Column {
		return grid.Column{ID: id, Title: s.t("group.col." + id), Width: width, Align: fyne.TextAlignTrailing}
	}
	dropped := func(c grid.Column) grid.Column { c.Drop = 2; return c }
	g := grid.New(&groupRows{s}, right("no", 50), grid.Column{ID: "what", Title: s.t("group.col.what"), Width: 150, Flex: 1},
		grid.Column{ID: "state", Title: s.t("group.col.state"), Width: 190}, right("members", 116), dropped(right("left", 90)), right("unappealed", 90),
		grid.Column{ID: "by", Title: s.t("group.col.by"), Width: 150, Flex: 0.5, Drop: 3})
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
	cells[1] = grid.Cell{Text: w.T("insight.by."+string(g.By)) + " " + words.Name(w, figures.Rate{By: figures.By(g.By), Key: g.Value})}
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
	if o := s.model.Outcome(); o != nil && len(o.OptedOut) > 0 {
		names := make([]string, len(o.OptedOut))
		for i, m := range o.OptedOut {
			names[i] = m.AppealNo
		}
		pairs = append(pairs, pair("group.optouts", strings.Join(names, s.t("list.comma"))))
	}
	return kit.Column(theme.Space(4), kit.Pairs(theme.Text(theme.Body)*6, pairs...), s.stayed(g), s.acts(g))
}

// stayed names the cases that stay open, with the reasons.
func (s *Screen) stayed(g *cases.GroupRecord) fyne.CanvasObject {
	lines := s.leftLines(g.Left)
	for _, m := range g.Members {
		if why := g.Skipped[m.Case]; why != "" {
			lines = append(lines, s.leftLines([]cases.GroupLeft{{AppealNo: m.AppealNo, Why: why}})...)
		}
	}
	return kit.Column(theme.Space(1), lines...)
}

// leftLines says of cases why they stay open, of the first few.
func (s *Screen) leftLines(list []cases.GroupLeft) []fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for i, l := range list {
		if i == sampled {
			return append(lines, kit.Note(s.t("group.more", "n", len(list)-sampled)))
		}
		why := s.t("group.left." + l.Why)
		if l.Note != "" {
			why += s.t("group.left.note", "note", l.Note)
		}
		lines = append(lines, kit.Note(l.AppealNo+"  "+s.t("group.left", "why", why)))
	}
	return lines
}
