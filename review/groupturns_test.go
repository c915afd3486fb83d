package review_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/review"
)

// ordered is an order that was signed and carried out.
func (o *office) ordered(t testing.TB) *cases.GroupRecord {
	t.Helper()
	g, err := o.groups("sue").Order(t.Context(), relief(), nil, nil)
	must(t, err)
	_, err = o.groups("tom").Sign(t.Context(), g.No, review.Reading{Digest: g.Digest, LetterOpened: o.now})
	must(t, err)
	o.wait(cases.GroupWindow)
	g, err = o.groups("clerk").CarryOut(t.Context(), g.No, nil)
	must(t, err)
	return g
}

func optOut() cases.Reopening {
	return cases.Reopening{Channel: "12345", Checked: "callback", Reason: "本人要求对自己的理由另行答复。"}
}

func TestOptOut(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	id, stays := o.hit(t, "A-1", nil), o.hit(t, "A-2", nil)
	alone := o.receive(t, snapshot("A-9")).ID
	_, err := o.desks["clerk"].OptOut(ctx, id, optOut())
	refusedWith(t, err, "state")
	g := o.ordered(t)

	v := optOut()
	v.Reason = " "
	_, err = o.desks["clerk"].OptOut(ctx, id, v)
	refusedWith(t, err, "reason_needed")
	v = optOut()
	v.Checked = ""
	_, err = o.desks["clerk"].OptOut(ctx, id, v)
	refusedWith(t, err, "opt_out_check")
	_, err = o.desks["ann"].OptOut(ctx, id, optOut())
	refusedWith(t, err, "role")

	// The week runs from the letter; what counts is when the resident said so.
	_, err = o.desks["clerk"].IssueLetter(ctx, id, cases.Letter{Kind: "group", DocNo: "复1", DecisionNo: 1})
	must(t, err)
	issued := o.clock()
	o.wait(8 * 24 * time.Hour)
	_, err = o.desks["clerk"].OptOut(ctx, id, optOut())
	refusedWith(t, err, "opt_out_over")
	v = optOut()
	v.RequestedAt = cases.At(issued.Add(6 * 24 * time.Hour))
	f, err := o.desks["clerk"].OptOut(ctx, id, v)
	must(t, err)
	if f.State != cases.Registered || f.Instruction != "" || f.Barred != 1 || !f.OptedOut() || len(f.Decisions) != 1 {
		t.Errorf("after opting out: %s, instruction %q, barred %d", f.State, f.Instruction, f.Barred)
	}
	_, err = o.desks["tom"].Take(ctx, id)
	refusedWith(t, err, "involved_before")

	out, err := o.groups("auditor").Outcome(ctx, g, []cases.ID{id, alone})
	must(t, err)
	if d := cmp.Diff([]cases.GroupMember{{Case: id, AppealNo: "A-1", DecisionNo: 1}}, out.OptedOut); d != "" {
		t.Errorf("the outcome of the order:\n%s", d)
	}
	// The next order about the same flaw leaves the resident alone.
	p, err := o.groups("neighbour").Preview(ctx, relief().Criterion, cases.Green, nil)
	must(t, err)
	if why(p.Left)[id] == "" || len(p.Members) != 0 {
		t.Errorf("preview %+v", p)
	}
	p, err = o.groups("sue").Preview(ctx, relief().Criterion, cases.Green, nil)
	must(t, err)
	if why(p.Left)[id] != "opted_out" {
		t.Errorf("left %+v", p.Left)
	}
	// Its own decision is one like any other; then there is nothing to opt out of.
	_, err = o.desks["ann"].Take(ctx, id)
	must(t, err)
	_, err = o.desks["ann"].Decide(ctx, id, overturn())
	must(t, err)
	f, err = o.st.Case(ctx, id)
	must(t, err)
	_, err = o.desks["neighbour"].Approve(ctx, id, review.Reading{Digest: f.Decision().Digest, LetterOpened: o.clock()}, "")
	refusedWith(t, err, "conflict")
	if _, err = o.desks["clerk"].OptOut(ctx, alone, optOut()); err == nil {
		t.Error("somebody opted out of an order that did not decide the case")
	}
	f, err = o.st.Case(ctx, stays)
	must(t, err)
	if f.State != cases.Decided {
		t.Errorf("another member is %s", f.State)
	}
	verifyWhole(t, o)
}

