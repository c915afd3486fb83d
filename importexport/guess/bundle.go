package guess

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"recourse/importexport"
	"recourse/importexport/intake"
)

// Bundle is the tables of a delivery that are of one sort, such as the sheets of
// a workbook with one for each street: they have the same headings and get
// their meaning together.
type Bundle struct {
	Tables []*Table
	Draft  *Draft // of all their rows; nil until somebody looks at it

	Found    intake.Recognised // the profile that knows them
	IsFound  bool
	Anew     bool // they get another meaning although a profile knows them
	LeftOut  bool // on purpose
	Finished bool // somebody has been through the draft

	known *Known
}

// State is how far the tables of a bundle are.
type State string

// The states of a bundle.
const (
	ByProfile State = "known"  // a profile knows the tables
	ToMap     State = "open"   // somebody has to say what the columns mean
	Mapped    State = "mapped" // somebody has
	Left      State = "left"   // left out on purpose
)

// State is how far the tables are. A draft in whose way something stands again
// is open again.
func (b *Bundle) State() State {
	switch {
	case b.LeftOut:
		return Left
	case b.IsFound && !b.Anew:
		return ByProfile
	case b.Finished && b.Draft != nil && !b.Draft.Blocked():
		return Mapped
	}
	return ToMap
}

// Name is what the first of the tables is called, its file in front of its
// sheet.
func (b *Bundle) Name() string { return importexport.TableName(b.Tables[0].File, b.Tables[0].Sheet) }

// Names are what all of them are called.
func (b *Bundle) Names() []string {
	out := make([]string, len(b.Tables))
	for i, t := range b.Tables {
		out[i] = importexport.TableName(t.File, t.Sheet)
	}
	return out
}

// Called reports whether a person means one of the tables by a name
// (importexport.NamesTable).
func (b *Bundle) Called(name string) bool {
	return slices.ContainsFunc(b.Tables, func(t *Table) bool { return importexport.NamesTable(name, t.File, t.Sheet) })
}

// Has reports whether a table of a file and sheet is in the bundle.
func (b *Bundle) Has(file, sheet string) bool {
	return slices.ContainsFunc(b.Tables, func(t *Table) bool { return t.File == file && t.Sheet == sheet })
}

// LeaveOut leaves the tables of a name out, apart from others of their sort. It
// returns false if none is called so.
func LeaveOut(bundles []*Bundle, name string) ([]*Bundle, bool) {
	found := false
	var out []*Bundle
	for _, b := range bundles {
		rest, gone := *b, *b
		rest.Tables, gone.Tables = nil, nil
		for _, t := range b.Tables {
			if importexport.NamesTable(name, t.File, t.Sheet) {
				gone.Tables = append(gone.Tables, t)
			} else {
				rest.Tables = append(rest.Tables, t)
			}
		}
		if len(gone.Tables) > 0 {
			found, gone.LeftOut = true, true
		}
		for _, part := range []*Bundle{&rest, &gone} {
			if len(part.Tables) > 0 {
				out = append(out, part)
			}
		}
	}
	return out, found
}

// Rows is how many rows of the tables were looked at, and whether there are
// more.
func (b *Bundle) Rows() (n int, more bool) {
	for _, t := range b.Tables {
		n, more = n+len(t.Rows), more || t.More
	}
	return n, more
}

// Hidden reports whether a sheet among the tables is hidden.
func (b *Bundle) Hidden() bool {
	return slices.ContainsFunc(b.Tables, func(t *Table) bool { return t.Hidden })
}

// Bundles sorts the tables of a delivery into those of one sort each, in their
// order, and says which a profile knows and which a profile leaves out. The
// first profiles are the office's own.
func Bundles(tables []Table, known *Known, profiles []*importexport.Profile, own int) []*Bundle {
	knows := intake.NewRecogniser(profiles, own)
	byHead := map[string]*Bundle{}
	var out []*Bundle
	for i := range tables {
		t := &tables[i]
		key := headKey(t, known.findHead(t))
		if key != "" && t.Hidden {
			key += "\x00hidden" // what is hidden is a question of its own
		}
		if b := byHead[key]; b != nil && key != "" {
			b.Tables = append(b.Tables, t)
			continue
		}
		b := &Bundle{Tables: []*Table{t}, known: known}
		b.Found, b.IsFound = recognise(knows, t)
		b.LeftOut = b.Found.LeftOut
		byHead[key] = b
		out = append(out, b)
	}
	return out
}

