package torture

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"
)

// Rig drives one program: where it is, where there is room to break things, and
// how much of what could be tried is tried.
type Rig struct {
	Bin   string    // the program
	Dir   string    // scratch folder, on a disk that may be filled
	Share int       // at most so many places per scene and fault, evenly spread; 0 tries all
	From  int       // places before this one are left out: to see again what was found
	To    int       // and those behind this one; 0 for none
	Out   io.Writer // findings, as they come; nil for nobody
	Hands int       // scenes at once; 0 means 1
	Shelf *Shelf    // offices to begin from, shared between rigs

	mu     sync.Mutex
	tally  Tally
	serial int
}

// Shelf keeps the offices that runs begin from, each made once.
type Shelf struct {
	Dir   string
	bases sync.Map // name of a base -> *base
}

// Tally counts what was done and what was found.
type Tally struct {
	Runs         int // times the program was started
	Faults       int // faults that were met
	Acknowledged int // acts the program said were done, under faults
	Cuts         int // disk states after a power cut
	Lost         int // acknowledged and not there
	Half         int // neither wholly there nor wholly absent, or a record that does not verify
	Wrong        int // the program said something untrue, raw or nothing
	Left         int // readable remains in temporary files
	Stuck        int // no end within bounded time, or no second try
	Skipped      []string
}

// Clean reports whether nothing was found.
func (t *Tally) Clean() bool { return t.Lost+t.Half+t.Wrong+t.Left+t.Stuck == 0 }

func (t *Tally) String() string {
	return fmt.Sprintf("%d runs, %d faults, %d power cuts; %d acts acknowledged\n%d lost, %d half applied, %d wrong messages, %d left behind, %d stuck",
		t.Runs, t.Faults, t.Cuts, t.Acknowledged, t.Lost, t.Half, t.Wrong, t.Left, t.Stuck)
}

// Kind says what is wrong.
type Kind string

// The kinds of findings, as the Tally counts them.
const (
	Lost  Kind = "lost"
	Half  Kind = "half applied"
	Wrong Kind = "wrong message"
	Left  Kind = "left behind"
	Stuck Kind = "stuck"
)

// Finding is one thing that does not hold.
type Finding struct {
	Kind  Kind
	Scene string
	Fault string // what was done to the program, and where
	What  string
}

func (f Finding) String() string {
	return fmt.Sprintf("%s: %s, %s: %s", f.Kind, f.Scene, f.Fault, f.What)
}

// Tally is what was counted until now.
func (r *Rig) Tally() Tally {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.tally
}

func (r *Rig) count(add func(*Tally)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	add(&r.tally)
}

// skip notes what could not be tried here.
func (r *Rig) skip(what string, why error) {
	r.count(func(t *Tally) { t.Skipped = append(t.Skipped, fmt.Sprintf("%s: %v", what, why)) })
}

// found notes a finding.
func (r *Rig) found(f Finding) {
	r.count(func(t *Tally) {
		switch f.Kind {
		case Lost:
			t.Lost++
		case Half:
			t.Half++
		case Wrong:
			t.Wrong++
		case Left:
			t.Left++
		default:
			t.Stuck++
		}
		if r.Out != nil {
			fmt.Fprintln(r.Out, f)
		}
	})
}

// base is an office that many runs begin from, made once.
type base struct {
	once sync.Once
	dir  string
	err  error
}

// from returns a copy of a base, made by build when it is asked for first.
func (r *Rig) from(name string, build func(*Place) error) (*Place, error) {
	v, _ := r.Shelf.bases.LoadOrStore(name, &base{})
	b := v.(*base)
	b.once.Do(func() {
		p, err := r.placeIn(r.Shelf.Dir, fmt.Sprintf("%x", sha256.Sum256([]byte(name)))[:12])
		if err == nil {
			err = build(p)
		}
		if err != nil {
			b.err = fmt.Errorf("base %s: %w", name, err)
			return
		}
		b.dir = p.Dir
	})
	if b.err != nil {
		return nil, b.err
	}
	p, err := r.place()
	if err != nil {
		return nil, err
	}
	return p, copyTree(p.Dir, b.dir)
}

// place makes an empty place.
func (r *Rig) place() (*Place, error) {
	r.mu.Lock()
	r.serial++
	name := fmt.Sprintf("p%d", r.serial)
	r.mu.Unlock()
	return r.placeIn(r.Dir, name)
}

func (r *Rig) placeIn(root, name string) (*Place, error) {
	dir := filepath.Join(root, name)
	p := &Place{rig: r, Dir: dir}
	for _, sub := range []string{"office", "home", "out", "tmp", "in", "said"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil {
			return nil, fmt.Errorf("place: %w", err)
		}
	}
	return p, nil
}

// copyTree copies a folder over another; both may exist.
func copyTree(to, from string) error {
	if out, err := exec.Command("cp", "-a", from+"/.", to).CombinedOutput(); err != nil {
		return fmt.Errorf("copy %s: %w: %s", from, err, out)
	}
	return nil
}

// spread picks at most share of n places, evenly, within what is looked at.
func (r *Rig) spread(n int) []int {
	if r.To > 0 {
		n = min(n, r.To+1)
	}
	first := min(n, r.From)
	n -= first
	k := n
	if r.Share > 0 {
		k = min(n, r.Share)
	}
	out := make([]int, k)
	for i := range out {
		out[i] = first + (2*i+1)*n/(2*k)
	}
	return out
}

// each runs jobs, as many at once as the rig has hands.
func (r *Rig) each(ctx context.Context, n int, job func(int) error) error {
	hands := make(chan struct{}, max(1, r.Hands))
	errs := make(chan error, n)
	for i := range n {
		hands <- struct{}{}
		go func() {
			defer func() { <-hands }()
			if err := ctx.Err(); err != nil {
				errs <- err
				return
			}
			errs <- job(i)
		}()
	}
	for range n {
		if err := <-errs; err != nil {
			return err
		}
	}
	return nil
}

// patience is how long a command may take before it counts as stuck: waiting
// for another program ends after half a minute.
const patience = 90 * time.Second
