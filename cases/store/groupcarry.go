package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"recourse/cases"
)

// UndoGroup takes back an order of which nothing was carried out. The cases of
// its members were not touched, so nothing has to be restored.
func (s *Store) UndoGroup(ctx context.Context, actionID string, no int, read int64, by cases.Actor, at time.Time, why string) error {
	se, err := s.session(by.ID)
	if err != nil {
		return err
	}
	if err := errors.Join(se.permit(ctx, cases.MayGroup), checkText("why", why)); err != nil {
		return err
	}
	return s.write(ctx, actionID, func(ctx context.Context, t *txn) error {
		g, err := t.lockGroup(ctx, no, read)
		if err != nil {
			return err
		}
		late := g.state == string(cases.GroupSigned) && !at.Before(instant(g.undoUntil))
		if late || g.state != string(cases.GroupOrdered) && g.state != string(cases.GroupSigned) {
			return cases.Refuse("group_undo_over", "until", instant(g.undoUntil).In(cases.Shanghai()).Format(time.RFC3339))
		}
		key, err := s.groupKey(g)
		if err != nil {
			return err
		}
		if g.why, err = key.Seal(nil, []byte(why), groupPlace(g.no, "group undo", 0)); err != nil {
			return err
		}
		g.state, g.endedBy, g.endedAt = string(cases.GroupUndone), string(by.ID), micros(at)
		if err := t.putGroup(ctx, g); err != nil {
			return err
		}
		return t.record(ctx, se, entry{ID: actionID, Action: "group_undo", By: by.ID, Roles: by.Roles, At: at,
			Detail: map[string]string{"order": strconv.Itoa(no), "digest": g.digest}})
	})
}

// CarryMember decides one member's case as its order says: the decision and
// the second signature that the order holds become papers of the case, in one
// transaction with the row of the change, or nothing happens. A member that
// was carried out before is left as it is.
func (s *Store) CarryMember(ctx context.Context, no int, c cases.Change) error {
	return s.member(ctx, no, &c, "")
}

// LeaveMember leaves a member's case open, with the reason.
func (s *Store) LeaveMember(ctx context.Context, no int, c cases.Change, why string) error {
	return s.member(ctx, no, &c, why)
}

// member settles one member: with a reason the case stays open.
func (s *Store) member(ctx context.Context, no int, c *cases.Change, why string) error {
	by, err := s.session(c.By.ID)
	if err != nil {
		return err
	}
	if err := errors.Join(by.permit(ctx, cases.MayLetters), checkChange(c)); err != nil {
		return err
	}
	return s.write(ctx, c.ActionID, func(ctx context.Context, t *txn) error {
		g, err := t.lockGroup(ctx, no, 0)
		if err != nil {
			return err
		}
		row, err := t.waiting(ctx, g, c)
		if err != nil {
			return err
		}
		if why != "" {
			row[2], row[3] = memberLeft, why
			return t.leave(ctx, by, g, row, c)
		}
		if err := t.takePapers(g, row, c); err != nil {
			return err
		}
		row[2] = memberCarried
		if err := t.put(ctx, membersTable(), row); err != nil {
			return err
		}
		if err := t.endGroup(ctx, g, c); err != nil {
			return err
		}
		return t.apply(ctx, c)
	})
}

// waiting reads the row of a member that is to be settled now.
func (t *txn) waiting(ctx context.Context, g *groupRow, c *cases.Change) ([]any, error) {
	if g.state != string(cases.GroupSigned) || c.At.Before(instant(g.undoUntil)) {
		return nil, cases.Refuse("group_not_due", "until", instant(g.undoUntil).In(cases.Shanghai()).Format(time.RFC3339))
	}
	rows, err := t.members(ctx, g.no)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if row[1] == int64(c.Row.ID) {
			return row, nil
		}
	}
	return nil, cases.Refuse("group_member_settled", "case", c.Row.AppealNo)
}

