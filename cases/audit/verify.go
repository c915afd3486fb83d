package audit

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
)

// Reason says what is wrong with an entry.
type Reason string

// The reasons an entry does not fit.
const (
	Missing   Reason = "missing"    // the entry with this number is not there, or not in its place
	Unlinked  Reason = "unlinked"   // its previous hash is not the hash of the entry before
	Unsigned  Reason = "unsigned"   // the signature is not the actor's over these bytes
	Unfit     Reason = "unfit"      // the content does not fit what it describes
	CutShort  Reason = "cut_short"  // the record ends before a checkpoint that was seen
	OtherPast Reason = "other_past" // the record up to here is not the one of the checkpoint
)

// Broken names the first entry that does not fit, and why.
type Broken struct {
	Seq int64
	Why Reason
	Err error // what a check said, if one did
}

func (b *Broken) Error() string {
	if b.Err != nil {
		return fmt.Sprintf("audit entry %d is %s: %v", b.Seq, b.Why, b.Err)
	}
	return fmt.Sprintf("audit entry %d is %s", b.Seq, b.Why)
}

func (b *Broken) Unwrap() error { return b.Err }

// Checks are what a verification looks at besides the chain itself. All are
// optional. The callbacks must not keep the entry or its bytes.
type Checks struct {
	// Signature checks an entry's signature.
	Signature func(*Entry) error
	// Content checks what an entry says against what it describes.
	Content func(*Entry) error
	// Checkpoints the record must pass through, in any order. Their own
	// signatures are checked where they are read (OpenCheckpoint).
	Checkpoints []Checkpoint
	// Trail, when given, is kept up to the entry at hand for the callbacks.
	Trail *Trail
}

// Verify replays a record from its first entry. It returns the chain as far as
// it holds; the error is a *Broken when the record does not fit and whatever
// the source said when it cannot be read.
func Verify(entries iter.Seq2[*Entry, error], checks Checks) (*Chain, error) {
	c := &Chain{}
	points := pending(checks.Checkpoints)
	for e, err := range entries {
		if err != nil {
			return c, fmt.Errorf("read audit entry %d: %w", c.Size()+1, err)
		}
		if err := checks.look(c, e); err != nil {
			return c, err
		}
		for len(points) > 0 && points[0].Size <= c.Size() {
			if err := points[0].fits(c); err != nil {
				return c, err
			}
			points = points[1:]
		}
	}
	if len(points) > 0 && points[0].Size > c.Size() {
		return c, &Broken{Seq: c.Size() + 1, Why: CutShort}
	}
	return c, nil
}

// pending orders checkpoints by size and leaves out those of an empty record,
// which every record passes through.
func pending(points []Checkpoint) []Checkpoint {
	points = slices.DeleteFunc(slices.Clone(points), func(c Checkpoint) bool { return c.Size == 0 })
	slices.SortFunc(points, func(a, b Checkpoint) int { return cmp.Compare(a.Size, b.Size) })
	return points
}

func (k *Checks) look(c *Chain, e *Entry) error {
	if err := c.Add(e); err != nil {
		return err
	}
	if k.Trail != nil {
		k.Trail.add(e.Seq, c.Last())
	}
	if k.Signature != nil {
		if err := k.Signature(e); err != nil {
			return &Broken{Seq: e.Seq, Why: Unsigned, Err: err}
		}
	}
	if k.Content != nil {
		if err := k.Content(e); err != nil {
			return &Broken{Seq: e.Seq, Why: Unfit, Err: err}
		}
	}
	return nil
}
