package signoff

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/kit"
	"recourse/app/gui/task"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// Blind reports whether the person has yet to say what they think before the
// open decision is shown.
func (m *Model) Blind() bool { return m.file != nil && m.file.Blind(m.reader.User()) }

// View records the person's own view and then opens the decision.
func (m *Model) View(v cases.FirstView, done func(error)) {
	if m.file == nil || m.busy {
		return
	}
	id := m.file.ID
	m.busy = true
	task.Go(m.runner, context.Background(), func(ctx context.Context) (*cases.File, error) { return m.desk.View(ctx, id, v) },
		func(_ *cases.File, err error) {
			m.busy = false
			if err == nil {
				m.Open(context.Background(), id)
				m.Reload(context.Background())
			}
			done(err)
		})
}

// OwnView is what the person thought before the open decision was shown, nil
// when nothing was asked.
func (m *Model) OwnView() *cases.FirstView {
	if m.file == nil || m.file.Decision() == nil {
		return nil
	}
	return m.file.ViewOf(m.reader.User().ID, m.file.Decision().No)
}

// thought is what was typed of a view that is not recorded yet.
type thought struct {
	of            cases.ID
	outcome, note string
}

// blindPage shows what is on file and asks for the reader's own view. Nothing
// of the decision is here.
type blindPage struct {
	s      *Screen
	record *kit.Button
	wrong  *kit.Paragraph
	all    fyne.CanvasObject
}

func newBlindPage(s *Screen, f *cases.File) *blindPage {
	if s.thought.of != f.ID {
		s.thought = thought{of: f.ID}
	}
	p := &blindPage{s: s, wrong: kit.Note("")}
	p.record = kit.NewButton(s.t("signoff.view.record"), s.recordView).As(kit.Primary).WithIcon("eye").WithTip("Ctrl+Enter")
	look := kit.NewButton(s.t("signoff.view.case"), func() { s.host.Open(kit.Route{Screen: kit.ScreenCase, Case: f.ID}) })
	unit := theme.Text(theme.Body)
	evidence := kit.Scroll(kit.Pad(theme.Space(4), s.onFile(f))).Object()
	form := kit.Scroll(kit.Pad(theme.Space(4), s.viewForm())).Object()
	middle := kit.NewSplit(kit.Pane{Object: evidence, Share: 0.55, Least: unit * 13}, kit.Pane{Object: form, Share: 0.45, Least: unit * 13})
	foot := kit.Column(0, kit.Rule(), kit.Insets(theme.Space(3), theme.Space(4), theme.Space(3), theme.Space(4),
		kit.Column(theme.Space(2), p.wrong, kit.Ends(theme.Space(2), kit.Row(0, look), p.record))))
	w := s.host.Words()
	head := kit.Column(0, kit.Insets(theme.Space(3), theme.Space(4), theme.Space(2), theme.Space(4),
		kit.Flow(theme.Space(2), kit.Strong(f.AppealNo), kit.NewCodeBadge(f.Colour, w.Colour(f.Colour)), kit.NewIconChip(s.t("signoff.view.chip"), "eye-off", kit.Info))), kit.Rule())
	p.all = container.NewBorder(head, foot, nil, nil, middle.Object())
	p.update()
	return p
}

func (p *blindPage) update() {
	p.record.Enable()
	line := p.s.t("signoff.view.ready")
	if err := p.s.m.May(cases.MoveFirstView); err != nil {
		line = p.s.why(err)
		p.record.DisableFor(line)
	}
	p.wrong.Set(line)
	p.all.Refresh()
}

// viewForm asks for the outcome that the file leads to and a sentence why.
func (s *Screen) viewForm() fyne.CanvasObject {
	options := make([]kit.Option, 0, 8)
	for _, d := range cases.Dispositions() {
		options = append(options, kit.Option{Code: string(d), Label: s.host.Words().Disposition(d)})
	}
	outcome := kit.NewChoice(s.t("signoff.view.choose"), options, func(code string) { s.thought.outcome = code })
	outcome.Set(s.thought.outcome)
	note := kit.NewReasonEntry(s.t("signoff.view.hint"), 4)
	note.SetText(s.thought.note)
	note.OnChanged = func(text string) { s.thought.note = text }
	s.choice = outcome
	return kit.Column(theme.Space(4), kit.Strong(s.t("signoff.view")), kit.Prose(s.t("signoff.view.text")),
		kit.NewField(s.t("signoff.col.outcome"), "", outcome).Object(), kit.NewField(s.t("signoff.view.note"), "", note).Object())
}

// recordView records the view and shows the decision.
func (s *Screen) recordView() {
	v := cases.FirstView{Disposition: cases.Disposition(s.thought.outcome), Note: s.thought.note}
	if v.Disposition == "" {
		s.host.Fail(cases.Refuse("first_view_outcome"))
		return
	}
	s.m.View(v, func(err error) {
		if err != nil {
			s.host.Fail(err)
			return
		}
		s.thought = thought{}
		s.host.Toast(s.t("signoff.view.done"))
	})
}

// onFile is what the case rests on: what the resident says and every piece of
// evidence with its source, time and error.
func (s *Screen) onFile(f *cases.File) fyne.CanvasObject {
	w := s.host.Words()
	parts := []fyne.CanvasObject{kit.Strong(s.t("signoff.view.file"))}
	for _, g := range f.Grounds {
		parts = append(parts, kit.TopRow(theme.Space(2), kit.Mono(string(g)), kit.Fill(kit.Prose(w.Ground(g)))))
	}
	if text := f.Snapshot.Appeal.Statement; text != "" {
		parts = append(parts, kit.Well(kit.Prose(text)))
	}
	parts = append(parts, kit.Rule())
	for _, e := range f.Snapshot.Evidence() {
		if e.Ref != "S" {
			parts = append(parts, kit.Column(0, kit.Mono(e.Ref), kit.Prose(s.describe(f, e.Ref))))
		}
	}
	return kit.Column(theme.Space(2), parts...)
}

// compared says whether the decision came to the reader's own view.
func (s *Screen) compared(f *cases.File) fyne.CanvasObject {
	v := s.m.OwnView()
	if v == nil {
		return nil
	}
	w, d := s.host.Words(), f.Decision()
	line := s.t("signoff.view.both", "mine", w.Disposition(v.Disposition), "theirs", w.Disposition(d.Disposition))
	if v.Note != "" {
		line += " " + s.t("signoff.view.noted", "text", v.Note)
	}
	if v.Agrees(d) {
		return kit.Banner(kit.Info, s.t("signoff.view.agree"), line)
	}
	return kit.Banner(kit.Warning, s.t("signoff.view.differ"), line)
}
