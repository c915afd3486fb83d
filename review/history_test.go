package review_test

import (
	"slices"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"recourse/cases"
	"recourse/review"
)

// turns are the commands of the procedure with drawn arguments.
func turns(rt *rapid.T, o *office, d *review.Desk, f *cases.File) map[string]func() error {
	id := f.ID
	e := cases.Ending{Date: at("2020-02-17"), Channel: "12345", Checked: "回拨", Reason: "x"}
	seen := review.Reading{}
	_, _, seen.Digest, _ = f.Proposal()
	yes := rapid.Bool().Draw(rt, "yes")
	if rapid.Bool().Draw(rt, "opened") {
		seen.LetterOpened = o.now
	}
	hours := time.Duration(rapid.IntRange(1, 60).Draw(rt, "hours")) * time.Hour
	did := func(_ *cases.File, err error) error { return err }
	return map[string]func() error{
		"deficient": func() error { return did(d.Deficient(ctx, id, cases.Deficiency{Missing: []string{"proof"}})) },
		"supply":    func() error { return did(d.Supply(ctx, id, cases.Supply{Received: yes})) },
		"ask": func() error {
			return did(d.RequestInfo(ctx, id, cases.InfoRequest{To: "运营商", ToResident: yes, Question: "x", DueAt: o.now.Add(hours)}))
		},
		"answer": func() error { return did(d.Answer(ctx, id, yes, "")) },
		"remind": func() error { return did(d.Remind(ctx, id, cases.Reminder{DueAt: o.now.Add(hours)})) },
		"recuse": func() error { return did(d.Exclude(ctx, id, d.User.ID, "recused")) },
		"view":   func() error { return did(d.View(ctx, id, cases.FirstView{Disposition: cases.Uphold})) },
		"expire": func() error { return did(d.RecordExpiry(ctx, id, "unknown")) },
		"withdraw": func() error {
			if rapid.IntRange(0, 3).Draw(rt, "rarely") > 0 {
				return nil
			}
			return did(d.Withdraw(ctx, id, e))
		},
		"lapse": func() error {
			if rapid.IntRange(0, 3).Draw(rt, "rarely") > 0 {
				return nil
			}
			return did(d.Lapse(ctx, id, e))
		},
		"reinstate": func() error {
			return did(d.Reinstate(ctx, id, cases.Reinstatement{Channel: "12345", Checked: "回拨", Reason: "x"}))
		},
		"reopen": func() error {
			code := rapid.SampledFrom(cases.ReopenCodes()).Draw(rt, "ground")
			return did(d.Reopen(ctx, id, cases.Reopening{Code: code, Reason: "x", Directions: "y"}))
		},
		"resume": func() error { return did(d.Resume(ctx, id, cases.Resumption{Returned: yes, Result: "x"})) },
		"correct": func() error {
			return did(d.Correct(ctx, id, cases.Correction{Field: "name", Was: "a", Now: "b", Reason: "x"}))
		},
		"confirm": func() error { return did(d.ConfirmCorrection(ctx, id, seen, yes, "x")) },
		"letter":  func() error { return did(d.IssueLetter(ctx, id, cases.Letter{Kind: "decision", DocNo: "1"})) },
		"deliver": func() error { return did(d.Deliver(ctx, id, cases.Delivery{Method: "post"})) },
		"export": func() error {
			return did(d.Exported(ctx, id, cases.InstructionPaper{IdempotencyKey: "k" + time.Duration(len(f.Instructions)).String()}))
		},
		"ack": func() error {
			if len(f.Instructions) == 0 {
				return nil
			}
			return did(d.Acknowledge(ctx, id, cases.Ack{IdempotencyKey: f.Instructions[len(f.Instructions)-1].IdempotencyKey, Accepted: yes}))
		},
		"hold": func() error {
			if f.Decision() == nil {
				return nil
			}
			return did(d.Hold(ctx, id, cases.Relapse{Colour: cases.Red, IssuedAt: o.now, Delivery: int64(len(f.Relapses) + 1)}))
		},
		"long wait": func() error { o.wait(hours); return nil },
	}
}

