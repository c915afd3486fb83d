package caseview

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// purged reports whether the working copies of the case were destroyed as its
// retention rule says. What is left is the decision, the particulars of what
// was told to whom, and the record.
func (s *Screen) purged() bool {
	f := s.file()
	return f != nil && f.Purge != 0
}

// kept is the screen of a purged case: what is kept and nothing else.
func (s *Screen) kept() fyne.CanvasObject {
	s.tab = tabRecord
	s.head, s.pane, s.left = newHeader(s), newPane(s), container.NewStack()
	s.notice = kit.Column(0)
	s.fillNotice()
	s.tabs = s.makeTabs()
	unit := theme.Text(theme.Body)
	s.split = kit.NewSplit(
		kit.Pane{Object: kit.Panel(s.pane.object()), Share: 0.5, Least: min(unit*23, 360)},
		kit.Pane{Object: kit.Panel(kit.Insets(theme.Space(2), theme.Space(2), theme.Space(2), theme.Space(3), s.tabs.Object())), Share: 0.5, Least: min(unit*23, 360)})
	skirt := kit.Fixed(0, theme.Space(3), kit.Plane(theme.Canvas))
	return container.New(footed{}, kit.Column(0, s.head.object(), s.notice), kit.Insets(theme.Space(3), theme.Space(3), 0, theme.Space(3), s.split.Object()), skirt)
}

// purgeNotice says what is gone, what is kept, and which certificate tells of
// it. The day comes with the record.
func (s *Screen) purgeNotice() fyne.CanvasObject {
	title := s.t("case.purged.title", "no", s.file().Purge)
	if at := s.purgedAt(); !at.IsZero() {
		title = s.t("case.purged.on", "no", s.file().Purge, "day", s.w().FullDate(at))
	}
	return kit.Banner(kit.Info, title, s.t("case.purged.gone")+"\n"+s.t("case.purged.kept"))
}

// purgedAt is when the working copies were destroyed, by the record; zero until
// the record is there.
func (s *Screen) purgedAt() time.Time {
	entries, _ := s.m.Record()
	for _, e := range entries {
		if e.Move == cases.MovePurge {
			return e.At
		}
	}
	return time.Time{}
}

// keptDecision is what was decided, by whom, with whose second signature.
func (s *Screen) keptDecision() fyne.CanvasObject {
	f := s.file()
	d := f.Decision()
	if d == nil {
		return kit.Prose(s.t("case.purged.undecided", "state", s.w().State(f.State)))
	}
	lines := []fyne.CanvasObject{kit.Note(s.t("case.purged.drafted", "who", d.DraftedBy.Name, "at", s.w().FullDateTime(d.DraftedAt)))}
	for _, o := range f.SignOffs {
		if o.DecisionNo == d.No && o.Result != cases.Return {
			lines = append(lines, kit.Note(s.t("case.purged.signed", "who", o.Signer.Name, "at", s.w().FullDateTime(o.SignedAt))))
		}
	}
	return kit.Column(theme.Space(4), kit.Column(theme.Space(0.5), lines...), s.sheet())
}

// whyPurged is why nothing can be done in a purged case, "" in any other.
func (s *Screen) whyPurged() string {
	if !s.purged() {
		return ""
	}
	return s.why(cases.Refuse("purged", "case", s.file().AppealNo))
}

// unlessPurged closes a command in a purged case.
func (s *Screen) unlessPurged(off func() string) func() string {
	return func() string {
		if why := s.whyPurged(); why != "" {
			return why
		}
		return off()
	}
}
