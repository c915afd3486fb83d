package office

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/task"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/review/passage"
)

// passageList is what officers may begin their reasons with, as far as it has
// come.
type passageList struct {
	all  []passage.Passage
	err  error
	came bool
}

// LoadPassages fetches the prepared passages, for those who may read cases.
func (m *Model) LoadPassages() {
	if m.MayRead() != nil {
		return
	}
	task.Go(m.runner, context.Background(), m.desk.Passages, func(list []passage.Passage, err error) {
		slices.SortStableFunc(list, func(a, b passage.Passage) int {
			return slices.Index(passage.Topics(), a.Topic) - slices.Index(passage.Topics(), b.Topic)
		})
		now := passageList{list, err, true}
		if same := m.passages.came && reflect.DeepEqual(now, m.passages); !same {
			m.passages = now
			m.tell(Part(Passages))
		}
	})
}

// Passages lists them by topic, says why they could not be read, and whether
// they have come.
func (m *Model) Passages() (list []passage.Passage, err error, came bool) {
	return m.passages.all, m.passages.err, m.passages.came
}

// KeepPassage adds a passage, or makes a new version of one; end is told how
// it went. What stays as it is, is refused: a version says that words changed.
func (m *Model) KeepPassage(p passage.Passage, end func(error)) {
	for _, old := range m.passages.all {
		if old.ID == p.ID && samePassage(old, p) {
			end(cases.Refuse("passage_same", "value", p.ID))
			return
		}
	}
	m.Do(func(ctx context.Context) error { return m.desk.SetPassage(ctx, p) }, end)
}

// samePassage compares what a supervisor writes.
func samePassage(a, b passage.Passage) bool {
	return a.Topic == b.Topic && a.Title == b.Title && a.Text == b.Text && slices.Equal(a.Grounds, b.Grounds) && slices.Equal(a.Outcomes, b.Outcomes)
}

// passagesPage lists the passages, with the current one beside them.
func (s *Screen) passagesPage() fyne.CanvasObject {
	s.stock = nil
	if err := s.model.MayRead(); err != nil {
		return kit.Panel(kit.EmptyState("lock", s.t("office.tab.passages"), s.w().Problem(err)))
	}
	list, err, came := s.model.Passages()
	switch {
	case err != nil:
		return kit.Panel(kit.EmptyState("error", s.t("office.passages.failed"), s.w().Problem(err),
			kit.NewButton(s.t("action.retry"), s.model.LoadPassages).WithIcon("refresh")))
	case !came:
		return kit.Panel(kit.EmptyState("clock", s.t("unit.loading"), ""))
	}
	add := kit.NewButton(s.t("office.passage.add"), func() { s.askPassage(passage.Passage{Topic: passage.Topics()[0]}, true) }).WithIcon("plus").As(kit.Primary)
	if err := s.model.MaySteer(); err != nil {
		add.DisableFor(s.w().Problem(err))
	}
	s.stockRows = &passageRows{list, s}
	s.stock = grid.New(s.stockRows, s.passageColumns()...)
	s.stockSide = container.NewStack()
	s.stock.OnCurrent = func(at int) { s.showPassage(s.stockRows.list[at]) }
	s.stock.OnOpen = func(at int) {
		if s.model.MaySteer() == nil {
			s.askPassage(s.stockRows.list[at], false)
		}
	}
	if at := s.passageAt(list); at >= 0 {
		s.stock.Select(at)
	}
	s.stockHead = kit.Strong(s.t("office.passages", "n", len(list)))
	head := kit.Row(theme.Space(3), s.stockHead, kit.Fill(kit.Muted(s.t("office.passages.text")).Cut()), add)
	side := kit.Insets(0, 0, 0, theme.Space(3), kit.Fixed(theme.Text(theme.Body)*21, 0, kit.Panel(kit.Scroll(kit.Pad(theme.Space(4), s.stockSide)).Object())))
	return kit.Page(nil, nil, nil, side, kit.Framed(head, kit.Note(s.t("office.passages.note")), s.stock))
}

// passageAt is the line of the passage shown last, the first line for none, -1
// in an empty list.
func (s *Screen) passageAt(list []passage.Passage) int {
	at := slices.IndexFunc(list, func(p passage.Passage) bool { return p.ID == s.shownPassage })
	if at < 0 && len(list) > 0 {
		return 0
	}
	return at
}

// relistPassages lists anew in the table that stands, which keeps the keyboard;
// false when there is none yet.
func (s *Screen) relistPassages() bool {
	list, err, _ := s.model.Passages()
	if s.stock == nil || err != nil || len(list) == 0 {
		return false
	}
	s.stockRows.list = list
	s.stock.Reload()
	s.stockHead.Set(s.t("office.passages", "n", len(list)))
	at := s.passageAt(list)
	s.stock.Select(at)
	s.showPassage(list[at])
	return true
}

