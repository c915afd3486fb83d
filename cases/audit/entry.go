package audit

import (
	"encoding/binary"
	"errors"

	"golang.org/x/mod/sumdb/tlog"
)

// Hash is a SHA-256 digest. It prints as base64.
type Hash = tlog.Hash

// Entry is one line of the record.
type Entry struct {
	Seq       int64
	Prev      Hash
	Actor     string
	Content   []byte // canonical JSON
	Signature []byte
}

// ErrMalformed says that bytes are not an encoded entry or checkpoint.
var ErrMalformed = errors.New("not an audit entry")

// maxField bounds one field of an encoded entry, so that a damaged length
// cannot ask for gigabytes.
const maxField = 16 << 20

// AppendSigned appends to b the bytes that the actor signs.
func (e *Entry) AppendSigned(b []byte) []byte {
	b = binary.BigEndian.AppendUint64(b, uint64(e.Seq))
	return e.appendSaid(append(b, e.Prev[:]...))
}

func (e *Entry) appendSaid(b []byte) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(len(e.Actor)))
	b = append(b, e.Actor...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(e.Content)))
	return append(b, e.Content...)
}

// AppendRest appends to b the part of the entry's encoding that is behind its
// place (sequence and previous hash), for whoever gives the place.
func (e *Entry) AppendRest(b []byte) []byte {
	b = e.appendSaid(b)
	b = binary.BigEndian.AppendUint32(b, uint32(len(e.Signature)))
	return append(b, e.Signature...)
}

// AppendBinary appends the entry's whole encoding to b.
func (e *Entry) AppendBinary(b []byte) ([]byte, error) {
	return e.append(b), nil
}

func (e *Entry) append(b []byte) []byte {
	b = binary.BigEndian.AppendUint64(b, uint64(e.Seq))
	return e.AppendRest(append(b, e.Prev[:]...))
}

// Hash is the entry's leaf hash.
func (e *Entry) Hash() Hash { return tlog.RecordHash(e.append(nil)) }

// ReadEntry takes one encoded entry off the front of b. The entry shares the
// memory of b. There is exactly one encoding of an entry, so what is read
// encodes to the same bytes.
func ReadEntry(b []byte) (e Entry, rest []byte, err error) {
	const fixed = 8 + len(e.Prev)
	if len(b) < fixed {
		return Entry{}, b, ErrMalformed
	}
	e.Seq = int64(binary.BigEndian.Uint64(b))
	copy(e.Prev[:], b[8:])
	rest = b[fixed:]
	var actor []byte
	for _, field := range []*[]byte{&actor, &e.Content, &e.Signature} {
		if *field, rest, err = readField(rest); err != nil {
			return Entry{}, b, err
		}
	}
	if e.Seq < 1 {
		return Entry{}, b, ErrMalformed
	}
	e.Actor = string(actor)
	return e, rest, nil
}

func readField(b []byte) (field, rest []byte, err error) {
	if len(b) < 4 {
		return nil, nil, ErrMalformed
	}
	n := binary.BigEndian.Uint32(b)
	if n > maxField || int(n) > len(b)-4 {
		return nil, nil, ErrMalformed
	}
	return b[4 : 4+n : 4+n], b[4+n:], nil
}
