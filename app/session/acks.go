package session

import (
	"context"
	"errors"

	"recourse/cases"
	"recourse/cases/roster"
	"recourse/importexport"
	"recourse/importexport/outbox"
)

// Acknowledged says what became of the issuing system's answers.
type Acknowledged struct {
	Read, Accepted, Rejected, Unchanged int
	Closed                              []string // appeal numbers of cases that closed
	Problems                            []*importexport.Problem
}

// Acknowledge takes in the issuing system's answers from a file. Each answer
// is matched to the instruction it is about; the same file again changes
// nothing. Answers that match nothing are listed.
func (s *Session) Acknowledge(ctx context.Context, path string) (out Acknowledged, err error) {
	if err := s.User().Permit(cases.MayImport); err != nil {
		return out, err
	}
	src, err := importexport.OpenSource(path)
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	pending, err := s.pending(ctx)
	if err != nil {
		return out, err
	}
	answers, problems, err := outbox.ReadAnswers(ctx, src, importexport.DefaultLimits(), pending)
	if err != nil {
		return out, err
	}
	out.Problems, out.Read = problems, len(answers)+len(problems)
	for i := range answers {
		if err := s.answer(ctx, &answers[i], &out); err != nil {
			return out, err
		}
	}
	return out, nil
}

// answer records one answer in its case.
func (s *Session) answer(ctx context.Context, a *outbox.Answer, out *Acknowledged) error {
	before, err := s.desk.Case(ctx, a.CaseID)
	if err != nil {
		return err
	}
	after, err := s.desk.Acknowledge(ctx, a.CaseID, a.Ack)
	switch {
	case err != nil:
		return err
	case after.Version == before.Version:
		out.Unchanged++
		return nil
	case a.Ack.Accepted:
		out.Accepted++
	default:
		out.Rejected++
	}
	if after.State == cases.Closed {
		out.Closed = append(out.Closed, after.AppealNo)
	}
	return nil
}

// pending finds the instruction an answer is about among all that ever left.
func (s *Session) pending(ctx context.Context) (outbox.Pending, error) {
	r, err := s.Roster(ctx)
	if err != nil {
		return nil, err
	}
	v := r.Select(roster.Filter{Instructions: []cases.Instruction{cases.Exported, cases.Rejected, cases.Acknowledged}}, dueFirst(), s.Now())
	byKey, byNo := map[string]sentOut{}, map[string]sentOut{}
	for i := range v.Len() {
		f, err := s.store.Case(ctx, v.ID(i))
		if err != nil {
			return nil, err
		}
		for _, in := range f.Instructions {
			o := sentOut{f.ID, in.IdempotencyKey}
			byKey[in.IdempotencyKey], byNo[f.AppealNo] = o, o
		}
	}
	return func(key, appealNo string) (cases.ID, string, bool) {
		k, okKey := byKey[key]
		n, okNo := byNo[appealNo]
		switch {
		case key == "":
			return n.id, n.key, okNo
		case appealNo != "" && okNo && n.id != k.id:
			return 0, "", false
		}
		return k.id, k.key, okKey
	}, nil
}

// sentOut is an instruction that left: its case and its key.
type sentOut struct {
	id  cases.ID
	key string
}
