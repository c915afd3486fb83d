package review

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"recourse/cases"
)

// GroupStore is what group orders need of the case files.
type GroupStore interface {
	GroupHits(ctx context.Context, c cases.Criterion) ([]cases.GroupHit, error)
	CountUnappealed(ctx context.Context, c cases.Criterion) (int, error)
	NextGroup(ctx context.Context) (int, error)
	Group(ctx context.Context, no int) (*cases.GroupRecord, error)
	Groups(ctx context.Context) ([]cases.GroupRecord, error)
	GroupPapers(ctx context.Context, no int, id cases.ID) (decision, sign cases.Paper, err error)
	AddGroup(ctx context.Context, actionID string, o *cases.GroupOrder, signature []byte, papers []cases.GroupPaper) error
	SignGroup(ctx context.Context, actionID string, read int64, s cases.GroupSign, signature []byte, undoUntil time.Time, papers []cases.GroupPaper, left map[cases.ID]string) error
	UndoGroup(ctx context.Context, actionID string, no int, read int64, by cases.Actor, at time.Time, why string) error
	CarryMember(ctx context.Context, no int, c cases.Change) error
	LeaveMember(ctx context.Context, no int, c cases.Change, why string) error
	EndGroup(ctx context.Context, actionID string, no int, by cases.Actor, at time.Time) error
}

// Groups are the commands of group relief: one finding for everybody whose
// code rests on the same flaw. An order changes no case by itself. A second
// supervisor signs it, then its undo window runs, and only when that is over
// is it carried out, case by case, each whole or not at all; whoever stops in
// between goes on where it stopped.
type Groups struct {
	desk  *Desk
	store GroupStore
}

// Groups are the group orders as this person may handle them.
func (d *Desk) Groups(s GroupStore) *Groups { return &Groups{desk: d, store: s} }

// Progress is told how many of all members are through; it may be nil.
type Progress func(done, total int)

func (p Progress) tell(done, total int) {
	if p != nil {
		p(done, total)
	}
}

// GroupPreview says who would be hit by an order.
type GroupPreview struct {
	cases.Criterion
	Members    []cases.GroupMember       // open cases that it would decide
	Left       []cases.GroupLeft         // open cases that would stay open, and why
	Decided    map[cases.Disposition]int // cases that were decided before
	Refused    []cases.ID                // of those, the ones in which the code was upheld
	Unappealed int                       // people on the register who never appealed
}

// Unknown reports whether nobody can say how many people share the flaw who
// never appealed: the register keeps a rule only where the reason code that
// came with the colour names one.
func (p *GroupPreview) Unknown() bool { return p.By == cases.ByRule && p.Unappealed == 0 }

// Preview finds everybody whom a criterion picks. Each open case is replayed
// without the evidence that is struck: where the colour stands all the same,
// the case stays open for an officer.
func (g *Groups) Preview(ctx context.Context, c cases.Criterion, colour cases.Colour, tell Progress) (*GroupPreview, error) {
	if err := errors.Join(g.desk.User.Permit(cases.MayInsight), c.Check()); err != nil {
		return nil, err
	}
	hits, err := g.store.GroupHits(ctx, c)
	if err != nil {
		return nil, err
	}
	p := &GroupPreview{Criterion: c, Decided: map[cases.Disposition]int{}}
	if p.Unappealed, err = g.store.CountUnappealed(ctx, c); err != nil {
		return nil, err
	}
	for i, h := range hits {
		if h.State == cases.Decided || h.State == cases.Closed {
			p.Decided[h.Disposition]++
			if h.Disposition == cases.Uphold {
				p.Refused = append(p.Refused, h.Case)
			}
		}
		if !h.State.Settled() {
			if err := g.consider(ctx, p, h.Case, colour); err != nil {
				return nil, err
			}
		}
		tell.tell(i+1, len(hits))
	}
	return p, nil
}

// consider puts an open case among the members or among those left open.
func (g *Groups) consider(ctx context.Context, p *GroupPreview, id cases.ID, colour cases.Colour) error {
	f, err := g.desk.store.Case(ctx, id)
	if err != nil {
		return err
	}
	why, err := g.staysOpen(f, p.Criterion, colour)
	if err != nil {
		return err
	}
	if why != "" {
		p.Left = append(p.Left, cases.GroupLeft{Case: id, AppealNo: f.AppealNo, Why: why})
		return nil
	}
	p.Members = append(p.Members, cases.GroupMember{Case: id, AppealNo: f.AppealNo, DecisionNo: len(f.Decisions) + 1})
	return nil
}

