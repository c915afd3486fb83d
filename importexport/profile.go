package importexport

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
)

// Profile says what the columns and values of one kind of delivery mean. It is
// written by a person who knows the source: nothing in it is guessed, and a
// colour value that its map does not have is refused.
type Profile struct {
	ID       string                       `yaml:"id"`
	Version  int                          `yaml:"version"`
	Title    map[string]string            `yaml:"title"`    // by language, zh and en
	System   string                       `yaml:"system"`   // issuing system when the rows do not say
	TimeZone string                       `yaml:"timezone"` // of times written without one
	Datum    string                       `yaml:"datum"`    // of coordinates whose rows do not say
	RadiusM  int                          `yaml:"radius_m"` // position error when the rows do not say; 0 takes the kind's default
	Units    map[string]string            `yaml:"units"`    // field -> unit of its numbers
	Serials  string                       `yaml:"serials"`  // epoch of bare day numbers in text files, "1900" or "1904"; empty refuses them
	Colours  map[string]string            `yaml:"colours"`  // value as written -> colour
	Values   map[string]map[string]string `yaml:"values"`   // field -> value as written -> code
	Nulls    []string                     `yaml:"nulls"`    // texts that mean "no value" in a field that is not free text
	Lists    string                       `yaml:"lists"`    // the characters between the values of one cell
	Tables   map[string]TableSpec         `yaml:"tables"`

	zone *time.Location
}

// TableSpec says how a table is recognised and what its columns are called.
type TableSpec struct {
	Names    []string            `yaml:"names"`    // words in a sheet or file name
	Requires []string            `yaml:"requires"` // fields without which a table is not this one
	Defaults map[string]string   `yaml:"defaults"` // field -> value when the column is missing
	Columns  map[string][]string `yaml:"columns"`  // field -> headers
}

// ParseProfile reads a profile and checks that it can be followed without
// guessing: known keys only, a colour map, no header with two meanings in one
// table, a time zone that exists.
func ParseProfile(content []byte) (*Profile, error) {
	var p Profile
	if err := yaml.NewDecoder(bytes.NewReader(content), yaml.Strict()).Decode(&p); err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	if p.ID == "" || p.Version < 1 || len(p.Tables) == 0 {
		return nil, fmt.Errorf("profile %q: id, version and tables are required", p.ID)
	}
	if len(p.Colours) == 0 {
		return nil, fmt.Errorf("profile %s: a colour map is required, colours are never guessed", p.ID)
	}
	zone, err := LoadZone(p.TimeZone)
	if err != nil {
		return nil, fmt.Errorf("profile %s: %w", p.ID, err)
	}
	p.zone = zone
	for _, name := range slices.Sorted(maps.Keys(p.Tables)) {
		if err := p.Tables[name].check(); err != nil {
			return nil, fmt.Errorf("profile %s, table %s: %w", p.ID, name, err)
		}
	}
	return &p, nil
}

// LoadZone returns a time zone by name. Asia/Shanghai is known without a time
// zone database, for it has been UTC+8 all along since 1991.
func LoadZone(name string) (*time.Location, error) {
	if name == "Asia/Shanghai" {
		return time.FixedZone(name, 8*60*60), nil
	}
	if name == "" {
		return nil, fmt.Errorf("timezone is required")
	}
	return time.LoadLocation(name)
}

// Zone is the time zone of times that are written without one.
func (p *Profile) Zone() *time.Location { return p.zone }

// Null reports whether a text stands for "no value".
func (p *Profile) Null(text string) bool { return slices.Contains(p.Nulls, text) }

func (t TableSpec) check() error {
	meaning := map[string]string{}
	for field, headers := range t.Columns {
		for _, h := range headers {
			key := NormalHeader(h)
			if other, ok := meaning[key]; ok && other != field {
				return fmt.Errorf("header %q means both %s and %s", h, other, field)
			}
			meaning[key] = field
		}
	}
	for _, field := range t.Requires {
		if _, ok := t.Columns[field]; !ok {
			return fmt.Errorf("required field %s has no headers", field)
		}
	}
	return nil
}

// Fields returns the meaning of each header, by its normal form.
func (t TableSpec) Fields() map[string]string {
	fields := make(map[string]string)
	for field, headers := range t.Columns {
		for _, h := range headers {
			fields[NormalHeader(h)] = field
		}
	}
	return fields
}

// NormalHeader folds what does not change the meaning of a header: letter
// case, width, spaces, underlines and a remark in brackets behind it.
func NormalHeader(header string) string {
	header = Fold(header)
	if at := strings.IndexAny(header, "(["); at > 0 {
		header = header[:at]
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '_', '-', '*', ':', '\n', '\r', '\t', '.':
			return -1
		}
		return r
	}, strings.ToLower(header))
}

// Fold turns full-width letters, digits and signs into their ordinary forms,
// every kind of space into a plain one, and drops characters without width.
func Fold(s string) string {
	if plain(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '\u3000' || r == '\u00a0' || r == '\u2007' || r == '\u202f':
			return ' '
		case r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\u2060' || r == '\ufeff' || r == '\u00ad' || r == '\u202a' || r == '\u202c':
			return -1
		}
		return r
	}, s)
}

func plain(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
