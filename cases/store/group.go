package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"recourse/cases"
	"recourse/cases/vault"
)

// The states of a member of a group order.
const (
	memberWaiting = "waiting"
	memberCarried = "carried"
	memberLeft    = "left"
)

func groupsTable() table {
	return table{name: "group_orders", keys: 1, cols: []string{
		"no", "version", "seq", "state", "by_kind", "value", "ordered_by", "ordered_at", "signed_by", "signed_at", "undo_until",
		"ended_by", "ended_at", "digest", "signature", "wrapped_key", "sealed", "sign", "why",
	}}
}

func membersTable() table {
	return table{name: "group_members", keys: 2, cols: []string{"order_no", "case_id", "state", "why", "decision", "signoff"}}
}

// groupRow is a row of group_orders: the clear columns and the sealed ones.
type groupRow struct {
	no, version, seq            int64
	state, by, value, orderedBy string
	orderedAt                   int64
	signedBy                    string
	signedAt, undoUntil         int64
	endedBy                     string
	endedAt                     int64
	digest                      string
	signature, wrapped          []byte
	sealed, sign, why           []byte
}

func (g *groupRow) values() []any {
	return []any{
		g.no, g.version, g.seq, g.state, g.by, g.value, g.orderedBy, g.orderedAt, g.signedBy, g.signedAt, g.undoUntil,
		g.endedBy, g.endedAt, g.digest, g.signature, g.wrapped, g.sealed, present(g.sign), present(g.why),
	}
}

