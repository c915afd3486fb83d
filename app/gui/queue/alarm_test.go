package queue_test

import (
	"strings"
	"testing"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/kittest"
	"recourse/cases"
)

// A batch that one hand set stands over the list until somebody acknowledges it
// with a reason.
func TestAnAlertStandsOverTheList(t *testing.T) {
	s, h, d := sit(t, 6, kit.ScreenQueue, cases.Supervisor)
	d.alerts = []cases.Alert{{No: 3, State: cases.AlertOpen, Unit: "区金融服务办公室", Day: "2020-02-13", Cases: []cases.ID{2, 4}, Causeless: []cases.ID{2, 4}, Unappealed: 3}}
	s.Refresh()
	contains(t, h.Text(), "5 colours were set by hand together", "区金融服务办公室, on 2020-02-13", "3 more people did not appeal")
	h.Tap(t, "Look")
	contains(t, h.Text(), "Alert 3", "Without a cause on file")
	h.Tap(t, "Show the cases")
	contains(t, h.Text(), "Alert 3", "2 cases")
	h.Tap(t, "Look")
	h.Tap(t, "Acknowledge …")
	h.Tap(t, "Acknowledge")
	contains(t, h.Text(), "Write a reason first")
	fields := kittest.All[*kit.Entry](h)
	fields[len(fields)-1].SetText("passed on")
	h.Tap(t, "Acknowledge")
	if d.why != "passed on" || strings.Contains(h.Text(), "set by hand together") {
		t.Errorf("acknowledged because of %q", d.why)
	}
	h.Look.SetLang(i18n.ZH)
	if missing := h.Words().Missing(); len(missing) > 0 {
		t.Errorf("no sentence for %v", missing)
	}
}
