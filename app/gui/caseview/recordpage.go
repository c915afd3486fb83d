package caseview

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/caseview/work"
	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
)

func (s *Screen) loadRecord() { s.m.LoadRecord(context.Background()) }

// recordPage says who did what when, in words, newest first.
func (s *Screen) recordPage() fyne.CanvasObject {
	entries, err := s.m.Record()
	switch {
	case err != nil:
		return kit.EmptyState("error", s.t("case.record.failed"), s.why(err), kit.NewButton(s.t("case.again"), s.loadRecord))
	case len(entries) == 0:
		return kit.EmptyState("record", s.t("case.record.none.title"), s.t("case.record.none.advice"))
	}
	copied := kit.NewButton(s.t("case.record.copy"), func() {
		fyne.CurrentApp().Clipboard().SetContent(s.recordText(entries))
		s.host.Toast(s.t("case.record.copied"))
	}).WithIcon("copy").As(kit.Quiet)
	parts := []fyne.CanvasObject{s.letters(), kit.Row(0, kit.Note(s.t("case.record.head")), kit.Gap(), copied)}
	day := ""
	for i := len(entries) - 1; i >= 0; i-- {
		e := entries[i]
		if d := s.w().Date(e.At); d != day {
			day = d
			parts = append(parts, kit.Caption(day))
		}
		parts = append(parts, s.entry(e))
	}
	return s.page(parts...)
}

func (s *Screen) entry(e work.Entry) fyne.CanvasObject {
	lines := []fyne.CanvasObject{kit.Prose(s.entryText(e))}
	if e.To != "" && e.From != "" && e.To != e.From {
		lines = append(lines, kit.Note(s.t("case.record.moved", "from", s.w().State(e.From), "to", s.w().State(e.To))))
	}
	unit := theme.Text(theme.Body)
	return kit.TopRow(theme.Space(3), kit.Fixed(unit*3.2, 0, kit.Mono(s.w().Clock(e.At))), kit.Fill(kit.Column(theme.Space(0.5), lines...)),
		kit.Caption(s.t("case.record.seq", "n", e.Seq)))
}

// entryText is the sentence of an entry: who did what, with its details in
// words.
func (s *Screen) entryText(e work.Entry) string {
	return s.w().Told(i18n.Act{Who: e.By, Action: string(e.Move), Detail: e.Detail, Name: s.m.Name})
}

// recordText is the record as lines of text, oldest first, for printing.
func (s *Screen) recordText(entries []work.Entry) string {
	var b strings.Builder
	b.WriteString(s.file().AppealNo + "\n")
	for _, e := range entries {
		b.WriteString(s.w().FullDateTime(e.At) + "  #" + strconv.FormatInt(e.Seq, 10) + "  " + s.entryText(e) + "\n")
	}
	return b.String()
}
