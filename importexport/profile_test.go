package importexport_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"recourse/importexport"
)

const head = "id: x\nversion: 1\ntimezone: Asia/Shanghai\ntables:\n  t:\n    kind: flags\n"

// Each error names the profile, the table and the field.
func TestWhatAProfileMayNotSay(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		"    columns: {flag.nothing: [A]}":                                                  "field flag.nothing",
		"    columns: {flag.note: [A]}\n    constants: {flag.note: x}":                      "field flag.note",
		"    columns: {flag.note: [A]}\n    compose: {flag.note: '{a}'}":                    "field flag.note",
		"    columns: {}\n    compose: {flag.note: '{a}'}":                                  "names a, which has no headers",
		"    columns: {flag.note: [备注], flag.provider: ['备注#2']}":                           `header "备注" is named with the place of its column and without`,
		"    columns: {flag.note: [A]}\n    places: {flag.division: flag.note}":             "only the place of a record can give its division",
		"    columns: {flag.note: [A]}\n    places: {flag.division: flag.place_text}":       "flag.place_text has no headers",
		"    columns: {flag.note: [A]}\n    aside: [a]":                                     `header "a" means flag.note and is left aside as well`,
		"    columns: {flag.note: [A]}\n    date_orders: {flag.note: dmy}":                  "has an order of dates and is no time",
		"    columns: {flag.observed_from: [A]}\n    date_orders: {flag.observed_from: dm}": `date_order "dm" is not known`,
		"    columns: {}\n    parts: {a: [A]}\n    compose: {flag.note: '{a'}":              "field flag.note",
		"    columns: {}\n    parts: {a.b: [A]}":                                            "part",
		"    columns: {flag.note: [A]}\n    parts: {a: [a]}":                                "two meanings",
		"    columns: {flag.note: [A]}\n    fallbacks: {flag.lat: flag.note}":               "field flag.lat",
		"    columns: {flag.note: [A]}\n    choices: {flag.note: {COUGH: [x]}}":             "COUGH",
		"    columns: {flag.note: [A]}\n    links: [face]":                                  `link "face"`,
		"    columns: {flag.dwell_min: [A]}\n    units: {flag.dwell_min: km}":               `unit "km"`,
		"    columns: {flag.note: [A]}\n    units: {flag.note: km}":                         "no unit",
		"    columns: {flag.note: [A]}\n    zones: {flag.note: UTC}":                        "is no time",
		"    columns: {flag.list_date: [A]}\n    zones: {flag.list_date: Nowhere/None}":     "field flag.list_date",
		"    columns: {flag.note: [A]}\n    nulls: {flag.noise: [无]}":                       "flag.noise",
		"    columns: {flag.note: [A]}\n    only: {kind: [x]}":                              "only kind",
		"    columns: {flag.note: [A]}\n    incomplete: true":                               "incomplete",
		"    columns: {flag.note: [A]}\n    sheet_name: resident.address":                   "field resident.address",
	} {
		_, err := importexport.ParseProfile([]byte(head + body + "\n"))
		switch {
		case err == nil:
			t.Errorf("taken:\n%s", body)
		case want == "two meanings":
			want = `"A" means both`
			if !strings.Contains(strings.ToLower(err.Error()), strings.ToLower(want)) {
				t.Errorf("%q lacks %q", err, want)
			}
		case !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "profile x, table t: "):
			t.Errorf("%q lacks its place or %q", err, want)
		}
	}
}

