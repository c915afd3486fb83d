package office_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/kit/kittest"
	"recourse/app/gui/office"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/review"
)

func show(t *testing.T, d *desk, part string, roles ...cases.Role) (*kittest.Host, *office.Screen) {
	t.Helper()
	if roles == nil {
		roles = []cases.Role{cases.Administrator}
	}
	return kittest.Open(t, kit.Route{Screen: kit.ScreenOffice, Part: part}, func(h *kittest.Host) *office.Screen { return office.New(h, d, h.Look) }, roles...)
}

// fill types into the entries of the dialog, in order.
func fill(h *kittest.Host, texts ...string) {
	entries := kittest.All[*kit.Entry](h)
	entries = entries[len(entries)-len(texts):]
	for i, s := range texts {
		test.Type(entries[i], s)
	}
}

func did(t *testing.T, d *desk, want string) {
	t.Helper()
	if len(d.did) == 0 || d.did[len(d.did)-1] != want {
		t.Errorf("done %q, want %q", d.did, want)
	}
}

func TestScreenPeople(t *testing.T) {
	d := sample(t)
	h, _ := show(t, d, "people")
	h.Wants(t, "4 people", "Kept out", "Intake clerk, Reviewer")
	if why := h.Button(t, "Keep out").Reason(); why != "Nobody can keep themselves out." {
		t.Errorf("own account: %q", why)
	}
	g := kittest.All[*grid.Grid](h)[0]
	g.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	h.Wants(t, "330106001")
	h.Tap(t, "Keep out")
	h.Wants(t, "Keep 李娟 out?")
	h.Tap(t, "Keep out")
	did(t, d, "disable lijuan true")
	h.Tap(t, "Change roles")
	for _, c := range kittest.All[*kit.Toggle](h) {
		if c.Label == "Supervisor" {
			c.Tapped(nil)
		}
	}
	h.Tap(t, "Save roles")
	did(t, d, "roles lijuan [intake reviewer supervisor]")
	h.Tap(t, "Give a new passphrase")
	fill(h, "eins zwei drei", "eins zwei vier")
	press(h)
	h.Wants(t, "The two are not the same.")
	h.Window().Canvas().Overlays().Top().(kit.Escaper).Escape()
	if len(d.did) != 2 || len(h.Toasts) != 2 {
		t.Errorf("nothing was reset: %v; told %v", d.did, h.Toasts)
	}
}

// press presses the last button of the dialog.
func press(h *kittest.Host) {
	list := kittest.All[*kit.Button](h)
	list[len(list)-1].Tapped(nil)
}

func TestScreenAdd(t *testing.T) {
	d := sample(t)
	h, _ := show(t, d, "people")
	h.Tap(t, "Add a person")
	fill(h, "王芳", "wangfang", "北山街道", "330106002", "eins zwei drei", "eins zwei drei")
	d.err = cases.Refuse("user_roles", "user", "wangfang", "role", "")
	h.Tap(t, "Add")
	h.Wants(t, h.Words().Problem(d.err))
	d.err = nil
	for _, c := range kittest.All[*kit.Toggle](h) {
		if c.Label == "Reviewer" {
			c.Tapped(nil)
		}
	}
	h.Tap(t, "Add")
	did(t, d, "add wangfang 王芳 [reviewer] 北山街道 eins zwei drei")
}

func TestScreenReadOnly(t *testing.T) {
	d := sample(t)
	h, _ := show(t, d, "people", cases.Reviewer)
	h.Wants(t, "Read-only: only an administrator changes people and roles.")
	why := h.Words().Refusal(cases.Refuse("role", "roles", "administrator"))
	for _, label := range []string{"Add a person", "Change roles"} {
		if b := h.Button(t, label); !b.Disabled() || !strings.HasPrefix(b.Reason(), why[:20]) {
			t.Errorf("%s: off %v because %q", label, b.Disabled(), b.Reason())
		}
	}
	h.Tap(t, "Change my passphrase")
	fill(h, "old", "eins zwei drei", "eins zwei drei")
	h.Tap(t, "Change")
	did(t, d, "own old eins zwei drei")
	t.Run("the record needs its role too", func(t *testing.T) {
		h, _ := show(t, sample(t), "record", cases.Reviewer)
		h.Wants(t, "The record is not part of your role", "40 entries, not verified in this session")
	})
}

