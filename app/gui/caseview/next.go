package caseview

import (
	"slices"

	"fyne.io/fyne/v2"

	"recourse/app/gui/caseview/procedure"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// nextTurn is the step that the case waits for before it comes to an officer,
// or after its decision: what it is about, and the buttons that take it. Nil
// where the procedure waits for nothing.
func (p *pane) nextTurn() fyne.CanvasObject {
	s, f := p.s, p.s.file()
	switch {
	case f.Pending != "":
		return p.proposed()
	case f.State == cases.Received && !f.InTime():
		return p.step(kit.Warning, s.t("case.next.late"), s.lateText(), "admit", "deficient")
	case f.State == cases.Received:
		return p.step(kit.Info, s.t("case.next.received"), s.t("case.next.received.text"), "register", "deficient")
	case f.State == cases.Deficient:
		return p.step(kit.Info, s.t("case.next.deficient"), s.t("case.next.deficient.text"), "supply")
	case s.m.May(cases.MoveResume) == nil:
		d := f.Decision()
		return p.step(kit.Info, s.t("case.next.remit", "until", d.ReturnBy), s.t("case.next.remit.text"), "resume")
	}
	return nil
}

// step is what the case waits for, with a button for each of the turns that
// this person can take; who can take none reads why.
func (p *pane) step(tone kit.Tone, title, text string, names ...string) fyne.CanvasObject {
	s := p.s
	row := kit.Flow(theme.Space(2))
	for _, name := range names {
		turns := procedure.Turns()
		t := turns[slices.IndexFunc(turns, func(t procedure.Turn) bool { return t.Name == name })]
		if s.m.May(t.Move) != nil {
			continue
		}
		b := kit.NewButton(s.t("turn."+name), func() { s.askTurn(t) })
		s.begin(b)
		row.Add(b)
	}
	if len(row.Objects) == 0 {
		return kit.Banner(tone, title, text+" "+s.why(s.m.ReadOnlyWhy()))
	}
	return kit.Column(theme.Space(2), kit.Banner(tone, title, text), row)
}

// proposed says what a colleague proposed and leads to where it is signed.
func (p *pane) proposed() fyne.CanvasObject {
	s, f := p.s, p.s.file()
	_, _, _, author := f.Proposal()
	title, text := s.t("case.next."+f.Pending), s.t("case.next.proposed", "who", s.m.Name(author))
	me := s.reader.User()
	if me.ID == author || !me.Has(cases.Supervisor) {
		return kit.Banner(kit.Info, title, text)
	}
	return kit.Banner(kit.Info, title, text, p.signButton())
}

// lateText says how late an appeal is: when the measure ended, until when an
// appeal against it was in time, and when this one came.
func (s *Screen) lateText() string {
	f := s.file()
	return s.t("case.next.late.text", "end", f.IsolationEnd, "window", s.desk.WindowEnd(f), "filed", f.FiledAt)
}

// turnFacts is what a turn is decided on and stands nowhere in its form; nil
// for most.
func (s *Screen) turnFacts(t procedure.Turn) fyne.CanvasObject {
	f := s.file()
	switch t.Move {
	case cases.MoveAdmit:
		return kit.Well(kit.Prose(s.lateText()))
	case cases.MoveResume:
		if d := f.Decision(); d != nil {
			return kit.Well(kit.Prose(s.t("case.next.remitted", "until", d.ReturnBy, "what", d.CorrectInstruction)))
		}
	}
	return nil
}

// cameBack is what a remit brought, or that it brought nothing, until the case
// is decided anew.
func (p *pane) cameBack() fyne.CanvasObject {
	s, f := p.s, p.s.file()
	if len(f.Resumptions) == 0 || f.State.Settled() {
		return nil
	}
	last := f.Resumptions[len(f.Resumptions)-1]
	if d := f.Decision(); d == nil || d.No > last.DecisionNo {
		return nil
	}
	if last.Returned {
		return kit.Banner(kit.Info, s.t("case.cameBack", "at", last.At), last.Result)
	}
	return kit.Banner(kit.Warning, s.t("case.cameBack.not", "at", last.At), s.t("case.cameBack.asked", "what", last.Directions))
}
