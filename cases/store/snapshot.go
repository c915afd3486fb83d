package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"recourse/cases"
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
var scratch = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// encodeSnapshot returns the body to seal and the digest of its content. The
// snapshot is unchanged afterwards, but must not be read meanwhile.
func encodeSnapshot(s *cases.Snapshot) (body []byte, digest string, err error) {
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
	buf := scratch.Get().(*bytes.Buffer)
	defer func() {
		clear(buf.Bytes())
		buf.Reset()
		scratch.Put(buf)
	}()
	if err := json.MarshalWrite(buf, s, json.Deterministic(true)); err != nil {
		return nil, "", snapshotError(err)
	}
	sum := sha256.Sum256(buf.Bytes())
	if err := json.MarshalWrite(buf, kept); err != nil {
		return nil, "", snapshotError(err)
	}
	switch {
	case buf.Len() > maxBundle:
		return nil, "", tooLong("snapshot", maxBundle)
	case bytes.Contains(buf.Bytes(), []byte(`\u0000`)) && holdsNUL(buf.Bytes()):
		return nil, "", cases.Refuse("nul_character", "field", "snapshot")
	}
	return bytes.Clone(buf.Bytes()), hex.EncodeToString(sum[:]), nil
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
	d := jsontext.NewDecoder(bytes.NewBuffer(body))
	if err := json.UnmarshalDecode(d, s); err != nil {
		return fmt.Errorf("decode snapshot: %w", err)
	}
	list := provenances(s)
	kept := make([]cases.Provenance, 0, len(list))
	if err := json.UnmarshalDecode(d, &kept); err != nil {
		return fmt.Errorf("decode snapshot: %w", err)
	}
	if len(kept) != len(list) {
		return fmt.Errorf("decode snapshot: %d provenances for %d entities", len(kept), len(list))
	}
	for i, p := range list {
		*p = kept[i]
	}
	return nil
}

// ContentDigest is the digest by which a delivery tells whether a snapshot
// says anything new: provenance does not count.
func ContentDigest(s *cases.Snapshot) (string, error) {
	_, digest, err := encodeSnapshot(s)
	return digest, err
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
	text, err := json.Marshal(card)
	if err != nil {
		return out, snapshotError(err)
	}
	if out.card, err = key.Seal(nil, text, cardPlace(appealNo)); err != nil {
		return out, fmt.Errorf("seal card of %s: %w", appealNo, err)
	}
	out.doc, out.phone = blindDoc(keys, card.DocNo), blindPhone(keys, card.Phone)
	return out, nil
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
