package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"recourse/cases"
)

// ApplyFirst applies one change to the first of the cases that is free at now
// and for which build makes one; build passes a case over by returning nil. A
// case that another program takes at the same time is left to it. The file
// handed back is the case with its change. It refuses when no case is left.
func (s *Store) ApplyFirst(ctx context.Context, ids []cases.ID, now time.Time, build func(*cases.File) (*cases.Change, error)) (*cases.File, error) {
	for len(ids) > 0 {
		f, left, err := s.applyOne(ctx, ids, now, build)
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
