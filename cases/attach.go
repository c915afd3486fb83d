package cases

import "fmt"

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
// the earlier officer wrote: the second reading of a drawn uphold.
func (f *File) Blind(u User) bool {
	d := f.Decision()
	if d == nil || f.State != PendingSignoff || d.SecondReview != SecondSample || d.DraftedBy.ID == u.ID || !u.Has(Supervisor) {
		return false
	}
	return f.ViewOf(u.ID, d.No) == nil
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
