package queue_test

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/kit/kittest"
	"recourse/app/gui/queue"
	"recourse/cases"
	"recourse/cases/roster"
)

// TestWhatACaseIsWithout looks at a case whose working copies were destroyed,
// and at one that came in without a colour.
func TestWhatACaseIsWithout(t *testing.T) {
	f := rows(2)
	f[0].State, f[0].Purge, f[0].Colour = cases.Closed, 7, ""
	for _, lang := range i18n.Langs() {
		t.Run(string(lang), func(t *testing.T) {
			s, h, _ := sitWith(t, f, kit.ScreenQueue, cases.Supervisor)
			s.Model().SetList("all", noon)
			h.Look.SetLang(lang)
			h.Show(s)
			w := h.Words()
			g := kittest.All[*grid.Grid](h)[0]
			g.Select(s.Model().Index(1))
			if row := g.AccessibilityLabel(); !strings.Contains(row, w.T("queue.purged")) || !strings.Contains(row, w.T("queue.notGiven")) {
				t.Errorf("the line says %q", row)
			}
			g.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
			h.Wants(t, w.T("queue.purged.tip", "no", 7))
			if badges := kittest.All[*kit.CodeBadge](h); len(badges) > 0 {
				t.Errorf("a case without a colour has the badge %q", badges[0].Word)
			}
			if missing := w.Missing(); len(missing) > 0 {
				t.Errorf("no sentence for %v", missing)
			}
		})
	}
}

// A case that came in with a phone and no person is not locked: nothing was
// given.
func TestACaseWithoutAName(t *testing.T) {
	f := nameless(rows(2))
	for _, lang := range i18n.Langs() {
		h := kittest.New(t, cases.Supervisor)
		r := roster.New()
		r.Unlock()
		if _, err := r.Sync(t.Context(), f); err != nil {
			t.Fatal(err)
		}
		h.Look.SetLang(lang)
		s := queue.New(h, r, &desk{}, kit.ScreenQueue)
		s.Shown(kit.Route{Screen: kit.ScreenQueue})
		h.Show(s)
		g := kittest.All[*grid.Grid](h)[0]
		g.Select(0)
		w := h.Words()
		if row := g.AccessibilityLabel(); !strings.Contains(row, w.T("queue.col.resident")+": "+w.T("queue.notGiven")) {
			t.Errorf("%s: the line says %q", lang, row)
		}
	}
}

// nameless hands out cards that have a phone only.
type nameless feed

func (f nameless) Rows(_ context.Context, since int64, yield func(cases.Row, *cases.Card) error) error {
	for _, r := range f {
		if r.Seq <= since {
			continue
		}
		if err := yield(r, &cases.Card{Phone: "13800001234"}); err != nil {
			return err
		}
	}
	return nil
}
