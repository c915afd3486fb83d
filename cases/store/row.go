package store

import (
	"strings"

	"recourse/cases"
)

// held is what the store keeps of a case beside its row.
type held struct {
	move       cases.Move
	wrappedKey []byte
	doc, phone []byte // blind indexes, nil for none
}

// hotColumns is how many columns of the cases table a cases.Row fills; behind
// them stand the wrapped key and the blind indexes.
const hotColumns = 32

func rowValues(r *cases.Row, h *held) []any {
	return []any{
		int64(r.ID), r.Version, r.Seq, string(h.move), r.AppealNo, string(r.State), micros(r.StateSince), string(r.Colour),
		micros(r.IssuedAt), micros(r.IsolationEnd), micros(r.FiledAt), micros(r.DueAt), micros(r.PausedAt), r.Division, r.System,
		r.RuleSet, strings.Join(r.Rules, ","), joinGrounds(r.Grounds), string(r.Urgency), int64(r.Signals), string(r.Officer),
		string(r.Allocator), micros(r.LeaseUntil), string(r.Drafter), int64(r.Returns), string(r.Disposition), string(r.NewColour),
		flag(r.SecondLook), string(r.Isolation), string(r.Instruction), string(r.Notice), int64(r.SnapshotVersion),
		h.wrappedKey, blob(h.doc), blob(h.phone),
	}
}

// rowScan are the places into which one row of the cases table is read.
type rowScan struct {
	row                              cases.Row
	move                             string
	rules, grounds                   string
	since, issued, ends, filed, due  int64
	paused, lease, signals, snapshot int64
	secondLook, returns              int64
	held                             held
	into                             []any
}

// newRowScan prepares to read the hot columns, and with all set the others too.
func newRowScan(all bool) *rowScan {
	s := &rowScan{}
	r := &s.row
	s.into = []any{
		&r.ID, &r.Version, &r.Seq, &s.move, &r.AppealNo, &r.State, &s.since, &r.Colour, &s.issued, &s.ends, &s.filed, &s.due,
		&s.paused, &r.Division, &r.System, &r.RuleSet, &s.rules, &s.grounds, &r.Urgency, &s.signals, &r.Officer, &r.Allocator,
		&s.lease, &r.Drafter, &s.returns, &r.Disposition, &r.NewColour, &s.secondLook, &r.Isolation, &r.Instruction, &r.Notice,
		&s.snapshot,
	}
	if all {
		s.into = append(s.into, &s.held.wrappedKey, &s.held.doc, &s.held.phone)
	}
	return s
}

// done turns what was read into a row.
func (s *rowScan) done() cases.Row {
	r := s.row
	r.StateSince, r.IssuedAt, r.IsolationEnd = instant(s.since), instant(s.issued), instant(s.ends)
	r.FiledAt, r.DueAt, r.PausedAt, r.LeaseUntil = instant(s.filed), instant(s.due), instant(s.paused), instant(s.lease)
	r.Rules, r.Grounds = split(s.rules), splitGrounds(s.grounds)
	r.Signals, r.SecondLook = cases.Signals(s.signals), s.secondLook != 0
	r.Returns, r.SnapshotVersion = int(s.returns), int(s.snapshot)
	s.held.move = cases.Move(s.move)
	return r
}

// checkRow refuses clear columns that cannot be kept as they are.
func checkRow(r *cases.Row) error {
	for _, rule := range r.Rules {
		if strings.Contains(rule, ",") {
			return cases.Refuse("bad_rule_id", "value", rule)
		}
	}
	return checkTexts("appeal_no", r.AppealNo, "division", r.Division, "issuing_system", r.System, "rule_set", r.RuleSet,
		"rules", strings.Join(r.Rules, ","), "officer", string(r.Officer), "colour", string(r.Colour), "urgency", string(r.Urgency))
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// blob makes a missing value a null.
func blob(b []byte) any {
	if b == nil {
		return nil
	}
	return b
}

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

func joinGrounds(g []cases.Ground) string {
	s := make([]string, len(g))
	for i := range g {
		s[i] = string(g[i])
	}
	return strings.Join(s, ",")
}

func splitGrounds(s string) []cases.Ground {
	if s == "" {
		return nil
	}
	parts := strings.Split(s, ",")
	g := make([]cases.Ground, len(parts))
	for i := range parts {
		g[i] = cases.Ground(parts[i])
	}
	return g
}
