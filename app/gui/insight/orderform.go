package insight

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/review"
	figures "recourse/review/insight"
)

// orderForm is the form of an order on screen: who is hit, who stays open by
// choice, then the words.
type orderForm struct {
	s     *Screen
	p     *review.GroupPreview
	do    *kit.Button
	reach *kit.Paragraph
	stays *fyne.Container
	bases *fyne.Container
	usual *kit.Button
}

// proposal builds the form of an order about a rate.
func (s *Screen) proposal(rate *figures.Rate, p *review.GroupPreview) fyne.CanvasObject {
	if p == nil {
		return kit.EmptyState("clock", s.t("group.previewing"), "")
	}
	in := &s.model.Form
	f := &orderForm{s: s, p: p, do: kit.NewButton(s.t("group.do.order"), s.model.Order).As(kit.Primary),
		reach: kit.Prose(""), stays: kit.Column(theme.Space(1)), bases: kit.Column(theme.Space(1))}
	finding := kit.NewReasonEntry(s.t("group.finding.hint"), 3)
	s.finding = finding
	finding.SetText(in.Finding)
	finding.OnChanged = func(v string) { in.Finding = v; f.check() }
	reasons := kit.NewReason(s.t("group.reasons"), s.t("group.reasons.hint"), cases.MinReasons, cases.MaxReasons, func(v string) { in.Reasons = v; f.check() })
	reasons.Set(in.Reasons)
	language := s.choice("group.language", []string{cases.OwnLanguage, "zh", "en", "both"}, "group.language.", in.Language, func(code string) { in.Language = code })
	colour := kit.NewChoice("", []kit.Option{{Code: string(cases.Green), Label: s.w().Colour(cases.Green)}, {Code: string(cases.Yellow), Label: s.w().Colour(cases.Yellow)}},
		func(code string) { s.model.SetColour(cases.Colour(code)) })
	colour.Set(string(in.Colour))
	f.fill()
	look := kit.NewButton(s.t("insight.cases"), func() { s.drill(*rate) }).WithIcon("queue")
	return kit.Column(theme.Space(4), f.reach, s.people(p), f.leave(),
		kit.NewField(s.t("group.finding"), "", finding).Object(), reasons.Object(), f.basis(),
		kit.NewField(s.t("group.colour"), "", colour).Object(), kit.NewField(s.t("group.language"), "", language).Object(),
		kit.Note(s.t("group.order.text", "hours", groupHours())), kit.Row(theme.Space(2), f.do, look))
}

func groupHours() int { return int(cases.GroupWindow.Hours()) }

// choice is a choice of codes that are worded by prefix and code.
func (s *Screen) choice(hint string, codes []string, prefix, now string, set func(string)) *kit.Choice {
	options := make([]kit.Option, len(codes))
	for i, c := range codes {
		options[i] = kit.Option{Code: c, Label: s.t(prefix + c)}
	}
	c := kit.NewChoice(s.t(hint), options, set)
	c.Set(now)
	return c
}

// check opens the button or says what is missing.
func (f *orderForm) check() {
	switch m := f.s.model.Missing(); {
	case f.s.model.Busy():
		f.do.DisableFor(f.s.t("group.need.wait"))
	case m != "":
		f.do.DisableFor(f.s.t("group.need." + m))
	default:
		f.do.Enable()
	}
}

// fill writes what depends on the choices made so far.
func (f *orderForm) fill() {
	s := f.s
	decided := 0
	for _, n := range f.p.Decided {
		decided += n
	}
	members, left := s.model.Reach(f.p)
	key := "group.preview"
	if f.p.Unknown() {
		key += ".unknown"
	}
	f.reach.Set(s.t(key, "members", members, "left", left, "decided", decided, "unappealed", f.p.Unappealed))
	f.stays.Objects = nil
	for _, x := range s.model.Form.Leave {
		text := x.AppealNo + "  " + s.t("group.left", "why", s.t("group.left.chosen")+s.t("group.left.note", "note", x.Reason))
		f.stays.Add(f.item(text, s.t("group.takein"), func() { s.model.TakeIn(x.Case) }))
	}
	f.bases.Objects = nil
	for _, b := range s.model.Form.Bases {
		f.bases.Add(f.item(b, s.t("case.basis.remove"), func() { s.model.RemoveBasis(b) }))
	}
	for _, c := range []*fyne.Container{f.stays, f.bases} {
		c.Hidden = len(c.Objects) == 0
		kit.Relayout(c)
	}
	f.check()
}

