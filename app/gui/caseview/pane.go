package caseview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/caseview/work"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// pane is the right column: the officer's decision, what it still lacks, who
// sees it next, and the two ways on.
type pane struct {
	s       *Screen
	saved   *kit.Text
	missing *fyne.Container
	path    *fyne.Container
	preview *kit.Button
	send    *kit.Button
	effects *fyne.Container
	bases   *fyne.Container
	usual   *kit.Button // offers the usual bases
	reasons *kit.Reason
	all     fyne.CanvasObject
}

func newPane(s *Screen) *pane {
	p := &pane{s: s, saved: kit.Caption("").Cut(), missing: kit.Column(theme.Space(1)), path: kit.Column(0), effects: kit.Column(theme.Space(3)), bases: kit.Column(theme.Space(1))}
	p.saved.Align = fyne.TextAlignTrailing
	p.preview = kit.NewButton(s.t("case.preview"), s.previewLetter).WithIcon("letter").WithTip(s.t("case.preview.tip"))
	p.send = kit.NewButton(s.t("case.send"), s.send).As(kit.Primary).WithTip("Ctrl+Enter")
	head := kit.Row(theme.Space(2), kit.Strong(s.t("case.decision")), kit.Fill(p.saved))
	body := p.body()
	p.updateRights()
	if s.purged() {
		p.all = p.framed(kit.Strong(s.t("case.purged.decision")), body, kit.Fixed(0, theme.Space(1), kit.Plane(theme.Panel)))
		return p
	}
	foot := kit.Column(theme.Space(2), kit.Rule(), kit.Insets(0, theme.Space(4), theme.Space(3), theme.Space(4),
		kit.Column(theme.Space(2), p.missing, p.path, kit.Row(theme.Space(2), p.preview, kit.Fill(p.send)))))
	p.all = p.framed(head, body, kit.On(kit.Rounded(theme.Panel, ""), foot))
	p.updateMissing()
	p.updateSave()
	return p
}

// framed sets a body that scrolls between the pane's head and its foot.
func (p *pane) framed(head, body, foot fyne.CanvasObject) fyne.CanvasObject {
	return container.New(footed{}, kit.Insets(theme.Space(4), theme.Space(4), theme.Space(2), theme.Space(4), head),
		kit.Scroll(kit.Insets(theme.Space(1), theme.Space(4), theme.Space(4), theme.Space(4), body)).Object(), foot)
}

func (p *pane) object() fyne.CanvasObject { return p.all }

// body is the form, or the decision as a sheet where it cannot be written.
func (p *pane) body() fyne.CanvasObject {
	if p.s.purged() {
		return p.s.keptDecision()
	}
	if p.s.file().Veiled {
		return p.closed()
	}
	if !p.s.m.Editable() {
		return kit.Column(theme.Space(4), append(with([]fyne.CanvasObject{p.closed()}, p.cameBack()), p.s.sheet())...)
	}
	parts := with(nil, p.cameBack())
	if back := p.sentBack(); back != nil {
		parts = append(parts, back)
	}
	for _, g := range p.s.file().Grounds {
		parts = append(parts, p.s.finding(g))
	}
	parts = append(parts, kit.Rule(), p.outcome(), p.effects, kit.Rule(), p.basis(), p.reasonField(), p.language(), p.dishonesty())
	p.fillEffects()
	p.fillBases()
	return kit.Column(theme.Space(4), parts...)
}

// sentBack is what the second person asked to be changed, as long as the next
// version was not sent.
func (p *pane) sentBack() fyne.CanvasObject {
	s, f := p.s, p.s.file()
	if len(f.SignOffs) == 0 {
		return nil
	}
	last := f.SignOffs[len(f.SignOffs)-1]
	if last.Result != cases.Return || f.Decision() != nil && f.Decision().No > last.DecisionNo {
		return nil
	}
	title := s.t("case.sentBack", "who", last.Signer.Name, "at", last.SignedAt, "code", s.w().Or("return_code."+last.Code, last.Code))
	return kit.Banner(kit.Warning, title, last.Note)
}

// closed says why the decision cannot be written here, and what can be done.
func (p *pane) closed() fyne.CanvasObject {
	s := p.s
	if next := p.nextTurn(); next != nil && !s.file().Veiled {
		return next
	}
	switch {
	case s.file().Veiled:
		look := kit.NewButton(s.t("case.blind.open"), func() { s.host.Open(kit.Route{Screen: kit.ScreenSignoff, Case: s.file().ID}) })
		return kit.Column(theme.Space(3), kit.Banner(kit.Info, s.t("case.blind.title"), s.t("case.blind.text")), kit.Row(0, look))
	case s.m.May(cases.MoveTake) == nil && s.file().State == cases.Registered:
		return kit.Banner(kit.Info, s.t("case.free.title"), s.t("case.free.text"), p.takeButton())
	case s.m.May(cases.MoveTake) == nil && !s.m.Mine():
		return kit.Banner(kit.Info, s.t("case.leaseOver.title"), s.t("case.leaseOver.text", "who", s.m.Name(s.file().Officer)), p.takeButton())
	case s.m.May(cases.MoveRecall) == nil:
		return kit.Banner(kit.Info, s.t("case.waiting.title"), s.t("case.waiting.text"), kit.NewButton(s.t("case.recall"), s.m.Recall))
	case s.m.May(cases.MoveReturn) == nil || s.m.May(cases.MoveTakeOver) == nil:
		return kit.Banner(kit.Info, s.t("case.toSign.title"), s.t("case.toSign.text"), p.signButton())
	case s.file().State == cases.AwaitingInfo && s.m.Mine():
		return kit.Banner(kit.Info, s.t("case.awaiting.title"), s.t("case.awaiting.text"), kit.NewButton(s.t("case.answer"), s.askAnswer))
	case s.file().State.Settled():
		return kit.Banner(kit.Info, s.t("case.settled.title", "state", s.w().State(s.file().State)), s.t("case.settled.text"))
	}
	return kit.Banner(kit.Info, s.t("case.readOnly"), s.why(s.m.ReadOnlyWhy()))
}

