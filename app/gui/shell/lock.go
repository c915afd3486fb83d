package shell

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// touch notes that somebody is at work.
func (s *Shell) touch() { s.touched = s.o.Wall() }

// Tick is called about once a second on the window's goroutine: it takes old
// toasts away, sets the demonstration's clock, names the window after what the
// open screen has loaded and locks on idle.
func (s *Shell) Tick() {
	now := s.o.Wall()
	s.Retitle()
	if !s.toastEnd.IsZero() && now.After(s.toastEnd) {
		s.toastEnd = time.Time{}
		s.frame.Toast("")
	}
	if s.demo != nil {
		s.demo.Set(s.demoText())
	}
	if s.o.Idle > 0 && now.Sub(s.touched) >= s.o.Idle {
		s.Lock()
	}
}

// Lock saves what is open and asks for the passphrase again. The screen is
// asked first, so that a draft is kept; if it does not let go, because a
// question is open, the window is locked all the same.
func (s *Shell) Lock() {
	if s.locked {
		return
	}
	s.locked = true
	s.leave(func() {})
	if s.o.OnLock != nil {
		s.o.OnLock()
	}
}

// Unlocked goes on after the passphrase was given.
func (s *Shell) Unlocked() {
	s.locked = false
	s.touch()
	s.Rebuild()
}

// KeyText writes a shortcut as the help sheet and the tips show it.
func KeyText(c *desktop.CustomShortcut) string {
	var parts []string
	for _, m := range []struct {
		bit  fyne.KeyModifier
		name string
	}{{fyne.KeyModifierControl, "Ctrl"}, {fyne.KeyModifierAlt, "Alt"}, {fyne.KeyModifierShift, "Shift"}, {fyne.KeyModifierSuper, "Cmd"}} {
		if c.Modifier&m.bit != 0 {
			parts = append(parts, m.name)
		}
	}
	key := string(c.KeyName)
	switch c.KeyName {
	case fyne.KeyReturn:
		key = "Enter"
	case fyne.KeyLeft:
		key = "←"
	case fyne.KeyRight:
		key = "→"
	}
	return strings.Join(append(parts, key), " + ")
}
