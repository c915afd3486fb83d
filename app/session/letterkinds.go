package session

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"recourse/cases"
	"recourse/cases/roster"
	"recourse/importexport/letter"
)

// DocNo is the number of a letter: the appeal's own number with the sign for
// the kind of letter, so that all letters of a case are found together. A
// further letter with the same sign carries a suffix; none is ever given
// twice.
func DocNo(f *cases.File, k letter.Kind) string {
	sign := signOf(k)
	further := 0
	for _, l := range f.Letters {
		if signOf(letter.Kind(l.Kind)) == sign {
			further++
		}
	}
	no := strings.Replace(f.AppealNo, "申〔", sign+"〔", 1)
	if no == f.AppealNo {
		no += "-" + sign
	}
	if further > 0 {
		no += fmt.Sprintf("-%d", further+1)
	}
	return no
}

// signOf is the character that stands for a kind of letter in its number.
func signOf(k letter.Kind) string {
	switch k {
	case letter.KindAcknowledgement:
		return "受"
	case letter.KindDeficiency:
		return "补"
	case letter.KindRequest:
		return "调"
	case letter.KindDelay:
		return "延"
	case letter.KindCorrection:
		return "更"
	case letter.KindCertificate:
		return "证"
	case letter.KindRecord:
		return "续"
	}
	return "复"
}

// possible refuses a letter for which the case has no occasion. The sentence
// says what would have to be different.
func possible(f *cases.File, o LetterOrder) error {
	no := func() error {
		return cases.Refuse("letter_no_occasion", "kind", string(o.Kind), "state", string(f.State))
	}
	open := !f.State.Settled() && f.State != cases.Received
	ok := true
	switch o.Kind {
	case "":
		return cases.Refuse("letter_none_due", "state", string(f.State))
	case letter.KindAcknowledgement:
		ok = open && f.State != cases.Deficient
	case letter.KindDelay:
		ok = open
	case letter.KindDeficiency:
		ok = len(f.Deficiencies) > 0
	case letter.KindRequest:
		ok = f.OpenRequest() != nil
	case letter.KindMerge:
		ok = len(f.Merges) > 0 && f.State == cases.Duplicate
	case letter.KindRecord:
		ok = len(f.Expiries) > 0
	case letter.KindCorrection:
		ok = slices.ContainsFunc(f.Corrections, func(c cases.Correction) bool { return letter.Stands(f, c) })
	case letter.KindNotice:
		ok = f.Ending != nil
	case letter.KindCertificate:
		return letter.Certifiable(f)
	default:
		if f.Decision() == nil && !(o.Kind == letter.KindInadmissible && f.State == cases.Inadmissible) {
			return cases.Refuse("no_decision")
		}
		ok = f.Decision() == nil || o.Kind == letter.Telling(f.Decision())
	}
	if !ok {
		return no()
	}
	return nil
}

// PendingLetters lists the cases whose concluding letter has not left yet.
func (s *Session) PendingLetters(ctx context.Context) ([]cases.ID, error) {
	r, err := s.Roster(ctx)
	if err != nil {
		return nil, err
	}
	v := r.Select(pendingLetters(), dueFirst(), s.Now())
	return v.IDs(0, v.Len()), nil
}

// Due is a letter that a case owes on its way.
type Due struct {
	Case cases.ID
	Kind letter.Kind
	Line roster.Line
}

// LettersDue lists the letters that open cases owe, of one kind or, with "",
// of all: the acknowledgement after registration, what is missing or asked
// for, and that the review goes on after the term. Those that are concluded
// are in PendingLetters. Files are opened only where the number of letters
// alone does not tell.
func (s *Session) LettersDue(ctx context.Context, only letter.Kind) ([]Due, error) {
	r, err := s.Roster(ctx)
	if err != nil {
		return nil, err
	}
	sent, err := s.store.Lettered(ctx)
	if err != nil {
		return nil, err
	}
	v := r.Select(roster.Filter{OnlyOpen: true}, dueFirst(), s.Now())
	var out []Due
	for i := range v.Len() {
		l := v.At(i)
		k, err := s.dueLetter(ctx, &l.Row, sent[l.ID])
		if err != nil {
			return nil, err
		}
		if k != "" && (only == "" || k == only) {
			out = append(out, Due{Case: l.ID, Kind: k, Line: l})
		}
	}
	return out, nil
}

// dueLetter is the letter that an open case with so many letters owes. An
// acknowledgement comes too late once its promise has passed: then, and
// whenever a promised date passes without an answer, a notice of delay is
// owed. That one needs a reason, so nobody issues it by the way.
func (s *Session) dueLetter(ctx context.Context, r *cases.Row, letters int) (letter.Kind, error) {
	plain := r.State != cases.Received && r.State != cases.Deficient && r.State != cases.AwaitingInfo && r.Isolation != cases.Ended
	k := letter.KindAcknowledgement
	if letters > 0 || !plain {
		f, err := s.desk.Case(ctx, r.ID)
		if err != nil {
			return "", err
		}
		if k = letter.Due(f); k == "" && plain && late(f, s.Now()) {
			k = letter.KindDelay
		}
	}
	if k == letter.KindAcknowledgement && !r.DueAt.After(s.Now()) {
		k = letter.KindDelay
	}
	return k, nil
}

// late reports whether the date passed that the resident was last promised.
func late(f *cases.File, now time.Time) bool { return !letter.Promised(f, "").After(now) }

// LetterKind is the kind of the letter that a case owes, as the record names
// it.
func LetterKind(f *cases.File) string { return string(letter.Due(f)) }

// LetterLanguage is the language of a case's letter: zh, en or both.
func LetterLanguage(f *cases.File) string {
	if d := f.Decision(); d != nil && (f.State == cases.Decided || f.State == cases.Closed) {
		return d.LetterLanguage
	}
	return letter.LanguageCode(letter.Languages(f.Snapshot.Resident.Language))
}
