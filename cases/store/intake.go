package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"iter"

	"recourse/cases"
	"recourse/cases/store/sheet"
	"recourse/cases/vault"
)

// chunkSize is how many cases travel together through looking up, sealing and
// writing.
const chunkSize = 240

// parcel is one case on its way into the office.
type parcel struct {
	index int
	in    Incoming
	known *known // the case as it is in the office, nil for a new one
	again bool   // the delivery brought the same appeal number before

	id     cases.ID
	fate   fate
	why    *cases.Refusal
	digest string
	seal   sealedSnapshot
	row    []any
	card   []any
	snap   []any
	marks  [][]any
	sheet  []byte // sealed, nil for none
	leaves []byte
}

type fate int

const (
	refused fate = iota
	stored
	amended
	unchanged
)

// known is what the office has of a case that a delivery brings again.
type known struct {
	row    cases.Row
	held   held
	digest string
	card   []byte // sealed, nil for none
}

// cases runs the cases of a delivery through: looking up on the reading
// goroutine, encoding and sealing on a few, writing on the caller's.
func (im *importer) cases(ctx context.Context, in iter.Seq2[Incoming, error]) error {
	return inOrder(ctx,
		func(emit func([]*parcel) error) error { return im.gather(ctx, in, emit) },
		func(list []*parcel) ([]*parcel, error) {
			for _, p := range list {
				if err := im.prepare(p); err != nil {
					return nil, err
				}
			}
			return list, nil
		},
		func(list []*parcel) error { return im.take(context.WithoutCancel(ctx), list) })
}

