package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"

	"recourse/cases"
	"recourse/cases/store/sheet"
	"recourse/cases/vault"
)

// RegisterEntry is the code of a person of a delivery who has not appealed,
// kept so that group relief can reach those who share a bad flag. Everything
// that identifies the person is sealed under the delivery's key.
type RegisterEntry struct {
	Delivery, No     int64 // given by the store
	Colour           cases.Colour
	IssuedAt, EndsAt time.Time
	Source           cases.Source
	Batch, Rule      string
	Link             string // by what the source row was linked to the person
	Person           cases.Card
	Reason           string
}

// sealedEntry is what of an entry is sealed.
type sealedEntry struct {
	Person cases.Card `json:"person"`
	Reason string     `json:"reason,omitempty"`
}

func entryPlace(delivery, no int64) vault.Place {
	return vault.Place{Owner: deliveryOwner(delivery), Kind: "register", No: no}
}

func deliveryOwner(delivery int64) string { return "delivery " + strconv.FormatInt(delivery, 10) }

// registerChunk is one batch of entries on its way in.
type registerChunk struct {
	first   int64
	entries []RegisterEntry
	rows    [][]any
	leaves  []byte
}

// register takes in the entries of people who have not appealed.
func (im *importer) register(ctx, inner context.Context, in iter.Seq2[RegisterEntry, error]) error {
	if in == nil {
		return nil
	}
	key, wrapped, err := im.keys.NewKey(deliveryOwner(im.report.ID))
	if err != nil {
		return err
	}
	if err := im.t.add(inner, deliveryKeysTable(), []any{im.report.ID, wrapped}); err != nil {
		return err
	}
	return inOrder(ctx, func(emit func(*registerChunk) error) error { return gatherEntries(in, emit) },
		func(c *registerChunk) (*registerChunk, error) { return c, im.sealEntries(key, c) },
		func(c *registerChunk) error {
			im.report.Registered += len(c.rows)
			im.t.dirty = true
			if err := im.insert(inner, registerTable(), c.rows); err != nil {
				return err
			}
			return im.keepLeaves(inner, c.leaves)
		})
}

func gatherEntries(in iter.Seq2[RegisterEntry, error], emit func(*registerChunk) error) error {
	c := &registerChunk{first: 1}
	for e, err := range in {
		if err != nil {
			return err
		}
		if c.entries = append(c.entries, e); len(c.entries) == chunkSize {
			next := &registerChunk{first: c.first + chunkSize}
			if err := emit(c); err != nil {
				return err
			}
			c = next
		}
	}
	if len(c.entries) == 0 {
		return nil
	}
	return emit(c)
}

func (im *importer) sealEntries(key *vault.Key, c *registerChunk) error {
	for i := range c.entries {
		e, no := &c.entries[i], c.first+int64(i)
		if err := checkTexts("batch", e.Batch, "rule", e.Rule, "link", e.Link, "source", string(e.Source)); err != nil {
			return err
		}
		text, err := json.Marshal(sealedEntry{e.Person, e.Reason})
		if err != nil {
			return snapshotError(err)
		}
		sealed, err := key.Seal(nil, text, entryPlace(im.report.ID, no))
		if err != nil {
			return fmt.Errorf("seal register entry %d: %w", no, err)
		}
		row := []any{
			im.report.ID, no, string(e.Colour), micros(e.IssuedAt), micros(e.EndsAt), string(e.Source), e.Batch, e.Rule, e.Link,
			blob(blindDoc(im.keys, e.Person.DocNo)), sealed,
		}
		c.rows = append(c.rows, row)
		c.leaves = appendLeaf(c.leaves, registerTable().key(row), registerTable().sum(row))
	}
	return nil
}

// Register hands over the people who have not appealed and whose code rests on
// a batch; "" means all batches.
func (s *Store) Register(ctx context.Context, batch string, yield func(RegisterEntry) error) error {
	return s.registered(ctx, yield, "$1 = '' OR r.batch = $1", batch)
}

