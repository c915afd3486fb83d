package caseview

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/caseview/work"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// outcome chooses what is decided.
func (p *pane) outcome() fyne.CanvasObject {
	s := p.s
	options := make([]kit.Option, 0, 8)
	for _, d := range cases.Dispositions() {
		options = append(options, kit.Option{Code: string(d), Label: s.w().Disposition(d)})
	}
	c := kit.NewChoice(s.t("case.outcome.choose"), options, func(code string) {
		s.m.SetDisposition(cases.Disposition(code))
		p.fillEffects()
	})
	c.Set(string(s.m.Draft().Disposition))
	s.spot("no_disposition", "", c)
	return kit.NewField(s.t("case.outcome"), "", c).Object()
}

// fillEffects shows the fields that the chosen outcome asks for.
func (p *pane) fillEffects() {
	d := p.s.m.Draft()
	p.effects.Objects = nil
	if d.Disposition == cases.Overturn {
		p.effects.Objects = append(p.effects.Objects, kit.Row(theme.Space(2), kit.Body(p.s.t("case.newColour")), kit.NewCodeBadge(cases.Green, p.s.w().Colour(cases.Green))))
	}
	for _, e := range work.EffectsOf(d.Disposition) {
		p.effects.Objects = append(p.effects.Objects, p.effectField(e, d))
	}
	p.effects.Hidden = len(p.effects.Objects) == 0
	p.effects.Refresh()
	if p.all != nil {
		p.all.Refresh()
	}
}

func (p *pane) effectField(e work.Effect, d cases.Draft) fyne.CanvasObject {
	s := p.s
	switch e {
	case work.NewColour:
		return p.colourField(d)
	case work.Instruction:
		return kit.NewField(s.t("case.instruction"), "", p.words(e, d.CorrectInstruction, s.t("case.instruction.hint"), s.m.SetInstruction)).Object()
	case work.TransferTo:
		return kit.NewField(s.t("case.transfer"), "", p.words(e, d.TransferTo, s.t("case.transfer.hint"), s.m.SetTransferTo)).Object()
	}
	return p.timeField(e)
}

func (p *pane) colourField(d cases.Draft) fyne.CanvasObject {
	s := p.s
	var row []fyne.CanvasObject
	var toggles []*kit.Toggle
	colours := s.m.MilderColours()
	for _, c := range colours {
		t := kit.NewToggle(s.w().Colour(c), d.NewColour == c, nil).WithPicture(theme.CodeOf(c).Icon())
		t.OnChange = func(bool) {
			s.m.SetNewColour(c)
			for i, other := range toggles {
				other.Set(colours[i] == c)
			}
		}
		toggles, row = append(toggles, t), append(row, t)
	}
	s.spotEffect(work.NewColour, toggles[0])
	return kit.NewField(s.t("case.newColour"), "", newFlow(row...)).Object()
}

func (p *pane) words(e work.Effect, text, hint string, set func(string)) fyne.CanvasObject {
	entry := kit.NewReasonEntry(hint, 2)
	entry.SetText(text)
	entry.OnChanged = set
	p.s.spotEffect(e, entry)
	return entry
}

// timeField is a minute in the case's time zone. A text that is no time is
// not taken over and says so; the value before it stays.
func (p *pane) timeField(e work.Effect) fyne.CanvasObject {
	s := p.s
	f := kit.NewDateField(s.t("case."+string(e)), s.t("case.time.wrong"), true)
	f.Set(s.m.Time(e).Latest())
	s.spotEffect(e, f.Entry)
	if hint := "case." + string(e) + ".hint"; s.w().Has(hint) {
		f.SetHint(s.t(hint))
	}
	checked := f.Entry.OnChanged
	f.Entry.OnChanged = func(text string) {
		checked(text)
		t, ok := f.Value()
		switch {
		case !ok:
		case t.IsZero():
			s.m.SetTime(e, cases.Stamp{})
		default:
			s.m.SetTime(e, cases.At(t))
		}
	}
	return f.Object()
}

// language chooses the letter's language.
func (p *pane) language() fyne.CanvasObject {
	s := p.s
	codes := []string{"zh", "en", "both"}
	var row []fyne.CanvasObject
	var toggles []*kit.Toggle
	for _, code := range codes {
		t := kit.NewToggle(s.t("case.language."+code), s.m.Draft().LetterLanguage == code, nil)
		t.OnChange = func(bool) {
			s.m.SetLanguage(code)
			for i, other := range toggles {
				other.Set(codes[i] == code)
			}
		}
		toggles, row = append(toggles, t), append(row, t)
	}
	s.spot("letter_language", "", toggles[0])
	hint := ""
	if l := s.file().Snapshot.Resident.Language; l != "" {
		hint = s.t("case.language.asked", "lang", s.code("lang", l))
	}
	return kit.NewField(s.t("case.language"), hint, newFlow(row...)).Object()
}

// dishonesty is a finding of its own; it is never part of the outcome.
func (p *pane) dishonesty() fyne.CanvasObject {
	s := p.s
	options := []kit.Option{}
	for _, code := range []string{"none", "not_proven", "proven"} {
		options = append(options, kit.Option{Code: code, Label: s.t("case.dishonesty." + code)})
	}
	basis := kit.Column(theme.Space(2))
	fill := func(code string) {
		basis.Objects = nil
		if code == "proven" {
			basis.Objects = s.dishonestyBasis()
		}
		basis.Hidden = len(basis.Objects) == 0
		basis.Refresh()
		if p.all != nil {
			p.all.Refresh()
		}
	}
	c := kit.NewChoice(s.t("case.dishonesty.none"), options, func(code string) {
		s.m.SetDishonesty(code)
		fill(code)
	})
	c.Set(s.m.Draft().DishonestyFinding)
	fill(s.m.Draft().DishonestyFinding)
	return kit.Column(theme.Space(2), kit.NewField(s.t("case.dishonesty"), s.t("case.dishonesty.hint"), c).Object(), basis)
}

// dishonestyBasis asks for the text and the evidence that such a finding needs
// of its own.
func (s *Screen) dishonestyBasis() []fyne.CanvasObject {
	text := kit.NewReasonEntry(s.t("case.dishonesty.why"), 3)
	text.SetText(s.m.Dishonesty().Text)
	text.OnChanged = func(v string) {
		own := s.m.Dishonesty()
		own.Text = v
		s.m.OnDishonesty(own)
	}
	label := func() string {
		if refs := s.m.Dishonesty().Evidence; len(refs) > 0 {
			return strings.Join(refs, s.t("case.listSep"))
		}
		return s.t("case.cite")
	}
	cite := kit.NewButton(label(), nil).WithIcon("link").As(kit.Quiet)
	cite.OnTap = func() {
		chosen := slices.Clone(s.m.Dishonesty().Evidence)
		var d *kit.Dialog
		d = kit.NewDialog(s.t("case.dishonesty.evidence"), theme.Text(theme.Body)*52, s.refToggles(s.file().Snapshot.Refs(), &chosen),
			kit.NewButton(s.t("case.done"), func() { d.Close() }).As(kit.Primary))
		d.OnClose = func() {
			own := s.m.Dishonesty()
			own.Evidence = chosen
			s.m.OnDishonesty(own)
			cite.Label = label()
			cite.Refresh()
		}
		d.ShowOn(s.host.Window().Canvas())
	}
	s.spot("dishonesty_text", "", text)
	s.spot("dishonesty_evidence", "", cite)
	return []fyne.CanvasObject{kit.Note(s.t("case.dishonesty.needs")), newFlow(cite), text}
}
