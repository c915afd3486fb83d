package archive

import (
	"bytes"
	"crypto/ecdh"
	"crypto/hpke"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"
)

var (
	// ErrNotBackup says that a file is something else.
	ErrNotBackup = errors.New("not a backup of an office")
	// ErrDamaged says that a backup is cut short or was changed.
	ErrDamaged = errors.New("the backup is damaged or incomplete")
	// ErrWrongKey says that a key does not open a backup.
	ErrWrongKey = errors.New("the key does not open the backup")
)

const (
	// intro is how every backup begins, and no other age file.
	intro = "age-encryption.org/v1\n-> " + kindHead + " "
	// purpose binds a wrapped file key to its use (RFC 9180, section 5.1).
	purpose = "recourse/backup/v1"
)

// recipient is the office as an age recipient: beside the file key, wrapped by
// HPKE, it puts the head and the ways to the office key into the header.
type recipient struct {
	to   *ecdh.PublicKey
	head *Head
	ways *Ways
}

var _ age.Recipient = (*recipient)(nil)

// Wrap makes the whole list of entries; its last is the digest of the others.
func (r *recipient) Wrap(fileKey []byte) ([]*age.Stanza, error) {
	list, err := r.ways.stanzas(r.head)
	if err != nil {
		return nil, err
	}
	to, err := hpke.NewDHKEMPublicKey(r.to)
	if err != nil {
		return nil, fmt.Errorf("key of the backup: %w", err)
	}
	body, err := hpke.Seal(to, hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), []byte(purpose), fileKey)
	if err != nil {
		return nil, fmt.Errorf("wrap the key of the file: %w", err)
	}
	list = append(list, &age.Stanza{Type: kindOffice, Body: body})
	return append(list, &age.Stanza{Type: kindSum, Body: list.digest()}), nil
}

// identity is the office as the holder of the key.
type identity struct{ key *ecdh.PrivateKey }

var _ age.Identity = (*identity)(nil)

// Unwrap opens the file key.
func (i *identity) Unwrap(list []*age.Stanza) ([]byte, error) {
	s, ok := stanzas(list).find(kindOffice)
	if !ok {
		return nil, age.ErrIncorrectIdentity
	}
	key, err := hpke.NewDHKEMPrivateKey(i.key)
	if err != nil {
		return nil, fmt.Errorf("key of the backup: %w", err)
	}
	fileKey, err := hpke.Open(key, hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), []byte(purpose), s.Body)
	if err != nil {
		return nil, age.ErrIncorrectIdentity
	}
	return fileKey, nil
}

// looker opens nothing; it remembers the entries of a header.
type looker struct{ seen stanzas }

func (l *looker) Unwrap(list []*age.Stanza) ([]byte, error) {
	l.seen = list
	return nil, age.ErrIncorrectIdentity
}

// source is the file below, which remembers why it could not be read: that is
// no damage.
type source struct {
	r   io.Reader
	err error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// blame says why what the file holds could not be opened.
func (s *source) blame() error {
	if s.err != nil {
		return s.err
	}
	return ErrDamaged
}

// look reads the header of a file, and returns its entries and all that was
// read, which belongs to the file still.
func look(file *source) (stanzas, *bytes.Buffer, error) {
	begun, l := &bytes.Buffer{}, &looker{}
	_, err := age.Decrypt(io.TeeReader(file, begun), l)
	switch {
	case !bytes.HasPrefix(begun.Bytes(), []byte(intro)):
		return nil, nil, ErrNotBackup
	case !errors.Is(err, age.ErrIncorrectIdentity):
		return nil, nil, file.blame()
	}
	return l.seen, begun, nil
}

// open begins to read what is sealed in a file. The reader hands nothing on
// that was not authenticated.
func open(begun io.Reader, file *source, key *ecdh.PrivateKey) (io.Reader, error) {
	plain, err := age.Decrypt(io.MultiReader(begun, file), &identity{key})
	switch {
	case errors.Is(err, age.ErrIncorrectIdentity):
		return nil, ErrWrongKey
	case err != nil:
		return nil, file.blame()
	}
	return &opened{plain, file}, nil
}

// opened is the payload.
type opened struct {
	plain io.Reader
	file  *source
}

func (o *opened) Read(p []byte) (int, error) {
	n, err := o.plain.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		return n, o.file.blame()
	}
	return n, err
}
