package exporter

import (
	"context"
	"time"

	"recourse/app/gui/task"
	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/outbox"
)

// Desk is what the screen does. Package main hands one in.
type Desk interface {
	// Instructions lists the override instructions that wait, were rejected, or
	// were sent and not answered yet.
	Instructions(ctx context.Context) ([]Instruction, error)
	// Letters lists the letters to issue, and those issued and not delivered.
	Letters(ctx context.Context) ([]Letter, error)
	// Receipts lists what left the office, latest first.
	Receipts(ctx context.Context) ([]Taken, error)
	// Views lists the lists that can be taken out.
	Views(ctx context.Context) ([]View, error)
	// Preview shows what a list would hold and how it would be marked.
	Preview(ctx context.Context, view string, p outbox.Purpose) (Preview, error)

	// ExportInstructions writes the instructions of the cases to a file and
	// records them as sent.
	ExportInstructions(ctx context.Context, o Order, tell task.Progress) (outbox.Receipt, error)
	// ExportList writes a list of cases to a file.
	ExportList(ctx context.Context, view string, o Order, tell task.Progress) (outbox.Receipt, error)
	// IssueLetters writes the letters of the cases into a folder. One that
	// cannot be issued does not keep the others back.
	IssueLetters(ctx context.Context, o LetterOrder, tell task.Progress) (Issued, error)
	// RecordDelivery records how the letters of the cases reached the residents,
	// or did not.
	RecordDelivery(ctx context.Context, ids []cases.ID, d cases.Delivery, tell task.Progress) ([]Failure, error)
}

// Instruction is one override instruction.
type Instruction struct {
	Case        cases.ID
	AppealNo    string
	Resident    string // masked
	Disposition cases.Disposition
	NewColour   cases.Colour // "" where the decision names none
	System      string
	State       cases.Instruction // Queued, Rejected or Exported
	Since       time.Time         // decided, rejected or sent
	Receipt     string            // of the last export, "" for none
	File        string            // of the last export
	Reason      string            // of the rejection, in the system's words
}

// Letter is one letter.
type Letter struct {
	Case     cases.ID
	AppealNo string
	Resident string // masked
	Kind     string // see importexport/letter.Kinds
	Language string // zh, en or both
	DocNo    string // "" before it is issued
	Pages    int    // 0 before it is issued
	State    cases.Notice
	Since    time.Time // decided, issued or failed
	Failure  string
}

// Taken is a receipt: who took what, when and why.
type Taken struct {
	ID, By   string
	At       time.Time
	What     string // decisions, cases, audit or letters
	Purpose  outbox.Purpose
	File     string
	SHA256   string
	Rows     int
	Cases    int
	Fields   []string
	Masked   bool
	Reason   string // why unmasked
	Approver string
}

// View is a list that can be taken out, named as in the queue.
type View struct {
	Name string
	N    int
}

// Preview is what a list holds, before it leaves.
type Preview struct {
	Rows      int
	Columns   []outbox.Column
	Sample    [][]string // the first rows, masked
	Watermark string
}

// Order says what leaves, where to and what for.
type Order struct {
	Cases   []cases.ID // of instructions
	File    string
	Format  importexport.Format
	Purpose outbox.Purpose
}

// LetterOrder says which letters are issued and where to.
type LetterOrder struct {
	Cases []cases.ID
	Dir   string
	Merge string // name of one file with all letters for the printer, "" for none
	Large bool   // large print, whatever the residents asked for

	ByAddress bool // print file and list in the order of the post room

	Delays []cases.ID // of Cases, those that get a notice of delay
	Reason string     // of the delay
	Until  time.Time  // the date it promises
}

// Issued says what became of the letters.
type Issued struct {
	Letters, Pages int
	Merged         string
	Failed         []Failure
}

// Failure is a case for which something could not be done.
type Failure struct {
	Case     cases.ID
	AppealNo string
	Err      error
}

// Methods lists the ways a letter is delivered (domain table T15).
func Methods() []string { return cases.DeliveryMethods() }
