package caseview

import (
	"context"
	"image"

	"fyne.io/fyne/v2/container"

	"recourse/app/gui/kit"
	"recourse/app/gui/task"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// previewLetter shows the letter of the draft as the resident will see it.
func (s *Screen) previewLetter() {
	if s.file() == nil || s.pane.preview.Disabled() {
		return
	}
	f, d := s.file(), s.m.Draft()
	s.pane.preview.DisableFor(s.t("case.preview.running"))
	task.Go(s.host.Runner(), context.Background(), func(ctx context.Context) ([]image.Image, error) {
		return s.reader.LetterPages(ctx, f, d)
	}, func(pages []image.Image, err error) {
		if s.pane != nil {
			s.pane.updateRights()
		}
		if err != nil {
			s.host.Fail(err)
			return
		}
		s.showPages(pages)
	})
}

func (s *Screen) showPages(pages []image.Image) {
	c := s.host.Window().Canvas()
	viewer := kit.NewPages(pages...)
	size := c.Size()
	place := kit.Fixed(min(size.Width-theme.Space(24), 860), size.Height-theme.Space(44), container.NewStack(viewer.Object()))
	var d *kit.Dialog
	d = kit.NewDialog(s.t("case.preview.title", "n", len(pages)), min(size.Width-theme.Space(14), 900), place,
		kit.NewButton(s.t("case.done"), func() { d.Close() }).As(kit.Primary))
	d.ShowOn(c)
}

// send sends the draft. What the resident loses or gains is asked once more
// only where the outcome refuses: upholding is never the easy button.
func (s *Screen) send() {
	if s.file() == nil || !s.m.Editable() {
		return
	}
	if b := s.m.Blockers(); len(b) > 0 {
		s.showMissing()
		return
	}
	d := s.m.Draft()
	if !d.Disposition.Refuses() {
		s.sendNow()
		return
	}
	kit.Confirm(s.host.Window().Canvas(), kit.Question{
		Title: s.t("case.refuse.title", "outcome", s.w().Disposition(d.Disposition)),
		Text:  s.t("case.refuse.text", "colour", s.w().Colour(s.file().Colour)),
		Yes:   s.t("case.refuse.yes"), No: s.t("case.cancel"), Danger: true,
	}, s.sendNow)
}

func (s *Screen) sendNow() {
	s.m.Send(func(err error) {
		switch {
		case err != nil:
			s.host.Fail(err)
		case s.file().State == cases.Decided:
			s.host.Toast(s.t("case.decided", "no", s.file().AppealNo))
		default:
			s.host.Toast(s.t("case.sent", "no", s.file().AppealNo))
		}
	})
}
