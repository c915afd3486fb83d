package storetest

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"recourse/cases"
	"recourse/cases/store"
)

// testFiles: what a delivery brought is what is opened again, and only while
// somebody is signed in.
func testFiles(t *testing.T, w *world) {
	ctx := context.Background()
	f, err := w.st.FindCase(ctx, AppealNo(3))
	must(t, err)
	if diff := cmp.Diff(*Snapshot(3), f.Snapshot); diff != "" {
		t.Errorf("snapshot: %s", diff)
	}
	in := Incoming(3)
	in.Row.SnapshotVersion = 1
	if diff := cmp.Diff(in.Row, f.Row, cmpopts.IgnoreFields(cases.Row{}, "ID", "Seq"), cmpopts.EquateApproxTime(0)); diff != "" {
		t.Errorf("row: %s", diff)
	}
	again, err := w.st.Case(ctx, f.ID)
	must(t, err)
	if again.AppealNo != f.AppealNo || again.SnapshotDigest() == "" {
		t.Errorf("case %d is %q with digest %q", f.ID, again.AppealNo, again.SnapshotDigest())
	}
	_, err = w.st.Case(ctx, 999999)
	refused(t, err, "no_case")
	_, err = w.st.FindCase(ctx, strings.ToLower(AppealNo(3)))
	refused(t, err, "no_case")

	w.findsBy(t, f.ID)
	w.st.Lock()
	_, err = w.st.Case(ctx, f.ID)
	refused(t, err, "locked")
	_, err = w.st.FindByDocNo(ctx, DocNo(3))
	refused(t, err, "locked")
}

// findsBy looks a person up by number and telephone, in the ways people type them.
func (w *world) findsBy(t *testing.T, want cases.ID) {
	t.Helper()
	ctx := context.Background()
	for _, typed := range []string{DocNo(3), " " + strings.ToLower(DocNo(3)), DocNo(3)[:6] + " " + DocNo(3)[6:]} {
		ids, err := w.st.FindByDocNo(ctx, typed)
		must(t, err)
		if diff := cmp.Diff([]cases.ID{want}, ids); diff != "" {
			t.Errorf("document number %q: %s", typed, diff)
		}
	}
	for _, typed := range []string{Phone(3), "+86 " + Phone(3)} {
		ids, err := w.st.FindByPhone(ctx, typed)
		must(t, err)
		if diff := cmp.Diff([]cases.ID{want}, ids); diff != "" {
			t.Errorf("telephone %q: %s", typed, diff)
		}
	}
	if ids, err := w.st.FindByDocNo(ctx, " "); err != nil || ids != nil {
		t.Errorf("nothing finds %v, %v", ids, err)
	}
}

// testSealed: no table holds a personal field in the clear.
func testSealed(t *testing.T, w *world) {
	ctx := context.Background()
	w.take(t, 1, "reviewer")
	c := w.change(t, 1, "reviewer", cases.MoveNote)
	p, err := cases.NewPaper(cases.PaperNote, 1, "reviewer", Now(), cases.Note{Text: "样本0的母亲来电", By: "reviewer", At: Now()})
	must(t, err)
	c.Papers = []cases.Paper{p}
	must(t, w.st.Apply(ctx, c))
	must(t, w.in["reviewer"].SetPreference(ctx, "views", []byte(`{"search":"样本0"}`)))
	db := w.raw(t)
	for _, table := range tables() {
		for _, row := range dump(t, db, table) {
			for _, secret := range []string{"样本0", DocNo(0), Phone(0), "没有离开过家", "样本镇"} {
				if strings.Contains(row, secret) && table != "office" && table != "audit" {
					t.Errorf("%s holds %q in the clear: %.200s", table, secret, row)
				}
			}
		}
	}
	for _, row := range dump(t, db, "audit") {
		if strings.Contains(row, "来电") || strings.Contains(row, DocNo(0)) {
			t.Errorf("the record holds a personal field: %.300s", row)
		}
	}
}

