package caseview

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"recourse/app/gui/caseview/procedure"
	"recourse/app/gui/kit"
	"recourse/app/gui/task"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/review"
)

// Commands are the case's acts for the main menu, where their shortcuts work
// inside a field as well.
func (s *Screen) Commands() []kit.Command {
	list := []kit.Command{
		s.command("case.send", keys(fyne.KeyReturn, fyne.KeyModifierControl), s.send, s.offMove(cases.MoveSave)),
		s.command("case.save", keys(fyne.KeyS, fyne.KeyModifierControl), s.saveNow, s.offMove(cases.MoveSave)),
		s.command("case.preview", keys(fyne.KeyP, fyne.KeyModifierControl), s.previewLetter, s.offLoaded),
		s.command("case.take", keys(fyne.KeyT, fyne.KeyModifierControl), s.take, s.offMove(cases.MoveTake)),
		s.command("case.renew", nil, s.renew, s.offMove(cases.MoveRenew)),
		s.command("case.request", keys(fyne.KeyI, fyne.KeyModifierControl), s.askRequest, s.offMove(cases.MoveRequest)),
		s.command("case.answer", nil, s.askAnswer, s.offMove(cases.MoveAnswer)),
		s.command("case.note.add", keys(fyne.KeyM, fyne.KeyModifierControl), s.askNote, s.offMove(cases.MoveNote)),
		s.command("case.handover", nil, s.askHandover, s.offMove(cases.MoveNote)),
		s.command("case.undo", keys(fyne.KeyZ, fyne.KeyModifierControl|fyne.KeyModifierShift), s.undo, s.offUndo),
		s.command("case.release", nil, s.askRelease, s.offMove(cases.MoveRelease)),
		s.command("case.recall", nil, s.recall, s.offMove(cases.MoveRecall)),
		s.command("case.withdraw", nil, s.askWithdraw, s.offMove(cases.MoveWithdraw)),
		s.command("case.recuse", nil, s.askRecuse, s.offMove(cases.MoveExclude)),
		s.command("case.turns", keys(fyne.KeyJ, fyne.KeyModifierControl), s.askTurns, s.offLoaded),
		s.command("case.unmask", keys(fyne.KeyU, fyne.KeyModifierControl), s.askUnmask, s.offMove(cases.MoveUnmask)),
	}
	list = append(list,
		s.command("hinge.cite", keys(fyne.KeyD, fyne.KeyModifierControl), s.citeDecisive, s.offMove(cases.MoveSave)),
		s.command("hinge.try.open", keys(fyne.KeyE, fyne.KeyModifierControl), s.tryFacts, s.offReplay),
		s.command("hinge.then.switch", nil, func() { s.showTimes(!s.bothTimes) }, s.offReplay))
	for i := range list {
		list[i].Off = s.unlessPurged(list[i].Off)
	}
	for i, name := range tabNames {
		key := fyne.KeyName(string(rune('1' + i)))
		list = append(list, s.command("case.tab."+name, keys(key, fyne.KeyModifierAlt), func() { s.selectTab(i) }, s.offTab(i)))
	}
	return list
}

// askTurns lists the turns the appeal can take: those open now on top, the
// others grey and each with the reason why beside it.
func (s *Screen) askTurns() {
	if s.file() == nil {
		return
	}
	var d *kit.Dialog
	var can, cannot []fyne.CanvasObject
	var first fyne.Focusable
	for _, t := range procedure.Turns() {
		b := kit.NewButton(s.t("turn."+t.Name), func() { d.Close(); s.askTurn(t) }).Leading()
		err := s.m.May(t.Move)
		if err != nil {
			b.DisableFor(s.why(err))
			cannot = append(cannot, turnRow(b, b.Reason()))
			continue
		}
		if can = append(can, turnRow(b, s.t("turn."+t.Name+".text"))); first == nil {
			first = b
		}
	}
	no := kit.NewButton(s.t("case.cancel"), func() { d.Close() })
	list := kit.Column(theme.Space(2), append(append(s.waits(), can...), cannot...)...)
	d = kit.NewDialog(strings.TrimRight(s.t("case.turns"), " …"), theme.Text(theme.Body)*48, list, no)
	if d.First = first; first == nil {
		d.First = no
	}
	d.ShowOn(s.host.Window().Canvas())
}

