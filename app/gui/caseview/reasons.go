package caseview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/caseview/work"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/pick"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// basis is the legal and policy basis: the usual ones from a list, others
// written freely.
func (p *pane) basis() fyne.CanvasObject {
	s := p.s
	usual := kit.NewButton(s.t("case.basis.usual"), nil).WithEndIcon("chevron-down").As(kit.Quiet)
	usual.OnTap = func() {
		s.menu(usual, work.Bases(), "case.basis.", func(k string) { s.addBasis(s.t("case.basis." + k)) })
	}
	p.usual = usual
	s.spot("no_legal_basis", "", usual)
	free := kit.NewEntry(s.t("case.basis.free"))
	free.OnSubmitted = func(text string) {
		s.addBasis(text)
		free.SetText("")
	}
	return kit.Column(theme.Space(1), kit.Row(theme.Space(2), kit.Body(s.t("case.basis")), kit.Gap(), usual), p.bases, free)
}

func (s *Screen) addBasis(text string) {
	s.m.AddBasis(text)
	s.pane.fillBases()
}

// fillBases lists the bases chosen so far.
func (p *pane) fillBases() {
	p.bases.Objects = nil
	for _, b := range p.s.m.Draft().LegalBasis {
		away := kit.NewButton("", func() {
			p.s.m.RemoveBasis(b)
			p.fillBases()
			p.s.host.Window().Canvas().Focus(p.usual)
		}).WithIcon("cross").As(kit.Quiet).WithTip(p.s.t("case.basis.remove"))
		p.bases.Objects = append(p.bases.Objects, kit.On(kit.Rounded(theme.Sunken, theme.Line),
			kit.Insets(0, 0, 0, theme.Space(2.5), kit.Row(theme.Space(1), kit.Fill(kit.Prose(b)), away))))
	}
	p.bases.Hidden = len(p.bases.Objects) == 0
	p.bases.Refresh()
	if p.all != nil {
		p.all.Refresh()
	}
}

// reasonField is the officer's own words. A passage is put in at the cursor,
// with gaps that have to be filled; it never replaces what stands there.
func (p *pane) reasonField() fyne.CanvasObject {
	s := p.s
	p.reasons = kit.NewReason(s.t("case.reasons"), s.t("case.reasons.hint"), cases.MinReasons, cases.MaxReasons, s.m.SetReasons)
	p.reasons.Set(s.m.Draft().Reasons)
	s.spot("reasons_length", "", p.reasons.Entry)
	s.spot("gap_left", "", p.reasons.Entry)
	s.spot("only_passages", "", p.reasons.Entry)
	passages := kit.NewButton(s.t("case.passages"), s.pickPassage).WithEndIcon("chevron-down").As(kit.Quiet)
	return kit.Column(0, p.reasons.Object(), kit.Row(0, kit.Gap(), passages))
}

// menu opens a list below a button; act is told the key of the entry.
func (s *Screen) menu(under *kit.Button, keys []string, prefix string, act func(key string)) {
	items := make([]*fyne.MenuItem, len(keys))
	for i, k := range keys {
		items[i] = fyne.NewMenuItem(s.t(prefix+k), func() { act(k) })
	}
	m := widget.NewPopUpMenu(fyne.NewMenu("", items...), s.host.Window().Canvas())
	x := min(0, under.Size().Width-m.MinSize().Width)
	m.ShowAtRelativePosition(fyne.NewPos(x, under.Size().Height+2), under)
}

// pickPassage lets a passage be found by a few letters of its topic, title or
// words; those that fit the case stand on top.
func (s *Screen) pickPassage() {
	var items []pick.Item
	lang, other := string(s.w().Lang()), "zh"
	if lang == "zh" {
		other = "en"
	}
	for _, p := range s.m.Passages() {
		it := pick.Item{
			ID: p.ID, Title: p.Title.In(lang), Group: s.t("passage.topic." + p.Topic), Text: p.Text.In(lang),
			Also: p.Text.In(lang) + " " + p.Title.In(other), Run: func() { s.Insert(p.ID) },
		}
		for _, g := range p.Grounds {
			it.Also += " " + string(g) + " " + s.w().Ground(g)
			it.Note += string(g) + " "
		}
		if p.Office {
			it.Note += s.t("case.passages.office")
		}
		items = append(items, it)
	}
	pick.New(pick.Labels{
		Title: s.t("case.passages.title"), Hint: s.t("case.passages.hint"), None: s.t("case.passages.none"), Close: s.t("case.cancel"),
		More: func(n, of int) string { return s.t("case.passages.count", "n", n, "of", of) },
	}, items, nil).ShowOn(s.host.Window().Canvas())
}

// Insert puts a passage into the reasons, in the language of the window.
func (s *Screen) Insert(id string) {
	if s.pane == nil || s.pane.reasons == nil {
		return
	}
	for _, p := range s.m.Passages() {
		if p.ID == id {
			s.pane.insert(p.Text.In(string(s.w().Lang())))
		}
	}
}

// insert puts a passage where the cursor stands; into words nobody has clicked
// into yet, at their end. It goes the way of a paste, so that it can be undone
// and what is written is pushed along, never replaced.
func (p *pane) insert(passage string) {
	e := p.reasons.Entry
	if e.SelectedText() != "" {
		e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	}
	if e.CursorRow == 0 && e.CursorColumn == 0 {
		e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	}
	if e.CursorColumn > 0 {
		passage = "\n" + passage
	}
	e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: &slip{passage}})
	p.s.host.Window().Canvas().Focus(e)
}

// slip is a clipboard for one passage; the officer's own is left alone.
type slip struct{ text string }

// Content is the passage.
func (c *slip) Content() string { return c.text }

// SetContent replaces the passage.
func (c *slip) SetContent(text string) { c.text = text }
