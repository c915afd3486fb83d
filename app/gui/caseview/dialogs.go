package caseview

import (
	"time"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/review"
)

// form is a dialog with fields and one act. A refusal is shown inside it, and
// what was typed stays.
type form struct {
	s     *Screen
	d     *kit.Dialog
	wrong *kit.Paragraph
	do    *kit.Button
}

// ask opens a form. act calls end with how it went.
func (s *Screen) ask(title, yes string, first fyne.Focusable, act func(end func(error)), fields ...fyne.CanvasObject) {
	f := &form{s: s, wrong: kit.Note("").In(theme.DangerInk)}
	no := kit.NewButton(s.t("case.cancel"), func() { f.d.Close() })
	f.do = kit.NewButton(yes, func() { act(f.end) }).As(kit.Primary)
	f.d = kit.NewDialog(title, theme.Text(theme.Body)*34, kit.Column(theme.Space(3), append(fields, f.wrong)...), no, f.do)
	if first != nil { // a form without fields begins at Cancel
		f.d.First = first
	}
	f.d.ShowOn(s.host.Window().Canvas())
}

func (f *form) end(err error) {
	if err == nil {
		f.d.Close()
		return
	}
	f.wrong.Set(f.s.why(err))
	f.d.Refresh()
}

// guarded runs a dialog only when its move is open; otherwise it says why not.
func (s *Screen) guarded(move cases.Move, open func()) {
	if s.file() == nil {
		return
	}
	if err := s.m.May(move); err != nil {
		s.host.Fail(err)
		return
	}
	open()
}

func (s *Screen) askUnmask() {
	s.guarded(cases.MoveUnmask, func() {
		why := kit.NewReasonEntry(s.t("case.unmask.hint"), 2)
		s.ask(s.t("case.unmask.title"), s.t("case.unmask.yes"), why, func(end func(error)) { s.m.Unmask(why.Text, end) },
			kit.Prose(s.t("case.unmask.text")), kit.NewField(s.t("case.reason"), "", why).Object())
	})
}

func (s *Screen) askNote() {
	s.guarded(cases.MoveNote, func() {
		text := kit.NewReasonEntry(s.t("case.note.hint"), 4)
		s.ask(s.t("case.note.title"), s.t("case.note.yes"), text, func(end func(error)) { s.m.Note(text.Text, end) },
			kit.NewField(s.t("case.note.text"), s.t("case.note.readable"), text).Object())
	})
}

func (s *Screen) askRelease() {
	s.guarded(cases.MoveRelease, func() {
		why := kit.NewReasonEntry(s.t("case.release.hint"), 3)
		s.ask(s.t("case.release.title"), s.t("case.release.yes"), why, func(end func(error)) { s.m.Release(why.Text, end) },
			kit.Prose(s.t("case.release.text")), kit.NewField(s.t("case.reason"), "", why).Object())
	})
}

func (s *Screen) askRecuse() {
	s.guarded(cases.MoveExclude, func() {
		options := []kit.Option{}
		for _, code := range review.RecusalCodes() {
			options = append(options, kit.Option{Code: code, Label: s.t("recusal." + code)})
		}
		why := kit.NewChoice(s.t("case.recuse.choose"), options, nil)
		s.ask(s.t("case.recuse.title"), s.t("case.recuse.yes"), why, func(end func(error)) {
			if why.Code() == "" {
				end(cases.Refuse("reason_needed"))
				return
			}
			s.m.Recuse(why.Code(), end)
		}, kit.Prose(s.t("case.recuse.text")), kit.NewField(s.t("case.reason"), "", why).Object())
	})
}

// askRequest asks a named party a question. Only a question to the resident
// stops the clock, and the form says so.
func (s *Screen) askRequest() {
	s.guarded(cases.MoveRequest, func() {
		r := cases.InfoRequest{ToResident: true}
		body := kit.NewEntry(s.t("case.request.bodyHint"))
		bodyField := kit.Column(0, kit.NewField(s.t("case.request.body"), "", body).Object())
		bodyField.Hide()
		clock := kit.Note(s.t("case.request.stops"))
		options := []kit.Option{{Code: "resident", Label: s.t("case.resident")}, {Code: "body", Label: s.t("case.request.another")}}
		to := kit.NewChoice("", options, nil)
		to.Set("resident")
		to.OnChange = func(code string) {
			r.ToResident = code == "resident"
			bodyField.Hidden = r.ToResident
			clock.Set(s.t(map[bool]string{true: "case.request.stops", false: "case.request.runs"}[r.ToResident]))
			bodyField.Refresh()
		}
		question := kit.NewReasonEntry(s.t("case.request.hint"), 4)
		due := kit.NewDateField(s.t("case.request.due"), s.t("case.time.wrong"), true)
		due.Set(s.m.Now().Add(48 * time.Hour).Truncate(time.Hour))
		s.ask(s.t("case.request.title"), s.t("case.request.yes"), to, func(end func(error)) {
			at, ok := due.Value()
			if !ok || at.IsZero() {
				due.SetError(s.t("case.time.wrong"))
				return
			}
			r.To, r.Question, r.DueAt = body.Text, question.Text, at
			s.m.RequestInfo(r, end)
		}, kit.NewField(s.t("case.request.to"), "", to).Object(), clock, bodyField,
			kit.NewField(s.t("case.request.question"), "", question).Object(), due.Object())
	})
}

