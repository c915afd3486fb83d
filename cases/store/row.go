package store

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

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
const hotColumns = 43

// firstColumns is how many of them the first schema had.
const firstColumns = 32

func rowValues(r *cases.Row, h *held) []any {
	return []any{
		int64(r.ID), r.Version, r.Seq, string(h.move), r.AppealNo, string(r.State), micros(r.StateSince), string(r.Colour),
		micros(r.IssuedAt), micros(r.IsolationEnd), micros(r.FiledAt), micros(r.DueAt), micros(r.PausedAt), r.Division, r.System,
		r.RuleSet, strings.Join(r.Rules, ","), joinGrounds(r.Grounds), string(r.Urgency), int64(r.Signals), string(r.Officer),
		string(r.Allocator), micros(r.LeaseUntil), string(r.Drafter), int64(r.Returns), string(r.Disposition), string(r.NewColour),
		flag(r.SecondLook), string(r.Isolation), string(r.Instruction), string(r.Notice), int64(r.SnapshotVersion),
		r.Timer, micros(r.TimerAt), r.Pending, micros(r.HoldUntil), int64(r.MergedInto), int64(r.Past), int64(r.Barred),
		micros(r.InstructionSince), micros(r.NoticeSince), micros(r.PendingSince), int64(r.Purge),
		h.wrappedKey, blob(h.doc), blob(h.phone),
	}
}

// rowScan are the places into which one row of the cases table is read, column
// by column as the drivers hand the values over: that is the one way in which
// database/sql copies without looking at types, and an office has many rows.
type rowScan struct {
	vals []any
	into []any
	held held
}

// newRowScan prepares to read the hot columns, and with all set the others too.
func newRowScan(all bool) *rowScan {
	n := hotColumns
	if all {
		n = len(casesTable().cols)
	}
	s := &rowScan{vals: make([]any, n), into: make([]any, n)}
	for i := range s.vals {
		s.into[i] = &s.vals[i]
	}
	return s
}

// done turns what was read into a row.
func (s *rowScan) done() cases.Row {
	next := 0
	num := func() int64 { next++; v, _ := s.vals[next-1].(int64); return v }
	text := func() string { next++; v, _ := s.vals[next-1].(string); return v }
	r, move := fillRow(num, text, &lists{})
	s.held.move = move
	if len(s.vals) > hotColumns {
		s.held.wrappedKey, _ = s.vals[hotColumns].([]byte)
		s.held.doc, _ = s.vals[hotColumns+1].([]byte)
		s.held.phone, _ = s.vals[hotColumns+2].([]byte)
	}
	return r
}

// fillRow puts a row together from its values in the order of casesTable.
func fillRow(num func() int64, text func() string, l *lists) (cases.Row, cases.Move) {
	at := func() time.Time { return instant(num()) }
	r := cases.Row{ID: cases.ID(num()), Version: num(), Seq: num()}
	move := cases.Move(text())
	r.AppealNo, r.State, r.StateSince = text(), cases.State(text()), at()
	r.Colour, r.IssuedAt, r.IsolationEnd, r.FiledAt, r.DueAt, r.PausedAt = cases.Colour(text()), at(), at(), at(), at(), at()
	r.Division, r.System, r.RuleSet, r.Rules, r.Grounds = text(), text(), text(), l.rulesOf(text()), l.groundsOf(text())
	r.Urgency, r.Signals = cases.Urgency(text()), cases.Signals(num())
	r.Officer, r.Allocator, r.LeaseUntil, r.Drafter = cases.UserID(text()), cases.UserID(text()), at(), cases.UserID(text())
	r.Returns, r.Disposition, r.NewColour, r.SecondLook = int(num()), cases.Disposition(text()), cases.Colour(text()), num() != 0
	r.Isolation, r.Instruction, r.Notice = cases.Isolation(text()), cases.Instruction(text()), cases.Notice(text())
	r.SnapshotVersion = int(num())
	r.Timer, r.TimerAt, r.Pending, r.HoldUntil, r.MergedInto = text(), at(), text(), at(), cases.ID(num())
	r.Past, r.Barred, r.InstructionSince, r.NoticeSince, r.PendingSince = int(num()), int(num()), at(), at(), at()
	r.Purge = int(num())
	return r, move
}

// hotMark stands between the values of a packed row.
const hotMark = "\x1f"

