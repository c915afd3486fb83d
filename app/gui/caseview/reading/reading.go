// Package reading words the remarks that an import left on a piece of a case:
// values that were read in another form than they were written, that were
// taken from elsewhere or are missing. They stand with the piece itself, so
// that nobody weighs a value without knowing how it came about.
package reading

import (
	"slices"
	"strings"

	"recourse/app/gui/i18n"
)

// Remark is one remark in words: the field it is about ("" for the whole
// piece) and what happened when it was read.
type Remark struct{ Field, Text string }

// Remarks words the remarks of an import, each once, in their order. A remark
// is a code and the field it is about, such as "converted:flag.radius".
func Remarks(w *i18n.Words, warnings []string) []Remark {
	var out []Remark
	for _, warning := range warnings {
		code, about, _ := strings.Cut(warning, ":")
		r := Remark{Field: field(w, code, about), Text: code}
		if key := "reading." + code; w.Has(key) {
			r.Text = w.T(key, "n", about)
		}
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// Line is a remark as one sentence: "Phone: no mobile number; kept as written".
func (r Remark) Line(w *i18n.Words) string {
	if r.Field == "" {
		return r.Text
	}
	return w.T("reading.line", "field", r.Field, "text", r.Text)
}

// counted are the remarks that are followed by a number instead of a field.
const counted = "rows_left_out"

// field names a field of an import in words.
func field(w *i18n.Words, code, about string) string {
	if code == counted || about == "" {
		return ""
	}
	name := about[strings.LastIndexByte(about, '.')+1:]
	for _, key := range []string{"lacks." + about, "reading.field." + name, "case.field." + name, "detail." + name} {
		if w.Has(key) {
			return w.T(key)
		}
	}
	return about
}

// Label is what stands on the button of a piece's remarks: the field of the
// first and how many more there are, for a column is narrow and a piece can
// have ten. The tip and the dialog say them all.
func Label(w *i18n.Words, remarks []Remark) string {
	names := Fields(remarks)
	if len(names) < 2 {
		return w.T("reading.open", "fields", strings.Join(names, ""))
	}
	return w.T("reading.open.more", "field", names[0], "n", len(names)-1)
}

// Brief says in half a line what was remarked on: the fields, or the remark on
// the whole piece.
func Brief(w *i18n.Words, remarks []Remark) string {
	return w.T("reading.open", "fields", strings.Join(Fields(remarks), w.T("list.comma")))
}

// Fields names the fields that remarks are about, each once; a remark on the
// whole piece stands itself.
func Fields(remarks []Remark) []string {
	var names []string
	for _, r := range remarks {
		name := r.Field
		if name == "" {
			name = r.Text
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
