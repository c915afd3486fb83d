package signoff

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// page is the draft that is read: the decision at the left, its letter at the
// right, the signature below.
type page struct {
	s       *Screen
	letter  *fyne.Container
	notes   *fyne.Container
	approve *kit.Button
	back    *kit.Button
	up      *kit.Button
	over    *kit.Button
	all     fyne.CanvasObject
}

func (s *Screen) fillPage() {
	f := s.m.File()
	var o fyne.CanvasObject
	s.page, s.next = nil, nil
	if f != nil {
		s.done = ""
	}
	switch {
	case s.m.Refused() != nil && f == nil:
		o = kit.EmptyState("error", s.t("signoff.failed"), s.why(s.m.Refused()))
	case f == nil && s.done != "":
		o = s.onward()
	case f == nil:
		o = kit.EmptyState("signoff", s.t("signoff.none.title"), s.t("signoff.none.advice"))
	case s.m.Refused() != nil:
		o = s.closedPage(f)
	case s.m.Proposal():
		p := newProposalPage(s, f)
		s.page, o = p, p.all
	case s.m.Blind():
		p := newBlindPage(s, f)
		s.page, o = p, p.all
	default:
		p := newPage(s, f)
		s.page, o = p, p.all
	}
	s.right.Objects = []fyne.CanvasObject{o}
	s.right.Refresh()
}

// onward says what was just done and offers the next draft that this person
// may sign.
func (s *Screen) onward() fyne.CanvasObject {
	next := s.m.Next()
	if next == nil {
		return kit.EmptyState("check", s.done, s.t("signoff.next.none"))
	}
	id := next.ID
	s.next = kit.NewButton(s.t("signoff.next.open"), func() { s.openCase(id) }).As(kit.Primary)
	return kit.EmptyState("check", s.done, s.t("signoff.next", "no", next.AppealNo, "due", s.host.Words().Due(TargetOf(next).Sub(s.m.Now()))), s.next)
}

// ended tells that an act succeeded and puts the keyboard on the way on.
func (s *Screen) ended(sentence string) {
	s.done = sentence
	s.fillPage()
	if s.next != nil {
		s.host.Window().Canvas().Focus(s.next)
	}
}

// closedPage says why this person cannot sign, and shows nothing of the
// decision.
func (s *Screen) closedPage(f *cases.File) fyne.CanvasObject {
	body := kit.Column(theme.Space(4), kit.Strong(f.AppealNo), kit.Banner(kit.Info, s.t("signoff.closed"), s.why(s.m.Refused()), s.overButton()...))
	return kit.Pad(theme.Space(5), kit.Column(0, body))
}

// overButton offers the second level where it is open.
func (s *Screen) overButton() []fyne.CanvasObject {
	if s.m.May(cases.MoveTakeOver) != nil {
		return nil
	}
	return []fyne.CanvasObject{kit.NewButton(s.t("signoff.takeover"), s.askTakeOver)}
}

func newPage(s *Screen, f *cases.File) *page {
	p := &page{s: s, letter: container.NewStack(), notes: kit.Column(0)}
	p.approve = kit.NewButton(s.t("signoff.approve"), s.approve).As(kit.Primary).WithIcon("signoff").WithTip("Ctrl+Enter")
	p.back = kit.NewButton(s.t("signoff.return"), s.askReturn).WithIcon("undo").WithTip("Ctrl+R")
	p.up = kit.NewButton(s.t("signoff.escalate"), s.askEscalate)
	p.over = kit.NewButton(s.t("signoff.takeover"), s.askTakeOver)
	decision := kit.Scroll(kit.Insets(theme.Space(3), theme.Space(4), theme.Space(4), theme.Space(4), s.decision(f))).Object()
	unit := theme.Text(theme.Body)
	middle := kit.NewSplit(kit.Pane{Object: decision, Share: 0.45, Least: unit * 13}, kit.Pane{Object: p.letter, Share: 0.55, Least: unit * 13})
	buttons := []fyne.CanvasObject{p.back, p.up}
	if f.State == cases.SecondLevel {
		buttons = append(buttons, p.over)
	}
	foot := kit.Column(0, kit.Rule(), kit.Insets(theme.Space(3), theme.Space(4), theme.Space(3), theme.Space(4),
		kit.Column(theme.Space(2), p.notes, kit.Ends(theme.Space(2), kit.Row(theme.Space(2), buttons...), p.approve))))
	p.all = container.NewBorder(s.pageHead(f), foot, nil, nil, middle.Object())
	p.update()
	return p
}

