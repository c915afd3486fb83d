package vault

import "errors"

var (
	// ErrWrongPassphrase says that the passphrase does not open the wrapped
	// keys. It does not tell a wrong passphrase from damaged wrapped keys,
	// because the two look the same from outside.
	ErrWrongPassphrase = errors.New("the passphrase does not open the keys")
	// ErrTampered says that a sealed text is damaged, was moved to another
	// place, or was sealed under another key.
	ErrTampered = errors.New("the sealed text is damaged or does not belong here")
	// ErrBadSignature says that a signature was not made by this key over
	// this content in this context.
	ErrBadSignature = errors.New("the signature does not fit the content")
	// ErrWeakPassphrase says that a new passphrase is shorter than MinPassphrase.
	ErrWeakPassphrase = errors.New("the passphrase is too short")
	// ErrBadParams says that key derivation parameters are out of bounds.
	ErrBadParams = errors.New("the key derivation parameters are out of bounds")
	// ErrRecoveryMistyped says that a recovery key fails its own check digits.
	ErrRecoveryMistyped = errors.New("the recovery key is mistyped")
	// ErrWrongRecoveryKey says that a well-formed recovery key is not this office's.
	ErrWrongRecoveryKey = errors.New("the recovery key belongs to another office")
	// ErrLocked says that the office key was wiped from memory.
	ErrLocked = errors.New("the office is locked")
)
