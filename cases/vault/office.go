package vault

import (
	"bufio"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
)

// Office is an unlocked office: its key and the subkeys made from it. It is
// safe for concurrent use. Lock wipes it.
type Office struct {
	rand       *lockedReader
	root       []byte
	wrap       *Key
	blindKey   []byte
	drawKey    []byte
	blinds     sync.Pool
	checkpoint ed25519.PrivateKey
	locked     atomic.Bool
}

// NewOffice makes a new office key.
func NewOffice(rand io.Reader) (*Office, error) {
	root, err := randomBytes(rand, keySize)
	if err != nil {
		return nil, err
	}
	return newOffice(rand, root)
}

// newOffice takes ownership of root.
func newOffice(rand io.Reader, root []byte) (*Office, error) {
	o := &Office{rand: &lockedReader{r: bufio.NewReaderSize(rand, randomAhead)}, root: root}
	wrap, err := o.subkey("wrap")
	if err != nil {
		return nil, err
	}
	if o.wrap, err = newKey(o.rand, wrap); err != nil {
		return nil, err
	}
	if o.blindKey, err = o.subkey("blind index"); err != nil {
		return nil, err
	}
	if o.drawKey, err = o.subkey("draw"); err != nil {
		return nil, err
	}
	seed, err := o.subkey("checkpoint")
	if err != nil {
		return nil, err
	}
	o.checkpoint = ed25519.NewKeyFromSeed(seed)
	return o, nil
}

// subkey derives an independent key for one purpose (HKDF-SHA256, RFC 5869).
func (o *Office) subkey(purpose string) ([]byte, error) {
	k, err := hkdf.Key(sha256.New, o.root, nil, "recourse/office/1/"+purpose, keySize)
	if err != nil {
		return nil, fmt.Errorf("derive the %s key: %w", purpose, err)
	}
	return k, nil
}

// Checkpoint is the key that signs the office's checkpoints. Every unlocked
// seat of the office has the same one.
func (o *Office) Checkpoint() ed25519.PrivateKey { return o.checkpoint }

// NewKey makes the key of one case (or delivery, ...) and returns it with its
// wrapped form, which opens for the same owner only.
func (o *Office) NewKey(owner string) (*Key, []byte, error) {
	if o.Locked() {
		return nil, nil, ErrLocked
	}
	var raw [keySize]byte
	if _, err := io.ReadFull(o.rand, raw[:]); err != nil {
		return nil, nil, fmt.Errorf("read randomness: %w", err)
	}
	wrapped, err := o.wrap.Seal(nil, raw[:], Place{Owner: owner, Kind: "key"})
	if err != nil {
		return nil, nil, err
	}
	k, err := newKey(o.rand, raw[:])
	return k, wrapped, err
}

// OpenKey opens what NewKey wrapped. ErrTampered means that wrapped is
// damaged or another owner's.
func (o *Office) OpenKey(wrapped []byte, owner string) (*Key, error) {
	if o.Locked() {
		return nil, ErrLocked
	}
	var buf [keySize + 1]byte
	raw, err := o.wrap.Open(buf[:0], wrapped, Place{Owner: owner, Kind: "key"})
	if err != nil {
		return nil, err
	}
	return newKey(o.rand, raw)
}

// Locked reports whether the keys were wiped.
func (o *Office) Locked() bool { return o.locked.Load() }

// Lock wipes the keys it can reach. Keys given out by NewKey and OpenKey go on
// working until their holders drop them.
func (o *Office) Lock() {
	if o.locked.Swap(true) {
		return
	}
	clear(o.root)
	clear(o.blindKey)
	clear(o.drawKey)
	clear(o.checkpoint)
}

// randomAhead is how much randomness is read at once: a system call for each
// nonce would cost as much as the sealing.
const randomAhead = 1024

// lockedReader lets several goroutines draw from one buffered source of
// randomness.
type lockedReader struct {
	mu sync.Mutex
	r  io.Reader
}

func (l *lockedReader) Read(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return io.ReadFull(l.r, p)
}
