package importer_test

import (
	"context"
	"slices"
	"testing"

	"recourse/app/gui/importer"
	"recourse/importexport"
	"recourse/importexport/guess"
)

// meanings is a delivery of two small tables, of which one gets a profile.
type meanings struct{ saved [][]byte }

func (m *meanings) Bundles(context.Context) ([]*guess.Bundle, error) {
	row := func(n int, texts ...string) guess.Row {
		r := guess.Row{Number: n}
		for _, s := range texts {
			r.Cells = append(r.Cells, importexport.TextCell(s))
		}
		return r
	}
	p, err := importexport.ParseProfile([]byte(`
id: canonical
version: 1
timezone: Asia/Shanghai
tables:
  checkins:
    requires: [checkin.date]
    columns: {key.doc_no: [证件号码], checkin.date: [日期], checkin.status: [状态]}
`))
	table := guess.Table{File: "b.csv", Rows: []guess.Row{row(1, "证件号码", "打卡日期", "打卡状态"), row(2, "330199199001010011", "2020-02-15", "正常")}}
	cover := guess.Table{File: "a.csv", Rows: []guess.Row{row(1, "封面", "说明"), row(2, "本表", "汇总")}}
	return guess.Bundles([]guess.Table{cover, table}, guess.Learn([]*importexport.Profile{p}), []*importexport.Profile{p}, 0), err
}

func (m *meanings) Try(context.Context, []*importexport.Profile, []string) (*importexport.Report, error) {
	return &importexport.Report{Details: 1}, nil
}

func (m *meanings) Save(_ context.Context, texts [][]byte, _ bool) error {
	m.saved = texts
	return nil
}

func (m *meanings) Write(string, []byte) error { return nil }

func TestUnknownHeadingsAreNoDeadEnd(t *testing.T) {
	d := sample()
	kept := &meanings{}
	d.meanings, d.err = kept, importexport.Refuse("b.csv", "unknown_table", nil)
	h, s := show(t, d)
	s.Dropped([]string{"/data/a.csv", "/data/b.csv"})
	wants(t, h, "b.csv", "No profile knows these headings")
	press(t, h) // the offer has the keyboard
	wants(t, h, "Tables of the delivery", "2 sorts of tables in the delivery, 2 still to be mapped")
	h.Tap(t, "Leave")
	wants(t, h, "No profile knows these headings")
	press(t, h)
	press(t, h) // the table that was refused
	wants(t, h, "打卡日期", "330199********0011", "2 Rows")
	press(t, h)
	wants(t, h, "Date")
	h.Tap(t, "Next: the values")
	h.Tap(t, "Next table: a")
	h.Tap(t, "Back")
	h.Tap(t, "Leave out")
	h.Tap(t, "Next: check and keep")
	d.err = nil
	h.Tap(t, "Keep and use the profile")
	if s.Model().Stage() != importer.Read || len(kept.saved) == 0 {
		t.Fatalf("after the profile is kept the delivery stands at %s", s.Model().Stage())
	}
	if last := d.orders[len(d.orders)-1]; last.Profile != "" || !slices.Equal(last.LeaveOut, []string{"a.csv"}) {
		t.Errorf("of several tables all are read by %q alone, %v left out", last.Profile, last.LeaveOut)
	}
	h.Button(t, "Say what the columns mean")
}

func TestRefusedRowsLeadBackIn(t *testing.T) {
	d := sample()
	h, s := show(t, d)
	s.Dropped([]string{"/data/a.xlsx"})
	h.Tap(t, "Check the delivery")
	press(t, h)
	wants(t, h, "18 rows were refused", "correct the cells it names in a spreadsheet")
	h.Tap(t, "Save the refused rows")
	h.Tap(t, "Save")
	wants(t, h, "a-refused.xlsx is written: correct it now")
	h.Tap(t, "Import the corrected file")
	if got := d.orders[len(d.orders)-1].Paths; len(got) != 1 || got[0] != "/data/a-refused.xlsx" || s.Model().Stage() != importer.Read {
		t.Errorf("the corrected file is not read: %v at %s", got, s.Model().Stage())
	}
}
