package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// patience is how long a script waits for one thing to happen before it gives
// the journey up. It is no measurement: a slow machine may take it all.
const patience = 60 * time.Second

// seatOf is one computer: a display, a home folder and the office's file.
type seatOf struct {
	t       *testing.T
	bin     string
	office  string
	display string
	home    string
	shots   string
	taken   int
}

// newSeat starts a display without a screen; a missing program skips the test.
func newSeat(t *testing.T) *seatOf {
	t.Helper()
	bin := os.Getenv("RECOURSE_BIN")
	if bin == "" {
		t.Skip("RECOURSE_BIN does not name a built program; make test sets it")
	}
	for _, need := range []string{"Xvfb", "xdotool", "xkbcomp", "import"} {
		if _, err := exec.LookPath(need); err != nil {
			t.Skipf("%s is not installed: no journey in a real window", need)
		}
	}
	s := &seatOf{t: t, bin: bin, home: t.TempDir(), shots: os.Getenv("RECOURSE_SHOTS")}
	if s.shots == "" {
		s.shots = filepath.Join("..", "build", "journey")
	}
	if err := os.MkdirAll(s.shots, 0o755); err != nil {
		t.Fatal(err)
	}
	s.startDisplay()
	return s
}

// startDisplay lets Xvfb choose a free display and tell its number.
func (s *seatOf) startDisplay() {
	r, w, err := os.Pipe()
	if err != nil {
		s.t.Fatal(err)
	}
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x832x24", "-nolisten", "tcp", "-noreset") // it would forget the taught keys
	x.ExtraFiles = []*os.File{w}
	if err := x.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() {
		_ = x.Process.Kill() // it may have ended by itself
		_ = x.Wait()
	})
	_ = w.Close()
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		s.t.Fatalf("Xvfb told no display: %v", err)
	}
	s.display = ":" + strings.TrimSpace(line)
}

func (s *seatOf) env(more ...string) []string {
	return append(os.Environ(), append([]string{
		"DISPLAY=" + s.display, "HOME=" + s.home, "XDG_CONFIG_HOME=" + filepath.Join(s.home, "config"),
		"LIBGL_ALWAYS_SOFTWARE=1", "FYNE_SCALE=1", "RECOURSE_PASSPHRASE=recourse-demo", "RECOURSE_LANG=zh",
	}, more...)...)
}

// cli runs a command of the same program and gives what it printed.
func (s *seatOf) cli(args ...string) string {
	s.t.Helper()
	cmd := exec.Command(s.bin, args...)
	cmd.Env = s.env()
	out, err := cmd.Output()
	if err != nil {
		var told string
		if e, ok := err.(*exec.ExitError); ok {
			told = string(e.Stderr)
		}
		s.t.Fatalf("recourse %s: %v: %s", strings.Join(args, " "), err, told)
	}
	return string(out)
}

// running is a window and the last thing it said of each kind.
type running struct {
	*seatOf
	cmd    *exec.Cmd
	ended  chan error
	mu     sync.Mutex
	news   *sync.Cond
	now    map[string]string
	acts   []string
	output []string
}

// open starts the window on the office.
func (s *seatOf) open() *running {
	s.t.Helper()
	a := &running{seatOf: s, now: map[string]string{}, ended: make(chan error, 1)}
	a.news = sync.NewCond(&a.mu)
	a.cmd = exec.Command(s.bin, "--office", s.office)
	a.cmd.Env = s.env("RECOURSE_TRACE=1")
	stderr, err := a.cmd.StderrPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := a.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	go a.listen(stderr)
	s.t.Cleanup(func() { _ = a.cmd.Process.Kill() }) // it may have ended by itself
	a.wait("screen", "door 4")
	a.x("search", "--sync", "--onlyvisible", "--pid", strconv.Itoa(a.cmd.Process.Pid))
	id := strings.Fields(a.x("search", "--onlyvisible", "--pid", strconv.Itoa(a.cmd.Process.Pid)))
	a.x("windowmove", id[0], "0", "0")
	a.x("windowfocus", id[0])
	return a
}

// listen notes every line of the trace until the window is gone.
func (a *running) listen(r io.Reader) {
	in := bufio.NewScanner(r)
	for in.Scan() {
		a.mu.Lock()
		a.output = append(a.output, in.Text())
		if what, is, ok := strings.Cut(strings.TrimPrefix(in.Text(), "trace "), " "); ok && strings.HasPrefix(in.Text(), "trace ") {
			a.now[what] = is
			if what == "act" {
				a.acts = append(a.acts, is)
			}
		}
		a.news.Broadcast()
		a.mu.Unlock()
	}
	a.ended <- a.cmd.Wait()
}

