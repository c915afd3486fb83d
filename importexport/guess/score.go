package guess

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"recourse/importexport"
)

const (
	take = 0.36 // a guess of this confidence is taken until a person says otherwise
	show = 0.15 // and of this is offered
)

// score says how likely a column has a meaning in a kind of table, and why.
func (d *Draft) score(c *Column, kind, field string) Guess {
	g := Guess{Field: field}
	head, why := d.known.headScoreOf(normal(c.Heading), kind, field)
	if head > 0 {
		g.Reasons = append(g.Reasons, why)
	}
	if kind == "flags" && field == "key.name" && !d.lastFour() {
		head *= 0.5 // a name alone names nobody; it says whom the record was made for
	}
	g.Confidence = head * 0.75
	f := d.known.fields[field]
	fit, shapes, why := d.known.fit(c.shape, f)
	switch {
	case !shapes || c.shape.filled == 0:
		g.Confidence = head * 0.9
		return g
	case fit >= 0.5 && head > 0:
		g.Confidence = min(1, g.Confidence+0.25*fit)
		g.Reasons = append(g.Reasons, why)
	case fit >= 0.5:
		g.Confidence = telling(f) * fit
		g.Reasons = append(g.Reasons, why)
	case head > 0 && fit < 0.2:
		g.Confidence *= 0.4
		why.Code = "unlike"
		g.Reasons = append(g.Reasons, why)
	}
	return g
}

// lastFour reports whether a column has the last characters of document
// numbers, which name somebody only together with the name.
func (d *Draft) lastFour() bool {
	return slices.ContainsFunc(d.Columns, func(c Column) bool { return lastFour(normal(c.Heading)) })
}

func lastFour(heading string) bool {
	return wordIn(heading, []string{"后四位", "后4位", "末四位", "last4", "lastfour"}) != ""
}

// telling is how much values alone speak for a field when the heading says
// nothing.
func telling(f importexport.Field) float64 {
	switch f.Value {
	case importexport.DocNoValue:
		return 0.6
	case importexport.PhoneValue:
		return 0.55
	case importexport.ColourValue:
		return 0.5
	case importexport.NameValue:
		return 0.42
	case importexport.TimeValue, importexport.DivisionValue, importexport.CodeValue:
		return 0.2
	}
	switch leaf(f.Name) {
	case "lat", "lon", "home_lat", "home_lon":
		return 0.4
	case "TEMP", "temp_c":
		return 0.38
	}
	return 0
}

// headScoreOf says how well a heading speaks for a field.
func (k *Known) headScoreOf(heading, kind, field string) (float64, Reason) {
	if heading == "" {
		return 0, Reason{}
	}
	if by := k.heads[heading][field]; by != "" {
		return 1, Reason{"listed", map[string]string{"profile": by}}
	}
	name := leaf(field)
	if last := lastFour(heading); last || field == "key.last4" {
		if !last || field != "key.last4" {
			return 0, Reason{}
		}
		return 1, Reason{"word", map[string]string{"word": heading}}
	}
	for other, by := range k.sorted(heading) {
		if leaf(other) == name && strings.HasPrefix(field, "key.") || leaf(other) == name && !strings.HasPrefix(other, "key.") {
			return 0.85, Reason{"listed_elsewhere", map[string]string{"profile": by}}
		}
	}
	best, why := 0.0, Reason{}
	if w := wordIn(heading, k.words[name]); w != "" {
		best, why = 0.45+0.45*float64(len(w))/float64(len(heading)), Reason{"word", map[string]string{"word": w}}
	}
	for _, other := range k.listed[kind][field] {
		if s := 0.85 * like(heading, other); s > best && s >= 0.45 {
			best, why = s, Reason{"like", map[string]string{"other": other}}
		}
	}
	return best, why
}

// sorted yields the fields that list a heading, in a fixed order.
func (k *Known) sorted(heading string) func(func(string, string) bool) {
	return func(yield func(string, string) bool) {
		m := k.heads[heading]
		var names []string
		for f := range m {
			names = append(names, f)
		}
		slices.Sort(names)
		for _, f := range names {
			if !yield(f, m[f]) {
				return
			}
		}
	}
}

