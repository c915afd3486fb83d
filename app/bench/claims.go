package bench

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"recourse/app/session"
	"recourse/cases"
	"recourse/cases/cluster"
	"recourse/importexport/simulate"
	"recourse/importexport/simulate/deliver"
)

// reviewers is how many people ask for their next case at once.
const reviewers = 50

func claimBenchmarks() []benchmark {
	return []benchmark{{name: "claims", figure: "F15", size: 2000, goal: 0.25, run: claims,
		peer: "pgbench, 50 clients connected already: SELECT ... ORDER BY due_at LIMIT 1 FOR UPDATE, again until a row is found, and an UPDATE; nothing recorded, nothing sealed"}}
}

// claims lets fifty people take so many cases from one office on PostgreSQL,
// all at once. Besides plain row locks, the same with SKIP LOCKED is timed.
func claims(ctx context.Context, s *shop, f *Figure) (err error) {
	c, err := cluster.Start(ctx, cluster.Options{Durable: true, Connections: 600})
	if errors.Is(err, cluster.ErrNoServer) {
		f.Missing = "postgres"
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Stop()) }()
	each := max(1, f.Size/reviewers)
	f.Size = each * reviewers
	if err := s.sharedOffice(ctx, c, f.Size); err != nil {
		return err
	}
	d := &drawing{s: s, f: f, c: c, each: each}
	ours := side{before: d.fresh, run: d.take, check: d.checked}
	if err := s.contest(ctx, f, ours, d.plain("claim_plain")); err != nil {
		return err
	}
	_, skip, err := s.turn(ctx, d.plain("claim_skip"))
	f.detail("skip_locked_seconds", skip.wall.Seconds())
	f.detail("ratio_to_skip_locked", ratio(f.Ours, skip.wall.Seconds()))
	return err
}

// sharedOffice makes the office that every turn copies, with its people and
// somewhat more cases than will be taken.
func (s *shop) sharedOffice(ctx context.Context, c *cluster.Cluster, size int) error {
	dsn, err := c.Create(ctx, "pattern", "")
	if err != nil {
		return err
	}
	file, err := s.delivery(ctx, deliver.NDJSON, size+size/2)
	if err != nil {
		return err
	}
	of, _, err := session.Create(ctx, session.Options{Office: dsn, Wall: s.opt.Wall}, session.NewOffice{
		Path: dsn, Name: "bench", Authority: "bench", Division: "330100", Demo: true, DemoStart: simulate.Opening(),
		Admin:      session.NewPerson{ID: clerk, Name: "bench", Roles: []cases.Role{cases.Administrator, cases.Intake}},
		Passphrase: passphrase,
	})
	if err != nil {
		return err
	}
	err = of.SetClock(cases.Fixed(simulate.Opening()))
	for i := range reviewers {
		if err == nil {
			err = of.Keys().AddUser(ctx, session.NewPerson{ID: reviewer(i), Name: string(reviewer(i)), Roles: []cases.Role{cases.Reviewer}}, passphrase)
		}
	}
	if err == nil {
		_, err = of.Import(ctx, session.ImportOptions{Paths: []string{file}})
	}
	return errors.Join(err, of.Close(ctx))
}

func reviewer(i int) cases.UserID { return cases.UserID("reviewer" + strconv.Itoa(i+1)) }

// drawing is the taking of cases from one copy of the office after the other.
type drawing struct {
	s    *shop
	f    *Figure
	c    *cluster.Cluster
	each int
	no   int
	open []*session.Session

	mu    sync.Mutex
	got   map[cases.ID]int
	waits []time.Duration
}

// fresh copies the office and signs everybody in, each with a program of their
// own; the queue is read before the time is taken, as on a morning.
func (d *drawing) fresh(ctx context.Context) error {
	d.no++
	d.got, d.waits, d.open = map[cases.ID]int{}, nil, nil
	dsn, err := d.c.Create(ctx, "office"+strconv.Itoa(d.no), "pattern")
	if err != nil {
		return err
	}
	for i := range reviewers {
		of, err := session.Open(ctx, session.Options{Office: dsn, Wall: d.s.opt.Wall})
		if err != nil {
			return err
		}
		d.open = append(d.open, of)
		if err := errors.Join(of.SetClock(cases.Fixed(simulate.Opening())), of.SignIn(ctx, reviewer(i), passphrase)); err != nil {
			return err
		}
		if _, err := of.Sync(ctx); err != nil {
			return err
		}
	}
	return nil
}