// takePapers puts the papers that the order holds in front of the change's.
// Their signatures were checked when the order took them in.
func (t *txn) takePapers(g *groupRow, row []any, c *cases.Change) error {
	key, err := t.s.groupKey(g)
	if err != nil {
		return err
	}
	id := row[1].(int64)
	decision, err := openKept(key, row[4].([]byte), cases.PaperDecision, groupPlace(g.no, "decision", id))
	if err != nil {
		return err
	}
	sign, err := openKept(key, row[5].([]byte), cases.PaperSignOff, groupPlace(g.no, "signoff", id))
	if err != nil {
		return err
	}
	c.Papers = append([]cases.Paper{decision, sign}, c.Papers...)
	t.vouched = map[string]bool{decision.Digest: true, sign.Digest: true}
	return nil
}

// leave records that a member's case stays open.
func (t *txn) leave(ctx context.Context, by *Session, g *groupRow, row []any, c *cases.Change) error {
	if err := t.put(ctx, membersTable(), row); err != nil {
		return err
	}
	if err := t.endGroup(ctx, g, c); err != nil {
		return err
	}
	return t.record(ctx, by, entry{ID: c.ActionID, Action: "group_leave", By: c.By.ID, Roles: c.By.Roles, At: c.At, Case: c.Row.ID,
		AppealNo: c.Row.AppealNo, Detail: map[string]string{"order": strconv.FormatInt(g.no, 10), "why": row[3].(string)}})
}

// endGroup closes an order with its last member.
func (t *txn) endGroup(ctx context.Context, g *groupRow, c *cases.Change) error {
	rows, err := t.members(ctx, g.no)
	if err != nil || len(rows) > 0 {
		return err
	}
	g.state, g.endedBy, g.endedAt = string(cases.GroupDone), string(c.By.ID), micros(c.At)
	return t.putGroup(ctx, g)
}

// EndGroup closes an order that has no member to be carried out.
func (s *Store) EndGroup(ctx context.Context, actionID string, no int, by cases.Actor, at time.Time) error {
	se, err := s.session(by.ID)
	if err != nil {
		return err
	}
	if err := se.permit(ctx, cases.MayLetters); err != nil {
		return err
	}
	return s.write(ctx, actionID, func(ctx context.Context, t *txn) error {
		g, err := t.lockGroup(ctx, no, 0)
		if err != nil {
			return err
		}
		if g.state != string(cases.GroupSigned) || at.Before(instant(g.undoUntil)) {
			return cases.Refuse("group_not_due", "until", instant(g.undoUntil).In(cases.Shanghai()).Format(time.RFC3339))
		}
		if err := t.endGroup(ctx, g, &cases.Change{By: by, At: at}); err != nil {
			return err
		}
		return t.record(ctx, se, entry{ID: actionID, Action: "group_done", By: by.ID, Roles: by.Roles, At: at,
			Detail: map[string]string{"order": strconv.Itoa(no), "digest": g.digest}})
	})
}

// Groups lists the group orders, latest first. The office must be unlocked.
func (s *Store) Groups(ctx context.Context) ([]cases.GroupRecord, error) {
	return s.groups(ctx, "ORDER BY no DESC")
}

// Group reads one group order.
func (s *Store) Group(ctx context.Context, no int) (*cases.GroupRecord, error) {
	list, err := s.groups(ctx, "WHERE no = $1", int64(no))
	if err == nil && len(list) == 0 {
		return nil, cases.Refuse("no_group", "no", strconv.Itoa(no))
	}
	if err != nil {
		return nil, err
	}
	return &list[0], nil
}

// DueGroups lists the numbers of the orders that were signed and whose undo
// window is over. Nothing is opened, so it is cheap to ask often.
func (s *Store) DueGroups(ctx context.Context, now time.Time) ([]int, error) {
	var list []int
	err := each(ctx, s.e.Read, func(rows *sql.Rows) error {
		var no int
		err := rows.Scan(&no)
		list = append(list, no)
		return err
	}, "SELECT no FROM group_orders WHERE state = '"+string(cases.GroupSigned)+"' AND undo_until <= $1 ORDER BY no", micros(now))
	if err != nil {
		return nil, s.e.Explain(fmt.Errorf("find group orders that are due: %w", err))
	}
	return list, nil
}

