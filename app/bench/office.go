package bench

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"recourse/app/session"
	"recourse/cases"
	"recourse/cases/roster"
	"recourse/importexport/simulate"
	"recourse/importexport/simulate/deliver"
)

func officeBenchmarks() []benchmark {
	return []benchmark{
		{name: "load", figure: "F5", size: 500_000, goal: 2, run: load,
			peer: "sqlite3: .import of the hot columns and names in clear with 7 indexes (nothing sealed, no snapshots)"},
		{name: "start", figure: "F6", size: 500_000, goal: 2, run: start,
			peer: "sqlite3 OFFICE 'SELECT hot columns FROM cases' > /dev/null"},
		{name: "open", figure: "F10", size: 500_000, goal: 5, run: openCases,
			peer: "sqlite3: the same rows by number, still sealed, warm, time of its own .timer"},
		{name: "replay", figure: "F13", size: 500_000, goal: 0.5, run: replayAll,
			peer: "cel-go evaluating the same rules with every fact read noted, facts in memory, on all cores (a sample, scaled)"},
		{name: "verify", figure: "F16", size: 500_000, goal: 3, run: verify,
			peer: "sha256sum OFFICE"},
		{name: "record", figure: "F16", size: 1_000_000, goal: 3, run: signedRecord,
			peer: "sha256sum OFFICE"},
	}
}

// loaded is the file of an office with so many whole cases, made once. Nobody
// has it open.
func (s *shop) loaded(ctx context.Context, size int) error {
	if s.held == size {
		return nil
	}
	if s.opt.Office != "" {
		s.held, s.place = size, s.opt.Office
		return nil
	}
	file, err := s.delivery(ctx, deliver.NDJSON, size)
	if err != nil {
		return err
	}
	of, path, err := s.newOffice(ctx)
	if err != nil {
		return err
	}
	s.note(fmt.Sprintf("office-%d", size))
	_, err = of.Import(ctx, session.ImportOptions{Paths: []string{file}})
	if err := errors.Join(err, of.Close(ctx)); err != nil {
		return err
	}
	if s.place != "" {
		remove(s.place)
	}
	s.held, s.place = size, path
	return nil
}

// reopen opens the loaded office and signs in.
func (s *shop) reopen(ctx context.Context) (*session.Session, error) {
	user, pass := s.person()
	return s.reopenAs(ctx, user, pass)
}

func (s *shop) reopenAs(ctx context.Context, user cases.UserID, pass string) (*session.Session, error) {
	of, err := session.Open(ctx, session.Options{Office: s.place, Wall: s.opt.Wall})
	if err != nil {
		return nil, err
	}
	err = of.SetClock(cases.Fixed(simulate.Opening()))
	if err == nil {
		err = of.SignIn(ctx, user, pass)
	}
	if err != nil {
		return nil, errors.Join(err, of.Close(ctx))
	}
	return of, nil
}

// person is who signs in to the loaded office.
func (s *shop) person() (cases.UserID, string) {
	if s.opt.Office != "" {
		return "supervisor", session.DemoPassphrase
	}
	return clerk, passphrase
}

// inOffice measures with the loaded office open.
func (s *shop) inOffice(ctx context.Context, f *Figure, measure func(of *session.Session) error) error {
	if err := s.loaded(ctx, f.Size); err != nil {
		return err
	}
	of, err := s.reopen(ctx)
	if err != nil {
		return err
	}
	return errors.Join(measure(of), of.Close(ctx))
}

// load sets filling an office until its queue is ready beside the C engine
// taking in the same rows in clear.
func load(ctx context.Context, s *shop, f *Figure) error {
	file, err := s.delivery(ctx, deliver.NDJSON, f.Size)
	if err != nil {
		return err
	}
	peer := side{}
	if f.installed("sqlite3") {
		if peer, err = s.plainLoad(ctx, f); err != nil {
			return err
		}
	}
	return s.contest(ctx, f, s.importing(file, f.Size, true), peer)
}

// plainLoad is the C engine loading the plain table of the queue.
func (s *shop) plainLoad(ctx context.Context, f *Figure) (side, error) {
	rows := s.fresh("rows.csv")
	feed, err := s.feed(f.Size)
	if err != nil {
		return side{}, err
	}
	if err := feed.save(ctx, rows); err != nil {
		return side{}, err
	}
	var db string
	return side{
		before: func(context.Context) error { db = s.fresh("plain.db"); return nil },
		run: func(ctx context.Context) (output, error) {
			_, err := shell(ctx, db, plainScript(rows))
			return output{}, err
		},
	}.after(func(ctx context.Context, out *output) error {
		list, err := shell(ctx, db, "SELECT appeal_no FROM q;\n")
		lines := strings.Fields(string(list))
		out.rows, out.digest = len(lines), unordered(lines)
		remove(db)
		return err
	}), nil
}

// start opens the office and fills the queue, names included.
func start(ctx context.Context, s *shop, f *Figure) error {
	if err := s.loaded(ctx, f.Size); err != nil {
		return err
	}
	var of *session.Session
	ours := side{run: func(ctx context.Context) (_ output, err error) {
		if of, err = s.reopen(ctx); err != nil {
			return output{}, err
		}
		r, err := of.Roster(ctx)
		if err != nil {
			return output{}, err
		}
		return output{rows: r.Select(roster.Filter{}, roster.Sort{}, simulate.Opening()).Len()}, nil
	}}.after(func(ctx context.Context, _ *output) error { return of.Close(ctx) })
	peer := side{}
	if f.installed("sqlite3") {
		peer.run = func(ctx context.Context) (output, error) {
			_, err := shell(ctx, s.place, ".output /dev/null\nSELECT "+hot+" FROM cases;\n")
			return output{rows: f.Size}, err
		}
	}
	return s.contest(ctx, f, ours, peer)
}

// hot are the clear columns of an office's cases.
const hot = "id, version, seq, move, appeal_no, state, state_since, colour, issued_at, isolation_end, filed_at, due_at, paused_at, division," +
	" issuing_system, rule_set, rules, grounds, urgency, signals, officer, allocator, lease_until, drafter, returns, disposition, new_colour," +
	" second_look, isolation, instruction, notice, snapshot_version, timer, timer_at, pending, hold_until, merged_into, past, barred," +
	" instruction_since, notice_since, pending_since, purge"
