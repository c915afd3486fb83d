package cases

import (
	"fmt"
	"slices"
	"time"
)

// attachProcedure decodes the papers of the procedure into their places.
func (f *File) attachProcedure(p Paper) error {
	switch p.Kind {
	case PaperDeficiency:
		return add(&f.Deficiencies, p)
	case PaperSupply:
		return add(&f.Supplies, p)
	case PaperAdmission:
		return addSigned(&f.Admissions, p, func(a *Admission) { a.Digest, a.Signature = p.Digest, p.Signature })
	case PaperMerge:
		return add(&f.Merges, p)
	case PaperReopening:
		f.Ending = nil // no longer in force
		return add(&f.Reopenings, p)
	case PaperResumption:
		return add(&f.Resumptions, p)
	case PaperCorrection:
		return addSigned(&f.Corrections, p, func(c *Correction) { c.Digest, c.Signature = p.Digest, p.Signature })
	case PaperConfirmation:
		return addSigned(&f.Confirmations, p, func(c *Confirmation) { c.Signature = p.Signature })
	case PaperExpiry:
		return add(&f.Expiries, p)
	case PaperFirstView:
		return add(&f.FirstViews, p)
	case PaperReinstatement:
		f.Ending = nil
		return add(&f.Reinstatements, p)
	case PaperRelapse:
		return add(&f.Relapses, p)
	case PaperReminder:
		return add(&f.Reminders, p)
	case PaperReading:
		return add(&f.Readings, p)
	case PaperStep:
		var err error
		f.Step, err = decode[*Step](p)
		f.Steps = p.No
		return err
	case PaperUndoing:
		err := add(&f.Undoings, p)
		if err == nil {
			f.takeBack(f.Undoings[len(f.Undoings)-1].Papers)
		}
		return err
	}
	return fmt.Errorf("unknown kind of paper")
}

// addSigned is add for a paper whose digest and signature travel beside it.
func addSigned[T any](list *[]T, p Paper, seal func(*T)) error {
	v, err := decode[T](p)
	if err == nil {
		seal(&v)
		*list = append(*list, v)
	}
	return err
}

// OpenDeficiency returns the deficiency that waits for the resident.
func (f *File) OpenDeficiency() *Deficiency {
	if f.State != Deficient || len(f.Deficiencies) == 0 {
		return nil
	}
	return &f.Deficiencies[len(f.Deficiencies)-1]
}

// Confirmed returns the second person's word on a proposal, nil while it waits.
func (f *File) Confirmed(of PaperKind, no int) *Confirmation {
	for i := range f.Confirmations {
		if c := &f.Confirmations[i]; c.Of == of && c.OfNo == no {
			return c
		}
	}
	return nil
}

// Proposal names the paper that waits for a second signature: its kind,
// number, digest and author. The kind is "" when none waits.
func (f *File) Proposal() (of PaperKind, no int, digest string, author UserID) {
	switch f.Pending {
	case PendingAdmission:
		a := f.Admissions[len(f.Admissions)-1]
		return PaperAdmission, a.No, a.Digest, a.By.ID
	case PendingCorrection:
		c := f.Corrections[len(f.Corrections)-1]
		return PaperCorrection, c.No, c.Digest, c.By.ID
	}
	return "", 0, "", ""
}

// ProposalRow is the row of a proposal as a list of what waits shows it: its
// author as Drafter, since when it waits, and what it leads to. The promise to
// the resident says nothing about a correction. False when none waits.
func (f *File) ProposalRow() (Row, bool) {
	r := f.Row
	of, no, _, author := f.Proposal()
	r.Drafter, r.Allocator, r.Disposition, r.NewColour = author, "", "", ""
	switch of {
	case PaperAdmission:
		r.StateSince, r.Disposition = f.Admissions[no-1].At, NotAdmit
	case PaperCorrection:
		r.StateSince, r.DueAt = f.Corrections[no-1].At, time.Time{}
	}
	return r, of != ""
}

