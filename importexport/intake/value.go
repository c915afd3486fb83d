package intake

import (
	"math"
	"strconv"
	"strings"
	"time"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/intake/gazetteer"
)

// valueReader reads the cells of one table.
type valueReader struct {
	profile *importexport.Profile
	dates   dates
	places  *gazetteer.Gazetteer // nil for none
	value   value                // the one read last
	warning string               // about it; "" for none
}

// fail is why a cell cannot be taken.
type fail struct {
	code importexport.Code
	args map[string]string
}

var fine = fail{}

func failed(code importexport.Code) fail { return fail{code: code} }

// read reads a cell into r.value. It returns false for a cell that says
// nothing.
func (r *valueReader) read(f *field, c importexport.Cell) (bool, fail) {
	r.value, r.warning = value{}, ""
	switch {
	case c.Kind == importexport.Error:
		return false, failed("error_cell")
	case c.Formula && c.Text == "":
		return false, failed("formula_without_value")
	case c.Kind == importexport.Empty:
		return false, fine
	case spreadsheetError(strings.TrimSpace(c.Text)):
		return false, failed("error_cell")
	case f.kind == kVerbatim:
		r.value.text = c.Text
		return strings.TrimSpace(c.Text) != "", fine
	}
	text := strings.TrimSpace(importexport.Fold(c.Text))
	if f.kind != kText {
		text = strings.TrimLeft(text, "'’") // the mark by which a spreadsheet keeps a number as text
	}
	if text == "" || f.kind != kText && r.profile.Null(text) {
		return false, fine
	}
	if f.kind.zeroIsNothing() && strings.Trim(text, "0") == "" {
		r.warning = "zero_as_null"
		return false, fine
	}
	if len(text) != len(strings.TrimSpace(c.Text)) || f.kind.sign() && text != c.Text {
		r.warning = "normalised"
	}
	return true, r.convert(f, c, text)
}

// sign reports whether a value names a person or thing letter by letter, so
// that even a space less is worth a remark.
func (k kind) sign() bool { return k == kID || k == kDocNo || k == kPhone }

// zeroIsNothing reports whether noughts alone are what a system writes when it
// has no value (domain section 4, bad data 8).
func (k kind) zeroIsNothing() bool {
	return k == kDocNo || k == kPhone || k == kStamp || k == kDivision
}

// spreadsheetError reports whether a text is what a spreadsheet shows when it
// could not work a cell out; in a text file that is all that is left of it.
func spreadsheetError(text string) bool {
	if !strings.HasPrefix(text, "#") {
		return false
	}
	switch strings.ToUpper(text) {
	case "#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA":
		return true
	}
	return strings.Trim(text, "#") == "" && len(text) > 2 // a column too narrow for its number
}

func (r *valueReader) convert(f *field, c importexport.Cell, text string) fail {
	switch f.kind {
	case kText:
		r.value.text = strings.TrimSpace(c.Text)
		r.warning = ""
	case kName:
		return r.name(c)
	case kID:
		return r.identifier(c, text)
	case kDocNo:
		return r.docNo(c, text)
	case kPhone:
		return r.phone(c, text)
	case kCode:
		return r.code(f, c, text)
	case kColour:
		return r.colour(text)
	case kStamp:
		var code importexport.Code
		var warning string
		if r.value.stamp, warning, code = r.dates.read(c); warning != "" {
			r.warning = warning
		}
		return failed(code)
	case kClock:
		return r.clock(text)
	case kNumber, kWhole:
		return r.number(f, text)
	case kBool:
		return r.bool(text)
	case kList:
		r.warning = "" // full-width separators are no change
		r.value.list = r.codes(f, splitAny(text, r.profile.Lists))
	case kDivision:
		return r.division(c, text)
	}
	return fine
}

// name takes a person's name. Characters without width are taken out of it,
// with a remark: nobody sees them, and they hide the person from a search. A
// question mark stands where a character was lost.
func (r *valueReader) name(c importexport.Cell) fail {
	r.value.text, r.warning = cases.NormaliseName(visible(c.Text)), ""
	if r.value.text != cases.NormaliseName(c.Text) {
		r.warning = "normalised"
	}
	if strings.ContainsAny(r.value.text, "?？") {
		return failed("destroyed_text")
	}
	return fine
}

// visible is a name without characters of no width and with plain spaces.
func visible(name string) string {
	folded := importexport.Fold(name)
	if len(folded) == len(name) {
		return name
	}
	return strings.Map(func(r rune) rune {
		switch folded := importexport.Fold(string(r)); folded {
		case "", " ":
			if folded == "" {
				return -1
			}
			return ' '
		}
		return r
	}, name)
}

// identifier takes a sign that names something. A number of a spreadsheet is
// taken only while it has all its digits.
func (r *valueReader) identifier(c importexport.Cell, text string) fail {
	r.value.text = text
	if c.Kind == importexport.Number {
		digits, exact, ok := importexport.WholeNumber(text)
		if !ok || !exact {
			return failed("lost_precision")
		}
		r.value.text, r.warning = digits, "number_as_text"
		return fine
	}
	if importexport.Scientific(text) && strings.ContainsAny(text, "+.") {
		return failed("lost_precision")
	}
	return fine
}

