package intake_test

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"recourse/cases"
	"recourse/importexport/ndjsonfile"
	"recourse/importexport/simulate"
)

const schemaFile = "../../assets/schema/case.schema.json"

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func office(t *testing.T, appeals int) *simulate.Office {
	t.Helper()
	o, err := simulate.New(simulate.Options{Appeals: appeals, Residents: appeals * 2, Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func validate(t *testing.T, s *jsonschema.Schema, line []byte) error {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(v)
}

func TestSimulatedCasesFollowTheSchema(t *testing.T) {
	t.Parallel()
	s := schema(t)
	n := 0
	for snapshot := range office(t, 60).Cases() {
		var b bytes.Buffer
		w := ndjsonfile.NewWriter(&b)
		if err := w.Write(snapshot); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if err := validate(t, s, b.Bytes()); err != nil {
			t.Fatalf("case %s: %v", snapshot.Appeal.AppealNo, err)
		}
		n++
	}
	if n != 60 {
		t.Errorf("%d cases", n)
	}
}

func TestSchemaRefuses(t *testing.T) {
	t.Parallel()
	s := schema(t)
	for name, line := range map[string]string{
		"an unknown member": `{"format":"recourse.case/1","appeals":{}}`,
		"another format":    `{"format":"recourse.case/2"}`,
		"no person":         `{"format":"recourse.case/1","appeal":{},"assignment":{}}`,
	} {
		if validate(t, s, []byte(line)) == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

// The schema and the types must not drift apart: each object has exactly the
// members that its type has.
func TestSchemaHasTheMembersOfTheTypes(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Properties map[string]any
		Defs       map[string]struct{ Properties map[string]any } `json:"$defs"`
	}
	if err := json.Unmarshal(content, &doc); err != nil {
		t.Fatal(err)
	}
	seen := map[reflect.Type]bool{}
	var walk func(reflect.Type)
	walk = func(typ reflect.Type) {
		for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || typ == reflect.TypeFor[cases.Stamp]() || seen[typ] {
			return
		}
		seen[typ] = true
		have := doc.Properties
		if typ != reflect.TypeFor[cases.Snapshot]() {
			have = doc.Defs[typ.Name()].Properties
		}
		var want, got []string
		for _, f := range reflect.VisibleFields(typ) {
			if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" {
				want = append(want, name)
				walk(f.Type)
			}
		}
		for name := range have {
			got = append(got, name)
		}
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", typ.Name(), diff)
		}
	}
	walk(reflect.TypeFor[cases.Snapshot]())
}
