package review_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"recourse/cases"
	"recourse/review"
)

// Whatever people try, in whatever order: no decision stands that its author
// signed, that nobody had to sign although the rules ask for it, or that leaves
// the resident worse off; no case is ever without an owner or a timer, no paper
// changes, the clock never runs back and stops for nobody but the resident,
// every end has its letter due, a reopened case is decided by others; and the
// record stays whole.
func TestNoSequenceOfCommandsBreaksTheGuards(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.draws = true
	run, decided, again := 0, 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		run++
		f := o.receive(t, disputed(rt, fmt.Sprintf("M%d", run)))
		before := f.Row
		_, err := o.desks["ann"].Take(ctx, f.ID)
		must(t, err)
		h := &history{first: before, last: f}
		for range rapid.IntRange(10, 60).Draw(rt, "steps") {
			who := rapid.SampledFrom([]cases.UserID{"ann", "ben", "sue", "tom", "neighbour", "clerk", "auditor"}).Draw(rt, "who")
			if rapid.Bool().Draw(rt, "the way it should go") {
				drive(rt, o, f)
			} else {
				step(rt, o, o.desks[who], f.ID)
			}
			f, err = o.st.Case(ctx, f.ID)
			must(t, err)
			h.check(rt, o, f)
		}
		checkGuards(rt, &before, f)
		if f.State.Settled() || len(f.Reopenings) > 0 {
			decided++
		}
		if len(f.Reopenings)+len(f.Resumptions) > 0 && len(f.Decisions) > f.Past {
			again++
		}
	})
	if again == 0 {
		t.Error("in no history was a case decided again: the test proves too little")
	}
	if decided == 0 {
		t.Errorf("none of %d histories reached a decision: the test proves nothing", run)
	}
	t.Logf("%d of %d histories reached a decision, in %d the case was decided again", decided, run, again)
	v, err := o.st.Verify(ctx, nil)
	must(t, err)
	if !v.Whole() {
		t.Errorf("the record is not whole: %+v", v.Findings[0])
	}
}

// disputed draws a case: red or yellow, on a strong or a weak footing.
func disputed(rt *rapid.T, no string) *cases.Snapshot {
	s := snapshot(no)
	s.Assignment.Colour = rapid.SampledFrom([]cases.Colour{cases.Red, cases.Yellow}).Draw(rt, "colour")
	if rapid.Bool().Draw(rt, "recent") {
		s.Flags[0].ObservedFrom, s.Flags[0].ObservedTo = at("2020-02-09T08:00:00+08:00"), at("2020-02-09T20:00:00+08:00")
	}
	return s
}

// step tries one command with drawn arguments; refusals are part of the game.
func step(rt *rapid.T, o *office, d *review.Desk, id cases.ID) {
	f, err := o.st.Case(ctx, id)
	if err != nil {
		rt.Fatal(err)
	}
	r := review.Reading{LetterOpened: o.now}
	if dec := f.Decision(); dec != nil && rapid.IntRange(0, 9).Draw(rt, "stale") > 0 {
		r.Digest = dec.Digest
	}
	moves := map[string]func() error{
		"take":     func() error { _, err := d.Take(ctx, id); return err },
		"open":     func() error { _, err := d.Open(ctx, id); return err },
		"decide":   func() error { _, err := d.Decide(ctx, id, draft(rt)); return err },
		"approve":  func() error { _, err := d.Approve(ctx, id, r, ""); return err },
		"return":   func() error { _, err := d.Return(ctx, id, r, "other", "x"); return err },
		"escalate": func() error { _, err := d.Escalate(ctx, id, r, "x"); return err },
		"takeover": func() error { _, err := d.TakeOver(ctx, id); return err },
		"recall":   func() error { _, err := d.Recall(ctx, id); return err },
		"release":  func() error { _, err := d.Release(ctx, id, "x"); return err },
		"assign": func() error {
			to := rapid.SampledFrom([]cases.UserID{"ann", "ben", "sue", "tom", "clerk"}).Draw(rt, "to")
			_, err := d.Assign(ctx, id, o.users[to])
			return err
		},
		"wait": func() error { o.wait(20 * time.Minute); return nil },
	}
	for name, do := range turns(rt, o, d, f) {
		moves[name] = do
	}
	names := []string{"take", "open", "decide", "decide", "decide", "approve", "approve", "approve", "return", "escalate", "takeover", "recall", "release", "assign", "wait",
		"deficient", "supply", "ask", "answer", "remind", "recuse", "view", "expire", "withdraw", "reinstate", "reopen", "reopen", "resume",
		"correct", "confirm", "letter", "deliver", "export", "ack", "hold", "lapse", "long wait"}
	err = moves[rapid.SampledFrom(names).Draw(rt, "move")]()
	if _, refused := cases.AsRefusal(err); err != nil && !refused {
		rt.Fatal(err)
	}
}

