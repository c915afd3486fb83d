package cases

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Ask is the question whether somebody may do something now. Draft is the
// decision being written, where the move sends one; Digest and LetterOpened
// belong to a second signature, which Declines when it turns a proposal down.
type Ask struct {
	User         User
	File         *File
	At           time.Time
	Draft        *Draft
	Digest       string
	LetterOpened bool
	Declines     bool
}

// Guard is one condition of a move; nil is yes.
type Guard func(Ask) error

// Limits of a decision's reasons, in characters (domain section 4).
const (
	MinReasons = 50
	MaxReasons = 4000
)

// MaxReturns is after how many returns the next goes to the second level.
const MaxReturns = 2

// MaxBatch is how many identical overturns may be signed in one batch.
const MaxBatch = 20

// MaxStatement is the longest statement of a resident, in characters.
const MaxStatement = 5000

func guardFree(a Ask) error {
	f := a.File
	if f.Officer == a.User.ID || !f.Leased(a.At) && (f.State == Registered || f.State == Assigned || f.State == InReview || f.State == Returned) {
		return nil
	}
	return Refuse("leased", "officer", string(f.Officer), "until", f.LeaseUntil.In(shanghai).Format(time.RFC3339))
}

func guardConflict(a Ask) error {
	if codes := Conflicts(a.User, a.File); len(codes) > 0 {
		return Refuse("conflict", "reason", codes[0])
	}
	return nil
}

// guardNotSecond keeps a case that a second-level reviewer took up from going
// back to somebody who took part in it before.
func guardNotSecond(a Ask) error {
	if a.File.Returns <= MaxReturns {
		return nil
	}
	return guardUninvolved(a)
}

func guardHolderOrSupervisor(a Ask) error {
	if a.File.Officer == a.User.ID || a.User.Has(Supervisor) {
		return nil
	}
	return Refuse("not_holder", "officer", string(a.File.Officer), "act", string(MoveRelease))
}

func guardDrafterOrSupervisor(a Ask) error {
	if a.File.Drafter == a.User.ID || a.User.Has(Supervisor) {
		return nil
	}
	return Refuse("not_holder", "officer", string(a.File.Drafter), "act", string(MoveRecall))
}

// guardNotParty is the four-eyes rule: the signatory neither wrote the
// decision nor gave the case to the officer who did. The store holds the same
// rule again as a constraint.
func guardNotParty(a Ask) error {
	switch a.User.ID {
	case a.File.Drafter:
		return Refuse("four_eyes", "drafter", string(a.File.Drafter))
	case a.File.Allocator:
		return Refuse("four_eyes_allocator", "allocator", string(a.File.Allocator))
	}
	return nil
}

// guardUninvolved lets only somebody judge afresh who had no part so far.
func guardUninvolved(a Ask) error {
	f := a.File
	drafted := slices.ContainsFunc(f.Decisions, func(d Decision) bool { return d.DraftedBy.ID == a.User.ID })
	signed := slices.ContainsFunc(f.SignOffs, func(s SignOff) bool { return s.Signer.ID == a.User.ID })
	if drafted || signed {
		return Refuse("involved")
	}
	return nil
}

// guardFreshAtSecondLevel keeps the second level free of people who already
// took a view on the case.
func guardFreshAtSecondLevel(a Ask) error {
	if a.File.State != SecondLevel {
		return nil
	}
	return guardUninvolved(a)
}

// guardDigest binds a sign-off to the exact decision that was read.
func guardDigest(a Ask) error {
	d := a.File.Decision()
	if d == nil {
		return Refuse("no_decision")
	}
	if a.Digest != d.Digest {
		return Refuse("stale_digest", "author", d.DraftedBy.Name)
	}
	if d.SnapshotDigest != a.File.SnapshotDigest() {
		return Refuse("amended_since", "version", strconv.Itoa(a.File.SnapshotVersion))
	}
	return nil
}

func guardLetterOpened(a Ask) error {
	if !a.LetterOpened {
		return Refuse("letter_not_opened")
	}
	return nil
}

// guardProposalOpened lets nobody confirm a proposal whose letter they have not
// seen. What is turned down sends no letter.
func guardProposalOpened(a Ask) error {
	if a.Declines {
		return nil
	}
	return guardLetterOpened(a)
}

