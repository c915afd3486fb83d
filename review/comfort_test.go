package review_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"recourse/cases"
)

// effective is all of a file that a step may change and its undoing has to
// bring back.
type effective struct {
	Row       cases.Row
	Draft     *cases.Draft
	Notes     []cases.Note
	Weighings []cases.Weighing
	Requests  []cases.InfoRequest
	Answers   []cases.InfoAnswer
}

func effectOf(f *cases.File) effective {
	r := f.Row
	r.Version, r.Seq = 0, 0
	return effective{r, f.Draft, f.Notes, f.Weighings, f.Requests, f.Answers}
}

// A step that is taken back leaves the case as it was before it, for its
// author alone, and only while nothing followed. What happened stays.
func TestTakingBackALawfulStepRestoresTheCase(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		id := o.receive(t, snapshot(fmt.Sprintf("撤〔2020〕%d", n))).ID
		people := []cases.UserID{"ann", "ben", "sue", "tom"}
		for range rapid.IntRange(0, 6).Draw(rt, "history") {
			who := rapid.SampledFrom(people).Draw(rt, "who")
			comfortStep(rt, o, who, id)
		}
		before, err := o.st.Case(ctx, id)
		must(t, err)
		who := rapid.SampledFrom(people).Draw(rt, "author")
		move := comfortStep(rt, o, who, id)
		after, err := o.st.Case(ctx, id)
		must(t, err)
		if after.Version != before.Version+1 || !slices.Contains(cases.Undoable(), move) {
			return // refused, nothing done, or more than one act
		}
		for _, other := range people {
			if other == who {
				continue
			}
			if _, err := o.desks[other].Undo(ctx, id); err == nil {
				rt.Fatalf("%s took %s of %s back", other, move, who)
			}
		}
		got, err := o.desks[who].Undo(ctx, id)
		if err != nil {
			rt.Fatalf("%s by %s at %s: %v", move, who, before.State, err)
		}
		if d := cmp.Diff(effectOf(before), effectOf(got), cmpopts.EquateEmpty()); d != "" {
			rt.Fatalf("%s taken back (-before +after):\n%s", move, d)
		}
		if got.Version != after.Version+1 || len(got.Decisions) != len(after.Decisions) {
			rt.Fatalf("something of the record is gone")
		}
		if _, err := o.desks[who].Undo(ctx, id); err == nil {
			rt.Fatal("one step was taken back twice")
		}
	})
	v, err := o.st.Verify(ctx, nil)
	if err != nil || !v.Whole() {
		t.Errorf("the record: %v, %+v", err, v.Findings)
	}
}

// comfortStep lets somebody do something and names it.
func comfortStep(rt *rapid.T, o *office, who cases.UserID, id cases.ID) cases.Move {
	d := o.desks[who]
	acts := map[cases.Move]func() error{
		cases.MoveTake:    func() error { return second(d.Take(ctx, id)) },
		cases.MoveBegin:   func() error { return second(d.Open(ctx, id)) },
		cases.MoveRelease: func() error { return second(d.Release(ctx, id, "请接着办")) },
		cases.MoveWeigh: func() error {
			return second(d.Weigh(ctx, id, cases.Weighing{Ref: "F1", Verdict: "for", Weight: "weak", Reasons: "误差大"}))
		},
		cases.MoveNote: func() error { return second(d.HandOver(ctx, id, "留意票根", "")) },
		cases.MoveRequest: func() error {
			return second(d.RequestInfo(ctx, id, cases.InfoRequest{To: "运营商", ToResident: rapid.Bool().Draw(rt, "resident"), Question: "?", DueAt: o.clock().Add(48 * time.Hour)}))
		},
		cases.MoveAnswer: func() error { return second(d.Answer(ctx, id, true, "来了")) },
		cases.MoveAssign: func() error {
			return second(d.Assign(ctx, id, o.users[rapid.SampledFrom([]cases.UserID{"ann", "ben"}).Draw(rt, "to")]))
		},
		cases.MoveSave:   func() error { return second(d.SaveDraft(ctx, id, cases.Draft{Reasons: "写到一半"})) },
		cases.MoveDraft:  func() error { return second(d.Decide(ctx, id, overturn())) },
		cases.MoveSubmit: func() error { return second(d.Decide(ctx, id, overturn())) },
		cases.MoveRecall: func() error { return second(d.Recall(ctx, id)) },
	}
	names := make([]cases.Move, 0, len(acts))
	for m := range acts {
		names = append(names, m)
	}
	slices.Sort(names)
	m := rapid.SampledFrom(names).Draw(rt, "act")
	_ = acts[m]() // refusals are part of a history
	return m
}

