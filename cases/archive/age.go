package archive

import (
	"bufio"
	"bytes"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/crypto/chacha20poly1305"
)

// The fixed words of the age format, version 1.
const (
	intro      = "age-encryption.org/v1\n"
	x25519     = "X25519"
	x25519Info = "age-encryption.org/v1/X25519"
	footer     = "---"
	columns    = 64
	keyLength  = 16
	// maxHeader bounds what is read before anything is known to be genuine.
	maxHeader = 4 << 20
)

var (
	// ErrNotBackup says that a file is something else.
	ErrNotBackup = errors.New("not a backup of an office")
	// ErrDamaged says that a backup is cut short or was changed.
	ErrDamaged = errors.New("the backup is damaged or incomplete")
	// ErrWrongKey says that a key does not open a backup.
	ErrWrongKey = errors.New("the key does not open the backup")
)

// b64 is strict: there is one way to write any bytes.
var b64 = base64.RawStdEncoding.Strict()

// stanza is one entry of an age header.
type stanza struct {
	kind string
	args []string
	body []byte
}

func (s stanza) append(b []byte) []byte {
	b = append(b, "-> "...)
	b = append(b, strings.Join(append([]string{s.kind}, s.args...), " ")...)
	b = append(b, '\n')
	text := b64.EncodeToString(s.body)
	for len(text) >= columns {
		b = append(append(b, text[:columns]...), '\n')
		text = text[columns:]
	}
	return append(append(b, text...), '\n')
}

// wrap wraps a file key for a recipient.
func wrap(rand io.Reader, fileKey []byte, to *ecdh.PublicKey) (stanza, error) {
	secret := make([]byte, 32)
	if _, err := io.ReadFull(rand, secret); err != nil {
		return stanza{}, fmt.Errorf("read randomness: %w", err)
	}
	own, err := ecdh.X25519().NewPrivateKey(secret)
	if err != nil {
		return stanza{}, err
	}
	shared, err := own.ECDH(to)
	if err != nil {
		return stanza{}, err
	}
	aead, err := wrapping(shared, own.PublicKey().Bytes(), to.Bytes())
	if err != nil {
		return stanza{}, err
	}
	// The key is used once, so its nonce may be fixed.
	body := aead.Seal(nil, make([]byte, chacha20poly1305.NonceSize), fileKey, nil)
	return stanza{kind: x25519, args: []string{b64.EncodeToString(own.PublicKey().Bytes())}, body: body}, nil
}

// unwrap opens what wrap wrapped.
func unwrap(s stanza, key *ecdh.PrivateKey) ([]byte, error) {
	if len(s.args) != 1 || len(s.body) != keyLength+chacha20poly1305.Overhead {
		return nil, ErrDamaged
	}
	raw, err := b64.DecodeString(s.args[0])
	if err != nil {
		return nil, ErrDamaged
	}
	share, err := ecdh.X25519().NewPublicKey(raw)
	if err != nil {
		return nil, ErrDamaged
	}
	shared, err := key.ECDH(share)
	if err != nil {
		return nil, ErrDamaged
	}
	aead, err := wrapping(shared, raw, key.PublicKey().Bytes())
	if err != nil {
		return nil, err
	}
	fileKey, err := aead.Open(nil, make([]byte, chacha20poly1305.NonceSize), s.body, nil)
	if err != nil {
		return nil, ErrWrongKey
	}
	return fileKey, nil
}

func wrapping(shared, share, recipient []byte) (aead, error) {
	key, err := hkdf.Key(sha256.New, shared, slices.Concat(share, recipient), x25519Info, chacha20poly1305.KeySize)
	if err != nil {
		return nil, err
	}
	return chacha20poly1305.New(key)
}

func headerMAC(fileKey, header []byte) ([]byte, error) {
	key, err := hkdf.Key(sha256.New, fileKey, nil, "header", sha256.Size)
	if err != nil {
		return nil, err
	}
	mac := hmac.New(sha256.New, key)
	mac.Write(header)
	return mac.Sum(nil), nil
}

// header is a header that was read: its stanzas, the bytes its code covers,
// and the code.
type header struct {
	stanzas []stanza
	covered []byte
	mac     []byte
}

// readHeader reads a header off a file. Nothing of it is proved yet.
func readHeader(r *bufio.Reader) (*header, error) {
	first := make([]byte, len(intro))
	if _, err := io.ReadFull(r, first); err != nil || string(first) != intro {
		return nil, ErrNotBackup
	}
	h := &header{covered: first}
	for {
		line, err := h.line(r)
		if err != nil {
			return nil, err
		}
		if mac, ok := bytes.CutPrefix(line, []byte(footer+" ")); ok {
			h.covered = append(h.covered, footer...)
			if h.mac, err = b64.DecodeString(string(mac)); err != nil {
				return nil, ErrDamaged
			}
			return h, nil
		}
		h.covered = append(append(h.covered, line...), '\n')
		if err := h.stanza(r, string(line)); err != nil {
			return nil, err
		}
	}
}

// stanza reads the body of the stanza that begins with a line.
func (h *header) stanza(r *bufio.Reader, line string) error {
	words := strings.Split(line, " ")
	if len(words) < 2 || words[0] != "->" || slices.Contains(words, "") {
		return ErrDamaged
	}
	s := stanza{kind: words[1], args: words[2:]}
	for {
		text, err := h.line(r)
		if err != nil {
			return err
		}
		h.covered = append(append(h.covered, text...), '\n')
		part, err := b64.DecodeString(string(text))
		if err != nil || len(text) > columns {
			return ErrDamaged
		}
		s.body = append(s.body, part...)
		if len(text) < columns {
			h.stanzas = append(h.stanzas, s)
			return nil
		}
	}
}

func (h *header) line(r *bufio.Reader) ([]byte, error) {
	text, err := r.ReadSlice('\n')
	if err != nil || len(h.covered)+len(text) > maxHeader {
		return nil, ErrDamaged
	}
	return bytes.TrimSuffix(text, []byte("\n")), nil
}

// find returns the first stanza of a kind.
func (h *header) find(kind string, args ...string) (stanza, bool) {
	for _, s := range h.stanzas {
		if s.kind == kind && len(s.args) >= len(args) && slices.Equal(s.args[:len(args)], args) {
			return s, true
		}
	}
	return stanza{}, false
}

// open proves the header with a key and returns the file key.
func (h *header) open(key *ecdh.PrivateKey) ([]byte, error) {
	s, ok := h.find(x25519)
	if !ok {
		return nil, ErrDamaged
	}
	fileKey, err := unwrap(s, key)
	if err != nil {
		return nil, err
	}
	mac, err := headerMAC(fileKey, h.covered)
	if err != nil {
		return nil, err
	}
	if !hmac.Equal(mac, h.mac) {
		return nil, ErrDamaged
	}
	return fileKey, nil
}
