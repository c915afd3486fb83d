package intake_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/importexport"
	"recourse/importexport/intake"
)

func placed(t *testing.T, columns string) intake.Options {
	t.Helper()
	p, err := importexport.ParseProfile([]byte("id: placed\nversion: 1\ntimezone: Asia/Shanghai\ntables:\n  checks:\n    kind: checkins\n    requires: [key.appeal_no, checkin.date, checkin.status]\n    columns: {key.appeal_no: [编号], checkin.date: [日期], checkin.status: [状态], " + columns + "}\n"))
	if err != nil {
		t.Fatal(err)
	}
	opts := options(t)
	opts.Profiles = append([]*importexport.Profile{p}, opts.Profiles...)
	return opts
}

// Of several columns with one header the profile says which it means; those it
// does not name are left aside, and without a place nobody may choose.
func TestColumnsOfOneHeader(t *testing.T) {
	t.Parallel()
	const rows = "编号,日期,备注,状态,备注（二）\nHZXH-2020-000001,2020-02-14,第一,normal,第二\n"
	for _, c := range []struct {
		name, columns, rows string
		place, note, code   string
	}{
		{"the second", "checkin.note: ['备注#2']", rows, "", "第二", ""},
		{"the first", "checkin.note: ['备注#1']", rows, "", "第一", ""},
		{"both", "checkin.note: ['备注#2'], checkin.place: ['备注#1']", rows, "第一", "第二", ""},
		{"no place named", "checkin.note: [备注]", rows, "", "", "duplicate_column"},
		{"the first is the only one", "checkin.note: ['备注#1']", "编号,日期,备注,状态\nHZXH-2020-000001,2020-02-14,第一,normal\n", "", "第一", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			g, err := tryRead(placed(t, c.columns), file("a.csv", table(nil)), file("checkins.csv", c.rows))
			if c.code != "" {
				if err == nil || !strings.Contains(err.Error(), c.code) {
					t.Fatalf("got %v, want %s", err, c.code)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			in := g.drafts[0].Snapshot.CheckIns[0]
			if diff := cmp.Diff([]string{c.place, c.note}, []string{in.Place, in.Note}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// The two rows of a heading, a printed heading again and the mapping that the
// screen shows name the columns as the profile does.
func TestPlacesInTheMapping(t *testing.T) {
	t.Parallel()
	const rows = "打卡表,,,,\n编号,日期,登记,,状态\n,,备注,备注,\nHZXH-2020-000001,2020-02-14,第一,第二,normal\n编号,日期,登记,,状态\n"
	g := read(t, placed(t, "checkin.note: ['登记备注#2']"), file("a.csv", table(nil)), file("打卡.csv", rows))
	if len(g.drafts[0].Snapshot.CheckIns) != 1 {
		t.Fatalf("no check-in: %s; %+v", g.codes(), g.delivery.Mapping())
	}
	if got := g.drafts[0].Snapshot.CheckIns[0].Note; got != "第二" {
		t.Errorf("the note is %q", got)
	}
	var columns []string
	for _, m := range g.delivery.Mapping() {
		if m.Profile == "placed" {
			for _, c := range m.Columns {
				columns = append(columns, c.Letter+" "+c.Header+" "+c.Field)
			}
		}
	}
	if diff := cmp.Diff([]string{"A 编号 key.appeal_no", "B 日期 checkin.date", "C 登记备注#1 ", "D 登记备注#2 checkin.note", "E 状态 checkin.status"}, columns); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
