package roster

import (
	"sync"
	"sync/atomic"

	"recourse/cases"
)

// table is one published state of the roster. Nothing in it changes, except
// that orders are computed when they are first asked for.
type table struct {
	gen   int64
	epoch int64 // raised when slots are renumbered
	n     int   // slots, dead ones included
	live  bitmap
	alive int // live slots
	columns
	names
	index
	appeal, appealWritten texts
	personal
	vault *vault

	sorting sync.Mutex // one computes an order, the others wait for it
	orders  [keyCount]atomic.Pointer[order]
	before  [keyCount]*order // orders of earlier tables, to go on from
	harm    atomic.Pointer[harmOrder]
	found   atomic.Pointer[finding]
}

// appealNo is the number as it was written.
func (t *table) appealNo(s uint32) string {
	if w := t.appealWritten.at(s); len(w) > 0 {
		return string(w)
	}
	return string(t.appeal.at(s))
}

// row is the whole row of a slot.
func (t *table) row(s uint32) cases.Row {
	r := t.columns.row(s, &t.names)
	r.AppealNo = t.appealNo(s)
	return r
}

// inherit hands the orders computed so far to the next table.
func (t *table) inherit(next *table) {
	if t.epoch != next.epoch {
		return
	}
	for k := range t.orders {
		if o := t.orders[k].Load(); o != nil {
			next.before[k] = o
		} else {
			next.before[k] = t.before[k]
		}
	}
}
