// Package torture drives the real program as others start it, breaks the world
// under it at every place it can break, and looks what is left.
//
// A scene is one act of the office: an import, a decision, a signature. It is
// carried out once undisturbed, under a tracer that lists the file system calls
// on the office's own files; then once for every call and every fault: the call
// fails with EIO, fails with ENOSPC, is cut short, or never happens because the
// process is killed there. Of calls between which neither the program nor the
// disk can tell a difference a few stand for all (see alike.go), and what was
// left to the byte before is not looked at again; both are counted. Beside these
// stand power cuts (the disk states that the recorded writes and syncs allow,
// with torn sectors), full and read-only disks, two programs on one office, a
// writer that stands still, clocks that run backwards, files that vanish under
// the program, and a PostgreSQL server that is shot.
//
// After each: what was acknowledged is there; what was not is wholly there or
// wholly absent; the program said the right thing about saved or not saved; the
// record verifies; nothing readable lies about; a second try works. What does
// not hold is a Finding, and the Tally counts. A Journal lets a torture that was
// broken off go on where it was.
//
// Offices are looked at with the packages of this build, so the program under
// trial has to be made of the same sources. The second try is always its own.
//
// The tracer needs Linux on amd64 and the right to trace a child process.
// Without them the scenes that need it are left out, with a word about it.
package torture
