package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recourse/cases"
)

// appeal is the case that the journey takes from a half-written draft to a
// letter.
const appeal = "杭健申〔2020〕101号"

// TestWindowJourney walks the main job in the real program, in a real window,
// by its keys alone: a decision is drafted, survives a power cut, is sent,
// signed, and leaves the office as a letter and an instruction.
func TestWindowJourney(t *testing.T) {
	s := newSeat(t)
	dir := t.TempDir()
	s.cli("demo", dir)
	s.office = filepath.Join(dir, "office.recourse")
	id := s.file(appeal).Case.String()

	delivery := filepath.Join(dir, "import", "西湖_0217.xlsx")
	s.teach(appeal, proof, half, rest, delivery)
	w := s.open()
	w.picture("sign-in")
	w.signIn("reviewer")
	w.picture("queue")
	w.openCase(id)
	w.lookAround()
	w.answerGround()
	w.chooseOutcome()
	w.writeHalf()
	w.kill()
	if d := s.file(appeal).Draft; d == nil || d.Reasons != half {
		t.Fatalf("after the power cut the draft is %+v", d)
	}

	w = s.open()
	w.signIn("reviewer")
	w.openCase(id)
	w.writeRest()
	w.act("submit", func() { w.key("ctrl+Return") })
	w.picture("sent")
	w.signOut()

	w.signIn("supervisor")
	w.sign(id)
	w.signOut()

	w.signIn("intake")
	w.importDelivery(delivery)
	out := t.TempDir()
	w.issueLetter(id, out)
	w.exportInstructions(out)
	w.quit()

	checkOutcome(s, out)
}

// proof is the officer's finding on a ground; half and rest are the reasons.
const (
	proof = "从1月20日到赋码之日已有24天，超过规则规定的14天。"
	half  = "您于2月15日提出申诉，我们已经复核。红码只依据一条基站记录，"
	rest  = "位置误差约2公里。您提交的两张车票说明您当天在武汉站换乘，停留42分钟，没有出站。从1月20日到赋码之日已有24天，超过14天，因此红码没有依据，予以撤销。"
)

// filed is what the journey asks of a case file.
type filed struct {
	Case  json.Number  `json:"case"`
	State cases.State  `json:"state"`
	Draft *cases.Draft `json:"draft"`
	// Decisions are those on record, as the officer sent them.
	Decisions []struct {
		Draft cases.Draft `json:"draft"`
	} `json:"decisions"`
}

// file reads a case with the command line, beside the open window.
func (s *seatOf) file(appeal string) filed {
	s.t.Helper()
	var f filed
	if err := json.Unmarshal([]byte(s.cli("--office", s.office, "--user", "reviewer", "show", appeal, "--json")), &f); err != nil {
		s.t.Fatal(err)
	}
	return f
}

// signIn chooses a person and gives the passphrase.
func (w *running) signIn(user string) {
	w.t.Helper()
	w.wait("screen", "door 4")
	w.wait("focus", "entry *")
	w.tabTo("choice *", "shift+Tab")
	step := "Down" // the reviewer is chosen beforehand, the intake clerk stands above
	if user == "intake" {
		step = "Up"
	}
	w.tabTo("choice "+user, step)
	w.tabTo("entry *")
	w.typed("recourse-demo")
	w.key("Return")
	w.wait("screen", "queue")
	w.quiet()
}

// signOut goes through the menu behind the person's name.
func (w *running) signOut() {
	w.t.Helper()
	w.key("ctrl+k")
	w.wait("focus", "entry *")
	w.tabTo("bar")
	w.key("space")
	w.wait("above", "*widget.*")
	w.key("Up", "Return")
	w.wait("screen", "door 4")
}

// openCase finds the case by its number and opens it.
func (w *running) openCase(id string) {
	w.t.Helper()
	w.key("ctrl+k")
	w.wait("focus", "entry *")
	w.typed("101号")
	w.tabTo("grid *")
	w.tabTo("grid "+id, "Down")
	w.key("Return")
	w.wait("screen", "case "+id)
	w.quiet()
}

// lookAround opens every page of evidence.
func (w *running) lookAround() {
	w.t.Helper()
	for i, name := range []string{"facts", "trace", "flags", "timeline", "other", "record"} {
		w.key("alt+" + string(rune('1'+i)))
		w.quiet()
		w.picture("case-" + name)
	}
	w.key("alt+1")
}

// choose opens the list of a choice and takes its first line.
func (w *running) choose(code string) {
	w.t.Helper()
	w.key("Return")
	w.wait("above", "*widget.*")
	w.key("Return")
	w.wait("focus", "choice "+code)
}

