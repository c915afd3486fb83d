package exporter

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// instructionsForm sends what waits, or what of it is marked.
func (s *Screen) instructionsForm() *form {
	f := s.newForm(Instructions, s.t("exporter.send"))
	f.parts = append(f.parts, f.format(), f.purpose(nil), f.folder(), f.name(), f.path)
	f.button("send", s.sendLabel, s.whyNotSend, func() {
		s.model.ExportInstructions(s.t("exporter.job.instructions"), s.marked(Instructions, casesOf(s.model.Waiting())))
	})
	return f
}

func casesOf(list []Instruction) []cases.ID {
	all := make([]cases.ID, len(list))
	for i := range list {
		all[i] = list[i].Case
	}
	return all
}

// instructionsList lists what has to leave, and below it what left and has no
// answer yet.
func (s *Screen) instructionsList() fyne.CanvasObject {
	return kit.Page(nil, s.sentPart(s.model.Sent()), nil, nil, s.waitingPart(s.model.Waiting()))
}

func (s *Screen) instructionTable(list []Instruction, sent bool) *table[Instruction] {
	t := &table[Instruction]{list: list, key: func(l []Instruction, at int) int64 { return int64(l[at].Case) }, fill: s.fillInstruction}
	t.grid = grid.New(t, s.instructionColumns(sent)...)
	t.grid.OnOpen = func(at int) { s.open(t.list[at].Case) }
	return t
}

// answerWithin is how long an issuing system may take to answer.
const answerWithin = 2 * time.Hour

// waitingPart is the list of what has to leave. Below it stands, in full, why
// the current one was rejected.
func (s *Screen) waitingPart(waiting []Instruction) fyne.CanvasObject {
	switch {
	case len(waiting) == 0:
		s.waiting, s.grids[Instructions] = nil, nil
		return kit.Panel(kit.EmptyState("check", s.t("exporter.none.title"), s.t("exporter.none.text")))
	case s.waiting == nil:
		s.waiting = s.instructionTable(waiting, false)
		s.keepMarks(Instructions, s.waiting.grid, s.forms[Instructions])
	default:
		s.waiting.show(waiting)
	}
	g := s.waiting.grid
	why := kit.Prose("").In(theme.DangerInk)
	foot := kit.Row(theme.Space(2), kit.Icon("error", theme.DangerInk, 0), kit.Fill(why))
	hint := kit.Muted(s.t("exporter.waiting.text")).Cut()
	head := kit.Row(theme.Space(3), kit.Strong(s.t("exporter.waiting", "n", len(waiting))), kit.Fill(hint))
	place := container.NewStack()
	show := func(at int) {
		why.Set(s.t("exporter.rejected", "why", waiting[at].Reason))
		if waiting[at].State != cases.Rejected {
			place.Objects = []fyne.CanvasObject{kit.Framed(head, nil, g)}
		} else {
			place.Objects = []fyne.CanvasObject{kit.Framed(head, kit.Insets(theme.Space(1), 0, theme.Space(1), 0, foot), g)}
		}
		place.Refresh()
	}
	g.OnCurrent = show
	show(max(0, g.Current()))
	return place
}

// keepMarks lets the marks of a list outlive a rebuild.
func (s *Screen) keepMarks(t Tab, g *grid.Grid, f *form) {
	g.Multi = true
	g.Mark(s.model.Forms[t].Marked)
	g.OnMark = func(int) {
		s.model.Forms[t].Marked = g.Marked()
		f.update()
	}
	s.grids[t] = g
}

// sentPart lists the instructions without an answer, oldest first.
func (s *Screen) sentPart(sent []Instruction) fyne.CanvasObject {
	var body fyne.CanvasObject
	if len(sent) == 0 {
		s.sent = nil
		body = kit.Insets(theme.Space(2), theme.Space(4), theme.Space(2), theme.Space(4), kit.Prose(s.t("exporter.sent.none")).In(theme.InkMuted))
	} else {
		if s.sent == nil {
			s.sent = s.instructionTable(sent, true)
		} else {
			s.sent.show(sent)
		}
		body = kit.Fixed(0, theme.RowHeight()*float32(min(len(sent), 5)+1), s.sent.grid)
	}
	ack := kit.NewButton(s.t("exporter.ack"), func() { s.host.Open(kit.Route{Screen: kit.ScreenImport}) }).As(kit.Quiet).WithIcon("import")
	head := kit.Row(theme.Space(3), kit.Fill(kit.Strong(s.sentTitle(len(sent))).Cut()), ack)
	return kit.Insets(theme.Space(3), 0, 0, 0, kit.Framed(head, nil, body))
}

