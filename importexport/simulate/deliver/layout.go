package deliver

import (
	"fmt"
	"io/fs"
	"slices"

	"github.com/goccy/go-yaml"

	"recourse/assets"
)

// Column is one column of a table: the field of the data dictionary and the
// Chinese header that the canonical profile knows it by.
type Column struct {
	Field  string `yaml:"field"`
	Header string `yaml:"header"`
}

// Table is one table of a delivery.
type Table struct {
	Name    string   `yaml:"name"`
	Sheet   string   `yaml:"sheet"`
	Columns []Column `yaml:"columns"`
}

// Layout says how the tables of a delivery look.
type Layout struct {
	Tables []Table  `yaml:"tables"`
	Flat   []string `yaml:"flat"`
}

// LoadLayout reads the embedded layout.
func LoadLayout() (*Layout, error) {
	files, err := assets.Simulate()
	if err != nil {
		return nil, fmt.Errorf("layout of tables: %w", err)
	}
	text, err := fs.ReadFile(files, "tables.yaml")
	if err != nil {
		return nil, fmt.Errorf("layout of tables: %w", err)
	}
	var l Layout
	if err := yaml.UnmarshalWithOptions(text, &l, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("layout of tables: %w", err)
	}
	return &l, nil
}

// FlatTable is the single table of forty columns: one row a case.
func (l *Layout) FlatTable() Table {
	t := Table{Name: "appeals_flat", Sheet: "申诉"}
	for _, field := range l.Flat {
		i := slices.IndexFunc(l.Tables[0].Columns, func(c Column) bool { return c.Field == field })
		t.Columns = append(t.Columns, l.Tables[0].Columns[i])
	}
	return t
}

func (t *Table) headers() []string {
	list := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		list[i] = c.Header
	}
	return list
}
