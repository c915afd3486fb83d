package guess

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/intake"
)

// Problem is what stands in the way of a draft, as the key guess.problem.CODE
// of the locale files and its arguments.
type Problem struct {
	Code     string            `json:"code"`
	Column   int               `json:"-"`               // index into Draft.Columns, -1 for none
	Field    string            `json:"field,omitempty"` // it is about
	Args     map[string]string `json:"args,omitempty"`
	Blocking bool              `json:"blocking"` // nothing can be imported like this
}

// Problems lists what is wrong with the draft, what blocks it first. Values are
// tried over the sample.
func (d *Draft) Problems() []Problem {
	var out []Problem
	add := func(p Problem) { out = append(out, p) }
	d.missing(add)
	d.headings(add)
	d.unanswered(add)
	d.orders(add)
	d.untaken(add)
	slices.SortStableFunc(out, func(a, b Problem) int {
		switch {
		case a.Blocking == b.Blocking:
			return 0
		case a.Blocking:
			return -1
		}
		return 1
	})
	return out
}

// Blocked reports whether something stands in the way of an import.
func (d *Draft) Blocked() bool {
	blocked := false
	look := func(p Problem) { blocked = blocked || p.Blocking }
	d.missing(look) // nothing else blocks, and trying every value takes a while
	d.headings(look)
	return blocked
}

// has reports whether every row has a field: from a column or as what holds
// for all rows.
func (d *Draft) has(field string) bool {
	return d.Of(field) != nil || d.constant(field) != ""
}

// constant is what holds for every row without a column.
func (d *Draft) constant(field string) string {
	if field == "flag.source_type" && d.Source != "" {
		return string(d.Source)
	}
	if v := d.Answers.Constants[field]; v != "" {
		return v
	}
	return d.known.fixed[d.Kind][field]
}

func (d *Draft) missing(add func(Problem)) {
	for _, f := range d.Wanted() {
		if d.has(f) {
			continue
		}
		blocking := slices.Contains(needed(d.Kind), f) && (!d.Answers.Incomplete || slices.Contains(d.known.needs[d.Kind], f))
		code := "missing"
		if !blocking {
			code = "missing_code"
		}
		add(Problem{Code: code, Column: -1, Field: f, Blocking: blocking})
	}
	list := keys(d.Kind)
	if len(list) > 0 && !slices.ContainsFunc(list, d.has) && d.links() == nil {
		add(Problem{Code: "no_key", Column: -1, Field: list[0], Blocking: true})
	}
}

// Wanted lists the fields that rows of this kind of table need.
func (d *Draft) Wanted() []string {
	out := needed(d.Kind)
	if d.Kind == "appeals" {
		out = append(out, code()...)
	}
	return out
}

// Constants lists the needed fields that no column has and that may hold for
// all rows alike.
func (d *Draft) Constants() []string {
	var out []string
	for _, f := range d.Wanted() {
		if d.Of(f) == nil && f != "flag.source_type" && (len(d.known.Codes(f)) > 0 || d.known.fields[f].Value == importexport.DivisionValue || f == "appeal.grounds") {
			out = append(out, f)
		}
	}
	return out
}

// headings looks for columns that no profile can name, or only by their place.
func (d *Draft) headings(add func(Problem)) {
	for i := range d.Columns {
		c := &d.Columns[i]
		n := normal(c.Heading)
		switch {
		case n == "" && c.Filled > 0:
			add(Problem{Code: "no_heading", Column: i, Blocking: c.Field != "", Args: map[string]string{"column": c.Letter}})
		case c.Nth > 0 && c.Field != "":
			add(Problem{Code: "same_heading", Column: i, Field: c.Field, Args: map[string]string{"column": c.Letter, "heading": c.Heading, "n": strconv.Itoa(c.Nth)}})
		}
	}
}

// unanswered looks for what only a person can say.
func (d *Draft) unanswered(add func(Problem)) {
	for _, c := range d.ColourColumns() {
		for _, v := range c.Values() {
			if d.Answers.Colours[v.Text] == "" && !cases.Colour(strings.ToUpper(v.Text)).Valid() && !slices.Contains(d.Answers.Nulls, v.Text) {
				add(Problem{Code: "colour", Column: c.Index, Field: c.Field, Args: map[string]string{"value": v.Text, "n": strconv.Itoa(v.Count)}})
			}
		}
	}
	for _, c := range d.CodeColumns() {
		for _, v := range d.Unknown(c) {
			add(Problem{Code: "value", Column: c.Index, Field: c.Field, Args: map[string]string{"value": v.Text, "n": strconv.Itoa(v.Count)}})
		}
	}
	for _, f := range d.AsksUnits() {
		if d.Answers.Units[f] == "" {
			add(Problem{Code: "unit", Column: d.Of(f).Index, Field: f})
		}
	}
	if d.AsksDatum() && d.Answers.Datum == "" {
		add(Problem{Code: "datum", Column: -1, Field: "flag.datum"})
	}
}

