package sample

import (
	"slices"
	"time"

	"recourse/cases"
	"recourse/importexport/simulate"
)

// Turn is a turn of the procedure that a case takes beyond its state.
type Turn string

// The turns the sample shows.
const (
	Twin       Turn = "twin"       // the same matter appealed twice, proposed for merging
	Joined     Turn = "joined"     // the same, merged by the desk
	Recused    Turn = "recused"    // its officer stepped out
	Reinstated Turn = "reinstated" // withdrawn, and the withdrawal taken back
	Reminded   Turn = "reminded"   // whoever was asked was asked again
	Remitted   Turn = "remitted"   // sent back with a date to be back by
	Reopened   Turn = "reopened"   // heard again on new evidence
	Corrected  Turn = "corrected"  // a clerical correction waits for its second signature
	Expired    Turn = "expired"    // its term ended while it was pending
	Admitted   Turn = "admitted"   // filed late, and admitted
	Refused    Turn = "refused"    // filed late, and not admitted
	Held       Turn = "held"       // a delivery turns the code back that its decision holds
	Blind      Turn = "blind"      // waits to be read blind before it is signed
	Doubted    Turn = "doubted"    // was read blind by somebody who first had another view
)

// turn gives a few cases of a whole sample a turn. They are taken from behind
// the hand-picked ones and before the bad batch.
func turn(plan []Planned, from, to int) {
	free := func(s cases.State, fit func(*Planned) bool) *Planned {
		for i := to - 1; i >= from; i-- {
			if p := &plan[i]; p.State == s && p.Turn == "" && !batched(p) && (fit == nil || fit(p)) {
				return p
			}
		}
		return &Planned{} // a smaller sample goes without
	}
	for _, t := range []Turn{Twin, Joined} {
		first := free(cases.Registered, early)
		first.Turn = t
		again := free(cases.Registered, nil)
		again.Turn, again.Of = t, first.Case.Truth.AppealNo
		twice(first, again)
	}
	free(cases.Registered, nil).Turn = Recused
	free(cases.Registered, nil).Turn = Reinstated
	free(cases.Closed, nil).Turn = Reopened
	free(cases.Closed, nil).Turn = Corrected
	free(cases.Closed, holding).Turn = Held
	ended := free(cases.Registered, ending16)
	ended.Turn = Expired
	ended.Case.Snapshot.Assignment.ValidUntil = cases.At(time.Date(2020, 2, 16, 22, 0, 0, 0, cases.Shanghai()))
	for _, t := range []Turn{Admitted, Refused} {
		tooLate(free(cases.Registered, old), t)
	}
	back := free(cases.Decided, func(p *Planned) bool { return p.Draft.Disposition != cases.Uphold })
	if back.Draft != nil {
		back.Turn = Remitted
		remit(back.Draft)
	}
	blind(plan, to)
	for i := range plan[:from] {
		if p := &plan[i]; p.State == cases.AwaitingInfo {
			p.Turn = Reminded
			return
		}
	}
}

// blind lets one case wait for a blind reading, of relief where there is one,
// and one have been read by somebody who was of another mind. They are the last
// before the bad batch that nothing else happens to: the hand-picked ones come
// last of all.
func blind(plan []Planned, to int) {
	last := func(fit func(*Planned) bool) *Planned {
		for i := to - 1; i >= 0; i-- {
			if p := &plan[i]; p.Turn == "" && p.Draft != nil && !batched(p) && fit(p) {
				return p
			}
		}
		return nil
	}
	waits := func(p *Planned) bool { return p.State == cases.PendingSignoff }
	p := last(func(p *Planned) bool { return waits(p) && p.Draft.Disposition == cases.Overturn })
	if p == nil {
		p = last(waits)
	}
	if p != nil {
		p.Turn = Blind
	}
	if p = last(func(p *Planned) bool { return p.State == cases.Decided || p.State == cases.Closed }); p != nil {
		p.Turn = Doubted
	}
}

// LateWindow is how many days after its measure an appeal is in time at the
// sample office. It is short: the codes are only a week old.
const LateWindow = 2

// overdueBy is how long after the end of its measure a late appeal was filed.
const overdueBy = LateWindow*24*time.Hour + 14*time.Hour

// old is a case whose measure can have ended before the appeal.
func old(p *Planned) bool {
	s := &p.Case.Snapshot
	return early(p) && s.Assignment.IssuedAt.Latest().Before(s.Appeal.FiledAt.Earliest().Add(-overdueBy-3*time.Hour))
}

// tooLate lets the measure end so early that the appeal was filed too late.
func tooLate(p *Planned, t Turn) {
	s := &p.Case.Snapshot
	p.Turn, p.State = t, cases.Received
	s.Assignment.ValidUntil = cases.At(s.Appeal.FiledAt.Earliest().Add(-overdueBy))
}

// ending16 is a case whose term can end on the evening of 16 February.
func ending16(p *Planned) bool {
	s := &p.Case.Snapshot
	return s.Appeal.FiledAt.Latest().Before(time.Date(2020, 2, 16, 0, 0, 0, 0, cases.Shanghai())) &&
		s.Assignment.IssuedAt.Latest().Before(s.Appeal.FiledAt.Earliest().Add(-12*time.Hour))
}

// holding is a case whose decision keeps the code green for days.
func holding(p *Planned) bool {
	return p.Draft != nil && p.Draft.Disposition == cases.Overturn && !p.Draft.HoldUntil.IsZero()
}

// listBatch is a batch of the key-area list.
const listBatch = "ZD-0211"

// batched is a case of a batch whose numbers stay as they were planted.
func batched(p *Planned) bool {
	return slices.ContainsFunc(p.Case.Snapshot.Flags, func(f cases.Flag) bool { return f.Batch == simulate.BadBatch || f.Batch == listBatch })
}

// early is a case filed long enough ago for a second appeal to be there too.
func early(p *Planned) bool {
	return p.Case.Snapshot.Appeal.FiledAt.Latest().Before(simulate.Opening().Add(-24 * time.Hour))
}

// twice makes the second case the first one's appeal, filed again later on.
func twice(first, again *Planned) {
	if first.Case.Truth.AppealNo == "" || again.Case.Truth.AppealNo == "" {
		return
	}
	own, truth := again.Case.Snapshot.Appeal, again.Case.Truth
	again.Case = first.Case
	a := &again.Case.Snapshot.Appeal
	a.AppealID, a.AppealNo, a.Channel = own.AppealID, own.AppealNo, own.Channel
	a.Grounds = slices.Clone(a.Grounds)
	a.FiledAt = cases.At(a.FiledAt.Latest().Add(90 * time.Minute))
	a.DueAt = cases.Stamp{}
	again.Case.Truth.AppealNo = truth.AppealNo
	again.Officer, again.Signatory = first.Officer, first.Signatory
	again.Since = since(&again.Case.Snapshot, simulate.Opening())
}

// remit turns a decision into one that sends the matter back with directions.
func remit(d *cases.Draft) {
	d.Disposition, d.NewColour, d.EffectiveAt, d.IsolationEnd = cases.Remit, "", cases.Stamp{}, cases.Stamp{}
	d.CorrectInstruction = "请原数据来源单位重新核对该条记录的时间、地点和关联方式，并书面说明核对结果。"
	d.ReturnBy = cases.Day(2020, time.February, 19)
}
