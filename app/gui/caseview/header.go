package caseview

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/review"
)

// header is the case's two lines: which case and code, and how the time runs.
type header struct {
	s     *Screen
	times *fyne.Container
	state *fyne.Container
	waits *fyne.Container // what the case waits for, in its own line
	all   fyne.CanvasObject
}

func newHeader(s *Screen) *header {
	h := &header{s: s, times: container.NewStack(), state: container.NewStack(), waits: container.NewStack()}
	body := kit.Column(theme.Space(2), h.first())
	if !s.purged() {
		body.Add(h.second())
	}
	if s.narrow() || s.longName() || s.purged() {
		body.Add(h.times)
	}
	body.Add(h.waits)
	h.all = kit.On(kit.Plane(theme.Panel), kit.Column(0, kit.Insets(theme.Space(2), theme.Space(4), theme.Space(2.5), theme.Space(3), body), kit.Rule()))
	h.update()
	return h
}

func (h *header) object() fyne.CanvasObject { return h.all }

func (h *header) first() fyne.CanvasObject {
	s, f := h.s, h.s.file()
	back := s.backButton()
	back.SetTip(s.t("case.back.tip"))
	code := kit.CodeChip(f.Colour, s.w().Colour(f.Colour))
	if s.narrow() {
		return kit.Row(theme.Space(3), back, kit.Title(f.AppealNo), code, kit.Gap(), h.state)
	}
	return kit.Row(theme.Space(3), back, kit.Title(f.AppealNo), code, kit.Fill(kit.Muted(s.issuedLine()).Cut()), h.state)
}

// issuedLine says since when and until when the code holds; nothing of a code
// that did not come with the case.
func (s *Screen) issuedLine() string {
	a := &s.file().Snapshot.Assignment
	switch {
	case s.purged() && !s.file().IssuedAt.IsZero():
		return s.t("case.purged.issued", "at", s.w().FullDateTime(s.file().IssuedAt))
	case a.IssuedAt.IsZero() && a.IssuingSystem == "":
		return ""
	}
	system := s.w().Or("case.system."+a.IssuingSystem, a.IssuingSystem)
	if a.ValidUntil.IsZero() {
		return s.t("case.issued", "at", s.shortly(a.IssuedAt), "system", system)
	}
	return s.t("case.issuedUntil", "at", s.shortly(a.IssuedAt), "until", s.shortly(a.ValidUntil), "system", system)
}

// shortly is a stamp without its weekday, which the head of a case has no room
// for.
func (s *Screen) shortly(at cases.Stamp) string {
	if at.IsZero() || at.WholeDay() {
		return s.w().Stamp(at)
	}
	return s.w().DayMonth(at.Earliest()) + " " + s.w().Clock(at.Earliest())
}

func (h *header) second() fyne.CanvasObject {
	s := h.s
	name, id := s.person()
	eye := kit.NewButton(s.t("case.unmask"), s.askUnmask).WithIcon("eye").As(kit.Quiet).WithTip(s.t("case.unmask.tip"))
	if s.m.Unmasked() {
		eye = kit.NewButton(s.t("case.mask"), s.m.Mask).WithIcon("eye-off").As(kit.Quiet)
	} else if err := s.m.May(cases.MoveUnmask); err != nil {
		eye.DisableFor(s.why(err))
	}
	row := []fyne.CanvasObject{kit.Icon("person", theme.InkMuted, 0), kit.Strong(name), kit.Mono(id), eye}
	if name == "" {
		row[1] = kit.Muted(s.t("case.noName"))
	}
	switch {
	case s.longName():
		whole := kit.Prose(name)
		whole.Style.Bold = true
		row[1] = kit.Fill(whole)
	case s.narrow():
		row = append(row, kit.Fill(kit.Muted(s.issuedLine()).Cut()))
	default:
		row = append(row, kit.Fill(h.times))
	}
	return kit.Insets(0, 0, 0, theme.Space(2), kit.Row(theme.Space(3), row...))
}

// person is the resident as the officer may see them now.
func (s *Screen) person() (name, id string) {
	r := &s.file().Snapshot.Resident
	if s.m.Unmasked() {
		return r.Name, r.DocNo
	}
	return cases.MaskName(r.Name), cases.MaskDocNo(r.DocNo)
}

// longName reports whether the resident's name needs a line of its own, as
// names of several parts joined by dots do.
func (s *Screen) longName() bool {
	name, _ := s.person()
	return utf8.RuneCountInString(name) > 9
}