// ownAnswer lists the grounds that a group order cannot answer: an accusation
// of lying and the misuse of data need a finding of their own.
func ownAnswer() []cases.Ground { return []cases.Ground{"G17", "G18"} }

// staysOpen says why a case cannot be decided by an order, "" when it can.
func (g *Groups) staysOpen(f *cases.File, c cases.Criterion, colour cases.Colour) (string, error) {
	switch {
	case f.OptedOut():
		return "opted_out", nil
	case len(cases.Conflicts(g.desk.User, f)) > 0:
		return "conflict", nil
	case slices.ContainsFunc(f.Grounds, func(x cases.Ground) bool { return slices.Contains(ownAnswer(), x) }):
		return "other_ground", nil
	case colour.Severity() >= f.Colour.Severity():
		return "no_relief", nil
	}
	if c.By == cases.ByRule {
		if slices.ContainsFunc(f.Rules, func(r string) bool { return r != c.Value }) {
			return "other_rule", nil
		}
		return "", nil
	}
	s, err := g.desk.replay.Summary(c.Without(&f.Snapshot))
	if err != nil {
		return "", fmt.Errorf("replay case %s: %w", f.AppealNo, err)
	}
	if cases.Colour(s.Colour).Severity() > colour.Severity() {
		return "other_evidence", nil
	}
	return "", nil
}

// Order issues a group order: the finding, with a signed decision for each
// open member. except holds the cases that stay open by choice, with the reason.
func (g *Groups) Order(ctx context.Context, o cases.GroupOrder, except map[cases.ID]string, tell Progress) (*cases.GroupRecord, error) {
	d := g.desk
	if err := errors.Join(d.User.Permit(cases.MayGroup), o.Check()); err != nil {
		return nil, err
	}
	p, err := g.Preview(ctx, o.Criterion, o.NewColour, tell)
	if err != nil {
		return nil, err
	}
	if len(p.Members) == 0 && p.Unappealed == 0 {
		return nil, cases.Refuse("group_nobody")
	}
	if err := chosen(p, except); err != nil {
		return nil, err
	}
	if o.No, err = g.store.NextGroup(ctx); err != nil {
		return nil, err
	}
	o.OrderedBy, o.OrderedAt, o.Unappealed, o.Left = d.User.Actor(), d.Now(), p.Unappealed, p.Left
	for _, n := range p.Decided {
		o.Decided += n
	}
	papers, err := g.decide(ctx, &o, p.Members, except)
	if err != nil {
		return nil, err
	}
	body, err := o.Content()
	if err != nil {
		return nil, err
	}
	signature, err := d.keys.Sign("group_order", body)
	if err != nil {
		return nil, fmt.Errorf("sign group order %d: %w", o.No, err)
	}
	if err := g.store.AddGroup(ctx, d.newID(), &o, signature, papers); err != nil {
		return nil, fmt.Errorf("group order %d: %w", o.No, err)
	}
	return g.store.Group(ctx, o.No)
}

// chosen refuses a choice without a reason or of a case that the order would
// not decide anyway.
func chosen(p *GroupPreview, except map[cases.ID]string) error {
	for id, why := range except {
		if blank(why) {
			return cases.Refuse("reason_needed", "act", "group_leave")
		}
		member := func(m cases.GroupMember) bool { return m.Case == id }
		left := func(l cases.GroupLeft) bool { return l.Case == id }
		if !slices.ContainsFunc(p.Members, member) && !slices.ContainsFunc(p.Left, left) {
			return cases.Refuse("group_no_member", "case", fmt.Sprint(int64(id)))
		}
	}
	return nil
}

