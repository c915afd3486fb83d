package wizard_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/i18n"
	"recourse/app/gui/importer/wizard"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/kit/kittest"
	"recourse/importexport"
	"recourse/importexport/guess"
)

// deliveryDesk is a delivery of the street's table, check-ins that nothing
// knows either, a list that a profile knows, and a cover.
func deliveryDesk(t *testing.T) *desk {
	t.Helper()
	d := streetDesk(t)
	d.known = d.profiles()
	d.files = map[string][]byte{
		"回访.csv":  []byte("申诉单编号,回访日期,今日体温\n翠苑2020021500,16/02/2020,36.5\n翠苑2020021501,17/02/2020,36.6\n"),
		"封面.csv":  []byte("制作,日期\n老陈,二月\n"),
		"运营商.csv": []byte("手机号,到访地,首次时间,末次时间,基站小区,经度,纬度\n13810000000,武汉,2020-01-20 13:10,2020-01-20 13:52,CI1,114.3,30.6\n"),
	}
	return d
}

// states are the tables with how far each is.
func states(m *wizard.Model) []string {
	var out []string
	for _, b := range m.Bundles() {
		out = append(out, string(b.State())+" "+b.Tables[0].Name())
	}
	return out
}

// An office worker maps a whole delivery: one table after the other, what is
// known left alone, what is no table left out, all kept together.
func TestAWholeDelivery(t *testing.T) {
	d := deliveryDesk(t)
	h, m, _ := show(t, d)
	if diff := cmp.Diff([]string{"open 翠苑街道申诉登记", "open 回访", "open 封面", "known 运营商"}, states(m)); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	wants(t, h, "4 sorts of tables in the delivery, 3 still to be mapped", "Profile carrier-list", "7 of 7 columns mean something", "looks like no table of data", "Something still stands in the way")
	lacks(t, h, "王伟", "13810000000")

	g := kittest.All[*grid.Grid](h)[0]
	g.Select(2)
	h.Tap(t, "Leave out")
	wants(t, h, "left out", "One of this name will be left out again")
	h.Tap(t, "Take in again")
	kittest.All[*grid.Grid](h)[0].Select(2)
	h.Tap(t, "Leave out")

	g = kittest.All[*grid.Grid](h)[0]
	g.Select(0)
	key(g, fyne.KeyReturn)
	wants(t, h, "翠苑街道申诉登记.csv", "2 Rows")
	m.Say(answer)
	m.Go(wizard.Values)
	wants(t, h, "8 cases read, 3 would be taken", "1 rows of other tables")
	if diff := cmp.Diff([]string{"回访.csv", "封面.csv"}, d.left); diff != "" {
		t.Errorf("while one table is mapped, those that nobody knows are not in the way (-want +got):\n%s", diff)
	}
	h.Tap(t, "Next table: 回访")
	if m.At() != 1 || m.Step() != wizard.Rows {
		t.Fatalf("at table %d, step %v", m.At(), m.Step())
	}
	m.SetKind("checkins")
	for i, f := range []string{"key.appeal_no", "checkin.date", "checkin.temp_c"} {
		m.Choose(i, f)
	}
	m.Say(func(d *guess.Draft) { d.SayAlways("checkin.status", "normal") })
	m.Go(wizard.Values)
	wants(t, h, "Order of the dates in “回访日期”")
	m.Say(func(d *guess.Draft) { d.SayOrder("checkin.date", importexport.DayFirst) })
	h.Tap(t, "Next: check and keep")
	wants(t, h, "What becomes of the tables", "mapped", "left out", "known", "What would be refused")
	if len(d.tried) != 2 || len(d.left) != 1 {
		t.Errorf("the whole was read by %d profiles, without %v", len(d.tried), d.left)
	}
	var ids, left []string
	m.Done = func(a, b []string) { ids, left = a, b }
	m.SetName("西湖二月")
	h.Tap(t, "Keep and use the profile")
	if diff := cmp.Diff([]string{"西湖二月-翠苑街道申诉登记", "西湖二月-回访"}, ids); diff != "" || len(d.saved) != 2 || !cmp.Equal(left, []string{"封面.csv"}) {
		t.Errorf("kept %d, left out %v, ids (-want +got):\n%s", len(d.saved), left, diff)
	}
	if !strings.Contains(string(d.saved[0]), "leave_out:\n- 封面\n") || !strings.Contains(string(d.saved[1]), "checkin.date: dmy") {
		t.Errorf("kept\n%s\n%s", d.saved[0], d.saved[1])
	}
}

func TestNothingIsKeptHalfway(t *testing.T) {
	d := deliveryDesk(t)
	h, m, _ := show(t, d)
	m.Go(wizard.Keep)
	if b := h.Button(t, "Keep and use the profile"); !strings.Contains(b.Reason(), "3 sorts of tables") {
		t.Errorf("the profiles can be kept although tables are open: %q", b.Reason())
	}
	m.Save()
	if d.saved != nil {
		t.Error("something was kept")
	}
	for at := range 3 {
		m.LeaveOut(at)
	}
	m.Go(wizard.Tables)
	m.Go(wizard.Keep)
	var left []string
	called := false
	m.Done = func(_, b []string) { called, left = true, b }
	h.Tap(t, "Keep and use the profile")
	if !called || len(left) != 3 || d.saved != nil {
		t.Errorf("leaving out alone keeps %d profiles and leaves out %v", len(d.saved), left)
	}
}

// A table that a profile knows can get another meaning, and have its old one
// back.
func TestKnownTablesCanBeMappedAnew(t *testing.T) {
	_, m, _ := show(t, deliveryDesk(t))
	m.Map(3)
	if s := m.Bundle().State(); s != guess.ToMap || m.Step() != wizard.Rows {
		t.Fatalf("the table is %s at step %v", s, m.Step())
	}
	m.LeaveOut(3)
	m.LeaveOut(3)
	if s := m.Bundles()[3].State(); s != guess.ByProfile {
		t.Errorf("the table is %s", s)
	}
}

// The overview and the last page in both languages at both sizes.
func TestPagesOfADeliveryFit(t *testing.T) {
	h, m, _ := show(t, deliveryDesk(t))
	m.LeaveOut(2)
	for _, lang := range i18n.Langs() {
		h.Look.SetLang(lang)
		for _, size := range []fyne.Size{{Width: 1100, Height: 690}, {Width: 1750, Height: 970}} {
			h.Resize(size.Width, size.Height)
			for _, step := range m.Steps() {
				m.Go(step)
				if list := h.Clipped(); len(list) > 0 {
					t.Errorf("%s %v, page %s: %v", lang, size, step.Name(), list)
				}
				if strings.Contains(h.Text(), "wizard.") || strings.Contains(h.Text(), "guess.") {
					t.Errorf("%s, page %s: a key without words:\n%s", lang, step.Name(), h.Text())
				}
			}
		}
	}
}
