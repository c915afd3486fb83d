package audit

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// Chain is the state of a record after its last entry: enough to append the
// next one, to check it, and to tell the tree's head. The zero Chain is an
// empty record. A Chain is not safe for concurrent use.
type Chain struct {
	last Hash
	tree frontier
	buf  []byte // the encoding of the entry at hand
}

// Size is the number of entries, which is the sequence of the last one.
func (c *Chain) Size() int64 { return c.tree.size }

// Last is the hash of the last entry; zero when there is none.
func (c *Chain) Last() Hash { return c.last }

// Root is the RFC 6962 tree head over all entry hashes.
func (c *Chain) Root() Hash { return c.tree.head() }

// Sign signs the bytes an actor answers for.
type Sign func(signed []byte) ([]byte, error)

// Append makes the next entry and moves the chain past it. The content may be
// any JSON; it is brought to its canonical form (RFC 8785) first.
func (c *Chain) Append(actor string, content []byte, sign Sign) (Entry, error) {
	e, err := c.Draft(actor, content, sign)
	if err == nil {
		c.advance(&e)
	}
	return e, err
}

// Draft makes an entry that is signed as if it came next and leaves the chain as
// it is. When others come in between, the entry takes a later place; its content
// must then say after which entry it was signed, or nobody can check it.
func (c *Chain) Draft(actor string, content []byte, sign Sign) (Entry, error) {
	text, err := canonical(content)
	if err != nil {
		return Entry{}, fmt.Errorf("bring audit content to canonical form: %w", err)
	}
	e := Entry{Seq: c.Size() + 1, Prev: c.last, Actor: actor, Content: text}
	if e.Signature, err = sign(e.AppendSigned(nil)); err != nil {
		return Entry{}, fmt.Errorf("sign audit entry %d: %w", e.Seq, err)
	}
	return e, nil
}

// Add checks that e is the next entry and moves the chain past it. A misfit
// is a *Broken and leaves the chain as it was.
func (c *Chain) Add(e *Entry) error {
	if e.Seq != c.Size()+1 {
		return &Broken{Seq: c.Size() + 1, Why: Missing}
	}
	if e.Prev != c.last {
		return &Broken{Seq: e.Seq, Why: Unlinked}
	}
	c.advance(e)
	return nil
}

// advance hashes the entry's encoding as an RFC 6962 leaf and links it in.
func (c *Chain) advance(e *Entry) {
	c.buf = e.append(append(c.buf[:0], 0))
	c.last = sha256.Sum256(c.buf)
	c.tree.add(c.last)
}

// MarshalBinary is the chain's state in the form UnmarshalBinary reads: size,
// hash of the last entry, roots of the perfect subtrees.
func (c *Chain) MarshalBinary() ([]byte, error) {
	b := binary.BigEndian.AppendUint64(nil, uint64(c.tree.size))
	b = append(b, c.last[:]...)
	for i := range c.tree.roots {
		b = append(b, c.tree.roots[i][:]...)
	}
	return b, nil
}

// UnmarshalBinary restores a chain. The state is taken on trust; only
// replaying the entries proves it.
func (c *Chain) UnmarshalBinary(b []byte) error {
	const fixed = 8 + len(c.last)
	if len(b) < fixed {
		return ErrMalformed
	}
	size := binary.BigEndian.Uint64(b)
	roots := b[fixed:]
	if size > 1<<62 || len(roots) != len(c.last)*ones(size) {
		return ErrMalformed
	}
	c.tree = frontier{size: int64(size), roots: make([]Hash, ones(size))}
	copy(c.last[:], b[8:])
	for i := range c.tree.roots {
		copy(c.tree.roots[i][:], roots[i*len(c.last):])
	}
	return nil
}

// Equal reports whether two chains are in the same state.
func (c *Chain) Equal(o *Chain) bool {
	a, _ := c.MarshalBinary() // cannot fail
	b, _ := o.MarshalBinary()
	return bytes.Equal(a, b)
}
