package importer

import (
	"fyne.io/fyne/v2"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
)

// matchedPage says what became of every acknowledgement.
func (s *Screen) matchedPage() fyne.CanvasObject {
	a := s.model.Acks()
	sum := kit.Row(theme.Space(5),
		s.figure("importer.acks.read", int64(len(a.Lines)), false), sign("="),
		s.figure("importer.acks.accepted", int64(a.Count(Accepted)), false), sign("+"),
		s.figure("importer.acks.rejected", int64(a.Count(Rejected)), true), sign("+"),
		s.figure("importer.acks.repeated", int64(a.Count(Repeated)), false), sign("+"),
		s.figure("importer.acks.unmatched", int64(a.Count(Unmatched)), true), kit.Gap())
	g := grid.New(newAckRows(a, s.w()), s.ackColumns()...)
	g.OnOpen = func(at int) {
		if l := sorted(a)[at]; l.Case != 0 {
			s.host.Open(kit.Route{Screen: kit.ScreenCase, Case: l.Case})
		}
	}
	s.first = g
	queue := kit.NewButton(s.t("importer.acks.queue"), func() {
		s.host.Open(kit.Route{Screen: kit.ScreenQueue, Part: "rejected"})
	}).WithIcon("queue")
	if a.Count(Rejected) == 0 {
		queue.DisableFor(s.t("importer.off.norejected"))
	}
	foot := s.foot(s.t("importer.acks.foot"), queue, s.again("importer.next").As(kit.Primary))
	head := kit.Strong(s.t("importer.acks.lines"))
	return kit.Page(kit.Card(nil, sum), foot, nil, nil, kit.Insets(theme.Space(3), 0, 0, 0, kit.Framed(head, nil, g)))
}

func (s *Screen) ackColumns() []grid.Column {
	return []grid.Column{
		s.col("ack", "fate", 150, 0), s.col("ack", "appeal", 170, 0.4), drop(s.col("ack", "key", 200, 0.6), 1),
		s.col("ack", "reason", 280, 2), drop(s.col("ack", "place", 160, 0.5), 2),
	}
}

// sorted lists the lines that somebody has to look at first.
func sorted(a *Acks) []*AckLine {
	var out []*AckLine
	for _, f := range Fates() {
		for i := range a.Lines {
			if a.Lines[i].Fate == f {
				out = append(out, &a.Lines[i])
			}
		}
	}
	return out
}

type ackRows struct {
	lines []*AckLine
	w     *i18n.Words
}

func newAckRows(a *Acks, w *i18n.Words) *ackRows { return &ackRows{sorted(a), w} }

func (r *ackRows) Len() int         { return len(r.lines) }
func (r *ackRows) Key(at int) int64 { return int64(at + 1) }

func (r *ackRows) Fill(at int, cells []grid.Cell) {
	l := r.lines[at]
	tone := map[Fate]kit.Tone{Accepted: kit.Success, Rejected: kit.Failure, Unmatched: kit.Warning}[l.Fate]
	cells[0] = grid.Cell{Kind: grid.Pill, Text: r.w.T("importer.fate." + string(l.Fate)), Tone: tone}
	cells[1] = grid.Cell{Text: l.AppealNo}
	if l.AppealNo == "" {
		cells[1] = grid.Cell{Text: r.w.None(), Ink: theme.InkMuted}
	}
	cells[2] = grid.Cell{Text: l.Key, Mono: true, Ink: theme.InkMuted}
	cells[3] = grid.Cell{Text: l.Reason}
	switch {
	case l.Problem != nil:
		cells[3].Text = message(r.w, l.Problem)
	case l.Closed:
		cells[3] = grid.Cell{Text: r.w.T("importer.acks.closed"), Ink: theme.InkMuted}
	}
	cells[4] = grid.Cell{Text: r.w.T("importer.place", "file", l.File, "row", l.Row), Ink: theme.InkMuted}
}
