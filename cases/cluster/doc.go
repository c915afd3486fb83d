// Package cluster starts a throw-away PostgreSQL server from the server's own
// programs, in a folder and behind a socket of its own, for tests and figures.
// It knows nobody else of the house, needs no network and no rights on the
// machine: as root it runs the server as an ordinary user, because PostgreSQL
// refuses to be root.
package cluster

import "errors"

// ErrNoServer says that this machine cannot start a server.
var ErrNoServer = errors.New("no PostgreSQL server programs on PATH or in /usr/lib/postgresql, or not on Unix")

// Options say what kind of server is started.
type Options struct {
	// Durable waits for the disk as a server does by default. Without it
	// nothing is written through: right for tests, wrong for figures.
	Durable bool
	// Connections is how many may be open at once.
	Connections int
}
