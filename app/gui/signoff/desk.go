package signoff

import (
	"context"
	"image"
	"time"

	"recourse/cases"
	"recourse/review"
)

// Desk is what the screen asks of the signed-in person's desk; *review.Desk
// is one.
type Desk interface {
	Now() time.Time
	Case(ctx context.Context, id cases.ID) (*cases.File, error)
	Approve(ctx context.Context, id cases.ID, r review.Reading, note string) (*cases.File, error)
	Return(ctx context.Context, id cases.ID, r review.Reading, code, note string) (*cases.File, error)
	Escalate(ctx context.Context, id cases.ID, r review.Reading, note string) (*cases.File, error)
	TakeOver(ctx context.Context, id cases.ID) (*cases.File, error)
	ConfirmRefusal(ctx context.Context, id cases.ID, r review.Reading, approved bool, note string) (*cases.File, error)
	ConfirmCorrection(ctx context.Context, id cases.ID, r review.Reading, approved bool, note string) (*cases.File, error)
	View(ctx context.Context, id cases.ID, v cases.FirstView) (*cases.File, error)
	ApproveBatch(ctx context.Context, ids []cases.ID, readings map[cases.ID]review.Reading) (int, error)
}

// Reader is what the screen reads beside the file. Its methods may be called
// from any goroutine.
type Reader interface {
	// User is the signed-in person.
	User() cases.User
	// Name is a person's name as it is shown; an unknown id is shown as it is.
	Name(id cases.UserID) string
	// Waiting lists what waits for a second signature, in any order: the cases
	// in pending_signoff and second_level, and those with a proposal, whose
	// author is the row's Drafter. A row without Disposition is a correction, or
	// a decision that the person may not know yet.
	Waiting(ctx context.Context) ([]cases.Row, error)
	// LetterPages draws the letter of a draft as the resident will see it.
	LetterPages(ctx context.Context, f *cases.File, d cases.Draft) ([]image.Image, error)
	// ProposalPages draws the letter that follows once a proposal is confirmed.
	ProposalPages(ctx context.Context, f *cases.File) ([]image.Image, error)
}
