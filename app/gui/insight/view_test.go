package insight_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/i18n"
	"recourse/app/gui/insight"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/chart"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/kit/kittest"
	"recourse/app/gui/task"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/importexport/outbox"
	"recourse/review"
	figures "recourse/review/insight"
)

// desk answers from figures that the real collector counted.
type desk struct {
	figures insight.Figures
	groups  []cases.GroupRecord
	ordered []cases.GroupOrder
	read    []review.Reading
	undone  []string
	folders []string
	left    []map[cases.ID]string
	colours []cases.Colour
	asked   []figures.Staffing
	outcome review.GroupOutcome
	again   []bool
	reopens int
	err     error
}

func (d *desk) Insight(context.Context) (insight.Figures, error)    { return d.figures, d.err }
func (d *desk) Groups(context.Context) ([]cases.GroupRecord, error) { return d.groups, nil }
func (d *desk) CarryOut(context.Context, int, task.Progress) error {
	d.groups[0].State = cases.GroupDone
	return nil
}
func (d *desk) Outcome(context.Context, int) (review.GroupOutcome, error) { return d.outcome, nil }
func (d *desk) Reopen(context.Context, int, task.Progress) (int, int, error) {
	d.reopens++
	return 2, 1, nil
}
func (d *desk) Letters(_ context.Context, _ int, f string, again bool, _ task.Progress) (int, error) {
	d.folders, d.again = append(d.folders, f), append(d.again, again)
	return 52, nil
}
func (d *desk) Staffing(_ context.Context, r *figures.Report, in figures.Staffing) (figures.Outlook, error) {
	d.asked = append(d.asked, in)
	in.Backlog = r.Open
	return figures.Project(in, cases.Calendar{}, noon()), nil
}
func (d *desk) Undo(_ context.Context, _ int, why string) error {
	d.undone = append(d.undone, why)
	return nil
}
func (d *desk) Sign(_ context.Context, _ int, r review.Reading) error {
	d.read = append(d.read, r)
	return nil
}
func (d *desk) Order(_ context.Context, o cases.GroupOrder, leave map[cases.ID]string, _ task.Progress) error {
	d.ordered, d.left = append(d.ordered, o), append(d.left, leave)
	return nil
}
func (d *desk) Recall(_ context.Context, _ int, f string, _ outbox.Purpose) (outbox.Receipt, error) {
	d.folders = append(d.folders, f)
	return outbox.Receipt{}, nil
}

func (d *desk) Preview(_ context.Context, c cases.Criterion, colour cases.Colour) (*review.GroupPreview, error) {
	d.colours = append(d.colours, colour)
	return &review.GroupPreview{Criterion: c, Members: []cases.GroupMember{{Case: 1, AppealNo: "杭健申〔2020〕120号"}},
		Left:    []cases.GroupLeft{{Case: 2, AppealNo: "杭健申〔2020〕121号", Why: "other_ground"}},
		Decided: map[cases.Disposition]int{cases.Overturn: 16}, Unappealed: 52}, nil
}

func noon() time.Time { return time.Date(2020, 2, 17, 12, 0, 0, 0, cases.Shanghai()) }

// count feeds the collector with a batch of which all were overturned, another
// of which half were, and some cases that wait.
func count() insight.Figures {
	c := figures.NewCollector(noon())
	id := 0
	add := func(n int, batch string, d cases.Disposition) {
		for range n {
			id++
			r := cases.Row{ID: cases.ID(id), State: cases.Registered, Colour: cases.Red, FiledAt: noon().Add(-30 * time.Hour),
				DueAt: noon(), IsolationEnd: noon().AddDate(0, 0, 5), Division: "330106", Isolation: cases.Running}
			if d != "" {
				r.State = cases.Decided
				c.Decided(cases.Outcome{Case: r.ID, Disposition: d, Drafter: "wang", At: r.FiledAt.Add(time.Hour)})
			}
			c.Case(&r)
			c.Mark(r.ID, &cases.EvidenceMark{Source: cases.CarrierTower, Provider: "联通", Batch: batch})
		}
	}
	add(16, "YD-0213-A", cases.Overturn)
	add(11, "YD-0213-A", "")
	add(10, "YD-0211-B", cases.Overturn)
	add(12, "YD-0211-B", cases.Uphold)
	add(3, "KLEIN-1", cases.Overturn)
	c.Registered(cases.CarrierTower, "YD-0213-A", "", 52)
	return insight.Figures{Report: c.Report(), Outlook: figures.Outlook{Staffing: figures.Staffing{Officers: 2, Backlog: 11, Minutes: 10.4}, PerDay: 75, Clears: true, Date: noon(), Clear: 1, Steady: 1}}
}

