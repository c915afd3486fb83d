package vault

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// BlindSize is the length of a blind index in bytes. 128 bits keep accidental
// hits out of any office while telling less than the whole digest would.
const BlindSize = 16

// Blind is the blind index of an identifying value: equal values of one kind
// in one office give equal indexes, and nothing else can be learnt from them
// without the office key. The value is normalised first (see Normalise). An
// empty value has no index and gives nil, and so does a locked office.
func (o *Office) Blind(kind, value string) []byte {
	value = Normalise(value)
	if value == "" || o.Locked() {
		return nil
	}
	mac, _ := o.blinds.Get().(hash.Hash)
	if mac == nil {
		mac = hmac.New(sha256.New, o.blindKey)
	}
	mac.Reset()
	var room [96]byte
	text := append(append(append(room[:0], kind...), 0), value...)
	mac.Write(text)
	sum := mac.Sum(text[:0])
	o.blinds.Put(mac)
	return append(make([]byte, 0, BlindSize), sum[:BlindSize]...)
}

// Normalise brings an identifier to the one form under which it is indexed:
// half-width, upper-case, without spaces, control and zero-width characters
// and hyphens. It is for comparing only; what was imported is kept as it was.
func Normalise(value string) string {
	if plain(value) {
		return value
	}
	return strings.Map(func(r rune) rune {
		if r == '-' || unicode.IsSpace(r) || unicode.Is(unicode.C, r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, norm.NFKC.String(value))
}

// plain reports whether value is in its normal form already, which nearly all are.
func plain(value string) bool {
	for i := range len(value) {
		c := value[i]
		if (c < '0' || c > '9') && (c < 'A' || c > 'Z') && c != '+' {
			return false
		}
	}
	return true
}

// Draw returns a number in [0,1) for a label: always the same in one office,
// evenly spread over labels, and not to be foretold without the office key.
// Samples are drawn with it, so that nobody can draw again until it suits.
func (o *Office) Draw(label string) (float64, error) {
	if o.Locked() {
		return 0, ErrLocked
	}
	mac := hmac.New(sha256.New, o.drawKey)
	mac.Write([]byte(label))
	const bits = 53 // what a float64 holds exactly
	return float64(binary.BigEndian.Uint64(mac.Sum(nil))>>(64-bits)) / (1 << bits), nil
}
