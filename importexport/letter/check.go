package letter

import (
	"regexp"
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
	return p.check(c, p.compose(c, false).Text())
}

func (p *Press) check(c Content, text string) []*cases.Refusal {
	out := missing(c)
	out = append(out, undated(c, text)...)
	out = append(out, unmentioned(c)...)
	own := text
	if quote := typeset.Squeeze(c.Told.Statement); quote != "" {
		own = strings.ReplaceAll(text, quote, "")
	}
	out = append(out, unfilled(own)...)
	out = append(out, forbidden(own, c)...)
	if lost := p.faces.Missing(text); len(lost) > 0 {
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

// unfilled finds the marks of something left open, as templates and people
// leave them.
func unfilled(text string) []*cases.Refusal {
	var out []*cases.Refusal
	for _, m := range []string{"{{", "}}", "__", "＿", "××", "△△", "○○", "（）", "()", "〔〕", "[]", "《》", "<>", "TODO", "TBD", "待填", "待补", "[tobefilledin]", "\uFFFD"} {
		if strings.Contains(text, m) {
			out = append(out, cases.Refuse("letter_unfilled", "text", m))
		}
	}
	// Few letters hold any of these, and the pattern takes a tenth of the time of
	// a letter.
	if strings.ContainsAny(text, "{｛【[Xx?？") {
		for _, m := range blanks.FindAllString(text, -1) {
			out = append(out, cases.Refuse("letter_unfilled", "text", strings.TrimFunc(m, besideBlank)))
		}
	}
	if i := strings.IndexFunc(text, private); i >= 0 {
		out = append(out, cases.Refuse("letter_unfilled", "text", shorten(text[i:])))
	}
	return out
}

// blanks are places that templates and people leave to be filled: names in
// braces, words in heavy or square brackets without a digit, crosses for a
// number or a name.
var blanks = regexp.MustCompile(`[{｛][^{}｛｝]{0,20}[}｝]|【[^】]{0,12}】|\[[^\]0-9]{1,12}\]|(?:^|[^A-Za-z])(?:XX+|xx+)(?:$|[^A-Za-z])|[?？]{2,}年`)

// besideBlank reports whether r only stands next to crosses.
func besideBlank(r rune) bool { return !strings.ContainsRune("{}｛｝【】[]Xx?？", r) }

// private reports whether r has no agreed meaning (private use area).
func private(r rune) bool { return r >= 0xE000 && r <= 0xF8FF || r >= 0xF0000 }

// accusations are words that judge a person instead of stating a fact.
func accusations() []string {
	return []string{"说谎", "撒谎", "谎报", "骗子", "不老实", "疑似瞒报", "涉嫌瞒报", "liar", "suspectedoflying"}
}

// forbidden finds what must not stand in a letter (domain section 3.5).
func forbidden(text string, c Content) []*cases.Refusal {
	out := numbers(text, c.Authority.Phone+" "+c.Help.Phone+" "+c.Help.Hotline)
	folded := folded(text)
	for _, word := range accusations() {
		if strings.Contains(folded, word) {
			out = append(out, cases.Refuse("letter_holds_accusation", "text", word))
		}
	}
	for _, name := range c.Strangers {
		if len([]rune(name)) > 1 && name != c.Person.Name && strings.Contains(text, typeset.Squeeze(name)) {
			out = append(out, cases.Refuse("letter_holds_stranger", "text", cases.MaskName(name)))
		}
	}
	return out
}

// folded is the text in small letters. Few letters have capitals beyond A to Z,
// and looking at each character takes a tenth of the time of a letter.
func folded(text string) string {
	for _, capital := range []string{"\u0130", "\u212A"} { // what else becomes a letter from a to z
		if strings.Contains(text, capital) {
			return strings.ToLower(text)
		}
	}
	small := []byte(text)
	for i, c := range small {
		if c >= 'A' && c <= 'Z' {
			small[i] = c + 'a' - 'A'
		}
	}
	return string(small)
}

// numbers finds ID numbers, mobile numbers other than the office's, and
// coordinates among the runs of digits in a text.
func numbers(text, office string) []*cases.Refusal {
	var out []*cases.Refusal
	for rest := text; ; {
		from := strings.IndexAny(rest, "0123456789")
		if from < 0 {
			return out
		}
		rest = rest[from:]
		run := digits(rest)
		after := rest[len(run):]
		switch x := len(after) > 0 && (after[0] == 'X' || after[0] == 'x'); {
		case len(run) == 18 || len(run) == 17 && x:
			out = append(out, cases.Refuse("letter_holds_id", "text", cases.MaskDocNo(rest[:18])))
		case len(run) == 11 && run[0] == '1' && run[1] >= '3' && !strings.Contains(office, run):
			out = append(out, cases.Refuse("letter_holds_phone", "text", cases.MaskPhone(run)))
		case (len(run) == 2 || len(run) == 3) && strings.HasPrefix(after, ".") && len(digits(after[1:])) >= 4:
			out = append(out, cases.Refuse("letter_holds_location", "text", run+"."+digits(after[1:])))
		}
		rest = after
	}
}

// digits is the run of digits at the start of s.
func digits(s string) string {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return s[:n]
}