func show(t *testing.T, d *desk, part string, roles ...cases.Role) (*kittest.Host, *insight.Screen) {
	t.Helper()
	if roles == nil {
		roles = []cases.Role{cases.Supervisor}
	}
	return kittest.Open(t, kit.Route{Screen: kit.ScreenInsights, Part: part}, func(h *kittest.Host) *insight.Screen { return insight.New(h, d) }, roles...)
}

func TestOverview(t *testing.T) {
	h, _ := show(t, &desk{figures: count()}, "")
	h.Wants(t, "Batch YD-0213-A (联通): 16 of 16 overturned", "11 open and 52 unappealed residents share it", "Appellants are not a random sample")
	charts := kittest.All[*chart.Chart](h)
	if len(charts) != 2 || !strings.Contains(charts[0].Reading(), "1–2 days: 11") {
		t.Fatalf("%d charts", len(charts))
	}
	h.Tap(t, "Show the cases")
	if d := cmp.Diff([]kit.Route{{Screen: kit.ScreenQueue, Part: "batch/YD-0213-A"}}, h.Routes); d != "" {
		t.Error(d)
	}
}

func TestRatesAreHiddenBelowTen(t *testing.T) {
	h, s := show(t, &desk{figures: count()}, "rates")
	h.Wants(t, "100 % (16 of 16; 81 %–100 %)", "3 of 3; no share below 10", "stands out")
	if rows := kittest.All[*chart.Chart](h); len(rows) != 1 || strings.Contains(rows[0].Reading(), "KLEIN") {
		t.Error("the picture shows a share of three cases")
	}
	g := kittest.All[*grid.Grid](h)[0]
	g.Select(0)
	g.OnOpen(0)
	if len(h.Routes) != 1 || h.Routes[0].Part != "batch/YD-0213-A" {
		t.Errorf("Enter goes to %v", h.Routes)
	}
	s.Model().By = figures.ByOfficer
	h.Show(s)
	g = kittest.All[*grid.Grid](h)[0]
	if g.OnPreview(0); s.Model().Missing() != "preview" {
		t.Error("an officer is no ground for group relief")
	}
}

func TestOrderFromARate(t *testing.T) {
	d := &desk{figures: count()}
	h, s := show(t, d, "rates")
	kittest.All[*grid.Grid](h)[0].OnPreview(0)
	h.Wants(t, "Group relief: Batch YD-0213-A", "1 open cases would be decided, 1 would stay open, 16 were decided before; 52 residents never appealed",
		"a ground that needs its own answer", "Another supervisor has to sign")
	if why := h.Button(t, "Issue the order").Reason(); why != "Write the finding first." {
		t.Errorf("an empty order cannot be issued, because %q", why)
	}
	m := s.Model()
	m.Form.Finding, m.Form.Reasons = "整批为邻区用户。", strings.Repeat("误差半径跨越区界，不足以认定。", 5)
	h.Show(s)
	if why := h.Button(t, "Issue the order").Reason(); why != "Name the legal basis first." {
		t.Errorf("without a basis: %q", why)
	}
	m.AddBasis("通告第三条")
	m.AddBasis("通告第三条")
	h.Show(s)
	h.Wants(t, "Group relief: Batch YD-0213-A") // what was typed outlives a rebuild
	h.Tap(t, "Issue the order")
	if len(d.ordered) != 1 || d.ordered[0].Value != "YD-0213-A" || d.ordered[0].UndoFor != cases.GroupWindow || d.ordered[0].Check() != nil || len(d.ordered[0].LegalBasis) != 1 {
		t.Errorf("ordered %+v", d.ordered)
	}
	if len(h.Toasts) != 1 || len(h.Failed) != 0 {
		t.Errorf("toasts %v, failed %v", h.Toasts, h.Failed)
	}
}

