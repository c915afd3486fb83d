package engine

import "context"

// Undone makes sure that a transaction whose commit failed does not come back,
// and reports whether it could. A SQLite transaction ends with a frame in the
// write-ahead log; when the disk refuses to sync that frame, the commit fails,
// but the frame may be on the disk, and whoever opens the office next would
// find it. Emptying the log takes it away. On a server nothing is left over.
func (e *Engine) Undone(ctx context.Context) bool {
	if _, file := e.d.(sqlite); !file {
		return true
	}
	var busy, frames, moved int
	err := e.Write.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &moved)
	return err == nil && busy == 0
}