// guardSnapshot makes the officer confirm a draft again after the facts
// changed under it.
func guardSnapshot(a Ask) error {
	if a.Draft == nil {
		return Refuse("no_draft")
	}
	if a.Draft.SnapshotVersion != a.File.SnapshotVersion {
		return Refuse("amended_since", "version", strconv.Itoa(a.File.SnapshotVersion))
	}
	return nil
}

// guardComplete asks for everything a decision needs: a disposition, one
// finding per ground, evidence, reasons, legal basis and what follows.
func guardComplete(a Ask) error {
	missing := Missing(a.File, a.Draft)
	if len(missing) > 0 {
		return missing[0]
	}
	return nil
}

// Missing lists everything that still keeps a draft from being sent, in the
// order of the form. The decision pane shows the whole list; a command refuses
// with its first entry.
func Missing(f *File, d *Draft) []*Refusal {
	if d == nil {
		return []*Refusal{Refuse("no_draft")}
	}
	var out []*Refusal
	need := func(ok bool, code string, pairs ...string) {
		if !ok {
			out = append(out, Refuse(code, pairs...))
		}
	}
	for _, g := range f.Grounds {
		out = append(out, missingFinding(f, d, g)...)
	}
	for _, fd := range d.Findings {
		need(slices.Contains(f.Grounds, fd.Ground), "foreign_ground", "ground", string(fd.Ground))
	}
	need(anyEvidence(d), "no_evidence")
	need(d.Disposition.Valid(), "no_disposition", "value", string(d.Disposition))
	n := utf8.RuneCountInString(strings.TrimSpace(d.Reasons))
	need(n >= MinReasons && n <= MaxReasons, "reasons_length", "got", strconv.Itoa(n), "min", strconv.Itoa(MinReasons), "max", strconv.Itoa(MaxReasons))
	if own, all := d.OwnLetters(); len(d.Passages) > 0 && all > 0 {
		need(own >= MinOwnLetters && float64(own) >= MinOwnShare*float64(all), "only_passages",
			"own", strconv.Itoa(own), "all", strconv.Itoa(all), "least", strconv.Itoa(MinOwnLetters))
	}
	need(!d.gapLeft(), "gap_left")
	need(len(d.LegalBasis) > 0, "no_legal_basis")
	need(d.LetterLanguage == "zh" || d.LetterLanguage == "en" || d.LetterLanguage == "both", "letter_language", "value", d.LetterLanguage)
	out = append(out, missingContradictions(f, d)...)
	out = append(out, missingDishonesty(f, d)...)
	return append(out, missingEffect(f, d)...)
}

func missingFinding(f *File, d *Draft, g Ground) []*Refusal {
	fd, ok := d.FindingOn(g)
	if !ok || fd.Finding == "" {
		return []*Refusal{Refuse("no_finding", "ground", string(g))}
	}
	var out []*Refusal
	if !fd.Finding.Valid() {
		out = append(out, Refuse("bad_finding", "ground", string(g), "value", string(fd.Finding)))
	}
	if strings.TrimSpace(fd.Text) == "" {
		out = append(out, Refuse("no_finding_text", "ground", string(g)))
	}
	known := f.Refs()
	for _, ref := range fd.Evidence {
		if !slices.Contains(known, ref) {
			out = append(out, Refuse("unknown_evidence", "ground", string(g), "ref", ref))
		}
	}
	return out
}

// gapLeft reports whether an inserted passage still has a gap to fill; a
// letter with one never leaves.
func (d *Draft) gapLeft() bool {
	return strings.Contains(d.Reasons, Gap) ||
		slices.ContainsFunc(d.Findings, func(f Finding) bool { return strings.Contains(f.Text, Gap) })
}

func anyEvidence(d *Draft) bool {
	return slices.ContainsFunc(d.Findings, func(f Finding) bool { return len(f.Evidence) > 0 })
}

// missingEffect asks for what each disposition needs beyond its reasons.
func missingEffect(f *File, d *Draft) []*Refusal {
	var out []*Refusal
	need := func(ok bool, code string) {
		if !ok {
			out = append(out, Refuse(code, "disposition", string(d.Disposition)))
		}
	}
	switch d.Disposition {
	case Overturn:
		need(d.NewColour == Green, "overturn_is_green")
		need(!d.EffectiveAt.IsZero(), "no_effective_at")
	case Vary:
		need(d.NewColour.Valid(), "no_new_colour")
		need(!d.EffectiveAt.IsZero(), "no_effective_at")
		need(d.NewColour.Severity() == 0 || !d.IsolationEnd.IsZero(), "no_isolation_end")
	case CorrectRe:
		need(strings.TrimSpace(d.CorrectInstruction) != "", "no_instruction")
	case Remit:
		need(strings.TrimSpace(d.CorrectInstruction) != "", "no_instruction")
		need(!d.ReturnBy.IsZero(), "no_return_date")
	case TransferTo:
		need(strings.TrimSpace(d.TransferTo) != "", "no_transfer_to")
	}
	if d.Disposition == Uphold && f.Colour.Severity() > 0 && d.NewColour != "" {
		need(d.NewColour == f.Colour, "uphold_keeps_colour")
	}
	return out
}

