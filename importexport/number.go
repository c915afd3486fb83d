package importexport

import (
	"strconv"
	"strings"
)

// maxSignificant is how many decimal digits a spreadsheet keeps of a number;
// everything behind them is gone (domain section 4, bad data 2).
const maxSignificant = 15

// WholeNumber spells a number of a spreadsheet as plain digits, such as
// 1.38E+10 as 13800000000. ok is false if it is not a whole number; exact is
// false if it has more digits than a spreadsheet keeps, so that the last ones
// are invented.
func WholeNumber(text string) (digits string, exact, ok bool) {
	mantissa, exponent, found := cutExponent(text)
	if !found {
		return "", false, false
	}
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(mantissa, "+"), ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	if whole+fraction == "" || !allDigits(whole) || !allDigits(fraction) {
		return "", false, false
	}
	point := len(whole) + exponent
	all := whole + fraction
	if point < 0 || point > 40 {
		return "", false, false
	}
	if point > len(all) {
		all += strings.Repeat("0", point-len(all))
	}
	if strings.Trim(all[point:], "0") != "" {
		return "", false, false
	}
	digits = strings.TrimLeft(all[:point], "0")
	if digits == "" {
		return "0", true, true
	}
	return sign + digits, len(digits) <= maxSignificant, true
}

// Scientific reports whether a text is a number in powers of ten, the trace
// that a spreadsheet leaves on a long identifier.
func Scientific(text string) bool {
	if !strings.ContainsAny(text, "eE") {
		return false
	}
	_, err := strconv.ParseFloat(text, 64)
	return err == nil && text[0] != 'e' && text[0] != 'E'
}

func cutExponent(text string) (mantissa string, exponent int, ok bool) {
	at := strings.IndexAny(text, "eE")
	if at < 0 {
		return text, 0, true
	}
	n, err := strconv.Atoi(text[at+1:])
	return text[:at], n, err == nil && n > -400 && n < 400
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
