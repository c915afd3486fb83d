package importexport

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Level says what a problem costs.
type Level uint8

// The three levels of a problem.
const (
	Notice  Level = iota // the row is kept; somebody should know
	Refused              // the row is not taken
	Fatal                // the file is not taken
)

// Code names one kind of problem. The sentence for it stands in the locale
// files under import.problem.CODE and what to do about it under
// import.remedy.CODE.
type Code string

// Problem is one thing that is wrong with a delivery: where, what value, why,
// and what would be accepted. It is an error when it ends the reading.
type Problem struct {
	File   string
	Sheet  string
	Row    int    // 0 when the whole file is meant
	Column string // the header as the file spells it, or the column letter
	Value  string // shortened; personal values masked
	Code   Code
	Args   map[string]string
	Level  Level
}

// MessageKey is the locale key of the sentence that says what is wrong.
func (p *Problem) MessageKey() string { return "import.problem." + string(p.Code) }

// RemedyKey is the locale key of the sentence that says what to do.
func (p *Problem) RemedyKey() string { return "import.remedy." + string(p.Code) }

// Words is everything a sentence about the problem may name.
func (p *Problem) Words() map[string]string {
	words := map[string]string{
		"file": p.File, "sheet": p.Sheet, "row": fmt.Sprint(p.Row), "column": p.Column, "value": p.Value,
	}
	for k, v := range p.Args {
		words[k] = v
	}
	return words
}

// Error names place and code, and never the value: errors reach logs.
func (p *Problem) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "file %s", p.File)
	if p.Sheet != "" {
		fmt.Fprintf(&b, ", sheet %s", p.Sheet)
	}
	if p.Row > 0 {
		fmt.Fprintf(&b, ", row %d", p.Row)
	}
	if p.Column != "" {
		fmt.Fprintf(&b, ", column %s", p.Column)
	}
	fmt.Fprintf(&b, ": %s", p.Code)
	return b.String()
}

// Is makes errors.Is compare problems by their code.
func (p *Problem) Is(target error) bool {
	q, ok := target.(*Problem)
	return ok && q.Code == p.Code
}

// Refuse returns the problem of a file that is not taken.
func Refuse(file string, code Code, args map[string]string) *Problem {
	return &Problem{File: file, Code: code, Args: args, Level: Fatal}
}

// Shorten cuts a value to what a report may show: 40 characters of one line,
// with control characters made visible.
func Shorten(value string) string {
	const most = 40
	var b strings.Builder
	n := 0
	for len(value) > 0 {
		if n == most {
			b.WriteString("…")
			break
		}
		r, size := utf8.DecodeRuneInString(value)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, "\\x%02x", value[0])
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, "\\u%04x", r)
		default:
			b.WriteString(value[:size])
		}
		value = value[size:]
		n++
	}
	return b.String()
}

// Count is the arguments of a problem with one number in its sentence.
func Count[N ~int | ~int64](name string, n N) map[string]string {
	return map[string]string{name: fmt.Sprint(n)}
}
