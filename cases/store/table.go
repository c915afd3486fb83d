package store

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
)

// table describes one table: its columns in the order in which rows travel.
// The first columns, keys in number, identify a row. Columns that came with a
// later schema count in a row's digest only when they hold something, so that
// rows written before still have the digest that was claimed for them.
type table struct {
	name string
	keys int
	cols []string
}

// later says which columns of the table came with a later schema: the first
// and the one after the last.
func (t table) later() (from, to int) {
	if t.name == "cases" {
		return firstColumns, hotColumns
	}
	return 0, 0
}

func usersTable() table {
	return table{"users", 1, []string{
		"id", "version", "name", "roles", "unit", "community", "disabled", "created_at",
		"params", "salt", "office_key", "signing_key", "public_key",
	}}
}

func keysTable() table {
	return table{"signing_keys", 2, []string{"user_id", "no", "public_key", "since"}}
}

func officeTable() table { return table{"office", 1, []string{"name", "value"}} }

func casesTable() table {
	return table{"cases", 1, []string{
		"id", "version", "seq", "move", "appeal_no", "state", "state_since", "colour", "issued_at", "isolation_end",
		"filed_at", "due_at", "paused_at", "division", "issuing_system", "rule_set", "rules", "grounds", "urgency", "signals",
		"officer", "allocator", "lease_until", "drafter", "returns", "disposition", "new_colour", "second_look",
		"isolation", "instruction", "notice", "snapshot_version",
		"timer", "timer_at", "pending", "hold_until", "merged_into", "past", "barred", "instruction_since", "notice_since",
		"pending_since", "purge",
		"wrapped_key", "doc_blind", "phone_blind",
	}}
}

func cardsTable() table { return table{"cards", 1, []string{"case_id", "sealed"}} }

func marksTable() table {
	return table{"evidence_index", 2, []string{"case_id", "ref", "source", "provider", "batch", "rules", "verdict"}}
}

func snapshotsTable() table {
	return table{"snapshots", 2, []string{"case_id", "version", "delivery", "digest", "at", "sealed"}}
}

func papersTable() table {
	return table{"papers", 3, []string{"case_id", "kind", "no", "seq", "author", "at", "digest", "signature", "sealed"}}
}

func decisionsTable() table {
	return table{"decisions", 2, []string{
		"case_id", "no", "drafter", "allocator", "digest", "disposition", "new_colour", "at", "signature",
	}}
}

func signoffsTable() table {
	return table{"signoffs", 2, []string{
		"case_id", "no", "decision_no", "drafter", "allocator", "digest", "signer", "result", "at", "signature",
	}}
}

func proposalsTable() table {
	return table{"proposals", 3, []string{"case_id", "kind", "no", "author", "digest", "at", "signature"}}
}

func confirmationsTable() table {
	return table{"confirmations", 2, []string{
		"case_id", "no", "kind", "of_no", "author", "digest", "signer", "approved", "at", "signature",
	}}
}

func deliveriesTable() table {
	return table{"deliveries", 1, []string{
		"id", "seq", "name", "file_sha256", "by_user", "at", "stored", "amended", "unchanged", "refused", "registered", "root",
	}}
}

func leavesTable() table {
	return table{"delivery_leaves", 2, []string{"delivery_id", "chunk", "leaves"}}
}

func deliveryKeysTable() table {
	return table{"delivery_keys", 1, []string{"delivery_id", "wrapped_key"}}
}

func registerTable() table {
	return table{"register_entries", 2, []string{
		"delivery_id", "no", "colour", "issued_at", "ends_at", "source", "batch", "rule", "link", "doc_blind", "sealed",
	}}
}

func receiptsTable() table {
	return table{"receipts", 1, []string{"id", "by_user", "at", "purpose", "content"}}
}

func preferencesTable() table {
	return table{"preferences", 2, []string{"user_id", "name", "wrapped_key", "sealed"}}
}

func auditTable() table {
	return table{"audit", 1, []string{
		"seq", "prev", "hash", "action_id", "at", "actor", "action", "case_id", "content", "signature",
	}}
}

