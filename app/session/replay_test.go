package session_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/app/session"
	"recourse/cases"
	"recourse/review"
	"recourse/review/replay"
)

// verdict is what a replay says of a case, as it can be compared.
type verdict struct {
	Colour, Deciding, Until, Basis string
	Assumed                        []string
	HumanCheck, Differs, NoPolicy  bool
}

func told(v replay.Verdict, differs bool, err error) verdict {
	return verdict{string(v.Colour), v.Deciding, v.Until.Text(), v.Basis.Text(), v.Assumed, v.HumanCheck, differs, errors.Is(err, review.ErrNoPolicy)}
}

// A replay of the whole office says of every case what its file says alone,
// under the policy in force, every other one on the shelf, and changed facts.
func TestReplayOfTheOffice(t *testing.T) {
	t.Parallel()
	ctx, dir := context.Background(), t.TempDir()
	must(t, session.Demo(ctx, session.DemoOptions{Dir: dir, Seed: 5, Wall: time.Now}))
	s, err := session.Open(ctx, session.Options{Office: filepath.Join(dir, "office.recourse"), Wall: time.Now})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close(ctx)) })
	must(t, s.SignIn(ctx, "supervisor", session.DemoPassphrase))
	r, err := s.Roster(ctx)
	must(t, err)
	files := map[cases.ID]*cases.Snapshot{}
	r.Each(func(row *cases.Row) {
		f, err := s.Desk().Case(ctx, row.ID)
		must(t, err)
		files[row.ID] = &f.Snapshot
	})
	questions := []review.Question{{}, {AsOf: cases.Day(2020, 2, 20)}, {Set: []string{"q.respiratory=true"}}}
	for _, p := range s.Rules().Packs() {
		questions = append(questions, review.Question{Policy: p.Name()})
	}
	for _, q := range questions {
		want, got := map[cases.ID]verdict{}, map[cases.ID]verdict{}
		for id, file := range files {
			want[id] = told(s.Rules().Verdict(file, q))
		}
		must(t, s.ReplayAll(ctx, q, func(r session.Replayed) error {
			got[r.Row.ID] = told(r.Verdict, r.Differs, r.Err)
			return nil
		}))
		if diff := cmp.Diff(want, got); diff != "" || len(got) < 50 {
			t.Errorf("asked %+v of %d cases: %s", q, len(got), diff)
		}
	}
}
