package office

import (
	"context"
	"errors"
	"strconv"

	"fyne.io/fyne/v2"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
)

// recordPage says whether the record is whole, and lists it.
func (s *Screen) recordPage() fyne.CanvasObject {
	return kit.Page(kit.Insets(0, 0, theme.Space(3), 0, s.wholeCard()), nil, nil, nil, s.logPart())
}

func (s *Screen) verify() { s.model.Verify(s.t("office.verify.job")) }

// wholeCard is the state of the record, with what can be done about it.
func (s *Screen) wholeCard() fyne.CanvasObject {
	s.bar, s.count = nil, nil
	if running, _, _ := s.model.Verifying(); running {
		return s.verifyingCard()
	}
	verify := kit.NewButton(s.t("office.verify"), s.verify).As(kit.Primary).WithIcon("shield-check").WithTip("Ctrl+R")
	sign := kit.NewButton(s.t("office.sign"), s.sign).WithIcon("key")
	if err := s.model.MayAudit(); err != nil {
		sign.DisableFor(s.w().Problem(err))
	}
	v, err := s.model.Verified()
	icon, ink, title, text := "shield", theme.InkMuted, s.t("office.whole.none", "n", s.model.Height()), s.t("office.whole.none.text")
	switch {
	case errors.Is(err, context.Canceled):
		title, text = s.t("office.whole.stopped"), s.t("office.whole.none.text")
	case err != nil:
		icon, ink, title, text = "error", theme.DangerInk, s.t("office.whole.failed"), s.w().Problem(err)
	case v != nil && v.Whole():
		icon, ink, title = "shield-check", theme.OkInk, s.t("office.whole.yes")
		text = s.t("office.whole.yes.text", "entries", v.Entries, "rows", v.Rows, "at", s.w().Clock(v.At))
	case v != nil:
		icon, ink, title = "error", theme.DangerInk, s.t("office.whole.no", "n", len(v.Findings))
		text = s.t("office.whole.no.text")
	}
	words := kit.Column(theme.Space(1), kit.Strong(title).In(ink), kit.Prose(text))
	body := kit.Column(theme.Space(3), kit.Row(theme.Space(3), kit.Icon(icon, ink, 28), kit.Fill(words), sign, verify))
	if v != nil && err == nil && !v.Whole() {
		body.Add(s.findings(v))
	}
	return kit.Card(nil, body)
}

func (s *Screen) verifyingCard() fyne.CanvasObject {
	s.bar, s.count = kit.NewProgress(), kit.Muted("")
	stop := kit.NewButton(s.t("office.stop"), s.model.StopVerify).WithIcon("cross")
	s.move()
	return kit.Card(nil, kit.Row(theme.Space(4), kit.Icon("refresh", theme.Accent, 28),
		kit.Fill(kit.Column(theme.Space(2), kit.Strong(s.t("office.verifying")), s.bar, s.count)), stop))
}

// move shows how far the verification is.
func (s *Screen) move() {
	if s.bar == nil {
		return
	}
	_, done, total := s.model.Verifying()
	if total > 0 {
		s.bar.Set(float64(done) / float64(total))
	}
	s.count.Set(s.t("office.verifying.count", "done", done, "total", total))
}

// findings names the rows that do not fit.
func (s *Screen) findings(v *Verification) fyne.CanvasObject {
	g := grid.New(&findingRows{v.Findings, s}, s.col("finding", "row", 180, 0.3, 0), s.col("finding", "why", 300, 2, 0))
	return kit.Fixed(0, theme.RowHeight()*float32(min(len(v.Findings), 4)+1), g)
}

type findingRows struct {
	list []Finding
	s    *Screen
}

func (r *findingRows) Len() int         { return len(r.list) }
func (r *findingRows) Key(at int) int64 { return int64(at + 1) }

func (r *findingRows) Fill(at int, cells []grid.Cell) {
	cells[0] = grid.Cell{Text: r.list[at].Row, Icon: "error", Ink: theme.DangerInk}
	cells[1] = grid.Cell{Text: r.s.w().Or("misfit."+r.list[at].Why, r.list[at].Why)}
}

// sign makes a checkpoint and shows it, to be kept outside the office.
func (s *Screen) sign() {
	s.model.Sign(func(err error) {
		if err != nil {
			s.host.Fail(err)
			return
		}
		text := kit.Selectable(s.model.Checkpoint())
		text.TextStyle.Monospace = true
		var d *kit.Dialog
		shut := kit.NewButton(s.t("action.close"), func() { d.Close() })
		put := kit.NewButton(s.t("action.copy"), func() {
			fyne.CurrentApp().Clipboard().SetContent(s.model.Checkpoint())
			s.host.Toast(s.t("action.copied"))
		}).As(kit.Primary).WithIcon("copy")
		d = kit.NewDialog(s.t("office.checkpoint"), theme.Text(theme.Body)*48, kit.Column(theme.Space(3), kit.Prose(s.t("office.checkpoint.text")), kit.Well(text)), shut, put)
		d.First = put
		d.ShowOn(s.host.Window().Canvas())
	})
}