// hotTexts is the expression of the hot columns packed into one text: SQLite
// hands over one long value in a tenth of the time of so many short ones.
func hotTexts(prefix string) string {
	cols := casesTable().cols[:hotColumns]
	return "concat_ws('" + hotMark + "', " + prefix + strings.Join(cols, ", "+prefix) + ")"
}

// unpackRow takes apart what hotTexts packed. The row is whole unless a value
// holds the mark; then only the number of the case and its sequence are right.
func unpackRow(packed string, l *lists) (row cases.Row, whole bool) {
	if strings.Count(packed, hotMark) != hotColumns-1 {
		row, _ = fillRow(nextNumber(&packed), func() string { return "" }, l)
		return cases.Row{ID: row.ID, Seq: row.Seq}, false
	}
	row, _ = fillRow(nextNumber(&packed), func() string { return nextValue(&packed) }, l)
	return row, true
}

func nextValue(packed *string) string {
	v, rest, _ := strings.Cut(*packed, hotMark)
	*packed = rest
	return v
}

func nextNumber(packed *string) func() int64 {
	return func() int64 {
		v := nextValue(packed)
		if v == "0" {
			return 0
		}
		n, _ := strconv.ParseInt(v, 10, 64) // the column holds nothing else
		return n
	}
}

// lists remembers lists that were taken apart before; without maps it does not.
type lists struct {
	rules   map[string][]string
	grounds map[string][]cases.Ground
}

func (l *lists) rulesOf(s string) []string {
	if l.rules == nil || s == "" {
		return split(s)
	}
	list, ok := l.rules[s]
	if !ok {
		list = slices.Clip(split(s))
		l.rules[s] = list
	}
	return list
}

func (l *lists) groundsOf(s string) []cases.Ground {
	if l.grounds == nil || s == "" {
		return splitGrounds(s)
	}
	list, ok := l.grounds[s]
	if !ok {
		list = slices.Clip(splitGrounds(s))
		l.grounds[s] = list
	}
	return list
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

// micros is an instant as the tables hold it.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// instant reads what micros wrote.
func instant(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

// Limits of what goes into the tables. They are far above what an office
// writes; they keep a damaged file from filling the database.
const (
	maxText   = 2000    // bytes of a clear column
	maxPaper  = 1 << 20 // bytes of a paper
	maxBundle = 4 << 20 // bytes of a snapshot
)

// checkText refuses what the two databases would treat differently or what
// has no meaning: NUL characters, broken UTF-8, endless text.
func checkText(field, s string) error {
	if len(s) > maxText {
		return tooLong(field, maxText)
	}
	return checkLong(field, s)
}

// checkLong is checkText for what may be as long as a paper.
func checkLong(field, s string) error {
	switch {
	case len(s) > maxPaper:
		return tooLong(field, maxPaper)
	case !utf8.ValidString(s):
		return cases.Refuse("bad_utf8", "field", field)
	case strings.IndexByte(s, 0) >= 0:
		return cases.Refuse("nul_character", "field", field)
	}
	return nil
}

func tooLong(field string, limit int) error {
	return cases.Refuse("too_long", "field", field, "max", strconv.Itoa(limit))
}

// checkTexts checks pairs of field name and text.
func checkTexts(pairs ...string) error {
	for i := 0; i+1 < len(pairs); i += 2 {
		if err := checkText(pairs[i], pairs[i+1]); err != nil {
			return err
		}
	}
	return nil
}

// checkJSON refuses a document that cannot be kept as it is.
func checkJSON(field string, b []byte, limit int) error {
	switch {
	case len(b) > limit:
		return tooLong(field, limit)
	case !utf8.Valid(b):
		return cases.Refuse("bad_utf8", "field", field)
	case holdsNUL(b):
		return cases.Refuse("nul_character", "field", field)
	}
	return nil
}

// holdsNUL reports whether a JSON text holds an escaped NUL character: \u0000
// after an even number of backslashes.
func holdsNUL(b []byte) bool {
	s := string(b)
	for {
		i := strings.Index(s, `\u0000`)
		if i < 0 {
			return false
		}
		before := 0
		for before < i && s[i-1-before] == '\\' {
			before++
		}
		if before%2 == 0 {
			return true
		}
		s = s[i+1:]
	}
}
