package cases

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// GroupBy says what the members of a group order share.
type GroupBy string

// What people hit by one error may share: a batch of flags, a kind of source
// or a rule.
const (
	ByBatch  GroupBy = "batch"
	BySource GroupBy = "source"
	ByRule   GroupBy = "rule"
)

// GroupBys lists what a group order may be about.
func GroupBys() []GroupBy { return []GroupBy{ByBatch, BySource, ByRule} }

// Criterion picks the people of a group order: those whose code rests on a
// batch, a kind of source or a rule and was issued inside a window of time.
type Criterion struct {
	By    GroupBy   `json:"by"`
	Value string    `json:"value"`
	From  time.Time `json:"from,omitzero"`  // first instant of issue, zero for no bound
	Until time.Time `json:"until,omitzero"` // first instant outside, zero for no bound
}

// Check refuses a criterion that picks nobody in particular.
func (c Criterion) Check() error {
	switch {
	case !slices.Contains(GroupBys(), c.By):
		return Refuse("group_by", "value", string(c.By))
	case strings.TrimSpace(c.Value) == "":
		return Refuse("group_value")
	case !c.From.IsZero() && !c.Until.IsZero() && !c.From.Before(c.Until):
		return Refuse("group_window")
	}
	return nil
}

// Issued reports whether a code issued at t lies in the window.
func (c Criterion) Issued(t time.Time) bool {
	return (c.From.IsZero() || !t.Before(c.From)) && (c.Until.IsZero() || t.Before(c.Until))
}

// Struck lists the evidence of a snapshot that shares the flaw. A rule is no
// piece of evidence: then it is the assignment itself.
func (c Criterion) Struck(s *Snapshot) []string {
	if c.By == ByRule {
		return []string{"A"}
	}
	var refs []string
	for _, m := range s.Marks(nil) {
		if c.By == ByBatch && m.Batch == c.Value || c.By == BySource && string(m.Source) == c.Value {
			refs = append(refs, m.Ref)
		}
	}
	return refs
}

// Without is the snapshot as it would be without the flags that share the
// flaw. What is not touched is shared with s.
func (c Criterion) Without(s *Snapshot) *Snapshot {
	struck, out := c.Struck(s), *s
	out.Flags = nil
	for i, f := range s.Flags {
		if !slices.Contains(struck, ref("F", i)) {
			out.Flags = append(out.Flags, f)
		}
	}
	return &out
}

// The undo window of a group order: how long after the second signature
// nothing is carried out yet.
const (
	GroupWindow    = 2 * time.Hour
	MaxGroupWindow = 24 * time.Hour
)

// OwnLanguage stands for the language that each resident asked for.
const OwnLanguage = "own"

// OptOutDays is how long after the letter a resident may say that a group order
// should not apply.
const OptOutDays = 7

// OptOutUntil is the end of that time for a letter issued at an instant.
func OptOutUntil(issued time.Time) time.Time {
	t := issued.In(shanghai)
	return time.Date(t.Year(), t.Month(), t.Day()+OptOutDays, 18, 0, 0, 0, shanghai)
}

// GroupOrder is one finding applied to everybody who shares a flaw. Its author
// signs it together with one decision for each open member; a second
// supervisor signs both; it takes effect when its undo window is over.
type GroupOrder struct {
	No int `json:"no"`
	Criterion
	Finding        string        `json:"finding"` // what is wrong with what they share
	Reasons        string        `json:"reasons"`
	LegalBasis     []string      `json:"legal_basis"`
	NewColour      Colour        `json:"new_colour"`
	EffectiveAt    Stamp         `json:"effective_at,omitzero"` // zero: from each code's own start
	LetterLanguage string        `json:"letter_language"`       // zh, en, both or OwnLanguage
	UndoFor        time.Duration `json:"undo_ns"`
	OrderedBy      Actor         `json:"ordered_by"`
	OrderedAt      time.Time     `json:"ordered_at"`
	Members        []GroupMember `json:"members"`
	Left           []GroupLeft   `json:"left,omitempty"`
	Decided        int           `json:"decided"`    // cases that were decided before
	Unappealed     int           `json:"unappealed"` // register entries found
}

// GroupMember is an open case that the order decides.
type GroupMember struct {
	Case       ID     `json:"case"`
	AppealNo   string `json:"appeal_no"`
	DecisionNo int    `json:"decision_no"`
	Digest     string `json:"digest"` // of the decision
}

