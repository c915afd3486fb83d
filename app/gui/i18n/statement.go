package i18n

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"recourse/cases"
)

// Statement words a sentence of the replay or of an error model, whose
// arguments are codes, dates and references as the rules read them. Places
// have to be named already. A key without a sentence gives "".
func (w *Words) Statement(key string, args map[string]string) string {
	if key == "" || !w.Has(key) {
		return ""
	}
	pairs := make([]any, 0, 2*len(args))
	for k, v := range args {
		pairs = append(pairs, k, w.argument(k, v))
	}
	return w.T(key, pairs...)
}

// argument words one argument. A list, such as that of the evidence, is worded
// piece by piece.
func (w *Words) argument(name, v string) string {
	switch name {
	case "border", "radius", "metres":
		if n, err := strconv.ParseInt(v, 10, 64); err == nil {
			return w.Number(n)
		}
		return w.Value(v)
	case "receiver":
		return w.Or("detail.receiver."+v, v)
	case "item":
		return w.Or("case.item."+v, v)
	case "evidence", "kinds", "rules":
		parts := strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ' ' })
		for i, p := range parts {
			parts[i] = w.Value(p)
		}
		return strings.Join(parts, w.T("list.comma"))
	}
	return w.Value(v)
}

// Value words a value of a fact: yes and no, a colour, a source, a moment, or
// that nobody knows it. What is none of these is shown as it is.
func (w *Words) Value(v string) string {
	switch {
	case v == "" || v == "?" || v == "UNKNOWN":
		return w.T("replay.not_known")
	case colour(v):
		return w.Colour(cases.Colour(v))
	}
	for _, list := range []string{"case.value.", "source."} {
		if w.Has(list + v) {
			return w.T(list + v)
		}
	}
	return w.Moment(v)
}

func colour(v string) bool {
	return slices.Contains([]cases.Colour{cases.Green, cases.Yellow, cases.Orange, cases.Red, cases.Grey, cases.NoColour, cases.Invalid}, cases.Colour(v))
}

// Moment words a time as the rules write it, with its year: a day, or an
// instant to the minute. What is no time is shown as it is.
func (w *Words) Moment(text string) string {
	s, err := cases.ParseStamp(text)
	if err != nil {
		t, err := time.ParseInLocation("2006-01-02 15:04", text, cases.Shanghai())
		if err != nil {
			return text
		}
		s = cases.At(t)
	}
	switch {
	case s.IsZero():
		return text
	case s.WholeDay():
		return w.FullDate(s.Earliest())
	}
	return w.FullDateTime(s.Earliest())
}

// FactName is the path of a fact without the piece of evidence it is about:
// "stays.to" of "stays[F1].to".
func FactName(path string) string {
	if i, j := strings.IndexByte(path, '['), strings.IndexByte(path, ']'); i >= 0 && j > i {
		return path[:i] + path[j+1:]
	}
	return path
}
