package archive

import (
	"bytes"
	"crypto/ecdh"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// Format is the version of what is inside a backup.
const Format = 1

// The stanzas of ours in the header.
const (
	kindHead     = "recourse-backup"
	kindPerson   = "recourse-person"
	kindRecovery = "recourse-recovery"
	kindSum      = "recourse-sum" // digest of the header, to tell damage from a wrong key
)

// Head says what a backup is of. It can be read without a key, and is proved
// by one.
type Head struct {
	Format     int       `json:"format"`
	Schema     int64     `json:"schema"` // version of the tables
	OfficeID   string    `json:"office_id"`
	Office     string    `json:"office"`
	Division   string    `json:"division"`
	Demo       bool      `json:"demo,omitempty"`
	MadeAt     time.Time `json:"made_at"`
	MadeBy     string    `json:"made_by"`
	Height     int64     `json:"height"` // entries of the record
	Last       string    `json:"last"`   // hash of the last entry, hexadecimal
	Checkpoint string    `json:"checkpoint"`
	Rows       int64     `json:"rows"` // of all tables, for progress
}

// Person is the way in which one person gets at the office key: what the
// office itself keeps of their passphrase, without the signing key.
type Person struct {
	ID              string
	MemoryKiB, Time uint32
	Threads         uint8
	Salt, Office    []byte // Office is the office key, wrapped
}

// Ways are the ways to the office key that travel with a backup.
type Ways struct {
	People   []Person
	Recovery []byte // the office key under the recovery key
}

// stanzas are the entries of ours.
func (w *Ways) stanzas(h *Head) ([]stanza, error) {
	text, err := json.Marshal(h)
	if err != nil {
		return nil, fmt.Errorf("head of the backup: %w", err)
	}
	list := []stanza{{kind: kindHead, args: []string{strconv.Itoa(h.Format)}, body: text}}
	for _, p := range w.People {
		list = append(list, stanza{kind: kindPerson, body: p.Office, args: []string{
			hex.EncodeToString([]byte(p.ID)), strconv.FormatUint(uint64(p.MemoryKiB), 10), strconv.FormatUint(uint64(p.Time), 10),
			strconv.Itoa(int(p.Threads)), b64.EncodeToString(p.Salt),
		}})
	}
	if len(w.Recovery) > 0 {
		list = append(list, stanza{kind: kindRecovery, body: w.Recovery})
	}
	return list, nil
}

// person reads the way of one person; ok is false when there is none.
func (h *header) person(id string) (p Person, ok bool) {
	s, ok := h.find(kindPerson, hex.EncodeToString([]byte(id)))
	if !ok || len(s.args) != 5 {
		return p, false
	}
	memory, err1 := strconv.ParseUint(s.args[1], 10, 32)
	times, err2 := strconv.ParseUint(s.args[2], 10, 32)
	threads, err3 := strconv.ParseUint(s.args[3], 10, 8)
	salt, err4 := b64.DecodeString(s.args[4])
	if err1 != nil || err2 != nil || err3 != nil || err4 != nil {
		return p, false
	}
	return Person{ID: id, MemoryKiB: uint32(memory), Time: uint32(times), Threads: uint8(threads), Salt: salt, Office: s.body}, true
}

// writeHeader makes a whole header for a file key.
func writeHeader(list []stanza, fileKey []byte, rand reader, to *ecdh.PublicKey) ([]byte, error) {
	b := []byte(intro)
	for _, s := range list {
		b = s.append(b)
	}
	s, err := wrap(rand, fileKey, to)
	if err != nil {
		return nil, err
	}
	b = s.append(b)
	sum := sha256.Sum256(b)
	b = stanza{kind: kindSum, body: sum[:]}.append(b)
	b = append(b, footer...)
	mac, err := headerMAC(fileKey, b)
	if err != nil {
		return nil, err
	}
	return append(append(append(b, ' '), b64.EncodeToString(mac)...), '\n'), nil
}

// head checks that a header is a backup's and undamaged, and reads what it
// says.
func (h *header) head() (Head, error) {
	var out Head
	s, ok := h.find(kindHead)
	if !ok {
		return out, ErrNotBackup
	}
	sum, ok := h.find(kindSum)
	at := bytes.LastIndex(h.covered, []byte("-> "+kindSum+"\n"))
	if !ok || at < 0 {
		return out, ErrDamaged
	}
	if want := sha256.Sum256(h.covered[:at]); !bytes.Equal(sum.body, want[:]) {
		return out, ErrDamaged
	}
	if err := json.Unmarshal(s.body, &out); err != nil {
		return out, ErrDamaged
	}
	return out, nil
}
