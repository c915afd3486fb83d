package guess_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recourse/assets"
	"recourse/importexport"
	"recourse/importexport/guess"
	"recourse/importexport/simulate"
	"recourse/importexport/simulate/deliver"
)

// known is what the canonical profile teaches, and nothing of any other: a
// profile that knew the headings would make the guessing easy.
func known(t testing.TB) *guess.Known {
	t.Helper()
	return guess.Learn([]*importexport.Profile{shipped(t, "canonical.yaml")})
}

// shipped is a profile that the program ships with.
func shipped(t testing.TB, name string) *importexport.Profile {
	t.Helper()
	dir, err := assets.Profiles()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := fs.ReadFile(dir, name)
	if err != nil {
		t.Fatal(err)
	}
	p, err := importexport.ParseProfile(raw)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// simulated writes an office of some cases and returns the tables of one
// format by name.
func simulated(t testing.TB, format deliver.Format, appeals int) map[string]*guess.Table {
	t.Helper()
	o, err := simulate.New(simulate.Options{Seed: 11, Appeals: appeals, Division: "330106"})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if _, err := deliver.Write(context.Background(), dir, o, deliver.Spec{Formats: []deliver.Format{format}, Bare: true}); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*guess.Table{}
	for _, e := range entries {
		for _, table := range read(t, filepath.Join(dir, e.Name())) {
			out[strings.TrimPrefix(table.Name(), "extract_")] = &table
		}
	}
	return out
}

func read(t testing.TB, paths ...string) []guess.Table {
	t.Helper()
	sources, err := importexport.OpenSources(paths, importexport.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	defer importexport.CloseSources(sources)
	tables, err := guess.Read(context.Background(), sources, "", importexport.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

// table makes a table of lines with cells between bars.
func table(name, text string) *guess.Table {
	t := &guess.Table{File: name}
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		var cells []importexport.Cell
		for _, c := range strings.Split(line, "|") {
			cells = append(cells, importexport.TextCell(strings.TrimSpace(c)))
		}
		t.Rows = append(t.Rows, guess.Row{Number: i + 1, Cells: cells})
	}
	return t
}
