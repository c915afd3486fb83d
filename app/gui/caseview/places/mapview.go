package places

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/regionmap"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// The days whose risk table shades the map.
const (
	OnStay = "stay" // of the record read out
	OnCode = "code" // on which the code was issued
	Today  = "today"
)

// MapState is what the map page remembers while it is built anew.
type MapState struct {
	Chosen string // reference of the record read out
	Day    string
	Table  bool
}

// Page is what the pages need of the screen they stand on.
type Page struct {
	Words *i18n.Words
	// Said are the sentences of the error models about a record.
	Said func(ref string) []string
	// Remarks is the button of what an import remarked on a piece, nil for none.
	Remarks func(warnings []string) fyne.CanvasObject
	// Show leads to a piece of evidence.
	Show func(ref string)
	// Rebuild builds the page anew after its state changed.
	Rebuild func()
}

// mapPage is the map with what is read out of it.
type mapPage struct {
	Page
	given   Given
	state   *MapState
	chart   Chart
	sheet   *regionmap.Map
	reading *fyne.Container
	box     *kit.ScrollBox
	legend  *fyne.Container
	day     time.Time // the map is shaded for
	stands  bool      // in the window, so that it can be laid out
}

// NewMap builds the page of the map.
func NewMap(p Page, g Given, state *MapState) fyne.CanvasObject {
	m := &mapPage{Page: p, given: g, state: state, chart: ChartOf(g)}
	if state.Day == "" {
		state.Day = OnStay
	}
	if state.Table {
		return kit.Page(m.tools(), m.foot(), nil, nil, m.table())
	}
	m.sheet = regionmap.New(p.Words, m.chart.Scene)
	m.reading, m.legend = kit.Column(theme.Space(1)), container.NewStack()
	m.box = kit.Scroll(kit.Pad(theme.Space(1), m.reading))
	m.sheet.OnSelect = m.chosen
	m.sheet.Select(m.first())
	m.stands = true
	read := kit.Fixed(0, theme.Text(theme.Body)*readLines, m.box.Object())
	body := kit.Page(nil, kit.Column(theme.Space(1), read, m.legend, m.foot()), nil, nil, kit.Insets(0, 0, theme.Space(2), 0, m.sheet))
	return kit.Page(kit.Insets(0, 0, theme.Space(2), 0, m.tools()), nil, nil, nil, kit.Scroll(body).Stretch().Object())
}

// readLines is the height of the reading in letters.
const readLines = 10

// first is the record the page begins with: the one that was read out before,
// else the first whose circle leaves open on which side of a border it was.
func (m *mapPage) first() int {
	open := -1
	for i, r := range m.chart.Records {
		if r.Ref == m.state.Chosen {
			return i
		}
		if open < 0 && r.Mark.Border != nil && r.Mark.Border.Inside {
			open = i
		}
	}
	return max(0, open)
}

func (m *mapPage) t(key string, args ...any) string { return m.Words.T(key, args...) }

// tools are the day of the risk table, the zoom, and the way to the table.
func (m *mapPage) tools() fyne.CanvasObject {
	turn := kit.NewButton(m.t("map.table"), m.turn).WithIcon("record").As(kit.Quiet)
	if m.state.Table {
		return kit.Row(theme.Space(1), kit.Gap(), kit.NewButton(m.t("map.map"), m.turn).WithIcon("map").As(kit.Quiet))
	}
	code := cases.At(m.given.File.IssuedAt)
	day := kit.NewChoice(m.t("map.day"), []kit.Option{
		{Code: OnStay, Label: m.t("map.day.stay")},
		{Code: OnCode, Label: m.t("map.day.code", "day", m.Words.DayMonth(code.Earliest()))},
		{Code: Today, Label: m.t("map.day.today", "day", m.Words.DayMonth(m.given.Now))},
	}, func(code string) {
		m.state.Day = code
		m.shade()
	}).Slim()
	day.Set(m.state.Day)
	return kit.Flow(theme.Space(1), day,
		kit.NewButton("", func() { m.sheet.ZoomIn() }).WithIcon("zoom-in").As(kit.Quiet).WithTip(m.t("map.in")),
		kit.NewButton("", func() { m.sheet.ZoomOut() }).WithIcon("zoom-out").As(kit.Quiet).WithTip(m.t("map.out")),
		kit.NewButton(m.t("map.whole"), func() { m.sheet.ShowAll() }).As(kit.Quiet).WithTip(m.t("map.whole.tip")), turn)
}

