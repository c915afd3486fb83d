package intake_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/simulate/deliver"
)

// readFormat writes a simulated office in one format and reads it back.
func readFormat(t *testing.T, f deliver.Format, appeals int, dirt float64) got {
	t.Helper()
	dir := t.TempDir()
	names, err := deliver.Write(context.Background(), dir, office(t, appeals), deliver.Spec{Formats: []deliver.Format{f}, Dirt: dirt, Bare: true})
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, n := range names {
		paths = append(paths, filepath.Join(dir, filepath.Base(n)))
	}
	sources, err := importexport.OpenSources(paths, importexport.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { importexport.CloseSources(sources) })
	return read(t, options(t), sources...)
}

// Every way to send a delivery gives the same cases.
func TestFormatsAgree(t *testing.T) {
	t.Parallel()
	const appeals = 40
	want := readFormat(t, deliver.NDJSON, appeals, 0)
	if len(want.drafts) != appeals {
		t.Fatalf("%d canonical cases, problems %s", len(want.drafts), want.codes())
	}
	for _, f := range []deliver.Format{deliver.CSV, deliver.CSVGB, deliver.XLSX} {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			g := readFormat(t, f, appeals, 0)
			if len(g.drafts) != appeals {
				t.Fatalf("%d cases, problems %s", len(g.drafts), g.codes())
			}
			for i := range g.drafts {
				if diff := cmp.Diff(want.drafts[i].Snapshot, g.drafts[i].Snapshot, cmpopts.IgnoreTypes(cases.Provenance{}), cmpopts.EquateEmpty()); diff != "" {
					t.Fatalf("case %s: %s", want.drafts[i].Snapshot.Appeal.AppealNo, diff)
				}
			}
		})
	}
	for _, f := range []deliver.Format{deliver.FlatCSV, deliver.FlatGB, deliver.FlatXLSX} {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			g := readFormat(t, f, appeals, 0)
			if len(g.drafts) != appeals {
				t.Fatalf("%d cases, problems %s", len(g.drafts), g.codes())
			}
			for i := range g.drafts {
				if a, b := want.drafts[i].Snapshot.Assignment.IssuedAt, g.drafts[i].Snapshot.Assignment.IssuedAt; !a.Equal(b) {
					t.Errorf("case %d: %s, %s", i, a, b)
				}
			}
		})
	}
}

// Spoilt rows are refused one by one; the rest of the delivery is not harmed,
// and nothing is lost from the count.
func TestSpoiltRows(t *testing.T) {
	t.Parallel()
	for _, f := range []deliver.Format{deliver.CSV, deliver.XLSX, deliver.FlatCSV} {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			g := readFormat(t, f, 80, 0.2)
			if g.report.Refused == 0 && g.report.DetailsRefused == 0 || len(g.drafts) == 0 {
				t.Errorf("%d drafts, report %+v", len(g.drafts), g.report)
			}
			for _, p := range g.report.Problems {
				if p.File == "" || strings.Contains(p.Value, "330199199") {
					t.Errorf("problem %+v", p)
				}
			}
		})
	}
}