// decide writes and signs the decision of each member; those for whom it would
// not be complete are left open.
func (g *Groups) decide(ctx context.Context, o *cases.GroupOrder, members []cases.GroupMember, except map[cases.ID]string) ([]cases.GroupPaper, error) {
	o.Members = []cases.GroupMember{}
	var papers []cases.GroupPaper
	for _, m := range members {
		f, err := g.desk.store.Case(ctx, m.Case)
		if err != nil {
			return nil, err
		}
		draft := groupDraft(o, f)
		note, stays := except[m.Case]
		why := ""
		if stays {
			why = "chosen"
		} else if err := cases.May(cases.MoveGroup, cases.Ask{User: g.desk.User, File: f, At: o.OrderedAt, Draft: &draft}); err != nil {
			if why, err = left(err); err != nil {
				return nil, err
			}
		}
		if why != "" {
			o.Left = append(o.Left, cases.GroupLeft{Case: m.Case, AppealNo: f.AppealNo, Why: why, Note: strings.TrimSpace(note)})
			continue
		}
		p, err := g.decision(o, f, draft)
		if err != nil {
			return nil, err
		}
		o.Members = append(o.Members, cases.GroupMember{Case: m.Case, AppealNo: f.AppealNo, DecisionNo: p.No, Digest: p.Digest})
		papers = append(papers, cases.GroupPaper{Case: m.Case, Paper: p})
	}
	return papers, nil
}

// left turns the refusal of a guard into why a member stays open; any other
// error is handed back.
func left(err error) (string, error) {
	r, ok := cases.AsRefusal(err)
	switch {
	case !ok:
		return "", err
	case r.Code == "conflict" || r.Code == "involved" || r.Code == "involved_before":
		return "conflict", nil
	case r.Code == "state" || r.Code == "amended_since":
		return "changed", nil
	}
	return "incomplete", nil
}

func (g *Groups) decision(o *cases.GroupOrder, f *cases.File, draft cases.Draft) (cases.Paper, error) {
	dec, err := g.desk.decision(f, draft)
	if err != nil {
		return cases.Paper{}, err
	}
	dec.GroupOrder, dec.SecondReview, dec.DraftedAt = o.No, "relief", o.OrderedAt
	c := cases.Change{At: o.OrderedAt}
	if err := g.desk.signed(&c, cases.PaperDecision, dec.No, dec); err != nil {
		return cases.Paper{}, err
	}
	return c.Papers[0], nil
}

// groupHold is how long the new colour binds against the next batch: as long
// as the longest published term.
const groupHold = 14

// groupDraft is the decision that an order makes of one case: the first ground
// is answered by the order's finding, the others no longer decide anything.
func groupDraft(o *cases.GroupOrder, f *cases.File) cases.Draft {
	d := cases.Draft{
		Disposition: cases.Overturn, NewColour: o.NewColour, EffectiveAt: o.EffectiveAt, LegalBasis: o.LegalBasis, Reasons: o.Reasons,
		LetterLanguage: letterLanguage(o, f), DishonestyFinding: "none", SnapshotVersion: f.SnapshotVersion,
		HoldUntil: cases.At(o.OrderedAt.In(cases.Shanghai()).AddDate(0, 0, groupHold)),
	}
	if d.EffectiveAt.IsZero() {
		d.EffectiveAt = f.Snapshot.Assignment.IssuedAt
	}
	if o.NewColour != cases.Green {
		d.Disposition, d.IsolationEnd = cases.Vary, milderEnd(o.NewColour, f)
	}
	struck := o.Struck(&f.Snapshot)
	for i, ground := range f.Grounds {
		finding := cases.Finding{Ground: ground, Finding: cases.NotDecisive, Evidence: struck, Text: o.Finding}
		if i == 0 {
			finding.Finding = cases.Proved
		}
		d.Findings = append(d.Findings, finding)
	}
	return d
}

// letterLanguage is the language of a member's letter.
func letterLanguage(o *cases.GroupOrder, f *cases.File) string {
	if o.LetterLanguage != cases.OwnLanguage {
		return o.LetterLanguage
	}
	switch l := f.Snapshot.Resident.Language; l {
	case "en", "both":
		return l
	}
	return "zh"
}

// milderEnd is the end of the milder colour's term, never later than the end
// of the disputed one.
func milderEnd(colour cases.Colour, f *cases.File) cases.Stamp {
	end := f.IssuedAt.AddDate(0, 0, colour.TermDays())
	if !f.IsolationEnd.IsZero() && f.IsolationEnd.Before(end) {
		end = f.IsolationEnd
	}
	return cases.At(end.In(cases.Shanghai()))
}
