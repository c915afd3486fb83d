package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

	"recourse/cases/audit"
	"recourse/cases/store/sheet"
)

// bulk inserts rows of one table many at a time, with prepared statements. What
// all rows have in common stands in the statement: binding a value costs about
// as much as writing it, and most columns of a new case are empty.
type bulk struct {
	tab    table
	tx     *txn
	per    int // rows a statement
	first  []any
	common []string  // by column how all rows spell it, "" where they differ
	many   *sql.Stmt // nil until there are enough rows
	one    *sql.Stmt
	args   []any
}

// rowsPerInsert: beyond a dozen wide rows a statement gets no faster, and
// narrow rows may be more.
func rowsPerInsert(t table) int { return max(12, 120/len(t.cols)) }

func newBulk(ctx context.Context, tx *txn, t table) (*bulk, error) {
	b := &bulk{tab: t, tx: tx, per: rowsPerInsert(t)}
	var err error
	b.one, err = b.prepare(ctx, t.insert(1))
	return b, err
}

func (b *bulk) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	stmt, err := b.tx.tx.PrepareContext(ctx, b.tx.s.e.Ordered(text))
	if err != nil {
		return nil, fmt.Errorf("prepare %s: %w", b.tab.name, err)
	}
	return stmt, nil
}

// insert writes rows.
func (b *bulk) insert(ctx context.Context, rows [][]any) error {
	if len(rows) >= b.per {
		if err := b.agree(ctx, rows); err != nil {
			return err
		}
	}
	for chunk := range slices.Chunk(rows, b.per) {
		if len(chunk) < b.per {
			for _, row := range chunk {
				if _, err := b.one.ExecContext(ctx, row...); err != nil {
					return fmt.Errorf("write %s: %w", b.tab.key(row), err)
				}
			}
			continue
		}
		b.args = b.args[:0]
		for _, row := range chunk {
			for i, v := range row {
				if b.common[i] == "" {
					b.args = append(b.args, v)
				}
			}
		}
		if _, err := b.many.ExecContext(ctx, b.args...); err != nil {
			return fmt.Errorf("write %s and following: %w", b.tab.key(chunk[0]), err)
		}
	}
	return nil
}

// agree finds what the first rows have in common, and later takes back what
// others do not share, with a statement to match.
func (b *bulk) agree(ctx context.Context, rows [][]any) (err error) {
	changed := b.common == nil
	if changed {
		b.common = make([]string, len(b.tab.cols))
		b.first = rows[0]
		for i, v := range b.first {
			b.common[i] = literal(v)
		}
	}
	for i, text := range b.common {
		if text != "" && slices.ContainsFunc(rows, func(row []any) bool { return row[i] != b.first[i] }) {
			b.common[i], changed = "", true
		}
	}
	if !changed {
		return nil
	}
	if b.many != nil {
		if err := b.many.Close(); err != nil {
			return fmt.Errorf("close %s: %w", b.tab.name, err)
		}
	}
	b.many, err = b.prepare(ctx, b.tab.insertCommon(b.per, b.common))
	return err
}

// literal spells a value as statements of both databases do, "" for one that
// had better be bound: bytes, and texts of anything but plain letters.
func literal(v any) string {
	switch v := v.(type) {
	case int64:
		return strconv.FormatInt(v, 10)
	case string:
		if !strings.ContainsFunc(v, func(r rune) bool { return r >= utf8.RuneSelf || r < ' ' || r == '\'' || r == '\\' }) {
			return "'" + v + "'"
		}
	}
	return ""
}

func (b *bulk) close() error {
	err := b.one.Close()
	if b.many != nil {
		err = errors.Join(err, b.many.Close())
	}
	return err
}

// into returns the bulk insert of a table, made on first use.
func (im *importer) into(ctx context.Context, t table) (*bulk, error) {
	if b, ok := im.bulk[t.name]; ok {
		return b, nil
	}
	b, err := newBulk(ctx, im.t, t)
	if err == nil {
		im.bulk[t.name] = b
	}
	return b, err
}

// writeChunk writes the rows of a chunk and the leaves that prove them.
func (im *importer) writeChunk(ctx context.Context, fresh, changed []*parcel) error {
	if len(fresh)+len(changed) == 0 {
		return nil
	}
	im.t.dirty = true
	var rows, cards, snaps, marks [][]any
	var leaves []byte
	var sheets []sheet.Entry
	for _, p := range fresh {
		sheets = append(sheets, sheet.Entry{ID: p.id, Version: 1, Sealed: p.sheet, Marks: p.in.Marks})
		rows, cards, snaps, marks = append(rows, p.row), append(cards, p.card), append(snaps, p.snap), append(marks, p.marks...)
		leaves = append(leaves, p.leaves...)
	}
	for _, p := range changed {
		if err := im.overwrite(ctx, p); err != nil {
			return err
		}
		snaps, marks = append(snaps, p.snap), append(marks, p.marks...)
		leaves = append(leaves, p.leaves...)
	}
	if err := im.insert(ctx, casesTable(), rows); err != nil {
		return err
	}
	if err := im.insert(ctx, cardsTable(), cards); err != nil {
		return err
	}
	if err := im.insert(ctx, snapshotsTable(), snaps); err != nil {
		return err
	}
	if err := im.insert(ctx, marksTable(), marks); err != nil {
		return err
	}
	if len(sheets) > 0 {
		row, err := sheetRow(im.keys, sheets)
		if err != nil {
			return err
		}
		if err := im.insert(ctx, sheetsTable(), [][]any{row}); err != nil {
			return err
		}
	}
	return im.keepLeaves(ctx, leaves)
}

