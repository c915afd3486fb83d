package work

import (
	"context"
	"image"
	"time"

	"recourse/cases"
	"recourse/importexport/letter"
	"recourse/review"
	"recourse/review/passage"
)

// Desk is what the screen asks of the signed-in person's desk; *review.Desk
// is one.
type Desk interface {
	Now() time.Time
	WindowEnd(f *cases.File) time.Time
	Case(ctx context.Context, id cases.ID) (*cases.File, error)
	Open(ctx context.Context, id cases.ID) (*cases.File, error)
	Take(ctx context.Context, id cases.ID) (*cases.File, error)
	Renew(ctx context.Context, id cases.ID) (*cases.File, error)
	Release(ctx context.Context, id cases.ID, reason string) (*cases.File, error)
	Exclude(ctx context.Context, id cases.ID, who cases.UserID, code string) (*cases.File, error)
	SaveDraft(ctx context.Context, id cases.ID, draft cases.Draft) (*cases.File, error)
	Decide(ctx context.Context, id cases.ID, draft cases.Draft) (*cases.File, error)
	Recall(ctx context.Context, id cases.ID) (*cases.File, error)
	Weigh(ctx context.Context, id cases.ID, w cases.Weighing) (*cases.File, error)
	Note(ctx context.Context, id cases.ID, text string) (*cases.File, error)
	HandOver(ctx context.Context, id cases.ID, text string, to cases.UserID) (*cases.File, error)
	ReadNote(ctx context.Context, id cases.ID, no int) (*cases.File, error)
	Undo(ctx context.Context, id cases.ID) (*cases.File, error)
	RequestInfo(ctx context.Context, id cases.ID, r cases.InfoRequest) (*cases.File, error)
	Answer(ctx context.Context, id cases.ID, received bool, text string) (*cases.File, error)
	Withdraw(ctx context.Context, id cases.ID, e cases.Ending) (*cases.File, error)
	Unmask(ctx context.Context, id cases.ID, reason string) (*cases.File, error)
}

// Reader is what the screen reads beside the file. Its methods may be called
// from any goroutine.
type Reader interface {
	// User is the signed-in person.
	User() cases.User
	// People lists the directory.
	People(ctx context.Context) ([]cases.User, error)
	// Twins lists the open cases that may be the same matter as one.
	Twins(ctx context.Context, id cases.ID) ([]*cases.File, error)
	// Passages lists the prepared texts that reasons may begin with.
	Passages(ctx context.Context) ([]passage.Passage, error)
	// Name is a person's name as it is shown; an unknown id is shown as it is.
	Name(id cases.UserID) string
	// Assess reads the file as the rules and the error models do; what cannot
	// be replayed says why.
	Assess(ctx context.Context, f *cases.File) (*review.Assessment, error)
	// Shelf is the shelf of policies, outlines, risk tables and error models.
	Shelf() *review.Library
	// Localise names the places among the arguments of a sentence.
	Localise(args map[string]string, lang string) map[string]string
	// Record lists the case's entries of the audit chain, oldest first.
	Record(ctx context.Context, id cases.ID) ([]Entry, error)
	// Snapshot is an earlier version of what deliveries said about the case.
	Snapshot(ctx context.Context, id cases.ID, version int) (*cases.Snapshot, error)
	// LetterPages draws the letter of a draft as the resident will see it.
	LetterPages(ctx context.Context, f *cases.File, d cases.Draft) ([]image.Image, error)
	// DuePages draws the letter that the case owes next.
	DuePages(ctx context.Context, f *cases.File, k letter.Kind) ([]image.Image, error)
	// Issue writes a letter of the case into a folder, records it and returns
	// its number.
	Issue(ctx context.Context, id cases.ID, o LetterOrder) (string, error)
}

// LetterOrder says which letter is wanted and where to.
type LetterOrder struct {
	Kind   letter.Kind
	Folder string
	Reason string    // of a delay
	Until  time.Time // the date a delay promises
}

// Entry is one line of the case's record.
type Entry struct {
	Seq    int64
	At     time.Time
	By     string // the person's name
	Move   cases.Move
	From   cases.State
	To     cases.State
	Detail map[string]string
}