func second[T any](_ T, err error) error { return err }

func TestUndo(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ann, ben, sue := o.desks["ann"], o.desks["ben"], o.desks["sue"]
	fresh := func(no string) cases.ID {
		id := o.receive(t, snapshot(no)).ID
		must(t, second(ann.Take(ctx, id)))
		must(t, second(ann.Open(ctx, id)))
		return id
	}
	refuses := func(t *testing.T, err error, code string) {
		t.Helper()
		if !errors.Is(err, cases.Refuse(code)) {
			t.Errorf("got %v, want %s", err, code)
		}
	}
	t.Run("a decision comes back from sign-off as the draft it was", func(t *testing.T) {
		id := fresh("撤甲")
		must(t, second(ann.Decide(ctx, id, overturn())))
		f, err := ann.Undo(ctx, id)
		must(t, err)
		if f.State != cases.Drafted || f.Officer != "ann" || f.Drafter != "" || f.Draft.Reasons != overturn().Reasons || len(f.Decisions) != 1 {
			t.Errorf("%s with %q, drafter %q, %d decisions", f.State, f.Officer, f.Drafter, len(f.Decisions))
		}
		must(t, second(ann.Decide(ctx, id, overturn())))
	})
	t.Run("autosave does not close the way back, a supervisor does", func(t *testing.T) {
		id := fresh("撤乙")
		must(t, second(ann.Weigh(ctx, id, cases.Weighing{Ref: "F1", Verdict: "neutral"})))
		must(t, second(ann.SaveDraft(ctx, id, cases.Draft{Reasons: "还在写"})))
		f, err := ann.Undo(ctx, id)
		must(t, err)
		if len(f.Weighings) != 0 || len(f.TakenBack.Weighings) != 1 || f.Draft.Reasons != "还在写" {
			t.Errorf("%d weighings, draft %+v", len(f.Weighings), f.Draft)
		}
		must(t, second(ann.Weigh(ctx, id, cases.Weighing{Ref: "F1", Verdict: "neutral"})))
		must(t, second(sue.Note(ctx, id, "请抓紧")))
		_, err = ann.Undo(ctx, id)
		refuses(t, err, "undo_other")
		_, err = sue.Undo(ctx, id)
		must(t, err)
		_, err = ann.Undo(ctx, id)
		refuses(t, err, "undo_followed")
	})
	t.Run("half an hour is one sitting", func(t *testing.T) {
		id := fresh("撤丙")
		must(t, second(ann.Note(ctx, id, "打错了")))
		o.wait(cases.Sitting + time.Second)
		_, err := ann.Undo(ctx, id)
		refuses(t, err, "undo_late")
	})
	t.Run("what has no way back says so", func(t *testing.T) {
		id := fresh("撤丁")
		must(t, second(ann.Note(ctx, id, "x")))
		must(t, second(ann.Unmask(ctx, id, "核对姓名")))
		_, err := ann.Undo(ctx, id)
		refuses(t, err, "undo_never")
		_, err = ben.Undo(ctx, id)
		refuses(t, err, "undo_followed")
		must(t, second(ann.Withdraw(ctx, id, cases.Ending{Date: at("2020-02-17"), Channel: "12345", Checked: "回拨", Reason: "x"})))
		_, err = ann.Undo(ctx, id)
		refuses(t, err, "undo_settled")
	})
	t.Run("taking back and sending again is no second draw", func(t *testing.T) {
		o.draws = true
		drawn := 0
		for n := 0; n < 120 && drawn < 3; n++ {
			s := snapshot(fmt.Sprintf("抽%d", n))
			s.Assignment.Colour = cases.Yellow
			id := o.receive(t, s).ID
			must(t, second(ann.Take(ctx, id)))
			uphold := overturn()
			uphold.Disposition, uphold.NewColour, uphold.EffectiveAt = cases.Uphold, "", cases.Stamp{}
			f, err := ann.Decide(ctx, id, uphold)
			must(t, err)
			if f.State != cases.PendingSignoff {
				_, err := ann.Undo(ctx, id)
				refuses(t, err, "undo_settled")
				continue
			}
			drawn++
			for n := range 12 {
				back := ann.Undo
				if n > 0 {
					back = ann.Recall
				}
				must(t, second(back(ctx, id)))
				if f, err = ann.Decide(ctx, id, uphold); err != nil || f.State != cases.PendingSignoff {
					t.Fatalf("sent again the %d. time: %s, %v", n+1, f.State, err)
				}
			}
		}
		if drawn == 0 {
			t.Error("none of 120 upholds was drawn")
		}
	})
}

