package cases

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// DocStatus is the result of checking an identity document's number.
type DocStatus string

// The results of CheckDocNo. LostPrecision is set by readers that saw an
// 18-digit number held as a floating point cell.
const (
	DocOK            DocStatus = "ok"
	DocBad           DocStatus = "bad"
	DocNotApplicable DocStatus = "not_applicable"
	DocLostPrecision DocStatus = "lost_precision"
)

// Identity document types that the checks tell apart (domain table T1).
const (
	DocResidentID      = "01"
	DocPassport        = "02"
	DocHKMacauPermit   = "03"
	DocTaiwanPermit    = "04"
	DocResidencePermit = "05"
	DocForeignPR       = "06"
	DocHousehold       = "07"
	DocOther           = "99"
)

// NormaliseDocNo folds full-width characters, case and spaces. It never adds,
// drops or guesses a digit.
func NormaliseDocNo(s string) string {
	if plainNumber(s) {
		return s
	}
	s = width.Narrow.String(strings.TrimSpace(s))
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' {
			return -1
		}
		return unicode.ToUpper(r)
	}, s)
	return s
}

// plainNumber reports whether s holds nothing but ASCII digits and capitals,
// as nearly every number does.
func plainNumber(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return true
}

// CheckDocNo checks a normalised number of the given type. Resident IDs and
// residence permits must have 18 characters, a real birth date and the check
// character of GB 11643-1999 (ISO 7064 MOD 11-2); other types have no check.
func CheckDocNo(docType, no string) DocStatus {
	if docType != DocResidentID && docType != DocResidencePermit {
		if no == "" {
			return DocBad
		}
		return DocNotApplicable
	}
	if len(no) != 18 || no[17] != IDCheckChar(no[:17]) {
		return DocBad
	}
	if _, ok := BirthDate(no); !ok {
		return DocBad
	}
	return DocOK
}

// IDCheckChar computes the check character for the first 17 digits of a
// resident ID (ISO 7064 MOD 11-2, weights of GB 11643-1999). It returns 0
// when the digits are not 17 ASCII digits.
func IDCheckChar(digits string) byte {
	const weights = "\x07\x09\x0a\x05\x08\x04\x02\x01\x06\x03\x07\x09\x0a\x05\x08\x04\x02"
	if len(digits) != len(weights) {
		return 0
	}
	sum := 0
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return 0
		}
		sum += int(digits[i]-'0') * int(weights[i])
	}
	return "10X98765432"[sum%11]
}

// BirthDate reads the birth date inside an 18-character resident ID.
func BirthDate(no string) (time.Time, bool) {
	if len(no) != 18 {
		return time.Time{}, false
	}
	t, err := time.ParseInLocation("20060102", no[6:14], shanghai)
	return t, err == nil
}

// NormalisePhone strips +86, spaces and dashes from a mainland mobile number
// and reports whether 11 digits of the form 1[3-9]xxxxxxxxx remain.
func NormalisePhone(s string) (string, bool) {
	if !plainNumber(s) {
		s = width.Narrow.String(s)
	}
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, s)
	for _, prefix := range []string{"+86", "0086", "86"} {
		if rest, ok := strings.CutPrefix(digits, prefix); ok && len(rest) == 11 {
			digits = rest
			break
		}
	}
	ok := len(digits) == 11 && digits[0] == '1' && digits[1] >= '3' && digits[1] <= '9'
	return digits, ok
}

// NormaliseName brings a name to NFC without surrounding space. Rare
// characters and the middle dot are kept as they are.
func NormaliseName(s string) string { return norm.NFC.String(strings.TrimSpace(s)) }

// MaskDocNo shows the first six and last four characters: 330199********0011.
func MaskDocNo(no string) string { return mask(no, 6, 4) }

// MaskPhone shows the first three and last four digits: 138****1234.
func MaskPhone(no string) string { return mask(no, 3, 4) }

// MaskName shows the first character of a name: 王*.
func MaskName(name string) string {
	first, n := utf8.DecodeRuneInString(name)
	if n == 0 {
		return ""
	}
	return string(first) + strings.Repeat("*", min(2, max(1, utf8.RuneCountInString(name)-1)))
}

// mask keeps head and tail characters and stars the rest; a value too short
// to hide anything is starred whole.
func mask(s string, head, tail int) string {
	r := []rune(s)
	if len(r) <= head+tail {
		return strings.Repeat("*", len(r))
	}
	return string(r[:head]) + strings.Repeat("*", len(r)-head-tail) + string(r[len(r)-tail:])
}

// Masked returns a copy of the snapshot in which everything that names or
// reaches a person is masked: names, document numbers, phones, the address
// below the street, proxies. It is what screens and outputs show unless
// somebody unmasks with a recorded reason.
func (s *Snapshot) Masked() Snapshot {
	m := *s
	m.Resident = s.Resident.masked()
	m.Flags = slices.Clone(s.Flags)
	for i := range m.Flags {
		f := &m.Flags[i]
		f.Phone, f.LinkedDocNo, f.LinkedName = MaskPhone(f.Phone), MaskDocNo(f.LinkedDocNo), MaskName(f.LinkedName)
		f.Detail.Plate = MaskName(f.Detail.Plate)
		f.RawJSON = ""
	}
	m.Questionnaires = slices.Clone(s.Questionnaires)
	for i := range m.Questionnaires {
		m.Questionnaires[i] = s.maskedForm(&s.Questionnaires[i])
	}
	m.Appeal.Statement = s.hideIn(s.Appeal.Statement)
	m.Appeal.RawJSON, m.Assignment.RawJSON = "", ""
	return m
}

func (r Resident) masked() Resident {
	r.Name, r.DocNo, r.Phone = MaskName(r.Name), MaskDocNo(r.DocNo), MaskPhone(r.Phone)
	if r.NameLatin != "" {
		r.NameLatin = MaskName(r.NameLatin)
	}
	if r.Guardian != "" {
		r.Guardian = MaskName(r.Guardian)
	}
	if r.Address != "" {
		r.Address = "***"
	}
	r.HomeLat, r.HomeLon, r.BirthDate, r.RawJSON = nil, nil, Stamp{}, ""
	return r
}

// maskedForm hides where the person lives and who the person is in a form.
func (s *Snapshot) maskedForm(q *Questionnaire) Questionnaire {
	m := *q
	m.RawJSON = ""
	if m.DeclaredLocation != "" {
		m.DeclaredLocation = "***"
	}
	m.Items = slices.Clone(q.Items)
	for i := range m.Items {
		a := &m.Items[i]
		if a.ItemCode == "ADDRESS" && a.AnswerRaw != "" {
			a.AnswerRaw, a.AnswerNorm, a.EditedFrom = "***", "", ""
		}
		a.AnswerRaw = s.hideIn(a.AnswerRaw)
	}
	return m
}

// hideIn masks the person's own name, number and phone where they stand in
// free text.
func (s *Snapshot) hideIn(text string) string {
	for _, p := range []struct{ plain, masked string }{
		{s.Resident.DocNo, MaskDocNo(s.Resident.DocNo)},
		{s.Resident.Phone, MaskPhone(s.Resident.Phone)},
		{s.Resident.Name, MaskName(s.Resident.Name)},
	} {
		if p.plain != "" {
			text = strings.ReplaceAll(text, p.plain, p.masked)
		}
	}
	return text
}
