package insight

import (
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/importexport/outbox"
)

// acts are the buttons of an order; those that are closed say why.
func (s *Screen) acts(g *cases.GroupRecord) fyne.CanvasObject {
	now, box := s.host.Now(), kit.Column(theme.Space(3))
	if g.State == cases.GroupOrdered {
		sign := s.button("group.do.sign", s.model.Sign).As(kit.Primary)
		switch err := s.supervises(); {
		case err != nil:
			sign.DisableFor(s.w().Problem(err))
		case g.OrderedBy.ID == s.host.Actor().ID:
			sign.DisableFor(s.w().Problem(cases.Refuse("four_eyes", "drafter", g.OrderedBy.Name)))
		}
		box.Add(kit.Row(0, sign))
	}
	if g.Due(now) {
		carry := s.button("group.do.carry", s.model.CarryOut).As(kit.Primary)
		if err := s.supervises(); err != nil {
			carry.DisableFor(s.w().Problem(err))
		}
		box.Add(kit.Row(0, carry))
	}
	if o := s.model.Outcome(); o != nil && g.Told() && len(o.Upheld) > 0 {
		box.Add(s.again(len(o.Upheld)))
	}
	if g.State == cases.GroupDone && g.Unappealed > 0 && s.supervises() == nil {
		box.Add(s.recall())
	}
	if g.Undoable(now) && s.supervises() == nil {
		box.Add(s.undo())
	}
	return box
}

// button is a button that is closed while something is being done.
func (s *Screen) button(key string, act func()) *kit.Button {
	b := kit.NewButton(s.t(key), act)
	if s.model.Busy() {
		b.DisableFor(s.t("group.need.wait"))
	}
	return b
}

// again hears the upheld cases that share the flaw again, once it is confirmed.
func (s *Screen) again(n int) fyne.CanvasObject {
	b := s.button("group.do.reopen", func() {
		kit.Confirm(s.host.Window().Canvas(), kit.Question{
			Title: s.t("group.reopen.title", "n", n), Text: s.t("group.reopen.text"), Yes: s.t("group.do.reopen"), No: s.t("case.cancel"),
		}, s.model.Reopen)
	})
	if err := s.supervises(); err != nil {
		b.DisableFor(s.w().Problem(err))
	}
	return kit.Column(theme.Space(1), kit.Prose(s.t("group.upheld.text", "n", n)), kit.Row(0, b))
}

// undo asks why an order is taken back.
func (s *Screen) undo() fyne.CanvasObject {
	why := kit.NewEntry(s.t("group.why.hint"))
	s.field = why
	why.SetText(s.model.Form.Why)
	undo := s.button("group.do.undo", s.model.Undo)
	check := func() {
		switch {
		case s.model.Busy():
		case strings.TrimSpace(s.model.Form.Why) == "":
			undo.DisableFor(s.t("group.need.why"))
		default:
			undo.Enable()
		}
	}
	why.OnChanged = func(v string) { s.model.Form.Why = v; check() }
	check()
	return kit.Column(theme.Space(3), kit.Rule(), kit.NewField(s.t("group.why"), "", why).Object(), kit.Row(0, undo))
}

// recall asks where what concerns those who never appealed goes: their list,
// and their letters.
func (s *Screen) recall() fyne.CanvasObject {
	in := &s.model.Form
	list, letters := s.button("group.do.recall", s.model.Recall).As(kit.Primary), s.button("group.do.letters", s.model.Letters)
	check := func() {
		for _, b := range []*kit.Button{list, letters} {
			switch {
			case s.model.Busy():
			case strings.TrimSpace(in.Folder) == "":
				b.DisableFor(s.t("group.need.folder"))
			default:
				b.Enable()
			}
		}
	}
	folder := kit.NewPathField(s.host.Window(), s.t("group.folder"), s.t("group.folder.choose"), true)
	s.field = folder.Entry
	folder.Entry.SetText(in.Folder)
	folder.Entry.OnChanged = func(v string) { in.Folder = v; check() }
	var options []kit.Option
	for _, p := range outbox.Purposes() {
		options = append(options, kit.Option{Code: string(p), Label: s.w().Or("exporter.purpose."+string(p), string(p))})
	}
	purpose := kit.NewChoice(s.t("group.purpose"), options, func(code string) { in.Purpose = outbox.Purpose(code) })
	purpose.Set(string(in.Purpose))
	further := kit.NewToggle(s.t("group.letters.again"), in.Again, func(on bool) { in.Again = on })
	check()
	return kit.Column(theme.Space(3), folder.Object(), kit.NewField(s.t("group.purpose"), "", purpose).Object(), kit.Note(s.t("group.recall.text")), kit.Row(0, list),
		kit.Rule(), kit.Note(s.t("group.letters.text")), kit.Row(0, further), kit.Row(0, letters))
}