// pageHead names the case and what its code becomes.
func (s *Screen) pageHead(f *cases.File) fyne.CanvasObject {
	w, d := s.host.Words(), f.Decision()
	row := []fyne.CanvasObject{kit.Strong(f.AppealNo), kit.NewCodeBadge(f.Colour, w.Colour(f.Colour)), kit.Icon("arrow-right", theme.InkMuted, 0)}
	becomes := d.NewColour
	if becomes == "" {
		becomes = f.Colour
	}
	row = append(row, kit.NewCodeBadge(becomes, w.Colour(becomes)))
	under := []fyne.CanvasObject{kit.Fill(kit.Note(s.t("signoff.by", "who", d.DraftedBy.Name, "at", d.DraftedAt)))}
	if f.State == cases.SecondLevel {
		under = append(under, kit.NewIconChip(w.State(f.State), "people", kit.Warning))
	}
	if d.SecondReview != "" {
		under = append(under, kit.NewIconChip(s.t("second."+d.SecondReview), "shield-check", kit.Info))
	}
	return kit.Column(0, kit.Insets(theme.Space(3), theme.Space(4), theme.Space(2), theme.Space(4),
		kit.Column(theme.Space(1.5), kit.Row(theme.Space(2), row...), kit.Row(theme.Space(2), under...))), kit.Rule())
}

// update brings the letter and the buttons up to what was read.
func (p *page) update() {
	s := p.s
	p.letter.Objects = []fyne.CanvasObject{s.letterPlace()}
	p.letter.Refresh()
	for b, move := range map[*kit.Button]cases.Move{p.approve: cases.MoveApprove, p.back: cases.MoveReturn, p.up: cases.MoveEscalate, p.over: cases.MoveTakeOver} {
		b.Enable()
		if err := s.m.May(move); err != nil {
			b.DisableFor(s.why(err))
		}
	}
	line := s.t("signoff.ready")
	if err := s.m.May(cases.MoveApprove); err != nil {
		line = s.why(err)
	}
	p.notes.Objects = []fyne.CanvasObject{kit.Note(line)}
	p.notes.Refresh()
	p.all.Refresh()
}

// letterPlace is the letter, or the invitation to open it.
func (s *Screen) letterPlace() fyne.CanvasObject {
	pages := s.m.Pages()
	if len(pages) == 0 {
		open := kit.NewButton(s.t("signoff.letter"), s.openLetter).WithIcon("letter").WithTip("Ctrl+P")
		return kit.On(kit.Plane(theme.Sunken), kit.EmptyState("letter", s.t("signoff.letter.title"), s.t("signoff.letter.advice"), open))
	}
	head := kit.On(kit.Plane(theme.Sunken), kit.Insets(theme.Space(2), theme.Space(4), theme.Space(1), theme.Space(4),
		kit.Row(theme.Space(2), kit.Fill(kit.Note(s.t("signoff.opened", "at", s.m.Reading().LetterOpened, "n", len(pages)))),
			kit.NewButton(s.t("signoff.enlarge"), s.enlarge).As(kit.Quiet).WithIcon("search").WithTip("Ctrl+P"))))
	return container.NewBorder(head, nil, nil, nil, kit.NewPages(pages...).Object())
}

// openLetter opens the letter beside the decision; once it is open, it is shown
// large.
func (s *Screen) openLetter() {
	if len(s.m.Pages()) > 0 {
		s.enlarge()
		return
	}
	s.m.OpenLetter(context.Background())
}

