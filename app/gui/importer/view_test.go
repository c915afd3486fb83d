package importer_test

import (
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/i18n"
	"recourse/app/gui/importer"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/kit/kittest"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/importexport"
)

func show(t *testing.T, d *desk, roles ...cases.Role) (*kittest.Host, *importer.Screen) {
	t.Helper()
	if roles == nil {
		roles = []cases.Role{cases.Intake}
	}
	h := kittest.New(t, roles...)
	s := importer.New(h, d)
	s.Shown(kit.Route{Screen: kit.ScreenImport})
	h.Show(s)
	return h, s
}

func wants(t *testing.T, h *kittest.Host, texts ...string) {
	t.Helper()
	all := h.Text()
	for _, s := range texts {
		if !strings.Contains(all, s) {
			t.Errorf("the screen does not say %q; it says:\n%s", s, all)
		}
	}
}

func TestScreenByKeyboard(t *testing.T) {
	d := sample()
	h, s := show(t, d)
	canvas := h.Window().Canvas()
	if b := h.Button(t, "Read"); b.Reason() != "Type a path first." {
		t.Errorf("without a path the button is off because %q", b.Reason())
	}
	entry := kittest.All[*kit.Entry](h)[0]
	canvas.Focus(entry)
	test.Type(entry, `"/data/西湖_0217.xlsx"`)
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if diff := cmp.Diff([]string{"/data/西湖_0217.xlsx"}, d.orders[0].Paths); diff != "" {
		t.Errorf("the typed path is read without its quotes:\n%s", diff)
	}
	wants(t, h, "Excel workbook", "GB18030", "Left aside"[1:], "2 files")
	for _, stage := range []importer.Stage{importer.Checked, importer.Done} {
		press(t, h)
		if s.Model().Stage() != stage {
			t.Fatalf("Enter on the focused button leads to %s, want %s", s.Model().Stage(), stage)
		}
	}
	wants(t, h, "Delivery 7 is in", "18 rows were refused")
	press(t, h)
	if diff := cmp.Diff([]kit.Route{{Screen: kit.ScreenQueue, Part: "delivery/7"}}, h.Routes); diff != "" {
		t.Errorf("the report leads to the cases of the delivery (-want +got):\n%s", diff)
	}
}

