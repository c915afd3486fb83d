package session_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/app/session"
	"recourse/cases"
	"recourse/importexport/letter"
	"recourse/review"
)

// office makes a sample office and signs somebody in.
func office(t *testing.T, user cases.UserID) *session.Session {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	must(t, session.Demo(ctx, session.DemoOptions{Dir: dir, Seed: 1, Wall: time.Now}))
	s, err := session.Open(ctx, session.Options{Office: filepath.Join(dir, "office.recourse"), Wall: time.Now})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close(ctx)) })
	must(t, s.SignIn(ctx, user, session.DemoPassphrase))
	return s
}

func TestLettersOnTheWay(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, dir := office(t, "intake"), t.TempDir()
	due, err := s.LettersDue(ctx, letter.KindAcknowledgement)
	must(t, err)
	if len(due) < 10 {
		t.Fatalf("only %d acknowledgements are due", len(due))
	}
	id := due[0].Case
	t.Run("the kind is picked from the file, the page stands beside the PDF", func(t *testing.T) {
		l, _, err := s.IssueLetter(ctx, id, dir)
		must(t, err)
		if l.Kind != "acknowledgement" || !strings.Contains(l.DocNo, "受〔") {
			t.Errorf("issued %s %s", l.Kind, l.DocNo)
		}
		for _, name := range []string{l.File, l.Page} {
			if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
				t.Error(err)
			}
		}
		f, err := s.Desk().Case(ctx, id)
		must(t, err)
		if got := f.Letters[len(f.Letters)-1]; got.Kind != "acknowledgement" || got.PageSHA256 == "" || f.Notice != "" {
			t.Errorf("recorded %+v, notice %q", got, f.Notice)
		}
		if diff := cmp.Diff(letter.Kind(""), letter.Due(f)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("what was sent is not due again", func(t *testing.T) {
		again, err := s.LettersDue(ctx, "")
		must(t, err)
		for _, d := range again {
			if d.Case == id {
				t.Errorf("%s is due again", d.Kind)
			}
		}
	})
	t.Run("a further letter of a kind has a number of its own, and the old one stays", func(t *testing.T) {
		order := session.LetterOrder{Kind: letter.KindDelay, Reason: "铁路部门的进出站记录还没有送到。", Until: s.Now().Add(30 * 24 * time.Hour)}
		first, _, err := s.Issue(ctx, id, dir, order)
		must(t, err)
		_, _, err = s.Issue(ctx, id, dir, order)
		if !errors.Is(err, cases.Refuse("letter_delay_earlier")) {
			t.Errorf("a delay to the date promised already: %v", err)
		}
		order.Until = order.Until.Add(24 * time.Hour)
		second, _, err := s.Issue(ctx, id, dir, order)
		must(t, err)
		if second.DocNo != first.DocNo+"-2" || second.File == first.File {
			t.Errorf("numbers %s and %s", first.DocNo, second.DocNo)
		}
		f, err := s.Desk().Case(ctx, id)
		must(t, err)
		if l := f.Letters[len(f.Letters)-1]; l.Reason != order.Reason || !l.Until.Equal(order.Until) {
			t.Errorf("recorded %+v", l)
		}
	})
	for kind, code := range map[letter.Kind]string{letter.KindCertificate: "letter_certificate_open", letter.KindDecision: "no_decision",
		letter.KindDeficiency: "letter_no_occasion", letter.KindRequest: "letter_no_occasion", letter.KindMerge: "letter_no_occasion",
		letter.KindRecord: "letter_no_occasion", letter.KindCorrection: "letter_no_occasion", letter.KindNotice: "letter_no_occasion"} {
		t.Run("a registered case gives no occasion for "+string(kind), func(t *testing.T) {
			_, _, err := s.Issue(ctx, id, dir, session.LetterOrder{Kind: kind})
			if r, ok := cases.AsRefusal(err); !ok || r.Code != code {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("missing papers: the notice is due, goes out once, and stops nothing but the clock", func(t *testing.T) {
		_, err := s.Desk().Deficient(ctx, id, cases.Deficiency{Missing: []string{"identity", "proof"}, Text: "武汉站换乘的车票。"})
		must(t, err)
		l, _, err := s.IssueLetter(ctx, id, dir)
		must(t, err)
		if l.Kind != "deficiency" {
			t.Errorf("issued %s", l.Kind)
		}
		_, _, err = s.IssueLetter(ctx, id, dir)
		if r, ok := cases.AsRefusal(err); !ok || r.Code != "letter_none_due" {
			t.Errorf("issued twice: %v", err)
		}
	})
}

func TestCertificateOfDecision(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, dir := office(t, "intake"), t.TempDir()
	ids, err := s.PendingLetters(ctx)
	must(t, err)
	for _, id := range ids {
		f, err := s.Desk().Case(ctx, id)
		must(t, err)
		if letter.Certifiable(f) != nil {
			continue
		}
		if _, _, err := s.Issue(ctx, id, dir, session.LetterOrder{Kind: letter.KindCertificate}); err == nil {
			t.Error("a certificate before its decision letter")
		}
		_, _, err = s.IssueLetter(ctx, id, dir)
		must(t, err)
		l, _, err := s.Issue(ctx, id, dir, session.LetterOrder{Kind: letter.KindCertificate})
		must(t, err)
		f, err = s.Desk().Case(ctx, id)
		must(t, err)
		if l.Pages != 1 || f.Notice != cases.Issued || !strings.Contains(l.DocNo, "证〔") {
			t.Errorf("certificate %s of %d pages, notice %s", l.DocNo, l.Pages, f.Notice)
		}
		return
	}
	t.Fatal("no decision of the sample office gives a certificate")
}

// A decision that passes over the evidence on which the colour hangs is not
// signed, and its draft is kept.
func TestDecisionPassesOverEvidence(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := office(t, "reviewer")
	due, err := s.LettersDue(ctx, "")
	must(t, err)
	for _, d := range due {
		f, err := s.Desk().Case(ctx, d.Case)
		must(t, err)
		a, err := s.Assess(f, review.Question{})
		must(t, err)
		if f.State != cases.Registered || a.Report == nil || len(a.Report.Decisive) != 1 || len(a.Report.Decisive[0].SetAside) != 1 || len(f.Snapshot.CheckIns) == 0 {
			continue
		}
		if _, err := s.Desk().Take(ctx, d.Case); err != nil {
			continue
		}
		draft := cases.Draft{Disposition: cases.Uphold, LegalBasis: []string{"《中华人民共和国传染病防治法》（2013年）第十二条"}, LetterLanguage: "zh",
			Reasons: strings.Repeat("我们看过案卷，维持原来的结论。", 12)}
		for _, g := range f.Grounds {
			draft.Findings = append(draft.Findings, cases.Finding{Ground: g, Finding: cases.NotProved, Evidence: []string{"C1"}, Text: "不成立。"})
		}
		_, err = s.Desk().Decide(ctx, d.Case, draft)
		if r, ok := cases.AsRefusal(err); !ok || r.Code != "letter_decisive" || r.Args["ref"] != a.Report.Decisive[0].SetAside[0] {
			t.Errorf("got %v, want %v named", err, a.Report.Decisive)
		}
		f, err = s.Desk().Case(ctx, d.Case)
		must(t, err)
		if f.Draft == nil || f.Draft.Reasons != draft.Reasons || len(f.Decisions) > 0 {
			t.Error("the draft was not kept, or it was signed")
		}
		return
	}
	t.Fatal("no registered case of the sample office hangs on one piece")
}
