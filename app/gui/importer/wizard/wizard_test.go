package wizard_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/i18n"
	"recourse/app/gui/importer/wizard"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/kit/kittest"
	"recourse/app/gui/task"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/guess"
)

// show puts a wizard over a desk into a window.
func show(t *testing.T, d *desk) (*kittest.Host, *wizard.Model, *wizard.Screen) {
	t.Helper()
	h := kittest.New(t, cases.Intake)
	m := wizard.NewModel(d, task.Inline{})
	s := wizard.New(h, m, func() { h.Backs++ }, func(err error) (string, string) {
		var p *importexport.Problem
		if errors.As(err, &p) {
			return string(p.Code), ""
		}
		return h.Words().Problem(err), ""
	})
	m.Load("")
	h.Show(s)
	return h, m, s
}

func wants(t *testing.T, h *kittest.Host, texts ...string) {
	t.Helper()
	all := h.Text()
	for _, s := range texts {
		if !strings.Contains(all, s) {
			t.Errorf("the page does not say %q; it says:\n%s", s, all)
		}
	}
}

func lacks(t *testing.T, h *kittest.Host, texts ...string) {
	t.Helper()
	all := h.Text()
	for _, s := range texts {
		if strings.Contains(all, s) {
			t.Errorf("the page says %q", s)
		}
	}
}