func verifyWhole(t testing.TB, o *office) {
	t.Helper()
	v, err := o.st.Verify(t.Context(), nil)
	must(t, err)
	if !v.Whole() {
		t.Errorf("the record is not whole: %+v", v.Findings)
	}
}

func TestOptOutWaitsForTheAnswer(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.hit(t, "A-1", nil)
	o.ordered(t)
	_, err := o.desks["clerk"].Exported(t.Context(), id, cases.InstructionPaper{IdempotencyKey: "k1", DecisionNo: 1})
	must(t, err)
	_, err = o.desks["clerk"].OptOut(t.Context(), id, optOut())
	refusedWith(t, err, "instruction_open")
	_, err = o.desks["clerk"].Acknowledge(t.Context(), id, cases.Ack{IdempotencyKey: "k1", Accepted: true})
	must(t, err)
	_, err = o.desks["clerk"].OptOut(t.Context(), id, optOut())
	must(t, err)
}

// upheld is a case in which the code was upheld although it rests on the batch.
func (o *office) upheld(t testing.TB, no string) cases.ID {
	t.Helper()
	ctx := t.Context()
	id := o.hit(t, no, nil)
	_, err := o.desks["ann"].Take(ctx, id)
	must(t, err)
	d := overturn()
	d.Disposition, d.NewColour = cases.Uphold, ""
	f, err := o.desks["ann"].Decide(ctx, id, d)
	must(t, err)
	if !f.State.Settled() {
		_, err = o.desks["tom"].Approve(ctx, id, review.Reading{Digest: f.Decision().Digest, LetterOpened: o.clock()}, "")
		must(t, err)
	}
	return id
}

func TestReopenUpheld(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	first, second := o.upheld(t, "A-1"), o.upheld(t, "A-2")
	o.hit(t, "A-3", nil)
	g, err := o.groups("sue").Order(ctx, relief(), nil, nil)
	must(t, err)
	_, err = o.groups("sue").ReopenUpheld(ctx, g.No, nil, nil)
	refusedWith(t, err, "group_not_signed")
	_, err = o.groups("clerk").ReopenUpheld(ctx, g.No, nil, nil)
	refusedWith(t, err, "role")
	g, err = o.groups("tom").Sign(ctx, g.No, review.Reading{Digest: g.Digest, LetterOpened: o.now})
	must(t, err)
	out, err := o.groups("sue").Outcome(ctx, g, nil)
	must(t, err)
	if !slices.Equal(out.Upheld, []cases.ID{first, second}) {
		t.Errorf("upheld %v", out.Upheld)
	}
	// One of them has a letter correction under way: it is listed, not forced.
	_, err = o.desks["clerk"].IssueLetter(ctx, second, cases.Letter{Kind: "decision", DocNo: "复2", DecisionNo: 1})
	must(t, err)
	_, err = o.desks["ann"].Correct(ctx, second, cases.Correction{Field: "name", Was: "甲", Now: "乙", Reason: "笔误"})
	must(t, err)
	r, err := o.groups("sue").ReopenUpheld(ctx, g.No, nil, nil)
	must(t, err)
	if len(r.Opened) != 1 || r.Opened[0].Case != first || len(r.Left) != 1 || r.Left[0].Why != "proposal_waits" {
		t.Errorf("reopened %+v, left %+v", r.Opened, r.Left)
	}
	f, err := o.st.Case(ctx, first)
	must(t, err)
	if f.State != cases.Registered || f.Reopenings[0].Code != cases.ReopenSource || f.Reopenings[0].Reason != relief().Finding {
		t.Errorf("%s, %+v", f.State, f.Reopenings)
	}
	_, err = o.groups("sue").ReopenUpheld(ctx, g.No, []cases.ID{first}, nil)
	refusedWith(t, err, "group_none_upheld")
	// Heard again, they are among those whom the next order would decide.
	p, err := o.groups("sue").Preview(ctx, relief().Criterion, cases.Green, nil)
	must(t, err)
	if !slices.ContainsFunc(p.Members, func(m cases.GroupMember) bool { return m.Case == first && m.DecisionNo == 2 }) {
		t.Errorf("members %+v, left %+v", p.Members, p.Left)
	}
	verifyWhole(t, o)
}
