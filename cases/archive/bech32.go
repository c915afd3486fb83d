package archive

import "strings"

// bech32 writes bytes as text with a checksum, as BIP 173 has it
// (https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki) and age its
// keys, without a bound of the length: the prefix in small letters, a 1, the
// bytes in groups of five bits, and six groups of checksum.
func bech32(prefix string, data []byte) string {
	const letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
	groups := fives(data)
	var b strings.Builder
	b.WriteString(prefix + "1")
	for _, g := range append(groups, checksum(prefix, groups)...) {
		b.WriteByte(letters[g])
	}
	return b.String()
}

// fives cuts bytes into groups of five bits, the last filled up with zeros.
func fives(data []byte) (groups []byte) {
	bits, have := uint32(0), 0
	for _, b := range data {
		bits, have = bits<<8|uint32(b), have+8
		for ; have >= 5; have -= 5 {
			groups = append(groups, byte(bits>>(have-5)&31))
		}
	}
	if have > 0 {
		groups = append(groups, byte(bits<<(5-have)&31))
	}
	return groups
}

// checksum is over the prefix, spread out into its high and low bits, and the
// groups.
func checksum(prefix string, groups []byte) []byte {
	var all []byte
	for _, c := range []byte(prefix) {
		all = append(all, c>>5)
	}
	all = append(all, 0)
	for _, c := range []byte(prefix) {
		all = append(all, c&31)
	}
	sum := polymod(append(append(all, groups...), make([]byte, 6)...)) ^ 1
	out := make([]byte, 6)
	for i := range out {
		out[i] = byte(sum >> (5 * (5 - i)) & 31)
	}
	return out
}

func polymod(groups []byte) uint32 {
	generator := [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3}
	sum := uint32(1)
	for _, g := range groups {
		top := sum >> 25
		sum = sum&0x1ffffff<<5 ^ uint32(g)
		for i, value := range generator {
			if top>>i&1 == 1 {
				sum ^= value
			}
		}
	}
	return sum
}
