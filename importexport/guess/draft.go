package guess

import (
	"slices"
	"strings"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/intake"
)

// Reason says why a column may have a meaning, as the key guess.reason.CODE of
// the locale files and its arguments.
type Reason struct {
	Code string            `json:"code"`
	Args map[string]string `json:"args,omitempty"`
}

// Guess is one meaning that a column may have.
type Guess struct {
	Field      string   `json:"field"`
	Confidence float64  `json:"confidence"` // 0 to 1
	Reasons    []Reason `json:"reasons"`
}

// Column is one column of a table.
type Column struct {
	Index   int
	Letter  string
	Heading string
	Nth     int     // of the columns with this heading, from 1; 0 for the only one
	Field   string  // what it means; "" leaves it aside
	Chosen  bool    // by a person
	Guesses []Guess // best first
	Samples []string
	Filled  int // rows of the sample that have a value

	shape *shape
}

// Answers are what only a person can say of a table.
type Answers struct {
	Colours    map[string]string                 // value as written -> colour
	Values     map[string]map[string]string      // field -> value as written -> code
	Constants  map[string]string                 // field -> what holds for every row
	DateOrders map[string]importexport.DateOrder // field -> order of the parts of dates that end in their year
	Zone       string                            // of times written without one
	Datum      string                            // of coordinates whose rows do not say
	RadiusM    int                               // position error when the rows do not say
	Units      map[string]string                 // field -> unit of its numbers
	Nulls      []string                          // texts that mean "no value"
	SheetName  string                            // field that the name of each sheet gives; "" for none

	Incomplete bool // cases that lack something come in as received
}

// Draft is a table with what is said about it so far. It belongs to one
// goroutine; Copy makes one for another.
type Draft struct {
	Table   *Table
	Head    Head
	Kind    string       // of the table: appeals, flags, ...
	Source  cases.Source // what kind of records; flags only
	Columns []Column
	Answers Answers

	known       *Known
	data        []Row
	Why         []Reason // why this kind of table, and which source
	SourceWords []string // headings that speak for the source
}

// Guess says what a table may be and what its columns may mean.
func (k *Known) Guess(t *Table) *Draft {
	d := &Draft{Table: t, known: k, Head: k.findHead(t), Answers: Answers{
		Zone: "Asia/Shanghai", Colours: map[string]string{}, Values: map[string]map[string]string{},
		Constants: map[string]string{}, DateOrders: map[string]importexport.DateOrder{}, Units: map[string]string{}, Nulls: slices.Clone(k.nulls),
	}}
	d.read()
	d.guessKind()
	return d
}

// SetHead says where the headings stand and guesses the columns anew.
func (d *Draft) SetHead(h Head) {
	h.Rows = min(max(h.Rows, 1), 2)
	h.First = max(0, min(h.First, len(d.Table.Rows)-h.Rows))
	d.Head = h
	d.read()
	d.guessKind()
}

// SetKind says what kind of table it is and guesses the columns anew; what a
// person chose is kept where such a table has it.
func (d *Draft) SetKind(kind string) {
	if d.known.tables[kind] == nil {
		return
	}
	d.Kind, d.Why = kind, []Reason{{Code: "chosen"}}
	d.Source = d.guessSource()
	d.assign()
}

// SetSource says which kind of records a table of flags has.
func (d *Draft) SetSource(s cases.Source) { d.Source = s }

// Choose says what a column means; "" leaves it aside. Another column with
// that meaning loses it, for no field has two columns.
func (d *Draft) Choose(column int, field string) {
	for i := range d.Columns {
		c := &d.Columns[i]
		switch {
		case i == column:
			c.Field, c.Chosen = field, true
		case field != "" && c.Field == field:
			c.Field, c.Chosen = "", true
		}
	}
}

// Of is the column that has a meaning, nil when none has.
func (d *Draft) Of(field string) *Column {
	for i := range d.Columns {
		if field != "" && d.Columns[i].Field == field {
			return &d.Columns[i]
		}
	}
	return nil
}

// Data is the sample without the rows above and of the headings, and without
// subtotals and remarks.
func (d *Draft) Data() []Row { return d.data }

