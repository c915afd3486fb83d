package roster

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
)

// compareNatural compares text in which runs of digits count as numbers, so
// that 〔2020〕99号 comes before 〔2020〕123号. Leading zeros do not count.
func compareNatural(a, b []byte) int {
	for len(a) > 0 && len(b) > 0 {
		if isDigit(a[0]) && isDigit(b[0]) {
			var x, y []byte
			x, a = number(a)
			y, b = number(b)
			if c := cmp.Or(cmp.Compare(len(x), len(y)), bytes.Compare(x, y)); c != 0 {
				return c
			}
			continue
		}
		if c := cmp.Compare(a[0], b[0]); c != 0 {
			return c
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Compare(len(a), len(b))
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// number splits off a run of digits without its leading zeros.
func number(s []byte) (run, rest []byte) {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return bytes.TrimLeft(s[:n], "0"), s[n:]
}

// naturalOrder sorts slots that are in the order of case numbers by appeal
// number. Appeal numbers of one office share their beginning, so eight bytes
// behind it sort nearly all of them; the rest is compared in full.
func (t *table) naturalOrder(slots []uint32) []uint32 {
	shared := t.sharedStart(slots)
	value := func(s uint32) uint64 { return naturalPrefix(t.appeal.at(s)[shared:]) }
	out := radix(slots, value)
	full := t.compare(keyAppealNo)
	for i := 0; i < len(out); {
		j := i + 1
		v := value(out[i])
		for j < len(out) && value(out[j]) == v {
			j++
		}
		if j-i > 1 {
			slices.SortFunc(out[i:j], full)
		}
		i = j
	}
	return out
}

// sharedStart is the length of the start that all appeal numbers share, cut
// back to before a run of digits that could go on.
func (t *table) sharedStart(slots []uint32) int {
	if len(slots) == 0 {
		return 0
	}
	first := t.appeal.at(slots[0])
	n := len(first)
	for _, s := range slots {
		text := t.appeal.at(s)
		n = min(n, len(text))
		for i := range n {
			if text[i] != first[i] {
				n = i
				break
			}
		}
	}
	for n > 0 && isDigit(first[n-1]) {
		n--
	}
	return n
}

// naturalPrefix is the first eight bytes of a form that compares like
// compareNatural does: a number is its length, then its digits. The length
// sits where digits sit among other bytes.
func naturalPrefix(text []byte) uint64 {
	var b [8]byte
	for n := 0; len(text) > 0 && n < len(b); {
		if !isDigit(text[0]) {
			b[n] = text[0]
			n++
			text = text[1:]
			continue
		}
		var run []byte
		run, text = number(text)
		b[n] = '0' + byte(min(len(run), 9))
		n++
		if len(run) >= 9 {
			break // longer numbers are compared in full
		}
		n += copy(b[n:], run)
	}
	return binary.BigEndian.Uint64(b[:])
}