func (im *importer) insert(ctx context.Context, t table, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	b, err := im.into(ctx, t)
	if err != nil {
		return err
	}
	return b.insert(ctx, rows)
}

// overwrite puts the new facts of an amended case in place of the old. The
// version is checked once more, although nobody can have changed it since.
func (im *importer) overwrite(ctx context.Context, p *parcel) error {
	tab := casesTable()
	set := assign(tab.cols[1:], func(c string) string { return fmt.Sprintf("$%d", slices.Index(tab.cols, c)+1) })
	res, err := im.t.tx.ExecContext(ctx, fmt.Sprintf("UPDATE cases SET %s WHERE id = $1 AND version = $%d", set, len(tab.cols)+1),
		append(slices.Clone(p.row), p.known.row.Version)...)
	if err != nil {
		return fmt.Errorf("amend case %s: %w", p.known.row.AppealNo, err)
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return cmpErr(err, fmt.Errorf("amend case %s: %d rows changed", p.known.row.AppealNo, n))
	}
	if _, err := im.t.tx.ExecContext(ctx, cardsTable().upsert(), p.card...); err != nil {
		return fmt.Errorf("amend case %s: %w", p.known.row.AppealNo, err)
	}
	if _, err := im.t.tx.ExecContext(ctx, "DELETE FROM evidence_index WHERE case_id = $1", int64(p.id)); err != nil {
		return fmt.Errorf("amend case %s: %w", p.known.row.AppealNo, err)
	}
	made := []sheet.Entry{{ID: p.id, Version: p.known.row.SnapshotVersion + 1, Sealed: p.sheet, Marks: p.in.Marks}}
	of, err := sheetRow(im.keys, made)
	if err != nil {
		return err
	}
	if _, err := im.t.tx.ExecContext(ctx, sheetsTable().upsert(), of...); err != nil {
		return fmt.Errorf("amend case %s: %w", p.known.row.AppealNo, err)
	}
	return nil
}

// keepLeaves adds leaves to the delivery's tree and keeps them, so that a row
// that no longer fits can be named.
func (im *importer) keepLeaves(ctx context.Context, leaves []byte) error {
	if err := growTree(&im.tree, leaves); err != nil {
		return err
	}
	im.chunk++
	return im.insert(ctx, leavesTable(), [][]any{{im.report.ID, im.chunk, leaves}})
}

// A leaf names a row and its digest: length of the key, key, digest.

func appendLeaf(b []byte, key string, sum [sha256.Size]byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(key)))
	b = append(b, key...)
	return append(b, sum[:]...)
}

// nextLeaf takes one leaf off the front of b.
func nextLeaf(b []byte) (key string, sum [sha256.Size]byte, leaf, rest []byte, ok bool) {
	n, width := binary.Uvarint(b)
	if width <= 0 || n > 1000 || len(b) < width+int(n)+sha256.Size {
		return "", sum, nil, nil, false
	}
	end := width + int(n)
	copy(sum[:], b[end:])
	end += sha256.Size
	return string(b[width : width+int(n)]), sum, b[:end], b[end:], true
}

func growTree(t *audit.Tree, leaves []byte) error {
	for len(leaves) > 0 {
		_, _, leaf, rest, ok := nextLeaf(leaves)
		if !ok {
			return audit.ErrMalformed
		}
		t.Add(leaf)
		leaves = rest
	}
	return nil
}

// workers is how many goroutines seal and open: two, because an office machine
// has few cores and the database needs one as well.
const workers = 2

// ahead is how many pieces of work may wait between reading and taking.
const ahead = 8

// inOrder runs source on a goroutine, work on a few, and take on the caller's,
// which sees the results in the order of the source. The first error ends all
// three and is returned, whoever had it.
func inOrder[A, B any](ctx context.Context, source func(emit func(A) error) error, work func(A) (B, error), take func(B) error) error {
	g, ctx := errgroup.WithContext(ctx)
	type job struct {
		in  A
		out chan B
	}
	todo := make(chan job)
	line := make(chan chan B, ahead)
	g.Go(func() error {
		defer close(line)
		defer close(todo)
		return source(func(a A) error {
			j := job{a, make(chan B, 1)}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case line <- j.out:
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case todo <- j:
			}
			return nil
		})
	})
	for range workers {
		g.Go(func() error {
			for j := range todo {
				b, err := work(j.in)
				if err != nil {
					return err
				}
				j.out <- b
			}
			return nil
		})
	}
	taken := takeAll(ctx, line, take)
	if taken != nil {
		g.Go(func() error { return taken })
	}
	return g.Wait()
}

// takeAll takes results in line until there are no more.
func takeAll[B any](ctx context.Context, line <-chan chan B, take func(B) error) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err() // counts only when nobody had an error before
		case out, more := <-line:
			if !more {
				return nil
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case b := <-out:
				if err := take(b); err != nil {
					return err
				}
			}
		}
	}
}
