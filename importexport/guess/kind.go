package guess

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"recourse/cases"
	"recourse/importexport"
)

// needed lists what every row of a kind must have, beyond what makes the table
// recognisable.
func needed(kind string) []string {
	switch kind {
	case "appeals":
		return []string{"appeal.appeal_no", "appeal.filed_at", "appeal.channel", "appeal.handling_division", "appeal.grounds", "resident.name", "resident.doc_no"}
	case "assignments", "other_codes":
		return []string{"assignment.colour", "assignment.issued_at", "assignment.issuing_system", "assignment.origin"}
	case "questionnaire":
		return []string{"questionnaire.submission_id", "questionnaire.submitted_at"}
	case "flags":
		return []string{"flag.source_type", "flag.observed_from"}
	case "checkins":
		return []string{"checkin.date", "checkin.status"}
	case "history":
		return []string{"change.at", "change.to"}
	}
	return nil
}

// code lists what the code in dispute must have, in the table of appeals or in
// one of assignments beside it.
func code() []string {
	return []string{"assignment.colour", "assignment.issued_at", "assignment.issuing_system", "assignment.origin"}
}

// keys lists what rows of other tables are joined to a case by.
func keys(kind string) []string {
	switch kind {
	case "appeals":
		return nil
	case "flags":
		return []string{"key.appeal_no", "key.doc_no", "key.resident_id", "flag.phone", "flag.linked_doc_no"}
	}
	return []string{"key.appeal_no", "key.doc_no", "key.resident_id", "key.phone"}
}

// guessKind takes the kind of table whose fields the columns fit best.
func (d *Draft) guessKind() {
	best := math.Inf(-1)
	var kind string
	var named bool
	for _, k := range d.known.kinds {
		d.Kind = k
		total := d.assign()
		for _, f := range d.known.needs[k] {
			switch {
			case d.Of(f) != nil:
				total += 0.6
			case f == "flag.source_type" && d.guessSource() != "":
				total += 1.2
			default:
				total -= 1
			}
		}
		word := wordIn(normal(d.Table.Name()), normals(d.known.names[k]))
		if word != "" {
			total += 1.5
		}
		if total > best {
			best, kind, named = total, k, word != ""
		}
	}
	d.Kind, d.Why = kind, nil
	d.Source = d.guessSource()
	d.assign()
	if d.Of("flag.source_type") != nil {
		d.Source = "" // each row says it
	}
	taken := 0
	for i := range d.Columns {
		if d.Columns[i].Field != "" {
			taken++
		}
	}
	d.Why = append(d.Why, Reason{"kind", map[string]string{"n": strconv.Itoa(taken), "of": strconv.Itoa(len(d.Columns))}})
	if named {
		d.Why = append(d.Why, Reason{"kind_named", map[string]string{"name": d.Table.Name()}})
	}
}

func normals(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = normal(s)
	}
	return out
}

// guessSource takes the kind of record that most headings speak for.
func (d *Draft) guessSource() cases.Source {
	d.SourceWords = nil
	if d.Kind != "flags" {
		return ""
	}
	var best cases.Source
	for _, s := range sourceWords() {
		var hits []string
		for i := range d.Columns {
			if w := wordIn(normal(d.Columns[i].Heading), s.words); w != "" {
				hits = append(hits, d.Columns[i].Heading)
			}
		}
		if w := wordIn(normal(d.Table.Name()), s.words); w != "" {
			hits = append(hits, d.Table.Name())
		}
		if len(hits) > len(d.SourceWords) {
			best, d.SourceWords = s.source, hits
		}
	}
	return best
}

// assign gives each column its best meaning; no field gets two columns. What a
// person chose stands. It returns how sure all of it is together.
func (d *Draft) assign() float64 {
	type pair struct {
		column int
		guess  Guess
	}
	var all []pair
	used := map[string]bool{}
	for i := range d.Columns {
		c := &d.Columns[i]
		c.Guesses = d.guesses(c, d.Kind)
		if c.Chosen && (c.Field == "" || d.known.tables[d.Kind][c.Field]) {
			used[c.Field] = c.Field != ""
			continue
		}
		c.Field, c.Chosen = "", false
		if !d.usable(i) {
			continue
		}
		for _, g := range c.Guesses {
			all = append(all, pair{i, g})
		}
	}
	slices.SortStableFunc(all, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.guess.Confidence, a.guess.Confidence), cmp.Compare(d.rank(a.guess.Field), d.rank(b.guess.Field)), cmp.Compare(a.column, b.column))
	})
	total := 0.0
	for _, p := range all {
		c := &d.Columns[p.column]
		if c.Field != "" || used[p.guess.Field] || p.guess.Confidence < take || d.Source != "" && p.guess.Field == "flag.source_type" && !strings.HasPrefix(p.guess.Reasons[0].Code, "listed") {
			continue
		}
		c.Field, used[p.guess.Field] = p.guess.Field, true
		total += p.guess.Confidence
	}
	return total + d.onlyTime()
}

// onlyTime gives the one column of times to the one time that every row needs,
// when no column was found for it.
func (d *Draft) onlyTime() float64 {
	var need []string
	for _, f := range needed(d.Kind) {
		if d.kindOf(f) == importexport.TimeValue && d.Of(f) == nil {
			need = append(need, f)
		}
	}
	var free, loose []int // of times; without a meaning yet
	for i := range d.Columns {
		c := &d.Columns[i]
		if !c.Chosen && d.usable(i) && c.Filled > 0 && 2*c.shape.dates > c.Filled && (c.Field == "" || !slices.Contains(needed(d.Kind), c.Field)) {
			free = append(free, i)
			if c.Field == "" {
				loose = append(loose, i)
			}
		}
	}
	if len(loose) == 1 {
		free = loose
	}
	if len(need) != 1 || len(free) != 1 {
		return 0
	}
	c := &d.Columns[free[0]]
	c.Field = need[0]
	g := Guess{Field: need[0], Confidence: 0.4, Reasons: []Reason{{"only_time", nil}, c.shape.reason("time", c.shape.dates)}}
	c.Guesses = slices.Insert(slices.DeleteFunc(c.Guesses, func(g Guess) bool { return g.Field == need[0] }), 0, g)
	return 0.4
}
