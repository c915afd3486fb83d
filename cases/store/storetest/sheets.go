package storetest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/cases/store"
)

// sheetOf is the sheet that a delivery or a replay makes of the i-th case.
func sheetOf(i int) []byte { return fmt.Appendf(nil, "sheet of %s", AppealNo(i)) }

// replay walks over all cases and tells of each what it was read from.
func (w *world) replay(t *testing.T, can func(text string) bool) (from map[cases.ID]string, files int) {
	t.Helper()
	from = map[cases.ID]string{}
	type said struct {
		id   cases.ID
		text string
	}
	begin := func() *store.SheetWork[said] {
		return &store.SheetWork[said]{
			Sheet: func(row *cases.Row, text string) (said, bool, error) { return said{row.ID, text}, can(text), nil },
			File: func(row *cases.Row, s *cases.Snapshot) (said, []byte, error) {
				if s.Appeal.AppealNo != row.AppealNo {
					return said{}, nil, fmt.Errorf("case %s comes with the file of %s", row.AppealNo, s.Appeal.AppealNo)
				}
				return said{row.ID, "file"}, fmt.Appendf(nil, "made of %s, version %d", row.AppealNo, row.SnapshotVersion), nil
			},
		}
	}
	var order []cases.ID
	must(t, store.MapSheets(context.Background(), w.st, begin, func(*store.SheetWork[said]) {}, func(s said) error {
		order, from[s.id] = append(order, s.id), s.text
		if s.text == "file" {
			files++
		}
		return nil
	}))
	if !slices.IsSorted(order) || len(order) != len(from) {
		t.Errorf("the cases come in the order %v", order)
	}
	return from, files
}

func always(string) bool { return true }

// testSheets: a replay reads the sheets that deliveries brought, makes the
// missing ones, and never takes one for what it is not.
func testSheets(t *testing.T, w *world) {
	if _, files := w.replay(t, always); files != 12 {
		t.Errorf("%d of 12 cases without a sheet were read from their files", files)
	}
	from, files := w.replay(t, always)
	if want := fmt.Sprintf("made of %s, version 1", AppealNo(4)); files != 0 || from[5] != want {
		t.Errorf("the second time %d files were read, and case 5 says %q", files, from[5])
	}
	amended, fresh := amendedCase(5, "补充：有购物小票。"), Incoming(12)
	amended.Sheet, fresh.Sheet = sheetOf(5), sheetOf(12)
	w.deliver(t, amended, amendedCase(6, "另有说明。"), fresh)
	from, files = w.replay(t, always)
	last := slices.Max(slices.Collect(maps.Keys(from)))
	if files != 1 || from[6] != string(sheetOf(5)) || from[7] != "file" || from[last] != string(sheetOf(12)) {
		t.Errorf("after a delivery %d files were read: %v", files, from)
	}
	if from, _ = w.replay(t, always); from[7] != fmt.Sprintf("made of %s, version 2", AppealNo(6)) {
		t.Errorf("case 7 says %q", from[7])
	}
	if from, files = w.replay(t, func(text string) bool { return text != string(sheetOf(12)) }); files != 1 || from[last] != "file" {
		t.Errorf("where a sheet cannot tell, %d files were read: %v", files, from)
	}
	w.mustBeWhole(t)
}

