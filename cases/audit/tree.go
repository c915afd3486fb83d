package audit

import (
	"crypto/sha256"
	"math/bits"
)

// frontier is the least that must be kept of an RFC 6962 tree to go on
// growing it and to tell its head: the roots of its perfect subtrees, largest
// first. There is one for every bit set in the size.
type frontier struct {
	size  int64
	roots []Hash
}

// add grows the tree by one leaf.
func (f *frontier) add(leaf Hash) {
	f.roots = append(f.roots, leaf)
	f.size++
	for range bits.TrailingZeros64(uint64(f.size)) {
		last := len(f.roots) - 1
		f.roots[last-1] = node(&f.roots[last-1], &f.roots[last])
		f.roots = f.roots[:last]
	}
}

// head is the Merkle tree hash (RFC 6962, section 2.1); of an empty tree it is
// the hash of nothing.
func (f *frontier) head() Hash {
	if f.size == 0 {
		return sha256.Sum256(nil)
	}
	root := f.roots[len(f.roots)-1]
	for i := len(f.roots) - 2; i >= 0; i-- {
		root = node(&f.roots[i], &root)
	}
	return root
}

// node is SHA-256(0x01 || left || right).
func node(left, right *Hash) Hash {
	var b [1 + 2*sha256.Size]byte
	b[0] = 1
	copy(b[1:], left[:])
	copy(b[1+sha256.Size:], right[:])
	return sha256.Sum256(b[:])
}

// ones is the number of perfect subtrees in a tree of n leaves.
func ones(n uint64) int { return bits.OnesCount64(n) }

// Tree grows an RFC 6962 tree leaf by leaf and tells its head. It serves
// lists that are too long for one entry: the entry then carries the head.
type Tree struct {
	f   frontier
	buf []byte
}

// Add grows the tree by one record.
func (t *Tree) Add(record []byte) {
	t.buf = append(append(t.buf[:0], 0), record...)
	t.f.add(sha256.Sum256(t.buf))
}

// Size is the number of records.
func (t *Tree) Size() int64 { return t.f.size }

// Root is the tree head.
func (t *Tree) Root() Hash { return t.f.head() }