// list joins the columns for a statement, each with a prefix.
func (t table) list(prefix string) string {
	return prefix + strings.Join(t.cols, ", "+prefix)
}

// insert is the statement that inserts n rows.
func (t table) insert(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "INSERT INTO %s (%s) VALUES ", t.name, t.list(""))
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(places(i*len(t.cols)+1, len(t.cols)))
	}
	return b.String()
}

// insertCommon is the statement that inserts n rows that have in common what
// is spelled out for a column, and the others as parameters.
func (t table) insertCommon(n int, common []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "INSERT INTO %s (%s) VALUES ", t.name, t.list(""))
	next := 1
	for i := range n * len(common) {
		switch at := i % len(common); {
		case at > 0:
			b.WriteString(", ")
		case i > 0:
			b.WriteString("), (")
		default:
			b.WriteByte('(')
		}
		if text := common[i%len(common)]; text != "" {
			b.WriteString(text)
			continue
		}
		fmt.Fprintf(&b, "$%d", next)
		next++
	}
	b.WriteByte(')')
	return b.String()
}

// upsert is the statement that inserts a row or overwrites the one with its keys.
func (t table) upsert() string {
	return fmt.Sprintf("%s ON CONFLICT (%s) DO UPDATE SET %s", t.insert(1), strings.Join(t.cols[:t.keys], ", "),
		assign(t.cols[t.keys:], func(c string) string { return "excluded." + c }))
}

// query is the statement that reads all columns of the rows that match.
func (t table) query(where string) string {
	return fmt.Sprintf("SELECT %s FROM %s %s", t.list(""), t.name, where)
}

// places is "($first, $first+1, ...)" for n parameters.
func places(first, n int) string {
	var b strings.Builder
	b.WriteByte('(')
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "$%d", first+i)
	}
	b.WriteByte(')')
	return b.String()
}

func assign(cols []string, value func(string) string) string {
	terms := make([]string, len(cols))
	for i, c := range cols {
		terms[i] = c + " = " + value(c)
	}
	return strings.Join(terms, ", ")
}

// key names a row in the audit chain, such as "papers/12/note/3".
func (t table) key(row []any) string {
	var room [64]byte
	b := append(room[:0], t.name...)
	for _, v := range row[:t.keys] {
		b = append(b, '/')
		switch v := v.(type) {
		case int64:
			b = strconv.AppendInt(b, v, 10)
		case string:
			b = append(b, v...)
		default:
			b = fmt.Append(b, v)
		}
	}
	return string(b)
}

// sum is the digest of a row: its table's name and every column, each with its
// type and length, so that no two rows have the same encoding. Values are as
// the drivers hand them over: int64, string, []byte or nil.
func (t table) sum(row []any) [sha256.Size]byte {
	room := scratch.Get().(*[]byte)
	b := append(append((*room)[:0], t.name...), 0)
	defer func() {
		*room = b // sealed texts and clear columns: nothing to wipe
		scratch.Put(room)
	}()
	from, to := t.later()
	for i, v := range row {
		if i >= from && i < to {
			if v == nil || v == int64(0) || v == "" {
				continue
			}
			b = append(append(append(b, 'c'), t.cols[i]...), 0)
		}
		b = appendValue(b, v)
	}
	return sha256.Sum256(b)
}

func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, 'n')
	case int64:
		return binary.BigEndian.AppendUint64(append(b, 'i'), uint64(v))
	case string:
		return append(binary.BigEndian.AppendUint32(append(b, 't'), uint32(len(v))), v...)
	case []byte:
		return append(binary.BigEndian.AppendUint32(append(b, 'b'), uint32(len(v))), v...)
	}
	return append(fmt.Appendf(append(b, '?'), "%T %v", v, v), 0)
}

// scanRow reads one row of n columns as the drivers hand the values over.
func scanRow(scan func(...any) error, n int) ([]any, error) {
	row := make([]any, n)
	into := make([]any, n)
	for i := range row {
		into[i] = &row[i]
	}
	return row, scan(into...)
}
