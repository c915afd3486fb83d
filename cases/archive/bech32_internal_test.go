package archive

import (
	"crypto/ecdh"
	"testing"

	"filippo.io/age"
	"filippo.io/age/plugin"
	"pgregory.net/rapid"
)

// Every key is written as age writes it: its own parser takes the text back to
// the same key.
func TestIdentityIsAnAgeKey(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		key, err := ecdh.X25519().NewPrivateKey(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "key"))
		if err != nil {
			t.Fatal(err)
		}
		id, err := age.ParseX25519Identity(Identity(key))
		if err != nil {
			t.Fatal(err)
		}
		want, err := plugin.EncodeX25519Recipient(key.PublicKey())
		if err != nil {
			t.Fatal(err)
		}
		if id.String() != Identity(key) || id.Recipient().String() != want {
			t.Errorf("%s became %s for %s, want %s", Identity(key), id, id.Recipient(), want)
		}
	})
}

// Lengths other than a key's, from the examples of BIP 173.
func TestBech32(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]struct {
		prefix string
		data   []byte
	}{
		"a12uel5l": {"a", nil},
		"abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw": {"abcdef", []byte{
			0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf, 0x84, 0x65, 0x3a, 0x56, 0xd7, 0xc6, 0x75, 0xbe, 0x77, 0xdf}},
	} {
		if got := bech32(c.prefix, c.data); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