func (s *Screen) sentTitle(n int) string {
	if n == 0 {
		return s.t("exporter.sent.zero")
	}
	return s.t("exporter.sent", "n", n)
}

func (s *Screen) sendLabel() string {
	if n := s.marks(Instructions); n > 0 {
		return s.t("exporter.send.marked", "n", n)
	}
	return s.t("exporter.send.all", "n", len(s.model.Waiting()))
}

func (s *Screen) whyNotSend() string {
	if len(s.model.Waiting()) == 0 {
		return s.t("exporter.none.title")
	}
	return ""
}

func (s *Screen) marks(t Tab) int {
	if s.grids[t] == nil {
		return 0
	}
	return len(s.grids[t].Marked())
}

// marked are the cases of the marked rows, or of all when none is marked, in
// the order of the list.
func (s *Screen) marked(t Tab, all []cases.ID) []cases.ID {
	if s.marks(t) == 0 {
		return all
	}
	keys := s.grids[t].Marked()
	return slices.DeleteFunc(slices.Clone(all), func(id cases.ID) bool { return !slices.Contains(keys, int64(id)) })
}

func (s *Screen) open(id cases.ID) { s.host.Open(kit.Route{Screen: kit.ScreenCase, Case: id}) }

func (s *Screen) col(table, id string, width, flex float32, drop int) grid.Column {
	return grid.Column{ID: id, Title: s.t("exporter.col." + table + "." + id), Width: width, Flex: flex, Drop: drop}
}

func (s *Screen) instructionColumns(sent bool) []grid.Column {
	last := s.col("in", "reason", 140, 1.6, 1)
	since := s.col("in", "since", 96, 0.2, 0)
	if sent {
		last, since = s.col("in", "file", 140, 1.6, 1), s.col("in", "sent", 96, 0.2, 0)
	}
	return []grid.Column{
		s.col("in", "appeal", 184, 0.4, 0), s.col("in", "resident", 64, 0.3, 4), s.col("in", "disposition", 88, 0.6, 3),
		s.col("in", "colour", 94, 0, 0), since, last, s.col("in", "receipt", 80, 0.3, 2),
	}
}

func (s *Screen) fillInstruction(i *Instruction, cells []grid.Cell) {
	w := s.w()
	cells[0] = grid.Cell{Text: i.AppealNo}
	cells[1] = grid.Cell{Text: i.Resident}
	cells[2] = grid.Cell{Text: short(w, i.Disposition), Tip: w.Disposition(i.Disposition)}
	cells[3] = grid.Cell{Text: w.None(), Ink: theme.InkMuted}
	if i.NewColour != "" {
		cells[3] = grid.Cell{Kind: grid.Code, Code: i.NewColour, Text: w.Colour(i.NewColour)}
	}
	cells[4] = s.since(i, w)
	cells[5] = grid.Cell{Text: i.File, Ink: theme.InkMuted}
	if i.State == cases.Rejected {
		cells[5] = grid.Cell{Text: s.t("exporter.rejected", "why", i.Reason), Icon: "error", Ink: theme.DangerInk}
	} else if i.State == cases.Queued {
		cells[5] = grid.Cell{Text: w.None(), Ink: theme.InkMuted}
	}
	cells[6] = grid.Cell{Text: i.Receipt, Ink: theme.InkMuted, Tip: i.Receipt}
}

// since says how long the instruction has waited; a sent one without an answer
// for two hours stands out (field 5.3: alarm if there is no receipt).
func (s *Screen) since(i *Instruction, w *i18n.Words) grid.Cell {
	age := s.host.Now().Sub(i.Since)
	c := grid.Cell{Text: w.Duration(age), Tip: w.FullDateTime(i.Since)}
	if i.State == cases.Exported && age > answerWithin {
		c.Icon, c.Bold, c.Ink = "warning", true, theme.WarnInk
	}
	return c
}

// short is a disposition's name up to its explanation.
func short(w *i18n.Words, d cases.Disposition) string {
	name := w.Disposition(d)
	if at := strings.IndexAny(name, ":：(（"); at > 0 {
		name = name[:at]
	}
	return strings.TrimSpace(name)
}
