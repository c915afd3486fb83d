package office

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/review/evidence"
)

// errorModels lists how wrong each kind of source can be: the version in use,
// a row for each kind, and in the sheet what it shows, what not and why.
func (s *Screen) errorModels() fyne.CanvasObject {
	m := s.model.ErrorModels()
	g := grid.New(&modelRows{m.List, s}, s.modelColumns()...)
	g.OnOpen, g.OnPreview, g.OnEscape = func(at int) { s.showModel(m, at) }, func(at int) { s.showModel(m, at) }, s.Escape
	g.OnCurrent = func(at int) {
		if s.sheet.Shown() {
			s.showModel(m, at)
		}
	}
	head := kit.Row(theme.Space(3), kit.Fill(kit.Strong(s.t("office.models", "version", m.Version)).Cut()), s.switchLower())
	foot := kit.Caption(s.t("office.models.text", "from", m.From, "digest", m.Digest[:12], "owner", m.Owner.In(string(s.w().Lang())))).Cut()
	s.sheet = kit.NewSideSheet(kit.Framed(head, foot, g), theme.Text(theme.Body)*32)
	return s.sheet.Object()
}

// switchLower leads from the rules of a policy to the error models and back.
func (s *Screen) switchLower() fyne.CanvasObject {
	key := "office.models.open"
	if s.model.ShowsModels() {
		key = "office.models.back"
	}
	return kit.NewButton(s.t(key), func() { s.model.ShowModels(!s.model.ShowsModels()) }).WithIcon("policy")
}

func (s *Screen) modelColumns() []grid.Column {
	return []grid.Column{
		s.col("model", "source", 130, 0.5, 0), s.col("model", "shows", 200, 1.6, 1), s.col("model", "radius", 110, 0, 0),
		s.col("model", "dwell", 110, 0, 2), s.col("model", "clock", 110, 0, 2), s.col("model", "proves", 120, 0, 1), s.col("model", "status", 130, 0, 0),
	}
}

type modelRows struct {
	list []evidence.Model
	s    *Screen
}

func (r *modelRows) Len() int         { return len(r.list) }
func (r *modelRows) Key(at int) int64 { return int64(at + 1) }

func (r *modelRows) Fill(at int, cells []grid.Cell) {
	m, s := &r.list[at], r.s
	cells[0] = grid.Cell{Text: s.t("source." + string(m.Source))}
	cells[1] = grid.Cell{Text: m.Shows.In(string(s.w().Lang())), Ink: theme.InkMuted}
	cells[2] = s.figure("office.model.metres", m.RadiusM)
	cells[3] = s.figure("office.model.minutes", m.DwellMin)
	cells[4] = s.figure("office.model.minutes", m.ClockMin)
	cells[5] = grid.Cell{Text: s.t("office.model.proves." + string(m.Proof))}
	k := status(m)
	cells[6] = grid.Cell{Kind: grid.Pill, Text: s.t("office.model.known." + string(k)), Tone: knownTone(k)}
}

// figure is a number with its unit, a dash for none.
func (s *Screen) figure(key string, n int) grid.Cell {
	if n == 0 {
		return grid.Cell{Text: s.w().None(), Ink: theme.InkMuted}
	}
	return grid.Cell{Text: s.t(key, "n", n)}
}

// status is documented when a figure of the model is, else reconstruction.
func status(m *evidence.Model) evidence.Known {
	if slices.Contains([]evidence.Known{m.Status.Radius, m.Status.Dwell, m.Status.Clock}, evidence.Documented) {
		return evidence.Documented
	}
	return evidence.Reconstruction
}

func knownTone(k evidence.Known) kit.Tone {
	if k == evidence.Documented {
		return kit.Success
	}
	return kit.Warning
}

// showModel opens the sheet of one kind of source.
func (s *Screen) showModel(all *evidence.Models, at int) {
	if at < 0 || at >= len(all.List) {
		return
	}
	m, lang := &all.List[at], string(s.w().Lang())
	body := kit.Column(theme.Space(4),
		s.told("office.model.shows", m.Shows.In(lang)), s.told("office.model.not", m.ShowsNot.In(lang)), s.told("office.model.coverage", m.Coverage.In(lang)),
		kit.Pairs(theme.Text(theme.Body)*9, s.modelPairs(m)...))
	asks := make([]string, len(m.Asks))
	for i, a := range m.Asks {
		asks[i] = a.In(lang)
	}
	cited := make([]string, len(m.Citation))
	for i, c := range m.Citation {
		cited[i] = c + "  " + all.Sources[c]
	}
	body.Add(s.told("office.model.asks", strings.Join(asks, "\n")))
	body.Add(s.told("office.rule.source", strings.Join(cited, "\n")))
	body.Add(s.told("office.model.note", all.Note.In(lang)))
	s.sheet.Show(s.t("source."+string(m.Source)), kit.Scroll(kit.Insets(0, theme.Space(4), theme.Space(4), theme.Space(4), body)).Object())
}

func (s *Screen) told(key, text string) fyne.CanvasObject {
	return kit.Column(theme.Space(1), kit.Strong(s.t(key)), kit.Prose(text))
}

// modelPairs are the figures of a model with how each is known.
func (s *Screen) modelPairs(m *evidence.Model) []kit.Pair {
	var out []kit.Pair
	add := func(key, value string) { out = append(out, kit.Pair{Label: s.t(key), Value: kit.Prose(value)}) }
	known := func(k evidence.Known) string { return s.t("office.model.known." + string(k)) }
	if m.RadiusM > 0 {
		add("office.col.model.radius", s.t("office.model.metres", "n", m.RadiusM)+" · "+known(m.Status.Radius))
	}
	for _, r := range m.OtherRadii {
		add("office.model.where."+r.Where, s.t("office.model.metres", "n", r.Metres)+" · "+known(r.Status))
	}
	if m.DwellMin > 0 {
		add("office.col.model.dwell", s.t("office.model.minutes", "n", m.DwellMin)+" · "+known(m.Status.Dwell))
	}
	if m.ClockMin > 0 {
		add("office.col.model.clock", s.t("office.model.minutes", "n", m.ClockMin)+" · "+known(m.Status.Clock))
	}
	if m.LagHours > 0 {
		add("office.model.lag", s.t("office.model.hours", "n", m.LagHours))
	}
	for _, l := range []struct {
		name string
		link evidence.Link
	}{{"id", m.Links.ID}, {"phone", m.Links.Phone}, {"name", m.Links.Name}, {"plate", m.Links.Plate}} {
		add("case.link."+l.name, s.t("office.model.link."+string(l.link)))
	}
	add("office.model.owner", m.Owner.In(string(s.w().Lang())))
	return out
}
