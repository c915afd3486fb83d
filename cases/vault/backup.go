package vault

import (
	"crypto/ecdh"
	"fmt"
	"io"
)

// Backup is the key to which backups of the office are sealed. It is made from
// the office key, so whoever can open the office can open its backups, and
// nobody has to keep a key for them.
func (o *Office) Backup() (*ecdh.PrivateKey, error) {
	if o.Locked() {
		return nil, ErrLocked
	}
	raw, err := o.subkey("backup")
	if err != nil {
		return nil, err
	}
	defer clear(raw)
	key, err := ecdh.X25519().NewPrivateKey(raw)
	if err != nil {
		return nil, fmt.Errorf("make the backup key: %w", err)
	}
	return key, nil
}

// UnlockOffice opens the office key alone. It serves where a credential travels
// without its signing key, as in the header of a backup.
func UnlockOffice(rand io.Reader, user, passphrase string, c Credential) (*Office, error) {
	if err := c.Params.check(); err != nil {
		return nil, err
	}
	key, err := newKey(nil, derive(passphrase, c.Salt, c.Params))
	if err != nil {
		return nil, err
	}
	root, err := key.Open(nil, c.Office, Place{Owner: user, Kind: "office key"})
	if err != nil || len(root) != keySize {
		return nil, ErrWrongPassphrase
	}
	return newOffice(rand, root)
}