func TestHandOver(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ann, ben, sue := o.desks["ann"], o.desks["ben"], o.desks["sue"]
	id := o.receive(t, snapshot("交接")).ID
	must(t, second(ann.Take(ctx, id)))
	if _, err := ann.HandOver(ctx, id, "x", "ann"); !errors.Is(err, cases.Refuse("handover_self")) {
		t.Errorf("to oneself: %v", err)
	}
	must(t, second(ann.HandOver(ctx, id, "给主管看", "sue")))
	f, err := ann.Release(ctx, id, "票根在邮寄途中")
	must(t, err)
	waiting := func(who cases.UserID) []string {
		var out []string
		for _, n := range f.HandedOver(who) {
			out = append(out, n.Text)
		}
		return out
	}
	if len(waiting("ben")) != 0 || !slices.Equal(waiting("sue"), []string{"给主管看"}) {
		t.Errorf("before: ben %v, sue %v", waiting("ben"), waiting("sue"))
	}
	f, err = ben.Take(ctx, id)
	must(t, err)
	if !slices.Equal(waiting("ben"), []string{"票根在邮寄途中"}) || len(waiting("ann")) != 0 {
		t.Errorf("after: ben %v, ann %v", waiting("ben"), waiting("ann"))
	}
	no := f.HandedOver("ben")[0].No
	if _, err := ann.ReadNote(ctx, id, no); !errors.Is(err, cases.Refuse("note_not_open")) {
		t.Errorf("read by its author: %v", err)
	}
	f, err = ben.ReadNote(ctx, id, no)
	must(t, err)
	if len(waiting("ben")) != 0 || len(waiting("sue")) != 1 {
		t.Errorf("read: ben %v, sue %v", waiting("ben"), waiting("sue"))
	}
	must(t, second(sue.ReadNote(ctx, id, f.HandedOver("sue")[0].No)))
}

// Reasons made of passages alone are refused, however long they are; a filled
// gap is the officer's own.
func TestReasonsNeedWordsOfTheirOwn(t *testing.T) {
	t.Parallel()
	text := "记录说明您途经＿＿，停留＿＿分钟，不属于规则所说的停留。这一判断只依据一条运营商基站记录：＿＿，您的手机出现在＿＿，位置误差约＿＿米。"
	for _, tc := range []struct {
		name, reasons, want string
	}{
		{"gaps left", text, "gap_left"},
		{"gaps filled with next to nothing", strings.ReplaceAll(text, "＿＿", "一"), "only_passages"},
		{"what holds for this person", strings.ReplaceAll(text, "＿＿", "武汉火车站") + "您提交的车票与订单显示二十分钟后您已乘车离开，我们予以采信。", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := overturn()
			d.Reasons, d.Passages = tc.reasons, []cases.Passage{{ID: "transit", Version: 1, Text: text}}
			s := snapshot("语段")
			f := &cases.File{Row: cases.Row{Grounds: s.Appeal.Grounds, Colour: cases.Red}, Snapshot: *s}
			var codes []string
			for _, r := range cases.Missing(f, &d) {
				codes = append(codes, r.Code)
			}
			if tc.want == "" && len(codes) > 0 || tc.want != "" && !slices.Contains(codes, tc.want) {
				own, all := d.OwnLetters()
				t.Errorf("missing %v, want %q (%d of %d letters)", codes, tc.want, own, all)
			}
		})
	}
}
