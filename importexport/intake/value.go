package intake

import (
	"math"
	"strconv"
	"strings"

	"recourse/cases"
	"recourse/importexport"
)

// valueReader reads the cells of one table.
type valueReader struct {
	profile *importexport.Profile
	dates   dates
	value   value  // the one read last
	warning string // about it; "" for none
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
	case f.kind == kVerbatim:
		r.value.text = c.Text
		return strings.TrimSpace(c.Text) != "", fine
	}
	text := strings.TrimSpace(importexport.Fold(c.Text))
	if text == "" || f.kind != kText && r.profile.Null(text) {
		return false, fine
	}
	if len(text) != len(strings.TrimSpace(c.Text)) {
		r.warning = "normalised"
	}
	return true, r.convert(f, c, text)
}

func (r *valueReader) convert(f *field, c importexport.Cell, text string) fail {
	switch f.kind {
	case kText:
		r.value.text = strings.TrimSpace(c.Text)
		r.warning = ""
	case kName:
		r.value.text = cases.NormaliseName(c.Text)
		r.warning = ""
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
		r.value.list = splitAny(text, r.profile.Lists)
	case kDivision:
		return r.division(c, text)
	}
	return fine
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
	if r.value.text != strings.TrimSpace(c.Text) {
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
	}
	return fine
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
	digits, mobile := cases.NormalisePhone(text)
	switch {
	case mobile:
		if digits != strings.TrimSpace(c.Text) {
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
// profile knows.
func (r *valueReader) division(c importexport.Cell, text string) fail {
	if code, ok := r.profile.Values["division"][text]; ok {
		r.value.text = code
		return fine
	}
	if f := r.identifier(c, text); f.code != "" {
		return f
	}
	if n := len(r.value.text); !allDigits(r.value.text) || n != 6 && n != 9 && n != 12 || r.value.text[0] == '0' {
		return failed("bad_division")
	}
	return fine
}