// dataRows finds the rows of data behind the headings.
func (d *Draft) dataRows() []Row {
	if d.Head.last()+1 >= len(d.Table.Rows) {
		return nil
	}
	rows := slices.Clone(d.Table.Rows[d.Head.last()+1:])
	return slices.DeleteFunc(rows, func(r Row) bool {
		for _, c := range r.Cells {
			if first := strings.TrimSpace(importexport.Fold(c.Text)); first != "" {
				begins := func(w string) bool { return strings.HasPrefix(first, importexport.Fold(w)) }
				return slices.ContainsFunc(d.known.totals, begins) || slices.ContainsFunc(d.known.notes, begins)
			}
		}
		return true
	})
}

// Doubtful reports whether the rows look like no table of any kind: a cover, a
// remark, a statistic. Fewer than three columns fit, or fewer than a third.
func (d *Draft) Doubtful() bool {
	taken := 0
	for i := range d.Columns {
		if d.Columns[i].Field != "" {
			taken++
		}
	}
	return taken < 3 || 3*taken < len(d.Columns)
}

// Known is what the draft was guessed by.
func (d *Draft) Known() *Known { return d.known }

// mostSamples is how many different values of a column are shown.
const mostSamples = 4

// read makes the columns of the headings and the rows below them.
func (d *Draft) read() {
	heads := Headings(d.Table, d.Head)
	d.data = d.dataRows()
	data := d.data
	width := len(heads)
	for i := range data {
		for j := len(data[i].Cells); j > width; j-- {
			if strings.TrimSpace(data[i].Cells[j-1].Text) != "" {
				width = j
				break
			}
		}
	}
	d.Columns = make([]Column, width)
	for i := range d.Columns {
		var cells []importexport.Cell
		for _, r := range data {
			if i < len(r.Cells) {
				cells = append(cells, r.Cells[i])
			}
		}
		s := newShape(cells)
		d.Columns[i] = Column{Index: i, Letter: importexport.ColumnName(i), shape: s, Filled: s.filled, Samples: s.order[:min(len(s.order), mostSamples)]}
		if i < len(heads) {
			d.Columns[i].Heading = heads[i]
		}
	}
	d.number()
}

// number tells columns with one heading apart by their order.
func (d *Draft) number() {
	seen := map[string][]int{}
	for i := range d.Columns {
		n := normal(d.Columns[i].Heading)
		seen[n] = append(seen[n], i)
	}
	for n, list := range seen {
		if n == "" || len(list) == 1 {
			continue
		}
		for k, i := range list {
			d.Columns[i].Nth = k + 1
		}
	}
}

// Name is what a profile calls the column: its heading, and its place among the
// columns of that heading if it is not the only one.
func (c *Column) Name() string {
	if c.Nth == 0 {
		return c.Heading
	}
	return importexport.NthHeader(c.Heading, c.Nth)
}

// usable reports whether a profile can name the column: it has a heading.
func (d *Draft) usable(i int) bool { return normal(d.Columns[i].Heading) != "" }

// Shown is a value of the column as a screen may show it: masked as its field
// is, or as what it looks like while nobody has said what it means.
func (c *Column) Shown(value string) string {
	field := c.Field
	if field == "" && len(c.Guesses) > 0 && c.Guesses[0].Confidence >= take {
		field = c.Guesses[0].Field
	}
	s := c.shape
	switch {
	case field != "" && intake.Personal(field):
	case 2*s.ids >= s.filled:
		field = "key.doc_no"
	case 2*s.phones >= s.filled:
		field = "key.phone"
	case 2*s.names >= s.filled && field == "":
		field = "key.name"
	case 2*s.longTexts >= s.filled && field == "":
		field = "appeal.statement"
	}
	return intake.Shown(field, value)
}

// Value is one value of a column with how often the sample has it.
type Value struct {
	Text  string
	Count int
}

// Values lists the different values of a column, the most frequent first.
func (c *Column) Values() []Value {
	out := make([]Value, len(c.shape.order))
	for i, v := range c.shape.order {
		out[i] = Value{v, c.shape.values[v]}
	}
	slices.SortStableFunc(out, func(a, b Value) int { return b.Count - a.Count })
	return out
}
