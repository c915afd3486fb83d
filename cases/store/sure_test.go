package store_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"recourse/cases"
	"recourse/cases/store"
	"recourse/cases/store/storetest"
	"recourse/cases/vault"
)

// noted is a change that adds a note to the first case.
func noted(t *testing.T, st *store.Store, se *store.Session, id string) cases.Change {
	t.Helper()
	f, err := st.Case(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	c := cases.Change{ActionID: id, Move: cases.MoveNote, By: se.User().Actor(), At: storetest.Now(), Read: f.Version, From: f.State, Row: f.Row}
	p, err := cases.NewPaper(cases.PaperNote, len(f.Notes)+1, "reviewer", c.At, cases.Note{Text: "记"})
	if err != nil {
		t.Fatal(err)
	}
	c.Papers = []cases.Paper{p}
	return c
}

// What is written to a file that has lost its name would be seen by nobody, so
// it is refused rather than acknowledged.
func TestOfficeReplacedWhileOpen(t *testing.T) {
	t.Parallel()
	for what, spoil := range map[string]func(path string) error{
		"deleted":  os.Remove,
		"moved":    func(path string) error { return os.Rename(path, path+".old") },
		"replaced": func(path string) error { return os.Rename(copyOf(t, path), path) },
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			dsn := sample(t, 1)
			st := openSample(t, dsn)
			se, err := st.SignIn(t.Context(), "reviewer", storetest.Passphrase)
			if err != nil {
				t.Fatal(err)
			}
			if err := st.Apply(t.Context(), noted(t, st, se, "before")); err != nil || st.Saved() != 1 {
				t.Fatalf("%v, %d saved", err, st.Saved())
			}
			c := noted(t, st, se, "after")
			if err := spoil(dsn); err != nil {
				t.Fatal(err)
			}
			wantRefusal(t, st.Apply(t.Context(), c), "replaced")
			if st.Saved() != 1 {
				t.Errorf("%d acts are said to be saved, want 1", st.Saved())
			}
		})
	}
}

func copyOf(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path+".copy", raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return path + ".copy"
}

// Half a note of a seat, as a power cut can leave it, does not keep anybody
// from opening the office; it is written anew.
func TestHalfANoteOfTheSeat(t *testing.T) {
	t.Parallel()
	dsn, opt := sample(t, 1), storetest.Options()
	opt.SeenDir = t.TempDir()
	look := func() {
		st, err := store.Open(t.Context(), dsn, opt)
		if err != nil {
			t.Fatal(err)
		}
		if err := st.Close(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	look()
	notes, err := filepath.Glob(filepath.Join(opt.SeenDir, "*"))
	if err != nil || len(notes) != 1 {
		t.Fatalf("the seat remembers %v, %v", notes, err)
	}
	whole, err := os.ReadFile(notes[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, len(whole) / 2} {
		if err := os.WriteFile(notes[0], whole[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		look()
		if got, err := os.ReadFile(notes[0]); err != nil || string(got) != string(whole) {
			t.Errorf("after %d bytes the note is %q, %v", n, got, err)
		}
	}
}

// An office that is being made does not have its name yet.
func TestUnfinishedOfficeHasNoName(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	dsn := filepath.Join(dir, "o.recourse")
	opt, seen := storetest.Options(), false
	opt.Clock = func(store.Office) cases.Clock {
		return func() time.Time {
			if _, err := os.Stat(dsn); err == nil {
				seen = true
			}
			return storetest.Now()
		}
	}
	spec := store.Spec{Name: "办", Authority: "局", Division: "330199", Demo: true, Params: vault.CheapParams()}
	c, err := store.Create(t.Context(), dsn, opt, spec, store.NewUser{ID: "admin", Name: "管", Roles: []cases.Role{cases.Administrator}}, storetest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	if seen {
		t.Error("the office had its name before it was made")
	}
	if err := c.Store.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(left) != 1 || !strings.HasSuffix(left[0], "o.recourse") {
		t.Errorf("there are %v, %v", left, err)
	}
}

// A clock that runs backwards leaves a whole record in the order of its
// numbers, and verification says so.
func TestClockRunsBackwards(t *testing.T) {
	t.Parallel()
	st := openSample(t, sample(t, 1))
	se, err := st.SignIn(t.Context(), "reviewer", storetest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	seq, err := st.Seq(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i, step := range []time.Duration{time.Hour, -time.Hour, 0, 2 * time.Hour} {
		c := noted(t, st, se, string(rune('a'+i)))
		c.At = c.At.Add(step)
		if err := st.Apply(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	v, err := st.Verify(t.Context(), nil)
	if err != nil || !v.Whole() || v.Backwards != 1 || v.FirstBackwards != seq+2 {
		t.Errorf("%+v, %v", v, err)
	}
}