func (s *Screen) askAnswer() {
	s.guarded(cases.MoveAnswer, func() {
		options := []kit.Option{{Code: "yes", Label: s.t("case.answer.received")}, {Code: "no", Label: s.t("case.answer.nothing")}}
		came := kit.NewChoice("", options, nil)
		came.Set("yes")
		text := kit.NewReasonEntry(s.t("case.answer.hint"), 4)
		question := ""
		if r := s.file().OpenRequest(); r != nil {
			question = r.Question
		}
		s.ask(s.t("case.answer.title"), s.t("case.answer.yes"), came, func(end func(error)) { s.m.Answer(came.Code() == "yes", text.Text, end) },
			kit.Well(kit.Prose(question)), kit.NewField(s.t("case.answer.came?"), "", came).Object(), kit.NewField(s.t("case.answer.text"), "", text).Object())
	})
}

// askWithdraw records that the resident took the appeal back: when, by which
// channel, and how the person was recognised.
func (s *Screen) askWithdraw() {
	s.guarded(cases.MoveWithdraw, func() {
		day := kit.NewDateField(s.t("case.withdraw.date"), s.t("case.time.wrong"), true)
		day.Set(s.m.Now())
		channel := kit.NewChoice(s.t("case.withdraw.channelHint"), s.options("channel", "WEB", "ALIPAY", "WECHAT", "NEWSAPP", "12345", "COMMUNITY", "PAPER"), nil)
		check := kit.NewChoice(s.t("case.withdraw.checkHint"), s.options("idcheck", "in_person", "callback", "portal_login", "signed_paper"), nil)
		why := kit.NewReasonEntry(s.t("case.withdraw.hint"), 3)
		s.ask(s.t("case.withdraw.title"), s.t("case.withdraw.yes"), day.Entry, func(end func(error)) {
			at, ok := day.Value()
			if !ok || at.IsZero() {
				day.SetError(s.t("case.time.wrong"))
				return
			}
			s.m.Withdraw(cases.Ending{Date: cases.At(at), Channel: channel.Code(), Checked: check.Code(), Reason: why.Text}, end)
		}, kit.Prose(s.t("case.withdraw.text")), day.Object(),
			kit.NewField(s.t("case.withdraw.channel"), "", channel).Object(), kit.NewField(s.t("case.withdraw.check"), "", check).Object(),
			kit.NewField(s.t("case.withdraw.why"), "", why).Object())
	})
}

func (s *Screen) options(kind string, codes ...string) []kit.Option {
	out := make([]kit.Option, len(codes))
	for i, c := range codes {
		out[i] = kit.Option{Code: c, Label: s.t("case." + kind + "." + c)}
	}
	return out
}

// handedOver is a hand-over note that waits for this person, on top of the
// case until it is read.
func (s *Screen) handedOver(n cases.Note) fyne.CanvasObject {
	read := kit.NewButton(s.t("case.handover.read"), func() { s.m.ReadNote(n.No) }).WithIcon("check")
	s.first = read // what a colleague says comes before what is still open
	return kit.Banner(kit.Info, s.t("case.handover.from", "who", s.m.Name(n.By), "at", n.At), n.Text, read)
}

// askHandover leaves a note for one person or for the next officer.
func (s *Screen) askHandover() {
	s.guarded(cases.MoveNote, func() {
		s.m.Colleagues(func(people []cases.User) {
			options := []kit.Option{{Code: "-", Label: s.t("case.handover.next")}}
			for _, u := range people {
				options = append(options, kit.Option{Code: string(u.ID), Label: u.Name})
			}
			to := kit.NewChoice("", options, nil)
			to.Set("-")
			text := kit.NewReasonEntry(s.t("case.handover.hint"), 4)
			s.ask(s.t("case.handover.title"), s.t("case.handover.yes"), text, func(end func(error)) {
				who := to.Code()
				if who == "-" {
					who = ""
				}
				s.m.HandOver(text.Text, userID(who), end)
			}, kit.NewField(s.t("case.handover.to"), "", to).Object(), kit.NewField(s.t("case.note.text"), s.t("case.handover.text"), text).Object())
		})
	})
}

// stepped says that an act is done and how it is taken back. What has a
// sentence of its own says it there.
func (s *Screen) stepped(m cases.Move) {
	if m != cases.MoveWeigh && m != cases.MoveSubmit {
		s.host.Toast(s.undoable(s.t("case.undo.did", "act", s.t("move."+string(m)))))
	}
}

// undoable adds to a sentence of success how the step is taken back, if it
// can be.
func (s *Screen) undoable(said string) string {
	if s.m.CanUndo() != nil {
		return said
	}
	return s.t("case.undo.hint", "said", said)
}

// offUndo says why the last step cannot be taken back.
func (s *Screen) offUndo() string {
	if s.file() == nil {
		return s.t("case.none.title")
	}
	return s.why(s.m.CanUndo())
}

// undo takes the person's last step on this case back.
func (s *Screen) undo() {
	if err := s.m.CanUndo(); err != nil {
		s.host.Toast(s.why(err))
		return
	}
	s.m.Undo(func(m cases.Move, err error) {
		if err != nil {
			s.host.Fail(err)
			return
		}
		s.host.Toast(s.t("case.undo.done", "act", s.t("move."+string(m))))
	})
}
