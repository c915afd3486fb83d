package mailing_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/app/session"
	"recourse/app/session/mailing"
	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/xlsxfile"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// made is the folder of the sample office that all tests copy.
var made string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "mailing-")
	if err == nil {
		made = dir
		err = session.Demo(context.Background(), session.DemoOptions{Dir: dir, Seed: 1, Wall: time.Now})
	}
	code := 1
	if err == nil {
		code = m.Run()
	} else {
		fmt.Fprintln(os.Stderr, err)
	}
	os.RemoveAll(dir)
	os.Exit(code)
}

// sample is a sample office that nobody else uses.
func sample(t *testing.T) string {
	t.Helper()
	return copied(t, filepath.Join(made, "office.recourse"))
}

func copied(t *testing.T, file string) string {
	t.Helper()
	own := filepath.Join(t.TempDir(), "office.recourse")
	content, err := os.ReadFile(file)
	must(t, err)
	must(t, os.WriteFile(own, content, 0o600))
	return own
}

// enter opens a copy of an office whose clock stands.
func enter(t *testing.T, file string) *session.Session {
	t.Helper()
	ctx := context.Background()
	s, err := session.Open(ctx, session.Options{Office: copied(t, file), Wall: time.Now})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close(ctx)) })
	must(t, s.SetClock(cases.Fixed(time.Date(2020, 2, 18, 9, 0, 0, 0, cases.Shanghai()))))
	must(t, s.SignIn(ctx, "intake", session.DemoPassphrase))
	return s
}

func pending(t *testing.T, s *session.Session) []cases.ID {
	t.Helper()
	ids, err := s.PendingLetters(context.Background())
	must(t, err)
	if len(ids) < 5 {
		t.Fatalf("only %d letters wait", len(ids))
	}
	return ids
}

// sent is how many letters each case has on record.
func sent(t *testing.T, s *session.Session, ids []cases.ID) map[cases.ID]int {
	t.Helper()
	out := map[cases.ID]int{}
	for _, id := range ids {
		f, err := s.Desk().Case(context.Background(), id)
		must(t, err)
		out[id] = len(f.Letters)
	}
	return out
}

// settle takes an office past its next checkpoint if that is near. Letters carry
// the latest one, and two copies of an office sign different ones from there.
func settle(t *testing.T, file string) {
	t.Helper()
	ctx := context.Background()
	s, err := session.Open(ctx, session.Options{Office: file, Wall: time.Now})
	must(t, err)
	must(t, s.SignIn(ctx, "intake", session.DemoPassphrase))
	for _, id := range pending(t, s) {
		height, err := s.Height(ctx)
		must(t, err)
		const every, near = 256, 16
		if height%every < every-near {
			break
		}
		_, _, err = s.IssueLetter(ctx, id, t.TempDir())
		must(t, err)
	}
	must(t, s.Close(ctx))
}

// oneMore is what sent must be after a run: a letter more in each case.
func oneMore(before map[cases.ID]int) map[cases.ID]int {
	out := map[cases.ID]int{}
	for id, n := range before {
		out[id] = n + 1
	}
	return out
}

func hidden(t *testing.T, dir string) bool {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(dir, ".*"))
	must(t, err)
	return len(list) > 0
}

// The same letters come out of a run as one at a time, byte for byte, and their
// print file does not depend on which way they were issued.
func TestLettersOfARunAreThoseOfTheDesk(t *testing.T) {
	t.Parallel()
	ctx, file := context.Background(), sample(t)
	settle(t, file)
	single, bulk := enter(t, file), enter(t, file)
	ids, dir, other := pending(t, single)[:5], t.TempDir(), t.TempDir()
	done, err := mailing.Issue(ctx, bulk, mailing.Order{Cases: ids, Dir: dir, Merge: filepath.Join(dir, "all.pdf")})
	must(t, err)
	if done.Letters != len(ids) || done.Failed != 0 || done.Printed < done.Pages || done.Printed%2 != 0 || hidden(t, dir) {
		t.Errorf("%+v", done)
	}
	for _, id := range ids {
		l, pdf, err := single.IssueLetter(ctx, id, other)
		must(t, err)
		for _, name := range []string{l.File, l.Page} {
			mine, err := os.ReadFile(filepath.Join(dir, name))
			must(t, err)
			theirs, err := os.ReadFile(filepath.Join(other, name))
			must(t, err)
			if !bytes.Equal(mine, theirs) || name == l.File && !bytes.Equal(mine, pdf) {
				t.Errorf("%s: other bytes", name)
			}
		}
	}
}