// GroupLeft is an open case that shares the flaw and stays open, and why:
// other_evidence or other_rule carries the colour too, other_ground asks for
// an answer of its own, conflict bars the author, opted_out was the resident's
// choice, chosen the author's, incomplete or unreadable cannot be decided this
// way.
type GroupLeft struct {
	Case     ID     `json:"case"`
	AppealNo string `json:"appeal_no"`
	Why      string `json:"why"`
	Note     string `json:"note,omitempty"` // the author's reason for a choice
}

// Content is the canonical form over which the digest and the signature go.
func (o *GroupOrder) Content() ([]byte, error) { return Canonical(o) }

// Check refuses an order that lacks what a decision needs.
func (o *GroupOrder) Check() error {
	if err := o.Criterion.Check(); err != nil {
		return err
	}
	n := utf8.RuneCountInString(strings.TrimSpace(o.Reasons))
	switch {
	case strings.TrimSpace(o.Finding) == "":
		return Refuse("group_finding")
	case n < MinReasons || n > MaxReasons:
		return Refuse("reasons_length", "got", strconv.Itoa(n), "min", strconv.Itoa(MinReasons), "max", strconv.Itoa(MaxReasons))
	case len(o.LegalBasis) == 0:
		return Refuse("no_legal_basis")
	case o.NewColour != Green && o.NewColour != Yellow:
		return Refuse("group_colour", "value", string(o.NewColour))
	case !slices.Contains([]string{"zh", "en", "both", OwnLanguage}, o.LetterLanguage):
		return Refuse("letter_language", "value", o.LetterLanguage)
	case o.UndoFor < 0 || o.UndoFor > MaxGroupWindow:
		return Refuse("group_undo_window", "max", strconv.Itoa(int(MaxGroupWindow.Hours())))
	}
	return nil
}

// GroupState is where a group order stands.
type GroupState string

// The states of a group order.
const (
	GroupOrdered GroupState = "ordered" // waits for the second signature
	GroupSigned  GroupState = "signed"  // signed; nothing is carried out before UndoUntil
	GroupDone    GroupState = "done"    // every member has a decision or was left open
	GroupUndone  GroupState = "undone"  // taken back before anything was carried out
)

// GroupSign is the second supervisor's word on one exact order.
type GroupSign struct {
	Order    int       `json:"order"`
	Digest   string    `json:"digest"`
	Signer   Actor     `json:"signer"`
	OpenedAt time.Time `json:"opened_at"`
	SignedAt time.Time `json:"signed_at"`
}

// Content is the canonical form over which the signature goes.
func (s *GroupSign) Content() ([]byte, error) { return Canonical(s) }

// GroupRecord is a group order with what became of it.
type GroupRecord struct {
	GroupOrder
	Digest    string
	Signature []byte
	Version   int64
	State     GroupState
	Sign      *GroupSign
	UndoUntil time.Time // zero before the second signature
	EndedBy   UserID    // who took it back or carried the last of it out
	EndedAt   time.Time
	Why       string        // why it was taken back
	Done      []ID          // members that have their decision
	Carried   int           // members that have their decision
	Skipped   map[ID]string // members left open when it was carried out, and why
}

// Due reports whether the order is to be carried out now.
func (r *GroupRecord) Due(now time.Time) bool {
	return r.State == GroupSigned && !now.Before(r.UndoUntil)
}

// Undoable reports whether the order can still be taken back.
func (r *GroupRecord) Undoable(now time.Time) bool {
	return r.State == GroupOrdered || r.State == GroupSigned && r.Carried == 0 && len(r.Skipped) == 0 && now.Before(r.UndoUntil)
}

// Waiting is how many members have neither a decision nor were left open.
func (r *GroupRecord) Waiting() int { return len(r.Members) - r.Carried - len(r.Skipped) }

// Told reports whether a second supervisor signed the order and nobody took it
// back, so that its finding stands.
func (r *GroupRecord) Told() bool { return r.State == GroupSigned || r.State == GroupDone }

// OptedOut reports whether the resident of a case did not want what a group
// order decided.
func (f *File) OptedOut() bool {
	return slices.ContainsFunc(f.Reopenings, func(r Reopening) bool { return r.Code == ReopenOptOut })
}

// GroupPaper is a paper that a group order holds ready for one member: the
// decision, signed by the order's author, or the second signature on it.
type GroupPaper struct {
	Case  ID
	Paper Paper
}

// GroupHit is a case that shares the flaw of a criterion.
type GroupHit struct {
	Case        ID
	State       State
	Disposition Disposition
	IssuedAt    time.Time
	Rules       []string
}

// Outcome is the latest decision of a case as the statistics see it. It counts
// only while the case stands decided or closed.
type Outcome struct {
	Case        ID
	Disposition Disposition
	Drafter     UserID
	At          time.Time // from which it stands, or was sent
	Group       bool      // it carries out a group order
}
