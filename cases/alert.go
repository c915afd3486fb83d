package cases

import (
	"strings"
	"time"
)

// ByHand is the origin of a colour that a person set (domain table T7), and the
// kind of source such a colour stands for in the statistics.
const ByHand = "MANUAL"

// HandBatch names the batch of a colour set by hand: unit, order and day, as
// far as the source gives them; "" for any other colour. It holds nobody's
// name, so that it may stand in the clear.
func (a *CodeAssignment) HandBatch() string {
	if a.Origin != ByHand {
		return ""
	}
	parts := []string{ByHand}
	for _, p := range []string{a.AssignedUnit, a.AuthorityRef, a.HandDay()} {
		if p = strings.TrimSpace(p); p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, " ")
}

// HandDay is the day a colour was set, where the rules count days.
func (a *CodeAssignment) HandDay() string {
	if a.IssuedAt.IsZero() {
		return ""
	}
	return a.IssuedAt.Earliest().In(Shanghai()).Format(time.DateOnly)
}

// AlertState is where an alert stands.
type AlertState string

// An alert is open until a supervisor acknowledges it, and again when it grows
// afterwards.
const (
	AlertOpen         AlertState = "open"
	AlertAcknowledged AlertState = "acknowledged"
)

// Alert says that colours were set by hand in bulk although nothing on file
// explains them, the pattern of Zhengzhou in June 2022 (domain W15). What its
// members share is named in Author to Day, "" where they differ.
type Alert struct {
	No      int        `json:"no"`
	Version int64      `json:"-"`
	State   AlertState `json:"state"`
	Key     string     `json:"key"` // digest of what was found; the same batch has the same

	What   string `json:"what"` // by which it was found: order, list, author, unit or batch
	Author string `json:"author,omitempty"`
	Unit   string `json:"unit,omitempty"`
	Order  string `json:"order,omitempty"`
	List   string `json:"list,omitempty"`
	Day    string `json:"day,omitempty"` // YYYY-MM-DD

	Cases      []ID     `json:"cases"`
	Causeless  []ID     `json:"causeless"` // of these, the ones that nothing explains
	Unappealed int      `json:"unappealed"`
	Batches    []string `json:"batches"` // for group relief; see HandBatch

	RaisedAt time.Time `json:"raised_at"`
	RaisedBy UserID    `json:"raised_by"`
	ClosedAt time.Time `json:"closed_at,omitzero"`
	ClosedBy UserID    `json:"closed_by,omitempty"`
	Reason   string    `json:"reason,omitempty"` // why it was acknowledged
}

// Size is how many people the alert is about.
func (a *Alert) Size() int { return len(a.Cases) + a.Unappealed }

// MayJudge refuses a person who set the colours or works in the unit that did
// (alert_conflict).
func (a *Alert) MayJudge(u User) error {
	mine := a.Author != "" && (a.Author == string(u.ID) || a.Author == u.Name)
	if mine || u.Unit != "" && u.Unit == a.Unit {
		return Refuse("alert_conflict")
	}
	return nil
}
