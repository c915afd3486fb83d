package review

import (
	"slices"
	"strings"
	"time"

	"recourse/cases"
)

// Timer is what a case waits for, until when, and who has to see to it: a
// person of the office, or a role when it is nobody's in particular.
type Timer struct {
	Name  string
	At    time.Time
	Owner cases.UserID // set when one person has it
	Role  cases.Role   // set otherwise
}

// The names of the timers beside those that a row holds itself.
const (
	TimerRegister    = "register"    // received, not yet looked at
	TimerDue         = "due"         // the promise to the resident
	TimerSign        = "sign"        // a second signature
	TimerSecond      = "second"      // the second level
	TimerLetter      = "letter"      // a letter that is due
	TimerDelivery    = "delivery"    // a letter on its way
	TimerInstruction = "instruction" // an instruction to be sent
	TimerAck         = "ack"         // the issuing system's answer
)

// TimersOf lists what a case waits for. Every state that is not an end has at
// least one, and so has an end whose letter has not arrived: nothing is
// nobody's.
func TimersOf(r *cases.Row) []Timer {
	var list []Timer
	add := func(name string, at time.Time, owner cases.UserID, role cases.Role) {
		list = append(list, Timer{name, at, owner, role})
	}
	switch r.State {
	case cases.Received:
		add(TimerRegister, r.StateSince.Add(cases.LetterLimit), "", cases.Intake)
	case cases.Deficient:
		add(r.Timer, r.TimerAt, "", cases.Intake)
	case cases.Registered:
		add(TimerDue, r.DueAt, "", cases.Reviewer)
	case cases.AwaitingInfo:
		add(r.Timer, r.TimerAt, r.Officer, "")
	case cases.Assigned, cases.InReview, cases.Drafted, cases.Returned:
		add(TimerDue, r.DueAt, r.Officer, "")
	case cases.PendingSignoff:
		add(TimerSign, r.StateSince.Add(cases.SignLimit), "", cases.Supervisor)
	case cases.SecondLevel:
		add(TimerSecond, r.StateSince.Add(cases.SignLimit), "", cases.Supervisor)
	}
	if r.Pending != "" {
		add(TimerSign, since(r.PendingSince, r).Add(cases.SignLimit), "", cases.Supervisor)
	}
	if r.State.Settled() {
		list = append(list, effectTimers(r)...)
	}
	return list
}

// effectTimers are the timers of a settled case: its letter, its instruction,
// and for a remit the day it has to be back.
func effectTimers(r *cases.Row) []Timer {
	var list []Timer
	add := func(name string, at time.Time) { list = append(list, Timer{name, at, "", cases.Intake}) }
	switch r.Notice {
	case cases.Issued:
		add(TimerDelivery, r.NoticeSince.Add(cases.DeliveryLimit))
	case cases.Failed:
		add(TimerDelivery, r.NoticeSince)
	case cases.Rendered, "":
		add(TimerLetter, since(r.NoticeSince, r).Add(cases.LetterLimit))
	}
	switch r.Instruction {
	case cases.Queued:
		add(TimerInstruction, since(r.InstructionSince, r).Add(cases.AckLimit))
	case cases.Exported:
		add(TimerAck, since(r.InstructionSince, r).Add(cases.AckLimit))
	case cases.Rejected:
		add(TimerInstruction, since(r.InstructionSince, r))
	}
	if r.Timer == cases.TimerRemit {
		add(r.Timer, r.TimerAt)
	}
	return list
}

// since falls back on the state's own time for cases that came to where they
// are before the program kept the other.
func since(t time.Time, r *cases.Row) time.Time {
	if t.IsZero() {
		return r.StateSince
	}
	return t
}

// Stuck is a case that nobody and no timer moves on, or whose time is up, with
// the command that mends it.
type Stuck struct {
	Case     cases.ID     `json:"case"`
	AppealNo string       `json:"appeal_no"`
	State    cases.State  `json:"state"`
	What     string       `json:"what"` // of StuckKinds
	Since    time.Time    `json:"since"`
	Owner    cases.UserID `json:"owner,omitempty"` // who has to see to it: a person
	Role     cases.Role   `json:"role,omitempty"`  // or anybody of a role
	Remedy   string       `json:"remedy"`
}

// StuckKinds lists what Integrity finds, the gravest first.
func StuckKinds() []string {
	return []string{
		"no_owner", "no_timer", "owner_gone", "hold", "rejected", "not_exported", "no_ack", "expired", "no_letter", "letter_failed",
		"not_delivered", "remit_back", "limit_past", "answer_past", "sign_waits", "not_registered", "left_lying",
	}
}

