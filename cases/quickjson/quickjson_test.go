package quickjson_test

import (
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/cases"
	"recourse/cases/quickjson"
)

// agree reads a text with both codecs: what the quick one takes, the general
// one must take and understand in the same way.
func agree(t interface{ Fatalf(string, ...any) }, codec *quickjson.Codec[cases.Snapshot], text []byte) (quick bool) {
	var got, want cases.Snapshot
	rest, ok := codec.Read(text, &got)
	if !ok || len(rest) > 0 {
		return false
	}
	if err := json.Unmarshal(text, &want, json.RejectUnknownMembers(true)); err != nil {
		t.Fatalf("taken although: %v\n%s", err, text)
	}
	if !reflect.DeepEqual(want, got) {
		t.Fatalf("%s\n%s", cmp.Diff(want, got), text)
	}
	return true
}

func TestSnapshotIsPlain(t *testing.T) {
	t.Parallel()
	if err := quickjson.For[cases.Snapshot]().Covers(); err != nil {
		t.Error(err)
	}
	if err := quickjson.For[[]cases.Provenance]().Covers(); err != nil {
		t.Error(err)
	}
}

// snapshots draws snapshots with every field of every type.
func snapshots() *rapid.Generator[cases.Snapshot] {
	return rapid.Custom(func(t *rapid.T) (s cases.Snapshot) {
		fill(t, reflect.ValueOf(&s).Elem())
		return s
	})
}

func fill(t *rapid.T, v reflect.Value) {
	if at, ok := v.Addr().Interface().(*cases.Stamp); ok {
		*at = rapid.SampledFrom([]cases.Stamp{{}, cases.Day(2020, 2, 15), cases.At(time.Date(2020, 2, 15, 9, 30, 0, 0, cases.Shanghai())),
			cases.At(time.Date(1999, 12, 31, 23, 59, 59, 0, time.UTC))}).Draw(t, "stamp")
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(rapid.OneOf(rapid.SampledFrom([]string{"", "R10", "健康码", "a\"b\\c\n", "\x7f\u2028<&>", "王𠮷"}), rapid.String()).Draw(t, "text"))
	case reflect.Int, reflect.Int64:
		v.SetInt(rapid.OneOf(rapid.SampledFrom([]int64{0, 7, -1, math.MaxInt64, math.MinInt64}), rapid.Int64()).Draw(t, "int"))
	case reflect.Float64:
		v.SetFloat(rapid.OneOf(rapid.SampledFrom([]float64{0, 30.25, -1e-7, 1e21, 1e300}), rapid.Float64Range(-200, 200)).Draw(t, "float"))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, "bool"))
	case reflect.Pointer:
		if rapid.Bool().Draw(t, "there") {
			v.Set(reflect.New(v.Type().Elem()))
			fill(t, v.Elem())
		}
	case reflect.Slice:
		n := rapid.SampledFrom([]int{0, 0, 1, 2}).Draw(t, "length")
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			fill(t, v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i))
		}
	}
}

func TestSameAsTheGeneralCodec(t *testing.T) {
	t.Parallel()
	codec := quickjson.For[cases.Snapshot]()
	rapid.Check(t, func(t *rapid.T) {
		s := snapshots().Draw(t, "snapshot")
		want, err := json.Marshal(&s, json.Deterministic(true))
		if err != nil {
			t.Fatal(err)
		}
		got, ok := codec.Append([]byte("before"), &s)
		if ok && string(got) != "before"+string(want) {
			t.Fatalf("written\n%s\nnot\n%s", got, want)
		}
		if !ok && !strings.ContainsAny(string(want), "eE") || !strings.HasPrefix(string(got), "before") {
			t.Fatalf("gave up on\n%s", want)
		}
		agree(t, codec, want)
	})
}

