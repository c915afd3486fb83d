package torture

import (
	"context"
	"errors"
	"testing"
)

// A command that was ended because the torture is broken off is not stuck.
func TestBrokenOffIsNotStuck(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	r := &Rig{Bin: "sleep", Dir: t.TempDir(), Shelf: &Shelf{}}
	p, err := r.place()
	if err != nil {
		t.Fatal(err)
	}
	s, err := p.start(ctx, "60")
	if err != nil {
		t.Skipf("no program that takes its time here: %v", err)
	}
	stop()
	if o, err := s.wait(); !errors.Is(err, context.Canceled) || o.Code == stuckCode {
		t.Errorf("code %d, %v", o.Code, err)
	}
}
