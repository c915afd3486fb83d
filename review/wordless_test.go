package review_test

import (
	"testing"
	"time"

	"recourse/cases"
)

// The window and the prompt check what they send; the desk does not rely on
// them.
func TestASpaceIsNoReason(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	f := o.receive(t, snapshot("杭健申〔2020〕1号"))
	ann, clerk := o.desks["ann"], o.desks["clerk"]
	f, err := ann.Take(ctx, f.ID)
	must(t, err)
	f, err = ann.Open(ctx, f.ID)
	must(t, err)
	const nothing = " \t\u3000\n"
	for name, act := range map[string]struct {
		do   func() error
		code string
	}{
		"release": {func() error { _, err := ann.Release(ctx, f.ID, nothing); return err }, "reason_needed"},
		"unmask":  {func() error { _, err := ann.Unmask(ctx, f.ID, nothing); return err }, "reason_needed"},
		"note":    {func() error { _, err := ann.Note(ctx, f.ID, nothing); return err }, "reason_needed"},
		"weigh": {func() error {
			_, err := ann.Weigh(ctx, f.ID, cases.Weighing{Ref: "F1", Verdict: "unreliable", Reasons: nothing})
			return err
		}, "weigh_reasons"},
		"request": {func() error {
			_, err := ann.RequestInfo(ctx, f.ID, cases.InfoRequest{ToResident: true, Question: nothing, DueAt: o.now.Add(time.Hour)})
			return err
		}, "request_incomplete"},
		"withdraw": {func() error {
			_, err := clerk.Withdraw(ctx, f.ID, cases.Ending{Channel: nothing, Checked: "身份证", Date: cases.At(o.now), Reason: "本人"})
			return err
		}, "withdrawal_incomplete"},
		"lapse": {func() error { _, err := clerk.Lapse(ctx, f.ID, cases.Ending{Reason: nothing}); return err }, "reason_needed"},
	} {
		before := version(t, o, f.ID)
		wantRefusal(t, act.do(), act.code)
		if after := version(t, o, f.ID); after != before {
			t.Errorf("%s without a reason changed the case", name)
		}
	}
	f, err = ann.Decide(ctx, f.ID, overturn())
	must(t, err)
	_, err = o.desks["sue"].Return(ctx, f.ID, reading(o, f), "other", nothing)
	wantRefusal(t, err, "reason_needed")
}

func TestALetterIsDeliveredInAKnownWay(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	f := o.receive(t, snapshot("杭健申〔2020〕1号"))
	ann, clerk := o.desks["ann"], o.desks["clerk"]
	_, err := ann.Take(ctx, f.ID)
	must(t, err)
	_, err = ann.Open(ctx, f.ID)
	must(t, err)
	f, err = ann.Decide(ctx, f.ID, overturn())
	must(t, err)
	_, err = o.desks["sue"].Approve(ctx, f.ID, reading(o, f), "")
	must(t, err)
	_, err = clerk.IssueLetter(ctx, f.ID, cases.Letter{DocNo: "x", PDFSHA256: "y"})
	must(t, err)
	for _, method := range []string{"", "pigeon", "POST", " post"} {
		_, err = clerk.Deliver(ctx, f.ID, cases.Delivery{Method: method})
		wantRefusal(t, err, "delivery_method")
	}
	for _, method := range cases.DeliveryMethods() {
		after, err := clerk.Deliver(ctx, f.ID, cases.Delivery{Method: method})
		must(t, err)
		if got := after.Deliveries[len(after.Deliveries)-1].Method; got != method || after.Notice != cases.Delivered {
			t.Errorf("%s is recorded as %s, the notice stands at %s", method, got, after.Notice)
		}
	}
}

func version(t *testing.T, o *office, id cases.ID) int64 {
	t.Helper()
	f, err := o.st.Case(ctx, id)
	must(t, err)
	return f.Version
}