func key(o fyne.Focusable, names ...fyne.KeyName) {
	for _, n := range names {
		o.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

// answer says what only a person can say of the street's table.
func answer(d *guess.Draft) {
	d.SayColour("红码", "RED")
	d.SayColour("黄码", "YELLOW")
	for field, code := range map[string]string{
		"appeal.channel": "COMMUNITY", "appeal.grounds": "G01", "assignment.issuing_system": "HZ-ALIPAY", "assignment.origin": "UNKNOWN",
	} {
		d.SayAlways(field, code)
	}
}

func TestTheFileAsItCame(t *testing.T) {
	h, m, _ := show(t, streetDesk(t))
	wants(t, h, "翠苑街道健康码", "判定时间", "王*", "138****0000", "columns 1 to 8 of 11", "10 of 11 columns fit")
	lacks(t, h, "王伟", "13810000000", "330199197001102005", "只在杭州上班")
	if m.Draft().Head != (guess.Head{First: 2, Rows: 2}) {
		t.Errorf("the headings are found at %+v, want in the third and fourth row", m.Draft().Head)
	}
	h.Tap(t, "Later columns")
	wants(t, h, "columns 9 to 11 of 11", "登记人")
	h.Tap(t, "Leave")
	if h.Backs != 1 {
		t.Error("leaving does not leave")
	}
}

func TestColumnsByKeyboard(t *testing.T) {
	h, m, s := show(t, streetDesk(t))
	m.Go(wizard.Columns)
	g := kittest.All[*grid.Grid](h)[0]
	if s.First() != fyne.Focusable(g) {
		t.Error("the page does not begin with the columns")
	}
	wants(t, h, "申诉人身份证号", "6 of 8 values are re", "left aside", "2 things stand in the way", "“Channel”, “Grounds”")
	g.Select(10)
	key(g, fyne.KeyReturn)
	field := kittest.All[*kit.Entry](h)
	test.Type(field[len(field)-1], "urgency why")
	key(field[len(field)-1], fyne.KeyReturn)
	if got := m.Draft().Columns[10].Field; got != "appeal.urgency_why" {
		t.Fatalf("the picked column means %q", got)
	}
	g = kittest.All[*grid.Grid](h)[0]
	if g.Current() != 10 {
		t.Errorf("after the choice the row is %d, want the one that was changed", g.Current())
	}
	key(g, fyne.KeySpace)
	wants(t, h, "Column K: 登记人", "Values: 8 of 8 rows have one")
	if !s.Escape() || s.Escape() {
		t.Error("Esc closes the sheet once")
	}
	m.Choose(0, "appeal.urgency_why")
	if got := m.Draft().Columns[10].Field; got != "" {
		t.Errorf("a field has two columns: K still means %q", got)
	}
}

func TestWholeFileFollowsTheAnswers(t *testing.T) {
	d := streetDesk(t)
	h, m, _ := show(t, d)
	if d.tries != 0 {
		t.Error("a file is read through although something stands in the way")
	}
	m.Go(wizard.Values)
	wants(t, h, "Colours in “健康码颜色”", "“红码”", "5×", "What holds for every row", "Beijing time")
	m.Say(answer)
	wants(t, h, "8 cases read, 3 would be taken, 5 refused")
	m.Say(func(d *guess.Draft) { d.SayColour("紫码", "RED") })
	wants(t, h, "8 cases read, 4 would be taken, 4 refused")
	m.Go(wizard.Columns)
	wants(t, h, "申诉人身份证号", "Why, and values")
	kittest.All[*grid.Grid](h)[0].Select(2)
	key(kittest.All[*grid.Grid](h)[0], fyne.KeySpace)
	wants(t, h, "In the whole file 1 row is refused: digits were lost by a spreadsheet")
}

// The order of a date's parts is proposed with its reason and never chosen.
func TestOrderOfDatesIsAsked(t *testing.T) {
	d := streetDesk(t)
	h, m, _ := show(t, d)
	m.Say(answer)
	m.Go(wizard.Values)
	wants(t, h, "Order of the dates in “登记时间”", "1 have a first part above 12 and none a second one", "0 could be read either way", "3 would be taken, 5 refused")
	choices := kittest.All[*kit.Choice](h)
	at := slices.IndexFunc(choices, func(c *kit.Choice) bool {
		return slices.ContainsFunc(c.Options, func(o kit.Option) bool { return o.Label == "day/month/year (proposed)" })
	})
	if at < 0 || choices[at].Code() != "" {
		t.Fatal("the order is not asked, or chosen for the person")
	}
	m.Say(func(d *guess.Draft) { d.SayOrder("appeal.filed_at", importexport.DayFirst) })
	wants(t, h, "4 would be taken, 4 refused")
	m.Say(func(d *guess.Draft) { d.SayOrder("appeal.filed_at", importexport.MonthFirst) })
	wants(t, h, "3 would be taken, 5 refused")
	m.Go(wizard.Columns)
	kittest.All[*grid.Grid](h)[0].Select(4)
	key(kittest.All[*grid.Grid](h)[0], fyne.KeySpace)
	wants(t, h, "a date that is none in the declared order")
}

func TestKeep(t *testing.T) {
	d := streetDesk(t)
	h, m, _ := show(t, d)
	m.Go(wizard.Keep)
	if b := h.Button(t, "Keep and use the profile"); b.Reason() == "" {
		t.Error("a profile that cannot be used can be kept")
	}
	m.Say(answer)
	m.Go(wizard.Columns)
	m.Go(wizard.Keep)
	wants(t, h, "What would be refused", "a document number that fails its check")
	kept := ""
	m.Done = func(ids, _ []string) { kept = strings.Join(ids, " ") }
	d.taken = true
	m.SetName("Street list 翠苑")
	h.Tap(t, "Keep and use the profile")
	wants(t, h, "has a profile")
	m.SetReplace(true)
	h.Tap(t, "Keep and use the profile")
	if kept != "street-list-翠苑" || !d.again {
		t.Fatalf("kept as %q, replacing %v", kept, d.again)
	}
	p, err := importexport.ParseProfile(d.saved[0])
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"红码": "RED", "黄码": "YELLOW"}
	for _, c := range guess.Colours() {
		want[string(c)] = string(c)
	}
	if diff := cmp.Diff(want, p.Colours); diff != "" {
		t.Errorf("the colours are those that were said and no other (-want +got):\n%s", diff)
	}
	if p.Title["zh"] != "Street list 翠苑" || p.Tables["appeals"].Columns["resident.doc_no"][0] != "申诉人身份证号" {
		t.Errorf("kept as\n%s", d.saved)
	}
}

func TestFailuresLeadOut(t *testing.T) {
	d := streetDesk(t)
	d.err = importexport.Refuse("a.csv", "not_found", nil)
	h, _, s := show(t, d)
	wants(t, h, "not_found")
	if s.First() == nil {
		t.Error("nothing has the keyboard")
	}
	h.Tap(t, "Leave")
	if h.Backs != 1 {
		t.Error("a failure is a dead end")
	}
}

// Every page in both languages, light and dark, at both sizes: nothing is cut
// off or lies over something else.
func TestPagesFit(t *testing.T) {
	h, m, _ := show(t, streetDesk(t))
	m.Say(func(d *guess.Draft) { d.SayColour("红码", "RED") })
	for _, lang := range i18n.Langs() {
		h.Look.SetLang(lang)
		for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
			h.Look.SetMode(mode)
			for _, size := range []fyne.Size{{Width: 1100, Height: 690}, {Width: 1750, Height: 970}} {
				h.Resize(size.Width, size.Height)
				for _, step := range m.Steps() {
					m.Go(step)
					if list := h.Clipped(); len(list) > 0 {
						t.Errorf("%s %v %v, page %s: %v", lang, mode, size, step.Name(), list)
					}
					if strings.Contains(h.Text(), "wizard.") || strings.Contains(h.Text(), "guess.") {
						t.Errorf("%s, page %s: a key without words:\n%s", lang, step.Name(), h.Text())
					}
				}
			}
		}
	}
}
