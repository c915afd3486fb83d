package archive

import (
	"bufio"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"io"

	"golang.org/x/crypto/chacha20poly1305"
)

// aead is the cipher of one key.
type aead = cipher.AEAD

const (
	chunkSize   = 64 << 10
	sealedChunk = chunkSize + chacha20poly1305.Overhead
	nonceLength = 16 // of the payload's own key
)

// nonce counts chunks: eleven bytes of number, one that marks the last.
type nonce [chacha20poly1305.NonceSize]byte

func (n *nonce) next() {
	for i := len(n) - 2; i >= 0; i-- {
		if n[i]++; n[i] != 0 {
			return
		}
	}
}

func payloadCipher(fileKey, salt []byte) (aead, error) {
	key, err := hkdf.Key(sha256.New, fileKey, salt, "payload", chacha20poly1305.KeySize)
	if err != nil {
		return nil, err
	}
	return chacha20poly1305.New(key)
}

// sealer writes the payload. Close writes the last chunk.
type sealer struct {
	w   io.Writer
	c   aead
	n   nonce
	buf []byte
	out []byte
}

func newSealer(w io.Writer, c aead) *sealer {
	return &sealer{w: w, c: c, buf: make([]byte, 0, chunkSize), out: make([]byte, 0, sealedChunk)}
}

func (s *sealer) Write(p []byte) (int, error) {
	done := 0
	for len(p) > 0 {
		if len(s.buf) == chunkSize {
			if err := s.flush(false); err != nil {
				return done, err
			}
		}
		k := min(chunkSize-len(s.buf), len(p))
		s.buf = append(s.buf, p[:k]...)
		p, done = p[k:], done+k
	}
	return done, nil
}

func (s *sealer) flush(last bool) error {
	if last {
		s.n[len(s.n)-1] = 1
	}
	s.out = s.c.Seal(s.out[:0], s.n[:], s.buf, nil)
	s.n.next()
	s.buf = s.buf[:0]
	_, err := s.w.Write(s.out)
	return err
}

func (s *sealer) Close() error { return s.flush(true) }

// opener reads the payload. It hands nothing on that was not authenticated.
type opener struct {
	r    *bufio.Reader
	c    aead
	n    nonce
	in   []byte
	buf  []byte // what is left of the current chunk
	last bool
	err  error
}

func newOpener(r *bufio.Reader, c aead) *opener {
	return &opener{r: r, c: c, in: make([]byte, sealedChunk)}
}

func (o *opener) Read(p []byte) (int, error) {
	for len(o.buf) == 0 {
		if o.err == nil && o.last {
			o.err = io.EOF
		}
		if o.err == nil {
			o.err = o.fill()
		}
		if o.err != nil {
			return 0, o.err
		}
	}
	k := copy(p, o.buf)
	o.buf = o.buf[k:]
	return k, nil
}

// fill opens the next chunk. The last one is whatever ends the file, and must
// be marked so; only a payload of nothing may have an empty one.
func (o *opener) fill() error {
	k, err := io.ReadFull(o.r, o.in)
	switch {
	case err == nil:
		_, err = o.r.Peek(1)
		o.last = errors.Is(err, io.EOF)
		if err != nil && !o.last {
			return err
		}
	case errors.Is(err, io.ErrUnexpectedEOF):
		o.last = true
	case errors.Is(err, io.EOF):
		return ErrDamaged
	default:
		return err
	}
	if o.last {
		o.n[len(o.n)-1] = 1
	}
	o.buf, err = o.c.Open(o.in[:0], o.n[:], o.in[:k], nil)
	if err != nil || len(o.buf) == 0 && o.n != (nonce{len(o.n) - 1: 1}) {
		return ErrDamaged
	}
	o.n.next()
	return nil
}
