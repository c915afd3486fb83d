package session

import (
	"bytes"
	"context"
	"errors"
	"io"

	"recourse/cases"
	"recourse/cases/roster"
	"recourse/importexport"
	"recourse/importexport/outbox"
)

// Acknowledged says what became of the issuing system's answers.
type Acknowledged struct {
	Read, Accepted, Rejected, Unchanged int
	Closed                              []string // appeal numbers of cases that closed
	Answers                             []Answered
	Problems                            []*importexport.Problem
}

// Answered is one answer that found its instruction.
type Answered struct {
	Row      int
	Case     cases.ID
	AppealNo string
	Ack      cases.Ack
	Repeated bool // was known already
	Closed   bool // the case closed with it
}

// Acknowledge takes in the issuing system's answers from a file. Each answer
// is matched to the instruction it is about; the same file again changes
// nothing. Answers that match nothing are listed. Whoever stops it keeps what
// was recorded until then. tell may be nil.
func (s *Session) Acknowledge(ctx context.Context, path string, tell func(done, total int64)) (out Acknowledged, err error) {
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
		if err := ctx.Err(); err != nil {
			return out, err
		}
		if tell != nil {
			tell(int64(i), int64(len(answers)))
		}
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
	if err != nil {
		return err
	}
	done := Answered{Row: a.Row, Case: after.ID, AppealNo: after.AppealNo, Ack: a.Ack, Repeated: after.Version == before.Version}
	done.Closed = !done.Repeated && after.State == cases.Closed
	out.Answers = append(out.Answers, done)
	switch {
	case done.Repeated:
		out.Unchanged++
	case a.Ack.Accepted:
		out.Accepted++
	default:
		out.Rejected++
	}
	if done.Closed {
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

// IsAnswers reports whether a file holds acknowledgements and not a delivery
// of cases. It looks at the beginning only; a file that cannot be read is
// neither.
func IsAnswers(ctx context.Context, path string) bool {
	src, err := importexport.OpenSource(path)
	if err != nil {
		return false
	}
	defer src.Close()
	found, err := importexport.Detect(src, importexport.DefaultLimits())
	if err != nil {
		return false
	}
	if found.Format != importexport.XLSX {
		head := make([]byte, 16<<10)
		n, _ := io.ReadFull(found.Encoding.Decode(src.Reader()), head) // a short file is no error
		return bytes.Contains(head[:n], []byte("idempotency_key"))
	}
	nothing := func(string, string) (cases.ID, string, bool) { return 0, "", false }
	_, problems, err := outbox.ReadAnswers(ctx, src, importexport.DefaultLimits(), nothing)
	return err == nil && len(problems) > 0
}
