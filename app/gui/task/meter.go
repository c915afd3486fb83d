package task

import "sync"

// Meter carries the figures of long work to the window: always the newest,
// and never more than one message on its way, so that work which tells a
// thousand times a second does not flood the window. Tell may be called from
// any goroutine; Show runs on the window's.
type Meter[T any] struct {
	Runner Runner
	Show   func(T)

	mu      sync.Mutex
	newest  T
	pending bool
}

// Tell hands over the newest figures.
func (m *Meter[T]) Tell(v T) {
	m.mu.Lock()
	m.newest = v
	waits := m.pending
	m.pending = true
	m.mu.Unlock()
	if !waits {
		m.Runner.UI(m.show)
	}
}

func (m *Meter[T]) show() {
	m.mu.Lock()
	v := m.newest
	m.pending = false
	m.mu.Unlock()
	m.Show(v)
}
