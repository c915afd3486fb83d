package bench

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"runtime"
	"slices"
	"time"
)

// output is what a side produced: how many rows, and a digest of their values.
// An empty digest is not compared. took overrides the measured time, for a
// peer that reports the time of its own statements.
type output struct {
	rows   int
	digest string
	took   *cost
}

// cost is what a run took.
type cost struct{ wall, cpu time.Duration }

// times is the cost of so many times the work.
func (c cost) times(n float64) cost {
	return cost{time.Duration(float64(c.wall) * n), time.Duration(float64(c.cpu) * n)}
}

// side is one of the two that are compared. before and check are not timed;
// check may complete the output.
type side struct {
	before func(ctx context.Context) error
	run    func(ctx context.Context) (output, error)
	check  func(ctx context.Context, out *output) error
}

// after returns the side with what is done when its time has been taken.
func (x side) after(check func(ctx context.Context, out *output) error) side {
	x.check = check
	return x
}

// contest lets both sides take turns and enters medians and ratio into the
// figure. A peer without run is not installed: ours runs alone.
func (s *shop) contest(ctx context.Context, f *Figure, ours, peer side) error {
	var mine, theirs []cost
	for range s.opt.Reps {
		a, took, err := s.turn(ctx, ours)
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		mine, f.Rows = append(mine, took), a.rows
		if peer.run == nil {
			continue
		}
		b, took, err := s.turn(ctx, peer)
		if err != nil {
			return fmt.Errorf("%s, peer: %w", f.Name, err)
		}
		theirs = append(theirs, took)
		if err := equal(a, b); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	f.Ours, f.OursCPU = medians(mine)
	f.PeerSeconds, f.PeerCPU = medians(theirs)
	f.Ratio, f.RatioCPU = ratio(f.Ours, f.PeerSeconds), ratio(f.OursCPU, f.PeerCPU)
	return nil
}

// turn runs one side once. What earlier turns left behind is collected first,
// so that nobody pays for another's garbage.
func (s *shop) turn(ctx context.Context, x side) (output, cost, error) {
	if x.before != nil {
		if err := x.before(ctx); err != nil {
			return output{}, cost{}, err
		}
	}
	runtime.GC()
	cpu, wall := cpuTime(), s.opt.Wall()
	out, err := x.run(ctx)
	took := cost{s.opt.Wall().Sub(wall), cpuTime() - cpu}
	if out.took != nil {
		took = *out.took
	}
	if err == nil && x.check != nil {
		err = x.check(ctx, &out)
	}
	return out, took, err
}

// equal says where two outputs differ.
func equal(ours, peer output) error {
	switch {
	case ours.rows != peer.rows:
		return fmt.Errorf("%d rows here, %d there", ours.rows, peer.rows)
	case ours.digest != "" && peer.digest != "" && ours.digest != peer.digest:
		return fmt.Errorf("the same number of rows (%d) with other values", ours.rows)
	}
	return nil
}

func medians(list []cost) (wall, cpu float64) {
	if len(list) == 0 {
		return 0, 0
	}
	mid := func(of func(cost) time.Duration) float64 {
		s := slices.SortedFunc(slices.Values(list), func(a, b cost) int { return cmp.Compare(of(a), of(b)) })
		return of(s[len(s)/2]).Seconds()
	}
	return mid(func(c cost) time.Duration { return c.wall }), mid(func(c cost) time.Duration { return c.cpu })
}

func ratio(ours, peer float64) float64 {
	if peer == 0 {
		return 0
	}
	return ours / peer
}

// digester makes a digest of values in order.
type digester struct{ h hash.Hash }

func newDigester() digester { return digester{sha256.New()} }

// add takes in one value; its end counts, so that "a","b" is not "ab".
func (d digester) add(v string) {
	io.WriteString(d.h, v)
	d.h.Write([]byte{0})
}

func (d digester) sum() string { return hex.EncodeToString(d.h.Sum(nil)) }

// unordered is the digest of values whose order does not count.
func unordered(values []string) string {
	d := newDigester()
	for _, v := range slices.Sorted(slices.Values(values)) {
		d.add(v)
	}
	return d.sum()
}
