package store

import (
	"context"
	"errors"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"recourse/cases"
	"recourse/cases/vault"
)

// smallOffice is an office in a file with one person who may do everything.
func smallOffice(t *testing.T) Created {
	t.Helper()
	opt := Options{Clock: func(Office) cases.Clock { return cases.Fixed(time.Date(2020, 2, 17, 1, 0, 0, 0, time.UTC)) }}
	spec := Spec{Name: "办", Authority: "局", Division: "330199", Demo: true, Params: vault.CheapParams()}
	c, err := Create(context.Background(), filepath.Join(t.TempDir(), "o.recourse"), opt, spec,
		NewUser{ID: "all", Name: "全", Roles: cases.Roles()}, "recourse-demo")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Store.Close(context.Background()) })
	return c
}

func one(appealNo string, statement string) Goods {
	s := &cases.Snapshot{Appeal: cases.Appeal{AppealNo: appealNo, Statement: statement}}
	return Goods{Cases: func(yield func(Incoming, error) bool) {
		yield(Incoming{Snapshot: s, Row: cases.Row{AppealNo: appealNo, State: cases.Received}}, nil)
	}}
}

// TestFullDisk lets the database hit a limit as a full disk would, in the
// engine's own code path.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	c := smallOffice(t)
	d := Delivery{ActionID: "1", Name: "x", By: c.Session.User().Actor()}
	if _, err := c.Store.e.Write.ExecContext(ctx, "PRAGMA max_page_count = 80"); err != nil {
		t.Fatal(err)
	}
	long := make([]byte, 1<<20)
	letters := rand.New(rand.NewPCG(1, 2)) // so that compression does not make it small
	for i := range long {
		long[i] = byte('!' + letters.IntN(90))
	}
	_, err := c.Store.ImportDelivery(ctx, d, one("A-1", string(long)), nil)
	if r, ok := cases.AsRefusal(err); !ok || r.Code != "disk_full" {
		t.Errorf("got %v", err)
	}
	if _, ok, err := c.Store.Act(ctx, "1"); ok || err != nil {
		t.Errorf("the act is in the record: %v, %v", ok, err)
	}
	if _, err := c.Store.e.Write.ExecContext(ctx, "PRAGMA max_page_count = 100000"); err != nil {
		t.Fatal(err)
	}
	r, err := c.Store.ImportDelivery(ctx, d, one("A-1", string(long)), nil)
	if err != nil || r.Stored != 1 {
		t.Errorf("after making room: %+v, %v", r, err)
	}
	v, err := c.Store.Verify(ctx, nil)
	if err != nil || !v.Whole() {
		t.Errorf("%+v, %v", v, err)
	}
}

// TestUncoveredWrite: no write escapes the record.
func TestUncoveredWrite(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	c := smallOffice(t)
	err := c.Store.write(ctx, "sly", func(ctx context.Context, t *txn) error {
		return t.put(ctx, officeTable(), []any{"sly", "yes"})
	})
	if err == nil {
		t.Error("a write without an entry was committed")
	}
	if got, err := c.Store.Setting(ctx, "sly"); got != "" || err != nil {
		t.Errorf("the setting is %q, %v", got, err)
	}
}

// TestUnclearCommit: after a commit with an unclear answer the act is looked
// up: found means done, not found means not done.
func TestUnclearCommit(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	c := smallOffice(t)
	d := Delivery{ActionID: "done", Name: "x", By: c.Session.User().Actor()}
	if _, err := c.Store.ImportDelivery(ctx, d, one("A-1", ""), nil); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]bool{"done": true, "lost": false} {
		tx, err := c.Store.e.Begin(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if err := tx.Rollback(); err != nil { // so that the commit fails
			t.Fatal(err)
		}
		if err := c.Store.commit(ctx, tx, id); (err == nil) != want {
			t.Errorf("%s: %v", id, err)
		}
	}
}

func TestInOrder(t *testing.T) {
	t.Parallel()
	count := func(n int) func(func(int) error) error {
		return func(emit func(int) error) error {
			for i := range n {
				if err := emit(i); err != nil {
					return err
				}
			}
			return nil
		}
	}
	double := func(i int) (int, error) { return 2 * i, nil }
	stop := errors.New("stop")
	t.Run("results come in the order of the source", func(t *testing.T) {
		t.Parallel()
		next := 0
		err := inOrder(context.Background(), count(1000), double, func(i int) error {
			if i != 2*next {
				t.Fatalf("got %d, want %d", i, 2*next)
			}
			next++
			return nil
		})
		if err != nil || next != 1000 {
			t.Errorf("%d results, %v", next, err)
		}
	})
	for name, run := range map[string]func(context.Context) error{
		"an error of the source": func(ctx context.Context) error {
			return inOrder(ctx, func(emit func(int) error) error { emit(1); return stop }, double, func(int) error { return nil })
		},
		"an error of the work": func(ctx context.Context) error {
			return inOrder(ctx, count(1000), func(int) (int, error) { return 0, stop }, func(int) error { return nil })
		},
		"an error of the taker": func(ctx context.Context) error {
			return inOrder(ctx, count(1000), double, func(int) error { return stop })
		},
	} {
		t.Run(name+" ends everything and is returned", func(t *testing.T) {
			t.Parallel()
			if err := run(context.Background()); !errors.Is(err, stop) {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("being cancelled is never taken for the end", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(context.Background())
		taken := 0
		err := inOrder(ctx, count(5), double, func(int) error {
			if taken++; taken == 2 {
				cancel()
			}
			return nil
		})
		if taken < 5 && !errors.Is(err, context.Canceled) {
			t.Errorf("%d of 5 taken, %v", taken, err)
		}
	})
}

func TestHoldsNUL(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`"a\u0000b"`: true, `"\\u0000"`: false, `"\\\u0000"`: true, `"\\\\u0000 \u0000"`: true, `"u0000"`: false, ``: false,
	} {
		if got := holdsNUL([]byte(text)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