// fit says which share of the values looks as a field's values do. shapes is
// false for fields whose values look like anything.
func (k *Known) fit(s *shape, f importexport.Field) (share float64, shapes bool, why Reason) {
	n, code := 0, string(f.Value)
	switch f.Value {
	case importexport.DocNoValue:
		n = s.ids
		if s.ids == 0 {
			return s.share(0), true, s.reason("doc_no", 0)
		}
		return s.share(n), true, Reason{"ids", map[string]string{"n": strconv.Itoa(s.goodIDs), "of": strconv.Itoa(s.filled), "lost": strconv.Itoa(s.lostIDs)}}
	case importexport.PhoneValue:
		n = s.phones
	case importexport.TimeValue:
		n = s.dates
	case importexport.ColourValue:
		n = s.colours
	case importexport.NameValue:
		n = s.names
	case importexport.DivisionValue:
		n = s.divisions
	case importexport.YesNoValue:
		n = s.yesNo
	case importexport.WholeValue:
		n = s.numbers
	case importexport.NumberValue:
		return s.quantity(leaf(f.Name))
	case importexport.CodeValue:
		return k.codeFit(s, f)
	case importexport.IDValue:
		if s.dates > s.filled/2 || s.phones > s.filled/2 || s.ids > s.filled/2 || s.distinct*4 < s.filled && s.filled > 20 && identifying(f.Name) {
			return 0, true, s.reason("id", s.distinct)
		}
		return 0, false, Reason{}
	default:
		if leaf(f.Name) == "TEMP" {
			return s.quantity("TEMP")
		}
		if s.dates > s.filled/2 || s.phones > s.filled/2 || s.ids > s.filled/2 {
			return 0, true, s.reason(code, 0)
		}
		return 0, false, Reason{}
	}
	return s.share(n), true, s.reason(code, n)
}

// identifying reports whether no two rows have the same value of a field.
func identifying(field string) bool {
	return field == "appeal.appeal_no" || field == "appeal.appeal_id" || field == "flag.flag_id"
}

func (s *shape) quantity(name string) (float64, bool, Reason) {
	n, code := s.numbers, "number"
	switch name {
	case "lat", "home_lat":
		n, code = s.lats, "lat"
	case "lon", "home_lon":
		n, code = s.lons, "lon"
	case "TEMP", "temp_c":
		n, code = s.temps, "temperature"
	}
	r := s.reason(code, n)
	r.Args["low"], r.Args["high"] = strconv.FormatFloat(s.lowest, 'f', -1, 64), strconv.FormatFloat(s.highest, 'f', -1, 64)
	return s.share(n), true, r
}

func (k *Known) codeFit(s *shape, f importexport.Field) (float64, bool, Reason) {
	table := k.values[k.groups[f.Name]]
	if table == nil {
		return 0, false, Reason{}
	}
	n := 0
	for text, times := range s.values {
		if table[text] != "" || table[strings.ToUpper(text)] != "" {
			n += times
		}
	}
	if n == 0 && s.distinct <= 30 {
		return 0, false, Reason{} // other words for the same may be mapped
	}
	return s.share(n), true, s.reason("code", n)
}

func (s *shape) share(n int) float64 {
	if s.filled == 0 {
		return 0
	}
	return float64(n) / float64(s.filled)
}

func (s *shape) reason(code string, n int) Reason {
	return Reason{code, map[string]string{"n": strconv.Itoa(n), "of": strconv.Itoa(s.filled)}}
}

// guesses lists what a column may mean in a kind of table, best first.
func (d *Draft) guesses(c *Column, kind string) []Guess {
	var out []Guess
	for _, f := range d.known.Fields(kind) {
		if g := d.score(c, kind, f.Name); g.Confidence >= show {
			out = append(out, g)
		}
	}
	slices.SortStableFunc(out, func(a, b Guess) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(d.rank(a.Field), d.rank(b.Field)), cmp.Compare(a.Field, b.Field))
	})
	return out[:min(len(out), 6)]
}

// rank puts what rows are joined by and what a table needs before the rest.
func (d *Draft) rank(field string) int {
	switch {
	case strings.HasPrefix(field, "key."), slices.Contains(needed(d.Kind), field):
		return 0
	case strings.HasPrefix(field, "flag.linked_"):
		return 2
	}
	return 1
}
