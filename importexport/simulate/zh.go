package simulate

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"recourse/cases"
)

// zhTime spells an instant as letters do: 2月13日21时06分.
func zhTime(t time.Time) string {
	t = t.In(cases.Shanghai())
	return fmt.Sprintf("%d月%d日%d时%02d分", t.Month(), t.Day(), t.Hour(), t.Minute())
}

// zhHour spells a full hour: 2月17日18时.
func zhHour(t time.Time) string {
	t = t.In(cases.Shanghai())
	return fmt.Sprintf("%d月%d日%d时", t.Month(), t.Day(), t.Hour())
}

// zhDay spells a day without its year: 2月15日.
func zhDay(t time.Time) string {
	t = t.In(cases.Shanghai())
	return fmt.Sprintf("%d月%d日", t.Month(), t.Day())
}

func zhYear(t time.Time) string {
	return strconv.Itoa(t.In(cases.Shanghai()).Year()) + "年" + zhDay(t)
}

func zhColour(c cases.Colour) string {
	switch c {
	case cases.Red:
		return "红码"
	case cases.Yellow:
		return "黄码"
	}
	return "绿码"
}

var blank = regexp.MustCompile(`<[a-z0-9_]+>`)

// fill puts the case's own facts into a text. A word nobody set stays as it
// is, where the tests find it.
func fill(text string, say map[string]string) string {
	return blank.ReplaceAllStringFunc(text, func(word string) string {
		if v, ok := say[word[1:len(word)-1]]; ok {
			return v
		}
		return word
	})
}