func recognise(knows *intake.Recogniser, t *Table) (intake.Recognised, bool) {
	var numbers []int
	var all [][]string
	for _, r := range t.Rows[:min(len(t.Rows), headerDepth)] {
		numbers, all = append(numbers, r.Number), append(all, texts(r))
	}
	file := path.Base(t.File)
	return knows.Find(numbers, all, t.Name(), strings.TrimSuffix(file, path.Ext(file)))
}

// headKey is the headings of a table in their order, "" for a table with none
// worth the name.
func headKey(t *Table, h Head) string {
	var key strings.Builder
	n := 0
	for _, text := range Headings(t, h) {
		if text = normal(text); text != "" {
			n++
		}
		key.WriteString(text + "\x00")
	}
	if n < 2 {
		return ""
	}
	return strings.TrimRight(key.String(), "\x00")
}

// mostPooled is how many rows of the tables of one bundle are looked at.
const mostPooled = 4 * SampleRows

// Guess makes the draft of the tables, by the rows of all of them, if there is
// none yet.
func (b *Bundle) Guess() *Draft {
	if b.Draft != nil {
		return b.Draft
	}
	pool := *b.Tables[0]
	pool.Rows = slices.Clone(pool.Rows)
	for _, t := range b.Tables[1:] {
		h := b.known.findHead(t)
		data := t.Rows[min(h.last()+1, len(t.Rows)):]
		if len(pool.Rows)+len(data) > mostPooled {
			pool.More = true
			continue
		}
		pool.Rows = append(pool.Rows, data...)
	}
	b.Draft = b.known.Guess(&pool)
	return b.Draft
}

// SheetNames are the names of the bundle's sheets when each may say something
// of its rows, such as the street: several sheets of one sort with names of
// their own. It is nil otherwise.
func (b *Bundle) SheetNames() []string {
	if len(b.Tables) < 2 {
		return nil
	}
	var out []string
	for _, t := range b.Tables {
		if t.Sheet != "" && !slices.Contains(out, t.Sheet) {
			out = append(out, t.Sheet)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// SheetFields lists the fields that the name of a sheet may give in a table
// like this: places and whoever provided it.
func (d *Draft) SheetFields() []string {
	var out []string
	for _, f := range []string{
		"resident.residence_street", "resident.residence_division", "appeal.handling_division", "flag.provider", "flag.place_text", "flag.batch", "checkin.place", "key.doc_no",
	} {
		if d.known.tables[d.Kind][f] && d.Of(f) == nil {
			out = append(out, f)
		}
	}
	return out
}

// Profiles makes the profiles of bundles, one for each, called by a name and by
// their tables if there are several. What was left out is named in each, so
// that it is left out again.
func Profiles(name string, bundles []*Bundle, left []string) ([]*importexport.Profile, error) {
	var out []*importexport.Profile
	used := map[string]bool{}
	for _, b := range bundles {
		title := name
		if len(bundles) > 1 {
			title += " " + b.Tables[0].Name()
		}
		id := short(ID(title))
		for n := 2; used[id]; n++ {
			id = short(ID(title)) + "-" + strconv.Itoa(n)
		}
		used[id] = true
		p := b.Draft.profile(id, map[string]string{"zh": title, "en": title})
		p.LeaveOut = left
		text, err := p.YAML()
		if err != nil {
			return nil, err
		}
		if p, err = importexport.ParseProfile(text); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// In lists the bundles in a state.
func In(bundles []*Bundle, states ...State) []*Bundle {
	return slices.DeleteFunc(slices.Clone(bundles), func(b *Bundle) bool { return !slices.Contains(states, b.State()) })
}

// NamesOf are the names of the tables of bundles, as an import is told to leave
// them out.
func NamesOf(bundles []*Bundle) []string {
	var out []string
	for _, b := range bundles {
		out = append(out, b.Names()...)
	}
	return out
}

// LeftOutNames are the names that a profile leaves out by: of sheets, and of
// files without their ending, that no profile knows.
func LeftOutNames(bundles []*Bundle) []string {
	var out []string
	for _, b := range In(bundles, Left) {
		for _, t := range b.Tables {
			if !b.IsFound && !slices.Contains(out, t.Name()) {
				out = append(out, t.Name())
			}
		}
	}
	return out
}

// longestID is how many characters of a title an id takes; an office keeps no
// longer one.
const longestID = 56

func short(id string) string {
	if r := []rune(id); len(r) > longestID {
		return strings.Trim(string(r[:longestID]), "-")
	}
	return id
}