// until waits for something to become true of what the window said.
func (a *running) until(what string, holds func() bool) {
	a.t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	defer context.AfterFunc(ctx, a.news.Broadcast)()
	a.mu.Lock()
	defer a.mu.Unlock()
	for !holds() {
		if ctx.Err() != nil {
			a.giveUp(what)
		}
		a.news.Wait()
	}
}

// giveUp keeps a last picture and the end of the trace.
func (a *running) giveUp(what string) {
	a.t.Helper()
	tail := a.output[max(0, len(a.output)-60):]
	a.picture("gave-up")
	a.t.Fatalf("waited in vain for %s; the window last said:\n%s", what, strings.Join(tail, "\n"))
}

// wait waits until the window says something of a kind, such as a screen. The
// keyboard's lines carry a number, which is left aside.
func (a *running) wait(kind, is string) {
	a.t.Helper()
	a.until(kind+" "+is, func() bool { return a.says(kind, is) })
}

// quiet waits until nothing is under way but following the office, and the
// window has told where that left the keyboard.
func (a *running) quiet() {
	a.t.Helper()
	a.wait("work", "1")
	a.handled()
	a.wait("work", "1")
}

// handled waits until the window is through with every key that was sent, and
// has told what came of it. A key that is held comes after all of them.
func (a *running) handled() {
	a.t.Helper()
	a.x("keydown", "Super_L")
	a.wait("held", "super")
	a.x("keyup", "Super_L")
	a.wait("held", "nothing")
}

func (a *running) says(kind, is string) bool {
	v := a.now[kind]
	if kind == "focus" {
		_, v, _ = strings.Cut(v, " ")
	}
	ok, err := path.Match(is, v)
	return v == is || err == nil && ok
}

// act does something and waits until the record has one more act of a kind.
func (a *running) act(kind string, do func()) {
	a.t.Helper()
	n := a.count(kind)
	do()
	a.until("act "+kind, func() bool { return a.tally(kind) > n })
}

func (a *running) count(kind string) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.tally(kind)
}

// tally counts the acts of a kind; the lock is held.
func (a *running) tally(kind string) (n int) {
	for _, v := range a.acts {
		if v == kind {
			n++
		}
	}
	return n
}

func (a *running) has(kind, is string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.says(kind, is)
}

// x runs xdotool.
func (s *seatOf) x(args ...string) string {
	s.t.Helper()
	cmd := exec.Command("xdotool", args...)
	cmd.Env = s.env()
	out, err := cmd.CombinedOutput()
	if err != nil {
		s.t.Fatalf("xdotool %s: %v: %s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// key presses keys, one after the other, and waits until the window is through
// with them: what is read afterwards is what they led to.
func (a *running) key(keys ...string) {
	a.t.Helper()
	a.x(append([]string{"key", "--delay", "40"}, keys...)...)
	a.handled()
}

// typed writes text as a keyboard would, and waits until the window has it; see
// teach for signs beyond ASCII.
func (a *running) typed(text string) {
	a.t.Helper()
	a.x("type", "--delay", "20", text)
	a.handled()
}

// tabTo moves the keyboard with Tab, or with another key, until a control of a
// kind has it.
func (a *running) tabTo(is string, by ...string) {
	a.t.Helper()
	step := "Tab"
	if len(by) > 0 {
		step = by[0]
	}
	for range 120 {
		if a.has("focus", is) {
			return
		}
		a.key(step)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.giveUp("a control " + is)
}

// picture keeps what the display shows.
func (a *running) picture(name string) {
	a.t.Helper()
	a.taken++
	time.Sleep(200 * time.Millisecond) // until it is painted; nothing is judged by the picture
	file := filepath.Join(a.shots, fmt.Sprintf("%02d-%s.png", a.taken, name))
	cmd := exec.Command("import", "-window", "root", file)
	cmd.Env = a.env()
	if out, err := cmd.CombinedOutput(); err != nil {
		a.t.Errorf("picture %s: %v: %s", name, err, out)
	}
}

// kill ends the window as a power cut would.
func (a *running) kill() {
	a.t.Helper()
	if err := a.cmd.Process.Kill(); err != nil {
		a.t.Fatal(err)
	}
	<-a.ended
}

// quit ends the window by its shortcut.
func (a *running) quit() {
	a.t.Helper()
	a.x("key", "ctrl+q")
	select {
	case err := <-a.ended:
		if err != nil {
			a.t.Errorf("the window ended with %v", err)
		}
	case <-time.After(patience):
		a.t.Fatal("the window does not close")
	}
}
