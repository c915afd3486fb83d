package importexport

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
)

// Profile says what the columns and values of one kind of delivery mean. It is
// written by a person who knows the source: nothing in it is guessed, and a
// colour value that its map does not have is refused.
type Profile struct {
	ID       string            `yaml:"id"`
	Version  int               `yaml:"version"`
	Title    map[string]string `yaml:"title,omitempty"`    // by language, zh and en
	System   string            `yaml:"system,omitempty"`   // issuing system of codes whose rows do not say
	TimeZone string            `yaml:"timezone"`           // of times written without one
	Datum    string            `yaml:"datum,omitempty"`    // of coordinates whose rows do not say
	RadiusM  int               `yaml:"radius_m,omitempty"` // position error in metres when the rows do not say; 0 takes the default of the kind of source. Either is marked as assumed
	Units    map[string]string `yaml:"units,omitempty"`    // field -> unit of its numbers (UnitsOf); a field that is not here has its own unit
	Serials  string            `yaml:"serials,omitempty"`  // epoch of bare day numbers in text files, "1900" or "1904"; empty refuses them

	// DateOrder is the order of the parts of dates whose year stands last. It is
	// never found out from the values: without it, and without an order of the
	// field itself, 25/02/2020 is refused although its first part can be no month.
	DateOrder DateOrder `yaml:"date_order,omitempty"`

	// Colours must be there as soon as a column is a colour.
	Colours map[string]string            `yaml:"colours,omitempty"` // value as written -> colour
	Values  map[string]map[string]string `yaml:"values,omitempty"`  // group of codes -> value as written -> code
	Nulls   []string                     `yaml:"nulls,omitempty"`   // texts that mean "no value" in a field that is not free text
	Lists   string                       `yaml:"lists,omitempty"`   // the characters between the values of one cell

	// Rows of these kinds are no data. They are recognised by how their first
	// filled cell begins, and only when the row lacks what its table requires;
	// they are left out and reported.
	Totals []string `yaml:"totals,omitempty"` // subtotals, such as 小计
	Notes  []string `yaml:"notes,omitempty"`  // remarks under the table, such as 注：

	// LeaveOut names sheets, and files without their ending, that come with the
	// tables of this profile and are no tables: covers, instructions, statistics.
	// It counts for what no profile knows or this one does, such as a hidden sheet
	// of old rows, and not for what another one knows, so that nothing is lost.
	LeaveOut []string `yaml:"leave_out,omitempty"`

	Tables map[string]TableSpec `yaml:"tables"`

	zone *time.Location
}

// TableSpec says how a table is recognised and what its columns mean. Fields
// are those of FieldsOf its kind.
type TableSpec struct {
	// Kind is what the rows are (TableKinds): one of the tables that a case is
	// joined from. Empty means the name of the table itself.
	Kind string `yaml:"kind,omitempty"`

	Names    []string            `yaml:"names,omitempty"`    // words in the name of its sheet or file
	Requires []string            `yaml:"requires,omitempty"` // fields, parts or compositions without which a table is not this one
	Columns  map[string][]string `yaml:"columns"`            // field -> headers; of several columns with one header 备注#2 is the second
	Aside    []string            `yaml:"aside,omitempty"`    // headers that are known and left aside on purpose; they speak for the table
	Parts    map[string][]string `yaml:"parts,omitempty"`    // name -> headers of columns that are but a piece of a field

	// Compose makes one field of several columns. A pattern is text with names
	// of parts or of fields in braces; what stands in square brackets is left
	// out when a name within it is empty, and a pattern all of whose names are
	// empty gives nothing: "{from}→{to}", "{estate}[{building}幢][{flat}室]".
	Compose map[string]string `yaml:"compose,omitempty"`

	Constants map[string]string `yaml:"constants,omitempty"`  // field -> value in every row; no column gives it
	Defaults  map[string]string `yaml:"defaults,omitempty"`   // field -> value when the column is missing; an empty cell stays empty
	Fallbacks map[string]string `yaml:"fallbacks,omitempty"`  // field -> other field whose value it takes over in a row that leaves it empty
	SheetName string            `yaml:"sheet_name,omitempty"` // field that the name of the sheet gives, such as one sheet for each street

	// Choices reads a column in which several things can be ticked:
	// item.SYMPTOM -> SYMPTOM_COUGH -> [咳嗽, 干咳]. The answer itself is kept as
	// it is; beside it a ticked item is answered yes. The items that were not
	// ticked are answered no if every value of the cell is listed here; "none"
	// lists those that tick nothing. Otherwise nobody can know, and they stay
	// unanswered.
	Choices map[string]map[string][]string `yaml:"choices,omitempty"`

	// Places makes the code of a division of the name of a place, by the divisions
	// that the office knows: flag.division -> flag.place_text. It stands only where
	// no column gives the code. A place that is not known, or may be two, has none,
	// and is remarked on.
	Places map[string]string `yaml:"places,omitempty"`

	// Links says by what rows are attached to a case, strongest first (Links).
	// Of a link that names several people none is taken: the row attaches to
	// nobody and is reported. Empty means document number, then phone.
	Links []string `yaml:"links,omitempty"`

	// Only keeps rows of other matters out of a table of many, such as the
	// tickets of a hotline: field or part -> the values of those that count.
	// Others are counted and reported, and not read.
	Only map[string][]string `yaml:"only,omitempty"`

	// Incomplete lets a case come in that lacks what its table cannot know, as
	// received, with all that is missing named. Otherwise such a row is refused.
	Incomplete bool `yaml:"incomplete,omitempty"`

	Units map[string]string   `yaml:"units,omitempty"` // field -> unit, over those of the profile
	Zones map[string]string   `yaml:"zones,omitempty"` // field -> time zone of its times, over that of the profile
	Nulls map[string][]string `yaml:"nulls,omitempty"` // field -> further texts that mean "no value" in it, free text included
	// DateOrders gives the order of the parts of a field's dates, over that of
	// the profile: one table may have columns of several systems.
	DateOrders map[string]DateOrder `yaml:"date_orders,omitempty"`

	Datum   string `yaml:"datum,omitempty"`    // over that of the profile
	RadiusM int    `yaml:"radius_m,omitempty"` // over that of the profile
}