// testShares: what the statistics count of each case is what the evidence index
// says, wherever it is read.
func testShares(t *testing.T, w *world) {
	ctx := context.Background()
	same := func(when string) {
		t.Helper()
		want, got := map[cases.ID][]cases.EvidenceMark{}, map[cases.ID][]cases.EvidenceMark{}
		must(t, w.st.EvidenceMarks(ctx, func(id cases.ID, m cases.EvidenceMark) error {
			want[id] = append(want[id], cases.EvidenceMark{Source: m.Source, Provider: m.Provider, Batch: m.Batch})
			return nil
		}))
		must(t, w.st.Shares(ctx, func(id cases.ID, m *cases.EvidenceMark) { got[id] = append(got[id], *m) }))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", when, diff)
		}
	}
	same("without sheets")
	w.replay(t, always)
	same("after a replay")
	amended := amendedCase(5, "补充。")
	amended.Snapshot.Flags[0].Batch, amended.Snapshot.Flags[0].Provider = "B-other", "联通"
	amended.Marks = amended.Snapshot.Marks(amended.Row.Rules)
	w.deliver(t, amended, Incoming(12), Incoming(13))
	same("after a delivery")
	db := w.raw(t)
	for _, harm := range []string{
		"UPDATE sheets SET shares = (SELECT s.shares FROM sheets s WHERE s.from_case = 6) WHERE from_case = 1",
		"UPDATE sheets SET shares = substr(shares, 1, 80)",
		"DELETE FROM sheets WHERE from_case = 6",
		"DELETE FROM sheets",
	} {
		if _, err := db.Exec(harm); err != nil {
			t.Fatal(err)
		}
		same(harm)
	}
}

// testSheetsChanged: sheets that were moved to other cases, cut short or thrown
// away are as good as none, and are made anew.
func testSheetsChanged(t *testing.T, w *world) {
	w.replay(t, always)
	want, _ := w.replay(t, always)
	db := w.raw(t)
	for _, harm := range []string{
		"UPDATE sheets SET from_case = 2, to_case = 13",
		"UPDATE sheets SET packed = substr(packed, 1, 100)",
		"DELETE FROM sheets",
	} {
		if _, err := db.Exec(harm); err != nil {
			t.Fatal(err)
		}
		if _, files := w.replay(t, always); files == 0 {
			t.Errorf("after %q no file was read", harm)
		}
		if got, files := w.replay(t, always); files != 0 || !cmp.Equal(want, got) {
			t.Errorf("after %q and a replay: %d files, %s", harm, files, cmp.Diff(want, got))
		}
	}
	stop := cases.Refuse("enough")
	begin := func() *store.SheetWork[int] {
		return &store.SheetWork[int]{
			Sheet: func(*cases.Row, string) (int, bool, error) { return 0, true, stop },
			File:  func(*cases.Row, *cases.Snapshot) (int, []byte, error) { return 0, nil, stop },
		}
	}
	refused(t, store.MapSheets(context.Background(), w.st, begin, func(*store.SheetWork[int]) {}, func(int) error { return nil }), "enough")
}

// testSheetsChecked: a check of the sheets names those that say something else
// than their files, and no others.
func testSheetsChecked(t *testing.T, w *world) {
	ctx := context.Background()
	wrong, fresh := Incoming(12), Incoming(13)
	wrong.Sheet, fresh.Sheet = []byte("something else"), sheetOf(13)
	w.deliver(t, wrong, fresh)
	made := func(s *cases.Snapshot, kept string) ([]byte, error) {
		if kept == "of another form" {
			return nil, nil
		}
		return []byte("sheet of " + s.Appeal.AppealNo), nil
	}
	found := func() (rows []string) {
		t.Helper()
		list, err := w.st.CheckSheets(ctx, made)
		must(t, err)
		for _, f := range list {
			rows = append(rows, f.Row+" "+f.Why)
		}
		return rows
	}
	f, err := w.st.FindCase(ctx, AppealNo(12))
	must(t, err)
	if diff := cmp.Diff([]string{fmt.Sprintf("sheets/%d changed", f.ID)}, found()); diff != "" {
		t.Error(diff)
	}
	other := Incoming(13)
	other.Snapshot.Appeal.Statement, other.Sheet = "另有说明。", []byte("of another form")
	w.deliver(t, other)
	if n := len(found()); n != 1 {
		t.Errorf("%d sheets are wrong, of which one is of another form", n)
	}
	if _, err := w.raw(t).Exec("UPDATE evidence_index SET batch = 'B-else' WHERE case_id = $1", int64(f.ID)+1); err != nil {
		t.Fatal(err)
	}
	if n := len(found()); n != 2 {
		t.Errorf("%d cases are named after a batch was changed", n)
	}
	w.st.Lock()
	if got := found(); got != nil {
		t.Errorf("a locked office has %v", got)
	}
}
