package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"recourse/app/gui/caseview/work"
	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/session"
	"recourse/cases"
)

// bench is a sample office with the cases of a table in it, all of them free.
type bench struct {
	path string
	now  time.Time
}

// newBench makes the office and imports the cases as an intake clerk would.
func newBench(t testing.TB, list []deal) *bench {
	t.Helper()
	dir := t.TempDir()
	if err := session.Demo(t.Context(), session.DemoOptions{Dir: dir, Seed: 1, Cases: 1, Wall: time.Now}); err != nil {
		t.Fatal(err)
	}
	b := &bench{path: filepath.Join(dir, "office.recourse"), now: session.DemoStart()}
	var lines []byte
	for i := range list {
		line, err := json.Marshal(list[i].snapshot)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(append(lines, line...), '\n')
	}
	file := filepath.Join(dir, "cases.ndjson")
	if err := os.WriteFile(file, lines, 0o600); err != nil {
		t.Fatal(err)
	}
	b.with(t, "intake", func(s *session.Session) {
		got, err := s.Import(t.Context(), session.ImportOptions{Paths: []string{file}})
		if err != nil || got.Stored != int64(len(list)) {
			t.Fatalf("%d of %d cases came in: %v, problems %+v", got.Stored, len(list), err, got.Report)
		}
	})
	return b
}

