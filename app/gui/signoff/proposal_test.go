package signoff_test

import (
	"errors"
	"testing"
	"time"

	"recourse/app/gui/caseview/casetest"
	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/signoff"
	"recourse/app/gui/task"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/review"
)

func reading(f *cases.File) review.Reading {
	return review.Reading{Digest: f.Decision().Digest, LetterOpened: f.StateSince.Add(time.Minute)}
}

// late is a late appeal that chen proposes not to admit.
func late(t *testing.T, o *casetest.Office) cases.ID {
	t.Helper()
	id := o.Late(t, "transit-wuhan", 5)
	if _, err := o.Desk("chen").Admit(t.Context(), id, cases.Admission{Reason: "期满已久，没有说明迟延的原因。"}); err != nil {
		t.Fatal(err)
	}
	return id
}

func TestProposals(t *testing.T) {
	t.Parallel()
	t.Run("a refused admission waits beside the decisions and needs its letter opened", func(t *testing.T) {
		t.Parallel()
		o := casetest.New(t)
		id := late(t, o)
		m := signoff.NewModel(o.Desk("zhou"), o.Seat("zhou"), task.Inline{})
		m.Reload(t.Context())
		if len(m.Rows()) != 1 || m.Rows()[0].Drafter != "chen" {
			t.Fatalf("waiting: %+v", m.Rows())
		}
		m.Open(t.Context(), id)
		if !errors.Is(m.MayConfirm(), cases.Refuse("letter_not_opened")) {
			t.Fatalf("before the letter: %v", m.MayConfirm())
		}
		m.OpenLetter(t.Context())
		m.Confirm(true, "", func(err error) {
			if err != nil {
				t.Error(err)
			}
		})
		if f := o.File(id); f.State != cases.Inadmissible || f.Notice != cases.Rendered {
			t.Errorf("state %s, letter %q", f.State, f.Notice)
		}
		if len(m.Rows()) != 0 || m.File() != nil {
			t.Error("it still waits on screen")
		}
	})
	t.Run("its author can neither open it nor sign it", func(t *testing.T) {
		t.Parallel()
		o := casetest.New(t)
		id := late(t, o)
		m := signoff.NewModel(o.Desk("chen"), o.Seat("chen"), task.Inline{})
		m.Reload(t.Context())
		if err := m.Barred(&m.Rows()[0]); !errors.Is(err, cases.Refuse("four_eyes")) {
			t.Errorf("barred: %v", err)
		}
		m.Open(t.Context(), id)
		if !errors.Is(m.Refused(), cases.Refuse("four_eyes_proposal")) {
			t.Errorf("refused: %v", m.Refused())
		}
	})
	t.Run("turned down with a note, the late appeal is admitted", func(t *testing.T) {
		t.Parallel()
		o := casetest.New(t)
		id := late(t, o)
		m := signoff.NewModel(o.Desk("zhou"), o.Seat("zhou"), task.Inline{})
		m.Open(t.Context(), id)
		m.Confirm(false, " ", func(err error) {
			if !errors.Is(err, cases.Refuse("reason_needed")) {
				t.Errorf("without a note: %v", err)
			}
		})
		m.Confirm(false, "当事人住院，应予受理。", func(err error) {
			if err != nil {
				t.Error(err)
			}
		})
		if f := o.File(id); f.State != cases.Registered {
			t.Errorf("state %s", f.State)
		}
	})
}

// Every sentence of a proposal's page is there, in both languages.
func TestProposalPage(t *testing.T) {
	for _, lang := range i18n.Langs() {
		o := casetest.New(t)
		id := late(t, o)
		host := casetest.NewHost(t, o.Seat("zhou"), lang, theme.Light, small())
		screen := signoff.New(host, o.Desk("zhou"), o.Seat("zhou"))
		host.Show(screen.Object())
		screen.Shown(kit.Route{Screen: kit.ScreenSignoff, Case: id})
		if !host.Says("期满已久，没有说明迟延的原因。") {
			t.Error("the reason is not on the page")
		}
		for _, at := range []int{0, 2} { // the letter, then the dialog that turns it down
			c := screen.Commands()[at]
			if why := c.Off(); why != "" {
				t.Fatal(why)
			}
			c.Run()
			host.Picture(t, "signoff-proposal-"+string(lang)+c.Title)
		}
		if host.Canvas().Overlays().Top() == nil {
			t.Error("nobody asks why it is turned down")
		}
		if missing := host.Words().Missing(); len(missing) > 0 {
			t.Errorf("%s: sentences are missing: %v", lang, missing)
		}
	}
}
