package signoff_test

import (
	"testing"

	"recourse/app/gui/signoff"
)

// TestPageStaysWhileItIsRead looks at a case that waits no longer: its page is
// drawn anew when that case changes, not whenever any other does.
func TestPageStaysWhileItIsRead(t *testing.T) {
	t.Parallel()
	s := newSeat(t, "chen", 2)
	id := s.ids[0]
	s.read(t, id)
	s.m.Approve("", func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	})
	s.m.Reload(t.Context())
	s.m.Open(t.Context(), id)
	drawn := 0
	s.m.OnChange = func(p signoff.Part) {
		if p == signoff.Page {
			drawn++
		}
	}
	s.m.Reload(t.Context())
	if drawn != 0 {
		t.Errorf("the page was drawn %d times for a change elsewhere", drawn)
	}
	if f := s.m.File(); f == nil || f.ID != id {
		t.Errorf("the case is open no longer: %v", s.m.Refused())
	}
}
