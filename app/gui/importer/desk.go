package importer

import (
	"context"
	"time"

	"recourse/app/gui/importer/wizard"
	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/intake"
)

// Desk is what the screen does with deliveries. Package main hands one in.
type Desk interface {
	// Profiles lists the profiles a delivery can be read by.
	Profiles() []Profile
	// Inspect looks at the files without reading them through.
	Inspect(ctx context.Context, o Order) (*Inspection, error)
	// Check reads the delivery and says what would come of it. Nothing is kept.
	Check(ctx context.Context, o Order, tell func(importexport.Progress)) (*Result, error)
	// Import reads and stores the delivery in one transaction. When it ends in
	// an error, a cancelled context among them, nothing has been stored.
	Import(ctx context.Context, o Order, tell func(importexport.Progress)) (*Result, error)
	// Acknowledge matches the answers of an issuing system to what was sent.
	Acknowledge(ctx context.Context, o Order, tell func(importexport.Progress)) (*Acks, error)
	// Meanings reads the tables of the delivery for a person to say what their
	// columns mean.
	Meanings(o Order) wizard.Desk
	// Deliveries lists what was imported before, latest first.
	Deliveries(ctx context.Context) ([]Delivery, error)
}

// Order names the files of a delivery and how to read them.
type Order struct {
	Paths    []string
	Profile  string                // "" chooses by the headers
	Encoding importexport.Encoding // "" finds out; text files only
	LeaveOut []string              // tables that are no part of the delivery (importexport.NamesTable)
}

// Profile is one way to read a delivery.
type Profile struct {
	ID     string
	ZH, EN string
}

// Inspection says what the files of an order are.
type Inspection struct {
	Acks    bool // acknowledgements and not a delivery of cases
	Files   []importexport.FileReport
	Mapping []intake.TableMapping
}

// Result is what a check or an import came to.
type Result struct {
	Report     *importexport.Report
	Delivery   int64 // number of the delivery, 0 after a check
	Registered int   // people of the delivery who have not appealed
	// Save writes the problems, with the refused rows as they came, and names
	// the files it wrote. It is nil when nothing was wrong.
	Save func(path string) ([]string, error)
}

// Delivery is one delivery that was imported.
type Delivery struct {
	ID                                              int64
	Name, SHA256                                    string
	By                                              string // the person's name
	At                                              time.Time
	Stored, Amended, Unchanged, Refused, Registered int
}

// Fate is what became of one acknowledgement.
type Fate string

// The fates of an acknowledgement.
const (
	Accepted  Fate = "accepted"  // the issuing system carried the instruction out
	Rejected  Fate = "rejected"  // it refused; the case goes back to work
	Repeated  Fate = "repeated"  // was known already
	Unmatched Fate = "unmatched" // belongs to no instruction of this office
)

// Fates lists the fates in the order of their urgency.
func Fates() []Fate { return []Fate{Rejected, Unmatched, Accepted, Repeated} }

// AckLine is one acknowledgement.
type AckLine struct {
	File     string
	Row      int
	Key      string // idempotency key
	Case     cases.ID
	AppealNo string
	Fate     Fate
	Reason   string                // of the issuing system, in its own words
	Closed   bool                  // the case is closed with this answer
	Problem  *importexport.Problem // why it is unmatched
}

// Acks is what became of a file of acknowledgements.
type Acks struct{ Lines []AckLine }

// Count is how many lines have a fate.
func (a *Acks) Count(f Fate) int {
	n := 0
	for i := range a.Lines {
		if a.Lines[i].Fate == f {
			n++
		}
	}
	return n
}
