package caseview

import (
	"strconv"

	"fyne.io/fyne/v2"

	"recourse/app/gui/caseview/work"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// flags is the page of what other bodies hold about the person: a card each.
func (s *Screen) flags() fyne.CanvasObject {
	cards := s.m.Flags()
	if len(cards) == 0 {
		return kit.EmptyState("flag", s.t("case.flags.none.title"), s.t("case.flags.none.advice"))
	}
	parts := make([]fyne.CanvasObject, len(cards))
	for i, c := range cards {
		parts[i] = s.flagCard(c)
	}
	return s.page(parts...)
}

func (s *Screen) flagCard(c work.FlagCard) fyne.CanvasObject {
	g := c.Flag
	head := kit.Row(theme.Space(2), kit.Mono(c.Ref), kit.Icon("flag", theme.InkMuted, 0),
		kit.Fill(strongCut(s.t("source."+string(g.SourceType))+" · "+g.PlaceText)))
	parts := []fyne.CanvasObject{head}
	if g.SourceType.Weak() {
		parts = append(parts, kit.Note(s.t("case.flags.weak")))
	}
	if c.Alone {
		parts = append(parts, kit.Banner(kit.Warning, s.t("case.flags.alone", "who", g.SetBy), s.t("case.flags.aloneText")))
	}
	parts = append(with(append(parts, s.said(c), s.flagFacts(c)), s.remarks(g.ParseWarnings)), s.model(g.SourceType), s.weighing(c))
	return s.frame(c.Ref, kit.Column(theme.Space(2.5), parts...))
}

// flagFacts lists time, place, error, link and origin of a flag.
func (s *Screen) flagFacts(c work.FlagCard) fyne.CanvasObject {
	g := c.Flag
	var pairs []kit.Pair
	add := func(key, value string) {
		if value != "" && value != s.w().None() {
			pairs = append(pairs, kit.Pair{Label: s.t("case.flags." + key), Value: kit.Prose(value)})
		}
	}
	add("happened", s.period(g.ObservedFrom, g.ObservedTo)+s.dwell(g))
	add("recorded", s.w().Stamp(g.RecordedAt))
	add("imported", s.w().Stamp(g.ImportedAt))
	add("place", s.placeLine(g))
	add("radius", s.radius(g))
	add("link", s.linkLine(g))
	add("provider", g.Provider+s.listLine(g))
	add("setBy", s.setByLine(g))
	add("confidence", s.confidence(g))
	add("basis", g.LegalBasis)
	for _, d := range g.SourceType.FlagDetails() {
		if v := g.Detail.Of(d); v != "" {
			pairs = append(pairs, kit.Pair{Label: s.t("detail." + d), Value: kit.Prose(s.detail(d, v))})
		}
	}
	add("note", g.Note)
	return kit.Pairs(theme.Text(theme.Body)*6.5, pairs...)
}

// detail words a field of one kind of source; a plate is masked like a name.
func (s *Screen) detail(key, value string) string {
	if cases.DetailValues(key) != nil {
		return s.w().Or("detail."+key+"."+value, value)
	}
	if key == "plate" && !s.m.Unmasked() {
		return cases.MaskName(value)
	}
	return s.w().Moment(value)
}

func (s *Screen) dwell(g *cases.Flag) string {
	if g.DwellMin == nil {
		return ""
	}
	return " · " + s.t("case.flags.dwell", "min", *g.DwellMin)
}

func (s *Screen) placeLine(g *cases.Flag) string {
	place := g.PlaceText
	if g.Division != "" {
		place += " · " + g.Division
	}
	if g.Lat != nil && g.Lon != nil {
		place += " · " + strconv.FormatFloat(*g.Lat, 'f', 4, 64) + ", " + strconv.FormatFloat(*g.Lon, 'f', 4, 64)
		if g.Datum != "" {
			place += " (" + g.Datum + ")"
		}
	}
	if g.SpeedKmh != nil {
		place += " · " + s.t("case.flags.speed", "kmh", int(*g.SpeedKmh+0.5))
	}
	return place
}

// linkLine says how the record was tied to this person; a record that names
// somebody else says so, masked like everything else.
func (s *Screen) linkLine(g *cases.Flag) string {
	line := s.code("link", g.IdentityLink)
	name, id := g.LinkedName, g.LinkedDocNo
	if !s.m.Unmasked() {
		name, id = cases.MaskName(name), cases.MaskDocNo(id)
	}
	if name != "" {
		line += " · " + name
	}
	if id != "" {
		line += " · " + id
	}
	if g.LinkedName != "" && g.LinkedName != s.file().Snapshot.Resident.Name {
		line += " · " + s.t("case.flags.otherName")
	}
	if g.LinkedDocNo != "" && g.LinkedDocNo != s.file().Snapshot.Resident.DocNo {
		line += " · " + s.t("case.flags.otherID")
	}
	return line
}

func (s *Screen) listLine(g *cases.Flag) string {
	line := ""
	if g.ListName != "" {
		line += " · " + s.t("case.flags.list", "name", g.ListName, "row", strconv.Itoa(g.ListRow), "date", g.ListDate)
	}
	if g.Batch != "" {
		line += " · " + s.t("case.flags.batch", "batch", g.Batch)
	}
	return line
}

func (s *Screen) setByLine(g *cases.Flag) string {
	switch {
	case g.SetBy == "" && g.OrderRef == "":
		return s.t("case.flags.bySystem")
	case g.OrderRef == "":
		return g.SetBy + " · " + s.t("case.trace.noOrder")
	}
	return g.SetBy + " · " + g.OrderRef
}

func (s *Screen) confidence(g *cases.Flag) string {
	if g.Confidence == nil {
		return ""
	}
	return s.t("case.flags.confidenceOf", "share", s.w().Percent(*g.Confidence), "by", g.ConfidenceBy)
}

// said are the sentences about a record: where it can have been and how sure
// that is, what its kind shows by itself, whose it is.
func (s *Screen) said(c work.FlagCard) fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for _, n := range s.m.Statements(c.Ref) {
		if text := s.noteText(n); text != "" {
			lines = append(lines, kit.TopRow(theme.Space(1.5), hung("info", theme.InkMuted), kit.Fill(kit.Prose(text))))
		}
	}
	if len(lines) == 0 {
		return kit.Column(0)
	}
	return kit.Column(theme.Space(1), append([]fyne.CanvasObject{kit.Caption(s.t("case.flags.said"))}, lines...)...)
}

