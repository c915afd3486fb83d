package work_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"recourse/app/gui/caseview/work"
	"recourse/app/gui/task"
	"recourse/cases"
)

func TestAutosave(t *testing.T) {
	t.Parallel()
	t.Run("words are saved after a pause, once for many keys", func(t *testing.T) {
		t.Parallel()
		d := open(t, "transit-wuhan", "zhang")
		for i := range []rune("我们采信车票") {
			d.m.SetReasons(string([]rune("我们采信车票")[:i+1]))
		}
		if d.office.File(d.id).Draft != nil {
			t.Fatal("saved before the pause")
		}
		if n := d.ring(); n != 1 {
			t.Errorf("%d saves for one pause", n)
		}
		if got := d.office.File(d.id).Draft.Reasons; got != "我们采信车票" {
			t.Errorf("saved %q", got)
		}
		if state, at := d.m.Saved(); state != work.Saved || !at.Equal(d.office.Now) {
			t.Errorf("state %v at %v", state, at)
		}
	})
	t.Run("somebody who never pauses is saved all the same", func(t *testing.T) {
		t.Parallel()
		d := open(t, "transit-wuhan", "zhang")
		d.m.SetReasons("一")
		d.office.Now = d.office.Now.Add(work.Longest)
		d.m.SetReasons("一二")
		if n := d.ring(); n != 1 {
			t.Fatalf("%d timers went off", n)
		}
		if got := d.office.File(d.id).Draft.Reasons; got != "一二" {
			t.Errorf("saved %q", got)
		}
	})
	t.Run("a refused save keeps the words and says why", func(t *testing.T) {
		t.Parallel()
		d := open(t, "transit-wuhan", "zhang")
		full := errors.New("disk full")
		d.office.Fail = full
		d.m.SetReasons("不能丢")
		d.ring()
		if state, _ := d.m.Saved(); state != work.Refused || !errors.Is(d.m.SaveProblem(), full) {
			t.Fatalf("state %v, problem %v", state, d.m.SaveProblem())
		}
		var left error
		d.m.Settle(func(err error) { left = err })
		if !errors.Is(left, full) {
			t.Errorf("leaving says %v", left)
		}
		d.office.Fail = nil
		d.m.Settle(func(err error) { left = err })
		if left != nil || d.office.File(d.id).Draft.Reasons != "不能丢" {
			t.Errorf("not saved on the second try: %v", left)
		}
	})
	t.Run("leaving saves what is not saved", func(t *testing.T) {
		t.Parallel()
		d := open(t, "transit-wuhan", "zhang")
		d.m.SetReasons("离开前写的")
		d.m.Close()
		if got := d.office.File(d.id).Draft.Reasons; got != "离开前写的" {
			t.Errorf("saved %q", got)
		}
	})
	t.Run("every save renews the lease", func(t *testing.T) {
		t.Parallel()
		d := open(t, "transit-wuhan", "zhang")
		d.office.Now = d.office.Now.Add(20 * time.Minute)
		if got := d.m.LeaseLeft(); got != 10*time.Minute {
			t.Fatalf("lease left %v", got)
		}
		d.m.SetReasons("续")
		d.ring()
		if got := d.m.LeaseLeft(); got != 30*time.Minute {
			t.Errorf("lease left %v", got)
		}
	})
	t.Run("the words outlive the screen", func(t *testing.T) {
		t.Parallel()
		d := open(t, "transit-wuhan", "zhang")
		d.write()
		d.m.Flush()
		d.load(t, "zhang")
		if got := d.m.Draft().Reasons; got != d.made.Draft.Reasons {
			t.Errorf("came back as %q", got)
		}
	})
}

