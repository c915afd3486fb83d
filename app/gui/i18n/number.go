package i18n

import (
	"strconv"
	"strings"
)

// Number groups the digits of a count in threes: 48,113. Both languages write
// it the same way.
func (w *Words) Number(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	var b strings.Builder
	for i, d := range s {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return sign + b.String()
}

// Percent writes a share with one decimal below ten per cent: 4.3 %, 62 %.
func (w *Words) Percent(share float64) string {
	p, decimals := share*100, 0
	if p < 10 && p > -10 && p != 0 {
		decimals = 1
	}
	s := strconv.FormatFloat(p, 'f', decimals, 64)
	if w.Lang() == ZH {
		return s + "%"
	}
	return s + " %"
}

// Bytes writes a file size: 812 B, 61 kB, 4.2 MB.
func (w *Words) Bytes(n int64) string {
	switch {
	case n < 1000:
		return strconv.FormatInt(n, 10) + " B"
	case n < 1000*1000:
		return strconv.FormatInt((n+500)/1000, 10) + " kB"
	}
	return strconv.FormatFloat(float64(n)/1e6, 'f', 1, 64) + " MB"
}
