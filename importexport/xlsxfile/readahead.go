package xlsxfile

import (
	"errors"
	"io"
	"sync/atomic"

	"recourse/importexport"
)

// readAhead unpacks in a goroutine of its own while the reader looks at what
// came before: unpacking and scanning cost about the same.
type readAhead struct {
	full  chan block
	empty chan []byte
	stop  chan struct{}
	ended chan struct{}
	now   block
	at    int
}

type block struct {
	bytes []byte
	err   error
}

func newReadAhead(r io.Reader) *readAhead {
	const blocks, size = 4, 256 << 10
	a := &readAhead{
		full: make(chan block, blocks), empty: make(chan []byte, blocks),
		stop: make(chan struct{}), ended: make(chan struct{}),
	}
	for range blocks {
		a.empty <- make([]byte, size)
	}
	go a.run(r)
	return a
}

func (a *readAhead) run(r io.Reader) {
	defer close(a.ended)
	for {
		var buf []byte
		select {
		case buf = <-a.empty:
		case <-a.stop:
			return
		}
		n, err := io.ReadFull(r, buf[:cap(buf)])
		if errors.Is(err, io.ErrUnexpectedEOF) {
			err = io.EOF
		}
		select {
		case a.full <- block{buf[:n], err}:
		case <-a.stop:
			return
		}
		if err != nil {
			return
		}
	}
}

func (a *readAhead) Read(p []byte) (int, error) {
	for a.at == len(a.now.bytes) {
		if a.now.err != nil {
			return 0, a.now.err
		}
		if a.now.bytes != nil {
			a.empty <- a.now.bytes
		}
		a.now, a.at = <-a.full, 0
	}
	n := copy(p, a.now.bytes[a.at:])
	a.at += n
	return n, nil
}

// Close ends the goroutine and waits until it no longer touches the reader.
func (a *readAhead) Close() error {
	close(a.stop)
	<-a.ended
	return nil
}

type closers []io.Closer

func (cs closers) Close() error {
	var errs []error
	for _, c := range cs {
		errs = append(errs, c.Close())
	}
	return errors.Join(errs...)
}

// scaledReader counts unpacked bytes as the packed ones they stand for.
type scaledReader struct {
	r      io.Reader
	n      *atomic.Int64
	member importexport.Member
	read   int64
}

func (s *scaledReader) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	before := s.scale()
	s.read += int64(n)
	s.n.Add(s.scale() - before)
	return n, err
}

func (s *scaledReader) scale() int64 {
	return int64(float64(s.read) / float64(max(s.member.Size, 1)) * float64(s.member.Packed))
}
