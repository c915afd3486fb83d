package sample_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"recourse/cases"
	"recourse/importexport/simulate"
	"recourse/importexport/simulate/sample"
)

func plan(t *testing.T, n int) []sample.Planned {
	t.Helper()
	p, err := sample.Plan(2020, n)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPlan(t *testing.T) {
	t.Parallel()
	p := plan(t, 0)
	if len(p) != sample.DefaultCases {
		t.Fatalf("%d cases, want %d", len(p), sample.DefaultCases)
	}
	if got := p[0].Case.Snapshot.Appeal.AppealNo; got != "杭健申〔2020〕101号" {
		t.Errorf("first appeal number %s", got)
	}
	states, scenarios, grounds := map[cases.State]int{}, map[string]int{}, map[cases.Ground]int{}
	for _, c := range p {
		states[c.State]++
		scenarios[c.Case.Truth.Scenario]++
		for _, g := range c.Case.Snapshot.Appeal.Grounds {
			grounds[g]++
		}
	}
	for _, s := range []cases.State{
		cases.Received, cases.Deficient, cases.Registered, cases.Assigned, cases.InReview, cases.AwaitingInfo, cases.Drafted,
		cases.PendingSignoff, cases.Returned, cases.SecondLevel, cases.Decided, cases.Closed, cases.Withdrawn, cases.Lapsed,
	} {
		if states[s] == 0 {
			t.Errorf("no case is %s", s)
		}
	}
	for _, name := range simulate.Scenarios() {
		if scenarios[name] == 0 {
			t.Errorf("scenario %s is missing", name)
		}
	}
	for _, g := range cases.Grounds() {
		if grounds[g] == 0 {
			t.Errorf("ground %s is missing", g)
		}
	}
	if scenarios["bad-batch"] < 6 {
		t.Errorf("the bad batch has %d appeals, want 6 or more", scenarios["bad-batch"])
	}
}

func TestNobodyAppealsBeforeTheCode(t *testing.T) {
	t.Parallel()
	for _, c := range plan(t, 0) {
		s := &c.Case.Snapshot
		if filed, issued := s.Appeal.FiledAt.Latest(), s.Assignment.IssuedAt.Earliest(); filed.Before(issued) {
			t.Errorf("%s was filed on %v, its code issued on %v", s.Appeal.AppealNo, filed, issued)
		}
	}
}

func TestPapersFitTheState(t *testing.T) {
	t.Parallel()
	for _, p := range plan(t, 0) {
		no := p.Case.Snapshot.Appeal.AppealNo
		if full := p.Draft != nil && p.Draft.Disposition != ""; full {
			f := &cases.File{Snapshot: p.Case.Snapshot}
			f.Row = cases.NewRow(&p.Case.Snapshot, cases.Calendar{}, p.Since)
			for _, r := range cases.Missing(f, p.Draft) {
				t.Errorf("%s (%s): %v", no, p.State, r)
			}
		}
		needsDraft := slices.Contains([]cases.State{cases.Drafted, cases.PendingSignoff, cases.Returned, cases.SecondLevel, cases.Decided, cases.Closed}, p.State)
		if needsDraft && (p.Draft == nil || p.Draft.Disposition == "") {
			t.Errorf("%s is %s without a decision", no, p.State)
		}
		if (p.Request != nil) != (p.State == cases.AwaitingInfo) || (p.Ending != nil) != p.State.Final() && p.State != cases.Closed {
			t.Errorf("%s is %s with request %v and ending %v", no, p.State, p.Request, p.Ending)
		}
		if bare := p.Case.Snapshot.Appeal.Statement == ""; bare != (p.State == cases.Received && p.Turn == "" || p.State == cases.Deficient) {
			t.Errorf("%s is %s, statement empty: %v", no, p.State, bare)
		}
		if p.Since.Before(p.Case.Snapshot.Appeal.FiledAt.Earliest()) || p.Since.After(time.Date(2020, 2, 17, 9, 0, 0, 0, cases.Shanghai())) {
			t.Errorf("%s was taken at %s", no, p.Since)
		}
		conflict(t, p)
	}
}

// conflict fails when somebody of the plan may not work on the case.
func conflict(t *testing.T, p sample.Planned) {
	t.Helper()
	for _, who := range sample.People() {
		if who.ID != p.Officer && who.ID != p.Signatory {
			continue
		}
		u := cases.User{ID: who.ID, Name: who.Name, Roles: who.Roles, Community: who.Community, Unit: who.Unit}
		if codes := cases.Conflicts(u, &cases.File{Snapshot: p.Case.Snapshot}); len(codes) > 0 {
			t.Errorf("%s: %s is barred: %v", p.Case.Snapshot.Appeal.AppealNo, who.ID, codes)
		}
	}
}

func TestSameSeedSamePlan(t *testing.T) {
	t.Parallel()
	a, err := json.Marshal(plan(t, 60))
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(plan(t, 60))
	if err != nil {
		t.Fatal(err)
	}
	if string(a) != string(b) {
		t.Error("two plans of one seed differ")
	}
}

// Every turn is shown once, a second appeal says what it is a second appeal
// of, and a smaller sample goes without.
func TestTurns(t *testing.T) {
	t.Parallel()
	byNo, count := map[string]sample.Planned{}, map[sample.Turn]int{}
	for _, p := range plan(t, 0) {
		byNo[p.Case.Truth.AppealNo] = p
		count[p.Turn]++
	}
	for turn, want := range map[sample.Turn]int{
		sample.Twin: 2, sample.Joined: 2, sample.Recused: 1, sample.Reinstated: 1, sample.Reminded: 1, sample.Remitted: 1,
		sample.Reopened: 1, sample.Corrected: 1, sample.Expired: 1, sample.Admitted: 1, sample.Refused: 1, sample.Held: 1,
		sample.Blind: 1, sample.Doubted: 1,
	} {
		if count[turn] != want {
			t.Errorf("%d cases are %s, want %d", count[turn], turn, want)
		}
	}
	for no, p := range byNo {
		if p.Of == "" {
			continue
		}
		first := byNo[p.Of].Case.Snapshot
		s := p.Case.Snapshot
		if s.Resident.DocNo != first.Resident.DocNo || s.Assignment.AssignmentID != first.Assignment.AssignmentID || !s.Appeal.FiledAt.Earliest().After(first.Appeal.FiledAt.Earliest()) {
			t.Errorf("%s is no second appeal of %s", no, p.Of)
		}
	}
	for _, p := range plan(t, 40) {
		if p.Turn != "" {
			t.Errorf("a small sample has a case that is %s", p.Turn)
		}
	}
}