// present is an empty value where a driver hands nothing over: both columns
// are empty until something is signed or taken back.
func present(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

func (g *groupRow) scan(scan func(...any) error) error {
	return scan(&g.no, &g.version, &g.seq, &g.state, &g.by, &g.value, &g.orderedBy, &g.orderedAt, &g.signedBy, &g.signedAt, &g.undoUntil,
		&g.endedBy, &g.endedAt, &g.digest, &g.signature, &g.wrapped, &g.sealed, &g.sign, &g.why)
}

func groupOwner(no int64) string { return "group order " + strconv.FormatInt(no, 10) }

func groupPlace(no int64, kind string, of int64) vault.Place {
	return vault.Place{Owner: groupOwner(no), Kind: kind, No: of}
}

// groupKey opens the key under which an order is sealed.
func (s *Store) groupKey(g *groupRow) (*vault.Key, error) {
	keys, err := s.vault()
	if err != nil {
		return nil, err
	}
	key, err := keys.OpenKey(g.wrapped, groupOwner(g.no))
	if err != nil {
		return nil, damaged(groupOwner(g.no), "key", err)
	}
	return key, nil
}

// signedSign is the second signature as it is sealed.
type signedSign struct {
	Sign      cases.GroupSign `json:"sign"`
	Signature []byte          `json:"signature"`
}

// keptPaper is a member's decision or sign-off as it is sealed.
type keptPaper struct {
	No        int       `json:"no"`
	Author    string    `json:"author"`
	At        time.Time `json:"at"`
	Signature []byte    `json:"signature"`
	Body      []byte    `json:"body"`
}

func sealKept(key *vault.Key, p *cases.Paper, place vault.Place) ([]byte, error) {
	text, err := json.Marshal(keptPaper{p.No, string(p.Author), p.At, p.Signature, p.Body})
	if err != nil {
		return nil, err
	}
	return key.Seal(nil, text, place)
}

func openKept(key *vault.Key, sealed []byte, kind cases.PaperKind, place vault.Place) (cases.Paper, error) {
	text, err := key.Open(nil, sealed, place)
	if err != nil {
		return cases.Paper{}, damaged(place.Owner, fmt.Sprintf("%s of case %d", kind, place.No), err)
	}
	var k keptPaper
	if err := json.Unmarshal(text, &k); err != nil {
		return cases.Paper{}, damaged(place.Owner, fmt.Sprintf("%s of case %d", kind, place.No), err)
	}
	return cases.Paper{
		Kind: kind, No: k.No, Author: cases.UserID(k.Author), At: k.At, Digest: cases.Digest(k.Body), Signature: k.Signature, Body: k.Body,
	}, nil
}

// NextGroup is the number the next group order will have.
func (s *Store) NextGroup(ctx context.Context) (int, error) {
	var no int64
	if err := s.e.Read.QueryRowContext(ctx, "SELECT coalesce(max(no), 0) + 1 FROM group_orders").Scan(&no); err != nil {
		return 0, s.e.Explain(fmt.Errorf("number the group order: %w", err))
	}
	return int(no), nil
}

// AddGroup keeps a group order with the decision of each member, all signed by
// its author. Nothing changes in any case. An order whose number was taken
// meanwhile is refused (group_number).
func (s *Store) AddGroup(ctx context.Context, actionID string, o *cases.GroupOrder, signature []byte, papers []cases.GroupPaper) error {
	by, err := s.session(o.OrderedBy.ID)
	if err != nil {
		return err
	}
	if err := by.permit(ctx, cases.MayGroup); err != nil {
		return err
	}
	g, members, err := s.sealGroup(by, o, signature, papers)
	if err != nil {
		return err
	}
	return s.write(ctx, actionID, func(ctx context.Context, t *txn) error {
		var next int64
		if err := t.tx.QueryRowContext(ctx, "SELECT coalesce(max(no), 0) + 1 FROM group_orders").Scan(&next); err != nil {
			return fmt.Errorf("number the group order: %w", err)
		}
		if next != g.no {
			return cases.Refuse("group_number", "no", strconv.FormatInt(g.no, 10))
		}
		g.seq = t.next()
		if err := t.add(ctx, groupsTable(), g.values()); err != nil {
			return err
		}
		for _, m := range members {
			if err := t.add(ctx, membersTable(), m); err != nil {
				return err
			}
		}
		return t.record(ctx, by, entry{ID: actionID, Action: "group_order", By: by.user.ID, Roles: by.user.Roles, At: o.OrderedAt, Detail: map[string]string{
			"order": strconv.Itoa(o.No), "by": string(o.By), "value": o.Value, "colour": string(o.NewColour),
			"members": strconv.Itoa(len(o.Members)), "left": strconv.Itoa(len(o.Left)), "unappealed": strconv.Itoa(o.Unappealed), "digest": g.digest,
		}})
	})
}

// sealGroup checks the signatures of an order and makes its rows.
func (s *Store) sealGroup(by *Session, o *cases.GroupOrder, signature []byte, papers []cases.GroupPaper) (*groupRow, [][]any, error) {
	body, err := o.Content()
	if err != nil {
		return nil, nil, err
	}
	if vault.Verify(by.signer.Public(), purposeContext("group_order"), body, signature) != nil {
		return nil, nil, cases.Refuse("bad_signature", "user", string(by.user.ID))
	}
	if err := errors.Join(checkJSON("group_order", body, maxPaper), checkTexts("value", o.Value)); err != nil {
		return nil, nil, err
	}
	keys, err := s.vault()
	if err != nil {
		return nil, nil, err
	}
	no := int64(o.No)
	key, wrapped, err := keys.NewKey(groupOwner(no))
	if err != nil {
		return nil, nil, err
	}
	sealed, err := key.Seal(nil, body, groupPlace(no, "group order", 0))
	if err != nil {
		return nil, nil, err
	}
	members := make([][]any, len(papers))
	for i := range papers {
		if members[i], err = sealMember(by, key, o, &papers[i]); err != nil {
			return nil, nil, err
		}
	}
	if len(papers) != len(o.Members) {
		return nil, nil, fmt.Errorf("group order %d: %d decisions for %d members", o.No, len(papers), len(o.Members))
	}
	return &groupRow{
		no: no, version: 1, state: string(cases.GroupOrdered), by: string(o.By), value: o.Value, orderedBy: string(by.user.ID),
		orderedAt: micros(o.OrderedAt), digest: cases.Digest(body), signature: signature, wrapped: wrapped,
		sealed: sealed, sign: []byte{}, why: []byte{},
	}, members, nil
}

func sealMember(by *Session, key *vault.Key, o *cases.GroupOrder, p *cases.GroupPaper) ([]any, error) {
	i := slices.IndexFunc(o.Members, func(m cases.GroupMember) bool { return m.Case == p.Case && m.Digest == p.Paper.Digest })
	if i < 0 || p.Paper.Kind != cases.PaperDecision {
		return nil, fmt.Errorf("group order %d: the decision of case %d is not among its members", o.No, p.Case)
	}
	if err := errors.Join(checkPaper(&p.Paper), checkSigned(by, &p.Paper)); err != nil {
		return nil, err
	}
	sealed, err := sealKept(key, &p.Paper, groupPlace(int64(o.No), "decision", int64(p.Case)))
	return []any{int64(o.No), int64(p.Case), memberWaiting, "", sealed, []byte{}}, err
}

// lockGroup reads an order inside a transaction and compares its version.
func (t *txn) lockGroup(ctx context.Context, no int, read int64) (*groupRow, error) {
	g := &groupRow{}
	err := g.scan(t.tx.QueryRowContext(ctx, groupsTable().query("WHERE no = $1"), int64(no)).Scan)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, cases.Refuse("no_group", "no", strconv.Itoa(no))
	case err != nil:
		return nil, fmt.Errorf("read group order %d: %w", no, err)
	case read != 0 && g.version != read:
		return nil, cases.Refuse("group_changed", "no", strconv.Itoa(no))
	}
	return g, nil
}