func TestAProfileSurvivesItsOwnFile(t *testing.T) {
	t.Parallel()
	p, err := importexport.ParseProfile([]byte(head + `    columns: {flag.phone: [手机号], flag.dwell_min: [停留秒]}
    parts: {from: [起], to: [止]}
    compose: {flag.place_text: '{from}[→{to}]'}
    constants: {flag.source_type: CARRIER_TOWER}
    units: {flag.dwell_min: s}
    links: [phone]
`))
	if err != nil {
		t.Fatal(err)
	}
	text, err := p.YAML()
	if err != nil {
		t.Fatal(err)
	}
	again, err := importexport.ParseProfile(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if d := cmp.Diff(p, again, cmpopts.IgnoreUnexported(importexport.Profile{})); d != "" {
		t.Error(d)
	}
}

func TestPatterns(t *testing.T) {
	t.Parallel()
	values := map[string]string{"a": "小区", "b": "3", "c": ""}
	for pattern, want := range map[string]string{
		"{a}": "小区", "{c}": "", "x{c}y": "", "{a}[{b}幢][{c}室]": "小区3幢", "{a}→{c}": "小区→", "[{c}-]{b}": "3", "[{a}{c}]": "",
	} {
		p, err := importexport.ParsePattern(pattern)
		if err != nil {
			t.Fatalf("%s: %v", pattern, err)
		}
		if got := p.Fill(func(name string) string { return values[name] }); got != want {
			t.Errorf("%s gives %q, want %q", pattern, got, want)
		}
	}
	for _, bad := range []string{"", "words", "{", "{}", "a}", "[{a}", "{a}]", "[[{a}]]", "{a{b}}"} {
		if _, err := importexport.ParsePattern(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

// A composition says nothing but what its columns say and its words: it holds
// every value in order, and without values it is nothing.
func TestPatternLaws(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 1, 6).Draw(t, "names")
		var text strings.Builder
		var optional []bool
		for i, n := range names {
			optional = append(optional, rapid.Bool().Draw(t, "optional"))
			word := rapid.StringMatching(`[幢室→ ]{0,2}`).Draw(t, "word")
			if optional[i] {
				text.WriteString("[" + word + "{" + n + "}]")
			} else {
				text.WriteString(word + "{" + n + "}")
			}
		}
		p, err := importexport.ParsePattern(text.String())
		if err != nil {
			t.Fatal(err)
		}
		values := map[string]string{}
		for _, n := range names {
			values[n] = rapid.StringMatching(`[一二0-9]{0,3}`).Draw(t, "value")
		}
		out := p.Fill(func(n string) string { return values[n] })
		rest, all := out, ""
		for _, n := range names {
			at := strings.Index(rest, values[n])
			if at < 0 {
				t.Fatalf("%q lacks %q of %q", out, values[n], text.String())
			}
			rest, all = rest[at+len(values[n]):], all+values[n]
		}
		if all == "" && out != "" {
			t.Fatalf("nothing became %q", out)
		}
		if d := cmp.Diff(names, p.Names()); d != "" {
			t.Fatal(d)
		}
	})
}

func TestUnits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		field, unit string
		n, want     float64
	}{
		{"flag.dwell_min", "h", 2, 120}, {"flag.dwell_min", "s", 90, 1.5}, {"flag.accuracy_radius_m", "km", 0.5, 500},
		{"checkin.temp_c", "°F", 98.6, 37}, {"flag.speed_kmh", "m/s", 10, 36}, {"flag.speed_kmh", "km/h", 10, 10},
	} {
		u, ok := importexport.FindUnit(c.field, c.unit)
		if got := u.Convert(c.n); !ok || got < c.want-1e-9 || got > c.want+1e-9 {
			t.Errorf("%g %s is %g in %s", c.n, c.unit, got, c.field)
		}
	}
	if _, ok := importexport.FindUnit("flag.note", "m"); ok {
		t.Error("a note has a unit")
	}
}

func TestEveryKindHasFields(t *testing.T) {
	t.Parallel()
	for _, kind := range importexport.TableKinds() {
		seen := map[string]bool{}
		for _, f := range importexport.FieldsOf(kind) {
			if seen[f.Name] || f.Value == "" {
				t.Errorf("%s: %s twice or without a kind", kind, f.Name)
			}
			seen[f.Name] = true
		}
		if len(seen) < 8 {
			t.Errorf("%s has %d fields", kind, len(seen))
		}
	}
	if importexport.FieldsOf("nothing") != nil {
		t.Error("a kind that there is not has fields")
	}
}

func TestPlaceOfAColumn(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]string{
		"备注#2": "备注#2", "备注（二）#2": "备注#2", "Note (b) ＃3": "note#3", "#2": "#2", "备注#0": "备注#0", "备注#02": "备注#02", "备注#": "备注#", "样本#A": "样本#a",
	} {
		if got := importexport.NormalHeader(header); got != want {
			t.Errorf("%q is %q, want %q", header, got, want)
		}
	}
	spec := importexport.TableSpec{Columns: map[string][]string{"flag.note": {"备注#2"}, "flag.batch": {"批次#0"}}, Parts: map[string][]string{"a": {"时间(一)#1"}}}
	if diff := cmp.Diff(map[string]bool{"备注": true, "时间": true}, spec.Numbered()); diff != "" {
		t.Error(diff)
	}
}
