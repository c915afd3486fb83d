package vault

import (
	"crypto"
	"crypto/ed25519"
	"fmt"
)

// Context separates what is signed: a signature made in one context is not
// valid in another, even over the same bytes (Ed25519ctx, RFC 8032).
type Context string

// The contexts of the office.
const (
	SignedEntry    Context = "recourse/audit-entry/1"
	SignedDecision Context = "recourse/decision/1"
	SignedSignOff  Context = "recourse/signoff/1"
	SignedLetter   Context = "recourse/letter/1"
)

// Signer holds a user's signing key while the user is signed in.
type Signer struct {
	user string
	key  ed25519.PrivateKey
}

func newSigner(user string, seed []byte) *Signer {
	return &Signer{user: user, key: ed25519.NewKeyFromSeed(seed)}
}

// User is the login name the key belongs to.
func (s *Signer) User() string { return s.user }

// Public is the key that verifies this signer's signatures.
func (s *Signer) Public() ed25519.PublicKey { return s.key.Public().(ed25519.PublicKey) }

// Sign signs content in a context.
func (s *Signer) Sign(c Context, content []byte) ([]byte, error) {
	sig, err := s.key.Sign(nil, content, &ed25519.Options{Hash: crypto.Hash(0), Context: string(c)})
	if err != nil {
		return nil, fmt.Errorf("sign as %s: %w", s.user, err)
	}
	return sig, nil
}

// Wipe forgets the key. The signer must not be used afterwards.
func (s *Signer) Wipe() { clear(s.key) }

// Verify checks a signature; a misfit is ErrBadSignature.
func Verify(public ed25519.PublicKey, c Context, content, signature []byte) error {
	if len(public) != ed25519.PublicKeySize {
		return ErrBadSignature
	}
	if ed25519.VerifyWithOptions(public, content, signature, &ed25519.Options{Context: string(c)}) != nil {
		return ErrBadSignature
	}
	return nil
}
