package roster

import (
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"
	"weak"

	"recourse/cases"
)

// Roster is the list of all cases in memory. Every method may be called from
// any goroutine. Use New.
type Roster struct {
	current atomic.Pointer[table]

	syncing sync.Mutex // one synchronisation at a time
	w       *writer    // owned by whoever holds syncing

	mu       sync.Mutex // guards what follows, never held for long
	gen      int64
	epoch    int64
	locked   bool
	fresh    bool // the next synchronisation reads everything again
	vaults   []weak.Pointer[vault]
	watchers map[int]func(Signal)
	nextID   int
}

// Signal tells a watcher that the roster has a new state.
type Signal struct {
	Generation int64 // number of the state, rising
	Cases      int   // how many cases it has
	Changed    int   // how many of them are new or changed
	Locked     bool  // without personal fields
}

// New returns an empty roster that takes personal fields in.
func New() *Roster {
	r := &Roster{fresh: true, watchers: map[int]func(Signal){}}
	t, w := newWriter(0, newVault()).publish(0), DefaultHarmWeights()
	t.weights = &atomic.Pointer[HarmWeights]{}
	t.weights.Store(&w)
	r.current.Store(t)
	return r
}

func (r *Roster) table() *table { return r.current.Load() }

// Select lists the cases that pass the filter at now, in order.
func (r *Roster) Select(f Filter, by Sort, now time.Time) *View {
	return r.table().selected(&f, by, now)
}

// Find returns the line of one case, false when the roster does not have it.
func (r *Roster) Find(id cases.ID) (Line, bool) {
	t := r.table()
	s, ok := t.slot(id)
	if !ok {
		return Line{}, false
	}
	return t.line(s), true
}

// Len is how many cases the roster has.
func (r *Roster) Len() int { return r.table().alive }

// Generation is the number of the current state; it rises with every change.
func (r *Roster) Generation() int64 { return r.table().gen }

// Watch calls f after every change, on the goroutine that made it, until
// the returned function is called. f must not block.
func (r *Roster) Watch(f func(Signal)) (stop func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	id := r.nextID
	r.nextID++
	r.watchers[id] = f
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		delete(r.watchers, id)
	}
}

// Lock overwrites all personal fields, in the roster and in every view, and
// takes none in until Unlock. Searches find appeal numbers only.
func (r *Roster) Lock() {
	r.mu.Lock()
	r.locked = true
	for _, p := range r.vaults {
		if v := p.Value(); v != nil {
			v.wipeAll()
		}
	}
	r.vaults = nil
	old := r.table()
	r.gen++
	t := old.again(r.gen)
	old.inherit(t)
	r.current.Store(t)
	r.mu.Unlock()
	r.tell(t, 0)
}

// Unlock lets personal fields in again: the next Sync reads every case anew.
// Until it has finished the lists show what they showed, without them.
func (r *Roster) Unlock() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.locked {
		r.locked, r.fresh = false, true
	}
}

// newVault returns a vault that Lock will find. The caller holds mu.
func (r *Roster) newVault() *vault {
	v := newVault()
	v.gone = r.locked
	r.vaults = slices.DeleteFunc(r.vaults, func(p weak.Pointer[vault]) bool { return p.Value() == nil })
	r.vaults = append(r.vaults, weak.Make(v))
	return v
}

// publish makes what w holds the current state.
func (r *Roster) publish(w *writer, changed int) {
	r.mu.Lock()
	r.gen++
	t := w.publish(r.gen)
	r.table().inherit(t)
	r.current.Store(t)
	r.mu.Unlock()
	r.tell(t, changed)
}

// tell calls the watchers, outside the lock.
func (r *Roster) tell(t *table, changed int) {
	r.mu.Lock()
	locked := r.locked
	watchers := slices.Collect(maps.Values(r.watchers))
	r.mu.Unlock()
	for _, f := range watchers {
		f(Signal{Generation: t.gen, Cases: t.alive, Changed: changed, Locked: locked})
	}
}