func (r *valueReader) docNo(c importexport.Cell, text string) fail {
	r.value.text = cases.NormaliseDocNo(text)
	if r.value.text != c.Text {
		r.warning = "normalised"
	}
	switch {
	case c.Kind == importexport.Number:
		// Fifteen digits and fewer are whole, but no resident ID; the check of
		// the number names what is wrong with it.
		digits, exact, ok := importexport.WholeNumber(text)
		if !ok || !exact {
			return failed("lost_precision")
		}
		r.value.text, r.warning = digits, "number_as_text"
	case importexport.Scientific(r.value.text):
		return failed("lost_precision")
	case rounded(r.value.text) && r.warning == "":
		r.warning = "maybe_rounded"
	}
	return fine
}

// rounded reports whether a number of 18 digits ends as one that a spreadsheet
// has rounded. In a text file its type is gone, and one in eleven passes its
// check by chance (domain section 4, bad data 2).
func rounded(no string) bool {
	return len(no) == 18 && strings.HasSuffix(no, "000") && allDigits(no)
}

func (r *valueReader) phone(c importexport.Cell, text string) fail {
	if c.Kind == importexport.Number {
		digits, exact, ok := importexport.WholeNumber(text)
		if !ok || !exact {
			return failed("lost_precision")
		}
		text = digits
	} else if importexport.Scientific(text) {
		return failed("lost_precision")
	}
	if lookAlike(text) {
		return failed("letter_in_number")
	}
	digits, mobile := cases.NormalisePhone(text)
	switch {
	case mobile:
		if digits != c.Text {
			r.warning = "normalised"
		}
	case len(digits) < 7 || len(digits) > 20:
		return failed("bad_phone")
	default:
		r.warning = "not_a_mobile"
		digits = text
	}
	r.value.text = digits
	return fine
}

// lookAlike reports whether letters that look like digits stand among digits:
// O for 0, l or I for 1. Which digit was meant nobody can know.
func lookAlike(text string) bool {
	digits := strings.ContainsAny(text, "0123456789")
	return digits && strings.ContainsAny(text, "OoIlL|")
}

// code looks a value up in the profile's table, if it has one for the field.
func (r *valueReader) code(f *field, c importexport.Cell, text string) fail {
	if c.Kind == importexport.Number {
		if digits, _, ok := importexport.WholeNumber(text); ok {
			text = digits
		}
	}
	r.value.text = text
	table := r.profile.Values[f.group]
	if table == nil {
		return fine
	}
	if code, ok := table[text]; ok {
		r.value.text = code
		return fine
	}
	if code, ok := table[strings.ToUpper(text)]; ok {
		r.value.text = code
		return fine
	}
	if code := forbiddenEvidence(text); f.group == "source" && code != "" {
		return failed(code)
	}
	return fail{code: "unknown_value", args: map[string]string{"allowed": allowed(table)}}
}

// codes looks the values of a list up, if the profile has a table for the field.
// A value that stands for no code there is one that says nothing of the field;
// one that is not there stays, for the checks to refuse.
func (r *valueReader) codes(f *field, list []string) []string {
	table := r.profile.Values[f.group]
	if table == nil {
		return list
	}
	kept := list[:0]
	for _, v := range list {
		if code, ok := table[v]; ok {
			v = code
		}
		if v != "" {
			kept = append(kept, v)
		}
	}
	return kept
}

func (r *valueReader) colour(text string) fail {
	colour, ok := r.profile.Colours[text]
	if !ok {
		colour, ok = r.profile.Colours[strings.ToUpper(text)]
	}
	if !ok {
		return fail{code: "unknown_colour", args: map[string]string{"profile": r.profile.ID, "allowed": allowed(r.profile.Colours)}}
	}
	r.value.text, r.value.list = colour, []string{text}
	return fine
}

func (r *valueReader) clock(text string) fail {
	p := &dateParser{rest: text}
	c, ok := p.clock()
	if !ok || p.rest != "" || c.hour > 23 || c.minute > 59 || c.second > 59 {
		return failed("bad_time")
	}
	r.value.text = pad(c.hour) + ":" + pad(c.minute)
	if c.second > 0 {
		r.value.text += ":" + pad(c.second)
	}
	return fine
}

func (r *valueReader) number(f *field, text string) fail {
	for _, unit := range []string{"℃", "°C", "度", "米", "m", "分钟", "km/h"} {
		text = strings.TrimSpace(strings.TrimSuffix(text, unit))
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return failed("bad_number")
	}
	if f.kind == kWhole && (n != math.Trunc(n) || math.Abs(n) > 1e15) {
		return failed("bad_number")
	}
	r.value.number, r.value.whole = n, int(n)
	return fine
}

func (r *valueReader) bool(text string) fail {
	switch strings.ToLower(text) {
	case "是", "有", "同意", "已承诺", "true", "yes", "y", "1", "能":
		r.value.yes = true
	case "否", "没有", "不同意", "未承诺", "false", "no", "n", "0", "不能":
	default:
		return failed("bad_yes_no")
	}
	return fine
}

// division takes a code of six, nine or twelve digits, or a name that the
// profile or the office knows.
func (r *valueReader) division(c importexport.Cell, text string) fail {
	if code, ok := r.profile.Values["division"][text]; ok {
		r.value.text = code
		return fine
	}
	if r.places != nil && c.Kind == importexport.Text && !allDigits(text) {
		if code, ok := r.places.Find(text, time.Time{}); ok {
			r.value.text = code
			return fine
		}
	}
	if f := r.identifier(c, text); f.code != "" {
		return f
	}
	if n := len(r.value.text); !allDigits(r.value.text) || n != 6 && n != 9 && n != 12 || r.value.text[0] == '0' {
		return failed("bad_division")
	}
	return fine
}
