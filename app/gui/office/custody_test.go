package office_test

import (
	"context"
	"testing"
	"time"

	"recourse/app/gui/i18n"
	"recourse/app/gui/office"
	"recourse/cases"
	"recourse/cases/retention"
)

func (d *desk) Keeping(context.Context) (office.Keeping, error) { return d.keeping, nil }

func (d *desk) Backup(_ context.Context, path string, tell func(done, total int64)) (office.Backup, error) {
	tell(1, 2)
	return office.Backup{File: "x.backup", Cases: 12, Letters: 3, Height: 40, Bytes: 2048}, d.note("backup %s", path)
}

func (d *desk) Restore(_ context.Context, backup, file, pass string, tell func(done, total int64)) (office.Restored, error) {
	tell(1, 2)
	return office.Restored{Office: file, Backup: office.Backup{Cases: 12, Height: 40, Behind: 5}}, d.note("restore %s %s %s", backup, file, pass)
}

func (d *desk) SetRetention(_ context.Context, r retention.Rule) error { return d.note("rule %s", r) }
func (d *desk) OrderPurge(context.Context) error                       { return d.note("order") }
func (d *desk) WitnessPurge(_ context.Context, no int, digest string) error {
	return d.note("witness %d %s", no, digest)
}
func (d *desk) CancelPurge(_ context.Context, no int) error { return d.note("cancel %d", no) }
func (d *desk) CarryPurge(_ context.Context, no int, tell func(done, total int64)) error {
	tell(1, 1)
	return d.note("carry %d", no)
}
func (d *desk) SaveCertificate(_ context.Context, no int, path string) error {
	return d.note("certificate %d %s", no, path)
}

// keeper is an office with something to let go.
func keeper(t *testing.T) *desk {
	d := sample(t)
	at := time.Date(2020, 2, 17, 9, 0, 0, 0, cases.Shanghai())
	d.keeping = office.Keeping{
		Rule: retention.Rule{Days: 30}, Due: 9, Deliveries: 1, People: 174, Kept: map[retention.Why]int{retention.Open: 102, retention.Undelivered: 4},
		Backups: []office.Backup{{File: "monday.backup", By: "陈志远", At: at, Height: 509, Bytes: 1 << 20}},
	}
	return d
}

func TestScreenKeeping(t *testing.T) {
	d := keeper(t)
	h, _ := show(t, d, "keeping")
	h.Wants(t, "30 days after a case is over", "9 cases, 174 people", "102 cases stay: not closed yet", "4 cases stay: the letter has not arrived",
		"goes up to entry 509", "monday.backup")
	h.Tap(t, "Make a backup")
	fill(h, "/safe")
	press(h)
	if len(d.did) != 1 || d.did[0][:21] != "backup /safe/recourse" {
		t.Errorf("done %q", d.did)
	}
	if last := h.Toasts[len(h.Toasts)-1]; last != "Under way; the status bar shows how far it is." && len(h.Toasts) < 2 {
		t.Errorf("told %q", h.Toasts)
	}
	h.Tap(t, "Restore a backup")
	fill(h, "/safe/monday.backup", "/new.recourse", "eins zwei drei")
	press(h)
	did(t, d, "restore /safe/monday.backup /new.recourse eins zwei drei")
	h.Tap(t, "Change the rule")
	fill(h, "", "2020-06-31")
	press(h)
	h.Wants(t, "\"2020-06-31\" is not a day")
}

func TestScreenPurge(t *testing.T) {
	d := keeper(t)
	h, s := show(t, d, "keeping")
	h.Tap(t, "Order a purge")
	press(h)
	did(t, d, "order")
	d.keeping.Purges = []office.Purge{{No: 1, State: "ordered", Cases: 9, Deliveries: 1, Digest: "abc", OrderedBy: "陈志远", OrderedID: h.Actor().ID}}
	s.Refresh()
	if b := h.Button(t, "Order a purge"); !b.Disabled() {
		t.Error("a second purge can be ordered")
	}
	if b := h.Button(t, "Witness"); b.Reason() != "You ordered this purge; somebody else has to witness it." {
		t.Errorf("one's own purge: %q", b.Reason())
	}
	h.Tap(t, "Cancel the order")
	press(h)
	did(t, d, "cancel 1")
	d.keeping.Purges[0].State, d.keeping.Purges[0].Witness = "witnessed", "沈计"
	s.Refresh()
	h.Wants(t, "Witnessed by 沈计")
	h.Tap(t, "Carry it out")
	press(h)
	did(t, d, "carry 1")
	d.keeping.Purges[0].State = "done"
	s.Refresh()
	h.Tap(t, "Certificate")
	fill(h, "/out")
	press(h)
	did(t, d, "certificate 1 /out/purge-1.txt")
	h.Look.SetLang(i18n.ZH)
	h.Wants(t, "第1号清除令：已办结", "保存期限")
}

func TestScreenKeepingByRole(t *testing.T) {
	t.Run("an auditor witnesses and orders nothing", func(t *testing.T) {
		d := keeper(t)
		d.keeping.Purges = []office.Purge{{No: 1, State: "ordered", Digest: "abc", OrderedBy: "陈志远", OrderedID: "admin"}}
		h, _ := show(t, d, "keeping", cases.Auditor)
		for _, label := range []string{"Order a purge", "Make a backup", "Change the rule"} {
			if !h.Button(t, label).Disabled() {
				t.Errorf("%s is on", label)
			}
		}
		h.Tap(t, "Witness")
		press(h)
		did(t, d, "witness 1 abc")
	})
	t.Run("a reviewer sees the rule", func(t *testing.T) {
		h, _ := show(t, keeper(t), "keeping", cases.Reviewer)
		h.Wants(t, "30 days after a case is over")
		if !h.Button(t, "Make a backup").Disabled() {
			t.Error("a reviewer makes backups")
		}
	})
}