// logPart lists the record, latest first.
func (s *Screen) logPart() fyne.CanvasObject {
	if err := s.model.MayAudit(); err != nil {
		return kit.Panel(kit.EmptyState("lock", s.t("office.log.no"), s.w().Problem(err)))
	}
	switch came, err := s.model.LogCame(); {
	case !came:
		return kit.Panel(kit.EmptyState("clock", s.t("unit.loading"), ""))
	case err != nil:
		return kit.Panel(kit.EmptyState("error", s.t("office.log.failed"), s.w().Problem(err), kit.NewButton(s.t("action.retry"), s.model.LoadLog).WithIcon("refresh")))
	}
	s.log = grid.New(&logRows{s}, s.logColumns()...)
	s.logHead = kit.Muted("")
	s.relist()
	return kit.Framed(s.logFilter(), nil, s.log)
}

func (s *Screen) relist() {
	s.log.Reload()
	s.logHead.Set(s.t("office.log.n", "n", s.model.LogLen()))
}

// logFilter narrows the record by person, act and text.
func (s *Screen) logFilter() fyne.CanvasObject {
	person, action, text := s.model.Narrowing()
	narrow := func() {
		s.model.Narrow(person, action, text)
		s.relist()
	}
	who := []kit.Option{{Label: s.t("office.log.anybody")}}
	for _, id := range s.model.Actors() {
		who = append(who, kit.Option{Code: id, Label: s.model.NameOf(id)})
	}
	what := []kit.Option{{Label: s.t("office.log.anything")}}
	for _, a := range s.model.Actions() {
		what = append(what, kit.Option{Code: a, Label: s.act(a)})
	}
	byWho := kit.NewChoice(s.t("office.log.anybody"), who, func(v string) { person = v; narrow() })
	byWhat := kit.NewChoice(s.t("office.log.anything"), what, func(v string) { action = v; narrow() })
	byWho.Set(person)
	byWhat.Set(action)
	entry := kit.NewEntry(s.t("office.log.find"))
	entry.SetText(text)
	entry.OnChanged = func(v string) { text = v; narrow() }
	return kit.Row(theme.Space(2), kit.Strong(s.t("office.log")), s.logHead, kit.Gap(), byWho.Slim(), byWhat.Slim(), kit.Fixed(theme.Text(theme.Body)*18, 0, entry))
}

// did is an entry as a sentence without the person.
func (s *Screen) did(e *Entry) string {
	return s.w().Did(i18n.Act{Who: e.Name, Action: e.Action, Detail: e.Detail, Name: e.Person})
}

// act words what was done.
func (s *Screen) act(a string) string { return s.w().Or("move."+a, s.w().Or("act."+a, a)) }

func (s *Screen) logColumns() []grid.Column {
	n := s.col("log", "seq", 72, 0, 0)
	n.Align = fyne.TextAlignTrailing
	return []grid.Column{
		n, s.col("log", "at", 120, 0, 0), s.col("log", "by", 56, 0.3, 1), s.col("log", "did", 260, 2, 0), s.col("log", "case", 120, 0.3, 2),
		s.col("log", "state", 120, 0.6, 3), s.col("log", "hash", 110, 0.3, 4),
	}
}

type logRows struct{ s *Screen }

func (r *logRows) Len() int         { return r.s.model.LogLen() }
func (r *logRows) Key(at int) int64 { return r.s.model.LogAt(at).Seq }

func (r *logRows) Fill(at int, cells []grid.Cell) {
	e, w := r.s.model.LogAt(at), r.s.w()
	cells[0] = grid.Cell{Text: "#" + strconv.FormatInt(e.Seq, 10), Ink: theme.InkMuted}
	cells[1] = grid.Cell{Text: w.DateTime(e.At), Tip: w.FullDateTime(e.At)}
	cells[2] = grid.Cell{Text: e.Name, Tip: string(e.By)}
	did := r.s.did(e)
	cells[3] = grid.Cell{Text: did, Tip: did}
	cells[4] = grid.Cell{Text: e.AppealNo}
	if e.To != "" && e.To != e.From {
		cells[5] = grid.Cell{Text: w.State(e.To), Ink: theme.InkMuted}
		if e.From != "" {
			cells[5].Text = r.s.t("office.log.move", "from", w.State(e.From), "to", w.State(e.To))
		}
	}
	cells[6] = grid.Cell{Text: e.Hash, Mono: true, Ink: theme.InkMuted, Tip: e.Hash}
}
