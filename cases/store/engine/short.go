package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"recourse/cases"
)

// Short is a transaction on a server in few round trips: statements that are
// asked together travel together, to the commit. One program uses one at a time.
type Short struct {
	*sql.Conn // reads inside the transaction, one by one
	d         *postgres
	open      bool
}

// Ask is a statement of a Short. Row is handed every row of the answer, with
// integers as int64; nil hands over none.
type Ask struct {
	Text string
	Args []any
	Row  func(values []any) error
}

// Short begins a transaction of few round trips; ok is false where the database
// is a file, in which there is nothing to be gained.
func (e *Engine) Short(ctx context.Context) (s *Short, ok bool, err error) {
	d, ok := e.d.(*postgres)
	if !ok {
		return nil, false, nil
	}
	conn, err := e.Write.Conn(ctx)
	if err != nil {
		return nil, true, e.Explain(err)
	}
	return &Short{Conn: conn, d: d}, true, nil
}

// settledPlans has every statement planned once for a connection: planning the
// longer ones takes longer than running them, and their plans are the same
// whatever they are asked.
const settledPlans = "SET LOCAL plan_cache_mode = force_generic_plan"

// Ask runs the statements in order, as one round trip. The first that fails
// ends them.
func (s *Short) Ask(ctx context.Context, asks ...Ask) error {
	b := &pgx.Batch{}
	if !s.open {
		b.Queue("BEGIN")
		b.Queue(settledPlans)
		s.open = true
	}
	s.queue(b, asks)
	return s.send(ctx, b)
}

// Claimed is the number of the case that a Short claimed last, for its
// statements; null when it found none.
const Claimed = "nullif(current_setting('recourse.claimed', true), '')::int"

// Claiming is Engine.Claim for a Short; found is told which case it is.
func (s *Short) Claiming(ids []cases.ID, now time.Time, found func(cases.ID)) Ask {
	text := "SELECT q.id, set_config('recourse.claimed', q.id::text, true) FROM (" + s.d.claim() + ") q"
	return Ask{text, []any{listed(ids), now.UnixMicro()}, func(values []any) error {
		id, _ := values[0].(int64)
		found(cases.ID(id))
		return nil
	}}
}

// Commit runs the last statement of the transaction while it holds the head of
// the record, commits, and waits for the disk, as one round trip: nobody waits
// for this program while it has the head. Cancelling ctx ends the waiting for
// the head; an answer is always waited for, so that it says what was done. After
// an error the transaction may have been committed.
func (s *Short) Commit(ctx context.Context, last Ask) error {
	b := &pgx.Batch{}
	b.Queue(fmt.Sprintf("SELECT pg_advisory_xact_lock(%d, 0)", lockClass))
	s.queue(b, []Ask{last})
	b.Queue("COMMIT")
	if s.d.marks {
		b.Queue(settleText)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.send(ctx, b)
}

func (s *Short) queue(b *pgx.Batch, asks []Ask) {
	for _, a := range asks {
		q := b.Queue(a.Text, a.Args...)
		if a.Row == nil {
			continue
		}
		q.Query(func(rows pgx.Rows) error {
			for rows.Next() {
				values, err := rows.Values()
				if err != nil {
					return err
				}
				if err := a.Row(widen(values)); err != nil {
					return err
				}
			}
			return rows.Err()
		})
	}
}

// widen gives integers the one type in which database/sql hands them over.
func widen(values []any) []any {
	for i, v := range values {
		switch v := v.(type) {
		case int32:
			values[i] = int64(v)
		case int16:
			values[i] = int64(v)
		}
	}
	return values
}

// send sends a batch and waits for its answer. When ctx ends meanwhile, the
// server is asked to stop, and answers.
func (s *Short) send(ctx context.Context, b *pgx.Batch) error {
	return s.Raw(func(c any) error {
		conn := c.(*stdlib.Conn).Conn()
		inner := context.WithoutCancel(ctx)
		stop := context.AfterFunc(ctx, func() { conn.PgConn().CancelRequest(inner) })
		err := conn.SendBatch(inner, b).Close()
		if !stop() && err != nil {
			err = errors.Join(ctx.Err(), err)
		}
		return err
	})
}

// Outcome looks up an act about a case that a Short of any program was asked to
// commit and did not answer: its entry's sequence, 0 when it was not done. It
// waits for the end of the transaction, which has a lock on the case it claimed.
func (e *Engine) Outcome(ctx context.Context, of cases.ID, actionID string) (seq int64, err error) {
	tx, err := e.Write.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1, $2)", lockClass, int64(of)); err != nil {
		return 0, err
	}
	err = tx.QueryRowContext(ctx, "SELECT coalesce((SELECT seq FROM audit WHERE action_id = $1), 0)", actionID).Scan(&seq)
	return seq, err
}

// Close gives the connection back, rolling back what was not committed.
func (s *Short) Close() error {
	return errors.Join(s.Raw(func(c any) error {
		conn := c.(*stdlib.Conn).Conn()
		if conn.IsClosed() || conn.PgConn().TxStatus() == 'I' {
			return nil
		}
		_, err := conn.Exec(context.Background(), "ROLLBACK")
		return err
	}), s.Conn.Close())
}

// Linking is the statement with which a Short writes an entry that was signed
// before it had its place, and what the entry is about. The server does what a
// Chain does: it takes the next place, hashes the entry as an RFC 6962 leaf and
// folds the tree. rest and after are the parameters with the entry's encoding
// behind its place and with the entry it was signed after; update changes one row
// and returns something when it did; inserts write rows. They find the place in
// "place" (seq, prev, hash), and nothing is written unless update changed its
// row. The answer is one row with the new state of the chain, or none.
func (e *Engine) Linking(rest, after, update string, inserts []string, window int) string {
	text := fmt.Sprintf(`WITH RECURSIVE head AS MATERIALIZED (
		SELECT ('x' || encode(substr(chain, 1, 8), 'hex'))::bit(64)::bigint AS size, substr(chain, 9, 32) AS prev, substr(chain, 41) AS roots
		FROM audit_head WHERE id = 1
	), place AS MATERIALIZED (
		SELECT size + 1 AS seq, prev, sha256('\x00'::bytea || int8send(size + 1) || prev || %s::bytea) AS hash
		FROM head WHERE size - %s::bigint < %d
	), fold(n, roots, root) AS (
		SELECT head.size, head.roots, place.hash FROM head, place
		UNION ALL
		SELECT n >> 1, substr(roots, 1, length(roots) - 32), sha256('\x01'::bytea || substr(roots, length(roots) - 31) || root)
		FROM fold WHERE n & 1 = 1
	), done AS (%s)`, rest, after, window, update)
	for i, insert := range inserts {
		text += fmt.Sprintf(", with%d AS (%s FROM place, done)", i, insert)
	}
	text += ` UPDATE audit_head SET chain = int8send(place.seq) || place.hash || tip.roots || tip.root, taken = taken + 1
		FROM place, done, (SELECT roots, root FROM fold ORDER BY length(roots) LIMIT 1) tip WHERE audit_head.id = 1 RETURNING audit_head.chain`
	if d, ok := e.d.(*postgres); ok && d.marks {
		text += ", set_config('synchronous_commit', 'off', true)"
	}
	return text
}