// history remembers a case as it was before the last step.
type history struct {
	first cases.Row
	last  *cases.File
}

// check holds one step against the laws.
func (h *history) check(rt *rapid.T, o *office, f *cases.File) {
	h.timers(rt, o, f)
	h.papers(rt, f)
	h.clock(rt, f)
	h.ends(rt, f)
	h.fresh(rt, f)
	h.proposals(rt, f)
	h.last = f
}

// timers: a case is somebody's, or a date's, at every moment.
func (h *history) timers(rt *rapid.T, o *office, f *cases.File) {
	people := make([]cases.User, 0, len(o.users))
	for _, u := range o.users {
		people = append(people, u)
	}
	for _, s := range review.Integrity([]cases.Row{f.Row}, people, o.now) {
		if s.What == "no_owner" || s.What == "no_timer" {
			rt.Fatalf("%s at %s: %+v", s.What, f.State, f.Row)
		}
	}
}

// papers: what was written stays as it was written.
func (h *history) papers(rt *rapid.T, f *cases.File) {
	old := h.last
	if len(f.Decisions) < len(old.Decisions) || len(f.SignOffs) < len(old.SignOffs) || len(f.Letters) < len(old.Letters) {
		rt.Fatalf("a paper is gone")
	}
	if d := cmp.Diff(old.Decisions, f.Decisions[:len(old.Decisions)], cmpopts.EquateEmpty()); d != "" {
		rt.Fatalf("a decision changed: %s", d)
	}
	if d := cmp.Diff(old.SignOffs, f.SignOffs[:len(old.SignOffs)], cmpopts.EquateEmpty()); d != "" {
		rt.Fatalf("a sign-off changed: %s", d)
	}
	if d := cmp.Diff(h.last.Snapshot, f.Snapshot); d != "" {
		rt.Fatalf("the facts changed: %s", d)
	}
}

// clock: within a round the due date moves for the resident's own pause alone,
// and by no more than they were given; the filing time never moves.
func (h *history) clock(rt *rapid.T, f *cases.File) {
	old := h.last
	if !f.FiledAt.Equal(h.first.FiledAt) {
		rt.Fatalf("filed at %s became %s", h.first.FiledAt, f.FiledAt)
	}
	if f.Past != old.Past || len(f.Reopenings) != len(old.Reopenings) {
		return // another round has a clock of its own
	}
	moved := f.DueAt.Sub(old.DueAt)
	switch {
	case moved < 0:
		rt.Fatalf("the due date moved back by %s", -moved)
	case moved > 0 && old.PausedAt.IsZero():
		rt.Fatalf("the due date moved by %s although the clock ran (%s to %s)", moved, old.State, f.State)
	case moved > 0 && moved > old.TimerAt.Sub(old.PausedAt):
		rt.Fatalf("the clock stood still for %s, the resident was given %s", moved, old.TimerAt.Sub(old.PausedAt))
	}
	waits := f.State == cases.Deficient || f.State == cases.AwaitingInfo && f.OpenRequest() != nil && f.OpenRequest().ToResident
	if !f.PausedAt.IsZero() && !waits {
		rt.Fatalf("the clock stands still at %s", f.State)
	}
}

// ends: whoever has no decision coming has a letter coming.
func (h *history) ends(rt *rapid.T, f *cases.File) {
	if f.State.Settled() && f.Notice == "" {
		rt.Fatalf("%s without a letter due", f.State)
	}
	if f.State == cases.Closed && (f.Instruction == cases.Queued || f.Instruction == cases.Exported) {
		rt.Fatalf("closed while the instruction is %s", f.Instruction)
	}
}

// proposals: one that waits is counted from when it was made, and nobody
// confirmed one whose letter they had not opened.
func (h *history) proposals(rt *rapid.T, f *cases.File) {
	if n := len(f.Corrections); f.Pending == cases.PendingCorrection && !f.PendingSince.Equal(f.Corrections[n-1].At) {
		rt.Fatalf("a correction of %s waits since %s", f.Corrections[n-1].At, f.PendingSince)
	}
	if f.Pending == "" && !f.PendingSince.IsZero() {
		rt.Fatalf("nothing waits since %s", f.PendingSince)
	}
	for _, c := range f.Confirmations {
		if c.Approved && (c.OpenedAt.IsZero() || c.OpenedAt.After(c.SignedAt)) {
			rt.Fatalf("%s confirmed at %s what was opened at %s", c.Signer.ID, c.SignedAt, c.OpenedAt)
		}
	}
}

