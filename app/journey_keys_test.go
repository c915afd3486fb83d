package main

import (
	"bytes"
	"fmt"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// teach puts every sign of the texts that is not on the display's keyboard
// onto a spare key of it, before the window opens. Without this the typing
// program would change the keyboard for each sign, and a busy window could
// look the sign up after it has gone again.
func (s *seatOf) teach(texts ...string) {
	s.t.Helper()
	read := exec.Command("xkbcomp", "-w", "0", s.display, "-")
	layout, err := read.Output()
	if err != nil {
		s.t.Fatalf("read the keyboard: %v", err)
	}
	write := exec.Command("xkbcomp", "-w", "0", "-", s.display)
	write.Stdin = bytes.NewReader(withSigns(s.t, string(layout), strings.Join(texts, "")))
	if out, err := write.CombinedOutput(); err != nil {
		s.t.Fatalf("set the keyboard: %v: %s", err, out)
	}
}

// withSigns gives the spare keys of a layout, which are called I and a number,
// one sign each.
func withSigns(t *testing.T, layout, text string) []byte {
	t.Helper()
	var signs []rune
	for _, r := range text {
		if r > unicode.MaxASCII && !slices.Contains(signs, r) {
			signs = append(signs, r)
		}
	}
	spare := regexp.MustCompile(`<(I\d+)> = \d+;`).FindAllStringSubmatch(layout, -1)
	if len(spare) < len(signs) {
		t.Fatalf("%d signs for %d spare keys", len(signs), len(spare))
	}
	head, symbols, found := strings.Cut(layout, "xkb_symbols")
	if !found {
		t.Fatal("the keyboard has no symbols")
	}
	var keys strings.Builder
	for i, r := range signs {
		name := spare[i][1]
		symbols = regexp.MustCompile(`(?m)^ *key *<`+name+`> *\{[^}]*\};$`).ReplaceAllString(symbols, "")
		fmt.Fprintf(&keys, "    key <%s> { [ U%04X ] };\n", name, r)
	}
	open, rest, _ := strings.Cut(symbols, "\n")
	return []byte(head + "xkb_symbols" + open + "\n" + keys.String() + rest)
}