// testFeed: the roster gets every case once, with its card while unlocked, and
// afterwards what changed, whoever changed it.
func testFeed(t *testing.T, w *world) {
	ctx := context.Background()
	rows, cards := w.feed(t, 0)
	if len(rows) != 12 || cards[cases.ID(4)].Name != "样本3" {
		t.Errorf("%d rows, card 4 is %+v", len(rows), cards[4])
	}
	seq, err := w.st.Seq(ctx)
	must(t, err)
	if rows, _ := w.feed(t, seq); len(rows) != 0 {
		t.Errorf("%d rows changed although nothing did", len(rows))
	}
	other := w.another(t)
	mine := w.st
	w.st = other
	in := w.in
	w.in = w.signIn(t, other)
	w.take(t, 5, "reviewer")
	w.st, w.in = mine, in
	rows, cards = w.feed(t, seq)
	if len(rows) != 1 || rows[5].State != cases.InReview || rows[5].Officer != "reviewer" || cards[5] == nil {
		t.Errorf("the feed shows %+v", rows)
	}
	w.st.Lock()
	if rows, cards := w.feed(t, 0); len(rows) != 12 || len(cards) != 0 {
		t.Errorf("a locked office gives %d rows and %d cards", len(rows), len(cards))
	}
}

func (w *world) feed(t *testing.T, since int64) (map[cases.ID]cases.Row, map[cases.ID]*cases.Card) {
	t.Helper()
	rows, cards := map[cases.ID]cases.Row{}, map[cases.ID]*cases.Card{}
	must(t, w.st.Rows(context.Background(), since, func(r cases.Row, c *cases.Card) error {
		if _, twice := rows[r.ID]; twice {
			t.Errorf("case %d comes twice", r.ID)
		}
		rows[r.ID] = r
		if c != nil {
			cards[r.ID] = c
		}
		return nil
	}))
	return rows, cards
}

// testWholeOffice: the walk over all snapshots sees each in force, and stops
// with the caller's error.
func testWholeOffice(t *testing.T, w *world) {
	ctx := context.Background()
	n := 0
	must(t, w.st.Snapshots(ctx, func(r cases.Row, s *cases.Snapshot) error {
		n++
		if s.Appeal.AppealNo != r.AppealNo {
			t.Errorf("case %s comes with the snapshot of %s", r.AppealNo, s.Appeal.AppealNo)
		}
		return nil
	}))
	if n != 12 {
		t.Errorf("%d snapshots of 12", n)
	}
	stop := cases.Refuse("enough")
	err := w.st.Snapshots(ctx, func(cases.Row, *cases.Snapshot) error { return stop })
	refused(t, err, "enough")
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if err := w.st.Rows(gone, 0, func(cases.Row, *cases.Card) error { return nil }); err == nil {
		t.Error("a cancelled walk says it is complete")
	}
}