// fresh: after a reopening nobody decides who decided or signed before.
func (h *history) fresh(rt *rapid.T, f *cases.File) {
	var earlier []cases.UserID
	for _, d := range f.Decisions[:f.Barred] {
		earlier = append(earlier, d.DraftedBy.ID)
	}
	for _, s := range f.SignOffs {
		if s.DecisionNo <= f.Barred {
			earlier = append(earlier, s.Signer.ID)
		}
	}
	for _, d := range f.Decisions[f.Barred:] {
		if slices.Contains(earlier, d.DraftedBy.ID) {
			rt.Fatalf("%s decides a reopened case again", d.DraftedBy.ID)
		}
	}
	for _, s := range f.SignOffs {
		if s.DecisionNo > f.Barred && slices.Contains(earlier, s.Signer.ID) {
			rt.Fatalf("%s signs a reopened case again", s.Signer.ID)
		}
	}
}

// drive makes the step that would bring the case on, by somebody who may.
func drive(rt *rapid.T, o *office, f *cases.File) {
	var err error
	by := func(who ...cases.UserID) *review.Desk { return o.desks[rapid.SampledFrom(who).Draw(rt, "by")] }
	id := f.ID
	switch f.State {
	case cases.Registered:
		_, err = by("ann", "ben").Take(ctx, id)
	case cases.Assigned, cases.InReview, cases.Drafted, cases.Returned:
		_, err = o.desks[f.Officer].Decide(ctx, id, draft(rt))
	case cases.AwaitingInfo:
		_, err = o.desks["clerk"].Answer(ctx, id, true, "x")
	case cases.Deficient:
		_, err = o.desks["clerk"].Supply(ctx, id, cases.Supply{Received: true})
	case cases.PendingSignoff, cases.SecondLevel:
		d := by("sue", "tom")
		if f.Blind(d.User) {
			_, err = d.View(ctx, id, cases.FirstView{Disposition: cases.Uphold})
			break
		}
		_, err = d.Approve(ctx, id, review.Reading{Digest: f.Decision().Digest, LetterOpened: o.now}, "")
	case cases.Decided, cases.Closed:
		err = send(rt, o, f)
	default:
		_, err = by("sue", "tom").Reopen(ctx, id, cases.Reopening{Code: cases.ReopenAbove, Reason: "x", Directions: "y"})
	}
	if _, refused := cases.AsRefusal(err); err != nil && !refused {
		rt.Fatal(err)
	}
}

// send takes a decided case through its letter and instruction, and reopens it
// when there is nothing left to do.
func send(rt *rapid.T, o *office, f *cases.File) error {
	clerk := o.desks["clerk"]
	var err error
	switch {
	case f.Instruction == cases.Queued || f.Instruction == cases.Rejected:
		key := "k" + time.Duration(len(f.Instructions)).String()
		_, err = clerk.Exported(ctx, f.ID, cases.InstructionPaper{IdempotencyKey: key})
	case f.Instruction == cases.Exported:
		_, err = clerk.Acknowledge(ctx, f.ID, cases.Ack{IdempotencyKey: f.Instructions[len(f.Instructions)-1].IdempotencyKey, Accepted: true})
	case f.Notice == cases.Rendered:
		_, err = clerk.IssueLetter(ctx, f.ID, cases.Letter{Kind: "decision", DocNo: "1"})
	case f.Notice == cases.Issued:
		_, err = clerk.Deliver(ctx, f.ID, cases.Delivery{Method: "post"})
	default:
		code := rapid.SampledFrom(cases.ReopenCodes()).Draw(rt, "ground")
		_, err = o.desks["neighbour"].Reopen(ctx, f.ID, cases.Reopening{Code: code, Reason: "x", Directions: "y"})
	}
	return err
}