// signButton leads to where the decision is read and signed; the keyboard
// starts on it.
func (p *pane) signButton() *kit.Button {
	b := kit.NewButton(p.s.t("case.toSign"), func() {
		p.s.host.Open(kit.Route{Screen: kit.ScreenSignoff, Case: p.s.file().ID})
	}).WithIcon("signoff")
	p.s.begin(b)
	return b
}

// takeButton takes the case; the keyboard starts on it.
func (p *pane) takeButton() *kit.Button {
	b := kit.NewButton(p.s.t("case.take"), p.s.m.Take)
	p.s.begin(b)
	return b
}

// updateRights lights the buttons up or says why not.
func (p *pane) updateRights() {
	p.preview.Enable()
	p.send.Enable()
	if !p.s.m.Editable() {
		why := p.s.why(p.s.m.ReadOnlyWhy())
		p.send.DisableFor(why)
		switch gone := p.s.whyPurged(); {
		case gone != "":
			p.preview.DisableFor(gone)
		case p.s.file().Decision() == nil && p.s.file().Draft == nil:
			p.preview.DisableFor(p.s.t("case.preview.nothing"))
		}
		return
	}
	if b := p.s.m.Blockers(); len(b) > 0 {
		p.send.DisableFor(p.s.why(b[0]))
	}
}

// updateMissing lists what still keeps the draft from being sent, and says
// who will see it.
func (p *pane) updateMissing() {
	p.missing.Objects, p.path.Objects = nil, nil
	if p.s.m.Editable() {
		p.missing.Objects = p.missingList()
		p.path.Objects = []fyne.CanvasObject{p.pathLine()}
	}
	p.updateRights()
	p.missing.Refresh()
	p.path.Refresh()
	p.all.Refresh()
}

// missingList says how many points are open and names the first; the others
// are one press away, so that the form keeps its room.
func (p *pane) missingList() []fyne.CanvasObject {
	blockers := p.s.m.Blockers()
	if len(blockers) == 0 {
		return []fyne.CanvasObject{kit.Row(theme.Space(2), kit.Icon("check", theme.OkInk, 0), kit.Fill(kit.Prose(p.s.t("case.complete")).In(theme.OkInk)))}
	}
	head := []fyne.CanvasObject{kit.Icon("warning", theme.WarnInk, 0), kit.Strong(p.s.t("case.missing", "n", len(blockers))).In(theme.WarnInk), kit.Gap()}
	if len(blockers) > 1 {
		head = append(head, kit.NewButton(p.s.t("case.missing.all"), p.s.showMissing).As(kit.Quiet))
	}
	return []fyne.CanvasObject{kit.Row(theme.Space(2), head...), kit.Note(p.s.why(blockers[0]))}
}

func (p *pane) pathLine() fyne.CanvasObject {
	path, ok := p.s.m.Path()
	if !ok {
		return kit.Note(p.s.t("case.path.none"))
	}
	text := p.s.t("case.path.direct")
	switch {
	case path.To == cases.SecondLevel:
		text = p.s.t("case.path.second", "why", p.s.t("second."+path.Why))
	case path.Why != "":
		text = p.s.t("case.path.sign", "why", p.s.t("second."+path.Why))
	case path.Drawn:
		text = p.s.t("case.path.drawn")
	}
	return kit.TopRow(theme.Space(1.5), hung("signoff", theme.InkMuted), kit.Fill(kit.Note(text)))
}

// updateSave says whether the words are safe.
func (p *pane) updateSave() {
	state, at := p.s.m.Saved()
	p.saved.Ink = theme.InkMuted
	switch state {
	case work.Unsaved, work.Saving:
		p.saved.Set(p.s.t("case.saving"))
	case work.Saved:
		p.saved.Set(p.s.t("case.saved", "at", p.s.w().Clock(at)))
	case work.Refused:
		p.saved.Ink = theme.DangerInk
		p.saved.Set(p.s.t("case.notSaved", "why", p.s.why(p.s.m.SaveProblem())))
	default:
		p.saved.Set("")
		if d := p.s.file().Draft; d != nil && p.s.m.Editable() {
			p.saved.Set(p.s.t("case.savedBefore", "at", d.SavedAt))
		}
	}
	p.saved.Refresh()
}