// Unappealed hands over the people whom a criterion picks and who still have
// not appealed, each once: of two entries of one person the later issued.
func (s *Store) Unappealed(ctx context.Context, c cases.Criterion, yield func(RegisterEntry) error) error {
	return s.registered(ctx, yield, picked(c), pickedBy(c)...)
}

// CountUnappealed is how many people Unappealed would hand over.
func (s *Store) CountUnappealed(ctx context.Context, c cases.Criterion) (int, error) {
	var n int
	err := s.e.Read.QueryRowContext(ctx, "SELECT count(*) FROM register_entries r WHERE "+picked(c), pickedBy(c)...).Scan(&n)
	if err != nil {
		return 0, s.e.Explain(fmt.Errorf("count register: %w", err))
	}
	return n, nil
}

// unappealed leaves out who has a case by now, and the earlier of two entries.
const unappealed = `NOT EXISTS (SELECT 1 FROM cases c WHERE c.doc_blind = r.doc_blind)
	AND NOT EXISTS (SELECT 1 FROM register_entries l WHERE l.doc_blind = r.doc_blind
		AND (l.issued_at > r.issued_at OR l.issued_at = r.issued_at AND (l.delivery_id > r.delivery_id OR l.delivery_id = r.delivery_id AND l.no > r.no)))`

// picked is the condition of a criterion; pickedBy are its values.
func picked(c cases.Criterion) string {
	column := map[cases.GroupBy]string{cases.ByBatch: "batch", cases.BySource: "source", cases.ByRule: "rule"}[c.By]
	return "r." + column + " = $1 AND r.issued_at >= $2 AND r.issued_at < $3 AND " + unappealed
}

func pickedBy(c cases.Criterion) []any {
	until := int64(math.MaxInt64)
	if !c.Until.IsZero() {
		until = micros(c.Until)
	}
	return []any{c.Value, micros(c.From), until}
}

// RegisterCount says how many people who have not appealed share something.
type RegisterCount struct {
	Source      cases.Source
	Batch, Rule string
	N           int
}

// RegisterCounts counts the people who have not appealed by what their code
// rests on. Nothing personal is opened.
func (s *Store) RegisterCounts(ctx context.Context) ([]RegisterCount, error) {
	var list []RegisterCount
	err := each(ctx, s.e.Read, func(rows *sql.Rows) error {
		var c RegisterCount
		err := rows.Scan(&c.Source, &c.Batch, &c.Rule, &c.N)
		list = append(list, c)
		return err
	}, "SELECT r.source, r.batch, r.rule, count(*) FROM register_entries r WHERE "+unappealed+
		" GROUP BY r.source, r.batch, r.rule ORDER BY r.source, r.batch, r.rule")
	if err != nil {
		return nil, s.e.Explain(fmt.Errorf("count register: %w", err))
	}
	return list, nil
}

func (s *Store) registered(ctx context.Context, yield func(RegisterEntry) error, where string, args ...any) error {
	keys, err := s.vault()
	if err != nil {
		return err
	}
	opened := map[int64]*vault.Key{}
	err = each(ctx, s.e.Read, func(rows *sql.Rows) error {
		e, err := scanEntry(rows, keys, opened)
		if err != nil {
			return err
		}
		return yield(e)
	}, `SELECT r.delivery_id, r.no, r.colour, r.issued_at, r.ends_at, r.source, r.batch, r.rule, r.link, r.sealed, k.wrapped_key
		FROM register_entries r JOIN delivery_keys k ON k.delivery_id = r.delivery_id
		WHERE `+where+` ORDER BY r.delivery_id, r.no`, args...)
	if err != nil {
		return s.e.Explain(fmt.Errorf("read register: %w", err))
	}
	return nil
}

