package audit

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/gowebpki/jcs"
	"pgregory.net/rapid"
)

// plain reports whether content is taken as canonical without looking closer.
func plain(content []byte) bool {
	s := scanner{text: content}
	return s.value(0) && s.at == len(content)
}

func TestPlain(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`{}`: true, `[]`: true, `{"a":1,"b":[true,null,"红码 → 绿码"],"c":{"x":-7}}`: true, `"x"`: true, `0`: true,
		`{"b":1,"a":2}`: false, `{"a":1,"a":2}`: false, `{"a": 1}`: false, `{"a":"\u0041"}`: false, `{"a":01}`: false, `-0`: false, `1.0`: false,
		`1e3`: false, `9007199254740993`: false, "\"\x01\"": false, "\"\xff\"": false, `{"a":1`: false, `{"a":1}}`: false, `tru`: false, ``: false, `"x`: false, `{"é":1}`: false,
	} {
		if got := plain([]byte(text)); got != want {
			t.Errorf("%q is plain: %v, want %v", text, got, want)
		}
	}
}

// value draws any JSON value.
func value(depth int) *rapid.Generator[any] {
	leaf := rapid.OneOf(rapid.String().AsAny(), rapid.Int64().AsAny(), rapid.Float64Range(-1e6, 1e6).AsAny(), rapid.Bool().AsAny(), rapid.Just[any](nil))
	if depth == 0 {
		return leaf
	}
	return rapid.OneOf(leaf, rapid.SliceOfN(value(depth-1), 0, 3).AsAny(), rapid.MapOfN(rapid.String(), value(depth-1), 0, 3).AsAny())
}

func TestPlainIsCanonical(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var text bytes.Buffer
		e := json.NewEncoder(&text)
		e.SetEscapeHTML(rapid.Bool().Draw(t, "escape"))
		if err := e.Encode(value(3).Draw(t, "value")); err != nil {
			t.Skip(err)
		}
		content := bytes.TrimSpace(text.Bytes())
		want, err := jcs.Transform(content)
		got, ownErr := canonical(content)
		if (err == nil) != (ownErr == nil) || err == nil && !bytes.Equal(got, want) {
			t.Fatalf("%q became %q, %v; want %q, %v", content, got, ownErr, want, err)
		}
	})
}

func FuzzCanonical(f *testing.F) {
	f.Add([]byte(`{"a":1,"b":"x"}`))
	f.Add([]byte(`[-0,1e2,"\u00e9"]`))
	f.Fuzz(func(t *testing.T, content []byte) {
		if !plain(content) {
			return
		}
		want, err := jcs.Transform(content)
		if (content[0] == '{' || content[0] == '[') && (err != nil || !bytes.Equal(content, want)) { // it takes nothing else
			t.Errorf("%q is taken as canonical; it is %q, %v", content, want, err)
		}
	})
}
