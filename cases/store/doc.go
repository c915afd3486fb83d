// Package store keeps the case files of an office, in a SQLite file or a
// PostgreSQL database, and is the only package with SQL.
//
// What it promises:
//
//   - A Change is written whole, with its papers and its audit entry, in one
//     transaction, or not at all. What was acknowledged survives a kill.
//   - Every write names its actor and an action id. The same id again does
//     nothing and succeeds. After an unclear commit the id is looked up before
//     anything is said.
//   - A write names the version it read; a mismatch is a refusal that says who
//     changed the case, when, and how.
//   - Personal fields leave this package only while the office is unlocked;
//     in the database they are sealed under a key of their own case.
//   - Every row (except settings of the window) is covered by a digest in the
//     audit chain. Verify replays the chain and names the row that does not
//     fit.
//
// An office is locked after Open and unlocked by SignIn. Several people may be
// signed in at one Store; each Session signs with its own key. A Store is safe
// for concurrent use, and several programs may use one office.
//
// There is one file per noun. Tables are described once (table.go); the SQL
// text is made from that and is the same on both engines. What differs between
// the engines is in package engine.
package store
