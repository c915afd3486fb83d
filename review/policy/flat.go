package policy

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// Flat facts are facts spelled out for keeping: every value, but neither the
// evidence it rests on nor why it is not known. The rules say the same on them;
// only what a trace shows is missing. The form is the schema's order: whoever
// changes the schema or this form raises FlatForm.

// FlatForm numbers the form of flat facts.
const FlatForm = 2

// The marks of values.
const (
	flatUnknown = iota
	flatFalse
	flatTrue
	flatInt
	flatNumber
	flatText
	flatTexts
	flatInstant
	flatFraction // an instant with a fraction of a second
	flatDay
)

// AppendFlat appends the facts in their flat form: of each record the marks of
// its values, two to a byte, and then the values that a mark does not tell.
func (f *Facts) AppendFlat(b []byte) []byte {
	b = appendMoment(b, f.AsOf)
	origin := f.AsOf.from.Unix()
	for i, rs := range f.records {
		if schema[i].List {
			b = binary.AppendUvarint(b, uint64(len(rs)))
		}
		for _, r := range rs {
			b = r.appendFlat(b, origin)
		}
	}
	return b
}

func (r *Record) appendFlat(b []byte, origin int64) []byte {
	at := len(b)
	b = append(b, make([]byte, (len(r.vals)+1)/2)...)
	for k := range r.vals {
		var mark byte
		mark, b = appendValue(b, r.vals[k].val, origin)
		b[at+k/2] |= mark << (4 * (k % 2))
	}
	return b
}

// appendValue appends a value without its mark.
func appendValue(b []byte, v ref.Val, origin int64) (mark byte, out []byte) {
	switch x := v.(type) {
	case types.Bool:
		if x {
			return flatTrue, b
		}
		return flatFalse, b
	case types.Int:
		return flatInt, binary.AppendVarint(b, int64(x))
	case types.Double:
		return flatNumber, binary.LittleEndian.AppendUint64(b, math.Float64bits(float64(x)))
	case types.String:
		return flatText, appendText(b, string(x))
	case Moment:
		return appendMark(b, x, origin)
	case traits.Lister:
		list, _ := x.Value().([]string)
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, s := range list {
			b = appendText(b, s)
		}
		return flatTexts, b
	}
	return flatUnknown, b
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// AppendMoment appends a moment that may be not set.
func AppendMoment(b []byte, m Moment) []byte { return appendMoment(b, m) }

func appendMoment(b []byte, m Moment) []byte {
	at := len(b)
	mark, b := appendMark(append(b, 0), m, 0)
	b[at] = mark
	return b
}

// appendMark appends the seconds since an origin; that of the facts is their
// as-of time, near which most of them lie.
func appendMark(b []byte, m Moment, origin int64) (mark byte, out []byte) {
	switch {
	case m.IsZero():
		return flatUnknown, b
	case m.day:
		return flatDay, binary.AppendVarint(b, m.from.Unix()-origin)
	case m.from.Nanosecond() != 0:
		b = binary.AppendVarint(b, m.from.Unix()-origin)
		return flatFraction, binary.AppendUvarint(b, uint64(m.from.Nanosecond()))
	}
	return flatInstant, binary.AppendVarint(b, m.from.Unix()-origin)
}

// FlatText is flat text on its way back: what was read of it, and whether all
// of it could be.
type FlatText struct {
	s   string
	bad bool
}

// NewFlatText starts reading.
func NewFlatText(s string) FlatText { return FlatText{s: s} }

// Rest is what was not read yet, and whether the rest before it was sound.
func (t *FlatText) Rest() (string, bool) { return t.s, !t.bad }

func (t *FlatText) fail() { t.s, t.bad = "", true }

// Bytes takes n bytes.
func (t *FlatText) Bytes(n int) string {
	if n < 0 || n > len(t.s) {
		t.fail()
		return ""
	}
	s := t.s[:n]
	t.s = t.s[n:]
	return s
}

// Text takes a text behind its length.
func (t *FlatText) Text() string {
	n := t.uvarint()
	if n > uint64(len(t.s)) {
		t.fail()
		return ""
	}
	return t.Bytes(int(n))
}

func (t *FlatText) mark() byte {
	if t.s == "" {
		t.fail()
		return flatUnknown
	}
	c := t.s[0]
	t.s = t.s[1:]
	return c
}

func (t *FlatText) uvarint() uint64 {
	var n uint64
	for shift := 0; shift < 64; shift += 7 {
		c := t.mark()
		n |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return n
		}
	}
	t.fail()
	return 0
}

func (t *FlatText) varint() int64 {
	n := t.uvarint()
	return int64(n>>1) ^ -int64(n&1)
}

// Moment takes a moment that AppendMoment wrote.
func (t *FlatText) Moment(zone *time.Location) Moment { return t.moment(t.mark(), 0, zone) }

