package signoff_test

import (
	"errors"
	"testing"
	"time"

	"recourse/app/gui/caseview/casetest"
	"recourse/app/gui/signoff"
	"recourse/app/gui/task"
	"recourse/cases"
)

// seat is a supervisor's model of an office with a few drafts.
type seat struct {
	office *casetest.Office
	m      *signoff.Model
	ids    []cases.ID
}

func newSeat(t *testing.T, who cases.UserID, n int) *seat {
	t.Helper()
	o := casetest.New(t)
	s := &seat{office: o}
	for i := 1; i <= n; i++ {
		s.ids = append(s.ids, o.Decided(t, "transit-wuhan", i, "zhang"))
		o.Now = o.Now.Add(time.Minute)
	}
	s.m = signoff.NewModel(o.Desk(who), o.Seat(who), task.Inline{})
	s.m.Reload(t.Context())
	return s
}

func (s *seat) read(t *testing.T, id cases.ID) {
	t.Helper()
	s.m.Open(t.Context(), id)
	s.m.OpenLetter(t.Context())
	if !s.m.Read(id) {
		t.Fatalf("the letter of case %d does not open: %v", id, s.m.Refused())
	}
}

func TestModel(t *testing.T) {
	t.Parallel()
	t.Run("the oldest target comes first", func(t *testing.T) {
		t.Parallel()
		s := newSeat(t, "chen", 3)
		for i := 1; i < len(s.m.Rows()); i++ {
			a, b := s.m.Rows()[i-1], s.m.Rows()[i]
			if signoff.TargetOf(&a).After(signoff.TargetOf(&b)) {
				t.Errorf("row %d is due after row %d", i-1, i)
			}
		}
	})
	t.Run("a due date before four hours is the target", func(t *testing.T) {
		t.Parallel()
		since := casetest.Start()
		row := cases.Row{StateSince: since, DueAt: since.Add(time.Hour)}
		if got := signoff.TargetOf(&row); !got.Equal(row.DueAt) {
			t.Errorf("target %v", got)
		}
		row.DueAt = since.Add(48 * time.Hour)
		if got := signoff.TargetOf(&row); !got.Equal(since.Add(signoff.Target)) {
			t.Errorf("target %v", got)
		}
	})
	t.Run("a decision changed after reading cannot be signed", func(t *testing.T) {
		t.Parallel()
		s := newSeat(t, "chen", 1)
		s.read(t, s.ids[0])
		zhang := s.office.Desk("zhang")
		if _, err := zhang.Recall(t.Context(), s.ids[0]); err != nil {
			t.Fatal(err)
		}
		d := *s.office.File(s.ids[0]).Draft
		d.Reasons += "补充一句，说明采信车票的原因。"
		if _, err := zhang.Decide(t.Context(), s.ids[0], d); err != nil {
			t.Fatal(err)
		}
		var got error
		s.m.Approve("", func(err error) { got = err })
		if !errors.Is(got, cases.Refuse("stale_digest")) {
			t.Errorf("signed: %v", got)
		}
		s.m.Open(t.Context(), s.ids[0])
		if err := s.m.May(cases.MoveApprove); err == nil {
			t.Error("the old reading still counts for the new decision")
		}
	})
	t.Run("an excluded person sees the sentence and no decision", func(t *testing.T) {
		t.Parallel()
		s := newSeat(t, "chen", 1)
		if _, err := s.office.Desk("chen").Exclude(t.Context(), s.ids[0], "chen", "relative"); err != nil {
			t.Fatal(err)
		}
		s.m.Open(t.Context(), s.ids[0])
		if !errors.Is(s.m.Refused(), cases.Refuse("conflict")) {
			t.Errorf("refused: %v", s.m.Refused())
		}
	})
	t.Run("a return goes back to the author with its code", func(t *testing.T) {
		t.Parallel()
		s := newSeat(t, "chen", 1)
		s.m.Open(t.Context(), s.ids[0])
		s.m.Return("", "说明不足", func(err error) {
			if !errors.Is(err, cases.Refuse("return_code")) {
				t.Errorf("without a code: %v", err)
			}
		})
		s.m.Return("reasons_unclear", "请说明为何采信车票", func(err error) {
			if err != nil {
				t.Error(err)
			}
		})
		if f := s.office.File(s.ids[0]); f.State != cases.Returned || f.Officer != "zhang" {
			t.Errorf("state %s with %s", f.State, f.Officer)
		}
		if len(s.m.Rows()) != 0 || s.m.File() != nil {
			t.Error("it still waits on screen")
		}
	})
	t.Run("the second level is judged afresh by somebody else", func(t *testing.T) {
		t.Parallel()
		s := newSeat(t, "chen", 1)
		s.m.Open(t.Context(), s.ids[0])
		s.m.Escalate("单一来源", func(err error) {
			if err != nil {
				t.Error(err)
			}
		})
		s.m.Open(t.Context(), s.ids[0])
		if err := s.m.May(cases.MoveTakeOver); !errors.Is(err, cases.Refuse("involved")) {
			t.Errorf("who escalated may take over: %v", err)
		}
		other := signoff.NewModel(s.office.Desk("zhou"), s.office.Seat("zhou"), task.Inline{})
		other.Open(t.Context(), s.ids[0])
		other.TakeOver(func(err error) {
			if err != nil {
				t.Error(err)
			}
		})
		if f := s.office.File(s.ids[0]); f.State != cases.InReview || f.Officer != "zhou" {
			t.Errorf("state %s with %s", f.State, f.Officer)
		}
	})
}

