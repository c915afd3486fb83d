package bench

import (
	"context"
	"fmt"
	"runtime"

	"golang.org/x/sync/errgroup"

	"recourse/app/session"
	"recourse/cases"
	"recourse/review"
	"recourse/review/policy"
	"recourse/review/replay"
)

// sampled is how many cases cel-go alone is timed on: the facts of more do not
// fit into memory.
const sampled = 5000

// changed is the policy under which the office is replayed: not the one that
// most of its codes were issued under.
func changed() review.Question { return review.Question{Policy: "HZ-2021-GRID"} }

// replayAll replays the office under a changed policy beside cel-go alone on
// facts in memory.
func replayAll(ctx context.Context, s *shop, f *Figure) error {
	return s.inOffice(ctx, f, func(of *session.Session) error {
		sample, err := s.sample(ctx, of, min(f.Size, sampled))
		if err != nil {
			return err
		}
		f.detail("sample", float64(len(sample)))
		alone := side{run: func(context.Context) (output, error) { return s.traced(f, sample) }}
		return s.contest(ctx, f, replaying(of, sample), alone)
	})
}

// replaying is the replay of the whole office; what it says of the cases of the
// sample must be what the rules say on their facts alone.
func replaying(of *session.Session, sample []subject) side {
	known := map[string]string{}
	for _, c := range sample {
		v := replay.Quick(c.program, c.facts)
		known[c.no] = fmt.Sprint(v.Colour, v.Deciding)
	}
	return side{run: func(ctx context.Context) (output, error) {
		n := 0
		err := of.ReplayAll(ctx, changed(), func(r session.Replayed) error {
			n++
			if want, ok := known[r.Row.AppealNo]; ok && want != fmt.Sprint(r.Verdict.Colour, r.Verdict.Deciding) {
				return fmt.Errorf("case %s: replayed %v, alone %s", r.Row.AppealNo, r.Verdict, want)
			}
			return nil
		})
		return output{rows: n}, err
	}}
}

// subject is a case whose facts stand in memory.
type subject struct {
	no      string
	program *policy.Program
	facts   *policy.Facts
}

func (s *shop) sample(ctx context.Context, of *session.Session, n int) ([]subject, error) {
	var list []subject
	for i := range n {
		file, err := of.Desk().Case(ctx, cases.ID(i+1))
		if err != nil {
			return nil, err
		}
		p, facts, err := of.Rules().Facts(&file.Snapshot, changed())
		if err != nil {
			return nil, fmt.Errorf("case %s: %w", file.AppealNo, err)
		}
		list = append(list, subject{file.AppealNo, p, facts})
	}
	return list, nil
}

// traced evaluates the rules of the sample and scales to the office.
func (s *shop) traced(f *Figure, sample []subject) (output, error) {
	began, cpu := s.opt.Wall(), cpuTime()
	onAllCores(len(sample), func(i int) { sample[i].program.Trace(sample[i].facts) })
	scale := float64(f.Size) / float64(max(1, len(sample)))
	took := cost{s.opt.Wall().Sub(began), cpuTime() - cpu}.times(scale)
	return output{rows: f.Size, took: &took}, nil
}

// onAllCores works on so many items, on every core.
func onAllCores(n int, work func(i int)) {
	var g errgroup.Group
	cores := runtime.GOMAXPROCS(0)
	for c := range cores {
		g.Go(func() error {
			for i := c; i < n; i += cores {
				work(i)
			}
			return nil
		})
	}
	_ = g.Wait() // nobody returns an error
}
