package review_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/review"
)

// decided takes a case to its decision: ann drafts, sue signs.
func (o *office) decided(t *testing.T, s *cases.Snapshot, d cases.Draft) *cases.File {
	t.Helper()
	f := o.receive(t, s)
	_, err := o.desks["ann"].Take(ctx, f.ID)
	must(t, err)
	f, err = o.desks["ann"].Decide(ctx, f.ID, d)
	must(t, err)
	if f.State == cases.PendingSignoff {
		f, err = o.desks["sue"].Approve(ctx, f.ID, reading(o, f), "")
	}
	return state(t, f, err, cases.Decided)
}

// finished is decided with the letter delivered and the instruction confirmed.
func (o *office) finished(t *testing.T, s *cases.Snapshot, d cases.Draft) *cases.File {
	t.Helper()
	f := o.decided(t, s, d)
	clerk := o.desks["clerk"]
	f, err := clerk.IssueLetter(ctx, f.ID, cases.Letter{Kind: "decision", DocNo: "1", DecisionNo: 1})
	must(t, err)
	if f.Instruction == cases.Queued {
		_, err = clerk.Exported(ctx, f.ID, cases.InstructionPaper{IdempotencyKey: "k"})
		must(t, err)
		_, err = clerk.Acknowledge(ctx, f.ID, cases.Ack{IdempotencyKey: "k", Accepted: true})
		must(t, err)
	}
	f, err = clerk.Deliver(ctx, f.ID, cases.Delivery{Method: "post"})
	return state(t, f, err, cases.Closed)
}

func TestMissingPapersStopTheClock(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name  string
		after time.Duration // when somebody enters it
		v     cases.Supply
		pause time.Duration
	}{
		{"while the resident is asked", 5 * time.Hour, cases.Supply{Received: true}, 5 * time.Hour},
		{"only until the papers came, whenever they were entered", 20 * time.Hour,
			cases.Supply{Received: true, ReceivedAt: at("2020-02-17T12:00:00+08:00").Earliest()}, 3 * time.Hour},
		{"never longer than the limit, though nobody looked for days", 90 * time.Hour, cases.Supply{}, cases.DeficiencyLimit},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			f := o.receive(t, snapshot("D1"))
			due := f.DueAt
			f, err := o.desks["clerk"].Deficient(ctx, f.ID, cases.Deficiency{Missing: []string{"identity"}})
			state(t, f, err, cases.Deficient)
			o.wait(tc.after)
			f, err = o.desks["clerk"].Supply(ctx, f.ID, tc.v)
			state(t, f, err, cases.Registered)
			if got := f.DueAt.Sub(due); got != tc.pause {
				t.Errorf("the due date moved by %s, want %s", got, tc.pause)
			}
			if f.Timer != "" || !f.PausedAt.IsZero() {
				t.Errorf("the case still waits: %q, paused %s", f.Timer, f.PausedAt)
			}
		})
	}
}

func TestNobodyIsDismissedBeforeTheLimit(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	f := o.receive(t, snapshot("D2"))
	clerk := o.desks["clerk"]
	_, err := clerk.Deficient(ctx, f.ID, cases.Deficiency{})
	wantRefusal(t, err, "deficiency_empty")
	_, err = clerk.Deficient(ctx, f.ID, cases.Deficiency{Missing: []string{"passport"}})
	wantRefusal(t, err, "deficiency_paper")
	_, err = clerk.Deficient(ctx, f.ID, cases.Deficiency{Missing: []string{"proof"}})
	must(t, err)
	_, err = clerk.Supply(ctx, f.ID, cases.Supply{})
	wantRefusal(t, err, "limit_runs")
	_, err = clerk.Dismiss(ctx, f.ID, cases.Ending{Reason: "没有答复"})
	wantRefusal(t, err, "limit_runs")
	_, err = clerk.Supply(ctx, f.ID, cases.Supply{Received: true, ReceivedAt: o.now.Add(time.Hour)})
	wantRefusal(t, err, "came_later")
	o.wait(cases.DeficiencyLimit)
	f, err = clerk.Supply(ctx, f.ID, cases.Supply{})
	state(t, f, err, cases.Registered)
}