// Whatever is typed, saved, refused and amended in whatever order, the words on
// screen are those typed last, and once the desk answers again they are on it.
func TestNoWordIsLost(t *testing.T) {
	t.Parallel()
	d := open(t, "transit-wuhan", "zhang")
	rapid.Check(t, func(r *rapid.T) {
		last := d.m.Draft().Reasons
		for range rapid.IntRange(1, 12).Draw(r, "acts") {
			switch rapid.SampledFrom([]string{"type", "pause", "fail", "heal", "amend", "weigh"}).Draw(r, "act") {
			case "type":
				last = rapid.StringN(0, 40, -1).Draw(r, "words")
				d.m.SetReasons(last)
			case "pause":
				d.ring()
			case "fail":
				d.office.Fail = errors.New("no disk")
			case "heal":
				d.office.Fail = nil
			case "amend":
				d.office.Amend(t, d.id, func(s *cases.Snapshot) { s.Appeal.Statement += "。" })
				d.m.Reload()
			case "weigh":
				d.m.Weigh(cases.Weighing{Ref: "F1", Verdict: "neutral", Weight: "weak"}, func(error) {})
			}
			if got := d.m.Draft().Reasons; got != last {
				r.Fatalf("the screen shows %q instead of %q", got, last)
			}
		}
		d.office.Fail = nil
		d.m.Settle(func(err error) {
			if err != nil {
				r.Fatalf("not saved: %v", err)
			}
		})
		if f := d.office.File(d.id); last != "" && (f.Draft == nil || f.Draft.Reasons != last) {
			r.Fatalf("on the desk is %+v instead of %q", f.Draft, last)
		}
	})
}

// With the real runner a save is on its way while the officer types on; what
// was typed meanwhile is saved after it.
func TestTypingWhileSaving(t *testing.T) {
	t.Parallel()
	d := open(t, "transit-wuhan", "zhang")
	window := make(chan func())
	run := task.Async{Do: func(f func()) { window <- f }}
	m := work.New(d.id, work.Setting{Desk: d.office.Desk("zhang"), Reader: d.office.Seat("zhang"), Runner: run, After: d.after})
	m.Load(t.Context())
	for m.File() == nil {
		(<-window)()
	}
	settled := false
	m.SetReasons("第一句。")
	m.Flush()
	m.SetReasons("第一句。第二句。")
	m.Settle(func(err error) {
		if err != nil {
			t.Error(err)
		}
		settled = true
	})
	for !settled {
		(<-window)()
	}
	if got := d.office.File(d.id).Draft.Reasons; got != "第一句。第二句。" {
		t.Errorf("saved %q", got)
	}
}

// The officer sends while a save is on its way and the pause after the last key
// ends before the answer comes: nothing is saved after the draft was sent, which
// would be refused, and nothing is called unsaved.
func TestSendingWhileSaving(t *testing.T) {
	t.Parallel()
	d := open(t, "transit-wuhan", "zhang")
	d.write()
	d.m.Flush()
	window := make(chan func())
	run := task.Async{Do: func(f func()) { window <- f }}
	m := work.New(d.id, work.Setting{Desk: d.office.Desk("zhang"), Reader: d.office.Seat("zhang"), Runner: run, After: d.after})
	m.OnProblem = func(err error) { t.Errorf("told of %v", err) }
	m.Load(t.Context())
	for m.File() == nil {
		(<-window)()
	}
	full := d.made.Draft.Reasons + "特此告知。"
	m.SetReasons(d.made.Draft.Reasons + "特此")
	m.Flush()
	m.SetReasons(full)
	sent, settled := false, false
	m.Send(func(err error) {
		if err != nil {
			t.Error(err)
		}
		sent = true
	})
	for !sent {
		(<-window)()
		d.ring()
	}
	d.ring()
	m.Settle(func(err error) {
		if err != nil {
			t.Errorf("leaving says %v", err)
		}
		settled = true
	})
	for !settled {
		(<-window)()
	}
	if state, _ := m.Saved(); state != work.Saved {
		t.Errorf("state %v: %v", state, m.SaveProblem())
	}
	if f := d.office.File(d.id); f.Decision() == nil || f.Decision().Reasons != full {
		t.Errorf("the decision is %+v", f.Decision())
	}
}
