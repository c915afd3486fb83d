package store

import (
	"context"
	"database/sql"
	"fmt"

	"recourse/cases"
	"recourse/cases/store/sheet"
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

// Lately is what was written to the cases after an audit sequence.
type Lately struct {
	UpTo    int64      // the sequence of the last case written, or the one asked about
	Taken   []cases.ID // cases that are not in the queue now
	Freed   bool       // one is in the queue, or so many were written that not all were looked at
	Steered string     // a setting; see Steered
}

// Lately looks at the cases written after an audit sequence, and at a setting. It
// lets somebody take a case without reading first what everybody else took.
func (s *Store) Lately(ctx context.Context, since int64, setting string) (Lately, error) {
	const many = 1024
	l, n := Lately{UpTo: since}, 0
	err := each(ctx, s.e.Read, func(rows *sql.Rows) error {
		var id, seq int64
		var text string
		if err := rows.Scan(&id, &seq, &text); err != nil {
			return err
		}
		switch {
		case id == 0:
			l.Steered = text
			return nil
		case cases.State(text) == cases.Registered:
			l.Freed = true
		default:
			l.Taken = append(l.Taken, cases.ID(id))
		}
		n, l.UpTo = n+1, max(l.UpTo, seq)
		return nil
	}, "SELECT 0, 0, value FROM office WHERE name = $1 UNION ALL"+
		" SELECT id, seq, state FROM (SELECT id, seq, state FROM cases WHERE seq > $2 ORDER BY seq LIMIT $3) c", steered+setting, since, int64(many))
	if err != nil {
		return l, s.e.Explain(fmt.Errorf("read sequence: %w", err))
	}
	l.Freed = l.Freed || n == many
	return l, nil
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
	err := s.eachHot(ctx, hotCards(keys), "c.id >= $1 AND c.id < $2", []any{from, from + span}, func(h hotRow) error {
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
		err := s.eachHot(ctx, hotCards(keys), "c.seq > $1", []any{since}, func(h hotRow) error {
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

// hotWith says what is read beside the hot columns.
type hotWith int

const (
	hotAlone hotWith = iota
	hotKey           // the wrapped key
	hotCard          // and the sealed card
)

// hotCards are cards when somebody can open them.
func hotCards(keys *vault.Office) hotWith {
	if keys == nil {
		return hotAlone
	}
	return hotCard
}

// eachHot reads the hot columns, packed, with what is asked for.
func (s *Store) eachHot(ctx context.Context, with hotWith, where string, args []any, visit func(hotRow) error) error {
	query, from := "SELECT "+hotTexts("c."), " FROM cases c"
	var text, wrapped, sealed any
	into := []any{&text, &wrapped, &sealed}[:1+with]
	if with >= hotKey {
		query += ", c.wrapped_key"
	}
	if with >= hotCard {
		query += ", k.sealed"
		from += " LEFT JOIN cards k ON k.case_id = c.id"
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

func sheetsTable() table {
	return table{name: "sheets", keys: 2, cols: []string{"from_case", "to_case", "shares", "packed"}}
}

// SheetWork is what one goroutine does in a replay of the office. Sheet works
// on the sheet of a case and is not ok where it cannot tell; then, and where a
// case has none, File works on the snapshot in force, and may make a sheet to be
// kept.
type SheetWork[T any] struct {
	Sheet func(row *cases.Row, text string) (out T, ok bool, err error)
	File  func(row *cases.Row, snap *cases.Snapshot) (out T, text []byte, err error)
}

// MapSheets works on every case whose working copies are there, on a few
// goroutines, and hands over the results in the order of the case numbers, on
// the caller's. begin and end lend a worker what it works with.
func MapSheets[T any](ctx context.Context, s *Store, begin func() *SheetWork[T], end func(*SheetWork[T]), yield func(T) error) error {
	keys, err := s.vault()
	if err != nil {
		return err
	}
	_, last, err := s.extent(ctx)
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
	type done struct {
		out  []T
		made []sheet.Entry
	}
	work := func(from int64) (d done, err error) {
		with := begin()
		defer end(with)
		d.out, d.made, err = mapSpan(ctx, s, keys, from, with)
		return d, err
	}
	keep := true
	return inOrder(ctx, spans, work, func(d done) error {
		if len(d.made) > 0 && keep {
			keep = s.keepSheets(ctx, keys, d.made) == nil // a busy or full office is replayed all the same
		}
		for i := range d.out {
			if err := yield(d.out[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// mapSpan works on the cases of one span.
func mapSpan[T any](ctx context.Context, s *Store, keys *vault.Office, from int64, with *SheetWork[T]) (out []T, made []sheet.Entry, err error) {
	list := make([]hotRow, 0, span)
	err = s.eachHot(ctx, hotKey, "c.id >= $1 AND c.id < $2 AND c.purge = 0 ORDER BY c.id", []any{from, from + span}, func(h hotRow) error {
		list = append(list, h)
		return nil
	})
	if err != nil || len(list) == 0 {
		return nil, nil, err
	}
	m := &spanMap[T]{s: s, keys: keys, with: with}
	if m.pages, err = s.sheetsOf(ctx, from); err != nil {
		return nil, nil, err
	}
	if err := s.openRows(ctx, list, nil); err != nil {
		return nil, nil, err
	}
	defer func() { clear(m.room[:cap(m.room)]) }()
	out = make([]T, len(list))
	for i := range list {
		if out[i], err = m.one(ctx, &list[i]); err != nil {
			return nil, nil, err
		}
	}
	return out, m.made, nil
}

// spanMap is the work on one span.
type spanMap[T any] struct {
	s     *Store
	keys  *vault.Office
	pages *sheet.Pages
	with  *SheetWork[T]
	room  []byte
	made  []sheet.Entry
}

func (m *spanMap[T]) one(ctx context.Context, h *hotRow) (out T, err error) {
	row := &h.row
	key, err := m.keys.OpenKey(h.wrapped, row.AppealNo)
	if err != nil {
		return out, damaged(row.AppealNo, "key", err)
	}
	if text, ok := m.text(key, row); ok {
		if out, ok, err = m.with.Sheet(row, text); ok || err != nil {
			return out, err
		}
	}
	snap, err := openSnapshot(ctx, m.s.e.Read, key, row, row.SnapshotVersion)
	if err != nil {
		return out, m.s.e.Explain(err)
	}
	out, made, err := m.with.File(row, snap)
	if err != nil || made == nil {
		return out, err
	}
	sealed, err := key.SealAsIs(nil, made, sheet.Place(row.AppealNo, row.SnapshotVersion))
	if err != nil {
		return out, fmt.Errorf("seal sheet of %s: %w", row.AppealNo, err)
	}
	m.made = append(m.made, sheet.Entry{ID: row.ID, Version: row.SnapshotVersion, Sealed: sealed, Marks: snap.Marks(nil)})
	return out, nil
}

// text opens the sheet of a case. One that does not open, because it is damaged
// or another case's, is as good as none.
func (m *spanMap[T]) text(key *vault.Key, row *cases.Row) (text string, ok bool) {
	place := sheet.Place(row.AppealNo, row.SnapshotVersion)
	ok = m.pages.Find(row.ID, row.SnapshotVersion, func(sealed []byte) bool {
		opened, err := key.Open(m.room[:0], sealed, place)
		if err == nil {
			m.room, text = opened, string(opened)
		}
		return err == nil
	})
	return text, ok
}

// sheetsOf reads the sheets of a span of cases.
func (s *Store) sheetsOf(ctx context.Context, from int64) (*sheet.Pages, error) {
	p := sheet.NewPages(cases.ID(from), span)
	var first, packed any
	err := each(ctx, s.e.Read, func(rows *sql.Rows) error {
		if err := rows.Scan(&first, &packed); err != nil {
			return err
		}
		id, _ := first.(int64)
		text, _ := packed.([]byte)
		p.Add(cases.ID(id), text)
		return nil
	}, "SELECT from_case, packed FROM sheets WHERE from_case > $1 AND from_case < $2 AND to_case >= $3 ORDER BY from_case, to_case",
		from-sheet.Reach, from+span, from)
	if err != nil {
		return nil, s.e.Explain(fmt.Errorf("read sheets: %w", err))
	}
	return p, nil
}

// keepSheets writes sheets that were missing or out of date.
func (s *Store) keepSheets(ctx context.Context, keys *vault.Office, list []sheet.Entry) error {
	row, err := sheetRow(keys, list)
	if err == nil {
		_, err = s.e.Write.ExecContext(ctx, sheetsTable().upsert(), row...)
	}
	return err
}

// sheetRow makes the row of some cases, in ascending order.
func sheetRow(keys *vault.Office, list []sheet.Entry) ([]any, error) {
	from, to := list[0].ID, list[len(list)-1].ID
	shares, err := sheet.SealShares(keys, list)
	if err != nil {
		return nil, fmt.Errorf("seal the shares of cases %d to %d: %w", from, to, err)
	}
	return []any{int64(from), int64(to), shares, sheet.Pack(list)}, nil
}
