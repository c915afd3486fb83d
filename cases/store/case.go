package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"recourse/cases"
	"recourse/cases/quickjson"
	"recourse/cases/store/engine"
	"recourse/cases/vault"
)

// Case opens a case file: the row, the snapshot in force, and every paper,
// decoded. The office must be unlocked. Nothing is recorded; masking is the
// caller's business.
func (s *Store) Case(ctx context.Context, id cases.ID) (*cases.File, error) {
	return s.file(ctx, fmt.Sprint(id), "id = $1", int64(id))
}

// FindCase opens the case with an appeal number.
func (s *Store) FindCase(ctx context.Context, appealNo string) (*cases.File, error) {
	return s.file(ctx, appealNo, "appeal_no = $1", appealNo)
}

// FindByDocNo lists the cases of the person with an identity document number,
// whichever way it is written. The office must be unlocked.
func (s *Store) FindByDocNo(ctx context.Context, docNo string) ([]cases.ID, error) {
	return s.findBlind(ctx, "doc_blind", func(k *vault.Office) []byte { return blindDoc(k, docNo) })
}

// FindByPhone lists the cases with a telephone number.
func (s *Store) FindByPhone(ctx context.Context, phone string) ([]cases.ID, error) {
	return s.findBlind(ctx, "phone_blind", func(k *vault.Office) []byte { return blindPhone(k, phone) })
}

func (s *Store) findBlind(ctx context.Context, column string, index func(*vault.Office) []byte) ([]cases.ID, error) {
	keys, err := s.vault()
	if err != nil {
		return nil, err
	}
	blind := index(keys)
	if blind == nil {
		return nil, nil
	}
	var ids []cases.ID
	err = each(ctx, s.e.Read, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, cases.ID(id))
		return err
	}, "SELECT id FROM cases WHERE "+column+" = $1 ORDER BY id", blind)
	if err != nil {
		return nil, s.e.Explain(fmt.Errorf("find cases: %w", err))
	}
	return ids, nil
}

func (s *Store) file(ctx context.Context, of, where string, arg any) (*cases.File, error) {
	keys, err := s.vault()
	if err != nil {
		return nil, err
	}
	tx, err := s.e.View(ctx)
	if err != nil {
		return nil, fmt.Errorf("read case %s: %w", of, err)
	}
	defer tx.Rollback()
	row, h, err := readRow(ctx, tx, where, arg)
	if err != nil {
		return nil, s.e.Explain(rowError(err, of))
	}
	f, err := openFile(ctx, tx, keys, row, h)
	return f, s.e.Explain(err)
}

// openFile reads and opens what belongs to a row.
func openFile(ctx context.Context, q querier, keys *vault.Office, row cases.Row, h held) (*cases.File, error) {
	f := &cases.File{Row: row}
	key, err := keys.OpenKey(h.wrappedKey, row.AppealNo)
	if err != nil {
		return nil, damaged(row.AppealNo, "key", err)
	}
	if err := loadSnapshot(ctx, q, key, f); err != nil {
		return nil, err
	}
	if err := loadPapers(ctx, q, key, f); err != nil {
		return nil, err
	}
	if err := loadSince(ctx, q, f); err != nil {
		return nil, err
	}
	return f, nil
}

// loadSince reads the last act after the one that can be taken back, quiet
// ones of the same person left out.
func loadSince(ctx context.Context, q querier, f *cases.File) error {
	if f.Step == nil {
		return nil
	}
	var a cases.Act
	var at int64
	err := q.QueryRowContext(ctx, "SELECT action_id, action, actor, at FROM audit WHERE case_id = $1"+
		" AND seq > (SELECT s.seq FROM audit s WHERE s.action_id = $2)"+
		" AND (actor <> $3 OR action NOT IN "+quiet()+") ORDER BY seq DESC LIMIT 1",
		int64(f.ID), f.Step.Act, string(f.Step.By)).Scan(&a.ID, &a.Move, &a.By, &at)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return fmt.Errorf("record of case %s: %w", f.AppealNo, err)
	}
	a.At = instant(at)
	f.Since = &a
	return nil
}

// quiet lists the acts after which one can still take back the one before, for
// a statement.
func quiet() string {
	var names []string
	for _, r := range cases.Moves() {
		if r.Move.Quiet() {
			names = append(names, "'"+string(r.Move)+"'")
		}
	}
	return "(" + strings.Join(names, ", ") + ")"
}

