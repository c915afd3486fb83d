package signoff_test

import (
	"errors"
	"strings"
	"testing"

	"recourse/app/gui/caseview"
	"recourse/app/gui/caseview/casetest"
	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/signoff"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// drawn is an uphold that was drawn for a blind reading by chen.
func drawn(t *testing.T, o *casetest.Office) (cases.ID, cases.Draft) {
	t.Helper()
	o.Draws = 0
	made := casetest.Made(t, "hubei-stay", 3)
	id := o.Receive(t, made.Snapshot)
	zhang := o.Desk("zhang")
	if _, err := zhang.Take(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if _, err := zhang.Open(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if _, err := zhang.Note(t.Context(), id, "当事人说法与票据不符，倾向维持。"); err != nil {
		t.Fatal(err)
	}
	d := made.Draft
	w := cases.Weighing{Ref: d.Findings[0].Evidence[0], Ground: d.Findings[0].Ground, Verdict: "against", Weight: "strong", Reasons: "关联到本人证件，采信该条记录。"}
	if _, err := zhang.Weigh(t.Context(), id, w); err != nil {
		t.Fatal(err)
	}
	if _, err := zhang.Decide(t.Context(), id, d); err != nil {
		t.Fatal(err)
	}
	if f := o.File(id); f.State != cases.PendingSignoff || f.Decision().SecondReview != cases.SecondSample {
		t.Fatalf("the uphold was not drawn: %s, %q", f.State, f.Decision().SecondReview)
	}
	return id, d
}

// secrets are the words that would tell a blind reader how it was decided.
func secrets(w *i18n.Words, d cases.Draft) []string {
	list := []string{d.Reasons, "倾向维持", "采信该条记录", w.Disposition(d.Disposition), w.T("signoff.outcome." + string(d.Disposition))}
	for _, f := range d.Findings {
		list = append(list, f.Text)
	}
	for _, s := range strings.SplitAfter(d.Reasons, "。") {
		if len([]rune(s)) > 10 {
			list = append(list, strings.TrimSpace(s))
		}
	}
	return list
}

// A blind reader finds nothing of the decision in the window, neither where it
// is signed nor on any page of the case, until the own view is recorded.
func TestABlindReaderIsToldNothing(t *testing.T) {
	o := casetest.New(t)
	id, d := drawn(t, o)
	seat := o.Seat("chen")
	host := casetest.NewHost(t, seat, i18n.EN, theme.Light, small())
	told := func(where string) {
		t.Helper()
		for _, s := range secrets(host.Words(), d) {
			if host.Says(s) {
				t.Errorf("%s says %q", where, s)
			}
		}
	}
	screen := signoff.New(host, o.Desk("chen"), seat)
	host.Show(screen.Object())
	screen.Shown(kit.Route{Screen: kit.ScreenSignoff, Case: id})
	told("the sign-off page")
	host.Picture(t, "signoff-blind")
	if !host.Says(host.Words().T("signoff.view")) {
		t.Error("nobody asks for the first view")
	}
	for _, c := range screen.Commands()[:1] {
		if c.Off() == "" {
			t.Error("the letter can be opened")
		}
	}
	file := caseview.New(host, o.Desk("chen"), seat)
	file.After = host.After
	host.Show(file.Object())
	for _, page := range []string{"facts", "trace", "flags", "map", "timeline", "other", "record"} {
		file.Shown(kit.Route{Screen: kit.ScreenCase, Case: id, Part: page})
		told("the page " + page)
		host.Picture(t, "blind-case-"+page)
	}
	host.Show(screen.Object())
	c := host.Choices(host.Words().Disposition(cases.Overturn))
	if len(c) != 1 {
		t.Fatalf("%d choices", len(c))
	}
	c[0].Choose(string(cases.Overturn))
	host.Button(t, host.Words().T("signoff.view.record")).OnTap()
	if len(host.Failures) > 0 {
		t.Fatal(host.Failures)
	}
	if v := o.File(id).ViewOf("chen", 1); v == nil || v.Disposition != cases.Overturn {
		t.Fatalf("recorded %+v", v)
	}
	host.Picture(t, "signoff-blind-after")
	for _, want := range []string{host.Words().T("signoff.view.differ"), d.Reasons, d.Findings[0].Text} {
		if !host.Says(want) {
			t.Errorf("afterwards the page does not say %q", want)
		}
	}
	file.Shown(kit.Route{Screen: kit.ScreenCase, Case: id})
	host.Show(file.Object())
	if !host.Says(d.Findings[0].Text) {
		t.Error("the case keeps the decision back after the view was taken")
	}
	if missing := host.Words().Missing(); len(missing) > 0 {
		t.Errorf("sentences are missing: %v", missing)
	}
}

// Nobody but the second reader of a drawn uphold is blind: its author and an
// auditor read on.
func TestOthersAreNotBlind(t *testing.T) {
	o := casetest.New(t)
	id, d := drawn(t, o)
	for _, who := range []cases.UserID{"zhang", "sun"} {
		f, err := o.Desk(who).Case(t.Context(), id)
		if err != nil || f.Veiled || f.Decision() == nil || f.Decision().Reasons != d.Reasons {
			t.Errorf("%s: veiled %t, %v", who, f.Veiled, err)
		}
	}
	f, err := o.Desk("chen").Case(t.Context(), id)
	if err != nil || !f.Veiled || f.Decision() != nil || f.Draft != nil || len(f.Weighings)+len(f.Notes) > 0 || f.Disposition != "" {
		t.Errorf("chen got %+v, %v", f, err)
	}
	_, err = o.Desk("chen").Approve(t.Context(), id, reading(o.File(id)), "")
	if !errors.Is(err, cases.Refuse("first_view_needed")) {
		t.Errorf("signed blind: %v", err)
	}
}