func scanEntry(rows *sql.Rows, keys *vault.Office, opened map[int64]*vault.Key) (RegisterEntry, error) {
	var e RegisterEntry
	var issued, ends int64
	var sealed, wrapped []byte
	err := rows.Scan(&e.Delivery, &e.No, &e.Colour, &issued, &ends, &e.Source, &e.Batch, &e.Rule, &e.Link, &sealed, &wrapped)
	if err != nil {
		return e, err
	}
	e.IssuedAt, e.EndsAt = instant(issued), instant(ends)
	key := opened[e.Delivery]
	if key == nil {
		if key, err = keys.OpenKey(wrapped, deliveryOwner(e.Delivery)); err != nil {
			return e, damaged(deliveryOwner(e.Delivery), "key", err)
		}
		opened[e.Delivery] = key
	}
	text, err := key.Open(nil, sealed, entryPlace(e.Delivery, e.No))
	if err != nil {
		return e, damaged(deliveryOwner(e.Delivery), fmt.Sprintf("register entry %d", e.No), err)
	}
	var inner sealedEntry
	if err := json.Unmarshal(text, &inner); err != nil {
		return e, damaged(deliveryOwner(e.Delivery), fmt.Sprintf("register entry %d", e.No), err)
	}
	e.Person, e.Reason = inner.Person, inner.Reason
	return e, nil
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

// Shares hands over, of every case, the lines of its evidence index with
// source, provider and batch alone; the lines of a case come one after the other.
// They are read from the shares beside the sheets, and from the index where those
// are missing, do not open or are of another version of the snapshot.
func (s *Store) Shares(ctx context.Context, yield func(id cases.ID, m *cases.EvidenceMark)) error {
	keys, err := s.vault()
	if err != nil {
		return err
	}
	tx, err := s.e.View(ctx)
	if err != nil {
		return s.e.Explain(fmt.Errorf("read shares: %w", err))
	}
	defer tx.Rollback()
	shares, err := readShares(ctx, tx, keys)
	if err != nil {
		return s.e.Explain(fmt.Errorf("read shares: %w", err))
	}
	amended, last, err := versions(ctx, tx)
	if err != nil {
		return s.e.Explain(fmt.Errorf("read versions of snapshots: %w", err))
	}
	missing := shares.Each(last, func(id cases.ID) int { return max(1, amended[id]) }, func(id cases.ID, marks []cases.EvidenceMark) {
		for i := range marks {
			yield(id, &marks[i])
		}
	})
	for _, m := range missing {
		if err := indexLines(ctx, tx, m[0], m[1], yield); err != nil {
			return s.e.Explain(fmt.Errorf("read evidence index: %w", err))
		}
	}
	return nil
}

// sheetSample is how many cases CheckSheets looks at.
const sheetSample = 64

// CheckSheets compares the sheets and shares of cases all over the office with
// what makes them anew from the snapshot and with the evidence index. fresh
// makes the sheet, nil where the one that is kept is of another form and need not
// be the same. Figures rest on both, and neither is in the record. A locked office
// is not looked at, and neither is a case that is written meanwhile.
func (s *Store) CheckSheets(ctx context.Context, fresh func(snap *cases.Snapshot, kept string) ([]byte, error)) ([]Finding, error) {
	keys, err := s.vault()
	if err != nil {
		return nil, nil
	}
	upTo, last, err := s.extent(ctx)
	if err != nil {
		return nil, err
	}
	shared := map[cases.ID][]cases.EvidenceMark{}
	err = s.Shares(ctx, func(id cases.ID, m *cases.EvidenceMark) {
		if sampled(id, last) {
			shared[id] = append(shared[id], *m)
		}
	})
	if err != nil {
		return nil, err
	}
	c := &sheetCheck{s: s, keys: keys, upTo: upTo, fresh: fresh}
	var out []Finding
	for id := cases.ID(1); id <= cases.ID(last); id++ {
		if !sampled(id, last) {
			continue
		}
		same, err := c.same(ctx, id, shared[id])
		if err != nil {
			return nil, fmt.Errorf("sheet of case %d: %w", id, err)
		}
		if !same {
			out = append(out, Finding{Row: fmt.Sprintf("sheets/%d", id), Why: "changed"})
		}
	}
	return out, nil
}

// sampled picks case numbers evenly up to the last.
func sampled(id cases.ID, last int64) bool { return int64(id)%max(1, last/sheetSample) == 0 }

type sheetCheck struct {
	s     *Store
	keys  *vault.Office
	upTo  int64
	fresh func(*cases.Snapshot, string) ([]byte, error)
}

// same looks at one case as of one moment.
func (c *sheetCheck) same(ctx context.Context, id cases.ID, shared []cases.EvidenceMark) (bool, error) {
	tx, err := c.s.e.View(ctx)
	if err != nil {
		return false, c.s.e.Explain(err)
	}
	defer tx.Rollback()
	row, h, err := readRow(ctx, tx, "id = $1", int64(id))
	if errors.Is(err, sql.ErrNoRows) || err == nil && (row.Purge != 0 || row.Seq > c.upTo) {
		return true, nil
	}
	var lines []cases.EvidenceMark
	if err == nil {
		err = indexLines(ctx, tx, id, id, func(_ cases.ID, m *cases.EvidenceMark) { lines = append(lines, *m) })
	}
	if err != nil || !sameLines(lines, shared) {
		return false, c.s.e.Explain(err)
	}
	key, err := c.keys.OpenKey(h.wrappedKey, row.AppealNo)
	if err != nil {
		return false, damaged(row.AppealNo, "key", err)
	}
	pages, err := c.s.sheetsOf(ctx, int64(id))
	if err != nil {
		return false, err
	}
	kept, ok := (&spanMap[int]{pages: pages}).text(key, &row)
	if !ok {
		return true, nil // none is as good as a right one
	}
	snap, err := openSnapshot(ctx, tx, key, &row, row.SnapshotVersion)
	if err != nil {
		return false, c.s.e.Explain(err)
	}
	want, err := c.fresh(snap, kept)
	return want == nil || string(want) == kept, err
}

// sameLines compares lines in whatever order.
func sameLines(a, b []cases.EvidenceMark) bool {
	names := func(list []cases.EvidenceMark) []string {
		var out []string
		for _, m := range list {
			out = append(out, fmt.Sprintf("%q %q %q", m.Source, m.Provider, m.Batch))
		}
		slices.Sort(out)
		return out
	}
	return slices.Equal(names(a), names(b))
}

func readShares(ctx context.Context, tx *sql.Tx, keys *vault.Office) (*sheet.Shares, error) {
	shares := &sheet.Shares{}
	var from, to int64
	var sealed any
	err := each(ctx, tx, func(rows *sql.Rows) error {
		if err := rows.Scan(&from, &to, &sealed); err != nil {
			return err
		}
		b, _ := sealed.([]byte)
		if text, err := sheet.OpenShares(keys, cases.ID(from), cases.ID(to), b); err == nil {
			shares.Add(cases.ID(from), text)
		}
		return nil
	}, "SELECT from_case, to_case, shares FROM sheets ORDER BY from_case, to_case")
	return shares, err
}

// versions are the versions in force of the snapshots that were amended, and
// the last case number.
func versions(ctx context.Context, tx *sql.Tx) (amended map[cases.ID]int, last cases.ID, err error) {
	amended = map[cases.ID]int{}
	err = each(ctx, tx, func(rows *sql.Rows) error {
		var id cases.ID
		var version int
		err := rows.Scan(&id, &version)
		amended[id] = version
		return err
	}, "SELECT case_id, max(version) FROM snapshots WHERE version > 1 GROUP BY case_id ORDER BY case_id")
	if err == nil {
		err = tx.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM cases").Scan(&last)
	}
	return amended, last, err
}

// indexLines reads the evidence index of the cases from one to another.
func indexLines(ctx context.Context, tx *sql.Tx, from, to cases.ID, yield func(cases.ID, *cases.EvidenceMark)) error {
	return each(ctx, tx, func(rows *sql.Rows) error {
		var id cases.ID
		var m cases.EvidenceMark
		if err := rows.Scan(&id, &m.Source, &m.Provider, &m.Batch); err != nil {
			return err
		}
		yield(id, &m)
		return nil
	}, "SELECT case_id, source, provider, batch FROM evidence_index WHERE case_id >= $1 AND case_id <= $2 ORDER BY case_id, ref", int64(from), int64(to))
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
