package main

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"recourse/app/gui/i18n"
	"recourse/app/session"
	"recourse/cases"
)

// round takes cases from the queue to the letter with keys alone: one person
// decides them, another reads and signs, a third issues the letters.
func (p *player) round(b *bench, list []deal) {
	p.t.Helper()
	p.signIn("reviewer")
	for i := range list {
		d := &list[i]
		d.id = p.found(d.no())
		p.open(d)
		p.ctrl(fyne.KeyT)
		p.decide(d)
	}
	p.signOut()
	p.signIn("supervisor")
	for i := range list {
		p.sign(&list[i])
	}
	p.signOut()
	b.with(p.t, "intake", func(s *session.Session) {
		for i := range list {
			checkLetter(p.t, &list[i], letterOf(p.t, s, &list[i]))
		}
	})
}

// found is the case of an appeal number.
func (p *player) found(no string) cases.ID {
	p.t.Helper()
	id, err := p.office.Find(p.t.Context(), no)
	if err != nil {
		p.t.Fatal(err)
	}
	return id
}

// A case of every ground can be decided with the keyboard alone, with the fact
// it hangs on at the top of the screen and in the letter.
func TestEveryGroundIsDecidedByKeyboard(t *testing.T) {
	list := simulated(t, ofGrounds())
	grounds := map[cases.Ground]bool{}
	for i := range list {
		for _, g := range list[i].snapshot.Appeal.Grounds {
			grounds[g] = true
		}
	}
	for _, g := range cases.Grounds() {
		if !grounds[g] {
			t.Errorf("no case of ground %s", g)
		}
	}
	b := newBench(t, list)
	p := newPlayer(t, i18n.ZH)
	p.sit(b)
	p.round(b, list)
}

// So can the seven worked cases of the rules.
func TestTheWorkedCasesAreDecidedByKeyboard(t *testing.T) {
	list := worked(t)
	b := newBench(t, list)
	p := newPlayer(t, i18n.ZH)
	p.sit(b)
	last := len(list) - 1 // the outage was disputed nine days after the others
	p.round(b, list[:last])
	b.now = list[last].snapshot.Appeal.FiledAt.Latest().Add(2 * time.Hour)
	p.round(b, list[last:])
}

// The window in English leads as far, and the letter comes in both languages.
func TestGroundsAreDecidedByKeyboardInEnglish(t *testing.T) {
	list := simulated(t, pick(ofGrounds(), "motorway-pass", "border-tower", "rhinitis"))
	for i := range list {
		list[i].draft.LetterLanguage = "both"
	}
	b := newBench(t, list)
	p := newPlayer(t, i18n.EN)
	p.sit(b)
	p.round(b, list)
}

// A red upheld against somebody accused of concealment is judged afresh at the
// second level, by a person who had no part in it, and then signed by another.
func TestTheSecondLevelIsDecidedByKeyboard(t *testing.T) {
	list := simulated(t, pick(ofGrounds(), "concealed-true"))
	b, d := newBench(t, list), &list[0]
	p := newPlayer(t, i18n.ZH)
	p.sit(b)
	p.signIn("reviewer")
	d.id = p.found(d.no())
	p.open(d)
	p.ctrl(fyne.KeyT)
	p.decide(d)
	p.signOut()

	p.signIn("supervisor2")
	p.open(d)
	p.button("case.toSign")
	p.button("signoff.takeover")
	p.button("signoff.takeover.yes")
	f := p.file(d.id)
	if f.State != cases.InReview || f.Officer != "supervisor2" {
		t.Fatalf("%s is %s with %s", d.no(), f.State, f.Officer)
	}
	p.open(d)
	p.checkCard(d)
	p.choose("not_proven", false)
	p.ctrl(fyne.KeyReturn)
	p.button("case.refuse.yes")
	if f := p.file(d.id); len(f.Decisions) != 2 || f.Decision().DraftedBy.ID != "supervisor2" || f.State.Settled() {
		t.Fatalf("%s is %s after %d decisions", d.no(), f.State, len(f.Decisions))
	}
	p.signOut()

	p.signIn("supervisor")
	p.sign(d)
	p.signOut()
	b.with(t, "intake", func(s *session.Session) { checkLetter(t, d, letterOf(t, s, d)) })
}
