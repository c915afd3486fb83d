package session

import (
	"context"
	"fmt"
	"slices"
	"time"

	"recourse/cases"
	"recourse/cases/store"
	"recourse/importexport/simulate/sample"
	"recourse/review"
)

// waiting plans what happens to a case that no officer has yet.
func (d *demo) waiting(p *sample.Planned, next func(time.Duration, func(context.Context, cases.ID) error)) {
	clerk, officer := d.desks["intake"], d.desks[p.Officer]
	switch {
	case p.State == cases.Deficient:
		next(20*time.Minute, func(ctx context.Context, id cases.ID) error {
			return second(clerk.Deficient(ctx, id, cases.Deficiency{Missing: []string{"statement", "proof"}, Text: "请说明哪一天、在哪里，并附上能证明的材料照片。"}))
		})
	case p.Turn == sample.Recused:
		next(0, func(ctx context.Context, id cases.ID) error { return second(officer.Take(ctx, id)) })
		next(2*time.Minute, func(ctx context.Context, id cases.ID) error {
			return second(officer.Exclude(ctx, id, officer.User.ID, "recused"))
		})
	case p.Turn == sample.Reinstated:
		next(0, func(ctx context.Context, id cases.ID) error {
			return second(clerk.Withdraw(ctx, id, cases.Ending{
				Date: cases.Day(p.Since.Date()), Channel: "12345", Checked: "回拨登记号码", Reason: "申诉人称不想再等。",
			}))
		})
		next(3*time.Hour, func(ctx context.Context, id cases.ID) error {
			return second(clerk.Reinstate(ctx, id, cases.Reinstatement{Channel: "12345", Checked: "回拨登记号码", Reason: "单位要求绿码才能返岗，请求恢复申诉。"}))
		})
	case p.Turn == sample.Admitted:
		next(time.Hour, func(ctx context.Context, id cases.ID) error {
			return second(clerk.Admit(ctx, id, cases.Admission{Admitted: true, Code: "illness", Reason: "期限届满时当事人住院，出院当天提交。"}))
		})
	case p.Turn == sample.Refused:
		next(time.Hour, func(ctx context.Context, id cases.ID) error {
			return second(clerk.Admit(ctx, id, cases.Admission{Reason: "期满之后才提交，两次电话询问，当事人均未说明迟延的原因。"}))
		})
		next(2*time.Hour, func(ctx context.Context, id cases.ID) error { return d.refused(ctx, d.desks[p.Signatory], id) })
	case p.Turn == sample.Joined && p.Of != "":
		next(time.Hour, func(ctx context.Context, id cases.ID) error {
			first, err := d.s.store.FindCase(ctx, p.Of)
			if err != nil {
				return err
			}
			return second(clerk.Merge(ctx, id, first.ID, "同一人、同一次赋码，前后两次提交。"))
		})
	}
}

// refused signs that a late appeal is not admitted.
func (d *demo) refused(ctx context.Context, by *review.Desk, id cases.ID) error {
	f, err := by.Case(ctx, id)
	if err != nil {
		return err
	}
	r := review.Reading{LetterOpened: d.at.Add(-3 * time.Minute)}
	_, _, r.Digest, _ = f.Proposal()
	return second(by.ConfirmRefusal(ctx, id, r, true, ""))
}

// contradict takes in a delivery that gives a person the code again which a
// decision of the office holds off.
func (d *demo) contradict(ctx context.Context, f *cases.File) error {
	clerk := d.s.as(d.keys["intake"])
	entry := store.RegisterEntry{
		Colour: f.Colour, IssuedAt: d.at.Add(-2 * time.Hour), EndsAt: d.at.AddDate(0, 0, 7), Source: cases.CarrierTower,
		Link: "PHONE", Person: cases.CardOf(&f.Snapshot), Reason: "批量比对",
	}
	rep, err := d.s.store.ImportDelivery(ctx, store.Delivery{
		ActionID: newID(), Name: "赋码 " + d.at.In(cases.Shanghai()).Format(time.DateOnly) + ".ndjson", By: clerk.User().Actor(), At: d.at,
	}, store.Goods{
		Cases:    func(func(store.Incoming, error) bool) {},
		Register: func(yield func(store.RegisterEntry, error) bool) { yield(entry, nil) },
	}, nil)
	if err != nil {
		return err
	}
	_, err = clerk.holdAgainst(ctx, rep.ID)
	return err
}

// remind asks the body again, for noon of the day the desk opens.
func (d *demo) remind(ctx context.Context, officer *review.Desk, id cases.ID, p *sample.Planned) error {
	due := DemoStart().Add(3 * time.Hour)
	if p.Request.DueAt.After(due) {
		due = p.Request.DueAt
	}
	return second(officer.Remind(ctx, id, cases.Reminder{Text: "原定时限前未收到答复，请尽快核实。", DueAt: due}))
}

// turns plays what happens to cases that were over: one is heard again, in one
// a clerical error is to be mended, in one the next delivery turns the code
// back. Of one that is pending the term has ended.
func (d *demo) turns(ctx context.Context, plan []sample.Planned) error {
	for i := range plan {
		p := &plan[i]
		if !slices.Contains([]sample.Turn{sample.Reopened, sample.Corrected, sample.Expired, sample.Held}, p.Turn) {
			continue
		}
		f, err := d.s.store.FindCase(ctx, p.Case.Truth.AppealNo)
		if err != nil {
			return err
		}
		switch p.Turn {
		case sample.Held:
			err = d.contradict(ctx, f)
		case sample.Expired:
			_, err = d.desks["intake"].RecordExpiry(ctx, f.ID, "correction")
		case sample.Reopened:
			_, err = d.desks[p.Signatory].Reopen(ctx, f.ID, cases.Reopening{
				Code: cases.ReopenEvidence, Reason: "申诉人收到决定后补交了单位出具的考勤记录，原决定没有见过。", RequestedAt: cases.At(d.at),
			})
		case sample.Corrected:
			_, err = d.desks["intake"].Correct(ctx, f.ID, cases.Correction{
				Field: "date", Was: "2020年2月11日通告", Now: "2020年2月10日通告", Reason: "引用的通告日期录入有误，结论和理由不变。",
			})
		}
		if err != nil {
			return fmt.Errorf("sample case %s: %w", p.Case.Truth.AppealNo, err)
		}
	}
	return nil
}
