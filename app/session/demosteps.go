package session

import (
	"context"
	"io"
	"slices"
	"time"

	"recourse/cases"
	"recourse/importexport/simulate/sample"
	"recourse/review"
)

// steps plans what happens to one case, a few minutes after each other.
func (d *demo) steps(p *sample.Planned) {
	at := p.Since
	if at.IsZero() {
		at = DemoStart().Add(-30 * time.Minute)
	}
	next := func(wait time.Duration, do func(ctx context.Context, id cases.ID) error) {
		at = at.Add(wait)
		d.plan(at, func(ctx context.Context) error {
			f, err := d.s.store.FindCase(ctx, p.Case.Truth.AppealNo)
			if err != nil {
				return err
			}
			return do(ctx, f.ID)
		})
	}
	switch p.State {
	case cases.Received, cases.Deficient, cases.Registered:
		d.waiting(p, next)
		return
	case cases.Withdrawn, cases.Lapsed, cases.Dismissed:
		next(0, func(ctx context.Context, id cases.ID) error { return d.end(ctx, id, p) })
		return
	}
	officer, signer := d.desks[p.Officer], d.desks[p.Signatory]
	next(0, func(ctx context.Context, id cases.ID) error { return second(officer.Take(ctx, id)) })
	if p.State == cases.Assigned {
		return
	}
	next(time.Minute, func(ctx context.Context, id cases.ID) error { return d.read(ctx, officer, id, p) })
	switch p.State {
	case cases.InReview:
		next(4*time.Minute, func(ctx context.Context, id cases.ID) error { return d.draft(ctx, officer, id, p) })
		return
	case cases.AwaitingInfo:
		next(3*time.Minute, func(ctx context.Context, id cases.ID) error { return second(officer.RequestInfo(ctx, id, *p.Request)) })
		if p.Turn == sample.Reminded {
			next(14*time.Hour, func(ctx context.Context, id cases.ID) error { return d.remind(ctx, officer, id, p) })
		}
		return
	}
	next(9*time.Minute, func(ctx context.Context, id cases.ID) error { return second(officer.Decide(ctx, id, *p.Draft)) })
	d.afterDecision(p, next, officer, signer)
}

// afterDecision plans the second signature and what follows it.
func (d *demo) afterDecision(p *sample.Planned, next func(time.Duration, func(context.Context, cases.ID) error), officer, signer *review.Desk) {
	switch p.State {
	case cases.Drafted:
		next(2*time.Minute, func(ctx context.Context, id cases.ID) error {
			return d.signing(ctx, officer, id, cases.MoveRecall, p, func(review.Reading) error { return second(officer.Recall(ctx, id)) })
		})
	case cases.Returned:
		next(20*time.Minute, func(ctx context.Context, id cases.ID) error {
			return d.signing(ctx, signer, id, cases.MoveReturn, p, func(r review.Reading) error { return second(signer.Return(ctx, id, r, p.Return.Code, p.Return.Note)) })
		})
	case cases.SecondLevel:
		next(20*time.Minute, func(ctx context.Context, id cases.ID) error {
			return d.signing(ctx, signer, id, cases.MoveEscalate, p, func(r review.Reading) error { return second(signer.Escalate(ctx, id, r, p.Return.Note)) })
		})
	case cases.Decided, cases.Closed:
		next(25*time.Minute, func(ctx context.Context, id cases.ID) error {
			return d.signing(ctx, signer, id, cases.MoveApprove, p, func(r review.Reading) error { return second(signer.Approve(ctx, id, r, "")) })
		})
	}
}

// end ends a case without a decision on its merits.
func (d *demo) end(ctx context.Context, id cases.ID, p *sample.Planned) error {
	clerk := d.desks["intake"]
	switch p.State {
	case cases.Lapsed:
		return second(clerk.Lapse(ctx, id, *p.Ending))
	case cases.Dismissed:
		return second(clerk.Dismiss(ctx, id, *p.Ending))
	}
	return second(clerk.Withdraw(ctx, id, *p.Ending))
}

// read opens the case and weighs its evidence.
func (d *demo) read(ctx context.Context, desk *review.Desk, id cases.ID, p *sample.Planned) error {
	if _, err := desk.Open(ctx, id); err != nil {
		return err
	}
	for _, w := range p.Weighings {
		if _, err := desk.Weigh(ctx, id, w); err != nil {
			return err
		}
	}
	if p.Note != "" {
		return second(desk.Note(ctx, id, p.Note))
	}
	return nil
}

func (d *demo) draft(ctx context.Context, desk *review.Desk, id cases.ID, p *sample.Planned) error {
	if p.Draft == nil {
		return nil
	}
	draft := *p.Draft
	draft.SnapshotVersion = 1
	return second(desk.SaveDraft(ctx, id, draft))
}

// signing reads the letter and signs, unless the decision already stands where
// the move cannot be made any more.
func (d *demo) signing(ctx context.Context, by *review.Desk, id cases.ID, m cases.Move, p *sample.Planned, sign func(review.Reading) error) error {
	f, err := d.s.store.Case(ctx, id)
	if err != nil {
		return err
	}
	if f.Blind(by.User) {
		// The second reader of a drawn decision sees the reasons only afterwards.
		if f, err = by.View(ctx, id, firstView(p, f.Decision())); err != nil {
			return err
		}
	}
	if rule, _ := cases.RuleOf(m); !slices.Contains(rule.From, f.State) {
		return nil
	}
	return sign(review.Reading{Digest: f.Decision().Digest, LetterOpened: d.at.Add(-3 * time.Minute)})
}

// firstView is what the second reader of a drawn decision thought of the file
// alone. The one of whom the plan says so comes to another view than the
// decision, and is convinced by its reasons afterwards.
func firstView(p *sample.Planned, d *cases.Decision) cases.FirstView {
	switch {
	case p.Turn != sample.Doubted:
		return cases.FirstView{Disposition: d.Disposition, Note: "先看材料，尚未看经办人的理由。"}
	case d.Disposition == cases.Uphold:
		return cases.FirstView{Disposition: cases.Overturn, Note: "只看材料，倾向撤销：申诉人的说法前后一致。"}
	}
	return cases.FirstView{Disposition: cases.Uphold, Note: "只看材料，倾向维持：定位记录与申诉人的说法不符。"}
}

// blindSuits says which keys let the draw of the sample office show a blind
// reading: of the cases that nobody has signed, the hand-picked ones and those
// that wait for a signature, it picks the one that the plan wants to be read
// blind and no other, and of the decided ones that whose reader had another
// view.
func blindSuits(plan []sample.Planned) func(review.Draw) bool {
	want := map[string]bool{}
	for i := range plan {
		p := &plan[i]
		switch {
		case p.Turn == sample.Blind || p.Turn == sample.Doubted:
			want[p.Case.Truth.AppealNo] = true
		case p.Picked && !p.State.Settled() || p.State == cases.PendingSignoff:
			want[p.Case.Truth.AppealNo] = false
		}
	}
	return func(draw review.Draw) bool {
		for no, drawn := range want {
			got, err := review.Drawn(draw, &cases.Row{AppealNo: no})
			if err != nil || got != drawn {
				return false
			}
		}
		return true
	}
}

// second keeps the error of a command whose file is not needed.
func second(_ *cases.File, err error) error { return err }

func stringTo(text string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, text); return err }
}
