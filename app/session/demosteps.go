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
			return d.signing(ctx, officer, id, cases.MoveRecall, func(review.Reading) error { return second(officer.Recall(ctx, id)) })
		})
	case cases.Returned:
		next(20*time.Minute, func(ctx context.Context, id cases.ID) error {
			return d.signing(ctx, signer, id, cases.MoveReturn, func(r review.Reading) error { return second(signer.Return(ctx, id, r, p.Return.Code, p.Return.Note)) })
		})
	case cases.SecondLevel:
		next(20*time.Minute, func(ctx context.Context, id cases.ID) error {
			return d.signing(ctx, signer, id, cases.MoveEscalate, func(r review.Reading) error { return second(signer.Escalate(ctx, id, r, p.Return.Note)) })
		})
	case cases.Decided, cases.Closed:
		next(25*time.Minute, func(ctx context.Context, id cases.ID) error {
			return d.signing(ctx, signer, id, cases.MoveApprove, func(r review.Reading) error { return second(signer.Approve(ctx, id, r, "")) })
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
func (d *demo) signing(ctx context.Context, by *review.Desk, id cases.ID, m cases.Move, sign func(review.Reading) error) error {
	f, err := d.s.store.Case(ctx, id)
	if err != nil {
		return err
	}
	if f.Blind(by.User) {
		// The second reader of a drawn uphold sees the reasons only afterwards.
		v := cases.FirstView{Disposition: f.Decision().Disposition, Note: "先看材料，尚未看经办人的理由。"}
		if f, err = by.View(ctx, id, v); err != nil {
			return err
		}
	}
	if rule, _ := cases.RuleOf(m); !slices.Contains(rule.From, f.State) {
		return nil
	}
	return sign(review.Reading{Digest: f.Decision().Digest, LetterOpened: d.at.Add(-3 * time.Minute)})
}

// second keeps the error of a command whose file is not needed.
func second(_ *cases.File, err error) error { return err }

func stringTo(text string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, text); return err }
}
