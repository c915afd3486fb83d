package queue_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/cases"
)

func TestPreviewStaysWhileTheOfficeWorks(t *testing.T) {
	s, h, _ := sit(t, 6, kit.ScreenQueue, cases.Reviewer)
	press(table(t, h), fyne.KeyDown, fyne.KeySpace)
	open := h.Button(t, "Open")
	h.Window().Canvas().Focus(open)
	s.Refresh()
	if h.Window().Canvas().Focused() != fyne.Focusable(open) || !kit.Standing(open) {
		t.Error("the keyboard leaves the preview whenever anything is written")
	}
	h.Clock = h.Clock.Add(2 * time.Hour)
	s.Refresh()
	contains(t, h.Text(), "3 h of 4 d")
}
