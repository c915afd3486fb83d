package torture

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// counted does jobs under a journal, opened anew.
func counted(t *testing.T, path, bin string, n int, do func(i int, r *Rig) error) (Tally, error) {
	t.Helper()
	j, err := OpenJournal(path, bin)
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	r := &Rig{Shelf: &Shelf{}, Journal: j, Hands: 2}
	var jobs []job
	for i := range n {
		jobs = append(jobs, job{key{"fault", "scene", "EIO", i}, func(r *Rig) error { return do(i, r) }})
	}
	err = r.work(t.Context(), jobs)
	if done, of := r.Progress(); of != n || err == nil && done != n {
		t.Errorf("%d of %d done", done, of)
	}
	return r.Tally(), err
}

// A torture that was broken off goes on where it was, counts what was counted,
// and tries again what was found.
func TestJournal(t *testing.T) {
	t.Parallel()
	path, bin := filepath.Join(t.TempDir(), "journal"), os.Args[0]
	broken := errors.New("broken off")
	again := map[int]int{}
	_, err := counted(t, path, bin, 1, func(i int, r *Rig) error {
		r.count(func(y *Tally) { y.Faults++; y.Runs += 5 })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = counted(t, path, bin, 2, func(i int, r *Rig) error { again[i]++; return broken })
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), "scene scene, EIO, call 1") {
		t.Errorf("got %v", err)
	}
	for range 2 {
		y, err := counted(t, path, bin, 2, func(i int, r *Rig) error {
			again[i]++
			r.count(func(y *Tally) { y.Faults++; y.Runs++ })
			r.found(Finding{Lost, "scene", "EIO", "a note"})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(Tally{Runs: 6, Faults: 2, Lost: 1}, y); d != "" {
			t.Error(d)
		}
	}
	if d := cmp.Diff(map[int]int{1: 3}, again); d != "" {
		t.Errorf("done again: %s", d)
	}
}

// A line that was cut short is written over; a journal of another program is
// refused.
func TestTornJournal(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path, bin := filepath.Join(dir, "journal"), filepath.Join(dir, "bin")
	write := func(name, text string) {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(bin, "one program")
	count := func() Tally {
		y, err := counted(t, path, bin, 3, func(_ int, r *Rig) error { r.count(func(y *Tally) { y.Faults++ }); return nil })
		if err != nil {
			t.Fatal(err)
		}
		return y
	}
	count()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, cut := range []int{1, 9, len(raw) - 20} {
		write(path, string(raw[:cut]))
		if y := count(); y.Faults != 3 {
			t.Errorf("cut after %d bytes: %+v", cut, y)
		}
		whole, err := os.ReadFile(path)
		if err != nil || strings.Count(string(whole), "\n") != 4 {
			t.Errorf("cut after %d bytes: %v, %s", cut, err, whole)
		}
	}
	write(bin, "another one")
	if _, err := OpenJournal(path, bin); !errors.Is(err, ErrOther) {
		t.Errorf("got %v", err)
	}
	write(path, fmt.Sprintln("not a journal"))
	if _, err := OpenJournal(path, bin); err == nil {
		t.Error("took something else for a journal")
	}
}

// What is left is the same to the byte, or it is not.
func TestRemains(t *testing.T) {
	t.Parallel()
	r := &Rig{Dir: t.TempDir(), Shelf: &Shelf{}}
	left := func(name, text, said string) string {
		p, err := r.place()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p.path(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		sum, err := p.remains(Outcome{Code: 1, Err: strings.ReplaceAll(said, "DIR", p.Dir)})
		if err != nil {
			t.Fatal(err)
		}
		return sum
	}
	one := left("office/o", "a", "DIR/office is full")
	if two := left("office/o", "a", "DIR/office is full"); one != two {
		t.Error("the same in another place is taken for something else")
	}
	if one != left("office/o", "a", "DIR/office is full") {
		t.Error("not the same twice")
	}
	for what, other := range map[string]string{
		"another content": left("office/o", "b", "DIR/office is full"), "another name": left("office/p", "a", "DIR/office is full"),
		"another folder": left("home/o", "a", "DIR/office is full"), "other words": left("office/o", "a", "nothing"),
	} {
		if one == other {
			t.Errorf("%s is taken for the same", what)
		}
	}
}
