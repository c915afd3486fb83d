package roster

import (
	"bytes"
	"slices"
	"sort"
)

// Sizes of a chunk: small at first, so that a small office stays small.
const (
	firstChunk = 64 << 10
	lastChunk  = 4 << 20
)

// texts holds one text per slot, end to end in chunks that never move. Search
// runs over whole chunks and finds the row of a hit by its offset. A copy of
// the value is a published view: appending touches only bytes beyond it.
type texts struct {
	chunks []chunk
	bytes  int
}

// chunk holds the texts of the slots from first on; text i ends at ends[i],
// where a zero byte separates it from the next, so that no hit spans two rows.
type chunk struct {
	first uint32
	ends  []uint32
	data  []byte
}

// addText appends the text of slot, which is one above the last one.
func addText[T string | []byte](t *texts, slot uint32, s T) {
	need := len(s) + 1
	if k := len(t.chunks); k == 0 || cap(t.chunks[k-1].data)-len(t.chunks[k-1].data) < need {
		size := max(need, min(lastChunk, max(firstChunk, t.bytes)))
		t.chunks = append(t.chunks, chunk{first: slot, data: make([]byte, 0, size)})
	}
	c := &t.chunks[len(t.chunks)-1]
	c.data = append(append(c.data, s...), 0)
	c.ends = append(c.ends, uint32(len(c.data)-1))
	t.bytes += need
}

// published is a view that later additions do not change.
func (t *texts) published() texts {
	return texts{chunks: slices.Clone(t.chunks), bytes: t.bytes}
}

// at returns the bytes of a slot's text. They belong to the arena.
func (t *texts) at(slot uint32) []byte {
	k := sort.Search(len(t.chunks), func(i int) bool { return t.chunks[i].first > slot }) - 1
	if k < 0 {
		return nil
	}
	c := &t.chunks[k]
	i := int(slot - c.first)
	if i >= len(c.ends) {
		return nil
	}
	return c.data[c.start(i):c.ends[i]]
}

func (c *chunk) start(i int) uint32 {
	if i == 0 {
		return 0
	}
	return c.ends[i-1] + 1
}

// scan adds to found every slot whose text contains pattern.
func (t *texts) scan(pattern []byte, found bitmap) {
	for i := range t.chunks {
		nd := newNeedle(pattern, t.chunks[i].data)
		t.chunks[i].scan(&nd, found)
	}
}

// scan walks from hit to hit; after one it goes on with the next row.
func (c *chunk) scan(nd *needle, found bitmap) {
	row, from := 0, 0
	for from < len(c.data) {
		hit := nd.next(c.data, from)
		if hit < 0 {
			return
		}
		row += rowOf(c.ends[row:], uint32(hit))
		found.set(c.first + uint32(row))
		from = int(c.ends[row]) + 1
		row++
	}
}

// rowOf is the first row that ends after the hit: looked for in growing steps,
// since hits are usually close to each other or far apart.
func rowOf(ends []uint32, hit uint32) int {
	step := 1
	for step <= len(ends) && ends[step-1] <= hit {
		step *= 2
	}
	lo, hi := step/2, min(step, len(ends))
	for lo < hi {
		mid := (lo + hi) / 2
		if ends[mid] > hit {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}

// contains reports whether the text of one slot contains pattern.
func (t *texts) contains(slot uint32, pattern []byte) bool {
	return bytes.Contains(t.at(slot), pattern)
}

// wipe overwrites the text of one slot.
func (t *texts) wipe(slot uint32) { clear(t.at(slot)) }

// wipeAll overwrites everything.
func (t *texts) wipeAll() {
	for _, c := range t.chunks {
		clear(c.data)
	}
}

// memory is what the arena occupies, in bytes.
func (t *texts) memory() int {
	n := 0
	for _, c := range t.chunks {
		n += cap(c.data) + 4*cap(c.ends)
	}
	return n
}
