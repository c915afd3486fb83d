package roster

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"recourse/cases"
)

// SortKey names what a list is ordered by.
type SortKey string

// The sort keys. Colour and urgency put the gravest first, state follows the
// work, appeal numbers compare their digits as numbers.
const (
	ByDue       SortKey = "due"
	ByFiled     SortKey = "filed"
	ByIsolation SortKey = "isolation" // time left at home; those with none left last
	ByAppealNo  SortKey = "appeal_no"
	ByState     SortKey = "state"
	ByColour    SortKey = "colour"
	ByUrgency   SortKey = "urgency"
	ByOfficer   SortKey = "officer" // those without an officer last
	ByHarm      SortKey = "harm"    // see Harm; moves with the minute
	ByID        SortKey = "id"
)

// SortKeys lists the keys in the order in which they are offered.
func SortKeys() []SortKey {
	return []SortKey{ByDue, ByHarm, ByIsolation, ByFiled, ByAppealNo, ByState, ByColour, ByUrgency, ByOfficer, ByID}
}

// Sort is a key and a direction. The zero Sort is due date, earliest first.
// Cases without a value for the key come last in both directions, by case
// number.
type Sort struct {
	Key  SortKey
	Desc bool
}

// ParseSort reads a key, with a leading - for descending order.
func ParseSort(s string) (Sort, error) {
	key, desc := strings.CutPrefix(s, "-")
	if !slices.Contains(SortKeys(), SortKey(key)) {
		var all []string
		for _, k := range SortKeys() {
			all = append(all, string(k))
		}
		return Sort{}, cases.Refuse("unknown_sort", "value", s, "known", strings.Join(all, ", "))
	}
	return Sort{Key: SortKey(key), Desc: desc}, nil
}

// String is the form that ParseSort reads.
func (s Sort) String() string {
	key := cmp.Or(string(s.Key), string(ByDue))
	if s.Desc {
		return "-" + key
	}
	return key
}

// stored orders: harm is computed for each minute instead.
const (
	keyID = iota
	keyDue
	keyFiled
	keyIsolation
	keyAppealNo
	keyState
	keyColour
	keyUrgency
	keyOfficer
	keyCount
)

func storedKey(k SortKey) int {
	switch k {
	case ByID:
		return keyID
	case ByFiled:
		return keyFiled
	case ByIsolation:
		return keyIsolation
	case ByAppealNo:
		return keyAppealNo
	case ByState:
		return keyState
	case ByColour:
		return keyColour
	case ByUrgency:
		return keyUrgency
	case ByOfficer:
		return keyOfficer
	}
	return keyDue
}

// noValue is the key of a case that has no value: it sorts last.
const noValue = math.MaxUint64

// sortValue returns the function that gives a slot's key as a number. For
// appeal numbers the number is only a prefix and natural decides.
func (t *table) sortValue(key int) func(s uint32) uint64 {
	switch key {
	case keyID:
		return func(s uint32) uint64 { return uint64(t.id[s]) }
	case keyFiled:
		return func(s uint32) uint64 { return timeValue(t.filed[s]) }
	case keyIsolation:
		released := t.isolationCode(cases.Released)
		return func(s uint32) uint64 {
			if t.isolation[s] == released {
				return noValue
			}
			return timeValue(t.ends[s])
		}
	case keyState:
		return func(s uint32) uint64 { return uint64(t.state[s]) }
	case keyColour:
		return func(s uint32) uint64 { return uint64(t.colour[s]) }
	case keyUrgency:
		return func(s uint32) uint64 { return uint64(t.urgency[s]) }
	case keyOfficer:
		rank := ranks(t.users)
		return func(s uint32) uint64 { return rank[t.officer[s]] }
	case keyAppealNo:
		return func(uint32) uint64 { return 0 }
	}
	return func(s uint32) uint64 { return timeValue(t.due[s]) }
}

// timeValue maps an instant to an unsigned number in the same order.
func timeValue(s int64) uint64 {
	if s == none {
		return noValue
	}
	return uint64(s) ^ 1<<63
}

// ranks numbers the names in alphabetical order; no name has no value.
func ranks(list []string) []uint64 {
	order := slices.Clone(list)
	slices.Sort(order)
	out := make([]uint64, len(list))
	for i, n := range list {
		r, _ := slices.BinarySearch(order, n)
		out[i] = uint64(r)
		if n == "" {
			out[i] = noValue
		}
	}
	return out
}

// compare is the total order of a key: value, then case number.
func (t *table) compare(key int) func(a, b uint32) int {
	value := t.sortValue(key)
	return func(a, b uint32) int {
		c := cmp.Compare(value(a), value(b))
		if c == 0 && key == keyAppealNo {
			c = compareNatural(t.appeal.at(a), t.appeal.at(b))
		}
		if c == 0 {
			c = cmp.Compare(t.id[a], t.id[b])
		}
		return c
	}
}

func (t *table) isolationCode(v cases.Isolation) uint8 {
	c, _ := find(t.isolations, string(v)) // seeded, so it is there
	return uint8(c)
}
