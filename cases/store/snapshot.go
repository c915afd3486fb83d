package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"recourse/cases"
	"recourse/cases/quickjson"
	"recourse/cases/vault"
)

// A snapshot is kept as two JSON values: its content without provenance, whose
// digest tells whether a later delivery says anything new, and the provenances
// in the order of provenances(). The same content delivered again from another
// file is the same content.

func snapshotPlace(appealNo string, version int) vault.Place {
	return vault.Place{Owner: appealNo, Kind: "snapshot", No: int64(version)}
}

func cardPlace(appealNo string) vault.Place {
	return vault.Place{Owner: appealNo, Kind: "card"}
}

// provenances lists the provenance of every entity of a snapshot, in order.
func provenances(s *cases.Snapshot) []*cases.Provenance {
	list := []*cases.Provenance{&s.Appeal.Provenance, &s.Resident.Provenance, &s.Assignment.Provenance}
	for i := range s.Appeal.Documents {
		list = append(list, &s.Appeal.Documents[i].Provenance)
	}
	for i := range s.Questionnaires {
		list = append(list, &s.Questionnaires[i].Provenance)
	}
	for i := range s.CheckIns {
		list = append(list, &s.CheckIns[i].Provenance)
	}
	if s.RuleTrace != nil {
		list = append(list, &s.RuleTrace.Provenance)
	}
	for i := range s.Flags {
		list = append(list, &s.Flags[i].Provenance)
	}
	for i := range s.History {
		list = append(list, &s.History[i].Provenance)
	}
	for i := range s.OtherAssignments {
		list = append(list, &s.OtherAssignments[i].Provenance)
	}
	return list
}

// scratch are buffers in which snapshots are spelled out: growing a new one for
// each was a quarter of what an import allocates. They are wiped after use.
var scratch = sync.Pool{New: func() any { return new([]byte) }}

// The codecs of the two values. They hold nothing of what they read or write.
var (
	contents = quickjson.For[cases.Snapshot]()
	origins  = quickjson.For[[]cases.Provenance]()
)

// spell appends the JSON of a value. What is not plain goes through the general
// codec, which writes the same bytes and knows what is wrong.
func spell[T any](b []byte, codec *quickjson.Codec[T], v *T) ([]byte, error) {
	if out, ok := codec.Append(b, v); ok {
		return out, nil
	}
	text, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		return b, snapshotError(err)
	}
	return append(b, text...), nil
}

// encoded is a snapshot spelled out.
type encoded struct {
	body   []byte // to be sealed
	digest string // of the content
	done   func() // to be called when the body is sealed; it is wiped then
}

// encodeSnapshot spells a snapshot out. The snapshot is unchanged afterwards,
// but must not be read meanwhile.
func encodeSnapshot(s *cases.Snapshot) (encoded, error) {
	list := provenances(s)
	kept := make([]cases.Provenance, len(list))
	for i, p := range list {
		kept[i], *p = *p, cases.Provenance{}
	}
	defer func() {
		for i, p := range list {
			*p = kept[i]
		}
	}()
	room := scratch.Get().(*[]byte)
	b, digest, err := spellParts((*room)[:0], s, kept)
	e := encoded{b, digest, func() {
		clear(b)
		*room = b
		scratch.Put(room)
	}}
	if err == nil {
		err = checkSpelt(b)
	}
	if err != nil {
		e.done()
		return encoded{}, err
	}
	return e, nil
}

func spellParts(b []byte, s *cases.Snapshot, from []cases.Provenance) (body []byte, digest string, err error) {
	if b, err = spell(b, contents, s); err != nil {
		return b, "", err
	}
	sum := sha256.Sum256(b)
	b, err = spell(b, origins, &from)
	return b, hex.EncodeToString(sum[:]), err
}

func checkSpelt(b []byte) error {
	switch {
	case len(b) > maxBundle:
		return tooLong("snapshot", maxBundle)
	case bytes.Contains(b, []byte(`\u0000`)) && holdsNUL(b):
		return cases.Refuse("nul_character", "field", "snapshot")
	}
	return nil
}

// snapshotError gives the encoder's one complaint about content its sentence.
func snapshotError(err error) error {
	if _, ok := err.(*jsontext.SyntacticError); ok {
		return cases.Refuse("bad_utf8", "field", "snapshot")
	}
	return fmt.Errorf("%w (%w)", cases.Refuse("bad_utf8", "field", "snapshot"), err)
}

// decodeSnapshot reads what encodeSnapshot wrote.
func decodeSnapshot(body []byte, s *cases.Snapshot) error {
	kept, ok := decodeQuick(body, s)
	if !ok {
		*s, kept = cases.Snapshot{}, nil
		d := jsontext.NewDecoder(bytes.NewBuffer(body))
		if err := json.UnmarshalDecode(d, s); err != nil {
			return fmt.Errorf("decode snapshot: %w", err)
		}
		if err := json.UnmarshalDecode(d, &kept); err != nil {
			return fmt.Errorf("decode snapshot: %w", err)
		}
	}
	list := provenances(s)
	if len(kept) != len(list) {
		return fmt.Errorf("decode snapshot: %d provenances for %d entities", len(kept), len(list))
	}
	for i, p := range list {
		*p = kept[i]
	}
	return nil
}

