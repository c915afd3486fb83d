package policy

import (
	"fmt"
	"slices"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// Facts are everything conditions may read about one person as of a moment.
// They are filled once and then only read; With and SetAside give changed
// copies. A filled Facts is safe for concurrent use.
type Facts struct {
	AsOf    Moment
	Zone    *time.Location
	records [][]*Record // by group; one record for groups that are no lists
	lists   []ref.Val   // ready-made CEL lists, by group
	unknown *int64      // last id given to an unknown
	err     error
}

// NewFacts starts facts as of a moment, with every register silent and
// everything else unknown.
func NewFacts(asOf Moment, zone *time.Location) *Facts {
	f := &Facts{AsOf: asOf, Zone: zone, unknown: new(int64)}
	*f.unknown = hourTrail
	f.records = make([][]*Record, len(schema))
	f.lists = make([]ref.Val, len(schema))
	for i := range schema {
		if schema[i].List {
			f.lists[i] = types.NewRefValList(types.DefaultTypeAdapter, nil)
			continue
		}
		f.records[i] = []*Record{f.record(i, schema[i].Name)}
	}
	return f
}

// Record returns the record of a group that is no list.
func (f *Facts) Record(group string) *Record {
	if i := groupIndex(group); i >= 0 && !schema[i].List {
		return f.records[i][0]
	}
	f.fail(fmt.Errorf("facts have no record %q", group))
	return f.record(0, group)
}

// Add appends a record to a list, known by ref (the evidence it stands for).
func (f *Facts) Add(list, ref string) *Record {
	i := groupIndex(list)
	if i < 0 || !schema[i].List {
		f.fail(fmt.Errorf("facts have no list %q", list))
		return f.record(0, list)
	}
	r := f.record(i, list+"["+ref+"]")
	r.Ref = ref
	if k := schema[i].index["nr"]; k > 0 {
		r.set(k, IntValue(len(f.records[i])))
	}
	f.records[i] = append(f.records[i], r)
	f.relist(i)
	return r
}

// Records lists the records of a group.
func (f *Facts) Records(group string) []*Record {
	if i := groupIndex(group); i >= 0 {
		return f.records[i]
	}
	return nil
}

// Err is the first mistake made while filling the facts.
func (f *Facts) Err() error { return f.err }

func (f *Facts) fail(err error) {
	if f.err == nil {
		f.err = err
	}
}

func (f *Facts) relist(i int) {
	vals := make([]ref.Val, len(f.records[i]))
	for k, r := range f.records[i] {
		vals[k] = r
	}
	f.lists[i] = types.NewRefValList(types.DefaultTypeAdapter, vals)
}

func (f *Facts) record(group int, path string) *Record {
	g := &schema[group]
	r := &Record{group: g, path: path, facts: f, vals: slices.Clone(g.silent), ids: make([]int64, len(g.Fields))}
	for k := range r.ids {
		r.ids[k] = f.nextUnknown()
	}
	return r
}

// absent is what the silence of a register means for a field.
func absent(fd Field) Value {
	switch fd.Absent {
	case "":
		return NotKnown(Statement{Key: "why.not_on_file", Args: map[string]string{"fact": fd.Name}})
	case "-":
		return TextsValue(nil)
	}
	v, err := ParseValue(fd.Type, fd.Absent, time.UTC)
	if err != nil {
		return NotKnown(Statement{Key: "why.not_on_file"})
	}
	return v
}

// clone copies the facts; record values are copied, evidence lists shared.
func (f *Facts) clone() *Facts {
	last := *f.unknown
	c := &Facts{AsOf: f.AsOf, Zone: f.Zone, unknown: &last, err: f.err}
	c.records = make([][]*Record, len(f.records))
	c.lists = slices.Clone(f.lists)
	for i, rs := range f.records {
		for _, r := range rs {
			k := *r
			k.facts, k.vals, k.ids = c, slices.Clone(r.vals), slices.Clone(r.ids)
			c.records[i] = append(c.records[i], &k)
		}
		if schema[i].List {
			c.relist(i)
		}
	}
	return c
}

// Fact finds the value at a path such as "q.temp_c" or "stays[F1].to".
func (f *Facts) Fact(path string) (Value, bool) {
	r, k, err := f.find(path)
	if err != nil {
		return Value{}, false
	}
	return r.vals[k], true
}

// Each calls do with every fact in the order of the schema.
func (f *Facts) Each(do func(path string, v Value)) {
	for _, rs := range f.records {
		for _, r := range rs {
			for k := range r.vals {
				do(r.Path(k), r.vals[k])
			}
		}
	}
}

func (f *Facts) nextUnknown() int64 {
	*f.unknown++
	return *f.unknown
}
