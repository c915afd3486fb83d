package bench

import (
	"context"
	"errors"
	"iter"
	"runtime"
	"strconv"
	"sync"
	"time"

	"recourse/app/session"
)

// signedRecord verifies a record of so many entries, each signed, beside the digest of
// the same file.
func signedRecord(ctx context.Context, s *shop, f *Figure) error {
	of, path, err := s.newOffice(ctx)
	if err != nil {
		return err
	}
	defer remove(path)
	s.note("record-" + strconv.Itoa(f.Size))
	const many = 50_000 // in one transaction
	for left := f.Size; left > 0 && err == nil; left -= many {
		err = of.Keys().Notes(ctx, "print_list", printed(min(left, many)))
	}
	if err := errors.Join(err, of.Close(ctx)); err != nil {
		return err
	}
	s.place, s.held = path, 0
	if of, err = s.reopenAs(ctx, clerk, passphrase); err != nil {
		return err
	}
	return errors.Join(s.verified(ctx, f, of), of.Close(ctx))
}

// printed are the details of so many printed lists.
func printed(n int) iter.Seq[map[string]string] {
	return func(yield func(map[string]string) bool) {
		for i := range n {
			detail := map[string]string{
				"what": "cases", "purpose": "audit", "division": "330" + strconv.Itoa(100+i%14), "rows": strconv.Itoa(i % 977),
				"filter": "state=in_review,drafted,pending_signoff colour=RED officer=reviewer" + strconv.Itoa(i%50), "order": "harm",
			}
			if !yield(detail) {
				return
			}
		}
	}
}

// mostHeap watches how much memory the program has in use until stop, which
// tells the most of it in MiB.
func mostHeap() (stop func() float64) {
	var most uint64
	end := make(chan struct{})
	var g sync.WaitGroup
	g.Go(func() {
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
			select {
			case <-end:
				return
			case <-time.After(100 * time.Millisecond):
			}
		}
	})
	return func() float64 {
		close(end)
		g.Wait()
		return float64(most) / (1 << 20)
	}
}

func (s *shop) verified(ctx context.Context, f *Figure, of *session.Session) error {
	ours := verifying(f, of)
	run := ours.run
	ours.run = func(ctx context.Context) (output, error) {
		stop := mostHeap()
		out, err := run(ctx)
		f.detail("heap_mib", stop())
		return out, err
	}
	peer, err := s.digest(f)
	if err != nil {
		return err
	}
	return s.contest(ctx, f, ours, peer)
}
