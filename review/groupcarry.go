package review

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"recourse/cases"
)

// Sign is the second signature: another supervisor who has read the order
// signs it and each of its decisions. Members for whom this person is barred,
// or whose case moved on, are left open. The undo window starts now.
func (g *Groups) Sign(ctx context.Context, no int, r Reading) (*cases.GroupRecord, error) {
	d := g.desk
	if err := d.User.Permit(cases.MayGroup); err != nil {
		return nil, err
	}
	o, err := g.store.Group(ctx, no)
	if err != nil {
		return nil, err
	}
	switch {
	case o.OrderedBy.ID == d.User.ID:
		return nil, cases.Refuse("four_eyes", "drafter", string(d.User.ID))
	case o.State != cases.GroupOrdered:
		return nil, cases.Refuse("group_state", "state", string(o.State))
	case r.LetterOpened.IsZero():
		return nil, cases.Refuse("group_not_read")
	case r.Digest != o.Digest:
		return nil, cases.Refuse("stale_digest", "author", o.OrderedBy.Name)
	}
	s := cases.GroupSign{Order: no, Digest: o.Digest, Signer: d.User.Actor(), OpenedAt: r.LetterOpened.UTC(), SignedAt: d.Now()}
	papers, leave, err := g.countersign(ctx, o, s)
	if err != nil {
		return nil, err
	}
	body, err := s.Content()
	if err != nil {
		return nil, err
	}
	signature, err := d.keys.Sign("group_sign", body)
	if err != nil {
		return nil, fmt.Errorf("sign group order %d: %w", no, err)
	}
	if err := g.store.SignGroup(ctx, d.newID(), o.Version, s, signature, s.SignedAt.Add(o.UndoFor), papers, leave); err != nil {
		return nil, fmt.Errorf("sign group order %d: %w", no, err)
	}
	return g.store.Group(ctx, no)
}

// countersign signs the decision of each member.
func (g *Groups) countersign(ctx context.Context, o *cases.GroupRecord, s cases.GroupSign) ([]cases.GroupPaper, map[cases.ID]string, error) {
	var papers []cases.GroupPaper
	leave := map[cases.ID]string{}
	for _, m := range o.Members {
		f, dec, _, err := g.open(ctx, o, m.Case)
		if err != nil {
			return nil, nil, err
		}
		why := moved(f, dec, len(f.SignOffs)+1)
		if err := cases.May(cases.MoveGroup, cases.Ask{User: g.desk.User, File: f, At: s.SignedAt, Draft: &dec.Draft}); why == "" && err != nil {
			if why, err = left(err); err != nil {
				return nil, nil, err
			}
		}
		if why != "" {
			leave[m.Case] = why
			continue
		}
		c := cases.Change{At: s.SignedAt}
		sign := cases.SignOff{No: len(f.SignOffs) + 1, DecisionNo: dec.No, Digest: m.Digest, Result: cases.Approve,
			Signer: s.Signer, OpenedAt: s.OpenedAt, SignedAt: s.SignedAt}
		if err := g.desk.signed(&c, cases.PaperSignOff, sign.No, sign); err != nil {
			return nil, nil, err
		}
		papers = append(papers, cases.GroupPaper{Case: m.Case, Paper: c.Papers[0]})
	}
	return papers, leave, nil
}

// open loads a member's case and the papers that the order holds for it.
func (g *Groups) open(ctx context.Context, o *cases.GroupRecord, id cases.ID) (*cases.File, *cases.Decision, *cases.SignOff, error) {
	f, err := g.desk.store.Case(ctx, id)
	if err != nil {
		return nil, nil, nil, err
	}
	first, second, err := g.store.GroupPapers(ctx, o.No, id)
	if err != nil {
		return nil, nil, nil, err
	}
	var held cases.File
	if err := held.Attach(first); err != nil {
		return nil, nil, nil, err
	}
	if len(second.Body) == 0 {
		return f, &held.Decisions[0], nil, nil
	}
	if err := held.Attach(second); err != nil {
		return nil, nil, nil, err
	}
	return f, &held.Decisions[0], &held.SignOffs[0], nil
}