func decodeQuick(body []byte, s *cases.Snapshot) (kept []cases.Provenance, ok bool) {
	rest, ok := contents.Read(body, s)
	if ok {
		rest, ok = origins.Read(rest, &kept)
	}
	return kept, ok && len(rest) == 0
}

// ContentDigest is the digest by which a delivery tells whether a snapshot
// says anything new: provenance does not count.
func ContentDigest(s *cases.Snapshot) (string, error) {
	e, err := encodeSnapshot(s)
	if err == nil {
		e.done()
	}
	return e.digest, err
}

// sealedSnapshot is a snapshot ready to be written.
type sealedSnapshot struct {
	digest         string
	snapshot, card []byte
	doc, phone     []byte
}

// sealSnapshot seals an encoded snapshot and its card under the case's key.
func sealSnapshot(keys *vault.Office, key *vault.Key, appealNo string, version int, body []byte, card cases.Card) (sealedSnapshot, error) {
	var out sealedSnapshot
	var err error
	if out.snapshot, err = key.Seal(nil, body, snapshotPlace(appealNo, version)); err != nil {
		return out, fmt.Errorf("seal snapshot of %s: %w", appealNo, err)
	}
	if out.card, err = sealCard(key, appealNo, &card); err != nil {
		return out, err
	}
	out.doc, out.phone = blindDoc(keys, card.DocNo), blindPhone(keys, card.Phone)
	return out, nil
}

// sealCard seals the searchable fields of a case.
func sealCard(key *vault.Key, appealNo string, card *cases.Card) ([]byte, error) {
	room := scratch.Get().(*[]byte)
	text, err := spell((*room)[:0], cardCodec, card)
	defer func() {
		clear(text)
		*room = text
		scratch.Put(room)
	}()
	if err != nil {
		return nil, err
	}
	sealed, err := key.Seal(nil, text, cardPlace(appealNo))
	if err != nil {
		return nil, fmt.Errorf("seal card of %s: %w", appealNo, err)
	}
	return sealed, nil
}

func blindDoc(keys *vault.Office, docNo string) []byte {
	return keys.Blind("doc_no", cases.NormaliseDocNo(docNo))
}

func blindPhone(keys *vault.Office, phone string) []byte {
	digits, _ := cases.NormalisePhone(phone)
	return keys.Blind("phone", digits)
}

// snapshotValues is the row of a snapshot.
func snapshotValues(id cases.ID, version int, delivery int64, s *sealedSnapshot, at time.Time) []any {
	return []any{int64(id), int64(version), delivery, s.digest, micros(at), s.snapshot}
}

// paperPlace binds the body of a paper to its case, kind and number.
func paperPlace(appealNo string, kind cases.PaperKind, no int64) vault.Place {
	return vault.Place{Owner: appealNo, Kind: "paper " + string(kind), No: no}
}

// checkPaper refuses a paper that cannot be kept as it is.
func checkPaper(p *cases.Paper) error {
	if p.No < 1 {
		return fmt.Errorf("%s has number %d; papers count from 1", p.Kind, p.No)
	}
	if err := checkTexts("kind", string(p.Kind), "author", string(p.Author), "digest", p.Digest); err != nil {
		return err
	}
	return checkJSON(string(p.Kind), p.Body, maxPaper)
}

// sealPaper makes the row of a paper.
func sealPaper(key *vault.Key, row *cases.Row, p *cases.Paper) ([]any, error) {
	sealed, err := key.Seal(nil, p.Body, paperPlace(row.AppealNo, p.Kind, int64(p.No)))
	if err != nil {
		return nil, fmt.Errorf("seal %s %d: %w", p.Kind, p.No, err)
	}
	signature := p.Signature
	if signature == nil {
		signature = []byte{}
	}
	return []any{
		int64(row.ID), string(p.Kind), int64(p.No), row.Seq, string(p.Author), micros(p.At), p.Digest, signature, sealed,
	}, nil
}

// addPaper writes a paper of a change and, for a decision or a sign-off, the
// clear row that the database's own rules look at.
func (t *txn) addPaper(ctx context.Context, key *vault.Key, row *cases.Row, p *cases.Paper) error {
	values, err := sealPaper(key, row, p)
	if err != nil {
		return err
	}
	if p.Kind == cases.PaperDraft {
		return t.put(ctx, papersTable(), values)
	}
	if err := t.add(ctx, papersTable(), values); err != nil {
		return err
	}
	switch p.Kind {
	case cases.PaperDecision:
		return t.addDecision(ctx, row, p)
	case cases.PaperSignOff:
		return t.addSignOff(ctx, row, p)
	case cases.PaperAdmission, cases.PaperCorrection:
		return t.add(ctx, proposalsTable(), []any{
			int64(row.ID), string(p.Kind), int64(p.No), string(p.Author), p.Digest, micros(p.At), p.Signature,
		})
	case cases.PaperConfirmation:
		return t.addConfirmation(ctx, row, p)
	}
	return nil
}

