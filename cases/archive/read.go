package archive

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"crypto/ecdh"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"maps"
)

// The bounds of what a record may hold: more than any office writes, little
// enough that a forged length cannot take all memory.
const (
	maxValue   = 64 << 20
	maxName    = 200
	maxColumns = 200
)

// Newer is a backup that a later program wrote.
type Newer struct{ Format int }

func (n *Newer) Error() string { return fmt.Sprintf("the backup has format %d", n.Format) }

// Reader reads a backup.
type Reader struct {
	head   Head
	header stanzas
	begun  io.Reader // what was read of the file to see its header
	file   *source
}

// NewReader reads what can be read without a key. It refuses another program's
// file (ErrNotBackup), a damaged header (ErrDamaged) and a later program's
// backup (*Newer).
func NewReader(r io.Reader) (*Reader, error) {
	file := &source{r: r}
	h, begun, err := look(file)
	if err != nil {
		return nil, err
	}
	head, err := h.head()
	if err != nil {
		return nil, err
	}
	if head.Format != Format {
		return nil, &Newer{head.Format}
	}
	return &Reader{head, h, begun, file}, nil
}

// Head is what the backup is of. Before Read has begun it is not proved.
func (r *Reader) Head() Head { return r.head }

// Person returns somebody's way to the office key; ok is false for a person
// the office did not know when the backup was made.
func (r *Reader) Person(id string) (Person, bool) { return r.header.person(id) }

// Recovery is the office key under the recovery key of that time.
func (r *Reader) Recovery() []byte {
	s, _ := r.header.find(kindRecovery)
	return s.Body
}

// Visitor takes the tables of a backup in the order in which they were written.
// A row's values belong to the visitor.
type Visitor struct {
	Table func(name string, columns []string) error
	Row   func(values []any) error
}

// Read hands over every table and row and returns the trailer. A backup that is
// cut short or changed is ErrDamaged, which may be told only at the end:
// nothing that was handed over counts before Read returned nil. A backup is
// read once.
func (r *Reader) Read(key *ecdh.PrivateKey, v Visitor) (Trailer, error) {
	sealed, err := open(r.begun, r.file, key)
	if err != nil {
		return Trailer{}, err
	}
	plain, err := gzip.NewReader(sealed)
	if err != nil {
		return Trailer{}, damage(err)
	}
	p := &parser{r: bufio.NewReaderSize(plain, 1<<16), sum: sha256.New(), v: v, seen: map[string]int64{}}
	return p.all(&r.head)
}

// damage names what a reader below says about bytes that do not belong.
func damage(err error) error {
	if _, ok := errors.AsType[flate.CorruptInputError](err); ok {
		return ErrDamaged
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) {
		return ErrDamaged
	}
	return err
}

// parser takes the records apart.
type parser struct {
	r       *bufio.Reader
	sum     hash.Hash
	v       Visitor
	seen    map[string]int64
	rows    int64
	table   string
	columns int
	pending []byte // read, not yet summed: a digest takes long pieces gladly
}

func (p *parser) all(head *Head) (Trailer, error) {
	var inside Head
	if tag, err := p.byte(); err != nil || tag != tagHead {
		return Trailer{}, damageOr(err)
	}
	if err := p.document(&inside); err != nil {
		return Trailer{}, err
	}
	outside, _ := json.Marshal(head)
	same, _ := json.Marshal(inside)
	if !bytes.Equal(outside, same) {
		return Trailer{}, ErrDamaged
	}
	for {
		tag, err := p.byte()
		switch {
		case err != nil:
			return Trailer{}, err
		case tag == tagTable:
			err = p.beginTable()
		case tag == tagRow:
			err = p.row()
		case tag == tagTrailer:
			return p.end()
		default:
			err = ErrDamaged
		}
		if err != nil {
			return Trailer{}, err
		}
	}
}

func damageOr(err error) error {
	if err != nil {
		return err
	}
	return ErrDamaged
}

func (p *parser) byte() (byte, error) {
	b, err := p.r.ReadByte()
	if err != nil {
		return 0, damage(err)
	}
	if p.pending = append(p.pending, b); len(p.pending) >= 1<<12 {
		p.summed()
	}
	return b, nil
}

func (p *parser) summed() {
	p.sum.Write(p.pending)
	p.pending = p.pending[:0]
}

// ReadByte lets the parser read numbers.
func (p *parser) ReadByte() (byte, error) { return p.byte() }

func (p *parser) bytes(limit int) ([]byte, error) {
	n, err := binary.ReadUvarint(p)
	if err != nil {
		return nil, damage(err)
	}
	if n > uint64(limit) {
		return nil, ErrDamaged
	}
	b := make([]byte, 0, min(n, 1<<16))
	for uint64(len(b)) < n { // grows with what is there, not with what is claimed
		k := min(n-uint64(len(b)), 1<<16)
		at := len(b)
		b = append(b, make([]byte, k)...)
		if _, err := io.ReadFull(p.r, b[at:]); err != nil {
			return nil, damage(err)
		}
	}
	p.summed()
	p.sum.Write(b)
	return b, nil
}

func (p *parser) document(into any) error {
	text, err := p.bytes(maxValue)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return ErrDamaged
	}
	return nil
}

func (p *parser) beginTable() error {
	name, err := p.bytes(maxName)
	if err != nil {
		return err
	}
	n, err := binary.ReadUvarint(p)
	if err != nil || n == 0 || n > maxColumns {
		return damageOr(damage(err))
	}
	columns := make([]string, n)
	for i := range columns {
		c, err := p.bytes(maxName)
		if err != nil {
			return err
		}
		columns[i] = string(c)
	}
	p.table, p.columns = string(name), len(columns)
	p.seen[p.table] += 0
	if p.v.Table == nil {
		return nil
	}
	return p.v.Table(p.table, columns)
}

func (p *parser) row() error {
	if p.table == "" {
		return ErrDamaged
	}
	values := make([]any, p.columns)
	for i := range values {
		v, err := p.value()
		if err != nil {
			return err
		}
		values[i] = v
	}
	p.rows++
	p.seen[p.table]++
	if p.v.Row == nil {
		return nil
	}
	return p.v.Row(values)
}

func (p *parser) value() (any, error) {
	tag, err := p.byte()
	if err != nil {
		return nil, err
	}
	switch tag {
	case valueNull:
		return nil, nil
	case valueInt:
		n, err := binary.ReadVarint(p)
		return n, damage(err)
	case valueText:
		b, err := p.bytes(maxValue)
		return string(b), err
	case valueBlob:
		b, err := p.bytes(maxValue)
		return b, err
	}
	return nil, ErrDamaged
}

// end checks counts and digest, and that nothing stands behind them.
func (p *parser) end() (Trailer, error) {
	var t Trailer
	if err := p.document(&t); err != nil {
		return t, err
	}
	p.summed()
	want := p.sum.Sum(nil)
	got := make([]byte, len(want))
	if _, err := io.ReadFull(p.r, got); err != nil {
		return t, damage(err)
	}
	if _, err := p.r.ReadByte(); !errors.Is(err, io.EOF) {
		return t, damageOr(damage(err))
	}
	if !bytes.Equal(got, want) || t.Rows != p.rows || !maps.Equal(t.Tables, p.seen) {
		return t, ErrDamaged
	}
	return t, nil
}