func TestABodysDelayDoesNotStopTheClock(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ann := o.desks["ann"]
	f := o.receive(t, snapshot("Q1"))
	due := f.DueAt
	_, err := ann.Take(ctx, f.ID)
	must(t, err)
	_, err = ann.Open(ctx, f.ID)
	must(t, err)
	_, err = ann.RequestInfo(ctx, f.ID, cases.InfoRequest{To: "运营商", Question: "请核实", DueAt: o.now.Add(4 * time.Hour)})
	must(t, err)
	_, err = ann.Remind(ctx, f.ID, cases.Reminder{DueAt: o.now.Add(-time.Hour)})
	wantRefusal(t, err, "request_due")
	f, err = ann.Remind(ctx, f.ID, cases.Reminder{DueAt: o.now.Add(9 * time.Hour)})
	state(t, f, err, cases.AwaitingInfo)
	if !f.TimerAt.Equal(o.now.Add(9*time.Hour).UTC()) || len(f.Reminders) != 1 {
		t.Errorf("reminder %v, timer until %s", f.Reminders, f.TimerAt)
	}
	o.wait(10 * time.Hour)
	f, err = ann.Answer(ctx, f.ID, false, "")
	state(t, f, err, cases.InReview)
	if !f.DueAt.Equal(due) {
		t.Errorf("the due date moved from %s to %s because a body was late", due, f.DueAt)
	}
	// The resident's own time ends with the date given, not with our entry.
	_, err = ann.RequestInfo(ctx, f.ID, cases.InfoRequest{ToResident: true, Question: "请补充", DueAt: o.now.Add(3 * time.Hour)})
	must(t, err)
	_, err = ann.Remind(ctx, f.ID, cases.Reminder{DueAt: o.now.Add(30 * time.Hour)})
	wantRefusal(t, err, "request_due")
	o.wait(20 * time.Hour)
	f, err = ann.Answer(ctx, f.ID, false, "")
	must(t, err)
	if got := f.DueAt.Sub(due); got != 3*time.Hour {
		t.Errorf("the clock stood still for %s, want 3 h", got)
	}
}

// late is a case filed five months after its measure ended.
func late(no string) *cases.Snapshot {
	s := snapshot(no)
	s.Assignment.IssuedAt, s.Assignment.ValidUntil = at("2019-09-01T08:00:00+08:00"), at("2019-09-15T08:00:00+08:00")
	return s
}

func TestALateAppealNeedsAPersonToAdmitIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	clerk, sue, tom := o.desks["clerk"], o.desks["sue"], o.desks["tom"]
	f := o.receive(t, late("L1"))
	state(t, f, nil, cases.Received)
	_, err := clerk.Register(ctx, f.ID)
	wantRefusal(t, err, "late")
	_, err = clerk.Admit(ctx, f.ID, cases.Admission{Admitted: true, Code: "tired"})
	wantRefusal(t, err, "admission_code")
	_, err = clerk.Admit(ctx, f.ID, cases.Admission{Admitted: true, Code: "other"})
	wantRefusal(t, err, "reason_needed")
	admitted, err := clerk.Admit(ctx, f.ID, cases.Admission{Admitted: true, Code: "illness"})
	state(t, admitted, err, cases.Registered)

	f = o.receive(t, late("L2"))
	f, err = sue.Admit(ctx, f.ID, cases.Admission{Reason: "逾期五个月，没有正当理由"})
	state(t, f, err, cases.Received)
	_, _, digest, _ := f.Proposal()
	_, err = clerk.Admit(ctx, f.ID, cases.Admission{Admitted: true, Code: "illness"})
	wantRefusal(t, err, "proposal_waits")
	_, err = sue.ConfirmRefusal(ctx, f.ID, opened(o, digest), true, "")
	wantRefusal(t, err, "four_eyes_proposal")
	_, err = tom.ConfirmRefusal(ctx, f.ID, opened(o, "other"), true, "")
	wantRefusal(t, err, "stale_digest")
	_, err = tom.ConfirmRefusal(ctx, f.ID, review.Reading{Digest: digest}, false, " ")
	wantRefusal(t, err, "reason_needed")
	_, err = tom.ConfirmRefusal(ctx, f.ID, review.Reading{Digest: digest}, true, "")
	wantRefusal(t, err, "letter_not_opened")
	f, err = tom.ConfirmRefusal(ctx, f.ID, opened(o, digest), true, "")
	state(t, f, err, cases.Inadmissible)
	if f.Notice != cases.Rendered {
		t.Errorf("no letter is due after a refusal: %q", f.Notice)
	}
	f = o.receive(t, snapshot("L3"))
	_, err = clerk.Admit(ctx, f.ID, cases.Admission{Admitted: true, Code: "illness"})
	wantRefusal(t, err, "state")
}

