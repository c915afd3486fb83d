// Package vault holds the keys of an office and everything done with them.
//
// The keys form a short ladder:
//
//	passphrase -argon2id-> user key -wraps-> office key -HKDF-> subkeys
//	                                \-wraps-> signing key (Ed25519)
//	subkey "wrap"  -wraps-> one random Key per case (and per delivery)
//	subkey "blind" -HMAC--> blind indexes
//	Key            -seals-> the bodies of that case
//
// Wrapping and sealing are AES-256-GCM with random 96-bit nonces. Every sealed
// text is bound to its Place (whose, what kind, which number), so a body
// copied to another row does not open there. Destroying a wrapped key destroys
// everything sealed under it; that is how a case is purged.
//
// The package does no I/O and imports nothing of ours. Randomness comes in as
// an io.Reader, so a test sees the same bytes every time. Two errors matter to
// callers: ErrWrongPassphrase and ErrTampered.
package vault
