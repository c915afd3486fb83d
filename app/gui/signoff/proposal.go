package signoff

import (
	"context"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// Proposal reports whether what is open is no decision but something else that
// a second person signs: not admitting a late appeal, or a correction.
func (m *Model) Proposal() bool { return m.file != nil && m.file.Pending != "" }

// confirming is the move that answers the open proposal.
func confirming(f *cases.File) cases.Move {
	if f.Pending == cases.PendingCorrection {
		return cases.MoveConfirm
	}
	return cases.MoveRefuse
}

// MayConfirm says why the open proposal cannot be signed; as a decision, it
// cannot before its letter was opened.
func (m *Model) MayConfirm() error {
	if !m.Proposal() {
		return cases.Refuse("no_proposal")
	}
	return m.May(confirming(m.file))
}

// MayReject says why the open proposal cannot be turned down.
func (m *Model) MayReject() error {
	if !m.Proposal() {
		return cases.Refuse("no_proposal")
	}
	ask := m.ask()
	ask.Declines = true
	return cases.May(confirming(m.file), ask)
}

// Confirm signs the open proposal, or turns it down with a note.
func (m *Model) Confirm(approved bool, note string, done func(error)) {
	may := m.MayReject
	if approved {
		may = m.MayConfirm
	}
	if err := may(); err != nil {
		done(err)
		return
	}
	r, correction := m.Reading(), m.file.Pending == cases.PendingCorrection
	m.act(func(ctx context.Context, id cases.ID) (*cases.File, error) {
		if correction {
			return m.desk.ConfirmCorrection(ctx, id, r, approved, note)
		}
		return m.desk.ConfirmRefusal(ctx, id, r, approved, note)
	}, done)
}

// draw draws the letter of what is open.
func (m *Model) draw(f *cases.File) func(context.Context) ([]image.Image, error) {
	return func(ctx context.Context) ([]image.Image, error) {
		if f.Pending != "" {
			return m.reader.ProposalPages(ctx, f)
		}
		return m.reader.LetterPages(ctx, f, f.Decision().Draft)
	}
}

// digestOf is the digest of what is signed in a file: its proposal, else its
// decision; "" when there is neither.
func digestOf(f *cases.File) string {
	if f.Pending != "" {
		_, _, digest, _ := f.Proposal()
		return digest
	}
	if d := f.Decision(); d != nil {
		return d.Digest
	}
	return ""
}

// sheet is what is open at the right, brought up to what was read.
type sheet interface{ update() }

// proposalPage is a proposal: what is proposed and why at the left, the letter
// that follows at the right, the signature below.
type proposalPage struct {
	s       *Screen
	letter  *fyne.Container
	note    *kit.Paragraph
	confirm *kit.Button
	reject  *kit.Button
	all     fyne.CanvasObject
}

func newProposalPage(s *Screen, f *cases.File) *proposalPage {
	p := &proposalPage{s: s, letter: container.NewStack(), note: kit.Note("")}
	p.confirm = kit.NewButton(s.t("signoff.confirm"), s.confirm).As(kit.Primary).WithIcon("signoff").WithTip("Ctrl+Enter")
	p.reject = kit.NewButton(s.t("signoff.reject"), s.askReject).WithIcon("undo").WithTip("Ctrl+R")
	proposal := kit.Scroll(kit.Pad(theme.Space(4), s.proposal(f))).Object()
	unit := theme.Text(theme.Body)
	middle := kit.NewSplit(kit.Pane{Object: proposal, Share: 0.45, Least: unit * 13}, kit.Pane{Object: p.letter, Share: 0.55, Least: unit * 13})
	foot := kit.Column(0, kit.Rule(), kit.Insets(theme.Space(3), theme.Space(4), theme.Space(3), theme.Space(4),
		kit.Column(theme.Space(2), p.note, kit.Ends(theme.Space(2), kit.Row(0, p.reject), p.confirm))))
	w := s.host.Words()
	head := kit.Column(0, kit.Insets(theme.Space(3), theme.Space(4), theme.Space(2), theme.Space(4),
		kit.Flow(theme.Space(2), kit.Strong(f.AppealNo), kit.NewCodeBadge(f.Colour, w.Colour(f.Colour)), kit.NewChip(s.t("signoff.proposal."+f.Pending), kit.Info))), kit.Rule())
	p.all = container.NewBorder(head, foot, nil, nil, middle.Object())
	p.update()
	return p
}

func (p *proposalPage) update() {
	s := p.s
	p.letter.Objects = []fyne.CanvasObject{s.letterPlace()}
	p.letter.Refresh()
	line := s.t("signoff.proposal.ready." + s.m.File().Pending)
	p.confirm.Enable()
	if err := s.m.MayConfirm(); err != nil {
		line = s.why(err)
		p.confirm.DisableFor(line)
	}
	p.reject.Enable()
	if err := s.m.MayReject(); err != nil {
		p.reject.DisableFor(s.why(err))
	}
	p.note.Set(line)
	p.all.Refresh()
}

// proposal says what is proposed, by whom, and why.
func (s *Screen) proposal(f *cases.File) fyne.CanvasObject {
	var pairs []kit.Pair
	add := func(key, text string) {
		if text != "" {
			pairs = append(pairs, kit.Pair{Label: s.t("signoff.proposal." + key), Value: kit.Prose(text)})
		}
	}
	w, reason := s.host.Words(), ""
	switch of, no, _, _ := f.Proposal(); of {
	case cases.PaperAdmission:
		a := f.Admissions[no-1]
		add("by", a.By.Name)
		add("at", w.FullDateTime(a.At))
		add("filed", w.FullDateTime(a.FiledAt))
		add("window", w.FullDateTime(a.WindowEnd))
		reason = a.Reason
	case cases.PaperCorrection:
		c := f.Corrections[no-1]
		add("by", c.By.Name)
		add("at", w.FullDateTime(c.At))
		add("field", w.Or("correction."+c.Field, c.Field))
		add("was", c.Was)
		add("now", c.Now)
		reason = c.Reason
	}
	parts := []fyne.CanvasObject{kit.Prose(s.t("signoff.proposal.text." + f.Pending)), kit.Pairs(theme.Text(theme.Body)*7, pairs...),
		kit.Rule(), kit.Strong(s.t("signoff.proposal.reason")), kit.Prose(reason)}
	if f.Pending == cases.PendingAdmission && f.Snapshot.Appeal.Statement != "" {
		parts = append(parts, kit.Rule(), kit.Strong(s.t("case.statement")), kit.Prose(f.Snapshot.Appeal.Statement))
	}
	return kit.Column(theme.Space(3), parts...)
}

// confirm signs what is proposed.
func (s *Screen) confirm() {
	no := s.m.File().AppealNo
	s.m.Confirm(true, "", s.finished(s.t("signoff.confirmed", "no", no)))
}

// askReject turns down what is proposed, with a note that says why.
func (s *Screen) askReject() {
	if err := s.m.MayReject(); err != nil {
		s.host.Fail(err)
		return
	}
	f := s.m.File()
	note := kit.NewReasonEntry(s.t("signoff.reject.hint"), 3)
	s.form(s.t("signoff.reject"), s.t("signoff.reject.yes"), s.t("signoff.rejected", "no", f.AppealNo), note,
		func(end func(error)) { s.m.Confirm(false, note.Text, end) },
		kit.Prose(s.t("signoff.reject.text."+f.Pending)), kit.NewField(s.t("signoff.return.note"), "", note).Object())
}
