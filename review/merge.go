package review

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"recourse/cases"
)

// SameMatter says whether two files are one matter appealed twice: the same
// person, the same assignment, and a ground that both name. Otherwise it
// refuses with what differs.
func SameMatter(a, b *cases.File) error {
	x, y := &a.Snapshot, &b.Snapshot
	switch {
	case a.ID == b.ID:
		return cases.Refuse("not_duplicate", "why", "case")
	case !strings.EqualFold(strings.TrimSpace(x.Resident.DocNo), strings.TrimSpace(y.Resident.DocNo)) || x.Resident.DocNo == "":
		return cases.Refuse("not_duplicate", "why", "person")
	case !sameAssignment(&x.Assignment, &y.Assignment):
		return cases.Refuse("not_duplicate", "why", "assignment")
	case len(overlap(a, b)) == 0:
		return cases.Refuse("not_duplicate", "why", "grounds")
	}
	return nil
}

func sameAssignment(a, b *cases.CodeAssignment) bool {
	if a.AssignmentID != "" && b.AssignmentID != "" {
		return a.AssignmentID == b.AssignmentID
	}
	return a.IssuingSystem == b.IssuingSystem && a.Colour == b.Colour && a.IssuedAt.Equal(b.IssuedAt)
}

func overlap(a, b *cases.File) []cases.Ground {
	var both []cases.Ground
	for _, g := range a.Grounds {
		if slices.Contains(b.Grounds, g) {
			both = append(both, g)
		}
	}
	return both
}

// Merge joins a duplicate to another case that goes on. The earlier filing
// counts, the grounds of both are answered, every paper is kept, and one
// decision letter quotes both references. It returns the case that goes on.
func (d *Desk) Merge(ctx context.Context, id, into cases.ID, reason string) (*cases.File, error) {
	dup, err := d.store.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	main, err := d.store.Case(ctx, into)
	if err != nil {
		return nil, err
	}
	if err := SameMatter(dup, main); err != nil {
		return nil, err
	}
	joined, err := d.joined(dup, main, reason)
	if err != nil {
		return nil, err
	}
	taken, err := d.taken(dup, main, reason)
	if err != nil {
		return nil, err
	}
	if err := d.store.ApplyAll(ctx, joined, taken); err != nil {
		return nil, fmt.Errorf("%s case %s: %w", cases.MoveMerge, dup.AppealNo, err)
	}
	return d.seen(ctx, into)
}

// joined is the change that ends the duplicate.
func (d *Desk) joined(dup, main *cases.File, reason string) (cases.Change, error) {
	return d.change(dup, cases.MoveMerge, cases.Ask{}, func(f *cases.File, c *cases.Change) error {
		v := d.merge(dup, main, reason, c)
		v.No = len(f.Merges) + 1
		resumeClock(c, v.At)
		c.Row.State, c.Row.MergedInto, c.Row.Officer, c.Row.Allocator = cases.Duplicate, main.ID, "", ""
		c.Detail["into"] = main.AppealNo
		noticeDue(c)
		return d.paper(c, cases.PaperMerge, v.No, v)
	})
}

// taken is the change that takes the duplicate up.
func (d *Desk) taken(dup, main *cases.File, reason string) (cases.Change, error) {
	return d.change(main, cases.MoveJoin, cases.Ask{}, func(f *cases.File, c *cases.Change) error {
		v := d.merge(dup, main, reason, c)
		v.No, v.Appeal = len(f.Merges)+1, &dup.Snapshot.Appeal
		r := &c.Row
		r.FiledAt = v.FiledAt
		if dup.DueAt.Before(r.DueAt) {
			r.DueAt = dup.DueAt
		}
		for _, g := range dup.Grounds {
			if !slices.Contains(r.Grounds, g) {
				r.Grounds = append(slices.Clone(r.Grounds), g)
			}
		}
		if dup.Urgency.Rank() > r.Urgency.Rank() {
			r.Urgency = dup.Urgency
		}
		c.Detail["joined"] = dup.AppealNo
		return d.paper(c, cases.PaperMerge, v.No, v)
	})
}

func (d *Desk) merge(dup, main *cases.File, reason string, c *cases.Change) cases.Merge {
	v := cases.Merge{
		Joined: dup.AppealNo, JoinedID: dup.ID, Into: main.AppealNo, IntoID: main.ID,
		AssignmentID: main.Snapshot.Assignment.AssignmentID, Grounds: overlap(dup, main), FiledAt: main.FiledAt,
		Reason: reason, By: d.User.Actor(), At: c.At,
	}
	if dup.FiledAt.Before(v.FiledAt) {
		v.FiledAt = dup.FiledAt
	}
	return v
}