// take lets everybody take their cases.
func (d *drawing) take(ctx context.Context) (output, error) {
	g, ctx := errgroup.WithContext(ctx)
	for _, of := range d.open {
		g.Go(func() error {
			for range d.each {
				began := d.s.opt.Wall()
				file, err := of.TakeNext(ctx)
				if err != nil {
					return fmt.Errorf("%s: %w", of.User().ID, err)
				}
				d.mu.Lock()
				d.got[file.ID]++
				d.waits = append(d.waits, d.s.opt.Wall().Sub(began))
				d.mu.Unlock()
			}
			return nil
		})
	}
	return output{rows: d.each * reviewers}, g.Wait()
}

// checked looks for cases taken twice and notes how long people waited.
func (d *drawing) checked(ctx context.Context, out *output) error {
	var err error
	for _, of := range d.open {
		err = errors.Join(err, of.Close(ctx))
	}
	for id, n := range d.got {
		if n > 1 {
			err = errors.Join(err, fmt.Errorf("case %d was taken %d times", id, n))
		}
	}
	slices.SortFunc(d.waits, cmp.Compare)
	d.f.detail("doubles", float64(out.rows-len(d.got)))
	d.f.detail("wait_p50", d.waits[len(d.waits)/2].Seconds())
	d.f.detail("wait_p99", d.waits[len(d.waits)*99/100].Seconds())
	d.f.detail("wait_max", d.waits[len(d.waits)-1].Seconds())
	return err
}

// The same drawing on a plain table. A plain lock finds its row gone when it
// comes to it, and asks again.
const claimTable = `CREATE TABLE q(id int PRIMARY KEY, state text, officer int, due_at int, claims int DEFAULT 0);
INSERT INTO q(id, state, due_at) SELECT n, 'registered', (n * 7919) %% 100003 FROM generate_series(1, %d) n;
CREATE INDEX free ON q(due_at, id) WHERE state = 'registered';
ANALYZE q;
CREATE FUNCTION claim_plain(who int) RETURNS int LANGUAGE plpgsql AS $$ DECLARE x int; BEGIN
LOOP SELECT id INTO x FROM q WHERE state = 'registered' ORDER BY due_at, id LIMIT 1 FOR UPDATE; EXIT WHEN FOUND; END LOOP;
UPDATE q SET state = 'assigned', officer = who, claims = claims + 1 WHERE id = x; RETURN x; END $$;
CREATE FUNCTION claim_skip(who int) RETURNS int LANGUAGE sql AS $$
UPDATE q SET state = 'assigned', officer = who, claims = claims + 1 WHERE id = (
SELECT id FROM q WHERE state = 'registered' ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id $$;`

// connected is what pgbench took when everybody was connected, as our programs are
// before their time is taken. It says how many it did in a second.
func connected(said string, n int) (output, error) {
	_, rate, ok := strings.Cut(said, "tps = ")
	rate, _, _ = strings.Cut(rate, " ")
	perSecond, err := strconv.ParseFloat(rate, 64)
	if !ok || err != nil || perSecond <= 0 {
		return output{}, fmt.Errorf("pgbench does not say how fast it was: %q", said)
	}
	return output{took: &cost{wall: time.Duration(float64(n) / perSecond * float64(time.Second))}}, nil
}

// plain lets pgbench draw by one of the two functions.
func (d *drawing) plain(function string) side {
	name := ""
	return side{
		before: func(ctx context.Context) error {
			d.no++
			name = "plain" + strconv.Itoa(d.no)
			if _, err := d.c.Create(ctx, name, ""); err != nil {
				return err
			}
			_, err := d.c.SQL(ctx, name, fmt.Sprintf(claimTable, d.f.Size+d.f.Size/2))
			return err
		},
		run: func(ctx context.Context) (output, error) {
			script, err := d.c.Save(function+".sql", "SELECT "+function+"(:client_id);\n")
			if err != nil {
				return output{}, err
			}
			said, err := d.c.Run(ctx, "pgbench", "-n", "-c", strconv.Itoa(reviewers), "-j", "2", "-t", strconv.Itoa(d.each), "-f", script, name)
			if err != nil {
				return output{}, err
			}
			return connected(said, d.each*reviewers)
		},
		check: func(ctx context.Context, out *output) error {
			text, err := d.c.SQL(ctx, name, "SELECT sum(claims), max(claims) FROM q")
			if err != nil {
				return err
			}
			taken, most, _ := strings.Cut(strings.TrimSpace(text), "|")
			if most != "1" {
				return fmt.Errorf("plain table: a row was taken %s times", most)
			}
			out.rows, err = strconv.Atoi(taken)
			return err
		},
	}
}