// with does something in the office beside the window, signed in as a person.
func (b *bench) with(t testing.TB, who cases.UserID, do func(s *session.Session)) {
	t.Helper()
	s, err := session.Open(t.Context(), session.Options{Office: b.path, Wall: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}()
	if err := s.SetClock(func() time.Time { return b.now }); err != nil {
		t.Fatal(err)
	}
	if err := s.SignIn(t.Context(), who, session.DemoPassphrase); err != nil {
		t.Fatal(err)
	}
	do(s)
}

// sit brings the player to the door of the bench's office.
func (p *player) sit(b *bench) {
	p.t.Helper()
	p.where = b.path
	p.window.SetContent(p.door.Frame())
	p.door.Show()
	if p.office == nil {
		p.t.Fatalf("the office does not open: %s", p.door.Model().Problem)
	}
	if err := p.office.SetClock(func() time.Time { return b.now }); err != nil {
		p.t.Fatal(err)
	}
}

// signIn chooses a person at the door and gives the passphrase.
func (p *player) signIn(who cases.UserID) {
	p.t.Helper()
	p.choose(string(who), false)
	p.tabTo("entry *")
	p.typed(session.DemoPassphrase)
	p.key(fyne.KeyReturn)
	if p.frame == nil || p.office.User().ID != who {
		p.giveUp("sign in as " + string(who))
	}
}

// signOut goes through the menu behind the person's name.
func (p *player) signOut() {
	p.t.Helper()
	p.tabTo("bar")
	p.key(fyne.KeySpace, fyne.KeyUp, fyne.KeyReturn)
	if p.frame != nil {
		p.giveUp("sign out")
	}
}

// file is the case as it stands on record.
func (p *player) file(id cases.ID) *cases.File {
	p.t.Helper()
	f, err := p.office.Desk().Case(p.t.Context(), id)
	if err != nil {
		p.t.Fatal(err)
	}
	return f
}

// open finds a case by its number and opens it.
func (p *player) open(d *deal) {
	p.t.Helper()
	p.ctrl(fyne.Key1)
	p.ctrl(fyne.KeyK)
	p.over(d.no())
	p.row(d.id)
	p.key(fyne.KeyReturn)
	if r := p.frame.Route(); r.Screen != kit.ScreenCase || r.Case != d.id {
		p.giveUp("open " + d.no())
	}
}

// decide reads what the open case hangs on, cites that, writes the decision and
// sends it.
func (p *player) decide(d *deal) {
	p.t.Helper()
	p.checkCard(d)
	for range d.draft.Findings {
		p.ctrl(fyne.KeyD)
	}
	f := p.file(d.id)
	for _, g := range f.Grounds {
		fd, ok := d.draft.FindingOn(g)
		if !ok {
			p.t.Fatalf("%s has no finding on %s", d.name, g)
		}
		p.answer(fd)
	}
	p.conclude(&d.draft)
	p.ctrl(fyne.KeyReturn)
	if d.draft.Disposition.Refuses() {
		p.button("case.refuse.yes")
	}
	if f = p.file(d.id); f.Decision() == nil {
		p.giveUp("send " + d.no())
	}
	p.checkCited(d, f.Decision())
	want := cases.PendingSignoff
	if d.second {
		want = cases.SecondLevel
	}
	if f.State != want {
		p.giveUp("send " + d.no() + " on to " + string(want) + ", it is " + string(f.State))
	}
}

// mostOnALine is how many pieces of evidence a line of the card leads to.
const mostOnALine = 3

// checkCard looks for the decisive fact at the top of the case: the sentence,
// and the way to the evidence it names.
func (p *player) checkCard(d *deal) {
	p.t.Helper()
	card := d.card
	if p.words.Lang() == i18n.EN {
		card = d.cardEN
	}
	for _, want := range []string{p.words.T("hinge.title"), card} {
		if !p.says(want) {
			p.t.Errorf("%s: %q is not on the screen:\n%s", d.name, want, strings.Join(p.texts(), "\n"))
		}
	}
	for _, ref := range d.decisive()[:min(mostOnALine, len(d.decisive()))] {
		p.tabTo("button " + ref)
	}
}

// checkCited looks for the decisive evidence in the decision that was sent.
func (p *player) checkCited(d *deal, dec *cases.Decision) {
	p.t.Helper()
	var cited []string
	for _, f := range dec.Findings {
		cited = append(cited, f.Evidence...)
	}
	for _, ref := range d.decisive() {
		if !slices.Contains(cited, ref) {
			p.t.Errorf("%s: the decision cites %v, not %s", d.name, cited, ref)
		}
	}
}

// answer writes one finding: what was found, on which evidence, and why.
func (p *player) answer(fd cases.Finding) {
	p.t.Helper()
	p.choose(string(fd.Finding), true)
	var more []string
	for p.key(fyne.KeyTab); ; p.key(fyne.KeyTab) {
		k := kindOf(p.canvas().Focused())
		if ref, ok := strings.CutPrefix(k, "toggle true "); ok {
			more = append(more, ref)
			continue
		}
		break
	}
	missing := slices.DeleteFunc(slices.Clone(fd.Evidence), func(ref string) bool { return slices.Contains(more, ref) })
	if len(missing) > 0 {
		p.key(fyne.KeyReturn)
		for _, ref := range missing {
			p.tabTo("toggle false " + ref)
			p.key(fyne.KeySpace)
		}
		p.key(fyne.KeyEscape)
	}
	p.tabTo("reason " + p.words.T("case.finding.hint"))
	p.typed(fd.Text)
}

// conclude chooses what follows and writes the reasons.
func (p *player) conclude(d *cases.Draft) {
	p.t.Helper()
	p.choose(string(d.Disposition), true)
	p.effects(d)
	p.tabTo("button " + p.words.T("case.basis.usual"))
	p.key(fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn)
	p.tabTo("reason " + p.words.T("case.reasons.hint"))
	p.typed(d.Reasons)
	if d.LetterLanguage == "both" {
		p.tabTo("toggle false " + p.words.T("case.language.both"))
		p.key(fyne.KeySpace)
	}
	if own := d.Dishonesty; own != nil {
		p.choose("proven", false)
		p.button("case.cite")
		for _, ref := range own.Evidence {
			p.tabTo("toggle false " + ref)
			p.key(fyne.KeySpace)
		}
		p.key(fyne.KeyEscape)
		p.tabTo("reason " + p.words.T("case.dishonesty.why"))
		p.typed(own.Text)
	}
}

// effects fills in what an outcome asks for; what the window suggests stays.
func (p *player) effects(d *cases.Draft) {
	p.t.Helper()
	switch d.Disposition {
	case cases.CorrectRe, cases.Remit:
		p.tabTo("reason " + p.words.T("case.instruction.hint"))
		p.typed(d.CorrectInstruction)
	case cases.TransferTo:
		p.tabTo("reason " + p.words.T("case.transfer.hint"))
		p.typed(d.TransferTo)
	}
	if d.NewColour != "" && d.Disposition != cases.Overturn {
		p.tabTo("toggle false " + p.words.Colour(d.NewColour))
		p.key(fyne.KeySpace)
	}
	for _, e := range work.EffectsOf(d.Disposition) {
		at := map[work.Effect]cases.Stamp{
			work.EffectiveAt: d.EffectiveAt, work.IsolationEnd: d.IsolationEnd, work.HoldUntil: d.HoldUntil, work.ReturnBy: d.ReturnBy,
		}[e]
		if !slices.Contains([]work.Effect{work.EffectiveAt, work.IsolationEnd, work.HoldUntil, work.ReturnBy}, e) {
			continue
		}
		p.key(fyne.KeyTab)
		p.tabTo("entry *")
		if !at.IsZero() {
			p.over(at.Latest().In(cases.Shanghai()).Format(kit.TimeLayout))
		}
	}
}

// sign reads the letter of a case and signs it; of one that was drawn it says
// first what the file alone leads to.
func (p *player) sign(d *deal) {
	p.t.Helper()
	p.ctrl(fyne.Key3)
	p.row(d.id)
	p.key(fyne.KeyReturn)
	if f := p.file(d.id); f.Blind(p.office.User()) {
		p.choose(string(cases.Remit), false)
		p.ctrl(fyne.KeyReturn)
		if f = p.file(d.id); f.Veiled || len(f.FirstViews) != 1 {
			p.giveUp("record a view of " + d.no())
		}
	}
	p.ctrl(fyne.KeyP)
	p.ctrl(fyne.KeyReturn)
	if f := p.file(d.id); f.State != cases.Decided {
		p.giveUp("sign " + d.no() + ", it is " + string(f.State))
	}
}

// letterOf issues the letter of a case and returns its words, what stands in
// places of its own parted by bars.
func letterOf(t testing.TB, s *session.Session, d *deal) string {
	t.Helper()
	dir := t.TempDir()
	l, _, err := s.IssueLetter(t.Context(), d.id, dir)
	if err != nil {
		t.Fatalf("%s: %v", d.name, err)
	}
	page, err := os.ReadFile(filepath.Join(dir, l.Page))
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`(?s)<style.*?</style>|(<[^>]*>\s*)+`).ReplaceAllString(string(page), "|")
}

