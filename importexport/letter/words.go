package letter

import (
	"fmt"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"recourse/assets"
	"recourse/cases"
	"recourse/importexport/letter/typeset"
)

// phrases holds the fixed words of one language.
type phrases map[string]string

func loadPhrases(l Lang) (phrases, error) {
	raw, err := assets.LetterWords(string(l))
	if err != nil {
		return nil, err
	}
	var p phrases
	if err := yaml.Unmarshal(raw, &p); err != nil {
		return nil, fmt.Errorf("letter words in %q: %w", l, err)
	}
	for key, words := range p {
		p[key] = emphasised(words)
	}
	return p, nil
}

// emphasised turns pairs of ** into marks of emphasis.
func emphasised(words string) string {
	for bold := true; strings.Contains(words, "**"); bold = !bold {
		mark := typeset.BoldOn
		if !bold {
			mark = typeset.BoldOff
		}
		words = strings.Replace(words, "**", string(mark), 1)
	}
	return words
}

// fill returns the words of a key with its placeholders filled by pairs of
// name and value; values are taken literally. A key or placeholder that is unknown stays visible in braces, and
// a choice not yet made as an open place, so that Check finds both.
func (p phrases) fill(key string, pairs ...string) string {
	words, ok := p[key]
	if strings.HasSuffix(key, ".") {
		return p["open"] // nobody has chosen yet
	}
	if !ok {
		return "{" + key + "}"
	}
	if !strings.Contains(words, "{") {
		return words
	}
	var b strings.Builder
	for {
		before, rest, open := strings.Cut(words, "{")
		name, after, closed := strings.Cut(rest, "}")
		b.WriteString(before)
		if !open || !closed {
			b.WriteString(words[len(before):])
			return b.String()
		}
		b.WriteString(value(pairs, name))
		words = after
	}
}

// value is what a placeholder stands for, or the placeholder.
func value(pairs []string, name string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			return pairs[i+1]
		}
	}
	return "{" + name + "}"
}

// list joins words as the language does.
func (p phrases) list(items []string) string { return strings.Join(items, p["list.and"]) }

// date prints a day in full: 2020年2月17日, 17 February 2020.
func date(t time.Time, l Lang) string {
	t = t.In(cases.Shanghai())
	if l == EN {
		return t.Format("2 January 2006")
	}
	return t.Format("2006年1月2日")
}

// moment prints a day with its time to the minute, or only the day when the
// source knew no more.
func moment(s cases.Stamp, l Lang) string {
	t := s.Earliest().In(cases.Shanghai())
	switch {
	case s.IsZero():
		return ""
	case s.WholeDay():
		return date(t, l)
	case l == EN:
		return date(t, l) + ", " + clock(t, l)
	}
	return date(t, l) + clock(t, l)
}

// clock prints the time of day. The last minute is the end of the day: 24时,
// 24:00.
func clock(t time.Time, l Lang) string {
	t = t.In(cases.Shanghai())
	h, m := t.Hour(), t.Minute()
	if h == 23 && m == 59 {
		h, m = 24, 0
	}
	switch {
	case l == EN:
		return fmt.Sprintf("%02d:%02d", h, m)
	case m == 0:
		return fmt.Sprintf("%d时", h)
	}
	return fmt.Sprintf("%d时%02d分", h, m)
}

// period prints from and to, leaving out of one what the other says too.
func period(from, to cases.Stamp, l Lang) string {
	a, b := moment(from, l), moment(to, l)
	if b == "" || a == b {
		return a
	}
	start, end := from.Earliest().In(cases.Shanghai()), to.Earliest().In(cases.Shanghai())
	join := "至"
	if l == EN {
		join = " to "
	}
	switch {
	case !from.WholeDay() && !to.WholeDay() && date(start, l) == date(end, l):
		return a + join + clock(end, l)
	case start.Year() == end.Year() && l == EN:
		return strings.Replace(a, start.Format(" 2006"), "", 1) + join + b
	case start.Year() == end.Year():
		return a + join + strings.TrimPrefix(b, end.Format("2006年"))
	}
	return a + join + b
}
