package torture

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"recourse/app/session"
	"recourse/review"
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
	// Journal remembers what was tried, for a torture that goes on where it
	// was broken off; nil for none.
	Journal *Journal

	mu    sync.Mutex
	tally Tally
	todo  int    // jobs of the part that is under way
	done  int    // of these
	met   string // the call at which the last fault struck
	said  string // by the program under it, without the place's name
}

// Shelf keeps the offices that runs begin from, each made once.
type Shelf struct {
	Dir    string
	bases  sync.Map // name of a base -> *base
	serial atomic.Int64
	rules  struct {
		once sync.Once
		all  *review.Library
		err  error
	}
}

// library is the shelf of policy packs for all looks.
func (s *Shelf) library() (*review.Library, error) {
	s.rules.once.Do(func() { s.rules.all, s.rules.err = session.Library() })
	return s.rules.all, s.rules.err
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
	return r.placeIn(r.Dir, fmt.Sprintf("p%d", r.Shelf.serial.Add(1)))
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

// patience is how long a command may take before it counts as stuck: waiting
// for another program ends after half a minute.
const patience = 90 * time.Second