// turnRow is one turn with what there is to know of it: what it does, or why
// it is closed.
func turnRow(b *kit.Button, say string) fyne.CanvasObject {
	note := kit.Insets(theme.Space(1.5), 0, 0, 0, kit.Note(say))
	return kit.TopRow(theme.Space(3), kit.Fixed(theme.Text(theme.Body)*15, 0, b), kit.Fill(note))
}

// askTurn asks for what a turn needs and carries it out.
func (s *Screen) askTurn(t procedure.Turn) {
	s.guarded(t.Move, func() {
		if !t.Chooses() {
			s.fillTurn(t, procedure.Around{File: s.file()})
			return
		}
		task.Go(s.host.Runner(), context.Background(), s.around, func(a procedure.Around, err error) {
			if err == nil {
				err = a.Lacks(t)
			}
			if err != nil {
				s.host.Fail(err)
				return
			}
			s.fillTurn(t, a)
		})
	})
}

// around reads what a turn can choose from.
func (s *Screen) around(ctx context.Context) (procedure.Around, error) {
	a := procedure.Around{File: s.file()}
	var err error
	if a.Twins, err = s.reader.Twins(ctx, a.File.ID); err != nil {
		return a, err
	}
	a.People, err = s.reader.People(ctx)
	return a, err
}

// fillTurn shows the form of a turn.
func (s *Screen) fillTurn(t procedure.Turn, a procedure.Around) {
	s.guarded(t.Move, func() {
		form := procedure.NewForm(s.w(), t, a, s.m.Now())
		intro := kit.Prose(s.t("turn." + t.Name + ".text"))
		s.ask(s.t("turn."+t.Name), s.t("turn.do"), form.First, func(end func(error)) {
			v, ok := form.Read()
			if !ok {
				return
			}
			f := s.file()
			s.m.Turn(func(ctx context.Context) (*cases.File, error) { return t.Do(ctx, s.desk, f, v) }, func(err error) {
				if end(err); err == nil {
					s.host.Toast(s.undoable(s.t("turn.done", "turn", s.t("turn."+t.Name))))
				}
			})
		}, append(with([]fyne.CanvasObject{intro}, s.turnFacts(t)), form.Objects...)...)
	})
}

// waits says what the case waits for, until when and with whom.
func (s *Screen) waits() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, t := range review.TimersOf(&s.file().Row) {
		owner := s.t("role." + string(t.Role))
		if t.Owner != "" {
			owner = s.reader.Name(t.Owner)
		}
		key := "case.waits"
		if !s.m.Now().Before(t.At) {
			key = "case.waits.past"
		}
		out = append(out, kit.Prose(s.t(key, "what", s.t("timer."+t.Name), "until", t.At, "owner", owner)))
	}
	return out
}

func keys(k fyne.KeyName, m fyne.KeyModifier) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: k, Modifier: m}
}

func (s *Screen) command(key string, short fyne.Shortcut, run func(), off func() string) kit.Command {
	return kit.Command{Title: s.t(key), Shortcut: short, Run: run, Off: off}
}

// offMove says why a move is closed, in the refusal's own sentence.
func (s *Screen) offMove(move cases.Move) func() string {
	return func() string {
		if s.file() == nil {
			return s.t("case.none.title")
		}
		return s.why(s.m.May(move))
	}
}

func (s *Screen) offLoaded() string {
	if s.file() == nil {
		return s.t("case.none.title")
	}
	return ""
}

// offTab says why a page cannot be shown.
func (s *Screen) offTab(i int) func() string {
	return func() string {
		if why := s.offLoaded(); why != "" || s.has(i) {
			return why
		}
		if s.purged() {
			return s.whyPurged()
		}
		return s.t("case.tab.noMap")
	}
}

func (s *Screen) saveNow() { s.m.Flush() }
func (s *Screen) take()    { s.m.Take() }
func (s *Screen) renew()   { s.m.Renew() }
func (s *Screen) recall()  { s.m.Recall() }

func (s *Screen) selectTab(i int) {
	if at := slices.Index(s.shown, i); s.tabs != nil && at >= 0 {
		s.tabs.Select(at + s.firstTab)
	}
}

func userID(v string) cases.UserID { return cases.UserID(v) }