// draft draws a decision, good or bad for the resident.
func draft(rt *rapid.T) cases.Draft {
	d := overturn()
	if rapid.Bool().Draw(rt, "plain overturn") {
		return d
	}
	d.Disposition = rapid.SampledFrom(cases.Dispositions()).Draw(rt, "disposition")
	d.NewColour = rapid.SampledFrom([]cases.Colour{"", cases.Green, cases.Yellow, cases.Red}).Draw(rt, "new colour")
	if rapid.Bool().Draw(rt, "end given") {
		d.IsolationEnd = cases.At(at("2020-02-20T00:00:00+08:00").Earliest().AddDate(0, 0, rapid.IntRange(0, 14).Draw(rt, "end")))
	}
	d.CorrectInstruction, d.TransferTo, d.ReturnBy, d.HoldUntil = "核对", "余杭区", at("2020-02-20"), at("2020-03-20")
	d.DishonestyFinding = rapid.SampledFrom([]string{"", "none", "proven"}).Draw(rt, "dishonesty")
	if d.DishonestyFinding == "proven" && rapid.Bool().Draw(rt, "dishonesty is shown") {
		d.Dishonesty = &cases.Dishonesty{Text: "两次答案与车票不符", Evidence: d.Findings[0].Evidence}
	}
	return d
}

func checkGuards(rt *rapid.T, before *cases.Row, f *cases.File) {
	for _, s := range f.SignOffs {
		d := f.Decisions[s.DecisionNo-1]
		if s.Signer.ID == d.DraftedBy.ID {
			rt.Fatalf("%s signed the own decision %d (%s)", s.Signer.ID, d.No, s.Result)
		}
		if s.Signer.ID == "neighbour" {
			rt.Fatalf("somebody with a conflict of interest signed")
		}
	}
	checkDraw(rt, f)
	if f.State != cases.Decided && f.State != cases.Closed {
		return
	}
	d := f.Decision()
	why, _ := cases.SecondSignature(&cases.File{Row: *before}, &d.Draft, false)
	if why != "" && f.Approval() == nil {
		rt.Fatalf("decided without the second signature that %q asks for", why)
	}
	if d.NewColour.Severity() > before.Colour.Severity() {
		rt.Fatalf("%s became %s", before.Colour, d.NewColour)
	}
	if f.IsolationEnd.After(before.IsolationEnd) {
		rt.Fatalf("isolation until %s became %s", before.IsolationEnd, f.IsolationEnd)
	}
}

// checkDraw: within a round the draw is always the same, whoever signs what was
// drawn has taken a view first, and no uphold stands alone in place of another
// decision that nobody had judged.
func checkDraw(rt *rapid.T, f *cases.File) {
	round := f.Decisions[f.Past:]
	judged := func(no int) bool {
		return slices.ContainsFunc(f.SignOffs, func(s cases.SignOff) bool { return s.DecisionNo == no && s.Result != cases.Escalate })
	}
	first := map[int]cases.SignOff{}
	for _, s := range slices.Backward(f.SignOffs) {
		first[s.DecisionNo] = s
	}
	for i, d := range round {
		if d.Drawn != round[0].Drawn {
			rt.Fatalf("decision %d drew otherwise than decision %d", d.No, round[0].No)
		}
		level := d.SecondReview == cases.SecondWeak || d.SecondReview == cases.SecondUnknown || d.SecondReview == cases.SecondDishonesty
		if s, ok := first[d.No]; ok && d.Drawn && !level && f.ViewOf(s.Signer.ID, d.No) == nil {
			rt.Fatalf("%s signed decision %d, which was drawn, without a view", s.Signer.ID, d.No)
		}
		if i > 0 && d.Disposition == cases.Uphold && d.SecondReview == "" {
			if e := round[i-1]; !judged(e.No) && (e.Disposition != cases.Uphold || e.DraftedBy.ID != d.DraftedBy.ID) {
				rt.Fatalf("decision %d upholds alone in place of decision %d (%s by %s)", d.No, e.No, e.Disposition, e.DraftedBy.ID)
			}
		}
	}
}