func TestADuplicateJoinsTheOther(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	clerk := o.desks["clerk"]
	first, second := snapshot("M-A"), snapshot("M-B")
	second.Assignment.AssignmentID = first.Assignment.AssignmentID
	second.Appeal.FiledAt, second.Appeal.Grounds = at("2020-02-14T08:00:00+08:00"), []cases.Ground{"G03", "G05"}
	second.Appeal.Urgency = cases.Critical
	a, b := o.receive(t, first), o.receive(t, second)
	other := snapshot("M-C")
	c := o.receive(t, other)
	_, err := clerk.Merge(ctx, c.ID, a.ID, "")
	wantRefusal(t, err, "not_duplicate")
	_, err = clerk.Merge(ctx, a.ID, a.ID, "")
	wantRefusal(t, err, "not_duplicate")
	f, err := clerk.Merge(ctx, b.ID, a.ID, "同一事项")
	state(t, f, err, cases.Registered)
	if d := cmp.Diff([]cases.Ground{"G02", "G03", "G05"}, f.Grounds); d != "" {
		t.Errorf("grounds of both: %s", d)
	}
	if !f.FiledAt.Equal(second.Appeal.FiledAt.Earliest()) || f.DueAt.After(b.DueAt) || f.Urgency != cases.Critical {
		t.Errorf("filed %s, due %s, urgency %s", f.FiledAt, f.DueAt, f.Urgency)
	}
	if len(f.Merges) != 1 || f.Merges[0].Appeal == nil || f.Merges[0].Appeal.Statement == "" {
		t.Fatalf("the duplicate's appeal is not kept: %+v", f.Merges)
	}
	d := overturn()
	d.Findings = append(d.Findings, cases.Finding{Ground: "G05", Finding: cases.Proved, Evidence: []string{"J1.D1"}, Text: "手机由家人使用。"})
	_, err = o.desks["ann"].Take(ctx, f.ID)
	must(t, err)
	f, err = o.desks["ann"].Decide(ctx, f.ID, d)
	state(t, f, err, cases.PendingSignoff)
	dup, err := o.st.Case(ctx, b.ID)
	state(t, dup, err, cases.Duplicate)
	if dup.MergedInto != a.ID || dup.Notice != cases.Rendered {
		t.Errorf("merged into %d, notice %q", dup.MergedInto, dup.Notice)
	}
	_, err = clerk.Merge(ctx, c.ID, dup.ID, "")
	if err == nil {
		t.Error("a case was joined to a duplicate")
	}
}

