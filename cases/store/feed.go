package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"recourse/cases"
	"recourse/cases/vault"
)

// Seq is the number of audit entries: it grows with every write of every
// program on the office. Screens ask it to learn whether to fetch again.
func (s *Store) Seq(ctx context.Context) (int64, error) {
	var seq int64
	if err := s.e.Read.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) FROM audit").Scan(&seq); err != nil {
		return 0, s.e.Explain(fmt.Errorf("read sequence: %w", err))
	}
	return seq, nil
}

// Freed reports whether a case that was written after an audit sequence is free
// now, or so many were that reading them is as quick. It lets somebody take a
// case without reading first what everybody else took.
func (s *Store) Freed(ctx context.Context, since int64) (bool, error) {
	const many = 256
	var free, all int64
	err := s.e.Read.QueryRowContext(ctx, "SELECT count(*), coalesce(sum(CASE WHEN c.state = 'registered' THEN 1 ELSE 0 END), 0)"+
		" FROM (SELECT state FROM cases WHERE seq > $1 ORDER BY seq LIMIT $2) c", since, int64(many)).Scan(&all, &free)
	if err != nil {
		return false, s.e.Explain(fmt.Errorf("read sequence: %w", err))
	}
	return free > 0 || all == many, nil
}

// hotRow is a case on its way to the roster.
type hotRow struct {
	text            string // the hot columns as hotTexts packs them, until they are taken apart
	row             cases.Row
	wrapped, sealed []byte
	card            *cases.Card
}

// span is how many case numbers one worker reads at once.
const span = 1024

// Count is how many cases there are.
func (s *Store) Count(ctx context.Context) (n int, err error) {
	if err = s.e.Read.QueryRowContext(ctx, "SELECT count(*) FROM cases").Scan(&n); err != nil {
		return 0, s.e.Explain(fmt.Errorf("count cases: %w", err))
	}
	return n, nil
}

// Rows hands over every case whose last write has an audit sequence above
// since, 0 meaning all. A case that is written while all are being read may
// come again, its later state last. The card is nil while the office is locked.
// Several goroutines read and open; yield runs on the caller's and ends the walk
// with its error. The lists in a row may be shared with other rows.
func (s *Store) Rows(ctx context.Context, since int64, yield func(row cases.Row, card *cases.Card) error) error {
	keys, _ := s.vault() // locked: rows without cards
	take := func(list []hotRow) error {
		for i := range list {
			if err := yield(list[i].row, list[i].card); err != nil {
				return err
			}
		}
		return nil
	}
	if since > 0 {
		return s.rowsAfter(ctx, since, keys, take)
	}
	upTo, last, err := s.extent(ctx)
	if err != nil || last == 0 {
		return err
	}
	spans := func(emit func(from int64) error) error {
		for from := int64(1); from <= last; from += span {
			if err := emit(from); err != nil {
				return err
			}
		}
		return nil
	}
	err = inOrder(ctx, spans, func(from int64) ([]hotRow, error) { return s.rowsOfSpan(ctx, from, keys) }, take)
	if err != nil {
		return err
	}
	// Each span was read at another moment: of what was written meanwhile they
	// may hold the later act and not the earlier one.
	return s.rowsAfter(ctx, upTo, keys, take)
}

// extent is the number of the last audit entry and then of the last case.
func (s *Store) extent(ctx context.Context) (upTo, last int64, err error) {
	if upTo, err = s.Seq(ctx); err != nil {
		return 0, 0, err
	}
	if err = s.e.Read.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM cases").Scan(&last); err != nil {
		return 0, 0, s.e.Explain(fmt.Errorf("read cases: %w", err))
	}
	return upTo, last, nil
}

