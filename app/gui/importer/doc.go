// Package importer is the screen at the inward door. It reads the files of a
// delivery, shows what each was taken for and what every column means, checks
// all of it without keeping anything, and imports it whole or not at all. Its
// second job is to match acknowledgements of the issuing systems to the
// instructions that were sent.
//
// The model (model.go) is a row of stages and knows no toolkit; the view
// builds one page per stage.
package importer
