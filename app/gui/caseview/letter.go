package caseview

import (
	"context"
	"image"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/caseview/work"
	"recourse/app/gui/kit"
	"recourse/app/gui/task"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/importexport/letter"
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

// letters lists what went to the resident, and the letter that is due with its
// preview.
func (s *Screen) letters() fyne.CanvasObject {
	f := s.file()
	rows := []fyne.CanvasObject{kit.Strong(s.t("letter.case.title"))}
	if k := letter.Due(f); k != "" && !s.purged() && (!f.State.Settled() || f.Notice == cases.Rendered) {
		show := kit.NewButton(s.t("letter.case.show"), func() { s.previewDue(k) }).WithIcon("eye").As(kit.Quiet)
		rows = append(rows, kit.Row(theme.Space(3), kit.Fill(kit.Prose(s.t("letter.case.due", "kind", s.w().Or("letter.kind."+string(k), string(k))))), show))
	}
	for i := len(f.Letters) - 1; i >= 0; i-- {
		l := f.Letters[i]
		rows = append(rows, kit.Prose(s.t("letter.case.sent", "kind", s.w().Or("letter.kind."+l.Kind, l.Kind), "no", l.DocNo, "at", s.w().FullDateTime(l.IssuedAt), "n", l.Pages)))
	}
	if len(rows) == 1 {
		rows = append(rows, kit.Note(s.t("letter.case.none")))
	}
	if further := s.furtherLetters(f); len(further) > 0 {
		rows = append(rows, kit.Row(theme.Space(2), further...))
	}
	return kit.Well(kit.Column(theme.Space(1), rows...))
}

// furtherLetters are the buttons for letters that are never due by themselves:
// the certificate for an employer, and word of a delay.
func (s *Screen) furtherLetters(f *cases.File) []fyne.CanvasObject {
	if s.m.May(cases.MoveIssue) != nil {
		return nil
	}
	var out []fyne.CanvasObject
	if f.State == cases.Decided || f.State == cases.Closed {
		b := kit.NewButton(s.t("letter.case.certificate"), func() { s.askLetter(letter.KindCertificate) }).WithIcon("letter").As(kit.Quiet)
		if err := letter.Certifiable(f); err != nil {
			b.DisableFor(s.why(err))
		}
		out = append(out, b)
	}
	if !f.State.Settled() && f.State != cases.Received {
		out = append(out, kit.NewButton(s.t("letter.case.delay"), func() { s.askLetter(letter.KindDelay) }).WithIcon("letter").As(kit.Quiet))
	}
	return out
}

// askLetter asks where a letter goes, of a delay also why and until when, and
// issues it.
func (s *Screen) askLetter(k letter.Kind) {
	s.guarded(cases.MoveIssue, func() {
		id := s.file().ID
		folder := kit.NewPathField(s.host.Window(), s.t("letter.case.folder"), s.t("letter.case.choose"), true)
		why := kit.NewReasonEntry(s.t("exporter.delay.hint"), 3)
		until := kit.NewDateField(s.t("exporter.delay.until"), s.t("case.time.wrong"), true)
		fields := []fyne.CanvasObject{kit.Prose(s.t("letter.case." + string(k) + ".text"))}
		var first fyne.Focusable = folder.Entry
		if k == letter.KindDelay {
			fields, first = append(fields, kit.NewField(s.t("exporter.delay.why"), "", why).Object(), until.Object()), why
		}
		s.ask(s.t("letter.case."+string(k)), s.t("letter.case.issue"), first, func(end func(error)) {
			o := work.LetterOrder{Kind: k, Folder: strings.TrimSpace(folder.Entry.Text)}
			if k == letter.KindDelay {
				o.Reason = strings.TrimSpace(why.Text)
				o.Until, _ = until.Value()
			}
			s.issue(id, o, end)
		}, append(fields, folder.Object())...)
	})
}

func (s *Screen) issue(id cases.ID, o work.LetterOrder, end func(error)) {
	switch {
	case o.Folder == "":
		end(cases.Refuse("letter_folder"))
		return
	case o.Kind == letter.KindDelay && (o.Reason == "" || o.Until.IsZero()):
		end(cases.Refuse("letter_delay_reason"))
		return
	}
	task.Go(s.host.Runner(), context.Background(), func(ctx context.Context) (string, error) {
		return s.reader.Issue(ctx, id, o)
	}, func(no string, err error) {
		if end(err); err == nil {
			s.host.Toast(s.t("letter.case.issued", "no", no))
			s.Refresh()
		}
	})
}

// previewDue shows the letter that is due.
func (s *Screen) previewDue(k letter.Kind) {
	f := s.file()
	task.Go(s.host.Runner(), context.Background(), func(ctx context.Context) ([]image.Image, error) {
		return s.reader.DuePages(ctx, f, k)
	}, func(pages []image.Image, err error) {
		if err != nil {
			s.host.Fail(err)
			return
		}
		s.showPages(pages)
	})
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
			s.host.Toast(s.undoable(s.t("case.sent", "no", s.file().AppealNo)))
		}
	})
}
