package policy

import (
	"slices"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
)

// FieldType is the type of one fact.
type FieldType int

// The types of facts.
const (
	BoolFact FieldType = iota
	IntFact
	NumberFact
	TextFact
	TextsFact
	MomentFact
)

// Field is one fact of the schema. Absent is the value a register implies by
// its silence ("no such entry"); a field without it is UNKNOWN until told.
type Field struct {
	Name   string
	Type   FieldType
	Absent string
}

// Group is a record of facts, or with List a list of such records.
type Group struct {
	Name   string
	List   bool
	Fields []Field
	index  map[string]int
	kind   *types.Type
	silent []Value // what each field is until it is told
}

// Schema is the facts a rule may read. Registers kept by the authorities
// (lists, findings, earlier decisions) speak by silence; answers, places and
// identities do not.
func Schema() []Group { return slices.Clone(schema) }

var schema = []Group{
	group("person", false,
		Field{Name: "id_ok", Type: BoolFact},
		Field{Name: "phone_is_own", Type: BoolFact, Absent: "true"},
		Field{Name: "id_linked", Type: BoolFact, Absent: "true"}),
	group("q", false,
		Field{Name: "measured", Type: BoolFact, Absent: "false"},
		Field{Name: "temp_c", Type: NumberFact},
		Field{Name: "fever", Type: BoolFact},
		Field{Name: "respiratory", Type: BoolFact},
		Field{Name: "contact_14d", Type: BoolFact},
		Field{Name: "key_area_14d", Type: BoolFact},
		Field{Name: "overseas_14d", Type: BoolFact}),
	group("stays", true,
		Field{Name: "region", Type: TextFact},
		Field{Name: "place", Type: TextFact, Absent: "?"},
		Field{Name: "key_area", Type: BoolFact},
		Field{Name: "high_risk", Type: BoolFact},
		Field{Name: "higher_risk", Type: BoolFact},
		Field{Name: "medium_risk", Type: BoolFact},
		Field{Name: "at_home", Type: BoolFact, Absent: "false"},
		Field{Name: "from", Type: MomentFact},
		Field{Name: "to", Type: MomentFact},
		Field{Name: "dwell_min", Type: IntFact},
		Field{Name: "radius_m", Type: IntFact, Absent: "0"},
		Field{Name: "kinds", Type: TextsFact, Absent: "-"},
		Field{Name: "nr", Type: IntFact}),
	group("contacts", true,
		Field{Name: "named", Type: BoolFact},
		Field{Name: "last_exposure", Type: MomentFact},
		Field{Name: "listed_by", Type: TextFact, Absent: "?"}),
	group("colocations", true,
		Field{Name: "same_person", Type: BoolFact},
		Field{Name: "at", Type: MomentFact},
		Field{Name: "radius_m", Type: IntFact},
		Field{Name: "dwell_min", Type: IntFact},
		Field{Name: "kinds", Type: TextsFact, Absent: "-"}),
	group("mismatches", true,
		Field{Name: "at", Type: MomentFact},
		Field{Name: "examined", Type: BoolFact, Absent: "false"},
		Field{Name: "about", Type: TextFact, Absent: "?"}),
	group("checkins", false,
		Field{Name: "streak_days", Type: IntFact, Absent: "0"},
		Field{Name: "excused_days", Type: IntFact, Absent: "0"},
		Field{Name: "missed", Type: BoolFact, Absent: "false"},
		Field{Name: "missed_on", Type: MomentFact},
		Field{Name: "last", Type: MomentFact}),
	group("current", false,
		Field{Name: "colour", Type: TextFact, Absent: "NONE"},
		Field{Name: "since", Type: MomentFact}),
	group("findings", false,
		Field{Name: "case_open", Type: BoolFact, Absent: "false"},
		Field{Name: "discharged", Type: BoolFact, Absent: "false"},
		Field{Name: "discharged_at", Type: MomentFact},
		Field{Name: "observed", Type: BoolFact, Absent: "false"},
		Field{Name: "observation_until", Type: MomentFact},
		Field{Name: "false_declaration", Type: BoolFact, Absent: "false"},
		Field{Name: "declared_at", Type: MomentFact}),
	group("appeal", false,
		Field{Name: "held", Type: BoolFact, Absent: "false"},
		Field{Name: "colour", Type: TextFact, Absent: "GREEN"},
		Field{Name: "decided_at", Type: MomentFact},
		Field{Name: "hold_until", Type: MomentFact},
		Field{Name: "newer_evidence", Type: BoolFact, Absent: "false"}),
}

func group(name string, list bool, fields ...Field) Group {
	g := Group{Name: name, List: list, Fields: fields, index: map[string]int{}, kind: types.NewObjectType("facts." + name)}
	for i, f := range fields {
		g.index[f.Name] = i
		g.silent = append(g.silent, absent(f))
	}
	return g
}

// groupIndex finds a group by name, -1 when there is none.
func groupIndex(name string) int {
	return slices.IndexFunc(schema, func(g Group) bool { return g.Name == name })
}

func (t FieldType) celType() *types.Type {
	switch t {
	case BoolFact:
		return types.BoolType
	case IntFact:
		return types.IntType
	case NumberFact:
		return types.DoubleType
	case TextsFact:
		return types.NewListType(types.StringType)
	case MomentFact:
		return momentType
	}
	return types.StringType
}

// variables declares the top-level names of conditions.
func variables() []cel.EnvOption {
	opts := []cel.EnvOption{cel.Variable("asof", momentType)}
	for _, g := range schema {
		kind := g.kind
		if g.List {
			kind = types.NewListType(kind)
		}
		opts = append(opts, cel.Variable(g.Name, kind))
	}
	return opts
}