// enlarge shows the opened letter as large as the window allows.
func (s *Screen) enlarge() {
	size := s.host.Window().Canvas().Size()
	width := min(size.Width-theme.Space(14), 900)
	var d *kit.Dialog
	d = kit.NewDialog(s.m.File().AppealNo, width, kit.Fixed(width-theme.Space(10), size.Height-theme.Space(44), kit.NewPages(s.m.Pages()...).Object()),
		kit.NewButton(s.t("signoff.close"), func() { d.Close() }).As(kit.Primary))
	d.ShowOn(s.host.Window().Canvas())
}

// decision is what was found, what follows and why, in the author's words.
func (s *Screen) decision(f *cases.File) fyne.CanvasObject {
	d, w := f.Decision(), s.host.Words()
	parts := []fyne.CanvasObject{}
	if o := s.compared(f); o != nil {
		parts = append(parts, o)
	}
	parts = append(parts, s.differs(f), kit.Pairs(theme.Text(theme.Body)*7, s.outcome(&d.Draft)...), kit.Rule(), kit.Strong(s.t("signoff.findings")))
	for _, fd := range d.Findings {
		parts = append(parts, s.finding(f, fd))
	}
	parts = append(parts, kit.Rule(), kit.Strong(s.t("signoff.reasons")), kit.Prose(d.Reasons))
	if d.DishonestyFinding != "" && d.DishonestyFinding != "none" {
		parts = append(parts, kit.Banner(kit.Warning, s.t("signoff.dishonesty"), s.t("case.dishonesty."+d.DishonestyFinding)))
	}
	for _, old := range f.SignOffs {
		if old.Result == cases.Return {
			parts = append(parts, kit.Well(kit.Column(theme.Space(1), kit.Note(s.t("signoff.returned", "who", old.Signer.Name, "at", old.SignedAt, "code", w.Or("return_code."+old.Code, old.Code))), kit.Prose(old.Note))))
		}
	}
	return kit.Column(theme.Space(3), parts...)
}

// differs says how the decision stands to the system's colour and to what the
// published rules give.
func (s *Screen) differs(f *cases.File) fyne.CanvasObject {
	d, w := f.Decision(), s.host.Words()
	issued := w.Colour(d.IssuedColour)
	replayed := w.None()
	if d.ReplayedColour != "" {
		replayed = w.Colour(cases.Colour(d.ReplayedColour))
	}
	decided := issued
	if d.NewColour != "" {
		decided = w.Colour(d.NewColour)
	}
	line := s.t("signoff.compare", "issued", issued, "replayed", replayed, "decided", decided)
	switch {
	case d.ReplayedColour == "":
		return kit.Banner(kit.Warning, s.t("signoff.noReplay"), line)
	case decided != replayed && d.ReplayedColour != string(d.IssuedColour):
		return kit.Banner(kit.Warning, s.t("signoff.againstReplay"), line)
	case d.ReplayedColour != string(d.IssuedColour):
		return kit.Banner(kit.Info, s.t("signoff.likeReplay"), line)
	}
	return kit.Banner(kit.Info, s.t("signoff.sameReplay"), line)
}

func (s *Screen) outcome(d *cases.Draft) []kit.Pair {
	w := s.host.Words()
	pairs := []kit.Pair{{Label: s.t("signoff.col.outcome"), Value: kit.Prose(w.Disposition(d.Disposition))}}
	for _, row := range []struct {
		key string
		at  cases.Stamp
	}{{"effective", d.EffectiveAt}, {"end", d.IsolationEnd}, {"hold", d.HoldUntil}, {"returnBy", d.ReturnBy}} {
		if !row.at.IsZero() {
			pairs = append(pairs, kit.Pair{Label: s.t("signoff." + row.key), Value: kit.Prose(w.Stamp(row.at))})
		}
	}
	for _, row := range []struct{ key, text string }{
		{"instruction", d.CorrectInstruction}, {"transfer", d.TransferTo}, {"basis", strings.Join(d.LegalBasis, "\n")},
	} {
		if row.text != "" {
			pairs = append(pairs, kit.Pair{Label: s.t("signoff." + row.key), Value: kit.Prose(row.text)})
		}
	}
	return pairs
}
