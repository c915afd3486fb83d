package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
)

const (
	nonceSize = 12
	tagSize   = 16
)

// Place says where a sealed text belongs. It is authenticated with the text
// but not stored in it: whoever opens must know it.
type Place struct {
	Owner string // the id of the case, delivery or user
	Kind  string // "snapshot", "draft", "card", ...
	No    int64  // the version or number among its kind
}

// append writes the place in a form in which no two places look alike.
func (p Place) append(b []byte) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(len(p.Owner)))
	b = append(b, p.Owner...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(p.Kind)))
	b = append(b, p.Kind...)
	return binary.BigEndian.AppendUint64(b, uint64(p.No))
}

// Key seals and opens the texts of one owner. It is safe for concurrent use.
type Key struct {
	rand io.Reader
	aead cipher.AEAD
}

func newKey(rand io.Reader, raw []byte) (*Key, error) {
	if len(raw) != keySize {
		return nil, ErrTampered
	}
	block, err := aes.NewCipher(raw)
	if err != nil {
		return nil, fmt.Errorf("make cipher: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("make cipher: %w", err)
	}
	return &Key{rand: rand, aead: aead}, nil
}

// Seal appends the sealed form of text to dst: nonce, ciphertext, tag. Text of
// some length is compressed first where that pays; see pack.
func (k *Key) Seal(dst, text []byte, place Place) ([]byte, error) {
	body, done := pack(text)
	defer done()
	return k.seal(dst, body, place)
}

// SealAsIs is Seal without an attempt to compress: for short texts of which a
// whole office's are sealed or opened one after the other.
func (k *Key) SealAsIs(dst, text []byte, place Place) ([]byte, error) {
	body, done := unshrunk(text)
	defer done()
	return k.seal(dst, body, place)
}

func (k *Key) seal(dst, body []byte, place Place) ([]byte, error) {
	start := len(dst)
	dst = slices.Grow(dst, nonceSize+len(body)+tagSize)[:start+nonceSize]
	nonce := dst[start:]
	if _, err := io.ReadFull(k.rand, nonce); err != nil {
		return nil, fmt.Errorf("read randomness: %w", err)
	}
	var room [128]byte
	return k.aead.Seal(dst, nonce, body, place.append(room[:0])), nil
}

// Open appends the text that Seal sealed at the same place to dst. Anything
// else is ErrTampered.
func (k *Key) Open(dst, sealed []byte, place Place) ([]byte, error) {
	if len(sealed) < nonceSize+tagSize+1 {
		return nil, ErrTampered
	}
	var room [128]byte
	start := len(dst)
	body, err := k.aead.Open(dst, sealed[:nonceSize], sealed[nonceSize:], place.append(room[:0]))
	if err != nil {
		return nil, ErrTampered
	}
	return unpack(body, start)
}
