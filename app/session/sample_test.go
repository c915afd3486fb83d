package session_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"recourse/app/session"
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

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
