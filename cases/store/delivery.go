package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"maps"
	"strconv"
	"sync"
	"time"

	"recourse/cases"
	"recourse/cases/audit"
	"recourse/cases/store/engine"
	"recourse/cases/vault"
)

// Delivery says what is being imported and by whom.
type Delivery struct {
	ActionID   string
	Name       string // of the file or folder, without its path
	FileSHA256 string
	By         cases.Actor // signed in here, and permitted to import
	At         time.Time
	DryRun     bool // only tell what would happen
}

// Incoming is one case as a delivery brings it.
type Incoming struct {
	Snapshot *cases.Snapshot
	Row      cases.Row
	Card     cases.Card
	Marks    []cases.EvidenceMark
	Sheet    []byte // for the replay of the whole office; nil makes none
}

// Goods are the contents of a delivery. The iterators are pulled on another
// goroutine than the caller's, one after the other; an error of theirs ends
// the import and nothing is kept. Register may be nil.
type Goods struct {
	Cases    iter.Seq2[Incoming, error]
	Register iter.Seq2[RegisterEntry, error]
	// Remarks, if set, is asked once everything was read: what else the audit
	// entry of the delivery says, such as what was refused and why. It must
	// hold no personal data.
	Remarks func() map[string]string
}

// DeliveryReport says what became of every case of a delivery: their number
// is Stored + Amended + Unchanged + len(Refused).
type DeliveryReport struct {
	ID         int64
	Stored     int
	Amended    int
	Unchanged  int
	Registered int // people who have not appealed
	Refused    []RefusedCase
}

// RefusedCase is a case that was not taken, by its place in the delivery
// (from 0), with the reason.
type RefusedCase struct {
	Index    int
	AppealNo string
	Why      *cases.Refusal
}

// ImportDelivery takes in a whole delivery in one transaction, with one audit
// entry that carries the counts and the root of a tree over the digests of all
// rows written. Cases that are new are stored; the same content again changes
// nothing; other content becomes a new snapshot version of a case that is not
// decided, and is refused for one that is. A delivery with an action id that
// was imported before changes nothing. progress, if not nil, is told how many
// cases are through. Cancelling ctx leaves nothing behind.
func (s *Store) ImportDelivery(ctx context.Context, d Delivery, g Goods, progress func(done int)) (DeliveryReport, error) {
	by, err := s.session(d.By.ID)
	if err != nil {
		return DeliveryReport{}, err
	}
	if err := by.permit(ctx, cases.MayImport); err != nil {
		return DeliveryReport{}, err
	}
	if err := checkTexts("file", d.Name, "sha256", d.FileSHA256); err != nil {
		return DeliveryReport{}, err
	}
	keys, err := s.vault()
	if err != nil {
		return DeliveryReport{}, err
	}
	im := &importer{s: s, d: d, by: by, keys: keys, progress: progress, digests: make(map[string][16]byte)}
	if d.DryRun {
		im.q = s.e.Read
		err := im.cases(ctx, g.Cases)
		return im.report, err
	}
	err = s.write(ctx, d.ActionID, func(inner context.Context, t *txn) error {
		im.t, im.q = t, t.tx
		return im.run(ctx, inner, g)
	})
	if err != nil {
		return DeliveryReport{}, fmt.Errorf("import %s: %w", d.Name, err)
	}
	if im.t == nil {
		return s.earlierReport(ctx, d.ActionID)
	}
	return im.report, nil
}

// earlierReport is what a delivery that was imported before came to. The
// refused cases are not kept, only their number was.
func (s *Store) earlierReport(ctx context.Context, actionID string) (DeliveryReport, error) {
	var r DeliveryReport
	var refused int
	err := s.e.Read.QueryRowContext(ctx, `SELECT d.id, d.stored, d.amended, d.unchanged, d.refused, d.registered
		FROM deliveries d JOIN audit a ON a.seq = d.seq WHERE a.action_id = $1`, actionID).
		Scan(&r.ID, &r.Stored, &r.Amended, &r.Unchanged, &refused, &r.Registered)
	if err != nil {
		return r, s.e.Explain(fmt.Errorf("read delivery %s: %w", actionID, err))
	}
	return r, nil
}

// importer is one import at work.
type importer struct {
	s        *Store
	d        Delivery
	by       *Session
	keys     *vault.Office
	progress func(int)

	mu      sync.Mutex // q serves one statement at a time
	q       querier
	t       *txn // nil in a dry run
	bulk    map[string]*bulk
	empty   bool            // the office had no case before
	filling *engine.Filling // of an empty office
	nextID  cases.ID
	seq     int64
	digests map[string][16]byte // of the cases of this delivery, by appeal number

	report  DeliveryReport
	tree    audit.Tree
	chunk   int64
	through int
}

// run imports cases and register entries and records the delivery.
func (im *importer) run(ctx, inner context.Context, g Goods) error {
	if err := im.begin(inner); err != nil {
		return err
	}
	if err := im.cases(ctx, g.Cases); err != nil {
		return err
	}
	if err := im.register(ctx, inner, g.Register); err != nil {
		return err
	}
	return im.close(ctx, inner, g.Remarks)
}