func TestScreenPolicies(t *testing.T) {
	d := sample(t)
	p := d.packs[0]
	d.failing = p.Fixtures[0].Name
	h, s := show(t, d, "policies")
	h.Wants(t, p.Name(), p.Rules[0].ID, p.EffectiveFrom)
	h.Tap(t, "Run the fixtures")
	h.Wants(t, "1 failed")
	g := kittest.All[*grid.Grid](h)[1]
	at := 0
	for i := range p.Rules {
		if p.Rules[i].ID == p.Fixtures[0].Rule {
			at = i
		}
	}
	g.Select(at)
	g.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	h.Wants(t, "Condition as it is computed", "colour: want RED, got YELLOW")
	h.Look.SetLang(i18n.ZH)
	h.Wants(t, p.Rules[at].Title.ZH, "计算条件")
	s.Escape()
	if s.Model().Rule() != "" {
		t.Error("Esc closes the rule")
	}
}

func TestScreenErrorModels(t *testing.T) {
	d := sample(t)
	h, s := show(t, d, "policies")
	h.Tap(t, "Error models of the sources")
	h.Wants(t, "2,000 m", "Documented", "Reconstruction", d.models.Version, d.models.Digest[:12])
	g := kittest.All[*grid.Grid](h)[1]
	g.Select(0)
	g.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	m := d.models.List[0]
	h.Wants(t, m.ShowsNot.EN, m.Coverage.EN, m.Asks[0].EN, "Financial Times", "30 min", "while the phone is the person's own")
	s.Escape()
	h.Look.SetLang(i18n.ZH)
	h.Wants(t, m.Shows.ZH)
	h.Tap(t, "返回规则")
	h.Wants(t, d.packs[0].Rules[0].ID)
}

func TestScreenRecord(t *testing.T) {
	d := sample(t)
	h, _ := show(t, d, "record", cases.Auditor)
	d.between = func() {
		h.Wants(t, "20 of 40 entries")
		if got := kittest.All[*kit.Progress](h)[0].Share(); got != 0.5 {
			t.Errorf("the bar stands at %v, want half", got)
		}
	}
	h.Tap(t, "Verify now")
	h.Wants(t, "The record is whole", "40 entries and 212 rows fit together")
	d.between = func() { h.Tap(t, "Stop") }
	h.Tap(t, "Verify now")
	h.Wants(t, "The verification was stopped")
	d.between = nil
	d.found.Findings = []office.Finding{{Row: "cases/12", Why: "changed"}}
	h.Tap(t, "Verify now")
	h.Wants(t, "The record is not whole: 1 row does not fit", "cases/12", h.Words().T("misfit.changed"))
	entries := kittest.All[*kit.Entry](h)
	test.Type(entries[len(entries)-1], "〔2020〕105")
	h.Wants(t, "4 entries")
	h.Tap(t, "Sign a checkpoint")
	h.Wants(t, "Keep it outside this office")
	h.Tap(t, "Copy")
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.HasPrefix(got, "recourse/018f") {
		t.Errorf("the clipboard holds %q", got)
	}
}

func TestScreenSettings(t *testing.T) {
	d := sample(t)
	h, _ := show(t, d, "settings")
	h.Wants(t, "This is a sample office", "SIL OFL 1.1 · for letters", "0.2.0")
	pick := func(label string) {
		t.Helper()
		for _, c := range kittest.All[*kit.Toggle](h) {
			if c.Label == label {
				c.Tapped(nil)
				return
			}
		}
		t.Fatalf("no chip %q", label)
	}
	pick("115 %")
	pick("Dark")
	pick("中文")
	pick("中文")
	want := kit.Settings{Lang: i18n.ZH, Mode: theme.Dark, Scale: 1.15}
	if diff := cmp.Diff(want, h.Look.Settings()); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
	h.Wants(t, "内置字体")
}

