package session_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"recourse/app/session"
	"recourse/cases"
)

// Two seats draw from one queue: what the other took is passed over without
// reading the queue again, and what comes back is offered again.
func TestTakeNext(t *testing.T) {
	t.Parallel()
	ctx, dir := context.Background(), t.TempDir()
	must(t, session.Demo(ctx, session.DemoOptions{Dir: dir, Seed: 1, Wall: time.Now}))
	seat := func(user cases.UserID) *session.Session {
		s, err := session.Open(ctx, session.Options{Office: filepath.Join(dir, "office.recourse"), Wall: time.Now})
		must(t, err)
		t.Cleanup(func() { must(t, s.Close(ctx)) })
		must(t, s.SignIn(ctx, user, session.DemoPassphrase))
		_, err = s.Sync(ctx)
		must(t, err)
		return s
	}
	one, two := seat("reviewer"), seat("reviewer2")
	read := two.Queue().UpTo()
	first, err := one.TakeNext(ctx)
	must(t, err)
	taken := map[cases.ID]bool{first.ID: true}
	for i := range 6 {
		s := []*session.Session{two, one}[i%2]
		f, err := s.TakeNext(ctx)
		must(t, err)
		if taken[f.ID] {
			t.Errorf("case %d was taken twice", f.ID)
		}
		taken[f.ID] = true
	}
	if got := two.Queue().UpTo(); got != read {
		t.Errorf("the queue was read again, up to entry %d, though nothing became free", got)
	}
	_, err = one.Desk().Release(ctx, first.ID, "请转交他人")
	must(t, err)
	again, err := two.TakeNext(ctx)
	must(t, err)
	if again.ID != first.ID {
		t.Errorf("case %d was taken, though %d, the first of the queue, is free again", again.ID, first.ID)
	}
	if two.Queue().UpTo() == read {
		t.Error("the queue was not read again, though a case became free")
	}
}