// press presses what has the focus.
func press(t *testing.T, h *kittest.Host) {
	t.Helper()
	f := h.Window().Canvas().Focused()
	if f == nil {
		t.Fatal("nothing has the focus")
	}
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

func TestScreenTabOrder(t *testing.T) {
	h, _ := show(t, sample())
	want := []string{"tabHead", "Choose a file", "Choose a folder", "entry"}
	if diff := cmp.Diff(want, h.Tab()); diff != "" {
		t.Errorf("Tab visits what can be used, in reading order (-want +got):\n%s", diff)
	}
}

func TestScreenStop(t *testing.T) {
	d := sample()
	h, s := show(t, d)
	s.Dropped([]string{"/data/a.xlsx"})
	d.between = func() {
		wants(t, h, "Checking a.xlsx", "61,200 cases", "5,100 a second", "8 s left")
		if share := kittest.All[*kit.Progress](h)[0].Share(); share != 0.612 {
			t.Errorf("the bar stands at %v, want 0.612", share)
		}
		h.Tap(t, "Stop")
	}
	h.Tap(t, "Check the delivery")
	wants(t, h, "Stopped", "Nothing of the delivery was kept")
	if s.Model().Stage() != importer.Read {
		t.Errorf("stopping leads back to the files, not to %s", s.Model().Stage())
	}
}

func TestScreenProblems(t *testing.T) {
	d := sample()
	h, s := show(t, d)
	s.Dropped([]string{"/data/a.xlsx"})
	h.Tap(t, "Check the delivery")
	wants(t, h, "515", "480", "4 problems", "1,940 people")
	g := kittest.All[*grid.Grid](h)[0]
	g.Select(2)
	g.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	wants(t, h, "330106********001X", "What to do")
	s.Escape()
	for _, c := range kittest.All[*kit.Toggle](h) {
		if strings.HasPrefix(c.Label, "Remark") {
			c.Tapped(nil)
		}
	}
	if n := len(s.Model().Problems()); n != 1 {
		t.Errorf("the chip narrows the list to %d, want 1", n)
	}
	h.Tap(t, "Save the refused rows")
	h.Tap(t, "Save")
	if want := "/data/a-refused.xlsx"; d.saved != want {
		t.Errorf("saved as %q, want %q beside the delivery", d.saved, want)
	}
	if len(h.Toasts) != 1 {
		t.Errorf("saving is confirmed once, got %v", h.Toasts)
	}
}

func TestScreenNothingNew(t *testing.T) {
	d := sample()
	d.result = &importer.Result{Report: &importexport.Report{Read: 15, Unchanged: 15}}
	h, s := show(t, d)
	s.Dropped([]string{"/data/a.xlsx"})
	h.Tap(t, "Check the delivery")
	for label, why := range map[string]string{
		"Import 0 cases": "Nothing in this delivery is new or changed.", "Save the refused rows": "Nothing was wrong, so there is nothing to save.",
	} {
		if b := h.Button(t, label); !b.Disabled() || b.Reason() != why {
			t.Errorf("%s: off %v because %q, want %q", label, b.Disabled(), b.Reason(), why)
		}
	}
	wants(t, h, "Nothing is wrong")
}

func TestScreenAcknowledgements(t *testing.T) {
	d := sample()
	d.inspection = &importer.Inspection{Acks: true, Files: []importexport.FileReport{{Name: "ack.csv", Format: importexport.CSV, Separator: ',', Encoding: importexport.UTF8}}}
	h, s := show(t, d)
	s.Dropped([]string{"/data/ack.csv"})
	wants(t, h, "These are acknowledgements", "UTF-8")
	d.inspection.Files = nil
	h.Show(s)
	wants(t, h, "1 file", "ack.csv")
	h.Tap(t, "Match the acknowledgements")
	wants(t, h, "Rejected", "该人员已不在本系统", "The case is closed.", h.Words().T("import.problem.ack_unmatched", "file", "ack.csv", "row", "4", "value", "k-9", "column", "", "sheet", ""))
	g := kittest.All[*grid.Grid](h)[0]
	g.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if diff := cmp.Diff([]kit.Route{{Screen: kit.ScreenCase, Case: 13}}, h.Routes); diff != "" {
		t.Errorf("the rejected answer stands first and opens its case (-want +got):\n%s", diff)
	}
}

func TestScreenStates(t *testing.T) {
	t.Run("a person without the role is told who may", func(t *testing.T) {
		h, s := show(t, sample(), cases.Reviewer)
		wants(t, h, "Import is not part of your role")
		s.Dropped([]string{"/data/a.xlsx"})
		if s.Model().Stage() != importer.Start {
			t.Error("files dropped by somebody without the role are not read")
		}
	})
	t.Run("a file of another kind is explained", func(t *testing.T) {
		d := sample()
		h, s := show(t, d)
		d.err = importexport.Refuse("a.pdf", "pdf_file", nil)
		s.Dropped([]string{"/data/a.pdf"})
		wants(t, h, "a.pdf")
	})
	t.Run("without past deliveries the tab leads to the first one", func(t *testing.T) {
		d := sample()
		d.past = nil
		h, s := show(t, d)
		s.Shown(kit.Route{Part: "past"})
		h.Show(s)
		wants(t, h, "Nothing has been imported yet")
		h.Tap(t, "Import the first delivery")
		wants(t, h, "Drop the files of one delivery here")
	})
}

// TestScreenWhole looks at every stage in both languages, modes and at the
// largest text: nothing may be cut off, and every key has a sentence.
func TestScreenWhole(t *testing.T) {
	d := sample()
	h, s := show(t, d)
	look := func(stage string) {
		t.Helper()
		for _, size := range []fyne.Size{fyne.NewSize(1110, 660), fyne.NewSize(1750, 940)} {
			h.Resize(size.Width, size.Height)
			for _, lang := range i18n.Langs() {
				h.Look.SetLang(lang)
				for _, bad := range h.Clipped() {
					t.Errorf("%s, %s, %v: %s", stage, lang, size, bad)
				}
				for _, bad := range mustRead(h) {
					t.Errorf("%s, %s, %v: cut: %s", stage, lang, size, bad)
				}
			}
		}
	}
	for _, n := range []int64{8, 9, 7} {
		d.result.Report.Nobodys = append(d.result.Report.Nobodys, importexport.Nobodys{Source: "CARRIER_TOWER", Batch: "LIST-" + strconv.Itoa(int(n)), Count: n})
	}
	look("start")
	s.Dropped([]string{"/data/" + d.inspection.Files[0].Name, "/data/flags.csv"})
	look("read")
	s.Model().Check("")
	look("checked")
	s.Model().Import("")
	look("done")
	s.Shown(kit.Route{Part: "past"})
	h.Show(s)
	look("past")
	h.Look.SetMode(theme.Dark)
	h.Look.SetLang(i18n.ZH)
	wants(t, h, "历史批次")
	for _, k := range h.Words().Missing() {
		if !strings.HasPrefix(k, "import.") {
			t.Errorf("no sentence for %s", k)
		}
	}
}

// mustRead lists what is cut though it has to be read whole: numbers of cases,
// colours, states.
func mustRead(h *kittest.Host) []string {
	var bad []string
	for _, text := range h.Cut() {
		for _, start := range []string{"Ref", "Rem", "未", "提", "Reje", "Unm", "杭"} {
			if strings.HasPrefix(text, start) {
				bad = append(bad, text)
			}
		}
	}
	return bad
}

func TestEvidenceOfNobodysCase(t *testing.T) {
	for _, lang := range i18n.Langs() {
		t.Run(string(lang), func(t *testing.T) {
			d := sample()
			for i := range 12 {
				n := importexport.Nobodys{Source: "CARRIER_TOWER", Batch: "LIST-" + strconv.Itoa(i), Count: int64(100 + i)}
				d.result.Report.Nobodys = append(d.result.Report.Nobodys, n)
			}
			d.result.Report.Nobodys[11].Batch = ""
			h, s := show(t, d)
			h.Look.SetLang(lang)
			s.Dropped([]string{"/data/a.xlsx"})
			h.Tap(t, h.Words().T("importer.check"))
			h.Tap(t, h.Words().T("importer.nobodys", "n", 12))
			wants(t, h, h.Words().T("importer.nobodys.more", "n", 2, "rows", 201), h.Words().T("importer.nobodys.none"),
				h.Words().T("importer.nobodys.batch", "batch", "LIST-10"), h.Words().T("importer.nobodys.batch", "batch", "LIST-2"))
			if all := h.Text(); strings.Contains(all, "LIST-1\n") || strings.Contains(all, "LIST-0") {
				t.Errorf("the smallest two are only counted; the screen says:\n%s", all)
			}
		})
	}
}