// Standing is what the latest decision that took effect left in force: the
// disputed code itself while none has, or when it changed nothing.
func (f *File) Standing() (Colour, Stamp) {
	colour, end := f.Colour, Stamp{}
	for i := range f.Decisions {
		if d := &f.Decisions[i]; f.tookEffect(d) {
			if d.NewColour != "" && d.NewColour.Severity() < colour.Severity() {
				colour = d.NewColour
			}
			if !d.IsolationEnd.IsZero() {
				end = d.IsolationEnd
			}
		}
	}
	return colour, end
}

// tookEffect reports whether a decision of an earlier round stood: nobody had
// to sign it, or somebody did.
func (f *File) tookEffect(d *Decision) bool {
	if d.No > f.Past {
		return false
	}
	if d.SecondReview == "" {
		return true
	}
	for i := range f.SignOffs {
		if s := &f.SignOffs[i]; s.Result == Approve && s.DecisionNo == d.No && s.Digest == d.Digest {
			return true
		}
	}
	return false
}

// Blind reports whether u still has to record a first view before seeing what
// the earlier officer wrote: the second reading of a drawn decision. The draw
// asks for no outcome, so that being drawn hints at none, and the view is taken
// in the sitting of the signature that is needed anyway, by whoever signs: a
// release waits for nobody else and no longer.
func (f *File) Blind(u User) bool {
	if f.Veiled {
		return true
	}
	d := f.Decision()
	drawn := d != nil && (d.Drawn || d.SecondReview == SecondSample)
	if !drawn || f.State != PendingSignoff || d.DraftedBy.ID == u.ID || !u.Has(Supervisor) {
		return false
	}
	return f.ViewOf(u.ID, d.No) == nil
}

// Veil is the file as u may see it. For a blind reader what the officer found,
// weighed, noted and decided in this round is left out, with what second
// persons said to it and the outcome in the row; Blind stays true of it. For
// everybody else it is the file itself.
func (f *File) Veil(u User) *File {
	if f.Veiled || !f.Blind(u) {
		return f
	}
	c, author := *f, f.Decision().DraftedBy.ID
	c.Veiled, c.Disposition, c.NewColour = true, "", ""
	c.Draft, c.Step, c.Since, c.TakenBack = nil, nil, nil, TakenBack{}
	c.Decisions = slices.Clone(f.Decisions[:min(f.Past, len(f.Decisions))])
	c.SignOffs = keep(f.SignOffs, func(s SignOff) bool { return s.DecisionNo <= f.Past })
	c.FirstViews = keep(f.FirstViews, func(v FirstView) bool { return v.DecisionNo <= f.Past })
	c.Weighings = keep(f.Weighings, func(w Weighing) bool { return w.By == u.ID })
	c.Notes = keep(f.Notes, func(n Note) bool { return n.By != author })
	return &c
}

func keep[T any](list []T, wanted func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), func(v T) bool { return !wanted(v) })
}

// VeilDetail leaves out of an entry of the record what tells a blind reader how
// the case was decided.
func VeilDetail(m Move, detail map[string]string) map[string]string {
	switch m {
	case MoveDraft, MoveSubmit, MoveApprove, MoveReturn, MoveEscalate, MoveFirstView:
		return nil
	}
	return detail
}

// ViewOf returns the first view somebody recorded of a decision, nil for none.
func (f *File) ViewOf(by UserID, decision int) *FirstView {
	for i := range f.FirstViews {
		if v := &f.FirstViews[i]; v.By.ID == by && v.DecisionNo == decision {
			return v
		}
	}
	return nil
}

// Refs lists everything of the file that a finding may cite: the snapshot's
// evidence, and the documents of appeals that were joined to this one, as
// J1.D1 and so on.
func (f *File) Refs() []string {
	refs := f.Snapshot.Refs()
	for i := range f.Merges {
		m := &f.Merges[i]
		if m.Appeal == nil {
			continue
		}
		refs = append(refs, fmt.Sprintf("J%d.S", m.No))
		for j := range m.Appeal.Documents {
			refs = append(refs, fmt.Sprintf("J%d.D%d", m.No, j+1))
		}
	}
	return refs
}