// What an order gives, whom it leaves open and in which language it writes is
// the author's choice, made by keyboard.
func TestChoicesOfAnOrder(t *testing.T) {
	d := &desk{figures: count()}
	h, s := show(t, d, "rates")
	kittest.All[*grid.Grid](h)[0].OnPreview(0)
	m := s.Model()
	if _, found := m.Member("121"); found {
		t.Error("a case that stays open anyway can be left open")
	}
	entries := kittest.All[*kit.Entry](h)
	var no, why *kit.Entry
	for _, e := range entries {
		switch e.PlaceHolder {
		case "Appeal number":
			no = e
		case "Reason; it is recorded":
			why = e
		}
	}
	if closed := h.Button(t, "Leave open").Reason(); closed == "" {
		t.Error("nobody can be left open without a number")
	}
	no.SetText("120")
	if closed := h.Button(t, "Leave open").Reason(); closed != "Write the reason first." {
		t.Errorf("without a reason: %q", closed)
	}
	why.SetText("has asked for another answer")
	why.OnSubmitted(why.Text)
	h.Wants(t, "0 open cases would be decided, 2 would stay open", "left open by choice (has asked for another answer)")
	m.SetColour(cases.Yellow)
	if d := cmp.Diff([]cases.Colour{cases.Green, cases.Yellow}, d.colours); d != "" {
		t.Error(d)
	}
	h.Wants(t, "left open by choice") // the choice outlives another look
	m.Form.Finding, m.Form.Reasons, m.Form.Bases, m.Form.Language = "整批为邻区用户。", strings.Repeat("误差半径跨越区界，不足以认定。", 5), []string{"一", "二"}, "both"
	h.Show(s)
	h.Tap(t, "Issue the order")
	if len(d.ordered) != 1 || d.ordered[0].NewColour != cases.Yellow || d.ordered[0].LetterLanguage != "both" || len(d.ordered[0].LegalBasis) != 2 {
		t.Fatalf("ordered %+v", d.ordered)
	}
	if d := cmp.Diff([]map[cases.ID]string{{1: "has asked for another answer"}}, d.left); d != "" {
		t.Error(d)
	}
}

// The what-if follows every change, says what is no number, and keeps the field
// when the office changes.
func TestStaffing(t *testing.T) {
	d := &desk{figures: count()}
	h, s := show(t, d, "")
	h.Wants(t, "With 2 officers")
	var officers *kit.Entry
	for _, e := range kittest.All[*kit.Entry](h) {
		if e.Text == "2" {
			officers = e
		}
	}
	officers.SetText("7")
	h.Wants(t, "With 7 officers")
	officers.SetText("seven")
	h.Wants(t, "Type whole officers")
	officers.SetText("9")
	s.Refresh()
	if len(d.asked) != 2 || d.asked[1].Officers != 9 || d.asked[1].Minutes != 10.4 {
		t.Errorf("asked %+v", d.asked)
	}
	h.Wants(t, "With 9 officers")
	if !slices.Contains(kittest.All[*kit.Entry](h), officers) {
		t.Error("counting anew took the field away")
	}
}

func TestUpheldAreHeardAgain(t *testing.T) {
	d := &desk{figures: count(), groups: []cases.GroupRecord{record("zhou")}, outcome: review.GroupOutcome{
		Upheld: []cases.ID{4, 5, 6}, OptedOut: []cases.GroupMember{{Case: 1, AppealNo: "杭健申〔2020〕120号"}}}}
	d.groups[0].State = cases.GroupDone
	h, s := show(t, d, "relief")
	s.Model().Read(1)
	h.Wants(t, "3 cases that share the flaw were upheld.", "Opted out", "杭健申〔2020〕120号")
	s.Model().Reopen()
	if d.reopens != 1 || len(h.Toasts) != 1 || h.Toasts[0] != "2 cases are heard again, 1 could not be reopened." {
		t.Errorf("%d, %v", d.reopens, h.Toasts)
	}
	s.Model().Form.Folder = t.TempDir()
	s.Model().Letters()
	s.Model().Form.Again = true
	s.Model().Letters()
	if d := cmp.Diff([]bool{false, true}, d.again); d != "" || s.Model().Form.Again {
		t.Error(d)
	}
}

func record(by cases.UserID) cases.GroupRecord {
	return cases.GroupRecord{
		GroupOrder: cases.GroupOrder{No: 1, Criterion: cases.Criterion{By: cases.ByBatch, Value: "YD-0213-A"}, Finding: "整批为邻区用户。", Reasons: "理由",
			LegalBasis: []string{"通告第三条"}, NewColour: cases.Green, OrderedBy: cases.Actor{ID: by, Name: "周红"}, OrderedAt: noon(),
			Members: make([]cases.GroupMember, 11), Unappealed: 52},
		Digest: "abc", State: cases.GroupOrdered, Version: 1,
	}
}

