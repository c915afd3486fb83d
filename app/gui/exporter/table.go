package exporter

import "recourse/app/gui/kit/grid"

// table is a grid that stays, with the keyboard, the current row and the marks,
// while the office changes what it lists.
type table[T any] struct {
	list []T
	key  func(list []T, at int) int64
	fill func(row *T, cells []grid.Cell)
	grid *grid.Grid
}

// Len is how many rows are listed.
func (t *table[T]) Len() int { return len(t.list) }

// Key is the same for the same row wherever it stands.
func (t *table[T]) Key(at int) int64 { return t.key(t.list, at) }

// Fill writes a row.
func (t *table[T]) Fill(at int, cells []grid.Cell) { t.fill(&t.list[at], cells) }

// Find says where a row stands now, -1 for nowhere.
func (t *table[T]) Find(key int64) int {
	for at := range t.list {
		if t.Key(at) == key {
			return at
		}
	}
	return -1
}

// show lists something else. Marks of rows that are gone go with them.
func (t *table[T]) show(list []T) {
	t.list = list
	t.grid.Reload()
	marked := t.grid.Marked()
	if len(marked) == 0 {
		return
	}
	t.grid.Unmark()
	t.grid.Mark(marked)
	if t.grid.OnMark != nil {
		t.grid.OnMark(len(t.grid.Marked()))
	}
}