// model is what is known of the kind of source: what its records show and
// what not, what no record means, and the questions a careful reviewer asks
// first.
func (s *Screen) model(src cases.Source) fyne.CanvasObject {
	m, ok := s.m.ErrorModel(src)
	if !ok {
		return kit.Column(0)
	}
	lang := string(s.w().Lang())
	parts := []fyne.CanvasObject{
		kit.Caption(s.t("case.flags.kind")), kit.Note(m.Shows.In(lang)), kit.Note(m.ShowsNot.In(lang)), kit.Note(m.Coverage.In(lang)),
		kit.Caption(s.t("case.flags.ask")),
	}
	for _, q := range m.Asks {
		parts = append(parts, kit.TopRow(theme.Space(1.5), hung("help", theme.InkMuted), kit.Fill(kit.Prose(q.In(lang)))))
	}
	return kit.Well(kit.Column(theme.Space(1), parts...))
}

// weighing is what the evidence is worth in the officer's eyes.
func (s *Screen) weighing(c work.FlagCard) fyne.CanvasObject {
	if c.Weighs != nil {
		if _, typing := s.weighings[c.Ref]; !typing {
			return s.weighed(c)
		}
	}
	if err := s.m.May(cases.MoveWeigh); err != nil {
		return kit.Note(s.t("case.weigh.closed", "why", s.why(err)))
	}
	return newWeigher(s, c).object()
}

func (s *Screen) weighed(c work.FlagCard) fyne.CanvasObject {
	v := c.Weighs
	line := s.t("case.weigh.line", "verdict", s.t("case.verdict."+v.Verdict), "weight", s.t("case.weight."+v.Weight), "who", s.m.Name(v.By), "at", v.At)
	change := kit.NewButton(s.t("case.weigh.change"), func() {
		s.weighings[c.Ref] = *v
		s.reweigh(c.Ref)
	}).As(kit.Quiet)
	if err := s.m.May(cases.MoveWeigh); err != nil {
		change.DisableFor(s.why(err))
	}
	s.weighFirst[c.Ref] = change
	rows := []fyne.CanvasObject{kit.Row(theme.Space(1), kit.Fill(kit.Prose(line)), change)}
	if v.Reasons != "" {
		rows = append(rows, kit.Prose(v.Reasons))
	}
	return kit.Column(theme.Space(1), rows...)
}

// reweigh builds the page of the flags anew and leaves it, and the keyboard, at
// the flag that is being weighed, or just was.
func (s *Screen) reweigh(ref string) {
	at := float32(0)
	if s.scroll != nil {
		at = s.scroll.Offset()
	}
	s.rebuildPage(tabFlags)
	s.scroll.ScrollTo(at)
	if first := s.weighFirst[ref]; first != nil {
		s.host.Window().Canvas().Focus(first)
	}
}
