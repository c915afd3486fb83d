// Package archive is the file in which an office leaves the building whole: a
// backup. It knows no database; it takes tables row by row and gives them back.
//
// A backup is an age file (c2sp.org/age, version 1), made and read by
// filippo.io/age, so that its secrecy and integrity rest on a published format
// and a kept library: a header that wraps a random file key, and a payload in
// chunks, each authenticated, the last one marked. The file key is wrapped for an
// X25519 recipient whose key is made from the office key. What gets at the
// office key therefore opens the backup, and these ways travel in stanzas of the
// header, just as they lie in the office: the office key wrapped under the
// passphrase of each person, and under the recovery key. No key stands anywhere
// in the clear, and nobody has to keep one for backups.
//
// Any age program passes over the stanzas that are ours and opens the file with
// the key that Identity writes. age's hybrid recipient, which holds against
// quantum computers as well, is not used yet: age programs know it from version
// 1.3 only, and a backup may have to be opened with what a machine has.
//
// The payload is a gzip stream of records:
//
//	'H' head      who, when, how far the record went (JSON)
//	'T' table     a name and its columns
//	'R' row       the values of one row of the last table
//	'Z' trailer   counts (JSON), then the SHA-256 digest of all that stands before
//
// A file that ends early, has a changed bit or anything behind its end is
// ErrDamaged, never a shorter backup. Reading and writing stream: memory does
// not grow with the office.
package archive
