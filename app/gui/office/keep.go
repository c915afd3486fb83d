package office

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"recourse/app/gui/task"
	"recourse/cases"
	"recourse/cases/retention"
)

// KeepingDesk is what the page about backups and retention does.
type KeepingDesk interface {
	// Keeping is how the office keeps what it has.
	Keeping(ctx context.Context) (Keeping, error)
	// Backup writes a backup that is opened again before it has its name.
	Backup(ctx context.Context, path string, tell func(done, total int64)) (Backup, error)
	// Restore makes another office of a backup, with the passphrase that the
	// person signed in had when it was made.
	Restore(ctx context.Context, backup, office, passphrase string, tell func(done, total int64)) (Restored, error)
	// SetRetention changes how long working copies are kept.
	SetRetention(ctx context.Context, r retention.Rule) error
	// OrderPurge orders what is due now.
	OrderPurge(ctx context.Context) error
	// WitnessPurge is the second signature, on the list with a digest.
	WitnessPurge(ctx context.Context, no int, digest string) error
	// CancelPurge takes an order back.
	CancelPurge(ctx context.Context, no int) error
	// CarryPurge destroys what two people agreed to.
	CarryPurge(ctx context.Context, no int, tell func(done, total int64)) error
	// SaveCertificate writes the signed certificate of a purge into a file.
	SaveCertificate(ctx context.Context, no int, path string) error
}

// Keeping is how the office keeps what it has: the rule, what it lets go now,
// what was let go, and which backups there are. Due and Purges are empty for
// those who have no part in purges.
type Keeping struct {
	Rule       retention.Rule
	Due        int   // cases
	Deliveries int   // whose people never appealed
	People     int64 // of them
	Kept       map[retention.Why]int
	Purges     []Purge
	Backups    []Backup
	Origin     *Origin // nil for an office that was never restored
	Others     int     // other copies of the office that this seat knows
}

// Purge is an order to destroy working copies. State is ordered, witnessed,
// done or cancelled.
type Purge struct {
	No                int
	State, Digest     string
	Cases, Deliveries int
	OrderedBy         string
	OrderedID         cases.UserID
	Witness           string
	At                time.Time // of its last turn
}

// Backup is one backup that the record knows of.
type Backup struct {
	File, By, SHA256       string
	At                     time.Time
	Height, Bytes          int64
	Cases, Letters, Behind int64
}

// Origin is the backup an office was restored from.
type Origin struct {
	File, By         string
	Made, RestoredAt time.Time
	Height           int64
}

// Restored is what came of a backup.
type Restored struct {
	Backup
	Office string // file
}

// keepList is Keeping, as far as it has come.
type keepList struct {
	now  Keeping
	err  error
	came bool
	busy string // the job that runs, "" for none
	stop context.CancelFunc
}

// MayBackup says why this person may not make backups, nil when they may.
func (m *Model) MayBackup() error { return m.user.Permit(cases.MayBackup) }

// MayPurge says why this person may not order purges.
func (m *Model) MayPurge() error { return m.user.Permit(cases.MayPurge) }

// MayWitness says why this person may not witness a purge: their role, or that
// they ordered it.
func (m *Model) MayWitness(p *Purge) error {
	if m.user.ID == p.OrderedID {
		return cases.Refuse("four_eyes_purge", "author", string(p.OrderedID))
	}
	return m.user.Permit(cases.MayWitness)
}

// LoadKeeping reads how the office keeps what it has.
func (m *Model) LoadKeeping() {
	task.Go(m.runner, context.Background(), m.desk.Keeping, func(now Keeping, err error) {
		m.keep.now, m.keep.err, m.keep.came = now, err, true
		m.tell(Part(Custody))
	})
}

// Keeping is what was read, why it could not be, and whether it has come.
func (m *Model) Keeping() (now Keeping, err error, came bool) {
	return m.keep.now, m.keep.err, m.keep.came
}

// Busy names the job of this page that runs, "" for none.
func (m *Model) Busy() string { return m.keep.busy }

// StopKeeping stops it.
func (m *Model) StopKeeping() {
	if m.keep.stop != nil {
		m.keep.stop()
	}
}

// work runs a job of this page, one at a time; the status bar shows how far it
// is and can stop it.
func (m *Model) work(name string, do func(context.Context, task.Progress) error, end func(error)) {
	if m.keep.busy != "" {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	m.keep.busy, m.keep.stop = name, cancel
	m.tell(Part(Custody))
	m.jobs.Start(ctx, name, func(ctx context.Context, tell task.Progress) error {
		return errors.Join(do(ctx, tell), ctx.Err())
	}, func(err error) {
		cancel()
		m.keep.busy, m.keep.stop = "", nil
		m.tell(Part(Custody))
		end(err)
		m.LoadKeeping()
		m.LoadLog()
	})
}

// Backup writes a backup into a folder under the name of its day and hour.
func (m *Model) Backup(job, folder, name string, end func(Backup, error)) {
	var b Backup
	m.work(job, func(ctx context.Context, tell task.Progress) (err error) {
		b, err = m.desk.Backup(ctx, filepath.Join(folder, name), tell)
		return err
	}, func(err error) { end(b, err) })
}

// Restore makes another office of a backup.
func (m *Model) Restore(job, backup, office, passphrase string, end func(Restored, error)) {
	var r Restored
	m.work(job, func(ctx context.Context, tell task.Progress) (err error) {
		r, err = m.desk.Restore(ctx, backup, office, passphrase, tell)
		return err
	}, func(err error) { end(r, err) })
}

// Carry carries a purge out.
func (m *Model) Carry(job string, no int, end func(error)) {
	m.work(job, func(ctx context.Context, tell task.Progress) error { return m.desk.CarryPurge(ctx, no, tell) }, end)
}

// Turn does a small act of this page and reads anew.
func (m *Model) Turn(act func(context.Context) error, end func(error)) {
	m.runner.Go(context.Background(), act, func(err error) {
		end(err)
		if err == nil {
			m.LoadKeeping()
			m.LoadLog()
		}
	})
}
