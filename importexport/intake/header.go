package intake

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"recourse/importexport"
)

// headerDepth is how many rows are searched for the header; above it there may
// be titles and remarks.
const headerDepth = 30

// layout says what the columns of one table mean.
type layout struct {
	profile *importexport.Profile
	table   string // of the profile
	kind    string // what its rows are (importexport.TableKinds)
	columns []column
	extras
	headers []string // as the file spells them, all of them
	ignored []string
	aside   int               // columns that the profile leaves aside on purpose
	first   int               // number of the last header row; data comes behind it
	fields  map[string]string // field -> header
	twice   string            // a header whose field another column has already
	all     fieldMap
}

// headRow is one of the first rows of a table, copied.
type headRow struct {
	number int
	texts  []string
}

// matcher finds headers by the profiles of a delivery.
type matcher struct {
	profiles []*importexport.Profile
	fields   fieldMap
	meanings map[*importexport.Profile]map[string]map[string]string // profile, table, header -> field
	aside    map[*importexport.Profile]map[string]map[string]bool   // profile, table, headers that it leaves aside on purpose
	own      int                                                    // how many of the first profiles are the office's
	numbered map[*importexport.Profile]map[string]map[string]bool   // profile, table, headers of which it names columns by their place
	normal   map[string]string                                      // header -> its normal form; every table asks for the same ones
}

// normalHeader is the normal form of what may be a header. A cell longer than
// any header has none, for every table of every profile would look at it.
func (m *matcher) normalHeader(h string) string {
	const longest, most = 1000, 1 << 16
	if len(h) > longest {
		return ""
	}
	n, known := m.normal[h]
	if !known {
		if n = importexport.NormalHeader(h); len(m.normal) < most {
			m.normal[h] = n
		}
	}
	return n
}

func newMatcher(profiles []*importexport.Profile) *matcher {
	m := &matcher{
		profiles: profiles, fields: allFields(), meanings: map[*importexport.Profile]map[string]map[string]string{}, normal: map[string]string{},
		numbered: map[*importexport.Profile]map[string]map[string]bool{}, aside: map[*importexport.Profile]map[string]map[string]bool{},
	}
	for _, p := range profiles {
		m.meanings[p], m.numbered[p] = map[string]map[string]string{}, map[string]map[string]bool{}
		for name, spec := range p.Tables {
			m.meanings[p][name] = spec.Fields()
			m.numbered[p][name] = spec.Numbered()
			for _, h := range spec.Aside {
				if m.aside[p] == nil {
					m.aside[p] = map[string]map[string]bool{}
				}
				if m.aside[p][name] == nil {
					m.aside[p][name] = map[string]bool{}
				}
				m.aside[p][name][importexport.NormalHeader(h)] = true
			}
		}
	}
	return m
}

// find returns the layout that understands most of the first rows, or nil. Of
// two that understand as much, the one that asks for more is the one that was
// meant, but what the office itself said of a table comes before that.
func (m *matcher) find(rows []headRow, sheet, file string) *layout {
	var best *layout
	bestScore := 0
	for i, p := range m.profiles {
		l, score := m.findIn(p, rows, sheet, file)
		if named(sheet, p.Tables[tableOf(l)].Names) {
			score -= byName - 5 // a name says which table of a profile it is, not which profile
		}
		if i < m.own {
			score += 95 // less than a column: of those that know as much
		}
		if l != nil && (best == nil || score > bestScore) {
			best, bestScore = l, score
		}
	}
	if best != nil {
		best.bindExtras()
	}
	return best
}

// byName is what the name of a sheet counts, more than all columns do.
const byName = 1_000_000

func tableOf(l *layout) string {
	if l == nil {
		return ""
	}
	return l.table
}

// findIn returns the layout of one profile that understands most, and how much.
// The name of the sheet, or of a text file, decides between tables that fit, and
// the name of a workbook between those that understand about as much.
func (m *matcher) findIn(p *importexport.Profile, rows []headRow, sheet, file string) (best *layout, bestScore int) {
	for _, table := range tablesOf(p) {
		spec := p.Tables[table]
		for i := range rows {
			l := m.match(p, table, rows, i)
			if !l.has(spec.Requires) {
				continue
			}
			score := (l.size()+l.aside)*100 + min(len(spec.Requires), 9)*10
			if l.twice != "" {
				score -= 200 // it would be refused; one that tells the two columns apart was meant
			}
			switch {
			case named(sheet, spec.Names):
				score += byName
			case named(file, spec.Names):
				score += 5
			}
			if score > bestScore {
				best, bestScore = l, score
			}
		}
	}
	return best, bestScore
}

