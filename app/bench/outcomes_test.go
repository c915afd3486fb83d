package bench_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"recourse/app/bench"
	"recourse/assets"
)

func TestOutcomes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, unit string
		size       int
		tables     []string
	}{
		{"queue", "isolation_days_lost", 30, []string{"launch", "short", "steady"}},
		{"justice", "cost_days", 60, []string{"overall", "by_ground", "by_noise", "processes"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := measure(t, c.size, c.name)[0]
			if f.Unit != c.unit || f.Amount <= 0 || f.PeerAmount <= 0 || f.Ratio <= 0 || f.Rows <= 0 || f.Report == nil {
				t.Errorf("%+v", f)
			}
			var titles []string
			for _, table := range f.Tables {
				titles = append(titles, table.Title)
				if len(table.Rows) == 0 {
					t.Errorf("%s is empty", table.Title)
				}
				for _, row := range table.Rows {
					if len(row) != len(table.Columns) {
						t.Errorf("%s: %d cells under %d columns", table.Title, len(row), len(table.Columns))
					}
				}
			}
			if !slices.Equal(titles, c.tables) {
				t.Errorf("tables %v", titles)
			}
			worded(t, &f)
		})
	}
}

// worded checks that every name in a figure has its words in both languages.
func worded(t *testing.T, f *bench.Figure) {
	t.Helper()
	files, err := assets.Locales()
	if err != nil {
		t.Fatal(err)
	}
	keys := append([]string{"bench." + f.Name, "bench.unit." + f.Unit}, f.Notes...)
	for _, table := range f.Tables {
		keys = append(keys, "bench.table."+table.Title)
		for _, col := range table.Columns {
			keys = append(keys, "bench.col."+col)
		}
		for _, row := range table.Rows {
			if first := row[0]; !strings.HasPrefix(first, "G") && !strings.HasPrefix(first, "×") {
				keys = append(keys, "bench.row."+first)
			}
		}
	}
	for _, lang := range []string{"en", "zh"} {
		data, err := fs.ReadFile(files, lang+"/bench.json")
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range keys {
			if !strings.Contains(string(data), `"`+key+`":`) {
				t.Errorf("%s has no words for %s", lang, key)
			}
		}
	}
}
