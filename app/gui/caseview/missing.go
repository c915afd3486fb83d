package caseview

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/caseview/procedure"
	"recourse/app/gui/caseview/work"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// spot names the control in which a missing thing is put right: the code of
// what is missing and, for a finding, its ground.
func (s *Screen) spot(code string, g cases.Ground, f fyne.Focusable) {
	if s.spots == nil {
		s.spots = map[string]fyne.Focusable{}
	}
	s.spots[code+string(g)] = f
}

// writing notes in which field of the decision the keyboard is, and where in
// its text, before the screen is built anew because the facts changed; what it
// returns goes on there.
func (s *Screen) writing() (resume func()) {
	c := s.host.Window().Canvas()
	was, row, column := "", 0, 0
	for code, f := range s.spots {
		if f == c.Focused() && kit.Standing(f) {
			was = code
			if e, ok := f.(*kit.ReasonEntry); ok {
				row, column = e.CursorRow, e.CursorColumn
			}
		}
	}
	return func() {
		f := s.spots[was]
		if f == nil || !kit.Standing(f) {
			return
		}
		if e, ok := f.(*kit.ReasonEntry); ok {
			e.CursorRow, e.CursorColumn = row, column
			e.Refresh()
		}
		c.Focus(f)
	}
}

// effectCodes are the codes of what an outcome asks for, by the field it is
// written in.
func effectCodes(e work.Effect) []string {
	switch e {
	case work.NewColour:
		return []string{"no_new_colour", "worse_colour", "vary_changes_nothing"}
	case work.EffectiveAt:
		return []string{"no_effective_at"}
	case work.IsolationEnd:
		return []string{"no_isolation_end", "worse_end", "worse_no_end"}
	case work.Instruction:
		return []string{"no_instruction"}
	case work.ReturnBy:
		return []string{"no_return_date"}
	case work.TransferTo:
		return []string{"no_transfer_to"}
	}
	return nil
}

func (s *Screen) spotEffect(e work.Effect, f fyne.Focusable) {
	for _, code := range effectCodes(e) {
		s.spot(code, "", f)
	}
}

// lacking is the control of the first thing that keeps the draft from being
// sent, nil where it is not in the form.
func (s *Screen) lacking() fyne.Focusable {
	for _, b := range s.m.Blockers() {
		r, ok := cases.AsRefusal(b)
		if !ok {
			continue
		}
		g := cases.Ground(r.Args["ground"])
		if r.Code == "gap_left" {
			g = s.gapGround()
		}
		if f := s.spots[r.Code+string(g)]; f != nil {
			return f
		}
	}
	return nil
}

// gapGround is the ground whose finding holds a gap, "" when the reasons do.
func (s *Screen) gapGround() cases.Ground {
	for _, f := range s.m.Draft().Findings {
		if strings.Contains(f.Text, work.Gap) {
			return f.Ground
		}
	}
	return ""
}

// showMissing lists everything that keeps the draft from being sent. When the
// list is closed, the keyboard is on the first of it.
func (s *Screen) showMissing() {
	var rows []fyne.CanvasObject
	for _, b := range s.m.Blockers() {
		rows = append(rows, kit.TopRow(theme.Space(2), hung("dot", theme.WarnInk), kit.Fill(kit.Prose(s.why(b)))))
	}
	var d *kit.Dialog
	d = kit.NewDialog(s.t("case.missing", "n", len(rows)), theme.Text(theme.Body)*38, kit.Column(theme.Space(2), rows...),
		kit.NewButton(s.t("case.done"), func() { d.Close() }).As(kit.Primary))
	d.Then = s.lacking()
	d.ShowOn(s.host.Window().Canvas())
}

// lacks says what the case came in without and what the next step is; nil where
// it has everything that a case needs, or is over.
func (s *Screen) lacks() fyne.CanvasObject {
	f := s.file()
	fields := f.Snapshot.Lacks()
	if len(fields) == 0 || f.State.Settled() {
		return nil
	}
	for i, field := range fields {
		fields[i] = s.t("lacks." + field)
	}
	next, button := "wait", (*kit.Button)(nil)
	switch {
	case f.State == cases.Deficient:
		next = "asked"
	case s.m.May(cases.MoveDeficient) == nil:
		next, button = "ask", kit.NewButton(s.t("turn.deficient"), s.askDeficient).WithIcon("letter")
	case s.m.May(cases.MoveRequest) == nil:
		next, button = "ask", kit.NewButton(s.t("case.request"), s.askRequest).WithIcon("send")
	}
	title, text := s.t("case.lacks.title", "fields", strings.Join(fields, s.t("list.comma"))), s.t("case.lacks."+next)
	if button == nil {
		return kit.Banner(kit.Warning, title, text)
	}
	return kit.Banner(kit.Warning, title, text, button)
}

// askDeficient asks which papers the notice of missing papers names.
func (s *Screen) askDeficient() {
	turns := procedure.Turns()
	if i := slices.IndexFunc(turns, func(t procedure.Turn) bool { return t.Move == cases.MoveDeficient }); i >= 0 {
		s.askTurn(turns[i])
	}
}