// addConfirmation takes the author from the proposal on file, as addSignOff
// does from the decision.
func (t *txn) addConfirmation(ctx context.Context, row *cases.Row, p *cases.Paper) error {
	var f cases.File
	if err := f.Attach(*p); err != nil {
		return err
	}
	c := f.Confirmations[0]
	var author, digest string
	err := t.tx.QueryRowContext(ctx, "SELECT author, digest FROM proposals WHERE case_id = $1 AND kind = $2 AND no = $3",
		int64(row.ID), string(c.Of), int64(c.OfNo)).Scan(&author, &digest)
	if err == sql.ErrNoRows {
		return cases.Refuse("no_proposal", "what", string(c.Of))
	}
	if err != nil {
		return fmt.Errorf("%s %d of case %s: %w", c.Of, c.OfNo, row.AppealNo, err)
	}
	signer := string(p.Author)
	switch {
	case digest != c.Digest:
		return cases.Refuse("stale_digest", "author", author)
	case signer == author:
		return cases.Refuse("four_eyes_proposal", "author", author)
	case signer != string(c.Signer.ID):
		return cases.Refuse("bad_signature", "user", string(c.Signer.ID))
	}
	return t.add(ctx, confirmationsTable(), []any{
		int64(row.ID), int64(p.No), string(c.Of), int64(c.OfNo), author, digest, signer, flag(c.Approved), micros(p.At), p.Signature,
	})
}

func (t *txn) addDecision(ctx context.Context, row *cases.Row, p *cases.Paper) error {
	var f cases.File
	if err := f.Attach(*p); err != nil {
		return err
	}
	d := f.Decisions[0]
	return t.add(ctx, decisionsTable(), []any{
		int64(row.ID), int64(p.No), string(d.DraftedBy.ID), string(row.Allocator), p.Digest, string(d.Disposition),
		string(d.NewColour), micros(p.At), p.Signature,
	})
}

// addSignOff takes author and allocator from the decision on file, not from
// the paper: the four-eyes rule is about the real ones.
func (t *txn) addSignOff(ctx context.Context, row *cases.Row, p *cases.Paper) error {
	var f cases.File
	if err := f.Attach(*p); err != nil {
		return err
	}
	s := f.SignOffs[0]
	var drafter, allocator, digest string
	err := t.tx.QueryRowContext(ctx, "SELECT drafter, allocator, digest FROM decisions WHERE case_id = $1 AND no = $2",
		int64(row.ID), int64(s.DecisionNo)).Scan(&drafter, &allocator, &digest)
	if err == sql.ErrNoRows {
		return cases.Refuse("no_decision")
	}
	if err != nil {
		return fmt.Errorf("decision %d of case %s: %w", s.DecisionNo, row.AppealNo, err)
	}
	signer := string(p.Author)
	switch {
	case digest != s.Digest:
		return cases.Refuse("stale_digest", "author", drafter)
	case signer == drafter:
		return cases.Refuse("four_eyes", "drafter", drafter)
	case signer == allocator:
		return cases.Refuse("four_eyes_allocator", "allocator", allocator)
	case signer != string(s.Signer.ID):
		return cases.Refuse("bad_signature", "user", string(s.Signer.ID))
	}
	return t.add(ctx, signoffsTable(), []any{
		int64(row.ID), int64(p.No), int64(s.DecisionNo), drafter, allocator, digest, signer, string(s.Result),
		micros(p.At), p.Signature,
	})
}

// checkSigned refuses a decision, a sign-off or a proposal that its author's key did not sign.
func checkSigned(by *Session, p *cases.Paper) error {
	switch p.Kind {
	case cases.PaperDecision, cases.PaperSignOff, cases.PaperAdmission, cases.PaperCorrection, cases.PaperConfirmation:
	default:
		return nil
	}
	if p.Author != by.user.ID || vault.Verify(by.signer.Public(), purposeContext(string(p.Kind)), p.Body, p.Signature) != nil {
		return cases.Refuse("bad_signature", "user", string(p.Author))
	}
	return nil
}

// Lettered counts the letters of every case that has any.
func (s *Store) Lettered(ctx context.Context) (map[cases.ID]int, error) {
	out := map[cases.ID]int{}
	err := each(ctx, s.e.Read, func(rows *sql.Rows) error {
		var id, n int64
		if err := rows.Scan(&id, &n); err != nil {
			return err
		}
		out[cases.ID(id)] = int(n)
		return nil
	}, "SELECT case_id, count(*) FROM papers WHERE kind = $1 GROUP BY case_id ORDER BY case_id", string(cases.PaperLetter))
	return out, s.e.Explain(err)
}