// moved says how a case moved on since its decision was prepared, "" if it did
// not. What was prepared is not bent to fit: the case stays open.
func moved(f *cases.File, dec *cases.Decision, signOff int) string {
	switch {
	case f.State.Settled():
		return "decided"
	case dec.SnapshotDigest != f.SnapshotDigest():
		return "amended"
	case dec.No != len(f.Decisions)+1 || signOff != len(f.SignOffs)+1:
		return "changed"
	}
	return ""
}

// Undo takes an order back while nothing of it was carried out.
func (g *Groups) Undo(ctx context.Context, no int, why string) (*cases.GroupRecord, error) {
	d := g.desk
	if err := d.User.Permit(cases.MayGroup); err != nil {
		return nil, err
	}
	if why == "" {
		return nil, cases.Refuse("reason_needed", "act", "group_undo")
	}
	o, err := g.store.Group(ctx, no)
	if err != nil {
		return nil, err
	}
	if !o.Undoable(d.Now()) {
		return nil, cases.Refuse("group_undo_over", "until", o.UndoUntil.In(cases.Shanghai()).Format(time.RFC3339))
	}
	if err := g.store.UndoGroup(ctx, d.newID(), no, o.Version, d.User.Actor(), d.Now(), why); err != nil {
		return nil, fmt.Errorf("take back group order %d: %w", no, err)
	}
	return g.store.Group(ctx, no)
}

// CarryOut decides the members of an order whose undo window is over. It may be
// stopped at any moment and called again: each member is decided once.
func (g *Groups) CarryOut(ctx context.Context, no int, tell Progress) (*cases.GroupRecord, error) {
	d := g.desk
	if err := d.User.Permit(cases.MayLetters); err != nil {
		return nil, err
	}
	o, err := g.store.Group(ctx, no)
	if err != nil {
		return nil, err
	}
	switch {
	case o.State == cases.GroupDone:
		return o, nil
	case !o.Due(d.Now()):
		return nil, cases.Refuse("group_not_due", "state", string(o.State), "until", o.UndoUntil.In(cases.Shanghai()).Format(time.RFC3339))
	case o.Waiting() == 0:
		if err := g.store.EndGroup(ctx, d.newID(), no, d.User.Actor(), d.Now()); err != nil {
			return nil, err
		}
		return g.store.Group(ctx, no)
	}
	settled := map[cases.ID]bool{}
	for _, id := range o.Done {
		settled[id] = true
	}
	for i, m := range o.Members {
		if _, skipped := o.Skipped[m.Case]; settled[m.Case] || skipped {
			continue
		}
		if err := g.carry(ctx, o, m.Case); err != nil {
			return nil, fmt.Errorf("group order %d, case %s: %w", no, m.AppealNo, err)
		}
		tell.tell(i+1, len(o.Members))
	}
	return g.store.Group(ctx, no)
}

// carryTries is how often a member is tried again when somebody saved the case
// at the same moment.
const carryTries = 3

func (g *Groups) carry(ctx context.Context, o *cases.GroupRecord, id cases.ID) (err error) {
	for range carryTries {
		if err = ctx.Err(); err != nil {
			return err
		}
		err = g.carryOnce(ctx, o, id)
		if !errors.Is(err, cases.Refuse("changed_meanwhile")) {
			break
		}
	}
	if errors.Is(err, cases.Refuse("group_member_settled")) {
		return nil // somebody else was quicker
	}
	return err
}

func (g *Groups) carryOnce(ctx context.Context, o *cases.GroupRecord, id cases.ID) error {
	d := g.desk
	f, dec, sign, err := g.open(ctx, o, id)
	if err != nil {
		return err
	}
	c := cases.Change{
		ActionID: fmt.Sprintf("group-%d-%.12s-%d", o.No, o.Digest, id), Move: cases.MoveGroup, By: d.User.Actor(), At: d.Now(),
		Read: f.Version, From: f.State, Row: f.Row,
		Detail: map[string]string{"order": fmt.Sprint(o.No), "digest": o.Digest, "disposition": string(dec.Disposition)},
	}
	if why := moved(f, dec, sign.No); why != "" {
		return g.store.LeaveMember(ctx, o.No, c, why)
	}
	unpause(&c)
	r := &c.Row
	r.State, r.StateSince, r.Drafter, r.Allocator = cases.Decided, c.At, dec.DraftedBy.ID, ""
	r.Disposition, r.NewColour, r.SecondLook = dec.Disposition, dec.NewColour, true
	settle(&c, f, dec)
	return g.store.CarryMember(ctx, o.No, c)
}