// Integrity goes over the rows of an office and names every case that is stuck.
// People are those of the directory.
func Integrity(rows []cases.Row, people []cases.User, now time.Time) []Stuck {
	working := make(map[cases.UserID]bool, len(people))
	for _, u := range people {
		working[u.ID] = !u.Disabled && u.Has(cases.Reviewer, cases.Supervisor)
	}
	var out []Stuck
	for i := range rows {
		r := &rows[i]
		for _, f := range stuck(r, working, now) {
			out = append(out, Stuck{
				Case: r.ID, AppealNo: r.AppealNo, State: r.State, What: f.what, Since: f.since,
				Owner: f.owner, Role: f.role, Remedy: remedy(f.what, r),
			})
		}
	}
	kinds := StuckKinds()
	slices.SortStableFunc(out, func(a, b Stuck) int {
		if d := slices.Index(kinds, a.What) - slices.Index(kinds, b.What); d != 0 {
			return d
		}
		return a.Since.Compare(b.Since)
	})
	return out
}

type fault struct {
	what  string
	since time.Time
	owner cases.UserID
	role  cases.Role
}

// stuck lists what is wrong with one case.
func stuck(r *cases.Row, working map[cases.UserID]bool, now time.Time) []fault {
	var out []fault
	add := func(on bool, what string, since time.Time) {
		if on {
			out = append(out, fault{what, since, "", cases.Supervisor})
		}
	}
	timers := TimersOf(r)
	known := slices.Contains(cases.States(), r.State)
	add(!known || r.State.WithOfficer() && r.Officer == "", "no_owner", r.StateSince)
	unset := func(t Timer) bool { return t.Name == "" || t.At.IsZero() }
	add(!r.State.Final() && len(timers) == 0 || slices.ContainsFunc(timers, unset), "no_timer", r.StateSince)
	add(r.State.WithOfficer() && r.Officer != "" && !working[r.Officer], "owner_gone", r.StateSince)
	add(r.Signals.Has(cases.SignalHold) && r.Instruction == cases.Queued, "hold", r.InstructionSince)
	add(Expired(r, now), "expired", r.IsolationEnd)
	add(idle(r, now), "left_lying", r.LeaseUntil)
	for _, t := range timers {
		if what := overdue(t.Name, r); what != "" && !t.At.IsZero() && !now.Before(t.At) {
			out = append(out, fault{what, t.At, t.Owner, t.Role})
		}
	}
	return out
}

// overdue names what it means that a timer has run out. A missed promise alone
// is work to be done, not a case that is stuck: the queue shows it.
func overdue(timer string, r *cases.Row) string {
	switch timer {
	case cases.TimerDeficiency:
		return "limit_past"
	case cases.TimerAnswer:
		return "answer_past"
	case cases.TimerRemit:
		return "remit_back"
	case TimerRegister:
		return "not_registered"
	case TimerSign, TimerSecond:
		return "sign_waits"
	case TimerLetter:
		return "no_letter"
	case TimerDelivery:
		if r.Notice == cases.Failed {
			return "letter_failed"
		}
		return "not_delivered"
	case TimerInstruction:
		if r.Instruction == cases.Rejected {
			return "rejected"
		}
		return "not_exported"
	case TimerAck:
		return "no_ack"
	}
	return ""
}

// Expired reports whether a term ended while the case was pending and that is
// not on record yet.
func Expired(r *cases.Row, now time.Time) bool {
	return !r.State.Settled() && r.Isolation == cases.Running && !r.IsolationEnd.IsZero() && !now.Before(r.IsolationEnd)
}

// idle is a case whose officer has not touched it for a day after the lease.
func idle(r *cases.Row, now time.Time) bool {
	return r.State.WithOfficer() && r.State != cases.AwaitingInfo && r.Officer != "" && now.After(r.LeaseUntil.Add(24*time.Hour))
}

// remedy is the command that mends a fault, with the case's own number.
func remedy(what string, r *cases.Row) string {
	command := map[string]string{
		"no_owner": "release CASE --reason TEXT", "no_timer": "release CASE --reason TEXT", "owner_gone": "allocate CASE USER",
		"hold": "export --what instructions", "rejected": "export --what instructions", "not_exported": "export --what instructions",
		"no_ack": "ack FILE", "expired": "expire CASE", "no_letter": "letters --case CASE --out DIR",
		"letter_failed": "deliver CASE --method METHOD", "not_delivered": "deliver CASE --method METHOD",
		"remit_back": "resume CASE --none", "limit_past": "supply CASE --none", "answer_past": "answer CASE --none",
		"sign_waits": "signoff CASE --approve", "not_registered": "register CASE", "left_lying": "allocate CASE USER",
	}[what]
	switch {
	case what == "sign_waits" && r.Pending != "":
		command = "confirm CASE --approve"
	case what == "not_registered" && r.Signals.Has(cases.SignalLate):
		command = "admit CASE --code CODE"
	case r.State == cases.AwaitingInfo && what == "owner_gone":
		command = "release CASE --reason TEXT"
	case r.State == cases.Decided && what == "no_timer":
		command = "deliver CASE --method METHOD"
	}
	return "recourse " + strings.ReplaceAll(command, "CASE", r.AppealNo)
}
