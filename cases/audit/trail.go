package audit

import "errors"

// Window is how far behind the last entry its author saw an entry may come: one
// that is signed after entry n is among n+1 to n+Window.
const Window = 1024

// ErrPlace says that an entry does not stand where its signature lets it stand.
var ErrPlace = errors.New("not in a place its signature allows")

// Trail remembers the hashes of the last entries of a record, for entries that
// do not stand directly behind the one their author saw last. The zero Trail is
// that of an empty record.
type Trail struct {
	size int64
	ring [Window + 1]Hash
}

func (t *Trail) add(seq int64, h Hash) {
	t.size = seq
	t.ring[seq%int64(len(t.ring))] = h
}

// Last is the hash of the last entry.
func (t *Trail) Last() Hash { return t.ring[t.size%int64(len(t.ring))] }

// Signed appends to b the bytes that the author of e, the last entry, signed
// when entry number after was the last one they saw. It is ErrPlace when e stands
// before that entry or too far behind it.
func (t *Trail) Signed(b []byte, e *Entry, after int64) ([]byte, error) {
	if after < 1 || after >= e.Seq || e.Seq-after > Window || e.Seq != t.size {
		return b, ErrPlace
	}
	as := *e
	as.Seq, as.Prev = after+1, t.ring[after%int64(len(t.ring))]
	return as.AppendSigned(b), nil
}