// loadSnapshot reads the versions and opens the one in force.
func loadSnapshot(ctx context.Context, q querier, key *vault.Key, f *cases.File) error {
	err := each(ctx, q, func(rows *sql.Rows) error {
		var v cases.SnapshotVersion
		var no, at int64
		err := rows.Scan(&no, &v.Delivery, &v.Digest, &at)
		v.No, v.ImportedAt = int(no), instant(at)
		f.Versions = append(f.Versions, v)
		return err
	}, "SELECT version, delivery, digest, at FROM snapshots WHERE case_id = $1 ORDER BY version", int64(f.ID))
	if err != nil {
		return fmt.Errorf("snapshots of case %s: %w", f.AppealNo, err)
	}
	if f.Purge != 0 {
		return nil // nothing is left of it
	}
	s, err := openSnapshot(ctx, q, key, &f.Row, f.SnapshotVersion)
	if err == nil {
		f.Snapshot = *s
	}
	return err
}

func openSnapshot(ctx context.Context, q querier, key *vault.Key, row *cases.Row, version int) (*cases.Snapshot, error) {
	var sealed []byte
	err := q.QueryRowContext(ctx, "SELECT sealed FROM snapshots WHERE case_id = $1 AND version = $2", int64(row.ID), int64(version)).Scan(&sealed)
	if err != nil {
		return nil, fmt.Errorf("snapshot %d of case %s: %w", version, row.AppealNo, err)
	}
	return unsealSnapshot(key, row.AppealNo, version, sealed)
}

func unsealSnapshot(key *vault.Key, appealNo string, version int, sealed []byte) (*cases.Snapshot, error) {
	body, err := key.Open(nil, sealed, snapshotPlace(appealNo, version))
	if err != nil {
		return nil, damaged(appealNo, fmt.Sprintf("snapshot %d", version), err)
	}
	s := new(cases.Snapshot)
	if err := decodeSnapshot(body, s); err != nil {
		return nil, fmt.Errorf("case %s: %w", appealNo, err)
	}
	return s, nil
}

// SnapshotVersion opens one version of what deliveries said about a case, to
// show what an amendment changed.
func (s *Store) SnapshotVersion(ctx context.Context, id cases.ID, version int) (*cases.Snapshot, error) {
	keys, err := s.vault()
	if err != nil {
		return nil, err
	}
	row, h, err := readRow(ctx, s.e.Read, "id = $1", int64(id))
	if err != nil {
		return nil, s.e.Explain(rowError(err, fmt.Sprint(id)))
	}
	if row.Purge != 0 {
		return nil, cases.Refuse("purged", "case", row.AppealNo)
	}
	key, err := keys.OpenKey(h.wrappedKey, row.AppealNo)
	if err != nil {
		return nil, damaged(row.AppealNo, "key", err)
	}
	snap, err := openSnapshot(ctx, s.e.Read, key, &row, version)
	return snap, s.e.Explain(err)
}

const papersText = "SELECT kind, no, author, at, digest, signature, sealed FROM papers"

// loadPapers opens every paper in the order in which they were written.
func loadPapers(ctx context.Context, q querier, key *vault.Key, f *cases.File) error {
	err := each(ctx, q, func(rows *sql.Rows) error {
		var p sealedPaper
		var no, at int64
		if err := rows.Scan(&p.Kind, &no, &p.Author, &at, &p.Digest, &p.Signature, &p.sealed); err != nil {
			return err
		}
		p.No, p.At = int(no), instant(at)
		return attachSealed(f, key, &p)
	}, papersText+" WHERE case_id = $1 ORDER BY seq, no", int64(f.ID))
	if err != nil {
		return fmt.Errorf("papers of case %s: %w", f.AppealNo, err)
	}
	return nil
}

// caseReader takes in a case with everything that belongs to it, as a
// transaction of few round trips answers.
type caseReader struct {
	id     cases.ID
	scan   *rowScan
	head   []byte // of the record
	card   []byte
	marks  []markSum
	shots  []cases.SnapshotVersion
	sealed []byte // the snapshot in force
	papers []sealedPaper
}

type sealedPaper struct {
	cases.Paper
	sealed []byte
}

