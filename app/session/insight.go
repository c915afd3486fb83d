package session

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"recourse/cases"
	"recourse/cases/roster"
	"recourse/cases/store"
	"recourse/review"
	"recourse/review/insight"
	"recourse/review/replay"
)

// Insight counts the whole office as it stands. It is for supervisors and
// auditors.
func (s *Session) Insight(ctx context.Context) (*insight.Report, error) {
	if err := s.User().Permit(cases.MayInsight); err != nil {
		return nil, err
	}
	r, err := s.Roster(ctx)
	if err != nil {
		return nil, err
	}
	c := insight.NewCollector(s.Now())
	if err := s.store.Outcomes(ctx, func(o cases.Outcome) error { c.Decided(o); return nil }); err != nil {
		return nil, err
	}
	r.Each(c.Case)
	if err := s.store.Shares(ctx, c.Mark); err != nil {
		return nil, err
	}
	counts, err := s.store.RegisterCounts(ctx)
	if err != nil {
		return nil, err
	}
	for _, n := range counts {
		c.Registered(n.Source, n.Batch, n.Rule, n.N)
	}
	rep := c.Report()
	rep.Blind, err = s.blindSample(ctx)
	return rep, err
}

// blindSample compares the views that second persons took before they saw the
// reasons with the decisions they then read.
func (s *Session) blindSample(ctx context.Context) (insight.Agreement, error) {
	ids, err := s.store.WithPaper(ctx, cases.PaperFirstView)
	if err != nil {
		return insight.Agreement{}, err
	}
	var pairs []insight.Pair
	for _, id := range ids {
		f, err := s.store.Case(ctx, id)
		if err != nil {
			return insight.Agreement{}, fmt.Errorf("blind sample: %w", err)
		}
		for _, v := range f.FirstViews {
			for _, d := range f.Decisions {
				if d.No == v.DecisionNo {
					pairs = append(pairs, insight.Pair{First: outcomeOf(v, &d), Second: string(d.Disposition)})
				}
			}
		}
	}
	return insight.Agree(pairs), nil
}

// outcomeOf names a first view so that it equals the decision's outcome exactly
// when the two agree; the same outcome with another colour is another outcome.
func outcomeOf(v cases.FirstView, d *cases.Decision) string {
	if v.Disposition == d.Disposition && !v.Agrees(d) {
		return string(v.Disposition) + " " + string(v.NewColour)
	}
	return string(v.Disposition)
}

// Staffing answers when the backlog is gone. Officers 0 means everybody who
// decides cases here; arrivals below 0 mean the average of the last days.
func (s *Session) Staffing(ctx context.Context, r *insight.Report, in insight.Staffing) (insight.Outlook, error) {
	if in.Officers == 0 {
		people, err := s.People(ctx)
		if err != nil {
			return insight.Outlook{}, err
		}
		for _, p := range people {
			if p.Has(cases.Reviewer) && !p.Disabled {
				in.Officers++
			}
		}
	}
	if in.Arrivals < 0 {
		in.Arrivals = r.ArrivalsPerDay()
	}
	in.Backlog = r.Open
	return insight.Project(in, s.calendar, s.Now()), nil
}

// Sharing lists the cases that rest on what a rate or a group order is about.
func (s *Session) Sharing(ctx context.Context, c cases.Criterion) ([]cases.GroupHit, error) {
	if err := s.User().Permit(cases.MayInsight); err != nil {
		return nil, err
	}
	if err := c.Check(); err != nil {
		return nil, err
	}
	return s.store.GroupHits(ctx, c)
}

// registered is one person of a recall list.
type registered = store.RegisterEntry

// Rules is the shelf of policy packs.
func (s *Session) Rules() *review.Library { return s.rules }

// Assess reads a file and replays the rules on it; the zero question asks for
// the policy in force when the code was issued.
func (s *Session) Assess(f *cases.File, q review.Question) (*review.Assessment, error) {
	return s.rules.Assess(&f.Snapshot, q)
}

// Replayed is one case of a replay of the whole office.
type Replayed struct {
	Row     cases.Row
	Verdict replay.Verdict
	Differs bool
	Err     error // why it cannot be replayed
}

// ReplayAll replays every case untraced, with the policy the question names
// or the one in force at each code's time.
func (s *Session) ReplayAll(ctx context.Context, q review.Question, yield func(Replayed) error) error {
	if err := s.User().Permit(cases.MayRead); err != nil {
		return err
	}
	defer runtime.KeepAlive(make([]byte, ballast))
	idle := make(chan *store.SheetWork[Replayed], runtime.GOMAXPROCS(0))
	begin := func() *store.SheetWork[Replayed] {
		select {
		case w := <-idle:
			return w
		default:
			return s.replaying(q)
		}
	}
	end := func(w *store.SheetWork[Replayed]) {
		select {
		case idle <- w:
		default: // more workers than cores; it is made anew
		}
	}
	return store.MapSheets(ctx, s.store, begin, end, yield)
}

// replaying is one worker of a replay: it reads the sheets of cases and, where
// one is missing or cannot tell, the file. A file whose own policy finds no
// sheet gives a new one to keep.
func (s *Session) replaying(q review.Question) *store.SheetWork[Replayed] {
	asked, own := s.rules.Sheets(q), s.rules.Sheets(review.Question{})
	say := func(row *cases.Row, v replay.Verdict, differs bool, err error) (Replayed, error) {
		if err != nil && !errors.Is(err, review.ErrNoPolicy) {
			return Replayed{}, err
		}
		return Replayed{Row: *row, Verdict: v, Differs: differs, Err: err}, nil
	}
	sound := false // the sheet of the case at hand answers for its own policy
	return &store.SheetWork[Replayed]{
		Sheet: func(row *cases.Row, text string) (Replayed, bool, error) {
			v, differs, ok, err := asked.Verdict(text)
			if !ok {
				_, _, sound, _ = own.Verdict(text)
				return Replayed{}, false, nil
			}
			r, err := say(row, v, differs, err)
			return r, true, err
		},
		File: func(row *cases.Row, snap *cases.Snapshot) (Replayed, []byte, error) {
			var text []byte
			if !sound {
				var err error
				if text, err = s.rules.Sheet(snap); err != nil {
					return Replayed{}, nil, err
				}
				if v, differs, ok, err := asked.Verdict(string(text)); ok {
					r, err := say(row, v, differs, err)
					return r, text, err
				}
			}
			sound = false
			v, differs, err := s.rules.Verdict(snap, q)
			r, err := say(row, v, differs, err)
			return r, text, err
		},
	}
}

// pendingLetters are the decided or ended cases whose letter has not left.
func pendingLetters() roster.Filter {
	return roster.Filter{Notices: []cases.Notice{cases.Rendered}}
}

// waitingInstructions are the decisions that the issuing system has not been
// told of, or refused.
func waitingInstructions() roster.Filter {
	return roster.Filter{Instructions: []cases.Instruction{cases.Queued, cases.Rejected}}
}

func dueFirst() roster.Sort { return roster.Sort{Key: roster.ByDue} }