func TestAReopenedCaseIsHeardByOthers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	vary := overturn()
	vary.Disposition, vary.NewColour, vary.IsolationEnd = cases.Vary, cases.Yellow, at("2020-02-20T21:06:00+08:00")
	f := o.finished(t, snapshot("R1"), vary)
	sue, ann, ben, tom := o.desks["sue"], o.desks["ann"], o.desks["ben"], o.desks["tom"]
	before := f.Decisions
	_, err := sue.Reopen(ctx, f.ID, cases.Reopening{Code: cases.ReopenAbove, Reason: "上级发回"})
	wantRefusal(t, err, "reopen_directions")
	f, err = sue.Reopen(ctx, f.ID, cases.Reopening{Code: cases.ReopenEvidence, Reason: "新的出行证明"})
	state(t, f, err, cases.Registered)
	if f.Past != 1 || f.Barred != 1 || f.Disposition != "" || f.Instruction != "" || f.Notice != "" || f.Draft.Reasons != "" {
		t.Errorf("row after reopening: %+v, draft %+v", f.Row, f.Draft)
	}
	_, err = ann.Take(ctx, f.ID)
	wantRefusal(t, err, "involved_before")
	_, err = tom.Assign(ctx, f.ID, o.users["ann"])
	wantRefusal(t, err, "conflict_of")
	_, err = ben.Take(ctx, f.ID)
	must(t, err)
	_, err = ben.Decide(ctx, f.ID, uphold())
	wantRefusal(t, err, "worse_than_decided")
	f, err = ben.Decide(ctx, f.ID, overturn())
	state(t, f, err, cases.PendingSignoff)
	_, err = sue.Approve(ctx, f.ID, reading(o, f), "")
	wantRefusal(t, err, "involved_before")
	f, err = tom.Approve(ctx, f.ID, reading(o, f), "")
	state(t, f, err, cases.Decided)
	if d := cmp.Diff(before, f.Decisions[:1]); d != "" {
		t.Errorf("the first decision changed: %s", d)
	}
	_, err = sue.Reopen(ctx, f.ID, cases.Reopening{Code: cases.ReopenFault, Reason: "程序"})
	wantRefusal(t, err, "instruction_open")
	_, err = o.desks["clerk"].Exported(ctx, f.ID, cases.InstructionPaper{IdempotencyKey: "k2"})
	must(t, err)
	_, err = o.desks["clerk"].Acknowledge(ctx, f.ID, cases.Ack{IdempotencyKey: "k2", Accepted: true})
	must(t, err)
	_, err = sue.Reopen(ctx, f.ID, cases.Reopening{Code: cases.ReopenFault, Reason: "程序"})
	wantRefusal(t, err, "reopen_used")
	f, err = sue.Reopen(ctx, f.ID, cases.Reopening{Code: cases.ReopenAbove, Reason: "上级发回", Directions: "重新核对"})
	state(t, f, err, cases.Registered)
}

func TestARemitIsATimer(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := overturn()
	d.Disposition, d.NewColour, d.CorrectInstruction, d.ReturnBy = cases.Remit, "", "请核对名单第12行", at("2020-02-19")
	f := o.decided(t, snapshot("RM"), d)
	if f.Timer != cases.TimerRemit || f.TimerAt.IsZero() {
		t.Fatalf("a remit without a timer: %q %s", f.Timer, f.TimerAt)
	}
	_, err := o.desks["ann"].Resume(ctx, f.ID, cases.Resumption{})
	wantRefusal(t, err, "limit_runs")
	o.wait(72 * time.Hour)
	if got := faults(t, o, f.ID); !contains(got, "remit_back") {
		t.Errorf("a remit that is not back is not named: %v", got)
	}
	f, err = o.desks["ann"].Resume(ctx, f.ID, cases.Resumption{})
	state(t, f, err, cases.Registered)
	if f.Resumptions[0].Directions != "请核对名单第12行" || f.Past != 1 || f.Barred != 0 {
		t.Errorf("resumed as %+v (past %d, barred %d)", f.Resumptions[0], f.Past, f.Barred)
	}
	_, err = o.desks["ann"].Take(ctx, f.ID)
	must(t, err)
	f, err = o.desks["ann"].Decide(ctx, f.ID, overturn())
	state(t, f, err, cases.PendingSignoff)
}

func TestADrawnUpholdIsReadBlind(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.draws = true
	sue := o.desks["sue"]
	for i := range 60 {
		s := snapshot("B" + string(rune('A'+i/26)) + string(rune('A'+i%26)))
		s.Assignment.Colour = cases.Yellow
		f := o.receive(t, s)
		_, err := o.desks["ann"].Take(ctx, f.ID)
		must(t, err)
		f, err = o.desks["ann"].Decide(ctx, f.ID, uphold())
		must(t, err)
		if f.State != cases.PendingSignoff {
			continue
		}
		if !f.Blind(o.users["sue"]) || f.Blind(o.users["ann"]) {
			t.Errorf("blind for sue %v, for the author %v", f.Blind(o.users["sue"]), f.Blind(o.users["ann"]))
		}
		_, err = sue.Approve(ctx, f.ID, reading(o, f), "")
		wantRefusal(t, err, "first_view_needed")
		_, err = sue.Return(ctx, f.ID, reading(o, f), "other", "x")
		wantRefusal(t, err, "first_view_needed")
		f, err = sue.View(ctx, f.ID, cases.FirstView{Disposition: cases.Overturn})
		must(t, err)
		if f.Blind(o.users["sue"]) || f.FirstViews[0].Agrees(f.Decision()) {
			t.Error("the view is not counted as it was given")
		}
		_, err = sue.View(ctx, f.ID, cases.FirstView{Disposition: cases.Uphold})
		wantRefusal(t, err, "first_view_given")
		f, err = sue.Approve(ctx, f.ID, reading(o, f), "")
		state(t, f, err, cases.Decided)
		return
	}
	t.Error("none of 60 upholds was drawn")
}

