package session_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"recourse/app/session"
	"recourse/cases"
	"recourse/cases/roster"
	"recourse/importexport"
	"recourse/importexport/outbox"
)

// The sample office is a whole office: every letter that waits can be issued,
// and its record holds.
func TestSampleOffice(t *testing.T) {
	t.Parallel()
	ctx, dir := context.Background(), t.TempDir()
	must(t, session.Demo(ctx, session.DemoOptions{Dir: dir, Seed: 1, Wall: time.Now}))
	s, err := session.Open(ctx, session.Options{Office: filepath.Join(dir, "office.recourse"), Wall: time.Now})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close(ctx)) })
	must(t, s.SignIn(ctx, "intake", session.DemoPassphrase))
	ids, err := s.PendingLetters(ctx)
	must(t, err)
	if len(ids) < 10 {
		t.Errorf("only %d letters wait: the sample shows little", len(ids))
	}
	for _, id := range ids {
		if _, _, err := s.IssueLetter(ctx, id, dir); err != nil {
			t.Errorf("case %d: %v", id, err)
		}
	}
	v, err := s.Verify(ctx, nil)
	must(t, err)
	if !v.Whole() {
		t.Errorf("the record is not whole: %+v", v.Findings)
	}
}

// Whatever its keys, the sample office shows a blind reading that waits, whose
// outcome is told nowhere, and one whose reader first came to another view than
// the decision.
func TestTheSampleShowsABlindReading(t *testing.T) {
	t.Parallel()
	ctx, dir := context.Background(), t.TempDir()
	must(t, session.Demo(ctx, session.DemoOptions{Dir: dir, Seed: 7, Wall: time.Now}))
	s, err := session.Open(ctx, session.Options{Office: filepath.Join(dir, "office.recourse"), Wall: time.Now})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close(ctx)) })
	must(t, s.SignIn(ctx, "supervisor2", session.DemoPassphrase))
	_, err = s.Roster(ctx)
	must(t, err)
	rows, err := s.Waiting(ctx)
	must(t, err)
	var blind []cases.Row
	for _, r := range rows {
		if r.Pending == "" && r.Disposition == "" {
			blind = append(blind, r)
		}
	}
	if len(blind) != 1 || len(rows) < 8 {
		t.Fatalf("%d of %d that wait are read blind", len(blind), len(rows))
	}
	f, err := s.Desk().Case(ctx, blind[0].ID)
	must(t, err)
	if !f.Blind(s.User()) || len(f.Decisions) > 0 {
		t.Errorf("case %s tells what was decided", f.AppealNo)
	}
	listed(t, s, blind[0].AppealNo)
	rep, err := s.Insight(ctx)
	must(t, err)
	if a := rep.Blind; a.N < 1 || a.K >= a.N {
		t.Errorf("%d of %d blind readings agree", a.K, a.N)
	}
}

// listed checks that a list which the blind reader takes out says of the case
// what the reader may know, and of others what was decided.
func listed(t *testing.T, s *session.Session, blind string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "list.ndjson")
	o := session.ExportOrder{File: path, Format: importexport.NDJSON, Purpose: outbox.ForAudit}
	_, err := s.ExportCases(context.Background(), roster.Filter{States: []cases.State{cases.PendingSignoff}}, roster.Sort{}, o)
	must(t, err)
	content, err := os.ReadFile(path)
	must(t, err)
	told := 0
	for line := range strings.Lines(string(content)) {
		says := strings.Contains(line, `"disposition"`) || strings.Contains(line, `"new_colour"`)
		switch {
		case strings.Contains(line, blind) && says:
			t.Errorf("the list tells the outcome of a case that is read blind: %s", line)
		case says:
			told++
		}
	}
	if told == 0 || !strings.Contains(string(content), blind) {
		t.Errorf("the list lacks what it should tell: %s", content)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
