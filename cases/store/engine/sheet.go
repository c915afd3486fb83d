package engine

import (
	_ "embed"

	"github.com/pressly/goose/v3"
)

//go:embed tables/sheet.sql
var sheetTables string

// sheetMigration makes the table of sheets (version 9). It stays empty: nobody
// has signed in yet who could open a case, and a replay fills it.
func (e *Engine) sheetMigration() *goose.Migration { return e.tables(9, "sheets", sheetTables, nil) }
