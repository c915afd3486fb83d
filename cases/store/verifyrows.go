package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"recourse/cases/audit"
	"recourse/cases/store/engine"
)

// leaves checks the leaves of every delivery against the root in its audit
// entry, and takes their claims where no later entry made one: what happened
// to a case after its delivery is claimed by the entries of its changes.
func (v *verifier) leaves(ctx context.Context) error {
	type delivery struct {
		id, seq int64
		root    []byte
	}
	var list []delivery
	err := each(ctx, v.tx, func(rows *sql.Rows) error {
		var d delivery
		err := rows.Scan(&d.id, &d.seq, &d.root)
		list = append(list, d)
		return err
	}, "SELECT id, seq, root FROM deliveries ORDER BY id")
	if err != nil {
		return err
	}
	for _, d := range list {
		var tree audit.Tree
		chunks, inOrder := int64(0), true
		err := each(ctx, v.tx, func(rows *sql.Rows) error {
			var no int64
			var leaves []byte
			if err := rows.Scan(&no, &leaves); err != nil {
				return err
			}
			chunks++
			inOrder = inOrder && no == chunks
			return v.takeLeaves(&tree, leaves, d.seq)
		}, "SELECT chunk, leaves FROM delivery_leaves WHERE delivery_id = $1 ORDER BY chunk", d.id)
		if err != nil {
			return err
		}
		if root := tree.Root(); !inOrder || !bytes.Equal(root[:], d.root) {
			if err := v.find(fmt.Sprintf("delivery_leaves/%d", d.id), "changed", nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// takeLeaves adds leaves to the tree of the delivery and takes their claims,
// unless a later entry claimed the row.
func (v *verifier) takeLeaves(tree *audit.Tree, leaves []byte, seq int64) error {
	for len(leaves) > 0 {
		key, sum, leaf, rest, ok := nextLeaf(leaves)
		if !ok {
			tree.Add(leaves) // broken leaves make another root
			return nil
		}
		tree.Add(leaf)
		if v.claims[key].seq < seq && !v.registerGone(key) {
			v.claims[key] = claim{sum: sum, seq: seq}
		}
		leaves = rest
	}
	return nil
}

// registerGone reports whether a row is of a register that was purged as a
// whole, which one claim under the delivery's number says.
func (v *verifier) registerGone(key string) bool {
	of, ok := strings.CutPrefix(key, registerTable().name+"/")
	if !ok {
		return false
	}
	delivery, _, _ := strings.Cut(of, "/")
	return v.claims[registerTable().name+"/"+delivery].gone
}

// caseRows compares every case, with its card and evidence lines, with its
// last claim. Of cards and lines only the digests are held meanwhile.
func (v *verifier) caseRows(ctx context.Context) error {
	cards := make(map[int64][sha256.Size]byte)
	err := v.eachRow(ctx, cardsTable(), func(row []any) error {
		id, _ := row[0].(int64) // anything else belongs to no case
		cards[id] = cardsTable().sum(row)
		return nil
	})
	if err != nil {
		return err
	}
	marks := make(map[int64][]markSum)
	err = v.eachRow(ctx, marksTable(), func(row []any) error {
		id, _ := row[0].(int64)
		marks[id] = append(marks[id], sumMark(row))
		return nil
	})
	if err != nil {
		return err
	}
	tab := casesTable()
	err = v.eachRow(ctx, tab, func(row []any) error {
		id, _ := row[0].(int64)
		card, ok := cards[id]
		if !ok {
			card = cardsTable().sum([]any{id, nil})
		}
		key := tab.key(row)
		v.unplace(tab, key, row)
		sum := caseSum(row, card, marks[id])
		delete(cards, id)
		delete(marks, id)
		return v.check(key, sum)
	})
	if err != nil {
		return err
	}
	return v.strays(cards, marks)
}

// strays names cards and evidence lines that belong to no case.
func (v *verifier) strays(cards map[int64][sha256.Size]byte, marks map[int64][]markSum) error {
	for id := range cards {
		if err := v.find(fmt.Sprintf("cards/%d", id), "unclaimed", nil); err != nil {
			return err
		}
	}
	for id := range marks {
		if err := v.find(fmt.Sprintf("evidence_index/%d", id), "unclaimed", nil); err != nil {
			return err
		}
	}
	return nil
}

// tables compares every other table, then looks for claimed rows that are gone.
func (v *verifier) tables(ctx context.Context) error {
	for _, tab := range []table{
		officeTable(), usersTable(), keysTable(), snapshotsTable(), papersTable(), decisionsTable(), signoffsTable(),
		proposalsTable(), confirmationsTable(),
		deliveriesTable(), deliveryKeysTable(), registerTable(), receiptsTable(), groupsTable(), membersTable(), alertsTable(), purgesTable(),
	} {
		err := v.eachRow(ctx, tab, func(row []any) error {
			key := tab.key(row)
			v.unplace(tab, key, row)
			return v.check(key, tab.sum(row))
		})
		if err != nil {
			return err
		}
	}
	if !v.whole {
		return nil // claims after the break are unknown
	}
	for key, c := range v.claims {
		if c.gone {
			continue
		}
		if err := v.find(key, "missing", nil); err != nil {
			return err
		}
	}
	return nil
}

// unplace takes the number of the entry out of a row for whose digest it was not
// known yet. A row with any other number gets one that no digest was made with.
func (v *verifier) unplace(tab table, key string, row []any) {
	c, ok := v.claims[key]
	i := slices.Index(tab.cols, "seq")
	if !ok || !c.placed || i < 0 {
		return
	}
	if row[i] == c.seq {
		row[i] = int64(0)
	} else {
		row[i] = int64(-1)
	}
}

// check compares a row with its claim and strikes the claim off.
func (v *verifier) check(key string, sum [sha256.Size]byte) error {
	v.out.Rows++
	want, ok := v.claims[key]
	delete(v.claims, key)
	switch {
	case (!ok || want.gone) && v.whole:
		return v.find(key, "unclaimed", nil)
	case ok && want.sum != sum:
		return v.find(key, "changed", nil)
	}
	return nil
}

// eachRow reads a table on a goroutine of its own while visit, on the caller's,
// works on the rows before. A row is the visitor's only until it returns.
func (v *verifier) eachRow(ctx context.Context, tab table, visit func([]any) error) error {
	const batches = 4
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	free, full := make(chan *rowBatch, batches), make(chan *rowBatch, batches)
	for range batches {
		free <- newRowBatch(len(tab.cols))
	}
	failed := make(chan error, 1)
	go func() {
		defer close(full)
		failed <- v.readBatches(ctx, tab, free, full)
	}()
	var err error
	for b := range full {
		for i := 0; i < b.n && err == nil; i++ {
			err = visit(b.rows[i])
		}
		if b.n = 0; err != nil {
			stop() // the reader ends, and closes full
		}
		free <- b
	}
	if rerr := <-failed; err == nil {
		err = rerr
	}
	return err
}

// readBatches reads a table into the batches that are free, and hands them on.
func (v *verifier) readBatches(ctx context.Context, tab table, free, full chan *rowBatch) error {
	b := <-free
	err := each(ctx, v.tx, func(rows *sql.Rows) error {
		if err := rows.Scan(b.into[b.n]...); err != nil {
			return err
		}
		if b.n++; b.n < len(b.rows) {
			return nil
		}
		full <- b // never waits: there are no more batches than places
		select {
		case b = <-free:
			return nil
		case <-ctx.Done():
			b = nil
			return ctx.Err()
		}
	}, tab.query(""))
	if err == nil {
		full <- b
	}
	return err
}

// rowBatch is room for rows of one table.
type rowBatch struct {
	n          int
	rows, into [][]any
}

func newRowBatch(columns int) *rowBatch {
	const size = 128
	b := &rowBatch{}
	for range size {
		row, into := make([]any, columns), make([]any, columns)
		for i := range row {
			into[i] = &row[i]
		}
		b.rows, b.into = append(b.rows, row), append(b.into, into)
	}
	return b
}

// moves compares the database's table of moves with the program's: a line
// more would let a case go where nobody may take it.
func (v *verifier) moves(ctx context.Context) error {
	want := make(map[engine.Line]bool)
	for _, l := range engine.Lines() {
		want[l] = true
	}
	err := each(ctx, v.tx, func(rows *sql.Rows) error {
		var l engine.Line
		if err := rows.Scan(&l.Move, &l.From, &l.To); err != nil {
			return err
		}
		if !want[l] {
			return v.find(fmt.Sprintf("moves/%s/%s/%s", l.Move, l.From, l.To), "moves", nil)
		}
		delete(want, l)
		return nil
	}, "SELECT move, from_state, to_state FROM moves")
	if err != nil {
		return err
	}
	for l := range want {
		if err := v.find(fmt.Sprintf("moves/%s/%s/%s", l.Move, l.From, l.To), "moves", nil); err != nil {
			return err
		}
	}
	return nil
}
