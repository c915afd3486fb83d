package intake

import (
	"recourse/cases"
)

// kind says how the text of a cell becomes a value.
type kind uint8

const (
	kText     kind = iota // words; spaces around them do not count
	kVerbatim             // words of a person; kept to the last space
	kName                 // a person's name
	kID                   // a number or sign that names something
	kDocNo                // identity document
	kPhone
	kCode // a value of a code table
	kColour
	kStamp
	kClock // a time of day
	kNumber
	kWhole
	kBool
	kList
	kDivision
)

// personal reports whether values of the kind must not be shown in reports.
func (k kind) personal() bool { return k == kName || k == kDocNo || k == kPhone || k == kVerbatim }

// value is a cell once it has been read.
type value struct {
	text   string
	stamp  cases.Stamp
	number float64
	whole  int
	yes    bool
	list   []string
}

// entry is what one row fills: the part of a case that its table is about.
type entry struct {
	s    *cases.Snapshot
	a    *cases.CodeAssignment
	q    *cases.Questionnaire
	ans  cases.Answer
	c    cases.CheckIn
	t    *cases.RuleTrace
	st   cases.TraceStep
	f    cases.Flag
	h    cases.StatusChange
	d    cases.Document
	key  joinKey
	name string

	warnings []string // about the row, once it has been read
}

// joinKey is what a row says about which case it belongs to.
type joinKey struct {
	appealNo, docNo, phone, residentID string
}

// field says how a column is read and where its value goes.
type field struct {
	name  string
	kind  kind
	group string // of Profile.Values
	set   func(e *entry, v *value)
}

type fieldMap map[string]*field

func (m fieldMap) str(name string, k kind, at func(e *entry) *string) {
	m[name] = &field{name: name, kind: k, set: func(e *entry, v *value) { *at(e) = v.text }}
}

func (m fieldMap) code(name, group string, at func(e *entry) *string) {
	m[name] = &field{name: name, kind: kCode, group: group, set: func(e *entry, v *value) { *at(e) = v.text }}
}

func (m fieldMap) stamp(name string, at func(e *entry) *cases.Stamp) {
	m[name] = &field{name: name, kind: kStamp, set: func(e *entry, v *value) { *at(e) = v.stamp }}
}

func (m fieldMap) number(name string, at func(e *entry) **float64) {
	m[name] = &field{name: name, kind: kNumber, set: func(e *entry, v *value) { n := v.number; *at(e) = &n }}
}

func (m fieldMap) yes(name string, at func(e *entry) **bool) {
	m[name] = &field{name: name, kind: kBool, set: func(e *entry, v *value) { b := v.yes; *at(e) = &b }}
}

func (m fieldMap) list(name string, at func(e *entry) *[]string) {
	m[name] = &field{name: name, kind: kList, set: func(e *entry, v *value) { *at(e) = v.list }}
}

func (m fieldMap) other(name string, k kind, set func(e *entry, v *value)) {
	m[name] = &field{name: name, kind: k, set: set}
}

// allFields is every field that a profile may give headers to.
func allFields() fieldMap {
	m := fieldMap{}
	m.appeal()
	m.resident()
	m.assignment()
	m.questionnaire()
	m.trace()
	m.flag()
	m.rest()
	return m
}
