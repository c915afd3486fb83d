// Package engine is where the two databases differ: how an office is opened,
// migrated and locked, and what a driver's error codes mean. Everything above
// it runs one SQL text on both.
//
// SQLite (the embedded default) has one writing connection that begins its
// transactions at once, and a pool of readers; it runs in WAL mode with full
// synchronisation, foreign keys on and 8 KB pages, in files created 0600.
// PostgreSQL has one pool. Waiting for another writer is short and jittered,
// because SQLite's own waiting starves one of several programs.
//
// The rules that the database itself enforces are in guards.go, once, with
// one condition text for both engines.
package engine