func (s *Store) rowsOfSpan(ctx context.Context, from int64, keys *vault.Office) ([]hotRow, error) {
	list := make([]hotRow, 0, span)
	err := s.eachHot(ctx, keys != nil, "c.id >= $1 AND c.id < $2", []any{from, from + span}, func(h hotRow) error {
		list = append(list, h)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return list, s.openRows(ctx, list, keys)
}

// rowsAfter reads what was written after an audit sequence, as of one moment.
func (s *Store) rowsAfter(ctx context.Context, since int64, keys *vault.Office, take func([]hotRow) error) error {
	const batch = 256
	read := func(emit func([]hotRow) error) error {
		var list []hotRow
		err := s.eachHot(ctx, keys != nil, "c.seq > $1", []any{since}, func(h hotRow) error {
			if list = append(list, h); len(list) < batch {
				return nil
			}
			full := list
			list = make([]hotRow, 0, batch)
			return emit(full)
		})
		if err == nil && len(list) > 0 {
			err = emit(list)
		}
		return err
	}
	open := func(list []hotRow) ([]hotRow, error) { return list, s.openRows(ctx, list, keys) }
	return inOrder(ctx, read, open, take)
}

// eachHot reads the hot columns, packed, with the sealed card when asked for.
func (s *Store) eachHot(ctx context.Context, cards bool, where string, args []any, visit func(hotRow) error) error {
	query, from := "SELECT "+hotTexts("c."), " FROM cases c"
	var text, wrapped, sealed any
	into := []any{&text}
	if cards {
		query += ", c.wrapped_key, k.sealed"
		from += " LEFT JOIN cards k ON k.case_id = c.id"
		into = append(into, &wrapped, &sealed)
	}
	err := each(ctx, s.e.Read, func(rows *sql.Rows) error {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		var h hotRow
		h.text, _ = text.(string)
		h.wrapped, _ = wrapped.([]byte)
		h.sealed, _ = sealed.([]byte)
		return visit(h)
	}, query+from+" WHERE "+where, args...)
	if err != nil {
		return s.e.Explain(fmt.Errorf("read cases: %w", err))
	}
	return nil
}

// openRows takes the packed rows apart and opens their cards.
func (s *Store) openRows(ctx context.Context, list []hotRow, keys *vault.Office) error {
	lists := lists{rules: map[string][]string{}, grounds: map[string][]cases.Ground{}}
	var room []byte
	defer func() { clear(room[:cap(room)]) }()
	for i := range list {
		h := &list[i]
		var whole bool
		if h.row, whole = unpackRow(h.text, &lists); !whole {
			if err := s.oddRow(ctx, &h.row); err != nil {
				return err
			}
		}
		h.text = ""
		if keys == nil || h.sealed == nil {
			continue
		}
		var err error
		if h.card, room, err = openCard(keys, h.row.AppealNo, h.wrapped, h.sealed, room); err != nil {
			return err
		}
		h.wrapped, h.sealed = nil, nil
	}
	return nil
}

// oddRow reads a row column by column because one of them holds the mark that
// separates packed ones. It keeps the sequence it was found with: should it
// have been written since, it is read again like everything after that moment.
func (s *Store) oddRow(ctx context.Context, row *cases.Row) error {
	tab := casesTable()
	tab.cols = tab.cols[:hotColumns]
	scan, seq := newRowScan(false), row.Seq
	err := s.e.Read.QueryRowContext(ctx, "SELECT "+tab.list("c.")+" FROM cases c WHERE c.id = $1", int64(row.ID)).Scan(scan.into...)
	if err != nil {
		return s.e.Explain(fmt.Errorf("read case %d: %w", row.ID, err))
	}
	*row = scan.done()
	row.Seq = seq
	return nil
}

// Snapshots hands over the snapshot in force of every case, to replay the
// whole office. They are opened on two goroutines; yield runs on the caller's.
func (s *Store) Snapshots(ctx context.Context, yield func(row cases.Row, snap *cases.Snapshot) error) error {
	return s.snapshots(ctx, 0, yield)
}

// snapshots is Snapshots of the cases with all of the signals.
func (s *Store) snapshots(ctx context.Context, with cases.Signals, yield func(row cases.Row, snap *cases.Snapshot) error) error {
	type opened struct {
		row  *cases.Row
		snap *cases.Snapshot
	}
	pair := func(row *cases.Row, snap *cases.Snapshot) (opened, error) { return opened{row, snap}, nil }
	return mapSnapshots(ctx, s, with, pair, func(o opened) error { return yield(*o.row, o.snap) })
}

// MapSnapshots works on the snapshot in force of every case, on the goroutines
// that open them, and hands over the results in the order of the case numbers,
// on the caller's.
func MapSnapshots[T any](ctx context.Context, s *Store, work func(*cases.Row, *cases.Snapshot) (T, error), yield func(T) error) error {
	return mapSnapshots(ctx, s, 0, work, yield)
}

func mapSnapshots[T any](ctx context.Context, s *Store, with cases.Signals, work func(*cases.Row, *cases.Snapshot) (T, error), yield func(T) error) error {
	keys, err := s.vault()
	if err != nil {
		return err
	}
	read := func(emit func(*hotRow) error) error {
		return s.eachSnapshot(ctx, with, func(h hotRow) error { return emit(&h) })
	}
	open := func(h *hotRow) (out T, err error) {
		key, err := keys.OpenKey(h.wrapped, h.row.AppealNo)
		if err != nil {
			return out, damaged(h.row.AppealNo, "key", err)
		}
		snap, err := unsealSnapshot(key, h.row.AppealNo, h.row.SnapshotVersion, h.sealed)
		if err != nil {
			return out, err
		}
		return work(&h.row, snap)
	}
	return inOrder(ctx, read, open, yield)
}

func (s *Store) eachSnapshot(ctx context.Context, with cases.Signals, visit func(hotRow) error) error {
	tab := casesTable()
	tab.cols = tab.cols[:hotColumns]
	scan := newRowScan(false)
	var wrapped, sealed []byte
	scan.into = append(scan.into, &wrapped, &sealed)
	err := each(ctx, s.e.Read, func(rows *sql.Rows) error {
		if err := rows.Scan(scan.into...); err != nil {
			return err
		}
		h := hotRow{row: scan.done(), wrapped: wrapped, sealed: sealed}
		wrapped, sealed = nil, nil
		return visit(h)
	}, "SELECT "+tab.list("c.")+", c.wrapped_key, s.sealed FROM cases c JOIN snapshots s ON s.case_id = c.id AND s.version = c.snapshot_version WHERE c.signals & $1 = $1 AND c.purge = 0 ORDER BY c.id", int64(with))
	if err != nil {
		return s.e.Explain(fmt.Errorf("read snapshots: %w", err))
	}
	return nil
}

// EvidenceMarks hands over the evidence index: pseudonymous lines of what kind
// of evidence met which verdict, for the statistics.
func (s *Store) EvidenceMarks(ctx context.Context, yield func(id cases.ID, m cases.EvidenceMark) error) error {
	err := each(ctx, s.e.Read, func(rows *sql.Rows) error {
		var id cases.ID
		var m cases.EvidenceMark
		var rules string
		if err := rows.Scan(&id, &m.Ref, &m.Source, &m.Provider, &m.Batch, &rules, &m.Verdict); err != nil {
			return err
		}
		m.Rules = split(rules)
		return yield(id, m)
	}, marksTable().query("ORDER BY case_id"))
	if err != nil {
		return s.e.Explain(fmt.Errorf("read evidence index: %w", err))
	}
	return nil
}

// GroupHits lists the cases that a criterion picks, in order of their numbers.
func (s *Store) GroupHits(ctx context.Context, c cases.Criterion) ([]cases.GroupHit, error) {
	where := "EXISTS (SELECT 1 FROM evidence_index e WHERE e.case_id = c.id AND e." + string(c.By) + " = $1)"
	if c.By == cases.ByRule {
		where = "',' || c.rules || ',' LIKE '%,' || $1 || ',%'"
	}
	args := pickedBy(c)
	var list []cases.GroupHit
	err := each(ctx, s.e.Read, func(rows *sql.Rows) error {
		var h cases.GroupHit
		var id, issued int64
		var rules string
		err := rows.Scan(&id, &h.State, &h.Disposition, &issued, &rules)
		h.Case, h.IssuedAt, h.Rules = cases.ID(id), instant(issued), split(rules)
		if err == nil && (c.By != cases.ByRule || slices.Contains(h.Rules, c.Value)) { // LIKE may fold letter case
			list = append(list, h)
		}
		return err
	}, "SELECT c.id, c.state, c.disposition, c.issued_at, c.rules FROM cases c WHERE "+where+
		" AND c.issued_at >= $2 AND c.issued_at < $3 ORDER BY c.id", args...)
	if err != nil {
		return nil, s.e.Explain(fmt.Errorf("find the cases of a group: %w", err))
	}
	return list, nil
}

// Outcomes hands over the decision that stands in every case that has one,
// with the instant from which it stands, for the statistics.
func (s *Store) Outcomes(ctx context.Context, yield func(cases.Outcome) error) error {
	err := each(ctx, s.e.Read, func(rows *sql.Rows) error {
		var o cases.Outcome
		var id, at int64
		var group bool
		if err := rows.Scan(&id, &o.Disposition, &o.Drafter, &at, &group); err != nil {
			return err
		}
		o.Case, o.At, o.Group = cases.ID(id), instant(at), group
		return yield(o)
	}, `SELECT d.case_id, d.disposition, d.drafter, coalesce(s.at, d.at),
		EXISTS (SELECT 1 FROM group_members m WHERE m.case_id = d.case_id AND m.state = 'carried')
		FROM decisions d
		LEFT JOIN signoffs s ON s.case_id = d.case_id AND s.decision_no = d.no AND s.result = 'approve'
		WHERE d.no = (SELECT max(l.no) FROM decisions l WHERE l.case_id = d.case_id) ORDER BY d.case_id`)
	if err != nil {
		return s.e.Explain(fmt.Errorf("read outcomes: %w", err))
	}
	return nil
}

// WithPaper lists the cases whose file has a paper of a kind.
func (s *Store) WithPaper(ctx context.Context, kind cases.PaperKind) ([]cases.ID, error) {
	var ids []cases.ID
	err := each(ctx, s.e.Read, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, cases.ID(id))
		return err
	}, "SELECT DISTINCT case_id FROM papers WHERE kind = $1 ORDER BY case_id", string(kind))
	if err != nil {
		return nil, s.e.Explain(fmt.Errorf("find papers %s: %w", kind, err))
	}
	return ids, nil
}
