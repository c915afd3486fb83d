package insight

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	words "recourse/app/gui/i18n/figures"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/chart"
	"recourse/app/gui/theme"
	"recourse/cases"
	figures "recourse/review/insight"
)

// overview is the first page: what stands out, then the pictures.
func (s *Screen) overview(f *Figures) fyne.CanvasObject {
	r := f.Report
	gap := theme.Space(3)
	pictures := halves(s.picture("insight.backlog", s.backlog(r)), s.picture("insight.flow", s.flow(r)))
	texts := halves(s.card("insight.time", kit.Column(theme.Space(2), s.prose(s.timeWords(r)), s.prose(s.harmWords(r)))),
		s.card("insight.outlook", kit.Column(theme.Space(2), s.staffing(), s.prose(s.blindWords(r)))))
	body := kit.Page(s.systemic(r), texts, nil, nil, kit.Insets(gap, 0, gap, 0, pictures)) // a high window makes the pictures higher
	note := kit.Insets(theme.Space(2), 0, 0, 0, kit.Note(s.t("insight.note")))
	return kit.Page(nil, note, nil, nil, kit.Scroll(kit.Insets(0, theme.Space(2), 0, 0, body)).Stretch().Object())
}

// halves stands two cards side by side.
func halves(left, right fyne.CanvasObject) fyne.CanvasObject {
	gap := theme.Space(1.5)
	return container.NewGridWithColumns(2, kit.Insets(0, gap, 0, 0, left), kit.Insets(0, 0, 0, gap, right))
}

func (s *Screen) card(key string, body fyne.CanvasObject) fyne.CanvasObject {
	return kit.Panel(kit.Pad(theme.Space(3), kit.Column(theme.Space(2), kit.Strong(s.t(key)), body)))
}

// picture is a card whose picture fills it.
func (s *Screen) picture(key string, chart fyne.CanvasObject) fyne.CanvasObject {
	return kit.Panel(kit.Pad(theme.Space(3), kit.Page(kit.Insets(0, 0, theme.Space(2), 0, kit.Strong(s.t(key))), nil, nil, nil, chart)))
}

func (s *Screen) prose(text string) fyne.CanvasObject { return kit.Prose(text) }

// systemic says which batch, source or rule stands out, each with a way to
// what can be done.
func (s *Screen) systemic(r *figures.Report) fyne.CanvasObject {
	if len(r.Systemic) == 0 {
		return kit.Banner(kit.Info, s.t("insight.systemic.calm"), s.t("insight.systemic.calm.text", "min", figures.MinShown))
	}
	rows := []fyne.CanvasObject{}
	for i, x := range r.Systemic {
		text := kit.Fill(kit.Prose(words.Systemic(s.w(), x)))
		look := kit.NewButton(s.t("insight.cases"), func() { s.drill(x) }).WithIcon("queue")
		relief := kit.NewButton(s.t("insight.relieve"), func() { s.model.Propose(x) })
		if i == 0 {
			relief.As(kit.Primary)
		}
		if err := s.supervises(); err != nil {
			relief.DisableFor(s.w().Problem(err))
		}
		rows = append(rows, kit.Row(theme.Space(2), kit.Icon("warning", theme.DangerInk, 0), text, look, relief))
	}
	return s.card("insight.systemic.title", kit.Column(theme.Space(2), rows...))
}

// drill opens the cases behind a rate in the queue.
func (s *Screen) drill(x figures.Rate) {
	s.host.Open(kit.Route{Screen: kit.ScreenQueue, Part: string(x.By) + "/" + x.Key})
}

func (s *Screen) backlog(r *figures.Report) fyne.CanvasObject {
	var cols []chart.Column
	var said []string
	for _, a := range r.Backlog {
		c := chart.Column{Label: words.Age(s.w(), a), Total: s.w().Number(int64(a.N))}
		for _, colour := range []cases.Colour{cases.Red, cases.Orange, cases.Yellow, cases.Grey} {
			if n := a.Colour[colour]; n > 0 {
				c.Parts = append(c.Parts, chart.Part{Colour: colour, Mark: s.w().ColourMark(colour), N: n})
			}
		}
		cols = append(cols, c)
		said = append(said, s.t("insight.line.age", "age", c.Label, "n", a.N))
	}
	return chart.Columns(strings.Join(said, s.t("list.comma")), cols)
}

func (s *Screen) flow(r *figures.Report) fyne.CanvasObject {
	var days []chart.Day
	var said []string
	for _, d := range r.Days {
		label := d.Date
		if at, err := time.Parse(time.DateOnly, d.Date); err == nil {
			label = s.w().DayMonth(at)
		}
		days = append(days, chart.Day{Label: label, In: d.Filed, Out: d.Decided})
		said = append(said, fmt.Sprintf("%s %d/%d", label, d.Filed, d.Decided))
	}
	return chart.Days(strings.Join(said, s.t("list.comma")), days, s.t("insight.filed"), s.t("insight.decided"))
}

func (s *Screen) timeWords(r *figures.Report) string {
	t := &r.Timeliness
	return s.t("insight.line.time", "share", words.Share(s.w(), t.InTime), "overdue", t.Overdue, "median", t.Median, "ninth", t.Ninth)
}

func (s *Screen) harmWords(r *figures.Report) string {
	h := &r.Harm
	return s.t("insight.line.harm", "lost", words.Decimal(h.LostDays, 1), "relieved", h.Relieved, "running", words.Decimal(h.RunningDays, 1),
		"open", h.Running, "ended", h.EndedOpen+h.EndedLate)
}

func (s *Screen) blindWords(r *figures.Report) string {
	what := s.t("insight.blind.none")
	if r.Blind.N > 0 {
		what = s.t("insight.blind.some", "share", words.Share(s.w(), r.Blind.Share), "kappa", words.Kappa(s.w(), r.Blind))
	}
	return s.t("insight.line.blind", "what", what)
}
