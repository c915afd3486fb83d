package i18n

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// fill replaces the placeholders of a sentence. A placeholder without an
// argument stays visible as it is, so that it is noticed.
func fill(sentence string, arg func(name string) (value, bool)) string {
	var b strings.Builder
	for {
		open := strings.IndexByte(sentence, '{')
		if open < 0 {
			break
		}
		end := strings.IndexByte(sentence[open:], '}')
		if end < 0 {
			break
		}
		end += open
		b.WriteString(sentence[:open])
		b.WriteString(expand(sentence[open:end+1], arg))
		sentence = sentence[end+1:]
	}
	b.WriteString(sentence)
	return b.String()
}

// value is an argument: its text, and its number if it has one.
type value struct {
	text   string
	number int64
	counts bool
}

// expand answers one placeholder, braces included.
func expand(raw string, arg func(string) (value, bool)) string {
	name, forms, choice := strings.Cut(raw[1:len(raw)-1], "|")
	v, ok := arg(name)
	switch {
	case !ok:
		return raw
	case !choice:
		return v.text
	}
	one, other, _ := strings.Cut(forms, "|")
	if v.counts && (v.number == 1 || v.number == -1) {
		return one
	}
	return other
}

// Placeholders lists the names used in a sentence, each once and in order, so
// that two languages can be compared.
func Placeholders(sentence string) []string {
	var names []string
	fill(sentence, func(name string) (value, bool) {
		names = append(names, name)
		return value{}, true
	})
	slices.Sort(names)
	return slices.Compact(names)
}

// pairs reads arguments given as name, value, name, value.
func (w *Words) pairs(args []any) func(string) (value, bool) {
	return func(name string) (value, bool) {
		for i := 0; i+1 < len(args); i += 2 {
			if args[i] == name {
				return w.value(args[i+1]), true
			}
		}
		return value{}, false
	}
}

// value formats an argument by its type: numbers are grouped, times and
// durations become words, anything else is printed as it is.
func (w *Words) value(a any) value {
	switch v := a.(type) {
	case string:
		n, err := strconv.ParseInt(v, 10, 64) // the arguments of statements are texts
		return value{text: v, number: n, counts: err == nil}
	case int:
		return value{text: w.Number(int64(v)), number: int64(v), counts: true}
	case int64:
		return value{text: w.Number(v), number: v, counts: true}
	}
	return value{text: w.timeText(a)}
}

func printed(a any) string { return fmt.Sprint(a) }