func (s *Store) groups(ctx context.Context, where string, args ...any) ([]cases.GroupRecord, error) {
	var rows []groupRow
	err := each(ctx, s.e.Read, func(r *sql.Rows) error {
		var g groupRow
		err := g.scan(r.Scan)
		rows = append(rows, g)
		return err
	}, groupsTable().query(where), args...)
	if err != nil {
		return nil, s.e.Explain(fmt.Errorf("read group orders: %w", err))
	}
	list := make([]cases.GroupRecord, len(rows))
	for i := range rows {
		if err := s.openGroup(&rows[i], &list[i]); err != nil {
			return nil, err
		}
		if err := s.countMembers(ctx, &list[i]); err != nil {
			return nil, s.e.Explain(err)
		}
	}
	return list, nil
}

func (s *Store) openGroup(g *groupRow, r *cases.GroupRecord) error {
	key, err := s.groupKey(g)
	if err != nil {
		return err
	}
	open := func(kind string, sealed []byte, into any) error {
		if len(sealed) == 0 {
			return nil
		}
		text, err := key.Open(nil, sealed, groupPlace(g.no, kind, 0))
		if err == nil {
			err = json.Unmarshal(text, into)
		}
		if err != nil {
			return damaged(groupOwner(g.no), kind, err)
		}
		return nil
	}
	var sign signedSign
	if err := errors.Join(open("group order", g.sealed, &r.GroupOrder), open("group sign", g.sign, &sign)); err != nil {
		return err
	}
	if len(g.why) > 0 {
		text, err := key.Open(nil, g.why, groupPlace(g.no, "group undo", 0))
		if err != nil {
			return damaged(groupOwner(g.no), "group undo", err)
		}
		r.Why = string(text)
	}
	if sign.Sign.Order != 0 {
		r.Sign = &sign.Sign
	}
	r.Digest, r.Signature, r.Version, r.State = g.digest, g.signature, g.version, cases.GroupState(g.state)
	r.UndoUntil, r.EndedBy, r.EndedAt = instant(g.undoUntil), cases.UserID(g.endedBy), instant(g.endedAt)
	return nil
}

// countMembers adds what became of the members so far.
func (s *Store) countMembers(ctx context.Context, r *cases.GroupRecord) error {
	r.Skipped = map[cases.ID]string{}
	err := each(ctx, s.e.Read, func(rows *sql.Rows) error {
		var id int64
		var state, why string
		if err := rows.Scan(&id, &state, &why); err != nil {
			return err
		}
		if state == memberCarried {
			r.Carried++
			r.Done = append(r.Done, cases.ID(id))
		} else {
			r.Skipped[cases.ID(id)] = why
		}
		return nil
	}, "SELECT case_id, state, why FROM group_members WHERE order_no = $1 AND state <> '"+memberWaiting+"' ORDER BY case_id", int64(r.No))
	if err != nil {
		return fmt.Errorf("members of group order %d: %w", r.No, err)
	}
	return nil
}

// GroupPapers are the decision and the second signature that an order holds
// for one of its members; before the second signature that paper is empty.
func (s *Store) GroupPapers(ctx context.Context, no int, id cases.ID) (decision, sign cases.Paper, err error) {
	g := &groupRow{}
	if err = g.scan(s.e.Read.QueryRowContext(ctx, groupsTable().query("WHERE no = $1"), int64(no)).Scan); err != nil {
		return decision, sign, s.e.Explain(fmt.Errorf("read group order %d: %w", no, err))
	}
	var first, second []byte
	err = s.e.Read.QueryRowContext(ctx, "SELECT decision, signoff FROM group_members WHERE order_no = $1 AND case_id = $2", int64(no), int64(id)).Scan(&first, &second)
	if err != nil {
		return decision, sign, s.e.Explain(fmt.Errorf("decision of case %d in group order %d: %w", id, no, err))
	}
	key, err := s.groupKey(g)
	if err != nil {
		return decision, sign, err
	}
	decision, err = openKept(key, first, cases.PaperDecision, groupPlace(g.no, "decision", int64(id)))
	if err == nil && len(second) > 0 {
		sign, err = openKept(key, second, cases.PaperSignOff, groupPlace(g.no, "signoff", int64(id)))
	}
	return decision, sign, err
}