// GroupReopened says what became of the upheld cases that share a flaw.
type GroupReopened struct {
	Opened []cases.GroupMember // heard again
	Left   []cases.GroupLeft   // not reopened: Why is the code of the refusal
}

// ReopenUpheld hears the cases again in which the code was upheld although it
// rests on what a signed order found wrong. The ground is that the source
// changed; the reason is the order's finding. With ids only those. Whoever
// stops it goes on where it stopped: a reopened case is no longer upheld.
func (g *Groups) ReopenUpheld(ctx context.Context, no int, ids []cases.ID, tell Progress) (*GroupReopened, error) {
	d := g.desk
	if err := d.User.Permit(cases.MayGroup); err != nil {
		return nil, err
	}
	o, err := g.store.Group(ctx, no)
	if err != nil {
		return nil, err
	}
	if !o.Told() {
		return nil, cases.Refuse("group_not_signed", "state", string(o.State))
	}
	list, err := g.upheld(ctx, o.Criterion)
	if err != nil {
		return nil, err
	}
	if ids != nil {
		list = slices.DeleteFunc(list, func(id cases.ID) bool { return !slices.Contains(ids, id) })
	}
	if len(list) == 0 {
		return nil, cases.Refuse("group_none_upheld")
	}
	out := &GroupReopened{}
	for i, id := range list {
		if err := g.reopen(ctx, o, id, out); err != nil {
			return out, fmt.Errorf("group order %d: %w", no, err)
		}
		tell.tell(i+1, len(list))
	}
	return out, nil
}

func (g *Groups) reopen(ctx context.Context, o *cases.GroupRecord, id cases.ID, out *GroupReopened) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	f, err := g.desk.Reopen(ctx, id, cases.Reopening{Code: cases.ReopenSource, Reason: o.Finding})
	if err == nil {
		out.Opened = append(out.Opened, cases.GroupMember{Case: id, AppealNo: f.AppealNo, DecisionNo: len(f.Decisions)})
		return nil
	}
	r, refused := cases.AsRefusal(err)
	if !refused {
		return err
	}
	if f, err = g.desk.store.Case(ctx, id); err != nil {
		return err
	}
	out.Left = append(out.Left, cases.GroupLeft{Case: id, AppealNo: f.AppealNo, Why: r.Code})
	return nil
}

// upheld lists the cases that share a flaw and in which the code was upheld.
func (g *Groups) upheld(ctx context.Context, c cases.Criterion) ([]cases.ID, error) {
	hits, err := g.store.GroupHits(ctx, c)
	if err != nil {
		return nil, err
	}
	var ids []cases.ID
	for _, h := range hits {
		if (h.State == cases.Decided || h.State == cases.Closed) && h.Disposition == cases.Uphold {
			ids = append(ids, h.Case)
		}
	}
	return ids, nil
}

// GroupOutcome is what a carried out order came to, beyond its own members.
type GroupOutcome struct {
	OptedOut []cases.GroupMember // members whose residents did not want it
	Upheld   []cases.ID          // cases that share the flaw and in which the code was upheld
}

// Outcome says what became of an order. reopened lists the cases of the office
// that were ever reopened.
func (g *Groups) Outcome(ctx context.Context, o *cases.GroupRecord, reopened []cases.ID) (out GroupOutcome, err error) {
	if err = g.desk.User.Permit(cases.MayInsight); err != nil {
		return out, err
	}
	if out.Upheld, err = g.upheld(ctx, o.Criterion); err != nil {
		return out, err
	}
	for _, id := range o.Done {
		if !slices.Contains(reopened, id) {
			continue
		}
		f, err := g.desk.store.Case(ctx, id)
		if err != nil {
			return out, err
		}
		for _, r := range f.Reopenings {
			if n := r.PriorDecision; r.Code == cases.ReopenOptOut && n > 0 && f.Decisions[n-1].GroupOrder == o.No {
				out.OptedOut = append(out.OptedOut, cases.GroupMember{Case: id, AppealNo: f.AppealNo, DecisionNo: n})
			}
		}
	}
	return out, nil
}
