package deliver_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/csvfile"
	"recourse/importexport/simulate"
	"recourse/importexport/simulate/deliver"
	"recourse/importexport/xlsxfile"
)

func write(t *testing.T, spec deliver.Spec) (string, []string) {
	t.Helper()
	o, err := simulate.New(simulate.Options{Appeals: 40, Residents: 60, Seed: 9})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	files, err := deliver.Write(t.Context(), dir, o, spec)
	if err != nil {
		t.Fatal(err)
	}
	return dir, files
}

func read(t *testing.T, dir, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestWrite(t *testing.T) {
	t.Parallel()
	dir, files := write(t, deliver.Spec{Formats: deliver.Formats(), Dirt: 0.2})
	t.Run("every line of the canonical file is a case that reads back", func(t *testing.T) {
		t.Parallel()
		lines := bytes.Split(bytes.TrimSpace(read(t, dir, "cases.ndjson")), []byte("\n"))
		if len(lines) != 40 {
			t.Fatalf("%d lines, want 40", len(lines))
		}
		o, err := simulate.New(simulate.Options{Appeals: 40, Residents: 60, Seed: 9})
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range lines {
			var s cases.Snapshot
			if err := json.Unmarshal(line, &s); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(o.Case(i).Snapshot, s); d != "" {
				t.Errorf("case %d changed on the way: %s", i, d)
			}
		}
	})
	t.Run("the flat table has forty columns and a row for each case", func(t *testing.T) {
		t.Parallel()
		rows := csvRows(t, read(t, dir, "appeals_flat.csv"))
		if len(rows) != 41 || len(rows[0]) != 40 {
			t.Errorf("%d rows of %d columns, want 41 of 40", len(rows), len(rows[0]))
		}
	})
	t.Run("the GB18030 files are not UTF-8 and say the same", func(t *testing.T) {
		t.Parallel()
		dir, _ := write(t, deliver.Spec{Formats: []deliver.Format{deliver.CSV, deliver.CSVGB}})
		gb := read(t, dir, "flags_gb18030.csv")
		if utf8.Valid(gb) {
			t.Error("flags_gb18030.csv is valid UTF-8")
		}
		if d := cmp.Diff(csvRows(t, read(t, dir, "flags.csv")), csvRows(t, gb)); d != "" {
			t.Error(d)
		}
	})
	t.Run("the truth is beside it", func(t *testing.T) {
		t.Parallel()
		if !slices.Contains(files, "truth.ndjson") || bytes.Count(read(t, dir, "truth.ndjson"), []byte("\n")) != 40 {
			t.Error("truth.ndjson does not have one line a case")
		}
	})
	t.Run("dirt names rows that hold what it says", func(t *testing.T) { t.Parallel(); checkDirt(t, dir) })
	t.Run("same office, same bytes", func(t *testing.T) {
		t.Parallel()
		again, _ := write(t, deliver.Spec{Formats: deliver.Formats(), Dirt: 0.2})
		for _, name := range files {
			if !bytes.Equal(read(t, dir, name), read(t, again, name)) {
				t.Errorf("%s differs from one run to the next", name)
			}
		}
	})
}

func csvRows(t *testing.T, content []byte) [][]string {
	t.Helper()
	src := importexport.BytesSource("x.csv", content)
	r, err := csvfile.Open(src, csvfile.Options{Limits: importexport.DefaultLimits()})
	if err != nil {
		t.Fatal(err)
	}
	return rowsOf(t, r, 0)
}

func rowsOf(t *testing.T, r importexport.Reader, table int) [][]string {
	t.Helper()
	var out [][]string
	for row, err := range r.Rows(t.Context(), table) {
		if err != nil {
			t.Fatal(err)
		}
		var cells []string
		for _, c := range row.Cells {
			cells = append(cells, c.Text)
		}
		out = append(out, cells)
	}
	return out
}

func checkDirt(t *testing.T, dir string) {
	t.Helper()
	classes := map[string]bool{}
	book, err := xlsxfile.Open(t.Context(), importexport.BytesSource("office.xlsx", read(t, dir, "office.xlsx")), importexport.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	sheets := map[string][][]string{}
	for i, table := range book.Tables() {
		sheets[table.Name] = rowsOf(t, book, i)
	}
	for line := range bytes.Lines(read(t, dir, "dirt.ndjson")) {
		var m deliver.Mark
		if err := json.Unmarshal(line, &m); err != nil {
			t.Fatal(err)
		}
		classes[m.Class] = true
		if m.File != "office.xlsx" || m.Class == "lost_precision" {
			continue
		}
		rows := sheets[m.Sheet]
		at := slices.Index(rows[0], m.Column)
		if got := rows[m.Row-1][at]; strings.TrimSpace(got) != strings.TrimSpace(m.Is) {
			t.Errorf("%s row %d, %s holds %q, dirt says %q", m.Sheet, m.Row, m.Column, got, m.Is)
		}
	}
	if len(classes) < 8 {
		t.Errorf("only %d classes of bad data: %v", len(classes), classes)
	}
}

func TestCancelled(t *testing.T) {
	t.Parallel()
	o, err := simulate.New(simulate.Options{Appeals: 10})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	dir := t.TempDir()
	if _, err := deliver.Write(ctx, dir, o, deliver.Spec{Formats: []deliver.Format{deliver.CSV}}); err == nil {
		t.Error("a stopped delivery was written")
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("a stopped delivery leaves %d files", len(left))
	}
}

// The headers must be those that the canonical profile knows.
func TestHeadersAreInTheProfile(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("../../../assets/profiles/canonical.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := importexport.ParseProfile(content)
	if err != nil {
		t.Fatal(err)
	}
	l, err := deliver.LoadLayout()
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range l.Tables {
		for _, c := range table.Columns {
			if !slices.Contains(p.Tables[table.Name].Columns[c.Field], c.Header) {
				t.Errorf("table %s: the profile does not know %s as %s", table.Name, c.Header, c.Field)
			}
		}
	}
}
