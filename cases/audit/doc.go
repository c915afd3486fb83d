// Package audit is the record that cannot be changed without showing it: a
// hash chain of signed entries, the RFC 6962 tree over the same hashes, and
// checkpoints that carry the state of both out of the building.
//
// An entry holds a sequence number (from 1), the hash of the entry before it,
// its content as canonical JSON (RFC 8785), the actor and the actor's
// signature. Its hash is the RFC 6962 leaf hash of its encoded bytes:
//
//	SHA-256(0x00 || seq || prev || len actor || actor || len content || content || len signature || signature)
//
// with the sequence as 8 bytes and lengths as 4 bytes, big-endian. The same
// hash is the link of the chain and the leaf of the tree. What an actor signs
// is everything of these bytes up to the signature.
//
// An entry is signed over the place behind the last entry that its author saw.
// Mostly it stands there. Where many write at once, authors need not wait for
// each other: an entry may be given a later place (Draft, AppendRest) when its
// content says which entry was the last its author saw; a Trail checks that. Its
// signature vouches for everything up to that entry, the signatures of those who
// saw it vouch for it, a checkpoint for both, and Window bounds the gap.
//
// What that is worth, beside entries signed in their very place: those can be cut
// off the end of a record, back to its last checkpoint, by whoever has all rights
// on the database and nobody's key. So can these, and an entry can be taken out
// alone while nobody who wrote since has seen it, that is among the few written
// in the same moment. It cannot be moved before what it saw or behind who saw it,
// had twice, or taken out from under a checkpoint.
//
// A Chain is the state after some entries. It makes the next entry (Append)
// or checks it (Add). Verify runs a whole record through one and names the
// first entry that does not fit, with the reason. The package takes bytes,
// knows no database and imports nothing of ours, so it can be proved alone.
package audit