func TestScreenCalendar(t *testing.T) {
	h, _ := show(t, sample(t), "calendar")
	h.Wants(t, "Make-up working day", "18:00", "Thu 20 Feb 18:00", "10 free days in a row")
}

// TestScreenWhole looks at every tab in both languages and two sizes: nothing
// may be cut off, and every key has a sentence.
func TestScreenWhole(t *testing.T) {
	d := sample(t)
	h, s := show(t, d, "", cases.Administrator, cases.Auditor, cases.Supervisor)
	for _, part := range []string{"people", "policies", "passages", "calendar", "record", "integrity", "settings"} {
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
	if missing := h.Words().Missing(); len(missing) > 0 {
		t.Errorf("no sentence for %v", missing)
	}
}

// mustRead lists what is cut though it has to be read whole: numbers of cases,
// colours, states.
func mustRead(h *kittest.Host) []string {
	var bad []string
	for _, text := range h.Cut() {
		for _, start := range []string{"杭西健申", "HZ-", "SZ-", "Red,", "Yellow,", "Gre", "红", "黄", "Hol", "Mak", "节", "调休", "#", "Kept", "Yes"} {
			if strings.HasPrefix(text, start) {
				bad = append(bad, text)
			}
		}
	}
	return bad
}

func TestScreenRecordGrows(t *testing.T) {
	d := sample(t)
	all := d.entries
	d.entries = all[:30]
	h, s := show(t, d, "record", cases.Auditor)
	entry := kittest.All[*kit.Entry](h)[0]
	h.Window().Canvas().Focus(entry)
	test.Type(entry, "〔2020〕10")
	d.entries = all
	s.Refresh()
	h.Wants(t, "40 entries")
	if h.Window().Canvas().Focused() != fyne.Focusable(entry) {
		t.Error("new entries come in without taking the keyboard away")
	}
}

// The page of integrity names what is stuck, with what mends it; whoever may
// not read cases is told so.
func TestScreenIntegrity(t *testing.T) {
	d := sample(t)
	h, _ := show(t, d, "integrity", cases.Supervisor)
	h.Wants(t, "No case is stuck")
	d.stuck = []review.Stuck{{Case: 7, AppealNo: "N7", State: cases.Deficient, What: "limit_past", Role: cases.Intake, Remedy: "recourse supply N7 --none"}}
	h, _ = show(t, d, "integrity", cases.Supervisor)
	h.Wants(t, "1 finding")
	g := kittest.All[*grid.Grid](h)[0]
	if said := g.AccessibilityLabel(); !strings.Contains(said, "N7") || !strings.Contains(said, "Intake clerk") || !strings.Contains(said, "record what came") {
		t.Errorf("the line says %q", said)
	}
	g.OnOpen(0)
	if len(h.Routes) != 1 || h.Routes[0].Case != 7 {
		t.Errorf("the line opens %v", h.Routes)
	}
	t.Run("every command has its words, and an owner their name", func(t *testing.T) {
		d.stuck = nil
		verbs := []string{"release", "allocate", "export", "ack", "expire", "letters", "deliver", "resume", "supply", "answer", "signoff", "confirm", "register", "admit"}
		for i, verb := range verbs {
			d.stuck = append(d.stuck, review.Stuck{Case: cases.ID(i + 1), AppealNo: verb, State: cases.InReview, What: "owner_gone", Owner: "gone", Remedy: "recourse " + verb + " N7"})
		}
		h, _ = show(t, d, "integrity", cases.Supervisor)
		g := kittest.All[*grid.Grid](h)[0]
		for at := range d.stuck {
			g.Select(at)
			if said := g.AccessibilityLabel(); strings.Contains(said, "recourse ") || !strings.Contains(said, "陈伟") {
				t.Errorf("the line says %q", said)
			}
		}
	})
	h, _ = show(t, d, "integrity")
	if strings.Contains(h.Text(), "1 finding") {
		t.Error("an administrator, who reads no case, sees which are stuck")
	}
}