// item is a line that can be taken away again.
func (f *orderForm) item(text, tip string, remove func()) fyne.CanvasObject {
	away := kit.NewButton("", func() { remove(); f.fill() }).WithIcon("cross").As(kit.Quiet).WithTip(tip)
	return kit.On(kit.Rounded(theme.Sunken, theme.Line), kit.Insets(0, 0, 0, theme.Space(2.5), kit.Row(theme.Space(1), kit.Fill(kit.Prose(text)), away)))
}

// leave is how a member is left open: its number, the reason, a button.
func (f *orderForm) leave() fyne.CanvasObject {
	s := f.s
	no, why := kit.NewEntry(s.t("group.leave.no")), kit.NewEntry(s.t("group.leave.why"))
	var do *kit.Button
	check := func() {
		switch _, found := s.model.Member(no.Text); {
		case !found:
			do.DisableFor(s.t("group.need.member"))
		case strings.TrimSpace(why.Text) == "":
			do.DisableFor(s.t("group.need.leave"))
		default:
			do.Enable()
		}
	}
	act := func() {
		m, found := s.model.Member(no.Text)
		if !found || strings.TrimSpace(why.Text) == "" {
			return
		}
		s.model.LeaveOpen(m, why.Text)
		no.SetText("")
		why.SetText("")
		f.fill()
		s.host.Window().Canvas().Focus(no)
	}
	do = kit.NewButton(s.t("group.leave.do"), act)
	no.OnChanged, why.OnChanged = func(string) { check() }, func(string) { check() }
	why.OnSubmitted = func(string) { act() }
	check()
	line := kit.Row(theme.Space(2), kit.Fixed(theme.Text(theme.Body)*9, 0, no), kit.Fill(why), do)
	return kit.NewField(s.t("group.leave"), "", kit.Column(theme.Space(1), f.stays, line)).Object()
}

// basis is the legal basis: the usual ones from a list, others written freely.
func (f *orderForm) basis() fyne.CanvasObject {
	s := f.s
	f.usual = kit.NewButton(s.t("case.basis.usual"), nil).WithEndIcon("chevron-down").As(kit.Quiet)
	f.usual.OnTap = func() {
		var items []*fyne.MenuItem
		for _, k := range cases.UsualBases() {
			items = append(items, fyne.NewMenuItem(s.t("case.basis."+k), func() { f.add(s.t("case.basis." + k)) }))
		}
		m := widget.NewPopUpMenu(fyne.NewMenu("", items...), s.host.Window().Canvas())
		m.ShowAtRelativePosition(fyne.NewPos(min(0, f.usual.Size().Width-m.MinSize().Width), f.usual.Size().Height+2), f.usual)
	}
	free := kit.NewEntry(s.t("case.basis.free"))
	free.OnSubmitted = func(text string) { f.add(text); free.SetText("") }
	return kit.Column(theme.Space(1), kit.Row(theme.Space(2), kit.Body(s.t("group.basis")), kit.Gap(), f.usual), f.bases, free)
}

func (f *orderForm) add(text string) {
	f.s.model.AddBasis(text)
	f.fill()
}

// sampled is how many cases of a preview are named.
const sampled = 12

// people names the members and those who stay open.
func (s *Screen) people(p *review.GroupPreview) fyne.CanvasObject {
	var lines []fyne.CanvasObject
	names := make([]string, 0, sampled)
	for i, m := range p.Members {
		if i == sampled {
			names = append(names, s.t("group.more", "n", len(p.Members)-sampled))
			break
		}
		names = append(names, m.AppealNo)
	}
	if len(names) > 0 {
		lines = append(lines, kit.Note(strings.Join(names, s.t("list.comma"))))
	}
	lines = append(lines, s.leftLines(p.Left)...)
	if len(p.Refused) > 0 {
		lines = append(lines, kit.Note(s.t("group.refused", "n", len(p.Refused))))
	}
	return kit.Column(theme.Space(1), lines...)
}