// guardNoWorse refuses every outcome that would leave the resident worse off
// than the disputed code does (Implementing Regulations of the Administrative
// Reconsideration Law 2007, article 51).
func guardNoWorse(a Ask) error {
	f, d := a.File, a.Draft
	if err := noWorseThanDecided(f, d); err != nil {
		return err
	}
	if d.NewColour != "" && d.NewColour.Severity() > f.Colour.Severity() {
		return Refuse("worse_colour", "from", string(f.Colour), "to", string(d.NewColour))
	}
	if !d.IsolationEnd.IsZero() && f.IsolationEnd.IsZero() && d.NewColour.Severity() >= f.Colour.Severity() {
		return Refuse("worse_no_end")
	}
	if !d.IsolationEnd.IsZero() && !f.IsolationEnd.IsZero() && d.IsolationEnd.Latest().After(f.IsolationEnd) {
		return Refuse("worse_end", "from", f.IsolationEnd.In(shanghai).Format(time.RFC3339), "to", d.IsolationEnd.String())
	}
	milder := d.NewColour.Severity() < f.Colour.Severity()
	sooner := !d.IsolationEnd.IsZero() && d.IsolationEnd.Latest().Before(f.IsolationEnd)
	if d.Disposition == Vary && !milder && !sooner {
		return Refuse("vary_changes_nothing")
	}
	return nil
}

// noWorseThanDecided holds a reopened case to what an earlier decision gave.
func noWorseThanDecided(f *File, d *Draft) error {
	if f.Past == 0 {
		return nil
	}
	colour, end := f.Standing()
	next := d.NewColour
	if next == "" && (d.Disposition == Uphold || d.Disposition == CorrectRe && colour.Severity() < f.Colour.Severity()) {
		next = f.Colour
	}
	if next != "" && next.Severity() > colour.Severity() {
		return Refuse("worse_than_decided", "from", string(colour), "to", string(next))
	}
	if !end.IsZero() && next.Severity() > 0 && (d.IsolationEnd.IsZero() || d.IsolationEnd.Latest().After(end.Latest())) {
		return Refuse("worse_than_decided", "from", end.String(), "to", d.IsolationEnd.String())
	}
	return nil
}

// guardDone closes a case only when the resident has the letter and the
// issuing system has confirmed what it was told.
func guardDone(a Ask) error {
	if a.File.Notice != Delivered {
		return Refuse("not_delivered", "notice", string(a.File.Notice))
	}
	if a.File.Instruction != Acknowledged && a.File.Instruction != NotNeeded {
		return Refuse("not_acknowledged", "instruction", string(a.File.Instruction))
	}
	return nil
}

// SecondSignature says why a decision needs a second signature: "relief" for
// everything that changes the code, "weak_source" or "unknown_step" for a red
// upheld on too little, "refusal" for ends without merits, "afresh" for an uphold
// in place of another decision that had been sent for signature, "sample" when
// the draw picked an uphold. It is "" for an uphold nobody else has to see.
// Weak grounds go straight to the second level.
func SecondSignature(f *File, d *Draft, sampled bool) (why string, level State) {
	switch {
	case d.Disposition == Uphold && f.Colour == Red && f.Signals.Has(SignalWeakSource):
		return SecondWeak, SecondLevel
	case d.Disposition == Uphold && f.Colour == Red && f.Signals.Has(SignalUnknown):
		return SecondUnknown, SecondLevel
	case d.DishonestyFinding == "proven":
		return SecondDishonesty, SecondLevel
	case d.Disposition == Uphold && f.afresh():
		return SecondAfresh, PendingSignoff
	case d.Disposition == Uphold && sampled:
		return SecondSample, PendingSignoff
	case d.Disposition == Uphold:
		return "", Decided
	case d.Disposition.Refuses():
		return SecondRefusal, PendingSignoff
	}
	return SecondRelief, PendingSignoff
}
