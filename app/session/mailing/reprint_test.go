package mailing_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recourse/app/session"
	"recourse/app/session/mailing"
	"recourse/assets"
	"recourse/cases"
)

func read(t *testing.T, dir string, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(dir, name))
	must(t, err)
	return content
}

// as lets somebody else sit down at the desk.
func as(t *testing.T, s *session.Session, user string) {
	t.Helper()
	must(t, s.SignIn(context.Background(), cases.UserID(user), session.DemoPassphrase))
}

// A letter is printed again years later as it was sent, whatever has become of
// the office's letterhead and of the case.
func TestALetterIsPrintedAgain(t *testing.T) {
	t.Parallel()
	ctx, s, dir, other := context.Background(), enter(t, sample(t)), t.TempDir(), filepath.Join(t.TempDir(), "copies")
	id := pending(t, s)[0]
	sent, pdf, err := s.IssueLetter(ctx, id, dir)
	must(t, err)
	_, _, err = s.Issue(ctx, id, dir, session.LetterOrder{Large: true}) // and another one
	must(t, err)

	as(t, s, "admin")
	raw, err := assets.LetterOffice()
	must(t, err)
	must(t, s.SetLetterhead(ctx, bytes.ReplaceAll(raw, []byte("西湖区"), []byte("拱墅区"))))
	as(t, s, "reviewer")
	_, err = s.Desk().Note(ctx, id, "案卷已调取。")
	must(t, err)

	as(t, s, "supervisor")
	got, err := mailing.Reprint(ctx, s, mailing.Reprinting{Case: id, Number: sent.DocNo, Dir: other, Reason: "区人民法院调取"})
	must(t, err)
	if !got.Same || got.SHA256 != sent.SHA256 || got.Pages != sent.Pages || got.Letter.DocNo != sent.DocNo {
		t.Errorf("%+v", got)
	}
	if !bytes.Equal(read(t, other, got.File), pdf) || !bytes.Equal(read(t, other, got.Page), read(t, dir, sent.Page)) {
		t.Error("other bytes than were sent")
	}
	f, err := s.Desk().Case(ctx, id)
	must(t, err)
	if n := f.Notes[len(f.Notes)-1]; n.By != "supervisor" || !strings.Contains(n.Text, "区人民法院调取") || !strings.Contains(n.Text, sent.DocNo) {
		t.Errorf("the record says %+v", n)
	}
	if f.Letters[len(f.Letters)-2].Copy != nil {
		t.Error("a copy lies in the open with the letter")
	}
	last, err := mailing.Reprint(ctx, s, mailing.Reprinting{Case: id, Dir: other, Reason: "存档"})
	if err != nil || !last.Same || last.DocNo == sent.DocNo {
		t.Errorf("the last letter: %+v %v", last, err)
	}
}

func TestNoLetterIsPrintedAgain(t *testing.T) {
	t.Parallel()
	ctx, s := context.Background(), enter(t, sample(t))
	ids := pending(t, s)
	dir := t.TempDir()
	sent, _, err := s.IssueLetter(ctx, ids[0], dir)
	must(t, err)
	_, err = s.Desk().IssueLetter(ctx, ids[1], cases.Letter{Kind: "decision", DocNo: "旧1号", PDFSHA256: strings.Repeat("0", 64), Pages: 1, Code: sent.Code})
	must(t, err)
	as(t, s, "supervisor")
	notes := func(id cases.ID) int {
		f, err := s.Desk().Case(ctx, id)
		must(t, err)
		return len(f.Notes)
	}
	before := notes(ids[0]) + notes(ids[1])
	for _, c := range []struct {
		why  string
		r    mailing.Reprinting
		code string
	}{
		{"without a reason", mailing.Reprinting{Case: ids[0]}, "reason_needed"},
		{"of a number that was not given", mailing.Reprinting{Case: ids[0], Number: "无此文号", Reason: "存档"}, "letter_none"},
		{"of an older program", mailing.Reprinting{Case: ids[1], Reason: "存档"}, "letter_no_copy"},
	} {
		c.r.Dir = filepath.Join(dir, "copies")
		if _, err := mailing.Reprint(ctx, s, c.r); !errors.Is(err, cases.Refuse(c.code)) {
			t.Errorf("%s: %v", c.why, err)
		}
		if _, err := os.Stat(c.r.Dir); err == nil {
			t.Errorf("%s: something was written", c.why)
		}
	}
	if after := notes(ids[0]) + notes(ids[1]); after != before {
		t.Error("what was refused is on record as looked at")
	}
}
