package main

import (
	"context"
	"io"

	"recourse/app/gui/importer"
	"recourse/app/gui/importer/wizard"
	"recourse/app/session"
	"recourse/importexport"
	"recourse/importexport/guess"
)

// meaningDesk is what the mapping wizard does with one delivery.
type meaningDesk struct {
	office *session.Session
	order  session.ImportOptions
}

// Meanings reads the tables of a delivery for the wizard.
func (d importDesk) Meanings(o importer.Order) wizard.Desk {
	return meaningDesk{d.office, d.options(o, nil)}
}

// Bundles reads the first rows of every table.
func (d meaningDesk) Bundles(ctx context.Context) ([]*guess.Bundle, error) {
	return d.office.Bundles(ctx, d.order)
}

// Try reads the whole delivery by profiles that are not kept, and by those there
// are where these do not fit.
func (d meaningDesk) Try(ctx context.Context, list []*importexport.Profile, leaveOut []string) (*importexport.Report, error) {
	o := d.order
	o.Drafts, o.Profile, o.LeaveOut = list, "", leaveOut
	return d.office.TryProfiles(ctx, o)
}

// Save keeps profiles.
func (d meaningDesk) Save(ctx context.Context, texts [][]byte, again bool) error {
	_, err := d.office.SaveProfiles(ctx, texts, again)
	return err
}

// Write writes a profile to a file.
func (meaningDesk) Write(path string, text []byte) error {
	return importexport.WriteFile(path, func(w io.Writer) error { _, err := w.Write(text); return err })
}
