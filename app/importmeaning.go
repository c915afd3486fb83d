package main

import (
	"context"
	"io"
	"path/filepath"
	"strings"

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

// Tables reads the first rows of every table.
func (d meaningDesk) Tables(ctx context.Context) ([]guess.Table, *guess.Known, error) {
	known, err := d.office.Known(ctx)
	if err != nil {
		return nil, nil, err
	}
	tables, err := d.office.Tables(ctx, d.order)
	return tables, known, err
}

// Try reads the whole delivery by a profile that is not kept: alone where the
// delivery is one file, before the others where it may have tables of other
// sorts.
func (d meaningDesk) Try(ctx context.Context, p *importexport.Profile) (*importexport.Report, error) {
	o := d.order
	o.Draft, o.Profile = p, ""
	if ext := strings.ToLower(filepath.Ext(o.Paths[0])); len(o.Paths) == 1 && ext != "" && ext != ".zip" {
		o.Profile = p.ID
	}
	return d.office.TryProfile(ctx, o)
}

// Save keeps a profile.
func (d meaningDesk) Save(ctx context.Context, text []byte, again bool) error {
	_, err := d.office.SaveProfile(ctx, text, again)
	return err
}

// Write writes a profile to a file.
func (meaningDesk) Write(path string, text []byte) error {
	return importexport.WriteFile(path, func(w io.Writer) error { _, err := w.Write(text); return err })
}