// gather pulls the delivery and hands it on in chunks.
func (im *importer) gather(ctx context.Context, in iter.Seq2[Incoming, error], emit func([]*parcel) error) error {
	seen := make(map[string]bool)
	list := make([]*parcel, 0, chunkSize)
	index := 0
	flush := func() error {
		if len(list) == 0 {
			return nil
		}
		full := list
		list = make([]*parcel, 0, chunkSize)
		if err := im.lookUp(context.WithoutCancel(ctx), full); err != nil {
			return err
		}
		return emit(full)
	}
	for c, err := range in {
		if err != nil {
			return err
		}
		p := &parcel{index: index, in: c, id: im.nextID, again: seen[c.Row.AppealNo]}
		seen[c.Row.AppealNo] = true
		index++
		im.nextID++
		if list = append(list, p); len(list) == chunkSize {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// lookUp finds the cases of a chunk that the office has already.
func (im *importer) lookUp(ctx context.Context, list []*parcel) error {
	if im.empty {
		return nil
	}
	im.mu.Lock()
	defer im.mu.Unlock()
	have := make(map[string]*known, len(list))
	args := make([]any, len(list))
	for i, p := range list {
		if checkText("appeal_no", p.in.Row.AppealNo) == nil {
			args[i] = p.in.Row.AppealNo
		}
	}
	tab := casesTable()
	err := each(ctx, im.q, func(rows *sql.Rows) error {
		scan := newRowScan(true)
		k := &known{}
		if err := rows.Scan(append(scan.into, &k.digest, &k.card)...); err != nil {
			return err
		}
		k.row = scan.done()
		k.held = scan.held
		have[k.row.AppealNo] = k
		return nil
	}, "SELECT "+tab.list("c.")+", s.digest, k.sealed FROM cases c JOIN snapshots s ON s.case_id = c.id AND s.version = c.snapshot_version"+
		" LEFT JOIN cards k ON k.case_id = c.id WHERE c.appeal_no IN "+places(1, len(args)), args...)
	if err != nil {
		return fmt.Errorf("look up cases: %w", err)
	}
	for _, p := range list {
		p.known = have[p.in.Row.AppealNo]
	}
	return nil
}

// prepare decides what becomes of a case and seals it. It runs on several
// goroutines and touches nothing but the parcel.
func (im *importer) prepare(p *parcel) error {
	err := im.decide(p)
	if r, ok := cases.AsRefusal(err); ok {
		p.fate, p.why = refused, r
		return nil
	}
	return err
}

func (im *importer) decide(p *parcel) error {
	row := &p.in.Row
	if row.AppealNo == "" {
		return cases.Refuse("no_appeal_no")
	}
	if err := checkRow(row); err != nil {
		return err
	}
	text, err := encodeSnapshot(p.in.Snapshot)
	if err != nil {
		return err
	}
	defer text.done()
	p.digest = text.digest
	switch {
	case p.again || p.known != nil && p.known.digest == p.digest:
		p.fate = unchanged
		return nil
	case p.known == nil:
		return im.fresh(p, text.body)
	}
	old := &p.known.row
	if !cases.Leads(cases.MoveAmend, old.State, old.State) {
		return cases.Refuse("amend_settled", "case", old.AppealNo, "state", string(old.State))
	}
	return im.amend(p, text.body)
}

// fresh prepares a case that the office does not have.
func (im *importer) fresh(p *parcel, body []byte) error {
	p.fate = stored
	row := p.in.Row
	row.ID, row.Version, row.Seq, row.SnapshotVersion = p.id, 1, im.seq, 1
	if !cases.Leads(cases.MoveReceive, "", row.State) {
		return cases.Refuse("state", "state", string(row.State), "act", string(cases.MoveReceive), "from", "")
	}
	if im.t == nil {
		return nil
	}
	key, wrapped, err := im.keys.NewKey(row.AppealNo)
	if err != nil {
		return err
	}
	if p.seal, err = sealSnapshot(im.keys, key, row.AppealNo, 1, body, p.in.Card); err != nil {
		return err
	}
	im.fill(p, &row, &held{move: cases.MoveReceive, wrappedKey: wrapped})
	return p.sealSheet(key, &row)
}

// amend prepares the next snapshot version of a case.
func (im *importer) amend(p *parcel, body []byte) error {
	p.fate, p.id = amended, p.known.row.ID
	row := amendedRow(p.known.row, &p.in.Row)
	row.Seq = im.seq
	if im.t == nil {
		return nil
	}
	key, err := im.keys.OpenKey(p.known.held.wrappedKey, row.AppealNo)
	if err != nil {
		return damaged(row.AppealNo, "key", err)
	}
	card := p.in.Card
	if p.known.card != nil { // the office's own notes are no delivery's to take away
		old, _, err := unsealCard(key, row.AppealNo, p.known.card, nil)
		if err != nil {
			return err
		}
		card.Notes = old.Notes
	}
	if p.seal, err = sealSnapshot(im.keys, key, row.AppealNo, row.SnapshotVersion, body, card); err != nil {
		return err
	}
	im.fill(p, &row, &held{move: cases.MoveAmend, wrappedKey: p.known.held.wrappedKey})
	return p.sealSheet(key, &row)
}

func (p *parcel) sealSheet(key *vault.Key, row *cases.Row) (err error) {
	if p.in.Sheet == nil {
		return nil
	}
	if p.sheet, err = key.SealAsIs(nil, p.in.Sheet, sheet.Place(row.AppealNo, row.SnapshotVersion)); err != nil {
		return fmt.Errorf("seal sheet of %s: %w", row.AppealNo, err)
	}
	return nil
}

// amendedRow takes the facts from the new delivery and the work from the case.
func amendedRow(old cases.Row, facts *cases.Row) cases.Row {
	r := old
	r.Version++
	r.SnapshotVersion++
	r.Colour, r.IssuedAt, r.IsolationEnd = facts.Colour, facts.IssuedAt, facts.IsolationEnd
	r.FiledAt, r.DueAt, r.Division, r.System = facts.FiledAt, facts.DueAt, facts.Division, facts.System
	r.RuleSet, r.Rules, r.Grounds, r.Urgency = facts.RuleSet, facts.Rules, facts.Grounds, facts.Urgency
	r.Isolation = facts.Isolation
	r.Signals = facts.Signals | cases.SignalAmended
	return r
}

// fill makes the rows of a parcel and the leaves that prove them.
func (im *importer) fill(p *parcel, row *cases.Row, h *held) {
	h.doc, h.phone = p.seal.doc, p.seal.phone
	p.row = rowValues(row, h)
	p.card = []any{int64(row.ID), p.seal.card}
	p.seal.digest = p.digest
	p.snap = snapshotValues(row.ID, row.SnapshotVersion, im.report.ID, &p.seal, im.d.At)
	p.marks = make([][]any, len(p.in.Marks))
	sums := make([]markSum, len(p.in.Marks))
	for i := range p.in.Marks {
		p.marks[i] = markValues(row.ID, &p.in.Marks[i])
		sums[i] = sumMark(p.marks[i])
	}
	p.leaves = appendLeaf(nil, casesTable().key(p.row), caseSum(p.row, cardsTable().sum(p.card), sums))
	p.leaves = appendLeaf(p.leaves, snapshotsTable().key(p.snap), snapshotsTable().sum(p.snap))
}

// take counts a chunk and writes what is to be written of it.
func (im *importer) take(ctx context.Context, list []*parcel) error {
	var fresh, changed []*parcel
	for _, p := range list {
		im.judgeAgain(p)
		switch p.fate {
		case refused:
			im.report.Refused = append(im.report.Refused, RefusedCase{p.index, p.in.Row.AppealNo, p.why})
		case unchanged:
			im.report.Unchanged++
		case stored:
			im.report.Stored++
			fresh = append(fresh, p)
		case amended:
			im.report.Amended++
			changed = append(changed, p)
		}
	}
	im.through += len(list)
	if im.t != nil {
		im.mu.Lock()
		err := im.writeChunk(ctx, fresh, changed)
		im.mu.Unlock()
		if err != nil {
			return err
		}
	}
	if im.progress != nil {
		im.progress(im.through)
	}
	return nil
}

// judgeAgain settles a case that the delivery brought before: the same twice
// is one, two different ones cannot both be right.
func (im *importer) judgeAgain(p *parcel) {
	no := p.in.Row.AppealNo
	if !p.again {
		if p.fate != refused {
			im.digests[no] = headOf(p.digest)
		}
		return
	}
	if first, ok := im.digests[no]; p.fate == unchanged && ok && first != headOf(p.digest) {
		p.fate, p.why = refused, cases.Refuse("twice_in_delivery", "case", no)
	} else if p.fate == unchanged && !ok {
		p.fate, p.why = refused, cases.Refuse("first_refused", "case", no)
	}
}

// headOf is the first half of a SHA-256 digest in hexadecimal: enough to tell
// two contents of one number apart, and an import keeps one for every case.
func headOf(digest string) (head [16]byte) {
	_, _ = hex.Decode(head[:], []byte(digest[:min(len(digest), 2*len(head))])) // what is no digest differs from every one
	return head
}

// Known tells of which of the appeal numbers the office has a case, with its
// state and the time it was received.
func (s *Store) Known(ctx context.Context, appealNos []string) (map[string]cases.State, error) {
	have := make(map[string]cases.State)
	for start := 0; start < len(appealNos); start += chunkSize {
		part := appealNos[start:min(start+chunkSize, len(appealNos))]
		args := make([]any, len(part))
		for i := range part {
			args[i] = part[i]
		}
		err := each(ctx, s.e.Read, func(rows *sql.Rows) error {
			var no string
			var state cases.State
			err := rows.Scan(&no, &state)
			have[no] = state
			return err
		}, "SELECT appeal_no, state FROM cases WHERE appeal_no IN "+places(1, len(args)), args...)
		if err != nil {
			return nil, s.e.Explain(fmt.Errorf("look up cases: %w", err))
		}
	}
	return have, nil
}
