package review_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"recourse/cases"
	"recourse/review"
)

var ctx = context.Background()

func wantRefusal(t *testing.T, err error, code string) {
	t.Helper()
	if !errors.Is(err, cases.Refuse(code)) {
		t.Errorf("got %v, want refusal %q", err, code)
	}
}

func state(t *testing.T, f *cases.File, err error, want cases.State) *cases.File {
	t.Helper()
	must(t, err)
	if f.State != want {
		t.Fatalf("case stands at %q, want %q", f.State, want)
	}
	return f
}

// reading is what a signatory has read of a case.
func reading(o *office, f *cases.File) review.Reading {
	return opened(o, f.Decision().Digest)
}

// opened is a reading of what has the digest, its letter included.
func opened(o *office, digest string) review.Reading {
	return review.Reading{Digest: digest, LetterOpened: o.now}
}

func TestMainJob(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	f := o.receive(t, snapshot("杭健申〔2020〕1号"))
	state(t, f, nil, cases.Registered)
	if !f.Signals.Has(cases.SignalDiffers) || !f.Signals.Has(cases.SignalUnexplained) {
		t.Errorf("signals %s do not say that the colour is unexplained", f.Signals)
	}
	ann, sue, clerk := o.desks["ann"], o.desks["sue"], o.desks["clerk"]

	f, err := ann.Take(ctx, f.ID)
	state(t, f, err, cases.Assigned)
	f, err = ann.Open(ctx, f.ID)
	state(t, f, err, cases.InReview)
	f, err = ann.Decide(ctx, f.ID, overturn())
	state(t, f, err, cases.PendingSignoff)
	d := f.Decision()
	if d.SecondReview != "relief" || d.DraftedBy.ID != "ann" || d.PolicyID != "HZ-2020-02" || d.ReplayedColour != "GREEN" {
		t.Errorf("decision remembers %q by %s under %s (%s)", d.SecondReview, d.DraftedBy.ID, d.PolicyID, d.ReplayedColour)
	}
	content, err := d.Content()
	must(t, err)
	if cases.Digest(content) != d.Digest {
		t.Error("the digest is not that of the content")
	}
	must(t, o.st.CheckSignature(ctx, "ann", string(cases.PaperDecision), content, d.AuthorSignature))

	f, err = sue.Approve(ctx, f.ID, reading(o, f), "")
	state(t, f, err, cases.Decided)
	if f.Isolation != cases.Released || f.Instruction != cases.Queued || f.Notice != cases.Rendered || f.Approval() == nil {
		t.Errorf("after signing: isolation %s, instruction %s, notice %s", f.Isolation, f.Instruction, f.Notice)
	}
	f, err = clerk.IssueLetter(ctx, f.ID, cases.Letter{Kind: "decision", DocNo: "1"})
	state(t, f, err, cases.Decided)
	f, err = clerk.Exported(ctx, f.ID, cases.InstructionPaper{IdempotencyKey: "k", Receipt: "r"})
	state(t, f, err, cases.Decided)
	f, err = clerk.Acknowledge(ctx, f.ID, cases.Ack{IdempotencyKey: "k"})
	state(t, f, err, cases.Decided)
	if !f.Signals.Has(cases.SignalRejected) || f.Instruction != cases.Rejected {
		t.Error("a rejected instruction does not stand out")
	}
	f, err = clerk.Exported(ctx, f.ID, cases.InstructionPaper{IdempotencyKey: "k", Receipt: "r2"})
	must(t, err)
	f, err = clerk.Acknowledge(ctx, f.ID, cases.Ack{IdempotencyKey: "k", Accepted: true})
	state(t, f, err, cases.Decided)
	f, err = clerk.Deliver(ctx, f.ID, cases.Delivery{Method: "post"})
	state(t, f, err, cases.Closed)

	v, err := o.st.Verify(ctx, nil)
	must(t, err)
	if !v.Whole() {
		t.Errorf("the record is not whole: %+v", v.Findings)
	}
}

