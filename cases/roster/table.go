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
	before  [keyCount]atomic.Pointer[order] // orders of earlier tables, to go on from
	harm    atomic.Pointer[harmOrder]
	weights *atomic.Pointer[HarmWeights] // shared by all tables of a roster
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
	next.weights = t.weights
	if t.epoch != next.epoch {
		return
	}
	for k := range t.orders {
		old := t.before[k].Load() // read first: it is dropped once there is an order
		if o := t.orders[k].Load(); o != nil {
			old = o
		}
		next.before[k].Store(old)
	}
}

// again is the same state under a new number, without personal fields.
func (t *table) again(gen int64) *table {
	return &table{
		gen: gen, epoch: t.epoch, n: t.n, live: t.live, alive: t.alive,
		columns: t.columns, names: t.names, index: t.index,
		appeal: t.appeal, appealWritten: t.appealWritten, vault: t.vault,
	}
}

// warm computes all stored orders, the usual one first.
func (t *table) warm() {
	t.sorted(keyDue)
	for k := range keyCount {
		t.sorted(k)
	}
}

// Memory says what the roster occupies, in bytes.
type Memory struct {
	Cases    int
	Columns  int // clear columns and appeal numbers
	Personal int // identities and statements
	Orders   int // sorted lists
}

// Memory measures the current state.
func (r *Roster) Memory() Memory {
	t := r.table()
	m := Memory{Cases: t.alive, Columns: t.columns.memory() + t.appeal.memory() + t.appealWritten.memory() + 8*cap(t.live)}
	m.Columns += len(t.index) * (pageSize*4 + 16)
	m.Personal = t.identity.memory() + t.written.memory() + t.statement.memory()
	for k := range t.orders {
		if o := t.orders[k].Load(); o != nil {
			m.Orders += 4 * cap(o.list)
		}
	}
	return m
}
