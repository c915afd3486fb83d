package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"recourse/cases"
)

// Apply writes one change: the row, its papers and its audit entry, in one
// transaction. The actor must be signed in here, hold a role for the move and
// have seen the version that is in force; the table of moves must allow it. A
// refusal leaves nothing behind. The same action id again does nothing.
func (s *Store) Apply(ctx context.Context, c cases.Change) error {
	return s.ApplyAll(ctx, c)
}

// ApplyAll writes several changes, of different cases, in one transaction:
// all or none.
func (s *Store) ApplyAll(ctx context.Context, changes ...cases.Change) error {
	if len(changes) == 0 {
		return nil
	}
	for i := range changes {
		if err := checkChange(&changes[i]); err != nil {
			return err
		}
	}
	return s.write(ctx, changes[0].ActionID, func(ctx context.Context, t *txn) error {
		for i := range changes {
			if err := t.apply(ctx, &changes[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

func checkChange(c *cases.Change) error {
	if c.ActionID == "" {
		return fmt.Errorf("%s case %d: a change needs an action id", c.Move, c.Row.ID)
	}
	if err := checkRow(&c.Row); err != nil {
		return err
	}
	for i := range c.Papers {
		if err := checkPaper(&c.Papers[i]); err != nil {
			return err
		}
	}
	for k, v := range c.Detail {
		if err := checkTexts("detail", k, k, v); err != nil {
			return err
		}
	}
	return nil
}

// apply writes one change inside a transaction.
func (t *txn) apply(ctx context.Context, c *cases.Change) error {
	by, err := t.s.session(c.By.ID)
	if err != nil {
		return err
	}
	old, h, err := readRow(ctx, t.tx, "id = $1", int64(c.Row.ID))
	if err != nil {
		return rowError(err, fmt.Sprint(c.Row.ID))
	}
	if err := t.allow(ctx, c, &old); err != nil {
		return err
	}
	return t.carry(ctx, by, c, old, h)
}

// carry writes a change that is allowed. Papers come first, because the
// database asks for some before the row may say what they say; but when the
// row was read before the head was taken, it comes first, since only its
// version tells whether another program was quicker.
func (t *txn) carry(ctx context.Context, by *Session, c *cases.Change, old cases.Row, h held) error {
	row := c.Row
	row.ID, row.AppealNo, row.Version, row.Seq = old.ID, old.AppealNo, old.Version+1, t.next()
	h.move = c.Move
	steps := []func() error{
		func() error { return t.updateRow(ctx, &row, &h, old.Version) },
		func() error { return t.writePapers(ctx, by, c, &row, h.wrappedKey) },
	}
	if t.ahead == nil {
		slices.Reverse(steps)
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	if err := t.writeMarks(ctx, row.ID, c.Marks); err != nil {
		return err
	}
	if err := t.writeCard(ctx, &row, h.wrappedKey, c.Card); err != nil {
		return err
	}
	if c.Marks != nil || c.Card != nil {
		t.ahead = nil
	}
	if err := t.claimCase(ctx, rowValues(&row, &h)); err != nil {
		return err
	}
	return t.record(ctx, by, changeEntry(c, &row, old.State))
}

// changeEntry is the entry of a change that brings a case from a state to row.
func changeEntry(c *cases.Change, row *cases.Row, from cases.State) entry {
	return entry{
		ID: c.ActionID, Action: string(c.Move), By: c.By.ID, Roles: c.By.Roles, At: c.At, Case: row.ID, AppealNo: row.AppealNo,
		From: from, To: row.State, Version: row.Version, Detail: c.Detail,
	}
}

// allow asks the table of moves with what the database says now: version,
// role, state and holder. The finer guards are the commands' business.
func (t *txn) allow(ctx context.Context, c *cases.Change, old *cases.Row) error {
	if old.Version != c.Read {
		return t.stale(ctx, old)
	}
	u, err := readUser(ctx, t.tx, c.By.ID)
	if err != nil {
		return t.s.userError(c.By.ID, err)
	}
	rule, ok := cases.RuleOf(c.Move)
	switch {
	case !ok:
		return cases.Refuse("unknown_move", "move", string(c.Move))
	case u.user.Disabled || !u.user.Has(rule.Roles...):
		return cases.Refuse("role", "roles", joinRoles(rule.Roles), "act", string(c.Move))
	case c.From != old.State || !cases.Leads(c.Move, old.State, c.Row.State):
		return cases.Refuse("state", "state", string(old.State), "act", string(c.Move), "from", joinStates(rule.From))
	case rule.Holder && old.Officer != c.By.ID:
		return cases.Refuse("not_holder", "officer", string(old.Officer), "act", string(c.Move))
	}
	return nil
}

// stale says who changed the case since the actor read it, when and how.
func (t *txn) stale(ctx context.Context, now *cases.Row) error {
	var by, action string
	var at int64
	err := t.tx.QueryRowContext(ctx, "SELECT actor, action, at FROM audit WHERE seq = $1", now.Seq).Scan(&by, &action, &at)
	if err != nil {
		return fmt.Errorf("audit entry %d: %w", now.Seq, err)
	}
	return cases.Refuse("changed_meanwhile", "case", now.AppealNo, "by", by, "act", action,
		"at", instant(at).In(cases.Shanghai()).Format(time.RFC3339))
}

func (t *txn) writePapers(ctx context.Context, by *Session, c *cases.Change, row *cases.Row, wrapped []byte) error {
	if len(c.Papers) == 0 {
		return nil
	}
	keys, err := t.s.vault()
	if err != nil {
		return err
	}
	key, err := keys.OpenKey(wrapped, row.AppealNo)
	if err != nil {
		return fmt.Errorf("key of case %s: %w", row.AppealNo, err)
	}
	for i := range c.Papers {
		if p := &c.Papers[i]; !t.vouched[p.Digest] {
			if err := checkSigned(by, p); err != nil {
				return err
			}
		}
		if err := t.addPaper(ctx, key, row, &c.Papers[i]); err != nil {
			return err
		}
	}
	return nil
}

// writeCard replaces what search looks in; nil leaves it as it is.
func (t *txn) writeCard(ctx context.Context, row *cases.Row, wrapped []byte, card *cases.Card) error {
	if card == nil {
		return nil
	}
	keys, err := t.s.vault()
	if err != nil {
		return err
	}
	key, err := keys.OpenKey(wrapped, row.AppealNo)
	if err != nil {
		return fmt.Errorf("key of case %s: %w", row.AppealNo, err)
	}
	sealed, err := sealCard(key, row.AppealNo, card)
	if err != nil {
		return err
	}
	if _, err := t.tx.ExecContext(ctx, cardsTable().upsert(), int64(row.ID), sealed); err != nil {
		return fmt.Errorf("card of case %s: %w", row.AppealNo, err)
	}
	return nil
}

// writeMarks replaces the evidence index of a case; nil leaves it as it is.
func (t *txn) writeMarks(ctx context.Context, id cases.ID, marks []cases.EvidenceMark) error {
	if marks == nil {
		return nil
	}
	if _, err := t.tx.ExecContext(ctx, "DELETE FROM evidence_index WHERE case_id = $1", int64(id)); err != nil {
		return fmt.Errorf("evidence index of case %d: %w", id, err)
	}
	for i := range marks {
		if _, err := t.tx.ExecContext(ctx, marksTable().insert(1), markValues(id, &marks[i])...); err != nil {
			return fmt.Errorf("evidence index of case %d: %w", id, err)
		}
	}
	return nil
}

func markValues(id cases.ID, m *cases.EvidenceMark) []any {
	return []any{int64(id), m.Ref, string(m.Source), m.Provider, m.Batch, strings.Join(m.Rules, ","), m.Verdict}
}

// changing lists the columns an act may change. The others never change after a
// case was received, but for the blind indexes, which an amendment may
// change by its own statement.
func changing(cols []string) []string {
	return slices.DeleteFunc(slices.Clone(cols), func(c string) bool {
		return c == "id" || c == "appeal_no" || c == "wrapped_key" || c == "doc_blind" || c == "phone_blind"
	})
}

// updateRow writes the hot columns over the version that was read.
func (t *txn) updateRow(ctx context.Context, row *cases.Row, h *held, read int64) error {
	tab := casesTable()
	values := rowValues(row, h)
	args := []any{int64(row.ID), read}
	place := make(map[string]string)
	for i, c := range tab.cols {
		if slices.Contains(changing(tab.cols), c) {
			args = append(args, values[i])
			place[c] = fmt.Sprintf("$%d", len(args))
		}
	}
	set := assign(changing(tab.cols), func(c string) string { return place[c] })
	t.dirty = true
	res, err := t.tx.ExecContext(ctx, "UPDATE cases SET "+set+" WHERE id = $1 AND version = $2", args...)
	if err != nil {
		return fmt.Errorf("save case %s: %w", row.AppealNo, err)
	}
	n, err := res.RowsAffected()
	if err != nil || n == 1 {
		return err
	}
	now, _, err := readRow(ctx, t.tx, "id = $1", int64(row.ID))
	if err != nil {
		return rowError(err, row.AppealNo)
	}
	return t.stale(ctx, &now)
}

// claimCase claims the row of a case together with its card and evidence
// lines, which change only with it.
func (t *txn) claimCase(ctx context.Context, row []any) error {
	id, _ := row[0].(int64)
	with := t.ahead
	if with == nil || with.of != id {
		var err error
		if with, err = t.readBeside(ctx, id); err != nil {
			return err
		}
	}
	t.claim(casesTable().key(row), caseSum(row, with.card, with.marks))
	return nil
}

// beside is the digests of what is claimed together with a case's row.
type beside struct {
	of    int64
	card  [sha256.Size]byte
	marks []markSum
}

func (t *txn) readBeside(ctx context.Context, id int64) (*beside, error) {
	var sealed []byte
	err := t.tx.QueryRowContext(ctx, "SELECT sealed FROM cards WHERE case_id = $1", id).Scan(&sealed)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("card of case %v: %w", id, err)
	}
	b := &beside{of: id, card: cardsTable().sum([]any{id, blob(sealed)})}
	err = each(ctx, t.tx, func(rows *sql.Rows) error {
		m, err := scanRow(rows.Scan, len(marksTable().cols))
		if err == nil {
			b.marks = append(b.marks, sumMark(m))
		}
		return err
	}, marksTable().query("WHERE case_id = $1"), id)
	if err != nil {
		return nil, fmt.Errorf("evidence index of case %v: %w", id, err)
	}
	return b, nil
}

// markSum is the digest of one evidence line, with what orders the lines.
type markSum struct {
	ref string
	sum [sha256.Size]byte
}

func sumMark(row []any) markSum {
	ref, _ := row[1].(string)
	return markSum{ref, marksTable().sum(row)}
}

// caseSum is the digest of a case's row, card and evidence lines together. The
// lines are ordered here, since databases do not agree on the order of text.
func caseSum(row []any, card [sha256.Size]byte, marks []markSum) [sha256.Size]byte {
	slices.SortFunc(marks, func(a, b markSum) int { return strings.Compare(a.ref, b.ref) })
	sum := casesTable().sum(row)
	all := append(sum[:], card[:]...)
	for i := range marks {
		all = append(all, marks[i].sum[:]...)
	}
	return sha256.Sum256(all)
}

// readRow reads one case's row and what is held beside it.
func readRow(ctx context.Context, q querier, where string, args ...any) (cases.Row, held, error) {
	s := newRowScan(true)
	err := q.QueryRowContext(ctx, casesTable().query("WHERE "+where), args...).Scan(s.into...)
	row := s.done()
	return row, s.held, err
}

func rowError(err error, of string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return cases.Refuse("no_case", "case", of)
	}
	return fmt.Errorf("read case %s: %w", of, err)
}

func joinStates(states []cases.State) string {
	s := make([]string, len(states))
	for i, v := range states {
		s[i] = string(v)
	}
	return strings.Join(s, ",")
}
