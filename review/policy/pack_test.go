package policy_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"recourse/assets"
	"recourse/review/policy"
)

const head = `
id: T
version: "1"
title: {zh: 试, en: test}
effective_from: "2020-02-11"
time_zone: Asia/Shanghai
utc_offset_hours: 8
systems: [T-SYS]
sources: {W1: "a notice"}
combine: {colour: most_severe, until: latest_of_winning, unknown: never_against_the_resident}
`

const rule = `
- id: R50
  priority: 50
  title: {zh: 症, en: symptom}
  plain: {zh: 症, en: symptom}
  when: 'q.fever'
  effect: {colour: YELLOW, days: 7}
  status: documented
  citation: [W1]
  reads: [q.fever]
  sentence: symptom
`

const fixtures = `
- {name: fires, rule: R50, asof: "2020-02-15", facts: [{fact: q.fever, is: "true"}], want: {outcome: "TRUE", colour: YELLOW, deciding: R50}}
- {name: silent, rule: R50, asof: "2020-02-15", want: {outcome: "FALSE", colour: "", deciding: R50}}
- {name: edge, boundary: true, rule: R50, asof: "2020-02-15", facts: [{fact: q.fever, is: UNKNOWN}], want: {outcome: UNKNOWN, colour: "", deciding: R50}}
`

const onlyFiring = `
- {name: fires, boundary: true, rule: R50, asof: "2020-02-15", want: {outcome: "TRUE", colour: YELLOW, deciding: R50}}
`

func folder(head, rule, fixture string) fstest.MapFS {
	return fstest.MapFS{
		"t/pack.yaml":       {Data: []byte(head)},
		"t/rules.yaml":      {Data: []byte(rule)},
		"t/fixtures/a.yaml": {Data: []byte(fixture)},
	}
}

// build loads, compiles and checks the coverage of a pack.
func build(fsys fs.FS) error {
	packs, err := policy.LoadAll(fsys)
	if err != nil {
		return err
	}
	for _, p := range packs {
		if _, err := policy.Compile(p); err != nil {
			return err
		}
		if err := policy.Coverage(p); err != nil {
			return err
		}
	}
	return nil
}

func TestPackIsAccepted(t *testing.T) {
	t.Parallel()
	if err := build(folder(head, rule, fixtures)); err != nil {
		t.Fatal(err)
	}
}

func TestPackIsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, file, old, new, want string }{
		{"a condition that names no fact", "rules", "'q.fever'", "'q.fevr'", "undefined field 'fevr'"},
		{"a condition of another type", "rules", "'q.fever'", "'q.temp_c'", "gives double, not bool"},
		{"an untyped comparison", "rules", "'q.fever'", `'q.temp_c == "hot"'`, "no matching overload"},
		{"a fact read but not declared", "rules", "'q.fever'", "'q.fever || q.respiratory'", "reads q.respiratory, which it does not declare"},
		{"a fact declared but not read", "rules", "[q.fever]", "[q.fever, q.temp_c]", "declares that it reads q.temp_c, but does not"},
		{"a condition beyond its length", "rules", "'q.fever'", "'" + strings.Repeat("q.fever || ", 300) + "q.fever'", "size"},
		{"an unknown colour", "rules", "YELLOW", "PURPLE", `colour "PURPLE" is not known`},
		{"a source that is not listed", "rules", "citation: [W1]", "citation: [W9]", `cites "W9"`},
		{"a documented rule without source", "rules", "citation: [W1]", "citation: []", "cites its source"},
		{"a reconstructed rule that does not say what", "rules", "status: documented", "status: reconstructed", "says what is reconstructed"},
		{"a blocker that is not there", "rules", "days: 7", "unless_active: [R10]", "names rule R10"},
		{"a key that nobody knows", "rules", "priority:", "prioritty:", "unknown field"},
		{"a rule twice", "rules", rule, rule + strings.TrimPrefix(rule, "\n"), "there twice"},
		{"brackets without end", "rules", rule, "- id: " + strings.Repeat("[", 20000), "nested deeper"},
		{"list marks without end", "rules", rule, strings.Repeat("- ", 20000) + "x", "nested deeper"},
		{"indentation without end", "rules", rule, strings.Repeat(" ", 200) + "- x", "nested deeper"},
		{"parentheses without end", "rules", "'q.fever'", "'" + strings.Repeat("(", 900) + "q.fever" + strings.Repeat(")", 900) + "'", "condition"},
		{"a file beyond its size", "rules", rule, rule + strings.Repeat("# filler\n", 40000), "larger than"},
		{"an end that is no date", "head", `"2020-02-11"`, `"11.2.2020"`, "not a date"},
		{"another way to combine", "head", "most_severe", "first_match", "combine must be"},
		{"no fixture that fires", "fixtures", `outcome: "TRUE"`, `outcome: "FALSE"`, "lacks a fixture in which it fires"},
		{"no fixture that does not", "fixtures", fixtures, onlyFiring, "lacks one in which it does not"},
		{"no fixture at the boundary", "fixtures", "boundary: true, ", "", "lacks one at its boundary"},
		{"a fixture of no rule", "fixtures", "rule: R50, asof", "rule: R51, asof", "not in the pack"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			texts := map[string]string{"head": head, "rules": rule, "fixtures": fixtures}
			texts[c.file] = strings.ReplaceAll(texts[c.file], c.old, c.new)
			err := build(folder(texts["head"], texts["rules"], texts["fixtures"]))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestPublishedVersionsNeverChange(t *testing.T) {
	t.Parallel()
	t.Run("the shipped packs have the content they were published with", func(t *testing.T) {
		t.Parallel()
		fsys, err := assets.Policies()
		if err != nil {
			t.Fatal(err)
		}
		text, err := fs.ReadFile(fsys, "published.txt")
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range shipped(t) {
			if !strings.Contains(string(text), p.Name()+" "+p.Hash) {
				t.Errorf("%s %s is not in published.txt", p.Name(), p.Hash)
			}
		}
	})
	t.Run("a changed condition under a published name is refused", func(t *testing.T) {
		t.Parallel()
		fsys := folder(head, rule, fixtures)
		packs, err := policy.LoadAll(fsys)
		if err != nil {
			t.Fatal(err)
		}
		fsys["published.txt"] = &fstest.MapFile{Data: []byte(packs[0].Name() + " " + packs[0].Hash + "\n")}
		if _, err := policy.LoadAll(fsys); err != nil {
			t.Fatal(err)
		}
		fsys["t/rules.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(rule, "days: 7", "days: 8", 1))}
		if _, err := policy.LoadAll(fsys); err == nil || !strings.Contains(err.Error(), "changed after it was published") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("layout and comments do not change the digest", func(t *testing.T) {
		t.Parallel()
		a, err := policy.LoadAll(folder(head, rule, fixtures))
		if err != nil {
			t.Fatal(err)
		}
		b, err := policy.LoadAll(folder("# remark\n"+head, strings.Replace(rule, "priority: 50", "priority:    50 # first", 1), fixtures))
		if err != nil {
			t.Fatal(err)
		}
		if a[0].Hash != b[0].Hash {
			t.Error("the digests differ")
		}
	})
}

func TestFind(t *testing.T) {
	t.Parallel()
	packs := shipped(t)
	at := func(s string) time.Time {
		v, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, c := range []struct{ name, system, at, want string }{
		{"Hangzhou on the day of the launch", "HZ-ALIPAY", "2020-02-11T00:00:00+08:00", "HZ-2020-02"},
		{"the day before, by one second", "HZ-ALIPAY", "2020-02-10T23:59:59+08:00", ""},
		{"the day is that of Shanghai", "HZ-ALIPAY", "2020-02-10T16:00:00Z", "HZ-2020-02"},
		{"the last day of 2020", "HZ-ALIPAY", "2020-12-31T23:59:59+08:00", "HZ-2020-02"},
		{"the grid rule takes over", "HZ-ALIPAY", "2021-01-01T00:00:00+08:00", "HZ-2021-GRID"},
		{"Shenzhen", "SZ-WECHAT", "2020-02-17T09:00:00+08:00", "SZ-2020-02"},
		{"a system without a pack", "BJ", "2020-02-17T09:00:00+08:00", ""},
	} {
		got := ""
		if p := policy.Find(packs, c.system, at(c.at)); p != nil {
			got = p.ID
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(head, rule, fixtures)
	f.Add("id: [", "- id: R50\n  when: '((((((((((((((((((((q'", "- {}")
	f.Add("&a [*a]", "- *x", "[[[[")
	f.Fuzz(func(t *testing.T, head, rule, fixture string) {
		packs, err := policy.LoadAll(folder(head, rule, fixture))
		if err != nil {
			return
		}
		for _, p := range packs {
			if _, err := policy.Compile(p); err != nil {
				continue
			}
			for i := range p.Fixtures {
				_, _ = p.Fixtures[i].Build(p)
			}
		}
	})
}
