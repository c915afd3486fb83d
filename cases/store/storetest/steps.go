package storetest

import (
	"context"
	"testing"
	"time"

	"recourse/cases"
)

// step is an act that can be taken back, with the paper that says how.
func (w *world) step(t *testing.T, c cases.Change) {
	t.Helper()
	f, err := w.st.Case(context.Background(), c.Row.ID)
	must(t, err)
	s := cases.Step{No: f.Steps + 1, Act: c.ActionID, Move: c.Move, Before: f.Row, By: c.By.ID, At: Now()}
	for _, p := range c.Papers {
		s.Papers = append(s.Papers, cases.PaperRef{Kind: p.Kind, No: p.No})
	}
	p, err := cases.NewPaper(cases.PaperStep, s.No, c.By.ID, Now(), s)
	must(t, err)
	c.Papers = append(c.Papers, p)
	must(t, w.st.Apply(context.Background(), c))
}

// undoing is the change that takes the last step of a case back.
func (w *world) undoing(t *testing.T, id cases.ID) cases.Change {
	t.Helper()
	f, err := w.st.Case(context.Background(), id)
	must(t, err)
	s := f.Step
	c := w.change(t, id, s.By, cases.MoveUndo)
	c.Row = s.Before
	c.Row.Version, c.Row.Seq = f.Version, f.Seq
	u := cases.Undoing{No: len(f.Undoings) + 1, Act: s.Act, Move: s.Move, Papers: s.Papers, By: s.By, At: Now()}
	p, err := cases.NewPaper(cases.PaperUndoing, u.No, s.By, Now(), u)
	must(t, err)
	c.Papers = []cases.Paper{p}
	return c
}

// testUndo: an act that was taken back leaves the case as it stood, and stays on
// the record with its undoing; the numbers of papers are not used again.
func testUndo(t *testing.T, w *world) {
	ctx := context.Background()
	before := w.row(t, 3)
	c := w.change(t, 3, "reviewer", cases.MoveTake)
	c.Row.State, c.Row.Officer, c.Row.LeaseUntil = cases.Assigned, "reviewer", Now().Add(time.Hour)
	w.step(t, c)
	must(t, w.st.Apply(ctx, w.undoing(t, 3)))
	got := w.row(t, 3)
	if got.State != before.State || got.Officer != "" || !got.LeaseUntil.Equal(before.LeaseUntil) || got.Version != before.Version+2 {
		t.Errorf("taken back to %+v", got)
	}

	w.take(t, 3, "reviewer")
	f, err := w.st.Case(ctx, 3)
	must(t, err)
	c = w.change(t, 3, "reviewer", cases.MoveNote)
	p, err := cases.NewPaper(cases.PaperNote, f.Next(cases.PaperNote), "reviewer", Now(), cases.Note{No: 1, Text: "写错了", By: "reviewer", At: Now()})
	must(t, err)
	c.Papers = []cases.Paper{p}
	w.step(t, c)
	must(t, w.st.Apply(ctx, w.undoing(t, 3)))
	f, err = w.st.Case(ctx, 3)
	must(t, err)
	if len(f.Notes) != 0 || len(f.TakenBack.Notes) != 1 || f.Next(cases.PaperNote) != 2 || len(f.Undoings) != 2 || f.State != cases.InReview {
		t.Errorf("notes %v, taken back %v, %d undoings at %s", f.Notes, f.TakenBack.Notes, len(f.Undoings), f.State)
	}
	mustFail(t, w.raw(t), "DELETE FROM papers WHERE kind = 'note'")

	w.decide(t, 1)
	c = w.change(t, 1, "reviewer", cases.MoveUndo)
	c.Row.State = cases.Drafted
	refused(t, w.st.Apply(ctx, c), "state")
	mustFail(t, w.raw(t), "UPDATE cases SET version = version + 1, move = 'undo', state = 'drafted' WHERE id = 1")
	w.whole(t)
}

// testOptOut: a case that a group order decided is heard again by others, and
// the database bars all who decided or signed, whatever the seat says.
func testOptOut(t *testing.T, w *world) {
	ctx, later := context.Background(), Now().Add(cases.GroupWindow)
	r := w.issue(t, "supervisor", 1)
	must(t, w.countersign(t, r, "supervisor2", nil))
	must(t, w.st.CarryMember(ctx, r.No, w.carried(t, 1, "intake", later)))
	out := func(barred int) cases.Change {
		c := w.reopening(t, 1)
		c.Move, c.By, c.Row.Barred = cases.MoveOptOut, w.in["intake"].User().Actor(), barred
		v := cases.Reopening{No: 1, Code: cases.ReopenOptOut, Reason: "不同意集中处理", Channel: "12345", Checked: "回拨", By: c.By, At: Now()}
		p, err := cases.NewPaper(cases.PaperReopening, 1, "intake", Now(), v)
		must(t, err)
		c.Papers = []cases.Paper{p}
		return c
	}
	refused(t, w.st.Apply(ctx, out(0)), "rounds_only_grow")
	mustFail(t, w.raw(t), "UPDATE cases SET version = version + 1, move = 'note', disposition = '' WHERE id = 1")
	must(t, w.st.Apply(ctx, out(1)))
	if got := w.row(t, 1); got.State != cases.Registered || got.Barred != 1 || got.Past != 1 || got.Disposition != "" {
		t.Errorf("heard again as %+v", got)
	}
	w.submit(t, 1, "reviewer")
	refused(t, w.st.Apply(ctx, w.approval(t, 1, "supervisor")), "involved_before")
	refused(t, w.st.Apply(ctx, w.approval(t, 1, "supervisor2")), "involved_before")
	w.whole(t)
}
