package intake

import (
	"time"

	"recourse/cases"
	"recourse/importexport"
)

// Options says how to read a delivery.
type Options struct {
	Profiles []*importexport.Profile // those to choose from; the first that fits best is taken
	Profile  string                  // id of the one to use, empty to choose
	Limits   importexport.Limits     // zero means DefaultLimits
	Clock    cases.Clock             // for progress only; nil leaves times out

	// Encoding and Separator override what is found out about text files.
	Encoding  importexport.Encoding
	Separator byte

	// Progress, if set, is told how far the reading is, a few times a second.
	Progress func(importexport.Progress)

	// Known, if set, returns the case of an appeal number as the office has it,
	// so that detail rows that were corrected can be imported alone. It returns
	// nil for a case the office does not have.
	Known func(appealNo string) (*cases.Snapshot, error)
}

// Draft is one case of a delivery, not yet stored.
type Draft struct {
	Snapshot *cases.Snapshot
	File     string
	Sheet    string
	Row      int
}

// RegisterEntry is the code of a person in the delivery who has not appealed.
type RegisterEntry struct {
	Assignment cases.CodeAssignment
	Name       string
	DocNo      string
	Phone      string

	// Of the first record that names the person: what kind, which batch, by
	// what it was linked to the person.
	Source cases.Source
	Batch  string
	Link   string
}

func (o Options) withDefaults() Options {
	if o.Limits == (importexport.Limits{}) {
		o.Limits = importexport.DefaultLimits()
	}
	if o.Clock == nil {
		o.Clock = func() time.Time { return time.Time{} }
	}
	return o
}
