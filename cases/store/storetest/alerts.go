package storetest

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
)

// testAlerts: an alert is raised once, opens again when it grows, is
// acknowledged with a reason by who has nothing to do with it, and every step
// is in the record; nobody is named in the clear.
func testAlerts(t *testing.T, w *world) {
	ctx := context.Background()
	found := cases.Alert{
		State: cases.AlertOpen, Key: "aa11", What: "author", Author: "操作员11", Unit: "金融办", Day: "2020-02-13",
		Cases: []cases.ID{1, 2}, Causeless: []cases.ID{1, 2}, Unappealed: 3, Batches: []string{"MANUAL 金融办 2020-02-13"},
	}
	raise := func(by cases.UserID, want int, list ...cases.Alert) {
		t.Helper()
		n, err := w.st.RaiseAlerts(ctx, by, Now(), list)
		must(t, err)
		if n != want {
			t.Errorf("%d raised, want %d", n, want)
		}
	}
	raise("intake", 1, found)
	before, err := w.st.Seq(ctx)
	must(t, err)
	raise("intake", 0, found)
	if after, _ := w.st.Seq(ctx); after != before {
		t.Error("nothing new was written down")
	}
	list, err := w.st.Alerts(ctx)
	must(t, err)
	want := found
	want.No, want.Version, want.RaisedBy, want.RaisedAt = 1, 1, "intake", Now().UTC()
	if diff := cmp.Diff([]cases.Alert{want}, list); diff != "" {
		t.Error(diff)
	}
	sup := w.in["supervisor"]
	refused(t, w.in["reviewer"].AcknowledgeAlert(ctx, 1, 1, "x", Now()), "role")
	refused(t, w.in["auditor"].AcknowledgeAlert(ctx, 1, 1, "x", Now()), "role")
	refused(t, sup.AcknowledgeAlert(ctx, 2, 1, "x", Now()), "no_alert")
	refused(t, sup.AcknowledgeAlert(ctx, 1, 7, "x", Now()), "alert_changed")
	must(t, sup.AcknowledgeAlert(ctx, 1, 1, "已移送", Now()))
	refused(t, sup.AcknowledgeAlert(ctx, 1, 2, "x", Now()), "alert_closed")
	found.Unappealed, found.RaisedAt = 4, Now()
	raise("supervisor", 2, found, cases.Alert{State: cases.AlertOpen, Key: "bb22", What: "unit", Cases: []cases.ID{3}, Author: "苏一"})
	list, err = w.st.Alerts(ctx)
	must(t, err)
	if len(list) != 2 || list[1].State != cases.AlertOpen || list[1].Unappealed != 4 || list[1].Version != 3 {
		t.Errorf("a grown alert is %+v", list)
	}
	refused(t, sup.AcknowledgeAlert(ctx, 2, 1, "x", Now()), "alert_conflict")
	if _, err := w.raw(t).ExecContext(ctx, "DELETE FROM alerts WHERE no = 1"); err == nil {
		t.Error("an alert can be taken away")
	}
	w.whole(t)
}

// testSteer: the order of the queue is the supervisors' to set, with a reason
// in the record, and an administrator's settings are not theirs.
func testSteer(t *testing.T, w *world) {
	ctx := context.Background()
	must(t, w.in["supervisor"].Steer(ctx, "queue", `{"urgent":1}`, map[string]string{"reason": "周末"}))
	if got, err := w.st.Steered(ctx, "queue"); err != nil || got != `{"urgent":1}` {
		t.Errorf("%q, %v", got, err)
	}
	refused(t, w.in["reviewer"].Steer(ctx, "queue", "{}", nil), "role")
	refused(t, w.in["admin"].Steer(ctx, "queue", "{}", nil), "role")
	refused(t, w.in["admin"].SetSetting(ctx, "steer/queue", "{}"), "fixed_setting")
	w.whole(t)
}
