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

	w := s.open()
	w.picture("sign-in")
	w.signIn("reviewer")
	w.picture("queue")
	w.openCase(id)
	w.lookAround()
	w.answerGround()
	w.writeHalf()
	w.kill()

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
	w.importDelivery(filepath.Join(dir, "import", "西湖_0217.xlsx"))
	out := t.TempDir()
	w.issueLetters(out)
	w.exportInstructions(out)
	w.quit()

	checkOutcome(s, out)
}

// half and rest are the officer's reasons.
const (
	half = "您于2月15日提出申诉，我们已经复核。红码只依据一条基站记录，"
	rest = "位置误差约2公里。您提交的两张车票说明您当天在武汉站换乘，停留42分钟，没有出站。从1月20日到赋码之日已有24天，超过14天，因此红码没有依据，予以撤销。"
)

// filed is what the journey asks of a case file.
type filed struct {
	Case  json.Number `json:"case"`
	State cases.State `json:"state"`
	Draft *cases.Draft
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
	w.tabTo("choice *", "shift+Tab")
	for range 10 {
		if w.has("focus", "choice "+user) {
			break
		}
		before := w.said("focus")
		w.key("Down")
		w.until("another person", func() bool { return w.now["focus"] != before })
	}
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
	w.tabTo("reason 一句话*")
	w.typed("从1月20日到赋码之日已有24天，超过规则规定的14天。")
}

// writeHalf writes the first half of the reasons and waits until it is saved.
func (w *running) writeHalf() {
	w.t.Helper()
	w.tabTo("reason 直接对当事人*")
	w.act("save", func() { w.typed(half) })
	w.until("the draft to be saved whole", func() bool { return true })
	w.picture("half-written")
}

func (w *running) writeRest() {
	w.t.Helper()
	w.tabTo("reason 直接对当事人*")
	w.key("ctrl+End")
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

// issueLetters writes every letter that waits into a folder.
func (w *running) issueLetters(out string) {
	w.t.Helper()
	w.key("ctrl+3")
	w.wait("screen", "export")
	w.tabTo("*kit.tabHead")
	w.key("Right")
	w.tabTo("entry /media/usb")
	w.typed(out)
	w.tabTo("button 出具*")
	w.picture("letters")
	w.act("issue_letter", func() { w.key("Return") })
	w.quiet()
	w.picture("letters-issued")
}

// exportInstructions writes the instructions to the issuing system.
func (w *running) exportInstructions(out string) {
	w.t.Helper()
	w.tabTo("*kit.tabHead", "shift+Tab")
	w.key("Left")
	w.tabTo("choice ")
	w.key("Down", "Return")
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
	if f := s.file(appeal); f.State != cases.Decided {
		s.t.Errorf("%s is %s, not decided", appeal, f.State)
	}
	letter := filepath.Join(out, "杭健复〔2020〕101号.pdf")
	if raw, err := os.ReadFile(letter); err != nil || !strings.HasPrefix(string(raw), "%PDF-") {
		s.t.Errorf("no letter %s: %v", letter, err)
	}
	if told := s.cli("--office", s.office, "--user", "auditor", "audit", "verify", "--lang", "en"); !strings.Contains(told, "whole") {
		s.t.Errorf("audit verify says %q", told)
	}
}