func TestSecondSignatureAndUndo(t *testing.T) {
	d := &desk{figures: count(), groups: []cases.GroupRecord{record("zhou")}}
	h, s := show(t, d, "relief")
	kittest.All[*grid.Grid](h)[0].OnOpen(0)
	h.Wants(t, "Group order 1", "整批为邻区用户。", "waits for the second signature", "0 of 11 decided, 0 left open, 52 on the recall list")
	h.Tap(t, "Sign as second person")
	if len(d.read) != 1 || d.read[0].Digest != "abc" || !d.read[0].LetterOpened.Equal(noon()) {
		t.Errorf("signed %+v", d.read)
	}
	d.groups[0].State, d.groups[0].UndoUntil = cases.GroupSigned, noon().Add(time.Hour)
	s.Refresh()
	h.Wants(t, "may be taken back until")
	s.Escape()
	kittest.All[*grid.Grid](h)[0].OnOpen(0)
	if e, ok := h.Window().Canvas().Focused().(*kit.Entry); !ok || e.PlaceHolder != h.Words().T("group.why.hint") {
		t.Errorf("the keyboard is at %T, not where the reason is written", h.Window().Canvas().Focused())
	}
	if why := h.Button(t, "Take the order back").Reason(); why == "" {
		t.Error("an order was taken back without a reason")
	}
	s.Model().Form.Why = "wrong batch"
	h.Show(s)
	h.Tap(t, "Take the order back")
	if d := cmp.Diff([]string{"wrong batch"}, d.undone); d != "" {
		t.Error(d)
	}
}

func TestCarryOutAndRecall(t *testing.T) {
	d := &desk{figures: count(), groups: []cases.GroupRecord{record("zhou")}}
	d.groups[0].State, d.groups[0].UndoUntil = cases.GroupSigned, noon().Add(-time.Minute)
	h, s := show(t, d, "relief")
	s.Model().Read(1)
	h.Wants(t, "due to be carried out")
	h.Tap(t, "Carry out")
	if why := h.Button(t, "Write the recall list").Reason(); why != "Choose a folder first." {
		t.Errorf("without a folder: %q", why)
	}
	s.Model().Form.Folder = t.TempDir()
	h.Show(s)
	h.Tap(t, "Write the recall list")
	if len(d.folders) != 1 {
		t.Error("nothing was written")
	}
}

func TestWhoMayWhat(t *testing.T) {
	own := record("zhang") // the person at the screen
	d := &desk{figures: count(), groups: []cases.GroupRecord{own}}
	h, s := show(t, d, "relief")
	s.Model().Read(1)
	if why := h.Button(t, "Sign as second person").Reason(); !strings.Contains(why, "another supervisor") {
		t.Errorf("one's own order can be signed: %q", why)
	}
	h, _ = show(t, &desk{figures: count()}, "", cases.Auditor)
	if why := h.Button(t, "Group relief…").Reason(); why == "" {
		t.Error("an auditor may order relief")
	}
	h, _ = show(t, &desk{figures: count()}, "", cases.Reviewer)
	h.Wants(t, "Figures are for supervisors and auditors")
}

func TestEmptyOffice(t *testing.T) {
	d := &desk{figures: insight.Figures{Report: figures.NewCollector(noon()).Report()}}
	h, _ := show(t, d, "")
	h.Wants(t, "Nothing to count yet")
	h, _ = show(t, d, "relief")
	h.Wants(t, "No group order yet.")
}

// Beside the sheet of an order the shares stand whole, a batch set by hand is
// named in words, and the keyboard is where the order is written.
func TestSharesStandWholeBesideTheSheet(t *testing.T) {
	d := &desk{figures: count()}
	d.figures.Report.Rates[figures.ByBatch] = append(d.figures.Report.Rates[figures.ByBatch],
		figures.Rate{By: figures.ByBatch, Key: cases.ByHand + " 区金融服务办公室 2020-02-13", Provider: "某局", Open: 5})
	h, s := show(t, d, "rates")
	h.Resize(1110, 700) // what the frame leaves of 1280 by 800
	for _, lang := range i18n.Langs() {
		h.Look.SetLang(lang)
		s.Model().Propose(s.Model().Rates()[0])
		for _, cut := range h.Cut() {
			if strings.ContainsAny(cut, "%％") {
				t.Errorf("%s: cut: %s", lang, cut)
			}
		}
		if _, ok := h.Window().Canvas().Focused().(*kit.ReasonEntry); !ok {
			t.Errorf("%s: the keyboard is on %T", lang, h.Window().Canvas().Focused())
		}
		s.Model().Drop()
	}
	h.Look.SetLang(i18n.ZH)
	for at := range s.Model().Rates() {
		g := kittest.All[*grid.Grid](h)[0]
		g.Select(at)
		if strings.Contains(g.AccessibilityLabel(), "人工赋码：区金融服务办公室 2020-02-13（某局）") {
			return
		}
	}
	t.Error("the batch set by hand is not named in words")
}