func (t *FlatText) moment(mark byte, origin int64, zone *time.Location) Moment {
	switch mark {
	case flatUnknown:
		return Moment{}
	case flatDay:
		return WholeDay(time.Unix(origin+t.varint(), 0).In(zone))
	case flatInstant:
		return Instant(time.Unix(origin+t.varint(), 0).In(zone))
	case flatFraction:
		sec := t.varint()
		return Instant(time.Unix(origin+sec, int64(t.uvarint())).In(zone))
	}
	t.fail()
	return Moment{}
}

// errFlat says that a text is not what AppendFlat writes.
var errFlat = errors.New("these are no flat facts of this form")

// flatRoom holds one person's facts at a time, read from their flat form, in
// the same records again and again. What was read before is gone then.
type flatRoom struct {
	facts Facts
	last  int64
	spare [][]*Record // by group
	vals  [][]ref.Val // by group: the entries of the list
	note  noting
}

func newFlatRoom(note noting) *flatRoom {
	m := &flatRoom{note: note, spare: make([][]*Record, len(schema)), vals: make([][]ref.Val, len(schema))}
	m.facts.records, m.facts.lists = make([][]*Record, len(schema)), make([]ref.Val, len(schema))
	m.facts.unknown = &m.last
	return m
}

// read takes flat facts, all of the text.
func (m *flatRoom) read(t *FlatText, zone *time.Location) (*Facts, error) {
	f := &m.facts
	f.AsOf, f.Zone, m.last = t.Moment(zone), zone, hourTrail
	origin := f.AsOf.from.Unix()
	for i := range schema {
		n := 1
		if schema[i].List {
			n = int(min(t.uvarint(), uint64(len(t.s))))
		}
		f.records[i] = m.records(i, n)
		for _, r := range f.records[i] {
			marks := t.Bytes((len(r.vals) + 1) / 2)
			for k := 0; k < len(r.vals) && marks != ""; k++ {
				r.vals[k].val = m.value(t, marks[k/2]>>(4*(k%2))&15, r, k, origin)
			}
		}
		if schema[i].List {
			f.lists[i] = m.list(i)
		}
	}
	if rest, ok := t.Rest(); !ok || rest != "" {
		return nil, errFlat
	}
	return f, nil
}

// records are n records of a group, new ones only when there were never so many.
func (m *flatRoom) records(group, n int) []*Record {
	g := &schema[group]
	for len(m.spare[group]) < n {
		m.spare[group] = append(m.spare[group], &Record{
			group: g, path: g.Name, facts: &m.facts, vals: make([]Value, len(g.Fields)), ids: make([]int64, len(g.Fields)),
			at: len(m.spare[group]), reads: m.note,
		})
	}
	return m.spare[group][:n]
}

var noEntries = types.NewRefValList(types.DefaultTypeAdapter, nil)

func (m *flatRoom) list(group int) ref.Val {
	rs := m.facts.records[group]
	if len(rs) == 0 {
		return noEntries
	}
	m.vals[group] = slices.Grow(m.vals[group][:0], len(rs))
	for _, r := range rs {
		m.vals[group] = append(m.vals[group], r)
	}
	return types.NewRefValList(types.DefaultTypeAdapter, m.vals[group])
}

// value takes one value; what does not fit the field spoils the whole text.
func (m *flatRoom) value(t *FlatText, mark byte, r *Record, k int, origin int64) ref.Val {
	v := m.next(t, mark, r, k, origin)
	if v == nil {
		r.ids[k] = m.facts.nextUnknown()
	} else if !fits(r.group.Fields[k].Type, v) {
		t.fail()
	}
	return v
}

func (m *flatRoom) next(t *FlatText, mark byte, r *Record, k int, origin int64) ref.Val {
	switch mark {
	case flatUnknown:
		return nil
	case flatFalse:
		return types.False
	case flatTrue:
		return types.True
	case flatInt:
		return types.Int(t.varint())
	case flatNumber:
		return number(t.Bytes(8))
	case flatText:
		return types.String(t.Text())
	case flatTexts:
		return texts(t)
	default:
		d := t.moment(mark, origin, m.facts.Zone)
		if d.day {
			r.ids[k] = m.facts.nextUnknown()
			id := r.ids[k]
			d.trail = func() *types.Unknown { return newUnknown(id, r.Path(k), nil) }
		}
		return d
	}
}

func number(s string) ref.Val {
	var bits uint64
	for i := range len(s) {
		bits |= uint64(s[i]) << (8 * i)
	}
	return types.Double(math.Float64frombits(bits))
}

func texts(t *FlatText) ref.Val {
	n := t.uvarint()
	if n > uint64(len(t.s)) {
		t.fail()
		n = 0
	}
	list := make([]string, n)
	for i := range list {
		list[i] = t.Text()
	}
	return types.NewStringList(types.DefaultTypeAdapter, list)
}
