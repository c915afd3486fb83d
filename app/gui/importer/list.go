package importer

import (
	"cmp"
	"slices"

	"recourse/importexport"
)

// list is the problems of a delivery, narrowed to one kind or one level.
type list struct {
	all   []*importexport.Problem
	shown []*importexport.Problem
	code  importexport.Code
	level string // "", "refused" or "notice"
}

// Kind is one kind of problem with how often it occurs.
type Kind struct {
	Code importexport.Code
	N    int
}

// The levels the list can be narrowed to.
const (
	onlyRefused = "refused"
	onlyNotices = "notice"
)

func newList(all []*importexport.Problem) list {
	l := list{all: all}
	l.narrow()
	return l
}

func (l *list) narrow() {
	l.shown = nil
	for _, p := range l.all {
		if (l.code == "" || p.Code == l.code) && l.fits(p) {
			l.shown = append(l.shown, p)
		}
	}
}

func (l *list) fits(p *importexport.Problem) bool {
	switch l.level {
	case onlyRefused:
		return p.Level >= importexport.Refused
	case onlyNotices:
		return p.Level == importexport.Notice
	}
	return true
}

// Problems lists the problems of the delivery as they are narrowed.
func (m *Model) Problems() []*importexport.Problem { return m.list.shown }

// AllProblems is how many there are without narrowing.
func (m *Model) AllProblems() int { return len(m.list.all) }

// Kinds counts the problems by kind, the most frequent first.
func (m *Model) Kinds() []Kind {
	n := map[importexport.Code]int{}
	for _, p := range m.list.all {
		n[p.Code]++
	}
	var kinds []Kind
	for code, k := range n {
		kinds = append(kinds, Kind{code, k})
	}
	slices.SortFunc(kinds, func(a, b Kind) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Code, b.Code)) })
	return kinds
}

// CountLevel is how many problems cost their row, or do not.
func (m *Model) CountLevel(refused bool) int {
	n := 0
	for _, p := range m.list.all {
		if (p.Level >= importexport.Refused) == refused {
			n++
		}
	}
	return n
}

// Narrowing is the kind and the level the list is narrowed to.
func (m *Model) Narrowing() (code importexport.Code, level string) { return m.list.code, m.list.level }

// NarrowKind lists one kind of problem; "" lists all.
func (m *Model) NarrowKind(code importexport.Code) {
	m.list.code = code
	m.list.narrow()
	m.tell(Listed)
}

// NarrowLevel lists one level; "" lists all.
func (m *Model) NarrowLevel(level string) {
	m.list.level = level
	m.list.narrow()
	m.tell(Listed)
}
