package office_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/kittest"
	"recourse/cases"
)

// Everybody reads what holds for every seat; a supervisor changes it.
func TestScreenSteering(t *testing.T) {
	d := sample(t)
	if err := d.steering.Weights.Set("urgent", 12000); err != nil {
		t.Fatal(err)
	}
	h, _ := show(t, d, "settings", cases.Supervisor)
	h.Wants(t, "Points for urgent", "12,000 (published: 10,080)", "From 5 people in one batch on", "until 60 days after")
	t.Run("the weights are changed in the queue", func(t *testing.T) {
		h.Tap(t, "Change the weights …")
		want := []kit.Route{{Screen: kit.ScreenQueue, Part: kit.PartWeights}}
		if diff := cmp.Diff(want, h.Routes); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("a size that is no number is refused in the dialog", func(t *testing.T) {
		h.Tap(t, "Change the size …")
		fields := kittest.All[*kit.Entry](h)
		fields[0].SetText("few")
		h.Tap(t, "Change the size")
		h.Wants(t, `"few" is not a whole number.`)
		fields[0].SetText("7")
		fields[1].SetText("small units")
		h.Tap(t, "Change the size")
		did(t, d, "alert 7 small units")
	})
	t.Run("an administrator changes how long an appeal is in time", func(t *testing.T) {
		d := sample(t)
		h, _ := show(t, d, "settings")
		for _, wrong := range []struct{ typed, says string }{{"two", `"two" is not a whole number.`}, {"60", h.Words().T("refusal.nothing_changed")}} {
			h.Tap(t, "Change the days …")
			days := kittest.All[*kit.Entry](h)[0]
			days.SetText(wrong.typed)
			h.Tap(t, "Change the days")
			h.Wants(t, wrong.says)
			h.Window().Canvas().Overlays().Top().(kit.Escaper).Escape()
		}
		h.Tap(t, "Change the days …")
		kittest.All[*kit.Entry](h)[0].SetText(" 90 ")
		h.Tap(t, "Change the days")
		did(t, d, "window 90")
		h, _ = show(t, d, "settings", cases.Supervisor)
		if b := h.Button(t, "Change the days …"); !b.Disabled() || !strings.Contains(b.Reason(), "Administrator") {
			t.Errorf("a supervisor: off %v because %q", b.Disabled(), b.Reason())
		}
	})
	t.Run("an administrator reads it and is told who may change it", func(t *testing.T) {
		h, _ := show(t, sample(t), "settings")
		for _, label := range []string{"Change the weights …", "Change the size …"} {
			if b := h.Button(t, label); !b.Disabled() || !strings.Contains(b.Reason(), "Supervisor") {
				t.Errorf("%s: off %v because %q", label, b.Disabled(), b.Reason())
			}
		}
	})
}
