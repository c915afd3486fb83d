package ndjsonfile_test

import (
	"bytes"
	"context"
	stdjson "encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/ndjsonfile"
)

func readAll(content []byte) (values []cases.Snapshot, problems []*importexport.Problem, err error) {
	r, err := ndjsonfile.Open[cases.Snapshot](importexport.BytesSource("t.ndjson", content), "", importexport.DefaultLimits())
	if err != nil {
		return nil, nil, err
	}
	for record, err := range r.Records(context.Background()) {
		if err != nil {
			return values, problems, err
		}
		if record.Problem != nil {
			problems = append(problems, record.Problem)
			continue
		}
		values = append(values, record.Value)
	}
	return values, problems, nil
}

func TestRefusedLines(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, line, column, value string
		code                      importexport.Code
	}{
		{"more flags than there are", `{"flags":[` + strings.Repeat("{},", 30_000) + `{}]}`, "", "", "too_many_parts"},
		{"two members of one name", `{"format":"a","format":"b"}`, "format", "", "duplicate_field"},
		{"a name in other letters", `{"Format":"a"}`, "Format", "", "unknown_field"},
		{"an unknown member", `{"appeal":{"appeal_nr":"1"}}`, "appeal.appeal_nr", "", "unknown_field"},
		{"an identifier as a number", `{"resident":{"doc_no":330199199001010011}}`, "resident.doc_no", "330199199001010011", "wrong_type"},
		{"a date that cannot be", `{"appeal":{"filed_at":"2020-02-30"}}`, "appeal.filed_at", "2020-02-30", "bad_value"},
		{"bytes that are no text", "{\"format\":\"\xff\"}", "format", "", "bad_encoding"},
		{"half a surrogate", `{"format":"\ud800"}`, "format", "", "bad_encoding"},
		{"destroyed text", `{"format":"锟斤拷"}`, "", "", "destroyed_text"},
		{"cut off", `{"format":"a`, "format", "", "bad_json"},
		{"two objects on a line", `{} {}`, "", "", "bad_json"},
		{"nested without end", `{"appeal":` + strings.Repeat("[", 1_000_000), "", "", "too_deep"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			values, problems, err := readAll([]byte("{}\n" + test.line + "\n{}\n"))
			if err != nil || len(values) != 2 || len(problems) != 1 {
				t.Fatalf("%d values, problems %v, error %v", len(values), problems, err)
			}
			want := &importexport.Problem{
				File: "t.ndjson", Row: 2, Column: test.column, Value: test.value, Code: test.code, Level: importexport.Refused,
			}
			if diff := cmp.Diff(want, problems[0]); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRefusedFiles(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		content string
		code    importexport.Code
	}{
		"one object over many lines": {"{\n  \"format\": \"a\"\n}\n", "json_not_lines"},
		"a list":                     {`[{"format":"a"}]`, "json_array"},
		"an endless line":            {`{"a":"` + strings.Repeat("x", 20<<20), "row_too_long"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, _, err := readAll([]byte(test.content)); !errors.Is(err, &importexport.Problem{Code: test.code}) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func sample() cases.Snapshot {
	filed := time.Date(2020, 2, 15, 9, 30, 0, 0, cases.Shanghai())
	dwell := 42
	return cases.Snapshot{
		Format:     cases.Format,
		Appeal:     cases.Appeal{AppealID: "A1", AppealNo: "HZXH-2020-000001", FiledAt: cases.At(filed), Channel: "WEB", HandlingDivision: "330106", Grounds: []cases.Ground{"G02"}},
		Resident:   cases.Resident{ResidentID: "R1", Name: "王𠮷", DocType: "01", DocNo: "330199199001010011", BirthDate: cases.Day(1990, 1, 1)},
		Assignment: cases.CodeAssignment{AssignmentID: "C1", IssuingSystem: "HZ-ALIPAY", Colour: cases.Red, IssuedAt: cases.At(filed.Add(-time.Hour)), Origin: "RULE_BATCH"},
		Flags:      []cases.Flag{{FlagID: "F1", SourceType: cases.CarrierTower, Provider: "x", ObservedFrom: cases.At(filed), PlaceText: "武汉站", IdentityLink: "phone", DwellMin: &dwell}},
	}
}

func TestRoundTrip(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	w := ndjsonfile.NewWriter(&b)
	for range 3 {
		if err := w.Write(sample()); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	values, problems, err := readAll(append([]byte("\ufeff"), b.Bytes()...))
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	if diff := cmp.Diff([]cases.Snapshot{sample(), sample(), sample()}, values); diff != "" {
		t.Error(diff)
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		`{"format":"recourse.case/1"}`, `{"appeal":{"grounds":["G01"]}}`, `{"flags":[{"lat":1e3}]}`, "\xff", `{"a":`, "{}\n\n{}", `{"x":"\ud83d\ude00"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		values, _, err := readAll(content)
		var p *importexport.Problem
		if err != nil && !errors.As(err, &p) {
			t.Fatalf("an error that is no problem: %v", err)
		}
		for _, v := range values {
			var b bytes.Buffer
			w := ndjsonfile.NewWriter(&b)
			if err := errors.Join(w.Write(v), w.Close()); err != nil {
				t.Fatal(err)
			}
			back, problems, err := readAll(b.Bytes())
			if err != nil || len(problems) > 0 || len(back) != 1 {
				t.Fatalf("what was read cannot be read again: %v %v", problems, err)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var content bytes.Buffer
	w := ndjsonfile.NewWriter(&content)
	for range 2000 {
		if err := w.Write(sample()); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			if values, _, err := readAll(content.Bytes()); len(values) != 2000 || err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-json", func(b *testing.B) {
		for b.Loop() {
			d := stdjson.NewDecoder(bytes.NewReader(content.Bytes()))
			for range 2000 {
				var s cases.Snapshot
				if err := d.Decode(&s); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