// AsksDatum reports whether somebody has to say which datum coordinates have:
// the numbers do not show it.
func (d *Draft) AsksDatum() bool {
	return (d.Of("flag.lat") != nil || d.Of("resident.home_lat") != nil) && d.Of("flag.datum") == nil
}

// AsksUnits lists the fields whose numbers may be in one of several units: the
// numbers do not show it.
func (d *Draft) AsksUnits() []string {
	var out []string
	for i := range d.Columns {
		if f := d.Columns[i].Field; len(importexport.UnitsOf(f)) > 1 {
			out = append(out, f)
		}
	}
	return out
}

// AsksZone reports whether somebody has to say in which zone times were written.
func (d *Draft) AsksZone() bool {
	return slices.ContainsFunc(d.Columns, func(c Column) bool { return d.kindOf(c.Field) == importexport.TimeValue })
}

// ColourColumns are the columns whose values stand for colours.
func (d *Draft) ColourColumns() []*Column { return d.ofKind(importexport.ColourValue) }

// CodeColumns are the columns whose values stand for codes.
func (d *Draft) CodeColumns() []*Column {
	return slices.DeleteFunc(d.ofKind(importexport.CodeValue), func(c *Column) bool { return len(d.known.Codes(c.Field)) == 0 })
}

func (d *Draft) ofKind(kind importexport.ValueKind) []*Column {
	var out []*Column
	for i := range d.Columns {
		if c := &d.Columns[i]; d.kindOf(c.Field) == kind {
			out = append(out, c)
		}
	}
	return out
}

func (d *Draft) kindOf(field string) importexport.ValueKind { return d.known.fields[field].Value }

// Unknown lists the values of a coded column that nothing says the meaning of.
func (d *Draft) Unknown(c *Column) []Value {
	table, said := d.known.values[d.known.groups[c.Field]], d.Answers.Values[c.Field]
	return slices.DeleteFunc(c.Values(), func(v Value) bool {
		return table[v.Text] != "" || table[strings.ToUpper(v.Text)] != "" || said[v.Text] != "" || slices.Contains(d.Answers.Nulls, v.Text)
	})
}

// Asked lists the values of a coded column that a person is asked for: those
// that nothing shipped says the meaning of, answered or not.
func (d *Draft) Asked(c *Column) []Value {
	table := d.known.values[d.known.groups[c.Field]]
	return slices.DeleteFunc(c.Values(), func(v Value) bool {
		return table[v.Text] != "" || table[strings.ToUpper(v.Text)] != "" || slices.Contains(d.Answers.Nulls, v.Text)
	})
}

// untaken counts the values of the sample that their fields cannot take, by
// column and by why. What is asked for, such as colours and the order of dates,
// is not counted here.
func (d *Draft) untaken(add func(Problem)) {
	p, err := d.Profile("draft", nil)
	if err != nil {
		return
	}
	taker := intake.NewTaker(p, d.Table.Epoch)
	for i := range d.Columns {
		c := &d.Columns[i]
		if k := d.kindOf(c.Field); c.Field == "" || k == importexport.ColourValue || k == importexport.CodeValue {
			continue
		}
		bad, example := map[string]int{}, map[string]string{}
		for _, r := range d.Data() {
			if i >= len(r.Cells) {
				continue
			}
			if why := string(taker.Take(c.Field, r.Cells[i])); why != "" && why != "unknown_field" && !d.orderOpen(c.Field, r.Cells[i].Text) {
				bad[why]++
				example[why] = r.Cells[i].Text
			}
		}
		for _, why := range slices.Sorted(maps.Keys(bad)) {
			add(Problem{Code: "untaken", Column: i, Field: c.Field, Args: map[string]string{
				"why": why, "n": strconv.Itoa(bad[why]), "of": strconv.Itoa(c.Filled), "value": intake.Shown(c.Field, example[why]), "heading": importexport.Shorten(c.Name()),
			}})
		}
	}
}
