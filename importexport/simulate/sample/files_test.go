package sample_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"recourse/importexport/simulate/sample"
)

func TestFilesBesideTheOffice(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := plan(t, 60)
	if err := sample.WriteTruth(dir, p); err != nil {
		t.Fatal(err)
	}
	truth, err := os.ReadFile(filepath.Join(dir, "truth.ndjson"))
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(truth, []byte("\n")); n != 60 {
		t.Errorf("truth.ndjson has %d lines, want 60", n)
	}
	imports := filepath.Join(dir, "import")
	files, err := sample.WriteImports(t.Context(), imports, 2020)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 4 {
		t.Errorf("files to try: %v, want four", files)
	}
	for _, name := range files {
		content, err := os.ReadFile(filepath.Join(imports, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range p {
			if bytes.Contains(content, []byte(c.Case.Snapshot.Resident.DocNo)) {
				t.Errorf("%s repeats %s", name, c.Case.Snapshot.Appeal.AppealNo)
			}
		}
		if gb := name == "社区补报_GB18030.csv"; gb && utf8.Valid(content) {
			t.Errorf("%s is UTF-8", name)
		}
	}
}