// asks are the statements that read the case that claiming finds.
func (r *caseReader) asks(claiming engine.Ask) []engine.Ask {
	const of = " WHERE case_id = " + engine.Claimed
	return []engine.Ask{
		claiming,
		{Text: "SELECT " + casesTable().list("c.") + ", (SELECT chain FROM audit_head WHERE id = 1), (SELECT sealed FROM cards WHERE case_id = c.id)" +
			" FROM cases c WHERE c.id = " + engine.Claimed, Row: r.row},
		{Text: "SELECT s.version, s.delivery, s.digest, s.at, CASE WHEN s.version = c.snapshot_version THEN s.sealed END" +
			" FROM snapshots s JOIN cases c ON c.id = s.case_id" + of + " ORDER BY s.version", Row: r.shot},
		{Text: papersText + of + " ORDER BY seq, no", Row: r.paper},
		{Text: marksTable().query(of), Row: func(values []any) error { r.marks = append(r.marks, sumMark(values)); return nil }},
	}
}

func (r *caseReader) row(values []any) error {
	n := copy(r.scan.vals, values)
	r.head, r.card = valueOf[[]byte](values[n]), valueOf[[]byte](values[n+1])
	return nil
}

func (r *caseReader) shot(v []any) error {
	r.shots = append(r.shots, cases.SnapshotVersion{
		No: int(valueOf[int64](v[0])), Delivery: valueOf[int64](v[1]), Digest: valueOf[string](v[2]), ImportedAt: instant(valueOf[int64](v[3])),
	})
	if v[4] != nil {
		r.sealed = valueOf[[]byte](v[4])
	}
	return nil
}

func (r *caseReader) paper(v []any) error {
	r.papers = append(r.papers, sealedPaper{cases.Paper{
		Kind: cases.PaperKind(valueOf[string](v[0])), No: int(valueOf[int64](v[1])), Author: cases.UserID(valueOf[string](v[2])),
		At: instant(valueOf[int64](v[3])), Digest: valueOf[string](v[4]), Signature: valueOf[[]byte](v[5]),
	}, valueOf[[]byte](v[6])})
	return nil
}

// valueOf is a value of a known column.
func valueOf[T any](v any) T { t, _ := v.(T); return t }

func (r *caseReader) beside() *beside {
	return &beside{of: int64(r.id), card: cardsTable().sum([]any{int64(r.id), blob(r.card)}), marks: r.marks}
}

// open opens what was read as a file.
func (r *caseReader) open(ctx context.Context, q querier, keys *vault.Office) (*cases.File, held, error) {
	f := &cases.File{Row: r.scan.done(), Versions: r.shots}
	h := r.scan.held
	key, err := keys.OpenKey(h.wrappedKey, f.AppealNo)
	if err != nil {
		return nil, h, damaged(f.AppealNo, "key", err)
	}
	if f.Purge == 0 {
		s, err := unsealSnapshot(key, f.AppealNo, f.SnapshotVersion, r.sealed)
		if err != nil {
			return nil, h, err
		}
		f.Snapshot = *s
	}
	for i := range r.papers {
		if err := attachSealed(f, key, &r.papers[i]); err != nil {
			return nil, h, fmt.Errorf("papers of case %s: %w", f.AppealNo, err)
		}
	}
	return f, h, loadSince(ctx, q, f)
}

// attachSealed opens a paper and puts it into the file.
func attachSealed(f *cases.File, key *vault.Key, p *sealedPaper) (err error) {
	if p.Body, err = key.Open(nil, p.sealed, paperPlace(f.AppealNo, p.Kind, int64(p.No))); err != nil {
		return damaged(f.AppealNo, fmt.Sprintf("%s %d", p.Kind, p.No), err)
	}
	return f.Attach(p.Paper)
}

// openCard opens the searchable fields of a case, in a room that it may grow.
func openCard(keys *vault.Office, appealNo string, wrapped, sealed, room []byte) (*cases.Card, []byte, error) {
	key, err := keys.OpenKey(wrapped, appealNo)
	if err != nil {
		return nil, room, damaged(appealNo, "key", err)
	}
	return unsealCard(key, appealNo, sealed, room)
}

// cardCodec holds nothing of what it reads.
var cardCodec = quickjson.For[cases.Card]()

