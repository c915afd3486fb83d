package roster

import (
	"math"
	"slices"

	"recourse/cases"
)

// writer builds the next table. Only one synchronisation writes at a time;
// what it has published it never changes, it appends beyond it or copies.
type writer struct {
	gen, epoch int64
	since      int64 // everything up to this sequence has been read
	live       bitmap
	shared     bool // live belongs to a published table
	alive      int
	columns
	dicts *dicts
	index
	appeal, appealWritten texts
	vault                 *vault
}

func newWriter(epoch int64, v *vault) *writer {
	return &writer{epoch: epoch, dicts: newDicts(), vault: v}
}

// put takes a row in, unless it is there already, and reports whether it was
// new. The old slot of a changed case is dead from now on.
func (w *writer) put(r *cases.Row, card *cases.Card) (bool, error) {
	old, known := w.slot(r.ID)
	if known && w.rest[old].version == r.Version && w.rest[old].seq == r.Seq {
		return false, nil
	}
	if len(w.id) >= math.MaxUint32 {
		return false, cases.Refuse("roster_full")
	}
	s := uint32(len(w.id))
	if err := w.columns.add(r, w.dicts); err != nil {
		return false, err
	}
	var err error
	if w.index, err = w.index.put(r.ID, s, w.gen); err != nil {
		return false, err
	}
	w.addTexts(s, r.AppealNo, card)
	w.mark(s, old, known)
	if known && card == nil {
		w.vault.purge(old)
	}
	return true, nil
}

func (w *writer) addTexts(s uint32, appealNo string, card *cases.Card) {
	folded := Fold(appealNo)
	addText(&w.appeal, s, folded)
	if folded == appealNo {
		appealNo = ""
	}
	addText(&w.appealWritten, s, appealNo)
	w.vault.add(s, card)
}

// mark makes slot s live and, when the case was known, its old slot dead.
func (w *writer) mark(s, old uint32, known bool) {
	if w.shared {
		w.live, w.shared = slices.Clone(w.live), false
	}
	if int(s>>6) >= len(w.live) {
		w.live = append(w.live, 0)
	}
	w.live.set(s)
	if known {
		w.live.clear(old)
	} else {
		w.alive++
	}
}

// publish makes a table of what was put so far.
func (w *writer) publish(gen int64) *table {
	w.gen, w.shared = gen, true
	return &table{
		gen: gen, epoch: w.epoch, n: len(w.id), live: w.live, alive: w.alive,
		columns: w.columns, names: w.dicts.names(), index: slices.Clone(w.index),
		appeal: w.appeal.published(), appealWritten: w.appealWritten.published(),
		personal: w.vault.published(), vault: w.vault,
	}
}

// smallest number of slots worth compacting.
const worthCompacting = 4096

// sparse reports whether a third of the slots is dead.
func (w *writer) sparse() bool {
	return len(w.id) >= worthCompacting && 3*(len(w.id)-w.alive) >= len(w.id)
}

// compact returns a writer with the live slots only, renumbered in the same
// order. The personal fields move to arenas of their own, since views of the
// earlier tables still read the old ones.
func (w *writer) compact(v *vault, epoch int64) (*writer, error) {
	keep := make([]uint32, 0, w.alive)
	w.live.each(func(s uint32) { keep = append(keep, s) })
	c := &writer{gen: w.gen, epoch: epoch, since: w.since, alive: w.alive, dicts: w.dicts, vault: v}
	c.columns = w.gather(keep)
	c.live = newBitmap(len(keep))
	var err error
	for i, s := range keep {
		slot := uint32(i)
		c.live.set(slot)
		if c.index, err = c.index.put(cases.ID(c.id[i]), slot, c.gen); err != nil {
			return nil, err
		}
		addText(&c.appeal, slot, w.appeal.at(s))
		addText(&c.appealWritten, slot, w.appealWritten.at(s))
		w.vault.move(s, v, slot)
	}
	return c, nil
}
