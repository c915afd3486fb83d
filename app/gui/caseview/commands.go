package caseview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"recourse/app/gui/kit"
	"recourse/cases"
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
		s.command("case.release", nil, s.askRelease, s.offMove(cases.MoveRelease)),
		s.command("case.recall", nil, s.recall, s.offMove(cases.MoveRecall)),
		s.command("case.withdraw", nil, s.askWithdraw, s.offMove(cases.MoveWithdraw)),
		s.command("case.recuse", nil, s.askRecuse, s.offMove(cases.MoveExclude)),
		s.command("case.unmask", keys(fyne.KeyU, fyne.KeyModifierControl), s.askUnmask, s.offMove(cases.MoveUnmask)),
	}
	for i, name := range tabNames {
		key := fyne.KeyName(string(rune('1' + i)))
		list = append(list, s.command("case.tab."+name, keys(key, fyne.KeyModifierAlt), func() { s.selectTab(i) }, s.offLoaded))
	}
	return list
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

func (s *Screen) saveNow() { s.m.Flush() }
func (s *Screen) take()    { s.m.Take() }
func (s *Screen) renew()   { s.m.Renew() }
func (s *Screen) recall()  { s.m.Recall() }

func (s *Screen) selectTab(i int) {
	if s.tabs != nil {
		s.tabs.Select(i + s.firstTab)
	}
}

func userID(v string) cases.UserID { return cases.UserID(v) }
