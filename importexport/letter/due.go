package letter

import (
	"slices"
	"time"

	"recourse/cases"
)

// Due is the kind of the letter that a case owes next, "" when it owes
// none. For a case that is over it is the letter that tells how, even when it
// went out before.
func Due(f *cases.File) Kind {
	switch {
	case f.State.Settled():
		return settled(f)
	case f.State == cases.Received:
		return ""
	case f.State == cases.Deficient:
		if n := len(f.Deficiencies); n > 0 && !sentSince(f, KindDeficiency, f.Deficiencies[n-1].At) {
			return KindDeficiency
		}
		return ""
	case f.State == cases.AwaitingInfo:
		if r := f.OpenRequest(); r != nil && !sentSince(f, KindRequest, r.At) {
			return KindRequest
		}
	}
	if n := len(f.Expiries); n > 0 && !sentSince(f, KindRecord, f.Expiries[n-1].At) {
		return KindRecord
	}
	if !sentSince(f, KindAcknowledgement, time.Time{}) {
		return KindAcknowledgement
	}
	return ""
}

// settled is the letter of a case that is decided or over.
func settled(f *cases.File) Kind {
	for _, fix := range f.Corrections {
		if Stands(f, fix) && !sentSince(f, KindCorrection, fix.At) {
			return KindCorrection
		}
	}
	switch f.State {
	case cases.Decided, cases.Closed:
		return Telling(f.Decision())
	case cases.Duplicate:
		if len(f.Merges) > 0 {
			return KindMerge
		}
	case cases.Inadmissible:
		if len(f.Admissions) > 0 {
			return KindInadmissible
		}
	}
	return KindNotice
}

// Telling is the letter that tells a decision.
func Telling(d *cases.Decision) Kind {
	switch {
	case d != nil && d.GroupOrder > 0:
		return KindGroup
	case d != nil && d.Disposition == cases.TransferTo:
		return KindTransfer
	case d != nil && d.Disposition == cases.NotAdmit:
		return KindInadmissible
	}
	return KindDecision
}

// sentSince reports whether a letter of a kind was issued at or after a time.
func sentSince(f *cases.File, k Kind, at time.Time) bool {
	return slices.ContainsFunc(f.Letters, func(l cases.Letter) bool { return l.Kind == string(k) && !l.IssuedAt.Before(at) })
}

// Stands reports whether a second person confirmed a correction.
func Stands(f *cases.File, c cases.Correction) bool {
	o := f.Confirmed(cases.PaperCorrection, c.No)
	return o != nil && o.Approved
}

// Promised is the date by which the resident has been told to expect an answer:
// the case's own due date, or a later one that a notice of delay gave since the
// case was last taken up. Letters from the number no on are left out, so that a
// letter can be rendered again as it was; "" leaves out none.
func Promised(f *cases.File, no string) time.Time {
	var round time.Time
	for _, r := range f.Reopenings {
		round = r.At
	}
	for _, r := range f.Resumptions {
		if r.At.After(round) {
			round = r.At
		}
	}
	due := f.DueAt
	for _, l := range f.Letters {
		if no != "" && l.DocNo == no {
			break
		}
		if l.Kind == string(KindDelay) && l.Until.After(due) && !l.IssuedAt.Before(round) {
			due = l.Until
		}
	}
	return due
}

// promised is the date that the letters before this one promised.
func (in Case) promised() time.Time { return Promised(in.File, in.Number) }
