package vault

import (
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"io"
	"strings"
)

const (
	recoverySize = 20 // 160 random bits need no slow derivation
	checkSize    = 5  // 8 letters that catch a typing error
	groupLength  = 4
)

// recoveryLetters is Crockford's alphabet: no I, L, O or U to be misread.
var recoveryLetters = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// Recovery makes a recovery key: the text to print once and keep in a safe,
// and the office key wrapped under it, to keep with the office.
func (o *Office) Recovery() (text string, wrapped []byte, err error) {
	if o.Locked() {
		return "", nil, ErrLocked
	}
	secret, err := randomBytes(o.rand, recoverySize)
	if err != nil {
		return "", nil, err
	}
	key, err := recoveryKey(o.rand, secret)
	if err != nil {
		return "", nil, err
	}
	wrapped, err = key.Seal(nil, o.root, recoveryPlace())
	return grouped(recoveryLetters.EncodeToString(append(secret, checkOf(secret)...))), wrapped, err
}

// Recover opens an office with its recovery key. Case, spaces and hyphens do
// not matter, and the letters O, I and L may stand for the digits they look
// like. ErrRecoveryMistyped and ErrWrongRecoveryKey say what is wrong.
func Recover(rand io.Reader, text string, wrapped []byte) (*Office, error) {
	secret, err := recoverySecret(text)
	if err != nil {
		return nil, err
	}
	key, err := recoveryKey(rand, secret)
	if err != nil {
		return nil, err
	}
	root, err := key.Open(nil, wrapped, recoveryPlace())
	if err != nil || len(root) != keySize {
		return nil, ErrWrongRecoveryKey
	}
	return newOffice(rand, root)
}

func recoverySecret(text string) ([]byte, error) {
	clean := strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '\t', '\r', '\n':
			return -1
		case 'O':
			return '0'
		case 'I', 'L':
			return '1'
		}
		return r
	}, strings.ToUpper(Normalise(text)))
	raw, err := recoveryLetters.DecodeString(clean)
	if err != nil || len(raw) != recoverySize+checkSize {
		return nil, ErrRecoveryMistyped
	}
	if string(checkOf(raw[:recoverySize])) != string(raw[recoverySize:]) {
		return nil, ErrRecoveryMistyped
	}
	return raw[:recoverySize], nil
}

func recoveryKey(rand io.Reader, secret []byte) (*Key, error) {
	raw, err := hkdf.Key(sha256.New, secret, nil, "recourse/recovery/1", keySize)
	if err != nil {
		return nil, fmt.Errorf("derive the recovery key: %w", err)
	}
	return newKey(rand, raw)
}

func recoveryPlace() Place { return Place{Owner: "office", Kind: "recovery"} }

// checkOf is bound to its purpose, so that the printed check letters tell
// nothing about the key made from the same secret.
func checkOf(secret []byte) []byte {
	sum := sha256.Sum256(append([]byte("recourse/recovery/check/1"), secret...))
	return sum[:checkSize]
}

func grouped(s string) string {
	var b strings.Builder
	for i, r := range s {
		if i > 0 && i%groupLength == 0 {
			b.WriteByte('-')
		}
		b.WriteRune(r)
	}
	return b.String()
}
