package guess

import (
	"strconv"
	"strings"

	"recourse/importexport"
	"recourse/importexport/intake"
)

// Order counts what the dates of a column that end in their year show about
// the order of their parts. It proposes; only a person may say.
type Order struct {
	Dates       int    // that end in a year of four digits
	FirstAbove  int    // whose first part is above 12 and can be no month
	SecondAbove int    // whose second part is
	Either      int    // that are another day in the other order
	Example     string // one of them, of the last sort if there is one
	Real        int    // dates of a workbook in the same column
	RealAbove   int    // whose day is above 12
}

// Proposed is the order that the dates speak for, "" when they speak for none
// or for two.
func (o Order) Proposed() importexport.DateOrder {
	switch {
	case o.FirstAbove > 0 && o.SecondAbove == 0:
		return importexport.DayFirst
	case o.SecondAbove > 0 && o.FirstAbove == 0:
		return importexport.MonthFirst
	}
	return ""
}

// turned reports whether the column looks as if a spreadsheet of another
// country had opened it: what could be a day in its own order it made a real
// date, with day and month exchanged, and the rest it left as text.
func (o Order) turned() bool {
	return o.Dates > 0 && o.Real > 0 && o.Either == 0 && o.RealAbove == 0
}

// look counts one cell.
func (o *Order) look(c importexport.Cell, text string) {
	if c.Kind == importexport.Date {
		if o.Real++; len(text) >= 10 && text[8:10] > "12" {
			o.RealAbove++
		}
		return
	}
	first, second, ok := endsInYear(text)
	if !ok {
		return
	}
	o.Dates++
	switch {
	case first > 12:
		o.FirstAbove++
	case second > 12:
		o.SecondAbove++
	case first != second:
		if o.Either++; o.Either == 1 {
			o.Example = text
		}
	}
	if o.Example == "" {
		o.Example = text
	}
}

// endsInYear reads 25/02/2020, 25.2.2020 or 2-25-2020, with or without a time
// behind it.
func endsInYear(text string) (first, second int, ok bool) {
	if !otherOrder(text) {
		return 0, 0, false
	}
	day, _, _ := strings.Cut(text, " ")
	parts := strings.FieldsFunc(day, func(r rune) bool { return r == '/' || r == '-' || r == '.' })
	if len(parts) != 3 || len(parts[2]) != 4 {
		return 0, 0, false
	}
	first, _ = strconv.Atoi(parts[0])
	second, _ = strconv.Atoi(parts[1])
	return first, second, true
}

// Order is what the column's dates show about the order of their parts.
func (c *Column) Order() Order { return c.shape.dateOrder }

// AsksOrder lists the columns of times of which somebody has to say in which
// order the parts of the dates stand, answered or not.
func (d *Draft) AsksOrder() []*Column {
	var out []*Column
	for _, c := range d.ofKind(importexport.TimeValue) {
		if c.Order().Dates > 0 {
			out = append(out, c)
		}
	}
	return out
}

// SayOrder says in which order the parts of a field's dates stand; "" takes it
// back. It returns false for a field without dates and an order there is not.
func (d *Draft) SayOrder(field string, order importexport.DateOrder) bool {
	if d.kindOf(field) != importexport.TimeValue || order != "" && !order.Valid() {
		return false
	}
	if d.Answers.DateOrders[field] = order; order == "" {
		delete(d.Answers.DateOrders, field)
	}
	return true
}

// OrderProblem says what the dates of a column show about their order and what
// is proposed; it stands until somebody has answered.
func (d *Draft) OrderProblem(c *Column) Problem {
	o := c.Order()
	code := "date_order_none"
	switch o.Proposed() {
	case importexport.DayFirst:
		code = "date_order_day"
	case importexport.MonthFirst:
		code = "date_order_month"
	default:
		if o.FirstAbove > 0 {
			code = "date_order_both"
		}
	}
	return Problem{Code: code, Column: c.Index, Field: c.Field, Args: map[string]string{
		"heading": importexport.Shorten(c.Name()), "n": strconv.Itoa(o.Dates), "first": strconv.Itoa(o.FirstAbove), "second": strconv.Itoa(o.SecondAbove),
		"either": strconv.Itoa(o.Either), "value": intake.Shown(c.Field, o.Example),
	}}
}

// orders looks for dates whose order nobody has said, and for those that a
// spreadsheet may have turned round.
func (d *Draft) orders(add func(Problem)) {
	for _, c := range d.AsksOrder() {
		if d.Answers.DateOrders[c.Field] == "" {
			add(d.OrderProblem(c))
		}
		if o := c.Order(); o.turned() {
			add(Problem{Code: "dates_turned", Column: c.Index, Field: c.Field, Args: map[string]string{
				"heading": importexport.Shorten(c.Name()), "n": strconv.Itoa(o.Real), "text": strconv.Itoa(o.Dates),
			}})
		}
	}
}

// orderOpen reports whether a cell is a date whose order is still asked for.
func (d *Draft) orderOpen(field, text string) bool {
	if d.kindOf(field) != importexport.TimeValue || d.Answers.DateOrders[field] != "" {
		return false
	}
	_, _, ok := endsInYear(strings.TrimSpace(importexport.Fold(text)))
	return ok
}
