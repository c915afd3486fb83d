// Package cli holds the commands that work without a window, one file each.
// Every command prints for people by default and machine-readable lines with
// --json; messages go to the error stream, so that the output can be piped.
// Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but with refused items,
// 4 not allowed, 5 the store is damaged or does not verify.
package cli
