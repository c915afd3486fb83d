package policy

import (
	"errors"
	"math"
	"slices"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

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
