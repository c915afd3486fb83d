package store

import (
	"crypto"
	"crypto/ed25519"
	"fmt"
)

// SignForOffice signs content with the office's own key, as an Ed25519ctx
// signature in the given context. Letters carry such a signature, so that
// anybody with the office's public key can check them offline. The office must
// be unlocked.
func (s *Store) SignForOffice(context string, content []byte) ([]byte, error) {
	keys, err := s.vault()
	if err != nil {
		return nil, err
	}
	sig, err := keys.Checkpoint().Sign(nil, content, &ed25519.Options{Hash: crypto.Hash(0), Context: context})
	if err != nil {
		return nil, fmt.Errorf("sign for the office: %w", err)
	}
	return sig, nil
}
