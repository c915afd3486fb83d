package exporter_test

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/exporter"
	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/kit/kittest"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/importexport/outbox"
)

func show(t *testing.T, d *desk, part string, roles ...cases.Role) (*kittest.Host, *exporter.Screen) {
	t.Helper()
	if roles == nil {
		roles = []cases.Role{cases.Supervisor}
	}
	return kittest.Open(t, kit.Route{Screen: kit.ScreenExport, Part: part}, func(h *kittest.Host) *exporter.Screen { return exporter.New(h, d) }, roles...)
}

// choose picks a code in the choice that has it.
func choose(t *testing.T, h *kittest.Host, code string) {
	t.Helper()
	for _, c := range kittest.All[*kit.Choice](h) {
		for _, o := range c.Options {
			if o.Code == code {
				c.Choose(code)
				return
			}
		}
	}
	t.Fatalf("no choice has %q", code)
}

func TestScreenInstructions(t *testing.T) {
	d := sample()
	h, _ := show(t, d, "instructions")
	h.Wants(t, "4 instructions wait", "2 sent and not answered", "Rejected: 该人员", "请核对证件号码后重新报送")
	if why := h.Button(t, "Export all 4").Reason(); why != "Say what the data is for first." {
		t.Errorf("without a purpose nothing leaves, because %q", why)
	}
	choose(t, h, string(outbox.ForAppeal))
	if why := h.Button(t, "Export all 4").Reason(); why != "Choose a folder first." {
		t.Errorf("without a folder nothing leaves, because %q", why)
	}
	folder := kittest.All[*kit.Entry](h)[0]
	test.Type(folder, "/out")
	h.Wants(t, "/out/instructions-20200217-1200.ndjson")
	g := kittest.All[*grid.Grid](h)[0]
	h.Window().Canvas().Focus(g)
	g.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	g.TypedRune('x')
	d.between = func() { h.Wants(t, "1 of 1", "Sending an instruction again does no harm") }
	h.Tap(t, "Export the 1 marked")
	if diff := cmp.Diff([]cases.ID{101}, d.order.Cases); diff != "" {
		t.Errorf("the marked instruction leaves (-want +got):\n%s", diff)
	}
	h.Wants(t, "Receipt X5f0c9a7712ab34cd", "9f2c61b0")
	if len(h.Toasts) != 1 {
		t.Errorf("toasts %v", h.Toasts)
	}
}

func TestScreenStop(t *testing.T) {
	d := sample()
	h, s := show(t, d, "instructions")
	s.Model().Forms[exporter.Instructions].Purpose, s.Model().Forms[exporter.Instructions].Folder = outbox.ForAppeal, "/out"
	h.Show(s)
	d.between = func() { h.Tap(t, "Stop") }
	h.Tap(t, "Export all 4")
	h.Wants(t, "Stopped", "No file was left behind.")
}

func TestScreenLetters(t *testing.T) {
	d := sample()
	h, s := show(t, d, "letters")
	h.Wants(t, "To issue  6", "To deliver  2", "Delivery failed  1", "Bilingual")
	s.Model().Forms[exporter.Letters].Folder = "/letters"
	h.Show(s)
	tapToggle(t, h, "Also one file")
	d.failed = []exporter.Failure{{Case: 203, AppealNo: "杭西健申〔2020〕203号", Err: cases.Refuse("no_decision")}}
	h.Tap(t, "Issue all 6")
	if d.issue.Dir != "/letters" || d.issue.Merge != "letters-20200217-1200.pdf" || len(d.issue.Cases) != 6 {
		t.Errorf("order %+v", d.issue)
	}
	h.Wants(t, "1 could not be done", "杭西健申〔2020〕203号", "There is no decision to sign yet.")
}