func TestRead(t *testing.T) {
	t.Parallel()
	codec := quickjson.For[cases.Snapshot]()
	for text, quick := range map[string]bool{
		`{}`:                         true,
		` { "format" : "a\u00e9" } `: true,
		`{"appeal":{"grounds":["G01","G02",null],"filed_at":"2020-02-15"},"flags":null}`:         true,
		`{"flags":[{"lat":-0.5,"dwell_min":0,"radius_assumed":true},{"lat":null}],"history":[]}`: true,
		`{"flags":[` + strings.Repeat(`{"flag_id":"F"},`, 40) + `{}]}`:                           true,
		`{"rule_trace":{"steps":[{"rule_id":"R","inputs":[{"name":"a"}]},{"rule_id":"S"}]}}`:     true,
		`{"resident":{"row_no":-0}}`:                                     true,
		`{"format":"a","format":"b"}`:                                    false,
		`{"appeal":{"source_file_sha256":"a","source_file_sha256":"a"}}`: false,
		`{"Format":"a"}`:                                                 false,
		`{"form\u0061t":"a"}`:                                            true,
		`{"appeal":{"filed_at":"2020-02-30"}}`:                           false,
		`{"appeal":{"filed_at":null}}`:                                   false,
		`{"resident":{"doc_no":33}}`:                                     false,
		`{"resident":{"row_no":1.5}}`:                                    false,
		`{"resident":{"row_no":01}}`:                                     false,
		`{"resident":{"row_no":9223372036854775808}}`:                    false,
		`{"flags":[{"lat":1.}]}`:                                         false,
		`{"flags":[{"lat":1e3}]}`:                                        false,
		`{"flags":[{}{}]}`:                                               false,
		`{"flags":[{},]}`:                                                false,
		`{"format":"a",}`:                                                false,
		`{"format" "a"}`:                                                 false,
		"{\"format\":\"\xff\"}":                                          false,
		"{\"format\":\"a\tb\"}":                                          false,
		`{"format":"\ud800"}`:                                            false,
		`{"format":"a`:                                                   false,
		`{"format":"a\`:                                                  false,
		`{"format":nul}`:                                                 false,
		`{"flags":[{"radius_assumed":truth}]}`:                           false,
		`{} {}`:                                                          false,
		``:                                                               false,
		`[]`:                                                             false,
	} {
		t.Run(text[:min(len(text), 40)], func(t *testing.T) {
			t.Parallel()
			if got := agree(t, codec, []byte(text)); got != quick {
				t.Errorf("taken: %v", got)
			}
		})
	}
}

// What a text left in a reader must not show in the next.
func TestReadersStartClean(t *testing.T) {
	t.Parallel()
	codec := quickjson.For[cases.Snapshot]()
	for range 3 {
		agree(t, codec, []byte(`{"flags":[{"flag_id":"F1","note":"n","contradicts":["F2"],"row_no":1},{"note":"m"}]}`))
		agree(t, codec, []byte(`{"flags":[{"flag_id":"F1","note":5}]}`))
		if !agree(t, codec, []byte(`{"flags":[{},{},{"contradicts":[null]}]}`)) {
			t.Fatal("not taken")
		}
	}
}

type (
	node struct {
		Next *node `json:"next"`
	}
	sized struct {
		N int `json:"n,string"`
	}
	hidden   struct{ n int }
	untagged struct{ N int }
	twice    struct {
		cases.Provenance
		Sheet string `json:"sheet"`
	}
	inside struct {
		S *string `json:"s,omitempty"`
	}
	table struct {
		M map[string]int `json:"m"`
	}
	blob struct {
		B []byte `json:"b"`
	}
)

func TestUnusualTypes(t *testing.T) {
	t.Parallel()
	for name, err := range map[string]error{
		"node": quickjson.For[node]().Covers(), "sized": quickjson.For[sized]().Covers(), "hidden": quickjson.For[hidden]().Covers(),
		"untagged": quickjson.For[untagged]().Covers(), "twice": quickjson.For[twice]().Covers(), "inside": quickjson.For[inside]().Covers(),
		"table": quickjson.For[table]().Covers(), "blob": quickjson.For[blob]().Covers(), "time": quickjson.For[time.Time]().Covers(),
		"any": quickjson.For[any]().Covers(),
	} {
		if err == nil {
			t.Errorf("%s is taken for plain", name)
		}
	}
	unusual := quickjson.For[hidden]()
	if _, ok := unusual.Read([]byte(`{}`), &hidden{n: 1}); ok {
		t.Error("read")
	}
	if out, ok := unusual.Append([]byte("a"), &hidden{}); ok || string(out) != "a" {
		t.Errorf("written %q", out)
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		`{"format":"recourse.case/1"}`, `{"appeal":{"grounds":["G01",null]}}`, `{"flags":[{"lat":1e3}]}`, `{"x":"\ud83d\ude00"}`,
		`{"rule_trace":{"steps":[{"effect":{"days":-7}}]},"checkins":[{"temp_c":36.5,"symptoms":[]}]}`, `{"appeal":{"filed_at":""}}`,
	} {
		f.Add([]byte(seed))
	}
	codec := quickjson.For[cases.Snapshot]()
	f.Fuzz(func(t *testing.T, text []byte) { agree(t, codec, text) })
}
