package review_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"recourse/cases"
	"recourse/review"
)

// Every fault is found on a row that has it, comes with a command, and a row
// that is in order has none.
func TestIntegrityNamesWhatIsStuck(t *testing.T) {
	t.Parallel()
	now := time.Date(2020, 2, 17, 1, 0, 0, 0, time.UTC)
	people := []cases.User{
		{ID: "ann", Roles: []cases.Role{cases.Reviewer}},
		{ID: "gone", Roles: []cases.Role{cases.Reviewer}, Disabled: true},
	}
	long := now.Add(-100 * 24 * time.Hour)
	fine := cases.Row{ID: 1, AppealNo: "N1", State: cases.Registered, StateSince: now, DueAt: now.Add(time.Hour), Isolation: cases.Running}
	for what, alter := range map[string]func(*cases.Row){
		"":           func(*cases.Row) {},
		"no_owner":   func(r *cases.Row) { r.State = cases.InReview },
		"no_timer":   func(r *cases.Row) { r.State = cases.Deficient },
		"owner_gone": func(r *cases.Row) { r.State, r.Officer, r.LeaseUntil = cases.Assigned, "gone", now },
		"left_lying": func(r *cases.Row) { r.State, r.Officer, r.LeaseUntil = cases.Assigned, "ann", long },
		"limit_past": func(r *cases.Row) { r.State, r.Timer, r.TimerAt = cases.Deficient, cases.TimerDeficiency, long },
		"answer_past": func(r *cases.Row) {
			r.State, r.Officer, r.Timer, r.TimerAt = cases.AwaitingInfo, "ann", cases.TimerAnswer, long
		},
		"sign_waits":     func(r *cases.Row) { r.State, r.StateSince = cases.PendingSignoff, long },
		"not_registered": func(r *cases.Row) { r.State, r.StateSince = cases.Received, long },
		"expired":        func(r *cases.Row) { r.IsolationEnd = long },
		"no_letter":      settledRow(func(r *cases.Row) { r.Notice, r.NoticeSince = cases.Rendered, long }),
		"not_delivered":  settledRow(func(r *cases.Row) { r.Notice, r.NoticeSince = cases.Issued, long }),
		"letter_failed":  settledRow(func(r *cases.Row) { r.Notice, r.NoticeSince = cases.Failed, now }),
		"not_exported":   settledRow(func(r *cases.Row) { r.Instruction, r.InstructionSince = cases.Queued, long }),
		"no_ack":         settledRow(func(r *cases.Row) { r.Instruction, r.InstructionSince = cases.Exported, now.Add(-cases.AckLimit) }),
		"rejected":       settledRow(func(r *cases.Row) { r.Instruction, r.InstructionSince = cases.Rejected, now }),
		"sign_waits ":    settledRow(func(r *cases.Row) { r.Pending, r.PendingSince = cases.PendingCorrection, now.Add(-cases.SignLimit) }),
		" ": settledRow(func(r *cases.Row) {
			r.StateSince, r.Pending, r.PendingSince = long, cases.PendingCorrection, now.Add(-time.Hour)
		}),
		"remit_back": settledRow(func(r *cases.Row) { r.Timer, r.TimerAt = cases.TimerRemit, long }),
		"hold":       settledRow(func(r *cases.Row) { r.Instruction, r.InstructionSince, r.Signals = cases.Queued, now, cases.SignalHold }),
	} {
		t.Run("finds "+what, func(t *testing.T) {
			t.Parallel()
			r := fine
			alter(&r)
			got := review.Integrity([]cases.Row{r}, people, now)
			what := strings.TrimSpace(what)
			if what == "" {
				if len(got) > 0 {
					t.Errorf("a case in order is called stuck: %+v", got)
				}
				return
			}
			if len(got) != 1 || got[0].What != what || !slices.Contains(review.StuckKinds(), what) {
				t.Fatalf("found %+v", got)
			}
			if !strings.HasPrefix(got[0].Remedy, "recourse ") || len(got[0].Remedy) < len("recourse ack F") || strings.Contains(got[0].Remedy, "CASE") {
				t.Errorf("remedy %q", got[0].Remedy)
			}
		})
	}
}

func settledRow(alter func(*cases.Row)) func(*cases.Row) {
	return func(r *cases.Row) {
		r.State, r.Notice, r.Instruction = cases.Decided, cases.Delivered, cases.NotNeeded
		r.NoticeSince = r.StateSince
		alter(r)
	}
}

// Whatever state a case is in, somebody or some date has it, unless it is over
// and its letter has arrived.
func TestEveryStateHasAnOwnerOrATimer(t *testing.T) {
	t.Parallel()
	now := time.Date(2020, 2, 17, 1, 0, 0, 0, time.UTC)
	for _, s := range cases.States() {
		r := cases.Row{State: s, Officer: "ann", StateSince: now, DueAt: now, Timer: "x", TimerAt: now, Notice: cases.Rendered}
		timers := review.TimersOf(&r)
		if len(timers) == 0 {
			t.Errorf("%s is nobody's", s)
		}
		for _, x := range timers {
			if x.Owner == "" && x.Role == "" || x.At.IsZero() {
				t.Errorf("%s: timer %+v has no owner or no date", s, x)
			}
		}
		r.Notice, r.Timer = cases.Delivered, ""
		if s.Final() && len(review.TimersOf(&r)) > 0 {
			t.Errorf("%s is over and still waits for %v", s, review.TimersOf(&r))
		}
	}
}