func (m *mapPage) turn() {
	m.state.Table = !m.state.Table
	m.Rebuild()
}

// foot says where the outlines are from, and how the map is read.
func (m *mapPage) foot() fyne.CanvasObject {
	source := m.t("map.source.given")
	if m.given.Regions.Synthesised {
		source = m.t("map.source.synthesised")
	}
	return kit.Note(source)
}

// chosen reads a record out and shades the map for its day.
func (m *mapPage) chosen(at int) {
	r := m.chart.Records[at]
	m.state.Chosen = r.Ref
	lines := m.read(at)
	m.sheet.SetReading(r.Ref + " " + strings.Join(lines, " "))
	m.shade()
}

// read writes a record out below the map or the table, and returns the lines.
func (m *mapPage) read(at int) []string {
	r := m.chart.Records[at]
	lines := m.lines(at)
	parts := []fyne.CanvasObject{kit.Row(theme.Space(1), kit.NewButton(r.Ref, func() { m.Show(r.Ref) }).As(kit.Quiet).WithTip(m.t("map.show")), kit.Fill(kit.Prose(lines[0])))}
	for _, line := range lines[1:] {
		parts = append(parts, kit.Prose(line))
	}
	m.reading.Objects = parts
	m.box.ToTop()
	m.box.Object().Refresh()
	return lines
}

// shade hatches the divisions by the table of the day chosen and explains it.
func (m *mapPage) shade() {
	day := m.dayOf(m.sheet.Chosen())
	if day != m.day {
		m.day = day
		m.sheet.SetOutlines(m.given.outlines(day))
	}
	m.legend.Objects = []fyne.CanvasObject{m.legendOf(day)}
	m.legend.Refresh()
	if m.stands {
		kit.Relayout(m.legend)
	}
}

func (m *mapPage) dayOf(chosen int) time.Time {
	switch {
	case m.state.Day == Today:
		return m.given.Now.In(cases.Shanghai())
	case m.state.Day == OnCode || chosen < 0:
		return m.given.File.IssuedAt.In(cases.Shanghai())
	}
	return m.chart.Records[chosen].last().In(cases.Shanghai())
}

// last is the end of what a record shows, as the rules read it.
func (r Record) last() time.Time {
	if !r.Flag.ObservedTo.IsZero() {
		return r.Flag.ObservedTo.Latest()
	}
	return r.Flag.ObservedFrom.Latest()
}

// legendOf explains the classes of the day and the signs of the map.
func (m *mapPage) legendOf(day time.Time) fyne.CanvasObject {
	rated := m.given.RatedOn(day)
	key := "map.rated"
	if len(rated) == 0 {
		key = "map.unrated"
	}
	entries := []regionmap.Entry{}
	for _, r := range rated {
		text := m.t("map.risk." + r.Class)
		if r.Shade.Presumed {
			text = m.t("map.presumed", "class", text)
		}
		entries = append(entries, regionmap.Entry{Sign: regionmap.Shaded, Shade: r.Shade, Text: text})
	}
	if m.given.AnyKey(day) {
		entries = append(entries, regionmap.Entry{Sign: regionmap.KeyArea, Text: m.t("map.key")})
	}
	entries = append(entries, m.signs()...)
	return kit.Column(theme.Space(1), kit.Note(m.t(key, "day", m.Words.FullDate(day))), regionmap.Legend(entries...))
}

// signs explains those signs that the marks of this case need.
func (m *mapPage) signs() []regionmap.Entry {
	needs := map[regionmap.Sign]bool{}
	for _, r := range m.chart.Scene.Marks {
		needs[regionmap.AssumedCircle] = needs[regionmap.AssumedCircle] || r.Assumed
		needs[regionmap.StatedCircle] = needs[regionmap.StatedCircle] || !r.Assumed
		needs[map[regionmap.Lasted]regionmap.Sign{
			regionmap.Whole: regionmap.WholeStay, regionmap.Passing: regionmap.PassedThrough, regionmap.Instant: regionmap.NoLength,
		}[r.Lasted]] = true
	}
	needs[regionmap.InTimeOrder] = len(m.chart.Scene.Marks) > 1
	var out []regionmap.Entry
	for sign, key := range []string{"", "stated", "assumed", "stay", "passing", "instant", "track"} {
		if s := regionmap.Sign(sign); needs[s] && s != regionmap.Shaded {
			out = append(out, regionmap.Entry{Sign: s, Text: m.t("map.sign." + key)})
		}
	}
	return out
}