func unsealCard(key *vault.Key, appealNo string, sealed, room []byte) (*cases.Card, []byte, error) {
	text, err := key.Open(room[:0], sealed, cardPlace(appealNo))
	if err != nil {
		return nil, room, damaged(appealNo, "card", err)
	}
	c := new(cases.Card)
	if rest, ok := cardCodec.Read(text, c); ok && len(rest) == 0 {
		return c, text, nil
	}
	c = new(cases.Card)
	if err := json.Unmarshal(text, c); err != nil {
		return nil, text, damaged(appealNo, "card", err)
	}
	return c, text, nil
}

// damaged names the row that does not open.
func damaged(appealNo, what string, err error) error {
	return fmt.Errorf("%w (%w)", cases.Refuse("damaged_row", "case", appealNo, "row", what), err)
}

// undecided lists the states in which nothing is decided yet, for a statement.
const undecided = "('received','deficient','registered','assigned','in_review','awaiting_information','drafted','pending_signoff','returned','second_level')"

// Twins lists pairs of open cases of the same person, the earlier number first:
// what may be one matter appealed twice. With a delivery, only pairs of which
// that delivery brought one.
func (s *Store) Twins(ctx context.Context, delivery int64) ([][2]cases.ID, error) {
	query := "SELECT a.id, b.id FROM cases a JOIN cases b ON b.doc_blind = a.doc_blind AND b.id > a.id AND b.issuing_system = a.issuing_system" +
		" WHERE a.doc_blind IN (SELECT doc_blind FROM cases GROUP BY doc_blind HAVING count(*) > 1)" + // read from the index alone
		" AND a.state IN " + undecided + " AND b.state IN " + undecided
	args := []any{}
	if delivery > 0 {
		query += " AND EXISTS (SELECT 1 FROM snapshots s WHERE s.delivery + 0 = $1 AND s.case_id IN (a.id, b.id))" // by case, not by delivery
		args = append(args, delivery)
	}
	var pairs [][2]cases.ID
	err := each(ctx, s.e.Read, func(rows *sql.Rows) error {
		var a, b int64
		err := rows.Scan(&a, &b)
		pairs = append(pairs, [2]cases.ID{cases.ID(a), cases.ID(b)})
		return err
	}, query+" ORDER BY a.id, b.id", args...)
	if err != nil {
		return nil, s.e.Explain(fmt.Errorf("look for duplicates: %w", err))
	}
	return pairs, nil
}

// Contradiction is a code in a delivery for somebody whose decision binds.
type Contradiction struct {
	Case     cases.ID // the decided case
	By       cases.ID // the case that brought the code, 0 for a register entry
	Colour   cases.Colour
	IssuedAt time.Time
	System   string
}

// Contradictions lists the codes of a delivery that were issued after a
// decision which still binds at now, for the same person and, where the
// delivery says so, by the same system.
func (s *Store) Contradictions(ctx context.Context, delivery int64, now time.Time) ([]Contradiction, error) {
	const query = "WITH c AS MATERIALIZED (SELECT id, doc_blind, issuing_system, (SELECT max(d.at) FROM decisions d WHERE d.case_id = cases.id) AS decided" +
		" FROM cases WHERE hold_until > $2 AND state IN ('decided', 'closed'))" + // the few that bind, before the many that came
		" SELECT c.id, n.id, n.colour, n.issued_at, n.issuing_system FROM c JOIN cases n ON n.doc_blind = c.doc_blind" +
		" AND n.id <> c.id AND n.issuing_system = c.issuing_system AND n.issued_at > c.decided" +
		" WHERE EXISTS (SELECT 1 FROM snapshots s WHERE s.case_id = n.id AND s.delivery + 0 = $1)" + // not by the index of deliveries: one may be the whole office
		" UNION ALL SELECT c.id, 0, n.colour, n.issued_at, '' FROM c JOIN register_entries n ON n.doc_blind = c.doc_blind AND n.delivery_id = $1" +
		" AND n.issued_at > c.decided ORDER BY 1, 4"
	var list []Contradiction
	err := each(ctx, s.e.Read, func(rows *sql.Rows) error {
		var c Contradiction
		var of, by, at int64
		err := rows.Scan(&of, &by, &c.Colour, &at, &c.System)
		c.Case, c.By, c.IssuedAt = cases.ID(of), cases.ID(by), instant(at)
		list = append(list, c)
		return err
	}, query, delivery, micros(now))
	if err != nil {
		return nil, s.e.Explain(fmt.Errorf("look for contradicted decisions: %w", err))
	}
	return list, nil
}
