package intake_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/importexport"
	"recourse/importexport/intake"
)

const oddList = "编号,回访日期\nA1,二月\n"

// What somebody leaves out is not read, is no reason to refuse the delivery,
// and is told.
func TestTablesAreLeftOutOnPurpose(t *testing.T) {
	t.Parallel()
	sources := func() []*importexport.Source {
		return []*importexport.Source{file("a.csv", table(nil)), file("x/回访.csv", oddList)}
	}
	if _, err := tryRead(options(t), sources()...); err == nil || !strings.Contains(err.Error(), "unknown_table") {
		t.Fatalf("a file that nobody knows: %v", err)
	}
	for _, name := range []string{"回访.csv", "x/回访.csv"} {
		opts := options(t)
		opts.LeaveOut = []string{name}
		g := read(t, opts, sources()...)
		if len(g.drafts) != 1 || g.codes() != "left_out" || !g.report.Files[1].Tables[0].LeftOut {
			t.Errorf("%s: %d cases, %q", name, len(g.drafts), g.codes())
		}
	}
	opts := options(t)
	opts.LeaveOut = []string{"回访.csv", "a.csv"}
	if _, err := tryRead(opts, sources()...); err == nil || !strings.Contains(err.Error(), "empty_delivery") {
		t.Errorf("with everything left out: %v", err)
	}
}

// A profile leaves out by name only what no profile knows.
func TestAProfileLeavesOutWhatNobodyKnows(t *testing.T) {
	t.Parallel()
	p, err := importexport.ParseProfile([]byte("id: own\nversion: 1\ntimezone: Asia/Shanghai\nleave_out: [回访, a]\ntables: {checkins: {columns: {checkin.date: [没有]}}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	opts := options(t)
	opts.Profiles = append([]*importexport.Profile{p}, opts.Profiles...)
	g := read(t, opts, file("a.csv", table(nil)), file("回访.csv", oddList))
	if len(g.drafts) != 1 || g.codes() != "left_out" {
		t.Errorf("%d cases, %q", len(g.drafts), g.codes())
	}
}

// A profile that was made for a table, and leaves columns of it aside on
// purpose, is taken before a shipped one that understands as much of it.
func TestProfileOfTheOfficeComesFirst(t *testing.T) {
	t.Parallel()
	own := func(aside string) *importexport.Profile {
		p, err := importexport.ParseProfile([]byte("id: own\nversion: 1\ntimezone: Asia/Shanghai\ntables: {checkins: {requires: [checkin.date], columns: {key.appeal_no: [申诉编号], checkin.date: [日期], checkin.note: [状态]}, aside: [" + aside + "]}}\n"))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	const rows = "申诉编号,日期,状态,体温\nHZXH-2020-000001,2020-02-15,正常,36.5\n"
	for aside, want := range map[string]string{"体温": "own", "": "canonical"} {
		opts := options(t)
		opts.Profiles, opts.Own = append([]*importexport.Profile{own(aside)}, opts.Profiles...), 1
		g := read(t, opts, file("a.csv", table(nil)), file("打卡.csv", rows))
		m := g.delivery.Mapping()[1]
		if m.Profile != want {
			t.Errorf("with %q left aside the profile %s is taken, want %s", aside, m.Profile, want)
		}
		if want == "own" {
			last := m.Columns[3]
			if diff := cmp.Diff(intake.ColumnMapping{Letter: "D", Header: "体温", Basis: intake.OnPurpose}, last); diff != "" {
				t.Error(diff)
			}
		}
	}
}