func TestBatch(t *testing.T) {
	t.Parallel()
	t.Run("identical overturns are signed together once every letter was opened", func(t *testing.T) {
		t.Parallel()
		s := newSeat(t, "chen", 3)
		if err := s.m.Batch(s.ids); !errors.Is(err, cases.Refuse("batch_letter")) {
			t.Fatalf("without reading: %v", err)
		}
		for _, id := range s.ids {
			s.read(t, id)
		}
		s.m.ApproveBatch(s.ids, func(n int, err error) {
			if n != 3 || err != nil {
				t.Errorf("signed %d: %v", n, err)
			}
		})
		for _, id := range s.ids {
			if f := s.office.File(id); f.State != cases.Decided {
				t.Errorf("case %d stands at %s", id, f.State)
			}
		}
	})
	t.Run("a case that is not alike is named", func(t *testing.T) {
		t.Parallel()
		s := newSeat(t, "chen", 1)
		s.ids = append(s.ids, s.office.Decided(t, "never-there", 9, "zhang"))
		s.m.Reload(t.Context())
		for _, id := range s.ids {
			s.read(t, id)
		}
		err := s.m.Batch(s.ids)
		if r, ok := cases.AsRefusal(err); !ok || r.Code != "batch_not_alike" || r.Args["case"] == "" {
			t.Errorf("batch: %v", err)
		}
	})
	t.Run("one's own draft is in no batch", func(t *testing.T) {
		t.Parallel()
		s := newSeat(t, "chen", 1)
		s.ids = append(s.ids, s.office.Decided(t, "transit-wuhan", 7, "chen"))
		s.m.Reload(t.Context())
		s.read(t, s.ids[0])
		if err := s.m.Batch(s.ids); !errors.Is(err, cases.Refuse("four_eyes")) {
			t.Errorf("batch: %v", err)
		}
	})
	t.Run("no more than twenty", func(t *testing.T) {
		t.Parallel()
		s := newSeat(t, "chen", 1)
		if err := s.m.Batch(make([]cases.ID, cases.MaxBatch+1)); !errors.Is(err, cases.Refuse("batch_size")) {
			t.Errorf("batch: %v", err)
		}
	})
}
