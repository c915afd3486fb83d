package review

import (
	"time"

	"recourse/cases"
)

// Received is a case as the import hands it to the store.
type Received struct {
	Row   cases.Row
	Card  cases.Card
	Marks []cases.EvidenceMark
	Sheet []byte // see Library.Sheet
}

// Receive makes the queue row, the search card and the evidence index of a
// snapshot that a delivery brought. The rules are replayed once, so that the
// queue shows from the first moment what does not fit.
func Receive(s *cases.Snapshot, rep Replayer, cal cases.Calendar, now time.Time) (Received, error) {
	row := cases.NewRow(s, cal, now)
	sum, err := rep.Summary(s)
	if err != nil {
		return Received{}, err
	}
	row.Signals = sum.Signals
	if end := cal.WindowEnd(row.IsolationEnd); !end.IsZero() && row.FiledAt.After(end) {
		row.Signals |= cases.SignalLate
	}
	if Admissible(s) && !row.Signals.Has(cases.SignalLate) {
		row.State = cases.Registered
	}
	return Received{Row: row, Card: cases.CardOf(s), Marks: s.Marks(row.Rules), Sheet: sum.Sheet}, nil
}
