package shell

import (
	"time"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// toastTime is how long a sentence of success stays.
const toastTime = 4 * time.Second

// Toast says for a few seconds that something succeeded.
func (s *Shell) Toast(sentence string) {
	s.frame.Toast(sentence)
	s.toastEnd = s.o.Wall().Add(toastTime)
}

// Fail shows what went wrong and what to do. A refusal is shown as what it
// is; the cause of anything else goes to the log.
func (s *Shell) Fail(err error) {
	if err == nil {
		return
	}
	w := s.Words()
	title := w.T("fail.title")
	if _, refused := cases.AsRefusal(err); refused {
		title = w.T("fail.refused")
	} else if s.o.Log != nil {
		s.o.Log(err)
	}
	var d *kit.Dialog
	ok := kit.NewButton(w.T("action.ok"), func() { d.Close() }).As(kit.Primary)
	d = kit.NewDialog(title, theme.Text(theme.Body)*32, kit.Prose(w.Problem(err)), ok)
	d.ShowOn(s.o.Window.Canvas())
}
