package archive

import (
	"bytes"
	"crypto/ecdh"
	"errors"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"
	"filippo.io/age/plugin"
)

var (
	// ErrNotBackup says that a file is something else.
	ErrNotBackup = errors.New("not a backup of an office")
	// ErrDamaged says that a backup is cut short or was changed.
	ErrDamaged = errors.New("the backup is damaged or incomplete")
	// ErrWrongKey says that a key does not open a backup.
	ErrWrongKey = errors.New("the key does not open the backup")
)

// intro is how every backup begins, and no other age file.
const intro = "age-encryption.org/v1\n-> " + kindHead + " "

// recipient is the office as an age recipient: beside the file key, wrapped for
// the key of its backups as any X25519 recipient's, it puts the head and the
// ways to the office key into the header.
type recipient struct {
	to   *age.X25519Recipient
	head *Head
	ways *Ways
}

var _ age.Recipient = (*recipient)(nil)

func newRecipient(to *ecdh.PublicKey, head *Head, ways *Ways) (*recipient, error) {
	text, err := plugin.EncodeX25519Recipient(to)
	if err != nil {
		return nil, fmt.Errorf("key of the backup: %w", err)
	}
	r, err := age.ParseX25519Recipient(text)
	if err != nil {
		return nil, fmt.Errorf("key of the backup: %w", err)
	}
	return &recipient{r, head, ways}, nil
}

// Wrap makes the whole list of entries; its last is the digest of the others.
func (r *recipient) Wrap(fileKey []byte) ([]*age.Stanza, error) {
	list, err := r.ways.stanzas(r.head)
	if err != nil {
		return nil, err
	}
	wrapped, err := r.to.Wrap(fileKey)
	if err != nil {
		return nil, fmt.Errorf("wrap the key of the file: %w", err)
	}
	list = append(list, wrapped...)
	return append(list, &age.Stanza{Type: kindSum, Body: list.digest()}), nil
}

// Identity writes the key of an office's backups as every age program takes it
// (age -d -i FILE). It opens all backups of the office, of any day.
func Identity(key *ecdh.PrivateKey) string {
	return strings.ToUpper(bech32("age-secret-key-", key.Bytes()))
}

// identity is the office as the holder of the key.
func identity(key *ecdh.PrivateKey) (*age.X25519Identity, error) {
	id, err := age.ParseX25519Identity(Identity(key))
	if err != nil {
		return nil, fmt.Errorf("key of the backup: %w", err)
	}
	return id, nil
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
	id, err := identity(key)
	if err != nil {
		return nil, err
	}
	plain, err := age.Decrypt(io.MultiReader(begun, file), id)
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
