package signoff

import (
	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// approve signs what is open, or records the first view of it. The letter was
// opened, or the button is off.
func (s *Screen) approve() {
	switch {
	case s.m.Proposal():
		s.confirm()
		return
	case s.m.Blind():
		s.recordView()
		return
	}
	if err := s.m.May(cases.MoveApprove); err != nil {
		s.host.Fail(err)
		return
	}
	no := s.m.File().AppealNo
	s.m.Approve("", s.finished(s.t("signoff.approved", "no", no)))
}

// finished ends an act that has no dialog of its own.
func (s *Screen) finished(toast string) func(error) {
	return func(err error) {
		if err != nil {
			s.host.Fail(err)
			return
		}
		s.ended(toast)
	}
}

// form is a dialog with one act; a refusal is shown inside and what was typed
// stays.
func (s *Screen) form(title, yes, toast string, first fyne.Focusable, act func(func(error)), fields ...fyne.CanvasObject) {
	var d *kit.Dialog
	wrong := kit.Note("").In(theme.DangerInk)
	no := kit.NewButton(s.t("signoff.cancel"), func() { d.Close() })
	do := kit.NewButton(yes, func() {
		act(func(err error) {
			if err != nil {
				wrong.Set(s.why(err))
				d.Refresh()
				return
			}
			d.Close()
			s.ended(toast)
		})
	}).As(kit.Primary)
	d = kit.NewDialog(title, theme.Text(theme.Body)*34, kit.Column(theme.Space(3), append(fields, wrong)...), no, do)
	d.First = first
	d.ShowOn(s.host.Window().Canvas())
}

// guarded opens a dialog only when its move is open.
func (s *Screen) guarded(move cases.Move, open func(no string)) {
	if err := s.m.May(move); err != nil {
		s.host.Fail(err)
		return
	}
	open(s.m.File().AppealNo)
}

// askReturn sends the decision back with a coded deficiency and a comment.
func (s *Screen) askReturn() {
	if s.m.Proposal() {
		s.askReject()
		return
	}
	s.guarded(cases.MoveReturn, func(no string) {
		options := make([]kit.Option, 0, 8)
		for _, c := range cases.ReturnCodes() {
			options = append(options, kit.Option{Code: c, Label: s.t("return_code." + c)})
		}
		code := kit.NewChoice(s.t("signoff.return.choose"), options, nil)
		note := kit.NewReasonEntry(s.t("signoff.return.hint"), 4)
		about := s.t("signoff.return.text")
		if s.m.File().Returns >= cases.MaxReturns {
			about = s.t("signoff.return.again")
		}
		s.form(s.t("signoff.return"), s.t("signoff.return.yes"), s.t("signoff.return.done", "no", no), code,
			func(end func(error)) { s.m.Return(code.Code(), note.Text, end) },
			kit.Prose(about), kit.NewField(s.t("signoff.return.code"), "", code).Object(), kit.NewField(s.t("signoff.return.note"), "", note).Object())
	})
}

func (s *Screen) askEscalate() {
	s.guarded(cases.MoveEscalate, func(no string) {
		note := kit.NewReasonEntry(s.t("signoff.escalate.hint"), 3)
		s.form(s.t("signoff.escalate"), s.t("signoff.escalate.yes"), s.t("signoff.escalate.done", "no", no), note,
			func(end func(error)) { s.m.Escalate(note.Text, end) },
			kit.Prose(s.t("signoff.escalate.text")), kit.NewField(s.t("signoff.return.note"), "", note).Object())
	})
}

// askTakeOver takes a case of the second level and opens it on its own screen.
func (s *Screen) askTakeOver() {
	s.guarded(cases.MoveTakeOver, func(no string) {
		id := s.m.File().ID
		kit.Confirm(s.host.Window().Canvas(), kit.Question{
			Title: s.t("signoff.takeover"), Text: s.t("signoff.takeover.text"), Yes: s.t("signoff.takeover.yes"), No: s.t("signoff.cancel"),
		}, func() {
			s.m.TakeOver(func(err error) {
				if err != nil {
					s.host.Fail(err)
					return
				}
				s.host.Toast(s.t("signoff.takeover.done", "no", no))
				s.host.Open(kit.Route{Screen: kit.ScreenCase, Case: id})
			})
		})
	})
}
