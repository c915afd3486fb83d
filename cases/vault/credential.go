package vault

import (
	"crypto/ed25519"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

const (
	keySize  = 32
	saltSize = 16
	// MinPassphrase is the least number of characters of a new passphrase.
	MinPassphrase = 8
)

// Credential is what the store keeps of a user's keys. Nothing in it can be
// read or used without the passphrase, except the public key.
type Credential struct {
	Params  Params
	Salt    []byte
	Office  []byte // office key, wrapped under the user key
	Signing []byte // Ed25519 seed, wrapped under the user key
	Public  ed25519.PublicKey
}

// Enrol makes the credential of a new user, or of one whose passphrase was
// lost: it always makes a new signing key, since nobody but its holder can
// open the old one.
func (o *Office) Enrol(user, passphrase string, p Params) (Credential, error) {
	if o.Locked() {
		return Credential{}, ErrLocked
	}
	seed, err := randomBytes(o.rand, ed25519.SeedSize)
	if err != nil {
		return Credential{}, err
	}
	defer clear(seed)
	return seal(o.rand, secrets{user, o.root, seed}, passphrase, p)
}

// Unlock opens the office and the user's signing key. Every failure that
// depends on the passphrase is ErrWrongPassphrase.
func Unlock(rand io.Reader, user, passphrase string, c Credential) (*Office, *Signer, error) {
	s, err := c.open(user, passphrase)
	if err != nil {
		return nil, nil, err
	}
	defer clear(s.seed)
	o, err := newOffice(rand, s.office)
	if err != nil {
		return nil, nil, err
	}
	return o, newSigner(user, s.seed), nil
}

// Rewrap returns the credential for a new passphrase. Office key and signing
// key stay the same, so nothing that was sealed or signed changes.
func (c Credential) Rewrap(rand io.Reader, user, old, passphrase string, p Params) (Credential, error) {
	s, err := c.open(user, old)
	if err != nil {
		return Credential{}, err
	}
	defer clear(s.seed)
	defer clear(s.office)
	return seal(rand, s, passphrase, p)
}

// Pretend spends the time of an Unlock that cannot succeed, so that a name
// that does not exist takes as long as a wrong passphrase.
func Pretend(passphrase string, p Params) error {
	if err := p.check(); err != nil {
		return err
	}
	clear(derive(passphrase, make([]byte, saltSize), p))
	return ErrWrongPassphrase
}

// secrets are what a credential protects.
type secrets struct {
	user         string
	office, seed []byte
}

func seal(rand io.Reader, s secrets, passphrase string, p Params) (Credential, error) {
	if utf8.RuneCountInString(passphrase) < MinPassphrase {
		return Credential{}, ErrWeakPassphrase
	}
	if err := p.check(); err != nil {
		return Credential{}, err
	}
	salt, err := randomBytes(rand, saltSize)
	if err != nil {
		return Credential{}, err
	}
	key, err := newKey(rand, derive(passphrase, salt, p))
	if err != nil {
		return Credential{}, err
	}
	public := ed25519.NewKeyFromSeed(s.seed).Public().(ed25519.PublicKey)
	c := Credential{Params: p, Salt: salt, Public: public}
	if c.Office, err = key.Seal(nil, s.office, Place{Owner: s.user, Kind: "office key"}); err != nil {
		return Credential{}, err
	}
	c.Signing, err = key.Seal(nil, s.seed, Place{Owner: s.user, Kind: "signing key"})
	return c, err
}

func (c Credential) open(user, passphrase string) (secrets, error) {
	if err := c.Params.check(); err != nil {
		return secrets{}, err
	}
	key, err := newKey(nil, derive(passphrase, c.Salt, c.Params))
	if err != nil {
		return secrets{}, err
	}
	office, err := key.Open(nil, c.Office, Place{Owner: user, Kind: "office key"})
	if err != nil || len(office) != keySize {
		return secrets{}, ErrWrongPassphrase
	}
	seed, err := key.Open(nil, c.Signing, Place{Owner: user, Kind: "signing key"})
	if err != nil || len(seed) != ed25519.SeedSize {
		return secrets{}, ErrWrongPassphrase
	}
	return secrets{user, office, seed}, nil
}

// derive runs argon2id. The passphrase is brought to NFC first (as RFC 8265
// OpaqueString asks), because input methods type the same character in
// different ways.
func derive(passphrase string, salt []byte, p Params) []byte {
	return argon2.IDKey(norm.NFC.Bytes([]byte(passphrase)), salt, p.Time, p.MemoryKiB, p.Threads, keySize)
}

func randomBytes(rand io.Reader, n int) ([]byte, error) {
	b := make([]byte, n)
	if _, err := io.ReadFull(rand, b); err != nil {
		return nil, fmt.Errorf("read randomness: %w", err)
	}
	return b, nil
}
