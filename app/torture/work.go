package torture

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"slices"
)

// key names one thing to be tried.
type key struct {
	Part, Scene, What string
	N                 int // number of the call
}

// job is one thing to be tried.
type job struct {
	key
	do func(*Rig) error
}

// mixed is where a job stands in a mixed order, which is the same every time.
func (k *key) mixed() uint64 {
	sum := fnv.New64a()
	fmt.Fprint(sum, *k)
	return sum.Sum64()
}

// work does jobs, as many at once as the rig has hands, in a mixed order: what
// is broken off has been everywhere. What the journal knows is not done again;
// it counts all the same.
func (r *Rig) work(ctx context.Context, jobs []job) error {
	slices.SortFunc(jobs, func(a, b job) int { return cmp.Compare(a.mixed(), b.mixed()) })
	r.count(func(*Tally) { r.todo, r.done = len(jobs), 0 })
	return r.each(ctx, len(jobs), func(i int) error {
		j := &jobs[i]
		y, known := r.Journal.find(j.key)
		if !known {
			one := &Rig{Bin: r.Bin, Dir: r.Dir, Out: r.Out, Shelf: r.Shelf}
			if err := j.do(one); err != nil {
				return fmt.Errorf("scene %s, %s, call %d: %w", j.Scene, j.What, j.N, err)
			}
			y = one.Tally()
			if err := r.Journal.note(j.key, y, one.met, one.said); err != nil {
				return err
			}
		}
		r.count(func(t *Tally) {
			t.add(y)
			r.done++
		})
		return nil
	})
}

// Progress is how many jobs of the part that is under way are done, and of how
// many.
func (r *Rig) Progress() (done, of int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.done, r.todo
}

// whole reports whether everything is tried, and not a sample or a range.
func (r *Rig) whole() bool { return r.Share == 0 && r.From == 0 && r.To == 0 }

// spread picks what is tried of the calls that were picked among n: a range of
// all n, or at most a share of those picked, evenly.
func (r *Rig) spread(picked []int, n int) []int {
	if r.From > 0 || r.To > 0 {
		picked = nil
		for i := r.From; i <= min(cmp.Or(r.To, n), n-1); i++ {
			picked = append(picked, i)
		}
	}
	n = len(picked)
	if r.Share == 0 || n <= r.Share {
		return picked
	}
	out := make([]int, r.Share)
	for i := range out {
		out[i] = picked[(2*i+1)*n/(2*r.Share)]
	}
	return out
}

// each runs jobs, as many at once as the rig has hands, until one fails.
func (r *Rig) each(ctx context.Context, n int, job func(int) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	hands := make(chan struct{}, max(1, r.Hands))
	for i := range n {
		hands <- struct{}{}
		if ctx.Err() != nil {
			<-hands
			break
		}
		go func() {
			defer func() { <-hands }()
			if err := job(i); err != nil {
				stop(err)
			}
		}()
	}
	for range cap(hands) {
		hands <- struct{}{}
	}
	return context.Cause(ctx)
}
