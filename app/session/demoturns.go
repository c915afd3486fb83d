package session

import (
	"context"
	"fmt"
	"time"

	"recourse/cases"
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

// remind asks the body again, for noon of the day the desk opens.
func (d *demo) remind(ctx context.Context, officer *review.Desk, id cases.ID, p *sample.Planned) error {
	due := DemoStart().Add(3 * time.Hour)
	if p.Request.DueAt.After(due) {
		due = p.Request.DueAt
	}
	return second(officer.Remind(ctx, id, cases.Reminder{Text: "原定时限前未收到答复，请尽快核实。", DueAt: due}))
}

// turns plays what happens to cases that were over: one is heard again, in one
// a clerical error is to be mended.
func (d *demo) turns(ctx context.Context, plan []sample.Planned) error {
	for i := range plan {
		p := &plan[i]
		if p.Turn != sample.Reopened && p.Turn != sample.Corrected {
			continue
		}
		f, err := d.s.store.FindCase(ctx, p.Case.Truth.AppealNo)
		if err != nil {
			return err
		}
		if p.Turn == sample.Reopened {
			_, err = d.desks[p.Signatory].Reopen(ctx, f.ID, cases.Reopening{
				Code: cases.ReopenEvidence, Reason: "申诉人收到决定后补交了单位出具的考勤记录，原决定没有见过。", RequestedAt: cases.At(d.at),
			})
		} else {
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