// tablesOf lists the tables of a profile in the order in which they are tried
// when two fit equally.
func tablesOf(p *importexport.Profile) []string {
	order := importexport.TableKinds()
	return slices.SortedFunc(maps.Keys(p.Tables), func(a, b string) int {
		return cmp.Or(slices.Index(order, p.KindOf(a))-slices.Index(order, p.KindOf(b)), strings.Compare(a, b))
	})
}

func named(name string, words []string) bool {
	name = importexport.NormalHeader(name)
	for _, w := range words {
		if strings.Contains(name, importexport.NormalHeader(w)) {
			return true
		}
	}
	return false
}

// match tries a row as the header, alone and together with the one below it.
func (m *matcher) match(p *importexport.Profile, table string, rows []headRow, i int) *layout {
	single := m.bind(p, table, rows[i].texts, rows[i].number)
	if i+1 == len(rows) {
		return single
	}
	double := m.bind(p, table, m.joined(p, table, rows[i].texts, rows[i+1].texts), rows[i+1].number)
	if double.size() > single.size() && m.bind(p, table, rows[i+1].texts, 0).size() == 0 || double.size() > single.size()+1 {
		return double
	}
	return single
}

// joined makes one header of two rows, in the upper of which a cell may span
// several columns.
func (m *matcher) joined(p *importexport.Profile, table string, upper, lower []string) []string {
	meanings, numbered := m.meanings[p][table], m.numbered[p][table]
	known := func(s string) bool {
		n := m.normalHeader(s)
		return s != "" && (meanings[n] != "" || numbered[n])
	}
	out := make([]string, max(len(upper), len(lower)))
	span := ""
	for i := range out {
		var up, low string
		if i < len(upper) {
			up = upper[i]
		}
		if i < len(lower) {
			low = lower[i]
		}
		if up != "" {
			span = up
		}
		switch {
		case known(span + low):
			out[i] = span + low
		case known(low):
			out[i] = low
		case known(up) && low == "":
			out[i] = up
		default:
			out[i] = up + low
		}
	}
	return out
}

func (m *matcher) bind(p *importexport.Profile, table string, headers []string, number int) *layout {
	l := &layout{profile: p, table: table, kind: p.KindOf(table), headers: headers, first: number, fields: map[string]string{}, all: m.fields}
	meanings, aside, place := m.meanings[p][table], m.aside[p][table], places(headers, m.numbered[p][table], m.normalHeader)
	for i, h := range headers {
		name := ""
		if place == nil || place[i] == 0 {
			name = meanings[m.normalHeader(h)]
		} else {
			name = meanings[importexport.NthHeader(m.normalHeader(h), place[i])]
			h = importexport.NthHeader(h, place[i])
		}
		f := m.fields[name]
		switch {
		case h == "":
		case f == nil && name != "":
			if _, twice := l.parts[name]; twice {
				l.twice = h
			} else if l.parts == nil {
				l.parts = map[string]int{}
			}
			l.parts[name] = i
		case f == nil:
			l.ignored = append(l.ignored, h)
			if aside[m.normalHeader(h)] {
				l.aside++
			}
		default:
			l.columns = append(l.columns, column{index: i, header: h, field: f})
			if _, twice := l.fields[name]; twice {
				l.twice = h
			}
			l.fields[name] = h
		}
	}
	return l
}

// places numbers the columns of each header that a profile names by its place,
// from 1; the others have 0. It is nil if the profile names none.
func places(headers []string, numbered map[string]bool, normal func(string) string) []int {
	if len(numbered) == 0 {
		return nil
	}
	out, seen := make([]int, len(headers)), map[string]int{}
	for i, h := range headers {
		if n := normal(h); h != "" && numbered[n] {
			seen[n]++
			out[i] = seen[n]
		}
	}
	return out
}

// size is how many columns mean something.
func (l *layout) size() int { return len(l.columns) + len(l.parts) }

func (l *layout) has(fields []string) bool {
	for _, f := range fields {
		_, field := l.fields[f]
		_, part := l.parts[f]
		if !field && !part && !l.composable(f) {
			return false
		}
	}
	return true
}

// composable reports whether a column is there for every name that the pattern
// of a field needs.
func (l *layout) composable(field string) bool {
	pattern, err := importexport.ParsePattern(l.profile.Tables[l.table].Compose[field])
	if err != nil {
		return false
	}
	for _, name := range pattern.Needs() {
		if _, ok := l.columnOf(name); !ok {
			return false
		}
	}
	return true
}

// header is what the file calls a field; a field without a column keeps its
// own name.
func (l *layout) header(field string) string {
	if h, ok := l.fields[field]; ok && h != "" {
		return h
	}
	_, short, _ := strings.Cut(field, ".")
	return short
}