func TestSigning(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	f := o.receive(t, snapshot("A1"))
	_, err := o.desks["tom"].Assign(ctx, f.ID, o.users["ann"])
	must(t, err)
	f, err = o.desks["ann"].Decide(ctx, f.ID, overturn())
	state(t, f, err, cases.PendingSignoff)
	r := reading(o, f)

	for name, tc := range map[string]struct {
		who  cases.UserID
		r    review.Reading
		code string
	}{
		"the author is no supervisor":               {"ann", r, "role"},
		"the allocator does not sign":               {"tom", r, "four_eyes_allocator"},
		"somebody from the community does not sign": {"neighbour", r, "conflict"},
		"the letter must have been opened":          {"sue", review.Reading{Digest: r.Digest}, "letter_not_opened"},
		"another digest than the one read":          {"sue", review.Reading{Digest: "x", LetterOpened: o.now}, "stale_digest"},
		"an auditor signs nothing":                  {"auditor", r, "role"},
	} {
		_, err := o.desks[tc.who].Approve(ctx, f.ID, tc.r, "")
		if !errors.Is(err, cases.Refuse(tc.code)) {
			t.Errorf("%s: got %v, want %q", name, err, tc.code)
		}
	}
	_, err = o.desks["sue"].Return(ctx, f.ID, r, "no_such_code", "x")
	wantRefusal(t, err, "return_code")
	_, err = o.desks["sue"].Return(ctx, f.ID, r, "reasons_unclear", "")
	wantRefusal(t, err, "reason_needed")
}

func TestReturnsEndAtTheSecondLevel(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ann, sue, tom := o.desks["ann"], o.desks["sue"], o.desks["tom"]
	f := o.receive(t, snapshot("A1"))
	_, err := ann.Take(ctx, f.ID)
	must(t, err)
	for range cases.MaxReturns {
		f, err = ann.Decide(ctx, f.ID, overturn())
		state(t, f, err, cases.PendingSignoff)
		f, err = sue.Return(ctx, f.ID, reading(o, f), "reasons_unclear", "请写明")
		state(t, f, err, cases.Returned)
	}
	f, err = ann.Decide(ctx, f.ID, overturn())
	state(t, f, err, cases.PendingSignoff)
	f, err = sue.Return(ctx, f.ID, reading(o, f), "reasons_unclear", "再次")
	state(t, f, err, cases.SecondLevel)
	_, err = sue.TakeOver(ctx, f.ID)
	wantRefusal(t, err, "involved")
	f, err = tom.TakeOver(ctx, f.ID)
	state(t, f, err, cases.InReview)
	f, err = tom.Decide(ctx, f.ID, overturn())
	state(t, f, err, cases.PendingSignoff)
	_, err = tom.Approve(ctx, f.ID, reading(o, f), "")
	wantRefusal(t, err, "four_eyes")
	f, err = sue.Approve(ctx, f.ID, reading(o, f), "")
	state(t, f, err, cases.Decided)
}

func TestWeakUpholdGoesToTheSecondLevel(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := snapshot("A1") // one mast record in Wuhan four days before the code
	s.Flags[0].ObservedFrom, s.Flags[0].ObservedTo = at("2020-02-09T08:00:00+08:00"), at("2020-02-09T20:00:00+08:00")
	lat, lon := 30.593, 114.305
	s.Flags[0].Lat, s.Flags[0].Lon, s.Flags[0].Datum = &lat, &lon, "WGS-84"
	f := o.receive(t, s)
	if !f.Signals.Has(cases.SignalWeakSource) {
		t.Fatalf("one mast record is not called weak: %s", f.Signals)
	}
	_, err := o.desks["ann"].Take(ctx, f.ID)
	must(t, err)
	f, err = o.desks["ann"].Decide(ctx, f.ID, uphold())
	state(t, f, err, cases.SecondLevel)
	f, err = o.desks["sue"].Approve(ctx, f.ID, reading(o, f), "")
	state(t, f, err, cases.Decided)
	if f.Instruction != cases.NotNeeded || f.Isolation != cases.Running {
		t.Errorf("uphold: instruction %s, isolation %s", f.Instruction, f.Isolation)
	}
}