// update brings the times and the state up to now.
func (h *header) update() {
	h.times.Objects = []fyne.CanvasObject{h.timesRow()}
	h.times.Refresh()
	h.state.Objects = []fyne.CanvasObject{h.stateRow()}
	h.state.Refresh()
	line := ""
	if !h.s.purged() {
		line = h.s.waitLine()
	}
	h.waits.Objects, h.waits.Hidden = nil, line == ""
	if line != "" {
		h.waits.Objects = []fyne.CanvasObject{kit.Insets(0, 0, 0, theme.Space(2),
			kit.TopRow(theme.Space(2), hung("user-clock", theme.InkMuted), kit.Fill(kit.Prose(line))))}
	}
	h.waits.Refresh()
	h.all.Refresh()
}

// waitLine says in one short line what the case waits for beside its own
// officer and the promise, "" for nothing. A time that has passed is marked.
func (s *Screen) waitLine() string {
	f, now := s.file(), s.m.Now()
	var parts []string
	for _, t := range review.TimersOf(&f.Row) {
		if t.Name == review.TimerDue || t.At.IsZero() {
			continue
		}
		what := s.t("case.wait." + t.Name)
		if r := f.OpenRequest(); t.Name == cases.TimerAnswer && r != nil && !r.ToResident {
			what = s.t("case.wait.body", "body", r.To)
		}
		key := "case.wait"
		if !now.Before(t.At) {
			key = "case.wait.past"
		}
		parts = append(parts, s.t(key, "what", what, "at", t.At))
	}
	return strings.Join(parts, s.t("case.listSep"))
}

func (h *header) timesRow() fyne.CanvasObject {
	s, f := h.s, h.s.file()
	parts := []fyne.CanvasObject{kit.Gap()}
	parts = append(parts, h.isolation()...)
	icon, ink := "clock", theme.Ink
	word := s.t("case.due", "at", f.DueAt, "in", s.w().Due(f.DueAt.Sub(s.m.Now())))
	switch {
	case f.State.Settled():
		word = s.t("case.settled", "at", f.StateSince)
	case !f.PausedAt.IsZero():
		icon, word = "user-clock", s.t("case.paused", "at", f.PausedAt)
	case s.m.Now().After(f.DueAt):
		icon, ink = "warning", theme.WarnInk
	}
	due := kit.Body(word).In(ink)
	due.Style.Bold = ink == theme.WarnInk
	return kit.Row(theme.Space(2), append(parts, kit.Fixed(theme.Space(3), 0, kit.Body("")), kit.Icon(icon, ink, 0), due)...)
}

func (h *header) isolation() []fyne.CanvasObject {
	s, f := h.s, h.s.file()
	label := kit.Muted(s.t("case.isolation"))
	day, days, share, ok := s.m.Term()
	switch {
	case s.purged():
		return nil
	case f.Isolation == cases.Released:
		return []fyne.CanvasObject{label, kit.Body(s.t("isolation.released"))}
	case !ok:
		return []fyne.CanvasObject{label, kit.Body(s.t("case.noEnd"))}
	}
	bar := container.New(&meter{float32(share)}, kit.Rounded(theme.Sunken, theme.Border), kit.Rounded(theme.InkMuted, ""))
	left := s.w().Left(f.IsolationLeft(s.m.Now()))
	return []fyne.CanvasObject{label, bar, kit.Body(s.t("case.day", "day", day, "days", days)), kit.Muted(left)}
}

func (h *header) stateRow() fyne.CanvasObject {
	s, f := h.s, h.s.file()
	tone := kit.Plain
	if f.State == cases.InReview || f.State == cases.Drafted || f.State == cases.Returned {
		tone = kit.Info
	}
	parts := []fyne.CanvasObject{kit.NewChip(s.w().State(f.State), tone)}
	if s.purged() {
		parts = append(parts, kit.NewChip(s.t("case.purged.chip"), kit.Plain))
	}
	if f.Officer != "" && f.State.WithOfficer() {
		who, left := s.m.Name(f.Officer), s.m.LeaseLeft()
		if s.m.Mine() {
			who = s.t("case.you")
		}
		word := s.t("case.held", "who", who, "left", s.w().Duration(left))
		if left == 0 {
			word = s.t("case.heldOver", "who", who)
		}
		parts = append(parts, kit.Muted(word))
		if s.m.Mine() {
			parts = append(parts, kit.NewButton(s.t("case.renew"), s.m.Renew).As(kit.Quiet).WithTip(s.t("case.renew.tip")))
		}
	}
	return kit.Row(theme.Space(2), parts...)
}
