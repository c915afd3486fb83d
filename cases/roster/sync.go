package roster

import (
	"context"
	"fmt"

	"recourse/cases"
)

// firstPart is how many cases a first load publishes at once; every further
// part is as large as all before it.
const firstPart = 512

// Sync takes in what changed since the last Sync and returns how many cases
// are new or changed. A first load publishes as it goes, so that lists are
// usable before it ends. After an error what has been read stays listed, and
// the next Sync reads it again.
func (r *Roster) Sync(ctx context.Context, feed Feed) (changed int, err error) {
	r.syncing.Lock()
	defer r.syncing.Unlock()
	l := r.begin()
	if err := l.reserve(ctx, feed); err != nil {
		return 0, err
	}
	err = feed.Rows(ctx, l.w.since, l.take)
	if err != nil {
		l.flush()
		return l.changed, fmt.Errorf("read the queue after entry %d: %w", l.w.since, err)
	}
	return l.changed, l.finish()
}

// UpTo is the audit sequence up to which the queue has been read; 0 when all of
// it has yet to be.
func (r *Roster) UpTo() int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fresh {
		return 0
	}
	return r.w.since
}

// load is one run of Sync.
type load struct {
	r         *Roster
	w         *writer
	first     bool // everything is read
	quiet     bool // something complete is listed meanwhile: publish at the end only
	since     int64
	changed   int
	published int // of changed
}

// begin goes on with the writer at hand, or takes a new one when everything
// has to be read.
func (r *Roster) begin() *load {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.fresh {
		return &load{r: r, w: r.w, since: r.w.since}
	}
	r.epoch++
	w := newWriter(r.epoch, r.newVault())
	return &load{r: r, w: w, first: true, quiet: r.Len() > 0}
}

// reserve makes room for all that a first load will bring.
func (l *load) reserve(ctx context.Context, feed Feed) error {
	c, ok := feed.(Counter)
	if !ok || !l.first {
		return nil
	}
	n, err := c.Count(ctx)
	if err != nil {
		return fmt.Errorf("count the cases: %w", err)
	}
	l.w.columns.reserve(n + n/64) // some to come, before all must be copied
	return nil
}

// take receives one case from the feed.
func (l *load) take(row cases.Row, card *cases.Card) error {
	is, err := l.w.put(&row, card)
	if err != nil {
		return err
	}
	l.since = max(l.since, row.Seq)
	if !is {
		return nil
	}
	l.changed++
	if l.changed-l.published >= max(firstPart, l.published) {
		l.flush()
	}
	return nil
}

// flush publishes what was taken and not yet published.
func (l *load) flush() {
	if l.quiet || l.changed == l.published {
		return
	}
	l.r.publish(l.w, l.changed-l.published)
	l.published = l.changed
}

// finish publishes the rest and makes the writer the one to go on with.
func (l *load) finish() error {
	l.w.since = l.since
	dense := l.w.sparse()
	if dense {
		if err := l.compact(); err != nil {
			return err
		}
	}
	if left := l.changed - l.published; left > 0 || dense || l.quiet {
		l.r.publish(l.w, left)
	}
	l.r.adopt(l.w)
	if l.first || dense {
		l.r.table().warm()
	}
	return nil
}

func (l *load) compact() error {
	l.r.mu.Lock()
	l.r.epoch++
	v, epoch := l.r.newVault(), l.r.epoch
	l.r.mu.Unlock()
	w, err := l.w.compact(v, epoch)
	if err == nil {
		l.w = w
	}
	return err
}

// adopt makes w the writer of the next run. When the office was locked and
// unlocked during this one, everything still has to be read again.
func (r *Roster) adopt(w *writer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.w = w
	if r.locked || !w.vault.isGone() {
		r.fresh = false
	}
}