// ParseProfile reads a profile and checks that it can be followed without
// guessing: known keys, kinds, fields, links and units only, a colour map, no
// header with two meanings in one table, time zones that exist, patterns that
// name what is there. An error names profile, table and field.
func ParseProfile(content []byte) (*Profile, error) {
	var p Profile
	if err := yaml.NewDecoder(bytes.NewReader(content), yaml.Strict()).Decode(&p); err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	if err := p.check(); err != nil {
		return nil, err
	}
	return &p, nil
}

// YAML is the profile as ParseProfile reads it.
func (p *Profile) YAML() ([]byte, error) {
	content, err := yaml.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("profile %s: %w", p.ID, err)
	}
	return content, nil
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

// KindOf is what the rows of a table are.
func (p *Profile) KindOf(table string) string {
	if kind := p.Tables[table].Kind; kind != "" {
		return kind
	}
	return table
}

// UnitOf is the unit in which a field of a table is written, "" for its own.
func (p *Profile) UnitOf(table, field string) string {
	if unit, ok := p.Tables[table].Units[field]; ok {
		return unit
	}
	return p.Units[field]
}

// DateOrderOf is the order of the parts of a field's dates, "" when nobody has
// said it.
func (p *Profile) DateOrderOf(table, field string) DateOrder {
	if order, ok := p.Tables[table].DateOrders[field]; ok {
		return order
	}
	return p.DateOrder
}

// DatumOf is the datum of coordinates of a table whose rows do not say.
func (p *Profile) DatumOf(table string) string {
	if datum := p.Tables[table].Datum; datum != "" {
		return datum
	}
	return p.Datum
}

// RadiusOf is the position error in metres that a table's rows have when they
// do not say, 0 for the default of their kind of source.
func (p *Profile) RadiusOf(table string) int {
	if radius := p.Tables[table].RadiusM; radius > 0 {
		return radius
	}
	return p.RadiusM
}

// NthHeader names one of several columns that have the same header in its normal
// form, counted from 1: 备注#2. A profile that names columns of a header like
// this means those and leaves its others aside; one that does not refuses a
// table in which two columns have the header. 备注#1 is also the only one.
func NthHeader(header string, n int) string { return header + "#" + strconv.Itoa(n) }

// Fields returns the meaning of each header, a field or a part, by its normal
// form.
func (t TableSpec) Fields() map[string]string {
	fields := make(map[string]string)
	for _, list := range []map[string][]string{t.Columns, t.Parts} {
		for field, headers := range list {
			for _, h := range headers {
				fields[NormalHeader(h)] = field
			}
		}
	}
	return fields
}

// Numbered lists the headers, in their normal form, of which a table names
// columns by their place (NthHeader); nil for none.
func (t TableSpec) Numbered() map[string]bool {
	var out map[string]bool
	for _, list := range []map[string][]string{t.Columns, t.Parts, {"": t.Aside}} {
		for _, headers := range list {
			for _, h := range headers {
				if base, n := headerPlace(NormalHeader(h)); n > 0 {
					if out == nil {
						out = map[string]bool{}
					}
					out[base] = true
				}
			}
		}
	}
	return out
}

// headerPlace takes the place off the name of a column, 0 for none.
func headerPlace(header string) (base string, n int) {
	var err error
	at := strings.LastIndexByte(header, '#')
	if at < 1 {
		return header, 0
	}
	place := header[at+1:]
	if n, err = strconv.Atoi(place); err != nil || n < 1 || strconv.Itoa(n) != place {
		return header, 0
	}
	return header[:at], n
}

// NormalHeader folds what does not change the meaning of a header: letter
// case, width, spaces, underlines and a remark in brackets behind it. The place
// of NthHeader stays.
func NormalHeader(header string) string {
	header, place := headerPlace(Fold(header))
	if at := strings.IndexAny(header, "(["); at > 0 {
		header = header[:at]
	}
	if place > 0 {
		header = NthHeader(header, place)
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