// The draw knows no outcome: relief is drawn as upholds are, looks the same to
// whoever reads it blind, and is signed and in effect in the same sitting.
func TestRelievesAreDrawnLikeUpholds(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.draws = true
	ann, sue := o.desks["ann"], o.desks["sue"]
	drawn := map[cases.Disposition]int{}
	for i := range 400 {
		s := snapshot(fmt.Sprintf("BL%d", i))
		s.Assignment.Colour = cases.Yellow
		d := []cases.Draft{overturn(), uphold()}[i%2]
		if drawn[d.Disposition] > 0 {
			continue
		}
		f := o.receive(t, s)
		_, err := ann.Take(ctx, f.ID)
		must(t, err)
		f, err = ann.Decide(ctx, f.ID, d)
		must(t, err)
		if !f.Decision().Drawn {
			if f.Blind(o.users["sue"]) {
				t.Errorf("%s is read blind and was not drawn", f.AppealNo)
			}
			continue
		}
		drawn[d.Disposition]++
		seen, err := sue.Case(ctx, f.ID)
		must(t, err)
		if seen.Disposition != "" || seen.NewColour != "" || len(seen.Decisions) > 0 || seen.Draft != nil || !seen.SecondLook || seen.State != cases.PendingSignoff {
			t.Errorf("a blind reader sees %+v", seen.Row)
		}
		_, err = sue.ApproveBatch(ctx, []cases.ID{f.ID}, map[cases.ID]review.Reading{f.ID: reading(o, f)})
		if err == nil {
			t.Error("it was signed in a batch, unread")
		}
		_, err = sue.View(ctx, f.ID, cases.FirstView{Disposition: cases.Remit})
		must(t, err)
		f, err = sue.Approve(ctx, f.ID, reading(o, f), "")
		state(t, f, err, cases.Decided)
		if d.Disposition == cases.Overturn && f.Isolation != cases.Released {
			t.Errorf("the person is not released: %s", f.Isolation)
		}
	}
	if drawn[cases.Overturn] == 0 || drawn[cases.Uphold] == 0 {
		t.Errorf("drawn of 400: %v", drawn)
	}
}

// Nobody finds out by sending relief first whether the own uphold would be
// looked at.
func TestTheDrawCannotBeTriedOut(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ann := o.desks["ann"]
	s := snapshot("TRY")
	s.Assignment.Colour = cases.Yellow
	f := o.receive(t, s)
	_, err := ann.Take(ctx, f.ID)
	must(t, err)
	f, err = ann.Decide(ctx, f.ID, overturn())
	state(t, f, err, cases.PendingSignoff)
	for range 2 {
		_, err = ann.Recall(ctx, f.ID)
		must(t, err)
		f, err = ann.Decide(ctx, f.ID, uphold())
		state(t, f, err, cases.PendingSignoff)
		if f.Decision().SecondReview != cases.SecondAfresh || f.Decision().Drawn {
			t.Errorf("sent as %q, drawn %v", f.Decision().SecondReview, f.Decision().Drawn)
		}
	}
}

func TestACorrectionTakesTwo(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	clerk, sue, tom := o.desks["clerk"], o.desks["sue"], o.desks["tom"]
	f := o.finished(t, snapshot("C1"), overturn())
	fix := cases.Correction{Field: "name", Was: "王小明", Now: "王晓明", Reason: "录入错误"}
	wrong := fix
	wrong.Field = "outcome"
	_, err := clerk.Correct(ctx, f.ID, wrong)
	wantRefusal(t, err, "correction_field")
	_, err = sue.Correct(ctx, f.ID, fix)
	must(t, err)
	f, err = o.st.Case(ctx, f.ID)
	must(t, err)
	_, _, digest, _ := f.Proposal()
	_, err = sue.ConfirmCorrection(ctx, f.ID, opened(o, digest), true, "")
	wantRefusal(t, err, "four_eyes_proposal")
	_, err = clerk.ConfirmCorrection(ctx, f.ID, opened(o, digest), true, "")
	wantRefusal(t, err, "role")
	_, err = tom.ConfirmCorrection(ctx, f.ID, review.Reading{Digest: digest}, true, "")
	wantRefusal(t, err, "letter_not_opened")
	g, err := tom.ConfirmCorrection(ctx, f.ID, opened(o, digest), true, "")
	state(t, g, err, cases.Closed)
	if g.Notice != cases.Rendered || g.Pending != "" {
		t.Errorf("after signing: notice %q, pending %q", g.Notice, g.Pending)
	}
	if d := cmp.Diff(f.Decisions, g.Decisions); d != "" {
		t.Errorf("a correction changed the decision: %s", d)
	}
}

