package policy

import (
	"encoding/binary"
	"math"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/traits"
)

// Flat facts are facts spelled out for keeping: every value, but neither the
// evidence it rests on nor why it is not known. The rules say the same on them;
// only what a trace shows is missing. The form is the schema's order: whoever
// changes the schema or this form raises FlatForm.

// FlatForm numbers the form of flat facts.
const FlatForm = 1

// The marks before a value.
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

// AppendFlat appends the facts in their flat form.
func (f *Facts) AppendFlat(b []byte) []byte {
	b = appendMoment(b, f.AsOf, 0)
	origin := f.AsOf.from.Unix()
	for i, rs := range f.records {
		if schema[i].List {
			b = binary.AppendUvarint(b, uint64(len(rs)))
		}
		for _, r := range rs {
			for k := range r.vals {
				b = appendFlat(b, &r.vals[k], origin)
			}
		}
	}
	return b
}

func appendFlat(b []byte, v *Value, origin int64) []byte {
	switch x := v.val.(type) {
	case types.Bool:
		if x {
			return append(b, flatTrue)
		}
		return append(b, flatFalse)
	case types.Int:
		return binary.AppendVarint(append(b, flatInt), int64(x))
	case types.Double:
		return binary.LittleEndian.AppendUint64(append(b, flatNumber), math.Float64bits(float64(x)))
	case types.String:
		return appendText(append(b, flatText), string(x))
	case Moment:
		return appendMoment(b, x, origin)
	case traits.Lister:
		list, _ := x.Value().([]string)
		b = binary.AppendUvarint(append(b, flatTexts), uint64(len(list)))
		for _, s := range list {
			b = appendText(b, s)
		}
		return b
	}
	return append(b, flatUnknown)
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// AppendMoment appends a moment as AppendFlat does the moments of facts.
func AppendMoment(b []byte, m Moment) []byte { return appendMoment(b, m, 0) }

// appendMoment writes the seconds since an origin; that of the facts is their
// as-of time, near which most of them lie.
func appendMoment(b []byte, m Moment, origin int64) []byte {
	switch {
	case m.IsZero():
		return append(b, flatUnknown)
	case m.day:
		return binary.AppendVarint(append(b, flatDay), m.from.Unix()-origin)
	case m.from.Nanosecond() != 0:
		b = binary.AppendVarint(append(b, flatFraction), m.from.Unix()-origin)
		return binary.AppendUvarint(b, uint64(m.from.Nanosecond()))
	}
	return binary.AppendVarint(append(b, flatInstant), m.from.Unix()-origin)
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
