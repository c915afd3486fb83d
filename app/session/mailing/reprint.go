package mailing

import (
	"context"
	"fmt"
	"os"

	"recourse/app/session"
	"recourse/cases"
	"recourse/cases/audit"
)

// Reprinting says which letter of a case is printed again, where it goes and
// why: it shows everything about a person, so looking at it is recorded.
type Reprinting struct {
	Case   cases.ID
	Number string // document number; "" is the last letter
	Dir    string
	Reason string
}

// Reprinted is a letter that was printed again.
type Reprinted struct {
	session.LetterFile
	Letter cases.Letter // as it is on record
	// Same says that both files are byte for byte those that were sent. If not,
	// the words are, and a later program has laid them out.
	Same bool
}

// Reprint writes a letter that was sent into a folder once more, from the copy
// in the file of its case, and compares it with the sums on record. A letter
// of an older program has no copy and is refused (letter_no_copy).
func Reprint(ctx context.Context, office *session.Session, r Reprinting) (Reprinted, error) {
	if err := office.User().Permit(cases.MayUnmask); err != nil {
		return Reprinted{}, err
	}
	f, err := office.Desk().Case(ctx, r.Case)
	if err != nil {
		return Reprinted{}, err
	}
	l, packed, err := find(f, r.Number)
	if err != nil {
		return Reprinted{}, err
	}
	press, err := office.Press()
	if err != nil {
		return Reprinted{}, err
	}
	key, err := audit.PublicKey(office.Office().CheckpointKey)
	if err != nil {
		return Reprinted{}, fmt.Errorf("office key: %w", err)
	}
	again, err := press.Reprint(packed, l.Code, key)
	if err != nil {
		return Reprinted{}, fmt.Errorf("letter %s of case %s: %w", l.DocNo, f.AppealNo, err)
	}
	if _, err := office.Desk().Unmask(ctx, f.ID, reason(r.Reason, l.DocNo)); err != nil {
		return Reprinted{}, err
	}
	if err := os.MkdirAll(r.Dir, 0o700); err != nil {
		return Reprinted{}, fmt.Errorf("folder for letters: %w", err)
	}
	out := Reprinted{Letter: l, Same: again.SHA256 == l.PDFSHA256 && again.PageSHA256 == l.PageSHA256, LetterFile: session.LetterFile{
		Case: f.ID, Appeal: f.AppealNo, DocNo: l.DocNo, Kind: l.Kind, Pages: again.Pages, SHA256: again.SHA256, Code: again.Code}}
	return out, out.Write(r.Dir, again)
}

// reason names the letter beside the reason; without a reason there is none.
func reason(why, number string) string {
	if why == "" {
		return ""
	}
	return why + " (" + number + ")"
}

// find looks for a letter of a case and its copy.
func find(f *cases.File, number string) (cases.Letter, []byte, error) {
	for i := len(f.Letters) - 1; i >= 0; i-- {
		l := f.Letters[i]
		switch {
		case number != "" && l.DocNo != number:
			continue
		case i >= len(f.Copies) || f.Copies[i] == nil:
			return l, nil, cases.Refuse("letter_no_copy", "number", l.DocNo)
		}
		return l, f.Copies[i], nil
	}
	return cases.Letter{}, nil, cases.Refuse("letter_none", "case", f.AppealNo, "number", number)
}