func TestADecisionHoldsAgainstTheNextBatch(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := overturn()
	d.HoldUntil = at("2020-03-01")
	f := o.finished(t, snapshot("H1"), d)
	clerk := o.desks["clerk"]
	o.wait(time.Hour)
	relapse := cases.Relapse{Colour: cases.Red, IssuedAt: o.now, Delivery: 7}
	f, err := clerk.Hold(ctx, f.ID, relapse)
	state(t, f, err, cases.Decided)
	if f.Instruction != cases.Queued || !f.Signals.Has(cases.SignalHold) || f.Notice != cases.Delivered {
		t.Errorf("held: instruction %s, signals %s, notice %s", f.Instruction, f.Signals, f.Notice)
	}
	if got := faults(t, o, f.ID); !contains(got, "hold") {
		t.Errorf("nobody is told: %v", got)
	}
	again, err := clerk.Hold(ctx, f.ID, relapse)
	must(t, err)
	if again.Version != f.Version {
		t.Error("the same delivery counted twice")
	}
	_, err = clerk.Hold(ctx, f.ID, cases.Relapse{Colour: cases.Green, IssuedAt: o.now, Delivery: 8})
	wantRefusal(t, err, "no_relapse")
	_, err = clerk.Exported(ctx, f.ID, cases.InstructionPaper{IdempotencyKey: "k-again"})
	must(t, err)
	f, err = clerk.Acknowledge(ctx, f.ID, cases.Ack{IdempotencyKey: "k-again", Accepted: true})
	state(t, f, err, cases.Closed)
	if f.Signals.Has(cases.SignalHold) {
		t.Error("the mark stays after the issuing system confirmed")
	}
	o.wait(30 * 24 * time.Hour)
	_, err = clerk.Hold(ctx, f.ID, cases.Relapse{Colour: cases.Red, IssuedAt: o.now, Delivery: 9})
	wantRefusal(t, err, "no_hold")
}

func TestEndsAndTheirWayBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	clerk := o.desks["clerk"]
	ending := cases.Ending{Date: at("2020-02-17"), Channel: "12345", Checked: "回拨", Reason: "已转绿"}
	f := o.receive(t, snapshot("E1"))
	_, err := clerk.Lapse(ctx, f.ID, cases.Ending{Reason: "已转绿"})
	wantRefusal(t, err, "lapse_incomplete")
	f, err = clerk.Lapse(ctx, f.ID, ending)
	state(t, f, err, cases.Lapsed)
	f = o.receive(t, snapshot("E2"))
	back := cases.Reinstatement{Channel: "12345", Checked: "回拨", Reason: "受人劝说"}
	for range 2 { // a withdrawal may be taken back, and come again
		f, err = clerk.Withdraw(ctx, f.ID, ending)
		state(t, f, err, cases.Withdrawn)
		o.wait(time.Hour)
		f, err = clerk.Reinstate(ctx, f.ID, back)
		state(t, f, err, cases.Registered)
		if f.Ending != nil || f.Notice != "" {
			t.Errorf("ending %v, notice %q after the way back", f.Ending, f.Notice)
		}
	}
	f, err = clerk.Withdraw(ctx, f.ID, ending)
	must(t, err)
	o.wait(cases.ReinstateWindow + time.Hour)
	_, err = clerk.Reinstate(ctx, f.ID, back)
	wantRefusal(t, err, "reinstate_over")

	f = o.receive(t, snapshot("E3"))
	_, err = clerk.RecordExpiry(ctx, f.ID, "maybe")
	wantRefusal(t, err, "expiry_wish")
	o.wait(20 * 24 * time.Hour)
	f, err = clerk.RecordExpiry(ctx, f.ID, "correction")
	state(t, f, err, cases.Registered)
	if f.Isolation != cases.Ended {
		t.Errorf("isolation %s", f.Isolation)
	}
	_, err = clerk.RecordExpiry(ctx, f.ID, "correction")
	wantRefusal(t, err, "expiry_recorded")
}

func TestRecusalSaysNothingAndBindsAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ann, sue := o.desks["ann"], o.desks["sue"]
	f := o.receive(t, snapshot("X1"))
	_, err := ann.Take(ctx, f.ID)
	must(t, err)
	_, err = o.desks["ben"].Exclude(ctx, f.ID, "ann", "relative")
	wantRefusal(t, err, "recuse_self_only")
	f, err = ann.Exclude(ctx, f.ID, "ann", "recused")
	state(t, f, err, cases.Registered)
	if x := f.Exclusions[0]; f.Officer != "" || x.Reason != "" || x.Code != "recused" {
		t.Errorf("officer %q, exclusion %+v", f.Officer, x)
	}
	_, err = ann.Take(ctx, f.ID)
	wantRefusal(t, err, "conflict")
	n := o.users["neighbour"]
	_, err = o.desks["neighbour"].LiftConflict(ctx, f.ID, n, "same_community", "x")
	wantRefusal(t, err, "lift_own")
	_, err = sue.LiftConflict(ctx, f.ID, n, "assigner", "x")
	wantRefusal(t, err, "lift_code")
	_, err = sue.LiftConflict(ctx, f.ID, o.users["ben"], "same_community", "x")
	wantRefusal(t, err, "no_such_conflict")
	_, err = sue.LiftConflict(ctx, f.ID, n, "same_community", "只是同街道，不相识")
	must(t, err)
	f, err = o.desks["neighbour"].Take(ctx, f.ID)
	state(t, f, err, cases.Assigned)
}

// A second signature is looked for from the proposal on, however long ago the
// case was decided, and what is turned down needs no letter to have been read.
func TestASecondSignatureIsTimedFromTheProposal(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	f := o.finished(t, snapshot("C2"), overturn())
	o.wait(5 * 24 * time.Hour)
	fix := cases.Correction{Field: "date", Was: "2月17日", Now: "2月18日", Reason: "日期录入错误"}
	for range 2 {
		proposed := o.now
		g, err := o.desks["sue"].Correct(ctx, f.ID, fix)
		must(t, err)
		timers := review.TimersOf(&g.Row)
		if want := proposed.Add(cases.SignLimit); len(timers) != 1 || timers[0].Name != review.TimerSign || !timers[0].At.Equal(want) {
			t.Errorf("the case waits for %+v, want a signature by %s", timers, want)
		}
		if got := faults(t, o, f.ID); len(got) > 0 {
			t.Errorf("a correction just proposed is called stuck: %v", got)
		}
		if waits, _ := g.ProposalRow(); !waits.StateSince.Equal(proposed) || !waits.DueAt.IsZero() {
			t.Errorf("in the list it waits since %s, due %s", waits.StateSince, waits.DueAt)
		}
		o.wait(cases.SignLimit)
		if got := faults(t, o, f.ID); !contains(got, "sign_waits") {
			t.Errorf("nobody is told after four hours: %v", got)
		}
		_, _, digest, _ := g.Proposal()
		g, err = o.desks["tom"].ConfirmCorrection(ctx, f.ID, review.Reading{Digest: digest}, false, "原信无误")
		must(t, err)
		if !g.PendingSince.IsZero() || g.Notice != cases.Delivered || !g.Confirmations[len(g.Confirmations)-1].OpenedAt.IsZero() {
			t.Errorf("turned down: since %s, notice %s", g.PendingSince, g.Notice)
		}
		o.wait(24 * time.Hour)
	}
}

// faults are what Integrity says about one case now.
func faults(t testing.TB, o *office, id cases.ID) []string {
	t.Helper()
	f, err := o.st.Case(ctx, id)
	must(t, err)
	people, err := o.st.Users(ctx)
	must(t, err)
	var out []string
	for _, s := range review.Integrity([]cases.Row{f.Row}, people, o.now) {
		out = append(out, s.What)
	}
	return out
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}
