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
	return p, nil
}

// fill returns the words of a key with its placeholders filled by pairs of
// name and value. Emphasis of the fixed words becomes marks; values are taken
// literally. A key or placeholder that is unknown stays visible in braces, so
// that Check finds it.
func (p phrases) fill(key string, pairs ...string) string {
	words, ok := p[key]
	if !ok {
		return "{" + key + "}"
	}
	for bold := true; strings.Contains(words, "**"); bold = !bold {
		mark := typeset.BoldOn
		if !bold {
			mark = typeset.BoldOff
		}
		words = strings.Replace(words, "**", string(mark), 1)
	}
	braced := make([]string, len(pairs))
	for i, s := range pairs {
		if braced[i] = s; i%2 == 0 {
			braced[i] = "{" + s + "}"
		}
	}
	return strings.NewReplacer(braced...).Replace(words)
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
		return t.Format("2 January 2006, 15:04")
	case t.Minute() == 0:
		return t.Format("2006年1月2日") + fmt.Sprintf("%d时", t.Hour())
	}
	return t.Format("2006年1月2日") + fmt.Sprintf("%d时%02d分", t.Hour(), t.Minute())
}

// period prints from and to, leaving out the second day when it is the first.
func period(from, to cases.Stamp, l Lang) string {
	a, b := moment(from, l), moment(to, l)
	if b == "" || a == b {
		return a
	}
	if !from.WholeDay() && !to.WholeDay() && date(from.Earliest(), l) == date(to.Earliest(), l) {
		t := to.Earliest().In(cases.Shanghai())
		if l == EN {
			return a + " to " + t.Format("15:04")
		}
		return a + "至" + fmt.Sprintf("%d时%02d分", t.Hour(), t.Minute())
	}
	if l == EN {
		return a + " to " + b
	}
	return a + "至" + b
}