// A run that is stopped and asked for again issues each letter once, and its
// print file and list have them all.
func TestAStoppedRunGoesOn(t *testing.T) {
	t.Parallel()
	file := sample(t)
	s, whole := enter(t, file), enter(t, file)
	ids, dir, print := pending(t, s), t.TempDir(), filepath.Join(t.TempDir(), "all.pdf")
	before := sent(t, s, ids)
	for _, stopAfter := range []int{2, 3} {
		ctx, cancel := context.WithCancel(context.Background())
		n := 0
		rest, err := s.PendingLetters(ctx)
		must(t, err)
		_, err = mailing.Issue(ctx, s, mailing.Order{Cases: rest, Dir: dir, Merge: print, Issued: func(session.LetterFile) error {
			if n++; n == stopAfter {
				cancel()
			}
			return nil
		}})
		if _, missing := os.Stat(print); !errors.Is(err, context.Canceled) || missing == nil {
			t.Fatalf("stopping gave %v and a print file", err)
		}
		cancel()
	}
	// A fault between files and record: noted, written, never issued. And half a
	// line, as a power cut leaves it.
	f, err := os.OpenFile(filepath.Join(dir, ".letters.unfinished"), os.O_APPEND|os.O_WRONLY, 0)
	must(t, err)
	_, err = f.WriteString(`{"case":1,"doc_no":"幽灵","file":"ghost.pdf","sha256":"00"}` + "\n" + `{"case":1,"doc`)
	must(t, errors.Join(err, f.Close()))
	rest, err := s.PendingLetters(context.Background())
	must(t, err)
	done, err := mailing.Issue(context.Background(), s, mailing.Order{Cases: rest, Dir: dir, Merge: print})
	must(t, err)
	if done.Earlier != 5 || done.Letters != len(ids)-5 || hidden(t, dir) {
		t.Errorf("%+v of %d", done, len(ids))
	}
	if d := cmp.Diff(oneMore(before), sent(t, s, ids)); d != "" {
		t.Error(d)
	}
	straight, err := mailing.Issue(context.Background(), whole, mailing.Order{Cases: ids, Dir: t.TempDir(), Merge: filepath.Join(t.TempDir(), "all.pdf")})
	must(t, err)
	if done.Pages != straight.Pages || done.Printed != straight.Printed {
		t.Errorf("%d pages, %d printed; in one go %d and %d", done.Pages, done.Printed, straight.Pages, straight.Printed)
	}
	if got := len(list(t, filepath.Join(dir, done.List))); got != len(ids) {
		t.Errorf("the list has %d letters of %d", got, len(ids))
	}
}

// The same cases asked for by name after a stop do not get a further letter.
func TestNamedCasesAreNotIssuedTwice(t *testing.T) {
	t.Parallel()
	s := enter(t, sample(t))
	ids, dir := pending(t, s)[:4], t.TempDir()
	before := sent(t, s, ids)
	stop := errors.New("stop")
	_, err := mailing.Issue(context.Background(), s, mailing.Order{Cases: ids, Dir: dir, Issued: func(session.LetterFile) error { return stop }})
	if !errors.Is(err, stop) {
		t.Fatal(err)
	}
	done, err := mailing.Issue(context.Background(), s, mailing.Order{Cases: ids, Dir: dir})
	must(t, err)
	if d := cmp.Diff(oneMore(before), sent(t, s, ids)); d != "" || done.Earlier != 1 || done.Letters != 3 {
		t.Errorf("%+v %s", done, d)
	}
}

// What is printed is what is on record.
func TestAChangedLetterIsNotPrinted(t *testing.T) {
	t.Parallel()
	s, dir := enter(t, sample(t)), t.TempDir()
	print := filepath.Join(dir, "all.pdf")
	_, err := mailing.Issue(context.Background(), s, mailing.Order{Cases: pending(t, s)[:2], Dir: dir, Merge: print, Issued: func(l session.LetterFile) error {
		return os.WriteFile(filepath.Join(dir, l.File), []byte("%PDF-1.7\n"), 0o600)
	}})
	if _, missing := os.Stat(print); !errors.Is(err, cases.Refuse("letter_changed")) || missing == nil {
		t.Errorf("error %v", err)
	}
}

// The list says on which page of the print file each letter starts, in the
// order of the post room.
func TestTheListOfARun(t *testing.T) {
	t.Parallel()
	s, dir := enter(t, sample(t)), t.TempDir()
	ids := pending(t, s)
	done, err := mailing.Issue(context.Background(), s, mailing.Order{Cases: ids, Dir: dir, Merge: filepath.Join(dir, "all.pdf"), ByAddress: true})
	must(t, err)
	page, last, sheets := 1, "", 0
	for _, row := range list(t, filepath.Join(dir, done.List)) {
		if row["from_page"] != page {
			t.Errorf("starts on page %v instead of %d", row["from_page"], page)
		}
		n := row["sheets"].(int)
		page, sheets = page+2*n, sheets+n
		id, err := s.Find(context.Background(), row["appeal_no"].(string))
		must(t, err)
		f, err := s.Desk().Case(context.Background(), id)
		must(t, err)
		post := f.Division + "\x00" + f.Snapshot.Resident.ResidenceStreet + "\x00" + f.Snapshot.Resident.Address
		if post < last {
			t.Errorf("%s comes after %s", post, last)
		}
		last = post
	}
	if done.Printed != 2*sheets {
		t.Errorf("%d pages on %d sheets", done.Printed, sheets)
	}
}

// list reads the list of a run: numbers as int, the rest as text.
func list(t *testing.T, path string) []map[string]any {
	t.Helper()
	src, err := importexport.OpenSource(path)
	must(t, err)
	defer src.Close()
	r, err := xlsxfile.Open(context.Background(), src, importexport.DefaultLimits())
	must(t, err)
	keys := []string{"post", "number", "appeal_no", "kind", "file", "pages", "sheets", "from_page", "sha256", "code"}
	var out []map[string]any
	for row, err := range r.Rows(context.Background(), 0) {
		must(t, err)
		if row.Number == 1 {
			continue
		}
		line := map[string]any{}
		for i, k := range keys {
			line[k] = row.Cells[i].Text
			if row.Cells[i].Kind == importexport.Number {
				n := 0
				for _, c := range row.Cells[i].Text {
					n = 10*n + int(c-'0')
				}
				line[k] = n
			}
		}
		out = append(out, line)
	}
	return out
}
