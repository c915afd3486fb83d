package archive

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"filippo.io/age"
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

// maxPeople is how many people's ways fit into a header: age reads no more
// than 1024 stanzas.
const maxPeople = 1000

// b64 is strict: there is one way to write any bytes.
var b64 = base64.RawStdEncoding.Strict()

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

// stanzas are the entries of a header.
type stanzas []*age.Stanza

// stanzas are the entries that tell of a backup.
func (w *Ways) stanzas(h *Head) (stanzas, error) {
	if n := len(w.People); n > maxPeople {
		return nil, fmt.Errorf("people of the backup: %d, and %d at most", n, maxPeople)
	}
	text, err := json.Marshal(h)
	if err != nil {
		return nil, fmt.Errorf("head of the backup: %w", err)
	}
	list := stanzas{{Type: kindHead, Args: []string{strconv.Itoa(h.Format)}, Body: text}}
	for _, p := range w.People {
		list = append(list, &age.Stanza{Type: kindPerson, Body: p.Office, Args: []string{
			hex.EncodeToString([]byte(p.ID)), strconv.FormatUint(uint64(p.MemoryKiB), 10), strconv.FormatUint(uint64(p.Time), 10),
			strconv.Itoa(int(p.Threads)), b64.EncodeToString(p.Salt),
		}})
	}
	if len(w.Recovery) > 0 {
		list = append(list, &age.Stanza{Type: kindRecovery, Body: w.Recovery})
	}
	return list, nil
}

// find returns the first stanza of a kind.
func (l stanzas) find(kind string, args ...string) (*age.Stanza, bool) {
	for _, s := range l {
		if s.Type == kind && len(s.Args) >= len(args) && slices.Equal(s.Args[:len(args)], args) {
			return s, true
		}
	}
	return &age.Stanza{}, false
}

// person reads the way of one person; ok is false when there is none.
func (l stanzas) person(id string) (p Person, ok bool) {
	s, ok := l.find(kindPerson, hex.EncodeToString([]byte(id)))
	if !ok || len(s.Args) != 5 {
		return p, false
	}
	memory, err1 := strconv.ParseUint(s.Args[1], 10, 32)
	times, err2 := strconv.ParseUint(s.Args[2], 10, 32)
	threads, err3 := strconv.ParseUint(s.Args[3], 10, 8)
	salt, err4 := b64.DecodeString(s.Args[4])
	if err1 != nil || err2 != nil || err3 != nil || err4 != nil {
		return p, false
	}
	return Person{ID: id, MemoryKiB: uint32(memory), Time: uint32(times), Threads: uint8(threads), Salt: salt, Office: s.Body}, true
}

// digest is over every word and every body, each behind its length.
func (l stanzas) digest() []byte {
	sum := sha256.New()
	for _, s := range l {
		words := strings.Join(append([]string{s.Type}, s.Args...), " ")
		sum.Write(appendBytes(appendBytes(nil, words), s.Body))
	}
	return sum.Sum(nil)
}

// head checks that the header of a backup is undamaged, and reads what it
// says.
func (l stanzas) head() (Head, error) {
	var out Head
	all, sum := l[:len(l)-1], l[len(l)-1]
	if sum.Type != kindSum || !bytes.Equal(sum.Body, all.digest()) {
		return out, ErrDamaged
	}
	if err := json.Unmarshal(l[0].Body, &out); err != nil {
		return out, ErrDamaged
	}
	return out, nil
}
