package sample

import (
	"fmt"
	"strings"
	"time"

	"recourse/cases"
	"recourse/importexport/simulate"
)

// Planned is one case of the sample with the state it is to be brought to and
// the papers that belong on the way. Fields that the state does not need are
// empty.
type Planned struct {
	Case        simulate.Case
	State       cases.State
	Instruction cases.Instruction // for decided cases: how far the instruction has come
	Delivered   bool              // the letter has reached the resident
	Officer     cases.UserID      // works or worked on it
	Signatory   cases.UserID      // approves, returns or escalates
	Since       time.Time         // when the officer took it; further steps follow within minutes
	Draft       *cases.Draft      // complete from drafted on, half-written in review
	Weighings   []cases.Weighing
	Request     *cases.InfoRequest
	Return      Returned
	Ending      *cases.Ending
	Note        string
	Picked      bool   // by hand, for what it shows
	Turn        Turn   // what else happens to it
	Of          string // for a second appeal: the number of the first
}

// Returned is why a supervisor sent a draft back or passed it on.
type Returned struct{ Code, Note string }

// DefaultCases is how many cases the sample has unless asked otherwise.
const DefaultCases = 96 + plantedBatch

// Plan makes the sample office's cases, the memorable ones first: the worked
// replay cases (a) to (g) are 101 to 107, one case for each further ground
// follows, then the others. n below 1 means DefaultCases.
func Plan(seed uint64, n int) ([]Planned, error) {
	if n < 1 {
		n = DefaultCases
	}
	o, err := simulate.New(simulate.Options{Appeals: n, Residents: n * 5 / 2, Seed: seed, Division: TheOffice().Division})
	if err != nil {
		return nil, err
	}
	stories, plan := stories(), make([]Planned, 0, n)
	for i := range n {
		st := story{state: tail(i)}
		c := o.Case(i)
		switch {
		case i < len(stories):
			st = stories[i]
		case n >= DefaultCases && i >= DefaultCases-plantedBatch && i < DefaultCases:
			st = story{scenario: "bad-batch", state: plantedState(i)}
		}
		if st.scenario != "" {
			if c, err = o.Pinned(i, st.scenario, st.pin); err != nil {
				return nil, fmt.Errorf("sample case %d: %w", i+1, err)
			}
		}
		p := planned(c, st, i, simulate.Opening())
		p.Picked = i < len(stories)
		plan = append(plan, p)
	}
	if n >= DefaultCases {
		turn(plan, len(stories), DefaultCases-plantedBatch)
	}
	return plan, nil
}

// plantedBatch is how many cases of a whole sample come from the bad batch
// beyond the hand-picked ones: enough of them decided that the batch stands out.
const plantedBatch = 20

// plantedState leaves every third of them open.
func plantedState(i int) cases.State {
	switch i % 10 {
	case 0, 3, 6:
		return cases.Registered
	case 5, 8:
		return cases.Closed
	}
	return cases.Decided
}

// tail spreads the cases behind the hand-picked ones over the states of a desk
// two days old: most wait.
func tail(i int) cases.State {
	switch i % 12 {
	case 1:
		return cases.Assigned
	case 3:
		return cases.Decided
	case 5:
		return cases.PendingSignoff
	case 8:
		return cases.InReview
	case 10:
		return cases.Closed
	}
	return cases.Registered
}

func planned(c simulate.Case, st story, i int, start time.Time) Planned {
	p := Planned{Case: c, State: st.state, Officer: "reviewer", Signatory: "supervisor", Instruction: st.instruction}
	if i%2 == 1 && !strings.HasPrefix(c.Snapshot.Resident.ResidenceStreet, "330106010") {
		p.Officer = "reviewer2"
	}
	if i%3 == 2 {
		p.Signatory = "supervisor2"
	}
	p.Since = since(&c.Snapshot, start)
	switch p.State {
	case cases.Received, cases.Deficient:
		bare(&p.Case)
	case cases.InReview:
		p.Draft, p.Weighings = half(c.Draft), weigh(&p)[:1]
	case cases.AwaitingInfo:
		p.Request = request(&c, i, start)
	case cases.Drafted, cases.PendingSignoff, cases.Returned, cases.SecondLevel, cases.Decided, cases.Closed:
		d := c.Draft
		p.Draft, p.Weighings = &d, weigh(&p)
	case cases.Withdrawn, cases.Lapsed, cases.Dismissed:
		p.Ending = ending(p.State, start)
	}
	p.complete(st)
	return p
}

// complete adds what the state implies beyond the draft.
func (p *Planned) complete(st story) {
	p.Return, p.Note = st.back, st.note
	if p.State == cases.Closed {
		p.Instruction, p.Delivered = cases.Acknowledged, true
		if p.Draft.Disposition == cases.Uphold {
			p.Instruction = cases.NotNeeded
		}
	}
	if p.State == cases.Returned && p.Return.Code == "" {
		p.Return = Returned{"reasons_unclear", "理由第二段没有回应申诉人所附材料，请补写采信或者不采信的原因。"}
	}
	if p.State == cases.SecondLevel && p.Return.Code == "" {
		p.Return = Returned{"other", "涉及人工赋码或不实申报，影响较大，请未参与的同志另行复核。"}
	}
}

// since is when the officer took the case: soon after it was filed, and early
// enough for everything that follows to lie before the desk opens today.
func since(s *cases.Snapshot, start time.Time) time.Time {
	filed := s.Appeal.FiledAt.Earliest()
	at := time.Date(filed.Year(), filed.Month(), filed.Day(), 8, 40, 0, 0, cases.Shanghai())
	if at.Before(filed) {
		at = filed.Add(10 * time.Minute)
	}
	if end := start.Add(-10 * time.Minute); at.After(end) {
		at = end
	}
	return at
}

// bare takes away what the resident said, so that intake has to ask for it.
func bare(c *simulate.Case) {
	c.Snapshot.Appeal.Statement, c.Snapshot.Appeal.Documents = "", nil
}