// testOfficeSettings: settings, preferences, receipts and notes.
func testOfficeSettings(t *testing.T, w *world) {
	ctx := context.Background()
	admin, reviewer := w.in["admin"], w.in["reviewer"]
	must(t, admin.SetSetting(ctx, "policy", "HZ-2020-02@1"))
	if got, err := w.st.Setting(ctx, "policy"); err != nil || got != "HZ-2020-02@1" {
		t.Errorf("the setting is %q, %v", got, err)
	}
	refused(t, reviewer.SetSetting(ctx, "policy", "x"), "role")
	refused(t, admin.SetSetting(ctx, "office", "{}"), "fixed_setting")
	refused(t, admin.SetSetting(ctx, "policy", "a\x00b"), "nul_character")

	must(t, reviewer.SetPreference(ctx, "views", []byte("one")))
	must(t, reviewer.SetPreference(ctx, "views", []byte("two")))
	if got, err := reviewer.Preference(ctx, "views"); err != nil || string(got) != "two" {
		t.Errorf("the preference is %q, %v", got, err)
	}
	if got, err := w.in["supervisor"].Preference(ctx, "views"); err != nil || got != nil {
		t.Errorf("somebody else's preference is %q, %v", got, err)
	}

	intake, what := w.in["intake"], map[string]string{"profile": "street-list"}
	must(t, intake.Keep(ctx, "profile/street-list", []byte("id: street-list"), what))
	must(t, intake.Keep(ctx, "profile/other", []byte("id: other"), what))
	must(t, intake.Keep(ctx, "profile/other", nil, what))
	refused(t, w.in["auditor"].Keep(ctx, "profile/street-list", []byte("x"), what), "role")
	refused(t, admin.SetSetting(ctx, "kept/profile/street-list", "x"), "fixed_setting")
	if got, err := w.st.Kept(ctx, "profile/"); err != nil || len(got) != 1 || string(got["profile/street-list"]) != "id: street-list" {
		t.Errorf("the office keeps %q, %v; want the one profile that was not removed", got, err)
	}
	if text, err := w.st.Setting(ctx, "kept/profile/street-list"); err != nil || strings.Contains(text, "street-list") || text == "" {
		t.Errorf("what is kept stands in the settings as %q, %v; it must be sealed", text, err)
	}

	r := store.Receipt{ID: newAction(), At: Now(), Purpose: "audit", What: "cases", File: "list.csv", SHA256: "00", Rows: 3}
	must(t, w.in["supervisor"].AddReceipt(ctx, r))
	must(t, w.in["supervisor"].AddReceipt(ctx, r))
	refused(t, reviewer.AddReceipt(ctx, r), "role")
	list, err := w.st.Receipts(ctx)
	must(t, err)
	if len(list) != 1 || list[0].By != "supervisor" || list[0].Rows != 3 {
		t.Errorf("receipts: %+v", list)
	}
	must(t, w.in["auditor"].Note(ctx, "audit_viewed", map[string]string{"from": "1"}))
	w.whole(t)
}

// testFeedOfMany: a feed of more cases than are read at once gives the rows as
// their files have them, whatever characters stand in them, and nothing that is
// written while it runs is lost to who asks later for what came after.
func testFeedOfMany(t *testing.T, w *world) {
	ctx := context.Background()
	const n = 2500
	goods := func(yield func(store.Incoming, error) bool) {
		for i := 100; i < 100+n; i++ {
			in := Incoming(i)
			if i%700 == 0 {
				in.Row.Division, in.Row.System = "33\x1f0199", "\x1f"
			}
			if !yield(in, nil) {
				return
			}
		}
	}
	_, err := w.st.ImportDelivery(ctx, w.delivery(), store.Goods{Cases: goods}, nil)
	must(t, err)
	rows, since := map[cases.ID]cases.Row{}, int64(0)
	walk := func(from int64, see func()) {
		must(t, w.st.Rows(ctx, from, func(r cases.Row, c *cases.Card) error {
			if c == nil || c.DocNo == "" {
				t.Errorf("case %d comes without its card", r.ID)
			}
			rows[r.ID], since = r, max(since, r.Seq)
			see()
			return nil
		}))
	}
	met := 0
	walk(0, func() {
		if met++; met == 1 { // the feed has begun: an early case, then a late one
			w.take(t, 5, "reviewer")
			w.take(t, 2400, "reviewer2")
		}
	})
	walk(since, func() {})
	if len(rows) != n+12 {
		t.Fatalf("%d rows of %d", len(rows), n+12)
	}
	for id, got := range rows {
		if id%50 != 0 && id != 5 && got.Division == "330199" {
			continue
		}
		f, err := w.st.Case(ctx, id)
		must(t, err)
		if diff := cmp.Diff(f.Row, got); diff != "" {
			t.Fatalf("case %d (-file +feed):\n%s", id, diff)
		}
	}
}