// answerGround finds that the second ground is proved and cites the evidence.
func (w *running) answerGround() {
	w.t.Helper()
	w.tabTo("choice ")
	w.key("Down", "Return")
	w.wait("focus", "choice proved")
	w.tabTo("button 引用证据")
	w.key("Return")
	w.wait("above", "dialog")
	for _, ref := range []string{"F1", "A"} {
		w.tabTo("toggle false " + ref)
		w.key("space")
		w.wait("focus", "toggle true "+ref)
	}
	w.picture("evidence-cited")
	w.key("Escape")
	w.wait("above", "nothing")
	w.quiet()
	w.tabTo("toggle true A") // the second ground's own
	w.tabTo("reason 一句话*")
	w.typed(proof)
}

// chooseOutcome overturns the code and names the usual legal basis.
func (w *running) chooseOutcome() {
	w.t.Helper()
	w.tabTo("choice ")
	w.choose("overturn")
	w.tabTo("button 常用依据")
	w.key("Return")
	w.wait("above", "*widget.*")
	w.key("Down", "Return")
	w.wait("above", "nothing")
}

// writeHalf writes the first half of the reasons in place of what stands there,
// and waits until the window has saved them by itself.
func (w *running) writeHalf() {
	w.t.Helper()
	w.tabTo("reason 直接对当事人*")
	w.key("ctrl+a")
	before := w.count("save")
	w.typed(half)
	for {
		if d := w.file(appeal).Draft; d != nil && d.Reasons == half {
			break
		}
		w.until("the next save", func() bool { return w.tally("save") > before })
		before = w.count("save")
	}
	w.picture("half-written")
}

func (w *running) writeRest() {
	w.t.Helper()
	w.tabTo("reason 直接对当事人*")
	w.key("Next", "End")
	w.typed(rest)
	w.picture("complete")
}

// sign reads the letter and signs the decision.
func (w *running) sign(id string) {
	w.t.Helper()
	w.key("ctrl+3")
	w.wait("screen", "signoff")
	w.quiet()
	w.tabTo("grid *")
	w.tabTo("grid "+id, "Down")
	w.key("Return")
	w.quiet()
	w.picture("sign-off")
	w.key("ctrl+p")
	w.quiet()
	w.picture("sign-off-letter")
	w.act("approve", func() { w.key("ctrl+Return") })
	w.quiet()
	w.picture("signed")
}

// importDelivery reads, checks and imports a delivery.
func (w *running) importDelivery(path string) {
	w.t.Helper()
	w.key("ctrl+2")
	w.wait("screen", "import")
	w.tabTo("entry *路径*")
	w.typed(path)
	w.key("Return")
	w.wait("focus", "button 核对*")
	w.picture("import-files")
	w.key("Return")
	w.wait("focus", "button 导入*")
	w.picture("import-checked")
	w.act("receive", func() { w.key("Return") })
	w.quiet()
	w.picture("imported")
}

// page goes to the heads of the pages and opens the one at a number, counted
// from 0.
func (w *running) page(at int) {
	w.t.Helper()
	w.quiet()
	w.tabTo("*kit.tabHead", "shift+Tab")
	w.key("Left", "Left", "Left")
	for range at {
		w.key("Right")
	}
	w.quiet()
}

// issueLetter writes the letter of the case into a folder.
func (w *running) issueLetter(id, out string) {
	w.t.Helper()
	w.key("ctrl+3")
	w.wait("screen", "export")
	w.page(1)
	w.tabTo("grid *")
	w.tabTo("grid "+id, "Down")
	w.key("x")
	w.tabTo("entry /media/usb")
	w.typed(out)
	w.tabTo("button 出具已勾选*")
	w.picture("letter-marked")
	w.act("issue_letter", func() { w.key("Return") })
	w.quiet()
	w.picture("letter-issued")
}

// exportInstructions writes the instructions to the issuing system.
func (w *running) exportInstructions(out string) {
	w.t.Helper()
	w.page(0)
	w.tabTo("choice ")
	w.choose("appeal")
	w.tabTo("entry /media/usb")
	w.typed(out)
	w.tabTo("button 导出全部*")
	w.picture("instructions")
	w.act("export", func() { w.key("Return") })
	w.quiet()
	w.picture("exported")
}

// checkOutcome asks the command line what the window left behind.
func checkOutcome(s *seatOf, out string) {
	s.t.Helper()
	f := s.file(appeal)
	if f.State != cases.Decided {
		s.t.Errorf("%s is %s, not decided", appeal, f.State)
	}
	if n := len(f.Decisions); n != 1 || f.Decisions[0].Draft.Reasons != half+rest {
		s.t.Errorf("%d decisions, not one with the reasons as they were typed: %+v", n, f.Decisions)
	}
	letter := filepath.Join(out, "杭健复〔2020〕101号.pdf")
	if raw, err := os.ReadFile(letter); err != nil || !strings.HasPrefix(string(raw), "%PDF-") {
		s.t.Errorf("no letter %s: %v", letter, err)
	}
	if told := s.cli("--office", s.office, "--user", "auditor", "audit", "verify", "--lang", "en"); !strings.Contains(told, "whole") {
		s.t.Errorf("audit verify says %q", told)
	}
}
