package office

import (
	"context"
	"time"

	"recourse/cases"
	"recourse/cases/roster"
	"recourse/review"
	"recourse/review/evidence"
	"recourse/review/passage"
	"recourse/review/policy"
	"recourse/review/replay"
)

// Desk is what the screen does. Package main hands one in.
type Desk interface {
	KeepingDesk

	// People lists the directory.
	People(ctx context.Context) ([]cases.User, error)
	// AddPerson adds somebody with a first passphrase.
	AddPerson(ctx context.Context, p Person, passphrase string) error
	// SetRoles replaces what a person may do.
	SetRoles(ctx context.Context, id cases.UserID, roles []cases.Role) error
	// Disable keeps a person out, or lets them in again.
	Disable(ctx context.Context, id cases.UserID, disabled bool) error
	// ResetPassphrase gives somebody else a new passphrase.
	ResetPassphrase(ctx context.Context, id cases.UserID, passphrase string) error
	// ChangePassphrase changes the passphrase of the person signed in.
	ChangePassphrase(ctx context.Context, old, passphrase string) error

	// Packs lists the policies on the shelf.
	Packs() []*policy.Pack
	// ErrorModels are how wrong each kind of source can be.
	ErrorModels() *evidence.Models
	// TestPack runs the fixtures of a policy.
	TestPack(ctx context.Context, name string) ([]replay.FixtureResult, error)
	// Calendar is the working calendar.
	Calendar() cases.Calendar

	// Verify replays the record against the tables.
	Verify(ctx context.Context, tell func(entries int64)) (Verification, error)
	// Height is how many entries the record has.
	Height(ctx context.Context) (int64, error)
	// Log lists the entries of the record after a number, oldest first.
	Log(ctx context.Context, after int64) ([]Entry, error)
	// Checkpoint signs the record as it stands.
	Checkpoint(ctx context.Context) (string, error)

	// Integrity names every case that is stuck.
	Integrity(ctx context.Context) ([]review.Stuck, error)

	// Steering is what supervisors have set for every seat.
	Steering(ctx context.Context) (Steering, error)
	// SetAlertSize changes from how many people on a batch raises an alert.
	SetAlertSize(ctx context.Context, n int, why string) error

	// SetLateWindow changes how many days after the measure an appeal is in time.
	SetLateWindow(ctx context.Context, days int) error

	// Passages lists the prepared texts that reasons may begin with.
	Passages(ctx context.Context) ([]passage.Passage, error)
	// SetPassage adds a passage, or a new version of one.
	SetPassage(ctx context.Context, p passage.Passage) error
	// RemovePassage takes a passage out of the list.
	RemovePassage(ctx context.Context, id string) error

	// About is what the office says of itself.
	About() About
}

// Steering is what holds for every seat of the office and can be changed, with
// an entry in the record.
type Steering struct {
	Weights    roster.HarmWeights // of the order by harm
	AlertSize  int                // people in a batch set by hand that raises an alert
	LateWindow int                // days after the measure in which an appeal is in time
}

// Person is somebody to be added.
type Person struct {
	ID              cases.UserID
	Name            string
	Roles           []cases.Role
	Unit, Community string // for the conflict check
}

// Verification says whether the record is whole, and what does not fit. Why is
// a code with a sentence under misfit.<code>.
type Verification struct {
	Entries, Rows int64
	Root          string
	At            time.Time
	Findings      []Finding
}

// Whole reports whether everything fits.
func (v *Verification) Whole() bool { return len(v.Findings) == 0 }

// Finding is one row that does not fit.
type Finding struct{ Row, Why string }

// Entry is one line of the record.
type Entry struct {
	Seq      int64
	At       time.Time
	By       cases.UserID
	Name     string
	Action   string
	AppealNo string
	From, To cases.State
	Detail   map[string]string
	Person   func(cases.UserID) string // the name of a person among the details
	Hash     string
}

// About is what the office says of itself.
type About struct {
	Name, Authority, Division string
	Store                     string // "SQLite", "PostgreSQL 15"
	Where                     string // file or server
	Demo                      bool
	Version                   string
	Key                       string // public key that checks letters and checkpoints
	Fonts                     []Font
}

// Font is a bundled font with its licence.
type Font struct{ Name, Licence, For string }
