package store

import (
	"context"
	"database/sql"
	"fmt"

	"recourse/cases"
	"recourse/cases/vault"
)

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