func TestScreenDelivery(t *testing.T) {
	d := sample()
	h, _ := show(t, d, "letters")
	tapToggle(t, h, "To deliver")
	if why := h.Button(t, "Record for 0 letters").Reason(); !strings.HasPrefix(why, "Mark the letters") {
		t.Errorf("without marks nothing is recorded, because %q", why)
	}
	g := kittest.All[*grid.Grid](h)[0]
	g.TypedRune('x')
	if why := h.Button(t, "Record for 1 letter").Reason(); !strings.HasPrefix(why, "Choose the way") {
		t.Errorf("the way of delivery is asked for, got %q", why)
	}
	choose(t, h, "post")
	choose(t, h, "no")
	if why := h.Button(t, "Record for 1 letter").Reason(); !strings.HasPrefix(why, "Say why") {
		t.Errorf("a failure needs its reason, got %q", why)
	}
	entries := kittest.All[*kit.Entry](h)
	test.Type(entries[len(entries)-1], "拒收")
	h.Tap(t, "Record for 1 letter")
	if diff := cmp.Diff(cases.Delivery{Method: "post", Failure: "拒收"}, d.delivery); diff != "" {
		t.Errorf("recorded (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]cases.ID{301}, d.recorded); diff != "" {
		t.Errorf("for the marked letter (-want +got):\n%s", diff)
	}
}

func tapToggle(t *testing.T, h *kittest.Host, label string) {
	t.Helper()
	for _, c := range kittest.All[*kit.Toggle](h) {
		if strings.HasPrefix(c.Label, label) {
			c.Tapped(nil)
			return
		}
	}
	t.Fatalf("no chip %q", label)
}

func TestScreenLists(t *testing.T) {
	d := sample()
	h, s := show(t, d, "lists")
	h.Wants(t, "first 5 of 128 rows", "330106********0011", "Document number", "In review", "appears once the purpose is chosen")
	choose(t, h, string(outbox.ForAudit))
	h.Wants(t, "zhang 2020-02-17T12:00:00+08:00 audit")
	s.Model().Forms[exporter.Lists].Folder = "/out"
	h.Show(s)
	h.Tap(t, "Export 128 cases")
	if d.view != "queue" || d.order.File != "/out/cases-20200217-1200.xlsx" || d.order.Purpose != outbox.ForAudit {
		t.Errorf("list %s, order %+v", d.view, d.order)
	}
}

func TestScreenReceipts(t *testing.T) {
	h, s := show(t, sample(), "receipts")
	h.Wants(t, "Unmasked", "Audit")
	g := kittest.All[*grid.Grid](h)[0]
	g.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	g.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	h.Wants(t, "审计组现场核对", "case, name, watermark")
	s.Escape()
}

func TestScreenStates(t *testing.T) {
	t.Run("without the role", func(t *testing.T) {
		h, _ := show(t, sample(), "", cases.Auditor)
		h.Wants(t, "Export is not part of your role")
	})
	t.Run("nothing waits anywhere", func(t *testing.T) {
		h, s := show(t, &desk{}, "")
		h.Wants(t, "No instruction waits", "The issuing systems have answered everything.")
		for part, text := range map[string]string{"letters": "No letter waits to be issued", "lists": "This list is empty", "receipts": "Nothing has left the office yet"} {
			s.Shown(kit.Route{Part: part})
			h.Wants(t, text)
		}
	})
	t.Run("a list that cannot be read can be asked for again", func(t *testing.T) {
		d := sample()
		d.err = errors.New("broken")
		h, _ := show(t, d, "")
		h.Wants(t, "This could not be listed")
		d.err = nil
		h.Tap(t, "Try again")
		h.Wants(t, "4 instructions wait")
	})
}

func TestScreenTabOrder(t *testing.T) {
	h, _ := show(t, sample(), "instructions")
	want := []string{"tabHead", "Grid", "Read acknowledgements", "Grid", "choice", "choice", "entry", "Choose", "entry"}
	if diff := cmp.Diff(want, h.Tab()); diff != "" {
		t.Errorf("Tab visits what can be used, in reading order (-want +got):\n%s", diff)
	}
}

// TestScreenWhole looks at every tab in both languages and two sizes: nothing
// may be cut off, and every key has a sentence.
func TestScreenWhole(t *testing.T) {
	d := sample()
	h, s := show(t, d, "")
	for _, part := range []string{"instructions", "letters", "lists", "receipts"} {
		s.Shown(kit.Route{Part: part})
		for _, size := range []fyne.Size{fyne.NewSize(1110, 660), fyne.NewSize(1750, 940)} {
			h.Resize(size.Width, size.Height)
			for _, lang := range i18n.Langs() {
				h.Look.SetLang(lang)
				for _, bad := range h.Clipped() {
					t.Errorf("%s, %s, %v: %s", part, lang, size, bad)
				}
				for _, bad := range mustRead(h) {
					t.Errorf("%s, %s, %v: cut: %s", part, lang, size, bad)
				}
			}
		}
	}
	h.Look.SetMode(theme.Dark)
	h.Wants(t, "Receipts")
	if missing := h.Words().Missing(); len(missing) > 0 {
		t.Errorf("no sentence for %v", missing)
	}
}

// mustRead lists what is cut though it has to be read whole: numbers of cases,
// colours, states.
func mustRead(h *kittest.Host) []string {
	var bad []string
	for _, text := range h.Cut() {
		for _, start := range []string{"杭西健", "Gre", "Yel", "Dec", "Bil", "绿", "黄", "3301", "已", "未"} {
			if strings.HasPrefix(text, start) {
				bad = append(bad, text)
			}
		}
	}
	return bad
}

func TestScreenKeepsWhatWasFilledIn(t *testing.T) {
	d := sample()
	h, s := show(t, d, "letters")
	tapToggle(t, h, "To deliver")
	kittest.All[*grid.Grid](h)[0].TypedRune('x')
	choose(t, h, "post")
	entries := kittest.All[*kit.Entry](h)
	test.Type(entries[len(entries)-1], "EA123")
	before := kittest.All[*grid.Grid](h)[0]
	s.Refresh()
	if kittest.All[*grid.Grid](h)[0] != before {
		t.Error("an office that did not change builds nothing anew")
	}
	d.letters = append(d.letters, exporter.Letter{Case: 304, AppealNo: "杭西健申〔2020〕304号", State: cases.Issued, Since: at(17, 9)})
	s.Refresh()
	h.Wants(t, "To deliver  3")
	h.Look.SetLang(i18n.ZH)
	h.Tap(t, "登记 1 份")
	if d.delivery.Method != "post" || d.delivery.Receipt != "EA123" || len(d.recorded) != 1 || d.recorded[0] != 301 {
		t.Errorf("marks and words outlive a rebuild: %+v for %v", d.delivery, d.recorded)
	}
	if s.Model().Forms[exporter.Letters].Receipt != "" {
		t.Error("what was recorded is not offered again")
	}
}