func (t *txn) putGroup(ctx context.Context, g *groupRow) error {
	g.version, g.seq = g.version+1, t.next()
	return t.put(ctx, groupsTable(), g.values())
}

// SignGroup adds the second signature to an order and to each decision.
// Members for whom the signatory is barred are left open, with the reason.
func (s *Store) SignGroup(ctx context.Context, actionID string, read int64, sign cases.GroupSign, signature []byte, undoUntil time.Time, papers []cases.GroupPaper, left map[cases.ID]string) error {
	by, err := s.session(sign.Signer.ID)
	if err != nil {
		return err
	}
	if err := by.permit(ctx, cases.MayGroup); err != nil {
		return err
	}
	body, err := sign.Content()
	if err != nil {
		return err
	}
	if vault.Verify(by.signer.Public(), purposeContext("group_sign"), body, signature) != nil {
		return cases.Refuse("bad_signature", "user", string(by.user.ID))
	}
	return s.write(ctx, actionID, func(ctx context.Context, t *txn) error {
		g, err := t.lockGroup(ctx, sign.Order, read)
		if err != nil {
			return err
		}
		switch {
		case g.orderedBy == string(by.user.ID):
			return cases.Refuse("four_eyes", "drafter", g.orderedBy)
		case g.state != string(cases.GroupOrdered):
			return cases.Refuse("group_state", "state", g.state)
		case g.digest != sign.Digest:
			return cases.Refuse("stale_digest", "author", g.orderedBy)
		}
		key, err := s.groupKey(g)
		if err != nil {
			return err
		}
		text, err := json.Marshal(signedSign{sign, signature})
		if err != nil {
			return err
		}
		if g.sign, err = key.Seal(nil, text, groupPlace(g.no, "group sign", 0)); err != nil {
			return err
		}
		g.state, g.signedBy, g.signedAt, g.undoUntil = string(cases.GroupSigned), string(by.user.ID), micros(sign.SignedAt), micros(undoUntil)
		if err := t.putGroup(ctx, g); err != nil {
			return err
		}
		if err := t.signMembers(ctx, by, key, g, papers, left); err != nil {
			return err
		}
		return t.record(ctx, by, entry{ID: actionID, Action: "group_sign", By: by.user.ID, Roles: by.user.Roles, At: sign.SignedAt, Detail: map[string]string{
			"order": strconv.Itoa(sign.Order), "digest": g.digest, "members": strconv.Itoa(len(papers)), "left": strconv.Itoa(len(left)),
			"undo_until": undoUntil.In(cases.Shanghai()).Format(time.RFC3339),
		}})
	})
}

// signMembers keeps the second signature of every member; each must have one
// or be left open.
func (t *txn) signMembers(ctx context.Context, by *Session, key *vault.Key, g *groupRow, papers []cases.GroupPaper, left map[cases.ID]string) error {
	signs := make(map[cases.ID]*cases.Paper, len(papers))
	for i := range papers {
		signs[papers[i].Case] = &papers[i].Paper
	}
	rows, err := t.members(ctx, g.no)
	if err != nil {
		return err
	}
	for _, row := range rows {
		id := cases.ID(row[1].(int64))
		p, why := signs[id], left[id]
		switch {
		case why != "":
			row[2], row[3], row[5] = memberLeft, why, []byte{}
		case p == nil || p.Kind != cases.PaperSignOff:
			return fmt.Errorf("group order %d: case %d has no second signature", g.no, id)
		default:
			if err := errors.Join(checkPaper(p), checkSigned(by, p)); err != nil {
				return err
			}
			if row[5], err = sealKept(key, p, groupPlace(g.no, "signoff", int64(id))); err != nil {
				return err
			}
		}
		if err := t.put(ctx, membersTable(), row); err != nil {
			return err
		}
	}
	return nil
}

func (t *txn) members(ctx context.Context, no int64) ([][]any, error) {
	var list [][]any
	err := each(ctx, t.tx, func(rows *sql.Rows) error {
		row, err := scanRow(rows.Scan, len(membersTable().cols))
		list = append(list, row)
		return err
	}, membersTable().query("WHERE order_no = $1 AND state = '"+memberWaiting+"' ORDER BY case_id"), no)
	if err != nil {
		return nil, fmt.Errorf("members of group order %d: %w", no, err)
	}
	return list, nil
}