// begin numbers the delivery and finds out where case numbers go on. Numbers
// may have gaps: they are given before it is known whether a case is taken.
func (im *importer) begin(ctx context.Context) error {
	im.seq = im.t.next()
	im.bulk = map[string]*bulk{}
	err := im.q.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) + 1 FROM deliveries").Scan(&im.report.ID)
	if err != nil {
		return fmt.Errorf("number the delivery: %w", err)
	}
	var last int64
	if err := im.q.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM cases").Scan(&last); err != nil {
		return fmt.Errorf("number the cases: %w", err)
	}
	if im.nextID, im.empty = cases.ID(last)+1, last == 0; !im.empty {
		return nil
	}
	im.filling, err = im.s.e.Fill(ctx, im.t.tx)
	return err
}

// closeBulk ends the writing of rows.
func (im *importer) closeBulk(ctx context.Context) error {
	for _, b := range im.bulk {
		if err := b.close(); err != nil {
			return err
		}
	}
	if im.filling == nil {
		return nil
	}
	return im.filling.Done(ctx)
}

// close writes the delivery itself and its audit entry.
func (im *importer) close(ctx, inner context.Context, remarks func() map[string]string) error {
	if err := im.closeBulk(ctx); err != nil {
		return err
	}
	r := &im.report
	root := im.tree.Root()
	err := im.t.add(inner, deliveriesTable(), []any{
		r.ID, im.seq, im.d.Name, im.d.FileSHA256, string(im.d.By.ID), micros(im.d.At), int64(r.Stored), int64(r.Amended),
		int64(r.Unchanged), int64(len(r.Refused)), int64(r.Registered), root[:],
	})
	if err != nil {
		return err
	}
	detail := map[string]string{}
	if remarks != nil {
		maps.Copy(detail, remarks())
	}
	maps.Copy(detail, map[string]string{
		"delivery": strconv.FormatInt(r.ID, 10), "file": im.d.Name, "sha256": im.d.FileSHA256,
		"stored": strconv.Itoa(r.Stored), "amended": strconv.Itoa(r.Amended), "unchanged": strconv.Itoa(r.Unchanged),
		"refused": strconv.Itoa(len(r.Refused)), "registered": strconv.Itoa(r.Registered),
		"rows": strconv.FormatInt(im.tree.Size(), 10), "root": root.String(),
	})
	return im.t.record(inner, im.by, entry{
		ID: im.d.ActionID, Action: string(cases.MoveReceive), By: im.d.By.ID, Roles: im.d.By.Roles, At: im.d.At, Detail: detail,
	})
}

// DeliveryRecord is one delivery as it was taken in.
type DeliveryRecord struct {
	ID                                              int64
	Name, FileSHA256                                string
	By                                              cases.UserID
	At                                              time.Time
	Stored, Amended, Unchanged, Refused, Registered int
}

// DeliveryList lists the deliveries, latest first.
func (s *Store) DeliveryList(ctx context.Context) ([]DeliveryRecord, error) {
	var list []DeliveryRecord
	err := each(ctx, s.e.Read, func(rows *sql.Rows) error {
		var d DeliveryRecord
		var at int64
		err := rows.Scan(&d.ID, &d.Name, &d.FileSHA256, &d.By, &at, &d.Stored, &d.Amended, &d.Unchanged, &d.Refused, &d.Registered)
		d.At = instant(at)
		list = append(list, d)
		return err
	}, `SELECT id, name, file_sha256, by_user, at, stored, amended, unchanged, refused, registered
		FROM deliveries ORDER BY id DESC`)
	if err != nil {
		return nil, s.e.Explain(fmt.Errorf("list deliveries: %w", err))
	}
	return list, nil
}

// DeliveryCases lists the cases that a delivery stored or amended, in order of
// their numbers. A delivery that never was is refused (no_delivery).
func (s *Store) DeliveryCases(ctx context.Context, delivery int64) ([]cases.ID, error) {
	ids := []cases.ID{}
	err := each(ctx, s.e.Read, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, cases.ID(id))
		return err
	}, "SELECT DISTINCT case_id FROM snapshots WHERE delivery = $1 ORDER BY case_id", delivery)
	if err != nil {
		return nil, s.e.Explain(fmt.Errorf("cases of delivery %d: %w", delivery, err))
	}
	if len(ids) > 0 {
		return ids, nil
	}
	var n int
	if err := s.e.Read.QueryRowContext(ctx, "SELECT count(*) FROM deliveries WHERE id = $1", delivery).Scan(&n); err != nil {
		return nil, s.e.Explain(fmt.Errorf("read delivery %d: %w", delivery, err))
	}
	if n == 0 {
		return nil, cases.Refuse("no_delivery", "no", strconv.FormatInt(delivery, 10))
	}
	return ids, nil
}