// Beside an order that is read, how many cases it decides stands whole.
func TestOrdersStandWholeBesideTheSheet(t *testing.T) {
	h, s := show(t, &desk{figures: count(), groups: []cases.GroupRecord{record("zhou")}}, "relief")
	h.Resize(1110, 700)
	s.Model().Read(1)
	for _, lang := range i18n.Langs() {
		h.Look.SetLang(lang)
		count, _, _ := strings.Cut(h.Words().T("group.of", "k", s.Model().Groups()[0].Carried, "n", len(s.Model().Groups()[0].Members)), "…")
		if !strings.Contains(h.Text(), count) {
			t.Errorf("%s: %q is not on screen", lang, count)
		}
		for _, cut := range h.Cut() {
			if strings.HasPrefix(count, strings.TrimSuffix(cut, "…")) {
				t.Errorf("%s: cut: %s", lang, cut)
			}
		}
	}
}

// What the figures cannot say stands below them, in sight without scrolling.
func TestTheNoteStandsInSight(t *testing.T) {
	h, _ := show(t, &desk{figures: count()}, "overview")
	h.Resize(1110, 700)
	for _, p := range kittest.All[*kit.Paragraph](h) {
		if p.Content == h.Words().T("insight.note") {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p)
			if bottom := at.Y + p.Size().Height; bottom > 700 || bottom < 640 || p.Size().Width < 1000 {
				t.Errorf("the note ends at %v and is %v wide", bottom, p.Size().Width)
			}
			return
		}
	}
	t.Error("there is no note")
}

// Nothing is cut off in either language, in both sizes and modes.
func TestNothingIsClipped(t *testing.T) {
	for _, part := range []string{"overview", "rates", "relief"} {
		h, s := show(t, &desk{figures: count(), groups: []cases.GroupRecord{record("zhou")}}, part)
		if part == "relief" {
			s.Model().Read(1)
		}
		for _, size := range [][2]float32{{1280, 800}, {1920, 1080}} {
			h.Resize(size[0], size[1])
			for _, lang := range []i18n.Lang{i18n.EN, i18n.ZH} {
				h.Look.SetLang(lang)
				h.Look.SetMode(theme.Dark)
				if cut := h.Clipped(); len(cut) > 0 {
					t.Errorf("%s in %s at %v: %v", part, lang, size, cut)
				}
			}
		}
	}
}

// The sheet of an order belongs to the page it was opened on: another page
// stands alone, and what was written is there again with its own.
func TestTheSheetStaysWithItsPage(t *testing.T) {
	h, s := show(t, &desk{figures: count(), groups: []cases.GroupRecord{record("zhou")}}, "rates")
	s.Model().Propose(s.Model().Rates()[0])
	title := h.Words().T("group.do.order")
	offered := func() bool { return slices.Contains(h.Labels(), title) }
	if !offered() {
		t.Fatal("no order is being written")
	}
	h.Window().Canvas().Focused().(*kit.ReasonEntry).SetText("批次有误")
	s.Shown(kit.Route{Screen: kit.ScreenInsights, Part: "overview"})
	if offered() {
		t.Error("the sheet stands beside another page")
	}
	s.Shown(kit.Route{Screen: kit.ScreenInsights, Part: "rates"})
	if !offered() || s.Model().Form.Finding != "批次有误" {
		t.Errorf("back on its page: offered %v, written %q", offered(), s.Model().Form.Finding)
	}
	s.Shown(kit.Route{Screen: kit.ScreenInsights, Part: "relief"})
	s.Model().Read(1)
	h.Wants(t, h.Words().T("group.title", "no", 1))
	s.Shown(kit.Route{Screen: kit.ScreenInsights, Part: "rates"})
	if offered() || strings.Contains(h.Text(), h.Words().T("group.title", "no", 1)) {
		t.Error("an order that is read stands beside the rates")
	}
}

// A high window makes the pictures higher instead of leaving its end empty.
func TestThePicturesFillAHighWindow(t *testing.T) {
	h, _ := show(t, &desk{figures: count()}, "overview")
	high := map[float32]float32{}
	for _, window := range []float32{800, 1080} {
		h.Resize(1800, window)
		for _, c := range kittest.All[*chart.Chart](h) {
			high[window] = c.Size().Height
		}
	}
	if high[1080]-high[800] < 200 {
		t.Errorf("the pictures are %v high", high)
	}
}
