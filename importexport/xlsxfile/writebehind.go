package xlsxfile

import "io"

// writeBehind packs one block in a goroutine of its own while the next one is
// filled: packing takes twice as long as spelling the rows. Each block has its
// own goroutine, which ends with it, so that a writer may be left unfinished.
type writeBehind struct {
	w       io.Writer
	now     []byte // being filled
	spare   []byte
	packing chan error // nil while nothing is being packed
}

const behindSize = 256 << 10

func newWriteBehind(w io.Writer) *writeBehind {
	return &writeBehind{w: w, now: make([]byte, 0, behindSize), spare: make([]byte, 0, behindSize)}
}

// Write takes p. An error is that of an earlier block.
func (b *writeBehind) Write(p []byte) (int, error) {
	taken := 0
	for taken < len(p) {
		n := min(len(p)-taken, cap(b.now)-len(b.now))
		b.now = append(b.now, p[taken:taken+n]...)
		taken += n
		if len(b.now) == cap(b.now) {
			if err := b.pass(); err != nil {
				return taken, err
			}
		}
	}
	return taken, nil
}

// pass hands the block that was filled to a goroutine, once the one before is
// packed.
func (b *writeBehind) pass() error {
	if err := b.wait(); err != nil {
		return err
	}
	block, packing := b.now, make(chan error, 1)
	b.now, b.spare, b.packing = b.spare[:0], block, packing
	go func() {
		_, err := b.w.Write(block)
		packing <- err
	}()
	return nil
}

func (b *writeBehind) wait() error {
	if b.packing == nil {
		return nil
	}
	err := <-b.packing
	b.packing = nil
	return err
}

// Flush packs what is left and waits for it.
func (b *writeBehind) Flush() error {
	if err := b.pass(); err != nil {
		return err
	}
	return b.wait()
}