// outcomes are words by which a letter says what was decided.
func outcomes() map[cases.Disposition]string {
	return map[cases.Disposition]string{
		cases.Overturn: "予以撤销", cases.Vary: "(变更为|期限缩短)", cases.CorrectRe: "现予更正", cases.Remit: "重新处理", cases.Uphold: "予以维持",
	}
}

// checkLetter looks in a letter for what was decided and, in its own list of
// what was examined, for the source and the day of the decisive evidence. A
// resident's own papers and check-ins are named where the facts are found.
func checkLetter(t testing.TB, d *deal, text string) {
	t.Helper()
	want := []string{outcomes()[d.draft.Disposition]}
	for _, e := range d.snapshot.Evidence() {
		if !slices.Contains(d.decisive(), e.Ref) {
			continue
		}
		short, _, _ := strings.Cut(e.Ref, ".")
		var at cases.Stamp
		switch {
		case e.Flag != nil:
			at = e.Flag.ObservedFrom
		case e.Form != nil:
			at = e.Form.SubmittedAt
		case e.Change != nil:
			at, short = e.Change.At, "变码记录[^|]*"+short
		default:
			want = append(want, "依据：[^|]*"+short)
			continue
		}
		want = append(want, short+`[^|]*\|[^|]*`+at.Earliest().In(cases.Shanghai()).Format("1月2日"), "依据：[^|]*"+short)
	}
	for _, w := range want {
		if !regexp.MustCompile(w).MatchString(text) {
			t.Errorf("%s: the letter has no %q:\n%s", d.name, w, text)
		}
	}
}
