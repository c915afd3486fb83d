package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"recourse/cases"
	"recourse/cases/audit"
	"recourse/cases/store/engine"
)

// ApplyFirst applies one change to the first of the cases that is free at now
// and for which build makes one; build passes a case over by returning nil. A
// case that another program takes at the same time is left to it. The file
// handed back is the case with its change. It refuses when no case is left.
//
// On a server the entry of the change is signed before it has its place in the
// record (see package audit), so that nobody waits for anybody else's program:
// the head of the record is held for one statement, in which the server links
// the entry, and the disk is waited for together with others.
func (s *Store) ApplyFirst(ctx context.Context, ids []cases.ID, now time.Time, build func(*cases.File) (*cases.Change, error)) (*cases.File, error) {
	for len(ids) > 0 {
		f, left, err := s.applyShort(ctx, ids, now, build)
		if errors.Is(err, errLong) {
			f, left, err = s.applyOne(ctx, ids, now, build)
		}
		if err == nil || !errors.Is(err, cases.Refuse("changed_meanwhile")) {
			return f, err
		}
		ids = left
	}
	return nil, cases.Refuse("nothing_to_take")
}

// applyOne makes one try of ApplyFirst and names the cases behind the one it
// tried. The head of the record, for which everybody queues, is taken when
// the change is ready to be written.
func (s *Store) applyOne(ctx context.Context, ids []cases.ID, now time.Time, build func(*cases.File) (*cases.Change, error)) (*cases.File, []cases.ID, error) {
	tx, err := s.e.Begin(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback()
	t := s.newTxn(tx)
	p, err := t.pick(ctx, ids, now, build)
	if err != nil {
		return nil, nil, s.e.Explain(err)
	}
	if err := t.takeHead(ctx); err != nil {
		return nil, nil, s.e.Explain(err)
	}
	old := p.file.Row
	if err := t.carry(context.WithoutCancel(ctx), p.by, p.change, old, p.held); err != nil {
		return nil, p.left, s.e.Explain(err)
	}
	if err := t.end(ctx, p.change.ActionID); err != nil {
		return nil, nil, err
	}
	return p.file, p.left, p.follow(t.chain.Size())
}

// claimed is a case that was claimed, with what is to be done to it.
type claimed struct {
	file   *cases.File
	held   held
	change *cases.Change
	by     *Session
	left   []cases.ID // the candidates behind it
}

// follow brings the file to where the change left the case.
func (p *claimed) follow(seq int64) error {
	f := p.file
	f.Row, f.Since = p.change.Row, nil
	f.Version, f.Seq = p.change.Read+1, seq
	for _, paper := range p.change.Papers {
		if err := f.Attach(paper); err != nil {
			return err
		}
	}
	return nil
}

// pick claims the cases in turn until build makes a change of one, asks
// whether that is allowed, and reads ahead what is written with it.
func (t *txn) pick(ctx context.Context, ids []cases.ID, now time.Time, build func(*cases.File) (*cases.Change, error)) (*claimed, error) {
	p := &claimed{left: ids}
	for p.change == nil {
		if err := t.claimNext(ctx, p, now); err != nil {
			return nil, err
		}
		if p.file.Leased(now) { // given away between the claim and now
			continue
		}
		var err error
		if p.change, err = build(p.file); err != nil {
			return nil, err
		}
	}
	if err := checkChange(p.change); err != nil {
		return nil, err
	}
	var err error
	if p.by, err = t.s.session(p.change.By.ID); err != nil {
		return nil, err
	}
	if err := t.allow(ctx, p.change, &p.file.Row); err != nil {
		return nil, err
	}
	t.ahead, err = t.readBeside(ctx, int64(p.file.ID))
	return p, err
}

// claimNext claims the next case that can be had and opens its file.
func (t *txn) claimNext(ctx context.Context, p *claimed, now time.Time) error {
	keys, err := t.s.vault()
	if err != nil {
		return err
	}
	id, left, err := t.s.e.Claim(ctx, t.tx, p.left, now)
	if err != nil {
		return err
	}
	row, h, err := readRow(ctx, t.tx, "id = $1", int64(id))
	if err != nil {
		return rowError(err, fmt.Sprint(id))
	}
	p.left, p.held = left, h
	p.file, err = openFile(ctx, t.tx, keys, row, h)
	return err
}

// errLong says that a change needs a transaction with the head of the record
// from its beginning, or that the database has no short ones.
var errLong = errors.New("not to be done shortly")

// applyShort is applyOne on a server. When in doubt it leaves the change to
// applyOne, which finds out what stands in the way and says so.
func (s *Store) applyShort(ctx context.Context, ids []cases.ID, now time.Time, build func(*cases.File) (*cases.Change, error)) (*cases.File, []cases.ID, error) {
	q, ok, err := s.e.Short(ctx)
	if !ok {
		return nil, nil, errLong
	}
	if err != nil {
		return nil, nil, fmt.Errorf("begin: %w", err)
	}
	defer q.Close()
	t := &shortTxn{txn: s.newTxn(nil), q: q}
	p, err := t.pick(ctx, ids, now, build)
	if err == nil && !t.fits(p) {
		err = errLong
	}
	if err != nil {
		return nil, nil, s.e.Explain(err)
	}
	seq, err := t.carry(ctx, p)
	if err != nil {
		return nil, p.left, s.e.Explain(err)
	}
	if t.chain.Size() == seq {
		s.checkpointShort(context.WithoutCancel(ctx), &t.chain)
	}
	return p.file, p.left, p.follow(seq)
}

// checkpointShort signs a checkpoint of a chain that is committed, when one is
// due. The act stands whether that succeeds or not; the next checkpoint covers
// as much.
func (s *Store) checkpointShort(ctx context.Context, chain *audit.Chain) {
	if chain.Size()%s.opt.CheckpointEvery == 0 {
		_ = s.signCheckpoint(ctx, s.e.Write, chain)
	}
}

// shortTxn is a txn that takes the head of the record with its last statement.
// Its chain is the one that was seen with the case until that, then the one that
// the change made.
type shortTxn struct {
	*txn
	q *engine.Short
}

// pick is pick of a txn, but for what the last statement asks itself.
func (t *shortTxn) pick(ctx context.Context, ids []cases.ID, now time.Time, build func(*cases.File) (*cases.Change, error)) (*claimed, error) {
	p := &claimed{left: ids}
	for p.change == nil {
		if err := t.claimNext(ctx, p, now); err != nil {
			return nil, err
		}
		if p.file.Leased(now) {
			continue
		}
		var err error
		if p.change, err = build(p.file); err != nil {
			return nil, err
		}
	}
	if err := checkChange(p.change); err != nil {
		return nil, err
	}
	var err error
	p.by, err = t.s.session(p.change.By.ID)
	return p, err
}

// claimNext claims the next case that can be had and opens its file, in one
// round trip.
func (t *shortTxn) claimNext(ctx context.Context, p *claimed, now time.Time) error {
	keys, err := t.s.vault()
	if err != nil {
		return err
	}
	if len(p.left) == 0 {
		return cases.Refuse("nothing_to_take")
	}
	r := &caseReader{scan: newRowScan(true)}
	if err := t.q.Ask(ctx, r.asks(t.q.Claiming(p.left, now, func(id cases.ID) { r.id = id }))...); err != nil {
		return fmt.Errorf("claim a case: %w", err)
	}
	switch {
	case r.id == 0:
		return cases.Refuse("nothing_to_take")
	case r.head == nil:
		return fmt.Errorf("read case %d: it has no row", r.id)
	}
	if err := t.chain.UnmarshalBinary(r.head); err != nil {
		return fmt.Errorf("%w (audit head: %w)", cases.Refuse("damaged", "office", t.s.office.Name), err)
	}
	p.left = p.left[slices.Index(p.left, r.id)+1:]
	t.ahead = r.beside()
	p.file, p.held, err = r.open(ctx, t.q, keys)
	return err
}

// fits reports whether the last statement can write and check the change: its
// author is known to hold a role for it, and nothing hangs on what it writes.
func (t *shortTxn) fits(p *claimed) bool {
	c, old := p.change, &p.file.Row
	rule, ok := cases.RuleOf(c.Move)
	plain := !slices.ContainsFunc(c.Papers, func(q cases.Paper) bool { return q.Kind != cases.PaperStep })
	return ok && plain && c.Marks == nil && c.Card == nil && c.Read == old.Version && p.by.user.Has(rule.Roles...) &&
		c.From == old.State && cases.Leads(c.Move, old.State, c.Row.State) && !rule.Holder && t.chain.Size() > 0
}

// carry writes the change and commits it, and returns the sequence of its entry.
// When the case is not the one that was read any more, nothing is written.
func (t *shortTxn) carry(ctx context.Context, p *claimed) (int64, error) {
	c, after := p.change, t.chain.Size()
	row := c.Row
	row.ID, row.AppealNo, row.Version, row.Seq = p.file.ID, p.file.AppealNo, p.file.Version+1, 0
	p.held.move = c.Move
	w := &linking{}
	w.update(&row, &p.held, p.by)
	if err := t.addSteps(w, p, &row); err != nil {
		return 0, err
	}
	if err := t.claimCase(ctx, rowValues(&row, &p.held)); err != nil {
		return 0, err
	}
	e := changeEntry(c, &row, p.file.State)
	e.After = after
	content, err := t.content(&e)
	if err != nil {
		return 0, err
	}
	a, err := t.chain.Draft(string(p.by.user.ID), content, p.by.signEntry)
	if err != nil {
		return 0, err
	}
	t.covered(p.by)
	w.insert(auditTable(), entryValues(&e, &a, audit.Hash{}), "seq", "prev", "hash")
	text := t.s.e.Linking(w.arg(a.AppendRest(nil)), w.arg(after), w.updated, w.inserts, audit.Window)
	return t.commit(ctx, p, engine.Ask{Text: text, Args: w.args, Row: func(values []any) error {
		state, _ := values[0].([]byte)
		return t.chain.UnmarshalBinary(state)
	}})
}

// addSteps seals the papers of a change, and claims them without their place.
func (t *shortTxn) addSteps(w *linking, p *claimed, row *cases.Row) error {
	if len(p.change.Papers) == 0 {
		return nil
	}
	keys, err := t.s.vault()
	if err != nil {
		return err
	}
	key, err := keys.OpenKey(p.held.wrappedKey, row.AppealNo)
	if err != nil {
		return fmt.Errorf("key of case %s: %w", row.AppealNo, err)
	}
	for i := range p.change.Papers {
		values, err := sealPaper(key, row, &p.change.Papers[i])
		if err != nil {
			return err
		}
		t.claim(papersTable().key(values), papersTable().sum(values))
		w.insert(papersTable(), values, "seq")
	}
	return nil
}

// commit has the last statement done and returns the sequence of the entry.
// When the answer is unclear, the act is looked up, behind the lock that its
// transaction had on the case: while that waits, nothing is decided.
func (t *shortTxn) commit(ctx context.Context, p *claimed, last engine.Ask) (int64, error) {
	s, inner, before := t.s, context.WithoutCancel(ctx), t.chain.Size()
	s.wrote.Store(true)
	err := t.q.Commit(ctx, last)
	if err == nil && t.chain.Size() == before {
		return 0, t.unmoved(inner, p)
	}
	if err == nil {
		s.saved.Add(1)
		return t.chain.Size(), nil
	}
	t.q.Close()
	seq, found := s.e.Outcome(inner, p.file.ID, p.change.ActionID)
	if found == nil && seq != 0 {
		found = s.e.Settle(inner)
	}
	switch {
	case found != nil:
		return 0, fmt.Errorf("%w (%w)", cases.Refuse("unclear"), errors.Join(err, found))
	case seq == 0:
		return 0, fmt.Errorf("not saved: %w", err)
	}
	s.saved.Add(1)
	return seq, nil
}

// unmoved says why nothing was written.
func (t *shortTxn) unmoved(ctx context.Context, p *claimed) error {
	row, _, err := readRow(ctx, t.q, "id = $1", int64(p.file.ID))
	if err == nil && row.Version != p.file.Version {
		return cases.Refuse("changed_meanwhile", "case", row.AppealNo)
	}
	return cmp.Or(err, errLong)
}

// linking puts the parts of the last statement together.
type linking struct {
	args    []any
	updated string
	inserts []string
}

func (w *linking) arg(v any) string {
	w.args = append(w.args, v)
	return "$" + strconv.Itoa(len(w.args))
}

// update writes the row over the version before it, while its author is who
// they were when they signed in.
func (w *linking) update(row *cases.Row, h *held, by *Session) {
	tab, values := casesTable(), rowValues(row, h)
	set := assign(changing(tab.cols), func(c string) string {
		if c == "seq" {
			return "place.seq"
		}
		return w.arg(values[slices.Index(tab.cols, c)])
	})
	w.updated = "UPDATE cases SET " + set + " FROM place WHERE cases.id = " + w.arg(int64(row.ID)) + " AND cases.version = " + w.arg(row.Version-1) +
		" AND EXISTS (SELECT 1 FROM users u WHERE u.id = " + w.arg(string(by.user.ID)) + " AND u.disabled = 0 AND u.roles = " + w.arg(joinRoles(by.user.Roles)) +
		") RETURNING cases.id"
}

// insert writes a row; the columns in placed are those of the place.
func (w *linking) insert(tab table, values []any, placed ...string) {
	list := make([]string, len(values))
	for i, c := range tab.cols {
		if list[i] = "place." + c; !slices.Contains(placed, c) {
			list[i] = w.arg(values[i])
		}
	}
	w.inserts = append(w.inserts, "INSERT INTO "+tab.name+" ("+tab.list("")+") SELECT "+strings.Join(list, ", "))
}