func (s *Screen) passageColumns() []grid.Column {
	return []grid.Column{
		s.col("passage", "topic", 64, 0, 1), s.col("passage", "title", 150, 1, 0), s.col("passage", "grounds", 110, 0.8, 0),
		s.col("passage", "outcomes", 90, 0.6, 2), s.col("passage", "from", 96, 0.2, 0),
	}
}

type passageRows struct {
	list []passage.Passage
	s    *Screen
}

func (r *passageRows) Len() int         { return len(r.list) }
func (r *passageRows) Key(at int) int64 { return nameKey(r.list[at].ID) }

func (r *passageRows) Fill(at int, cells []grid.Cell) {
	p, s := &r.list[at], r.s
	grounds, tip := s.passageGrounds(p)
	cells[0] = grid.Cell{Text: s.t("passage.topic." + p.Topic), Ink: theme.InkMuted}
	cells[1] = grid.Cell{Text: p.Title.In(string(s.w().Lang())), Tip: p.Text.In(string(s.w().Lang()))}
	cells[2] = grid.Cell{Text: grounds, Tip: tip}
	cells[3] = grid.Cell{Text: s.passageOutcomes(p), Ink: theme.InkMuted}
	cells[4] = grid.Cell{Kind: grid.Pill, Text: s.t("office.passage.stock"), Tone: kit.Plain}
	if p.Office {
		cells[4] = grid.Cell{Kind: grid.Pill, Text: s.t("office.passage.own", "n", p.Version), Tone: kit.Info}
	}
}

// passageGrounds are the codes of the grounds a passage is offered for, and
// the same in words.
func (s *Screen) passageGrounds(p *passage.Passage) (codes, said string) {
	if len(p.Grounds) == 0 {
		return s.t("office.passage.any"), ""
	}
	var short, long []string
	for _, g := range p.Grounds {
		short, long = append(short, string(g)), append(long, string(g)+" "+s.w().Ground(g))
	}
	return strings.Join(short, s.t("list.comma")), strings.Join(long, "\n")
}

func (s *Screen) passageOutcomes(p *passage.Passage) string {
	if len(p.Outcomes) == 0 {
		return s.t("office.passage.any")
	}
	var out []string
	for _, d := range p.Outcomes {
		out = append(out, s.t("office.outcome."+string(d)))
	}
	return strings.Join(out, s.t("list.comma"))
}

// showPassage fills the side with one passage in both languages and what can
// be done with it.
func (s *Screen) showPassage(p passage.Passage) {
	s.shownPassage = p.ID
	grounds, long := s.passageGrounds(&p)
	if long != "" {
		grounds = long
	}
	pair := func(key, value string) kit.Pair { return kit.Pair{Label: s.t(key), Value: kit.Prose(value)} }
	pairs := []kit.Pair{
		pair("office.col.passage.topic", s.t("passage.topic."+p.Topic)), pair("office.col.passage.grounds", grounds),
		pair("office.col.passage.outcomes", s.passageOutcomes(&p)), pair("office.passage.id", p.ID), pair("office.passage.version", s.passageVersion(&p)),
	}
	edit := kit.NewButton(s.t("office.passage.edit"), func() { s.askPassage(p, false) }).WithIcon("edit").Leading()
	retire := kit.NewButton(s.t("office.passage.retire"), func() { s.askRetire(p) }).WithIcon("cross").Leading()
	body := kit.Column(theme.Space(3), kit.Row(theme.Space(2), kit.Fill(kit.Strong(p.Title.In(string(s.w().Lang()))).Cut())),
		s.passageWords("lang.zh", p.Title.ZH, p.Text.ZH), s.passageWords("lang.en", p.Title.EN, p.Text.EN),
		kit.Pairs(theme.Text(theme.Body)*6, pairs...), kit.Rule(), edit, retire)
	if err := s.model.MaySteer(); err != nil {
		why := s.w().Problem(err)
		edit.DisableFor(why)
		retire.DisableFor(why)
		body.Add(kit.Note(why))
	}
	s.stockSide.Objects = []fyne.CanvasObject{body}
	s.stockSide.Refresh()
}

// passageWords is a passage in one language, or that it has none there.
func (s *Screen) passageWords(lang, title, text string) fyne.CanvasObject {
	if text == "" {
		return kit.Column(theme.Space(1), kit.Caption(s.t(lang)), kit.Note(s.t("office.passage.untold")))
	}
	return kit.Column(theme.Space(1), kit.Caption(s.t(lang)+s.t("office.passage.colon")+title), kit.Well(kit.Prose(text)))
}

// passageVersion says which version it is, and who of the office wrote it when.
func (s *Screen) passageVersion(p *passage.Passage) string {
	if !p.Office {
		return s.t("office.passage.shipped", "n", p.Version)
	}
	return s.t("office.passage.by", "n", p.Version, "who", s.model.name(p.By), "at", s.w().DateTime(p.At))
}
