package letter

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"recourse/cases"
	"recourse/importexport/letter/typeset"
)

// Check lists everything that keeps a letter from being issued. Codes:
// letter_missing_<element> with the element's number, letter_unfilled (a
// placeholder), letter_glyph (characters that no face shows) and
// letter_holds_<what> for what must not stand in a letter: id, phone,
// location, accusation, stranger. An empty list means that Issue accepts it.
func (p *Press) Check(c Content) []*cases.Refusal {
	out := missing(c)
	letter := p.compose(c, &seal{})
	text := letter.Text()
	out = append(out, unfilled(text)...)
	out = append(out, forbidden(text, c)...)
	if lost := typeset.Compose(p.faces, letter).Lost; len(lost) > 0 {
		out = append(out, cases.Refuse("letter_glyph", "characters", string(lost), "codes", codePoints(lost)))
	}
	return out
}

func codePoints(runes []rune) string {
	names := make([]string, len(runes))
	for i, r := range runes {
		names[i] = "U+" + strings.ToUpper(strconv.FormatInt(int64(r), 16))
	}
	return strings.Join(names, " ")
}

// placeholders are the marks of something left open, as templates and people
// leave them.
var placeholders = regexp.MustCompile(`\{[a-zA-Z_.]*\}|\{\{|\}\}|_{3,}|×{2,}|[Xx]{2,}年|[Xx]{2,}月|【】|\[\]|（）|TODO|TBD|待填|待补充内容|\x{FFFD}|[\x{E000}-\x{F8FF}]`)

func unfilled(text string) []*cases.Refusal {
	var out []*cases.Refusal
	found := placeholders.FindAllString(text, -1)
	slices.Sort(found)
	for _, m := range slices.Compact(found) {
		out = append(out, cases.Refuse("letter_unfilled", "text", m))
	}
	return out
}

// The patterns of what a letter must not contain (domain section 3.5).
var (
	fullID     = regexp.MustCompile(`(^|[^0-9*])[1-9][0-9]{16}[0-9Xx]($|[^0-9])`)
	mobile     = regexp.MustCompile(`(^|[^0-9])1[3-9][0-9]{9}($|[^0-9])`)
	coordinate = regexp.MustCompile(`[0-9]{2,3}\.[0-9]{4,}`)
	accusation = regexp.MustCompile(`(?i)说谎|撒谎|谎报|骗子|不老实|疑似瞒报|涉嫌瞒报|liar|suspected of lying|\blied\b|suspectedoflying`)
)

func forbidden(text string, c Content) []*cases.Refusal {
	var out []*cases.Refusal
	refuse := func(what, found string) {
		out = append(out, cases.Refuse("letter_holds_"+what, "text", found))
	}
	if m := fullID.FindString(text); m != "" {
		refuse("id", cases.MaskDocNo(strings.Trim(m, "，。：（） ")))
	}
	for _, m := range mobile.FindAllString(text, -1) {
		number := strings.TrimFunc(m, func(r rune) bool { return r < '0' || r > '9' })
		if !strings.Contains(c.Authority.Phone+c.Help.Phone+c.Help.Hotline, number) {
			refuse("phone", cases.MaskPhone(number))
		}
	}
	if m := coordinate.FindString(text); m != "" {
		refuse("location", m)
	}
	if m := accusation.FindString(text); m != "" {
		refuse("accusation", m)
	}
	for _, name := range c.Strangers {
		if len([]rune(name)) > 1 && name != c.Person.Name && strings.Contains(text, typeset.Squeeze(name)) {
			refuse("stranger", cases.MaskName(name))
		}
	}
	return out
}
