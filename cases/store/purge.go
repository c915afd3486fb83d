package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"recourse/cases"
	"recourse/cases/audit"
	"recourse/cases/retention"
	"recourse/cases/store/sheet"
	"recourse/cases/vault"
)

// The states of a purge.
const (
	PurgeOrdered   = "ordered"
	PurgeWitnessed = "witnessed"
	PurgeDone      = "done"
	PurgeCancelled = "cancelled"
)

// Purge is an order to destroy working copies: what a retention rule lets go at
// one instant. A second person agrees to exactly that list before anything is
// touched.
type Purge struct {
	No         int            `json:"no"`
	State      string         `json:"-"`
	AsOf       time.Time      `json:"as_of"`
	Rule       retention.Rule `json:"rule"`
	Cases      int            `json:"cases"`
	Deliveries int            `json:"deliveries"` // whose people who never appealed go
	Digest     string         `json:"digest"`     // of the list: an RFC 6962 tree head
	OrderedBy  cases.UserID   `json:"ordered_by"`
	OrderedAt  time.Time      `json:"ordered_at"`

	Witness     cases.UserID `json:"-"`
	WitnessedAt time.Time    `json:"-"`
	EndedAt     time.Time    `json:"-"`
	Certificate string       `json:"-"` // a signed note, "" before the end
	version     int64
	signature   []byte
	second      []byte
}

// DueCase is a case whose working copies are to go, or what keeps them.
type DueCase struct {
	Row   cases.Row
	Why   retention.Why
	Until time.Time // zero where no day is known
}

// DueRegister is the same of the people of a delivery who have not appealed.
type DueRegister struct {
	Delivery, People int64
	Why              retention.Why
	Until            time.Time
}

// Due is what a retention rule says about the whole office at one instant.
type Due struct {
	AsOf     time.Time
	Rule     retention.Rule
	Cases    []DueCase             // to go now, in order of their numbers
	Kept     map[retention.Why]int // cases that stay, by what keeps them
	Register []DueRegister         // every delivery that still has people
	Digest   string
}

// Registers are the deliveries whose people are to go now.
func (d *Due) Registers() []DueRegister {
	return slices.DeleteFunc(slices.Clone(d.Register), func(r DueRegister) bool { return r.Why != retention.Due })
}

// RetentionRule is how long the office keeps working copies.
func (s *Store) RetentionRule(ctx context.Context) (retention.Rule, error) {
	text, err := s.Setting(ctx, retention.Setting)
	if err != nil {
		return retention.Rule{}, err
	}
	return retention.Parse(text)
}

// SetRetention sets how long the office keeps working copies.
func (se *Session) SetRetention(ctx context.Context, r retention.Rule) (retention.Rule, error) {
	if err := errors.Join(se.permit(ctx, cases.MayPurge), r.Check()); err != nil {
		return r, err
	}
	end := ""
	if !r.End.IsZero() {
		end = r.End.In(cases.Shanghai()).Format(time.DateOnly)
	}
	return r, se.act(ctx, "set_retention", map[string]string{"days": strconv.Itoa(r.Days), "end": end}, func(ctx context.Context, t *txn) error {
		return t.put(ctx, officeTable(), []any{retention.Setting, r.String()})
	})
}

// PurgeDue applies the office's rule to every case and delivery. It opens
// nothing.
func (s *Store) PurgeDue(ctx context.Context, now time.Time) (*Due, error) {
	rule, err := s.RetentionRule(ctx)
	if err != nil {
		return nil, err
	}
	return s.dueBy(ctx, rule, now)
}