func TestTaking(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	a, b := o.receive(t, snapshot("A1")), o.receive(t, snapshot("A2"))
	ann, ben := o.desks["ann"], o.desks["ben"]
	f, err := ann.TakeNext(ctx, []cases.ID{a.ID, b.ID})
	state(t, f, err, cases.InReview)
	_, err = ben.Take(ctx, a.ID)
	wantRefusal(t, err, "leased")
	f, err = ben.TakeNext(ctx, []cases.ID{a.ID, b.ID})
	must(t, err)
	if f.ID != b.ID {
		t.Errorf("ben got case %d, want the free one %d", f.ID, b.ID)
	}
	_, err = ben.TakeNext(ctx, []cases.ID{a.ID})
	wantRefusal(t, err, "nothing_to_take")
	o.wait(review.Lease + time.Second)
	f, err = ben.Take(ctx, a.ID)
	must(t, err)
	if f.Officer != "ben" {
		t.Error("an expired lease keeps the case")
	}
	_, err = ben.Open(ctx, a.ID)
	must(t, err)
	_, err = ann.SaveDraft(ctx, a.ID, cases.Draft{Reasons: "late"})
	wantRefusal(t, err, "not_holder")
	_, err = ben.Release(ctx, a.ID, "")
	wantRefusal(t, err, "reason_needed")
	f, err = ben.Release(ctx, a.ID, "同事更熟悉")
	state(t, f, err, cases.Registered)
	_, err = o.desks["neighbour"].Take(ctx, a.ID)
	wantRefusal(t, err, "conflict")
	_, err = o.desks["sue"].Assign(ctx, a.ID, o.users["neighbour"])
	wantRefusal(t, err, "conflict_of")
}

func TestTheClockStopsOnlyForTheResident(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name     string
		resident bool
		shift    time.Duration
	}{{"the resident's papers stop it", true, 5 * time.Hour}, {"a body's delay does not", false, 0}} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			f := o.receive(t, snapshot("A1"))
			due := f.DueAt
			_, err := o.desks["ann"].Take(ctx, f.ID)
			must(t, err)
			_, err = o.desks["ann"].Open(ctx, f.ID)
			must(t, err)
			f, err = o.desks["ann"].RequestInfo(ctx, f.ID, cases.InfoRequest{To: "运营商A", ToResident: tc.resident, Question: "停留多久？", DueAt: o.now.Add(24 * time.Hour)})
			state(t, f, err, cases.AwaitingInfo)
			o.wait(5 * time.Hour)
			f, err = o.desks["clerk"].Answer(ctx, f.ID, false, "")
			state(t, f, err, cases.InReview)
			if got := f.DueAt.Sub(due); got != tc.shift {
				t.Errorf("due date moved by %s, want %s", got, tc.shift)
			}
		})
	}
}

func TestAmendmentsAskForConfirmation(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	f := o.receive(t, snapshot("A1"))
	_, err := o.desks["ann"].Take(ctx, f.ID)
	must(t, err)
	f, err = o.desks["ann"].Open(ctx, f.ID)
	must(t, err)
	draft := overturn()
	draft.SnapshotVersion = f.SnapshotVersion
	_, err = o.desks["ann"].SaveDraft(ctx, f.ID, draft)
	must(t, err)
	changed := snapshot("A1")
	changed.Appeal.Statement = "我补充一点：车票在手。"
	f = o.receive(t, changed)
	if f.SnapshotVersion != 2 || !f.Signals.Has(cases.SignalAmended) || f.Draft == nil {
		t.Fatalf("version %d, signals %s, draft kept %v", f.SnapshotVersion, f.Signals, f.Draft != nil)
	}
	_, err = o.desks["ann"].Decide(ctx, f.ID, draft)
	wantRefusal(t, err, "amended_since")
	draft.SnapshotVersion = f.SnapshotVersion
	f, err = o.desks["ann"].Decide(ctx, f.ID, draft)
	state(t, f, err, cases.PendingSignoff)
}

func TestWithdrawal(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	f := o.receive(t, snapshot("A1"))
	_, err := o.desks["clerk"].Withdraw(ctx, f.ID, cases.Ending{Reason: "已转绿"})
	wantRefusal(t, err, "withdrawal_incomplete")
	f, err = o.desks["clerk"].Withdraw(ctx, f.ID, cases.Ending{Date: at("2020-02-17"), Channel: "12345", Checked: "回拨电话", Reason: "已转绿"})
	state(t, f, err, cases.Withdrawn)
	if f.Ending == nil || f.Notice != cases.Rendered {
		t.Error("a withdrawal leaves no paper or no letter")
	}
	_, err = o.desks["ann"].Take(ctx, f.ID)
	wantRefusal(t, err, "state")
}
