package regionmap

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"recourse/app/gui/kit"
)

// mostTabs is how many records Tab walks through; with more of them Tab goes
// on to what stands behind the map, and n and p walk.
const mostTabs = 40

// FocusGained chooses the first record if none is chosen.
func (m *Map) FocusGained() {
	m.focused = true
	if m.chosen < 0 {
		m.Select(0)
	}
	m.Refresh()
}

// FocusLost hides the ring.
func (m *Map) FocusLost() { m.focused, m.shift = false, false; m.Refresh() }

// AcceptsTab keeps Tab while there is a further record in its direction, so
// that the map is never a trap.
func (m *Map) AcceptsTab() bool {
	switch n := len(m.scene.Marks); {
	case n == 0 || n > mostTabs:
		return false
	case m.shift:
		return m.chosen > 0
	default:
		return m.chosen < n-1
	}
}

// KeyDown follows the shift key.
func (m *Map) KeyDown(e *fyne.KeyEvent) { m.shifted(e.Name, true) }

// KeyUp follows the shift key.
func (m *Map) KeyUp(e *fyne.KeyEvent) { m.shifted(e.Name, false) }

func (m *Map) shifted(key fyne.KeyName, down bool) {
	if key == desktop.KeyShiftLeft || key == desktop.KeyShiftRight {
		m.shift = down
	}
}

// TypedRune zooms and walks.
func (m *Map) TypedRune(r rune) {
	switch r {
	case '+', '=':
		m.ZoomIn()
	case '-', '_':
		m.ZoomOut()
	case '0':
		m.ShowAll()
	case 'h', 'H':
		m.ShowHome()
	case 'n', 'N':
		m.Select(m.chosen + 1)
	case 'p', 'P':
		m.Select(m.chosen - 1)
	}
	kit.Touch(m)
}

// TypedKey walks and moves the sheet.
func (m *Map) TypedKey(e *fyne.KeyEvent) {
	const far = 60
	switch e.Name {
	case fyne.KeyTab:
		if m.shift {
			m.Select(m.chosen - 1)
		} else {
			m.Select(m.chosen + 1)
		}
	case fyne.KeyHome:
		m.Select(0)
	case fyne.KeyEnd:
		m.Select(len(m.scene.Marks) - 1)
	case fyne.KeyLeft:
		m.pan(far, 0)
	case fyne.KeyRight:
		m.pan(-far, 0)
	case fyne.KeyUp:
		m.pan(0, far)
	case fyne.KeyDown:
		m.pan(0, -far)
	default:
		kit.Leftover(m, e.Name)
	}
	kit.Touch(m)
}