func (s *Store) dueBy(ctx context.Context, rule retention.Rule, now time.Time) (*Due, error) {
	d := &Due{AsOf: now, Rule: rule, Kept: map[retention.Why]int{}}
	states := map[cases.ID]*cases.Row{}
	var rows []cases.Row
	err := s.rowsAfter(ctx, 0, nil, func(list []hotRow) error {
		for i := range list {
			rows = append(rows, list[i].row)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i := range rows {
		states[rows[i].ID] = &rows[i]
	}
	for i := range rows {
		why, until := rule.Case(&rows[i], states[rows[i].MergedInto], now)
		if why == retention.Due {
			d.Cases = append(d.Cases, DueCase{rows[i], why, until})
			continue
		}
		d.Kept[why]++
	}
	slices.SortFunc(d.Cases, func(a, b DueCase) int { return int(a.Row.ID - b.Row.ID) })
	if d.Register, err = s.dueRegisters(ctx, rule, now); err != nil {
		return nil, err
	}
	d.Digest = d.digest()
	return d, nil
}

// digest names the list: every case with the version it has, every delivery.
func (d *Due) digest() string {
	var t audit.Tree
	for i := range d.Cases {
		t.Add(fmt.Appendf(nil, "case %d %d", d.Cases[i].Row.ID, d.Cases[i].Row.Version))
	}
	for _, r := range d.Registers() {
		t.Add(fmt.Appendf(nil, "delivery %d %d", r.Delivery, r.People))
	}
	root := t.Root()
	return hex.EncodeToString(root[:])
}

// dueRegisters looks at the deliveries that still have people. While a group
// order is on its way, nobody whom it may reach goes.
func (s *Store) dueRegisters(ctx context.Context, rule retention.Rule, now time.Time) ([]DueRegister, error) {
	var list []DueRegister
	var under int
	err := s.e.Read.QueryRowContext(ctx, "SELECT count(*) FROM group_orders WHERE state IN ('ordered', 'signed')").Scan(&under)
	if err != nil {
		return nil, s.e.Explain(fmt.Errorf("group orders under way: %w", err))
	}
	err = each(ctx, s.e.Read, func(rows *sql.Rows) error {
		var r DueRegister
		var at, issued, ends int64
		if err := rows.Scan(&r.Delivery, &at, &r.People, &issued, &ends); err != nil {
			return err
		}
		last := max(at, issued, ends)
		r.Why, r.Until = rule.Register(instant(last), now)
		if r.Why == retention.Due && under > 0 {
			r.Why, r.Until = retention.Open, time.Time{}
		}
		list = append(list, r)
		return nil
	}, `SELECT d.id, d.at, count(*), max(r.issued_at), max(r.ends_at) FROM deliveries d
		JOIN register_entries r ON r.delivery_id = d.id GROUP BY d.id, d.at ORDER BY d.id`)
	if err != nil {
		return nil, s.e.Explain(fmt.Errorf("people on the register: %w", err))
	}
	return list, nil
}

func purgesTable() table {
	return table{name: "purges", keys: 1, cols: []string{
		"no", "version", "seq", "state", "as_of", "rule", "cases", "deliveries", "digest", "ordered_by", "ordered_at", "signature",
		"witness", "witnessed_at", "witness_signature", "ended_at", "certificate",
	}}
}

func (p *Purge) values(seq int64) []any {
	return []any{
		int64(p.No), p.version, seq, p.State, micros(p.AsOf), p.Rule.String(), int64(p.Cases), int64(p.Deliveries), p.Digest,
		string(p.OrderedBy), micros(p.OrderedAt), p.signature, string(p.Witness), micros(p.WitnessedAt), present(p.second),
		micros(p.EndedAt), p.Certificate,
	}
}

func scanPurge(scan func(...any) error) (Purge, error) {
	var p Purge
	var seq, asOf, ordered, witnessed, ended int64
	var rule string
	err := scan(&p.No, &p.version, &seq, &p.State, &asOf, &rule, &p.Cases, &p.Deliveries, &p.Digest, &p.OrderedBy, &ordered, &p.signature,
		&p.Witness, &witnessed, &p.second, &ended, &p.Certificate)
	if err != nil {
		return p, err
	}
	p.AsOf, p.OrderedAt, p.WitnessedAt, p.EndedAt = instant(asOf), instant(ordered), instant(witnessed), instant(ended)
	p.Rule, err = retention.Parse(rule)
	return p, err
}

// Purges lists the purges, latest first.
func (s *Store) Purges(ctx context.Context) ([]Purge, error) {
	var list []Purge
	err := each(ctx, s.e.Read, func(rows *sql.Rows) error {
		p, err := scanPurge(rows.Scan)
		list = append(list, p)
		return err
	}, purgesTable().query("ORDER BY no DESC"))
	if err != nil {
		return nil, s.e.Explain(fmt.Errorf("list purges: %w", err))
	}
	return list, nil
}

// content is what the two people sign.
func (p *Purge) content() ([]byte, error) { return cases.Canonical(p) }

// OrderPurge orders what is due now to be destroyed. Nothing is touched until
// somebody else agrees. It is refused when nothing is due (purge_nothing) or
// another purge waits (purge_waits).
func (se *Session) OrderPurge(ctx context.Context) (Purge, error) {
	if err := se.permit(ctx, cases.MayPurge); err != nil {
		return Purge{}, err
	}
	now := se.st.clock().UTC().Truncate(time.Second)
	d, err := se.st.PurgeDue(ctx, now)
	if err != nil {
		return Purge{}, err
	}
	if len(d.Cases)+len(d.Registers()) == 0 {
		return Purge{}, cases.Refuse("purge_nothing")
	}
	p := Purge{State: PurgeOrdered, AsOf: now, Rule: d.Rule, Cases: len(d.Cases), Deliveries: len(d.Registers()), Digest: d.Digest,
		OrderedBy: se.user.ID, OrderedAt: now, version: 1}
	err = se.purgeAct(ctx, "purge_order", &p, func(ctx context.Context, t *txn) error {
		var waits int
		err := t.tx.QueryRowContext(ctx, "SELECT coalesce(max(no), 0) + 1, (SELECT count(*) FROM purges WHERE state IN ('ordered', 'witnessed')) FROM purges").Scan(&p.No, &waits)
		if err != nil {
			return fmt.Errorf("number the purge: %w", err)
		}
		if waits > 0 {
			return cases.Refuse("purge_waits")
		}
		if p.signature, err = se.signPurge("purge_order", &p); err != nil {
			return err
		}
		return t.add(ctx, purgesTable(), p.values(t.next()))
	})
	return p, err
}

func (se *Session) signPurge(purpose string, p *Purge) ([]byte, error) {
	body, err := p.content()
	if err != nil {
		return nil, err
	}
	return se.Sign(purpose, body)
}

// purgeAct writes a turn of a purge with its entry.
func (se *Session) purgeAct(ctx context.Context, action string, p *Purge, do func(context.Context, *txn) error) error {
	id, err := se.st.newID()
	if err != nil {
		return err
	}
	return se.st.write(ctx, id, func(ctx context.Context, t *txn) error {
		if err := do(ctx, t); err != nil {
			return err
		}
		return t.record(ctx, se, entry{ID: id, Action: action, By: se.user.ID, Roles: se.user.Roles, At: se.st.clock(), Detail: map[string]string{
			"purge": strconv.Itoa(p.No), "digest": p.Digest, "cases": strconv.Itoa(p.Cases), "deliveries": strconv.Itoa(p.Deliveries),
		}})
	})
}

// turn reads a purge inside a transaction, lets edit change it, and writes it.
func (t *txn) turnPurge(ctx context.Context, no int, edit func(p *Purge) error) (Purge, error) {
	p, err := scanPurge(t.tx.QueryRowContext(ctx, purgesTable().query("WHERE no = $1"), int64(no)).Scan)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return p, cases.Refuse("no_purge", "no", strconv.Itoa(no))
	case err != nil:
		return p, fmt.Errorf("read purge %d: %w", no, err)
	}
	if err := edit(&p); err != nil {
		return p, err
	}
	p.version++
	return p, t.put(ctx, purgesTable(), p.values(t.next()))
}

// WitnessPurge is the second signature on a purge. It must be somebody else,
// and the list must still be what was ordered: otherwise it is refused
// (purge_changed) and has to be ordered anew.
func (se *Session) WitnessPurge(ctx context.Context, no int, digest string) (Purge, error) {
	if err := se.permit(ctx, cases.MayWitness); err != nil {
		return Purge{}, err
	}
	var p Purge
	var err error
	p.No = no
	err = se.purgeAct(ctx, "purge_witness", &p, func(ctx context.Context, t *txn) error {
		p, err = t.turnPurge(ctx, no, func(p *Purge) error {
			switch {
			case p.State != PurgeOrdered:
				return cases.Refuse("purge_state", "no", strconv.Itoa(no), "progress", p.State)
			case p.OrderedBy == se.user.ID:
				return cases.Refuse("four_eyes_purge", "author", string(p.OrderedBy))
			case digest != "" && digest != p.Digest:
				return cases.Refuse("purge_changed", "no", strconv.Itoa(no))
			}
			d, err := se.st.dueBy(ctx, p.Rule, p.AsOf)
			if err != nil {
				return err
			}
			if d.Digest != p.Digest {
				return cases.Refuse("purge_changed", "no", strconv.Itoa(no))
			}
			if p.second, err = se.signPurge("purge_witness", p); err != nil {
				return err
			}
			p.State, p.Witness, p.WitnessedAt = PurgeWitnessed, se.user.ID, se.st.clock().UTC().Truncate(time.Second)
			return nil
		})
		return err
	})
	return p, err
}

// CancelPurge takes an order back that has not been carried out to its end.
// What was destroyed stays destroyed.
func (se *Session) CancelPurge(ctx context.Context, no int) error {
	if err := se.permit(ctx, cases.MayWitness, cases.MayPurge); err != nil {
		return err
	}
	p := Purge{No: no}
	return se.purgeAct(ctx, "purge_cancel", &p, func(ctx context.Context, t *txn) (err error) {
		p, err = t.turnPurge(ctx, no, func(p *Purge) error {
			if p.State != PurgeOrdered && p.State != PurgeWitnessed {
				return cases.Refuse("purge_state", "no", strconv.Itoa(no), "progress", p.State)
			}
			p.State, p.EndedAt = PurgeCancelled, se.st.clock()
			return nil
		})
		return err
	})
}

// Purging is what a purge has destroyed so far.
type Purging struct {
	Cases, Snapshots, Papers int // working papers
	Kept                     int // papers kept, sealed anew
	People                   int64
	Left                     int   // cases that changed since and stay
	Blocked                  error // why the database file could not be rewritten, nil when it was
}

// CarryPurge carries out a purge that two people agreed to: a few cases in each
// transaction, then the people on the register, then the bytes in the database
// file. A purge that was interrupted goes on where it stopped. FinishPurge ends
// it.
func (se *Session) CarryPurge(ctx context.Context, no int, progress func(done, total int)) (Purging, error) {
	var out Purging
	p, err := se.witnessed(ctx, no)
	if err != nil {
		return out, err
	}
	d, err := se.st.dueBy(ctx, p.Rule, p.AsOf)
	if err != nil {
		return out, err
	}
	const batch = 40
	for i := 0; i < len(d.Cases); i += batch {
		if err := se.purgeCases(ctx, p, d.Cases[i:min(i+batch, len(d.Cases))], &out); err != nil {
			return out, err
		}
		if progress != nil {
			progress(min(i+batch, len(d.Cases)), len(d.Cases))
		}
	}
	for _, r := range d.Registers() {
		if err := se.purgeRegister(ctx, p, r); err != nil {
			return out, err
		}
		out.People += r.People
	}
	out.Blocked = se.st.e.Scrub(ctx)
	return out, nil
}

// witnessed reads a purge that may be carried out by the person.
func (se *Session) witnessed(ctx context.Context, no int) (*Purge, error) {
	if err := se.permit(ctx, cases.MayPurge); err != nil {
		return nil, err
	}
	list, err := se.st.Purges(ctx)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(list, func(p Purge) bool { return p.No == no })
	switch {
	case i < 0:
		return nil, cases.Refuse("no_purge", "no", strconv.Itoa(no))
	case list[i].State != PurgeWitnessed:
		return nil, cases.Refuse("purge_state", "no", strconv.Itoa(no), "progress", list[i].State)
	}
	return &list[i], nil
}

// purgeCases destroys the working copies of a few cases in one transaction.
func (se *Session) purgeCases(ctx context.Context, p *Purge, list []DueCase, out *Purging) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	id, err := se.st.newID()
	if err != nil {
		return err
	}
	did := Purging{}
	err = se.st.write(ctx, id, func(ctx context.Context, t *txn) error {
		did = Purging{}
		for i := range list {
			if err := t.purgeCase(ctx, se, p, &list[i].Row, fmt.Sprintf("%s/%d", id, i), &did); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	out.Cases, out.Snapshots, out.Papers = out.Cases+did.Cases, out.Snapshots+did.Snapshots, out.Papers+did.Papers
	out.Kept, out.Left = out.Kept+did.Kept, out.Left+did.Left
	return nil
}

// purgeCase gives a case a new key, seals under it what is kept, and destroys
// the rest with the old one. A case that changed since the list was made stays.
func (t *txn) purgeCase(ctx context.Context, se *Session, p *Purge, listed *cases.Row, action string, did *Purging) error {
	row, h, err := readRow(ctx, t.tx, "id = $1", int64(listed.ID))
	if err != nil {
		return rowError(err, listed.AppealNo)
	}
	if row.Version != listed.Version {
		did.Left++
		return nil
	}
	keys, err := t.s.vault()
	if err != nil {
		return err
	}
	old, err := keys.OpenKey(h.wrappedKey, row.AppealNo)
	if err != nil {
		return damaged(row.AppealNo, "key", err)
	}
	var key *vault.Key
	if key, h.wrappedKey, err = keys.NewKey(row.AppealNo); err != nil {
		return err
	}
	h.move, h.doc, h.phone = cases.MovePurge, nil, nil
	row.Version, row.Seq, row.Purge = row.Version+1, t.next(), p.No
	before := *did
	if err := t.overwrite(ctx, &row, &h); err != nil {
		return err
	}
	if err := t.purgePapers(ctx, &row, old, key, did); err != nil {
		return err
	}
	if err := t.purgeSnapshots(ctx, &row, did); err != nil {
		return err
	}
	if _, err := t.tx.ExecContext(ctx, "DELETE FROM cards WHERE case_id = $1", int64(row.ID)); err != nil {
		return fmt.Errorf("card of case %s: %w", row.AppealNo, err)
	}
	// The sheets of its neighbours go as well; the next replay makes them anew.
	_, err = t.tx.ExecContext(ctx, "DELETE FROM sheets WHERE from_case > $1 AND from_case <= $2 AND to_case >= $2", int64(row.ID)-sheet.Reach, int64(row.ID))
	if err != nil {
		return fmt.Errorf("sheet of case %s: %w", row.AppealNo, err)
	}
	if err := t.claimCase(ctx, rowValues(&row, &h)); err != nil {
		return err
	}
	did.Cases++
	return t.record(ctx, se, entry{
		ID: action, Action: string(cases.MovePurge), By: se.user.ID, Roles: se.user.Roles, At: t.s.clock(), Case: row.ID, AppealNo: row.AppealNo,
		From: row.State, To: row.State, Version: row.Version, Detail: map[string]string{
			"purge": strconv.Itoa(p.No), "snapshots": strconv.Itoa(did.Snapshots - before.Snapshots),
			"papers": strconv.Itoa(did.Papers - before.Papers), "kept": strconv.Itoa(did.Kept - before.Kept),
		},
	})
}

// overwrite writes every column of a case, its key among them.
func (t *txn) overwrite(ctx context.Context, row *cases.Row, h *held) error {
	t.dirty = true
	tab := casesTable()
	n := 1
	set := assign(tab.cols[1:], func(string) string { n++; return fmt.Sprintf("$%d", n) })
	if _, err := t.tx.ExecContext(ctx, "UPDATE cases SET "+set+" WHERE id = $1", rowValues(row, h)...); err != nil {
		return fmt.Errorf("purge case %s: %w", row.AppealNo, err)
	}
	return nil
}

// purgePapers removes the working papers and seals the others anew.
func (t *txn) purgePapers(ctx context.Context, row *cases.Row, old, key *vault.Key, did *Purging) error {
	tab := papersTable()
	var list [][]any
	err := each(ctx, t.tx, func(rows *sql.Rows) error {
		r, err := scanRow(rows.Scan, len(tab.cols))
		list = append(list, r)
		return err
	}, tab.query("WHERE case_id = $1 ORDER BY kind, no"), int64(row.ID))
	if err != nil {
		return fmt.Errorf("papers of case %s: %w", row.AppealNo, err)
	}
	for _, r := range list {
		kind, no := cases.PaperKind(r[1].(string)), r[2].(int64)
		if kind.Working() {
			did.Papers++
			if _, err := t.tx.ExecContext(ctx, "DELETE FROM papers WHERE case_id = $1 AND kind = $2 AND no = $3", r[0], r[1], r[2]); err != nil {
				return fmt.Errorf("%s %d of case %s: %w", kind, no, row.AppealNo, err)
			}
			t.gone(tab.key(r))
			continue
		}
		did.Kept++
		place := paperPlace(row.AppealNo, kind, no)
		body, err := old.Open(nil, r[8].([]byte), place)
		if err != nil {
			return damaged(row.AppealNo, fmt.Sprintf("%s %d", kind, no), err)
		}
		sealed, err := key.Seal(nil, body, place)
		clear(body)
		if err != nil {
			return fmt.Errorf("seal %s %d: %w", kind, no, err)
		}
		r[7], r[8] = present(r[7].([]byte)), sealed
		if err := t.put(ctx, tab, r); err != nil {
			return err
		}
	}
	return nil
}

// purgeSnapshots empties what deliveries said. The rows stay with their
// digests, to which the decision refers and by which a delivery of the same
// again is known.
func (t *txn) purgeSnapshots(ctx context.Context, row *cases.Row, did *Purging) error {
	tab := snapshotsTable()
	var list [][]any
	err := each(ctx, t.tx, func(rows *sql.Rows) error {
		r, err := scanRow(rows.Scan, len(tab.cols))
		list = append(list, r)
		return err
	}, tab.query("WHERE case_id = $1 ORDER BY version"), int64(row.ID))
	if err != nil {
		return fmt.Errorf("snapshots of case %s: %w", row.AppealNo, err)
	}
	for _, r := range list {
		r[5] = []byte{}
		if err := t.put(ctx, tab, r); err != nil {
			return err
		}
		did.Snapshots++
	}
	return nil
}

// purgeRegister removes the people of a delivery who never appealed, and the
// key they were sealed under.
func (se *Session) purgeRegister(ctx context.Context, p *Purge, r DueRegister) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	id, err := se.st.newID()
	if err != nil {
		return err
	}
	return se.st.write(ctx, id, func(ctx context.Context, t *txn) error {
		for _, table := range []string{"register_entries", "delivery_keys"} {
			if _, err := t.tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE delivery_id = $1", r.Delivery); err != nil {
				return fmt.Errorf("%s of delivery %d: %w", strings.ReplaceAll(table, "_", " "), r.Delivery, err)
			}
			t.gone(fmt.Sprintf("%s/%d", table, r.Delivery))
		}
		return t.record(ctx, se, entry{ID: id, Action: "purge_register", By: se.user.ID, Roles: se.user.Roles, At: se.st.clock(), Detail: map[string]string{
			"purge": strconv.Itoa(p.No), "delivery": strconv.FormatInt(r.Delivery, 10), "people": strconv.FormatInt(r.People, 10),
		}})
	})
}

// gone claims that a row is there no more.
func (t *txn) gone(key string) { t.dirty, t.claims[key] = true, "" }

// FinishPurge ends a purge with its certificate, which the office's key signs.
// The text must end in a line feed; it is returned as the signed note that is
// kept.
func (se *Session) FinishPurge(ctx context.Context, no int, text string) (Purge, error) {
	if _, err := se.witnessed(ctx, no); err != nil {
		return Purge{}, err
	}
	if err := checkLong("certificate", text); err != nil {
		return Purge{}, err
	}
	signed, err := se.st.signText(text)
	if err != nil {
		return Purge{}, err
	}
	p := Purge{No: no}
	err = se.purgeAct(ctx, "purge_done", &p, func(ctx context.Context, t *txn) error {
		p, err = t.turnPurge(ctx, no, func(p *Purge) error {
			if p.State != PurgeWitnessed {
				return cases.Refuse("purge_state", "no", strconv.Itoa(no), "progress", p.State)
			}
			p.State, p.EndedAt, p.Certificate = PurgeDone, se.st.clock(), signed
			return nil
		})
		return err
	})
	return p, err
}

// signText signs a text as a note with the office's own key.
func (s *Store) signText(text string) (string, error) {
	keys, err := s.vault()
	if err != nil {
		return "", err
	}
	signer, err := audit.NewSigner(s.office.Origin(), keys.Checkpoint())
	if err != nil {
		return "", err
	}
	signed, err := audit.SignText(text, signer)
	return string(signed), err
}

// Purged is what the record says a purge has destroyed and kept, so that its
// certificate is right after an interruption as well.
func (s *Store) Purged(ctx context.Context, no int) (out Purging, err error) {
	err = s.entries(ctx, func(e Entry) error {
		if e.Detail["purge"] != strconv.Itoa(no) {
			return nil
		}
		n := func(key string) int { v, _ := strconv.Atoi(e.Detail[key]); return v }
		if e.Action == string(cases.MovePurge) {
			out.Cases++
		}
		out.Snapshots, out.Papers, out.Kept = out.Snapshots+n("snapshots"), out.Papers+n("papers"), out.Kept+n("kept")
		out.People += int64(n("people"))
		return nil
	}, "WHERE action IN ('purge', 'purge_register') ORDER BY seq")
	return out, err
}
