package letter

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"recourse/cases"
)

var (
	article = regexp.MustCompile(`、?第([一二三四五六七八九十]+)条`)
	rule    = regexp.MustCompile(`(R[0-9]+[A-Za-z]*)条`)
	edition = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})`)
)

// laws gives the legal basis in the language of the letter. A basis is
// translated whole, out of the titles known, or stays as the officer wrote it.
func (w *writer) laws() []string {
	out := make([]string, len(w.Basis))
	for i, b := range w.Basis {
		if out[i] = w.named(b); w.lang == EN {
			out[i] = w.law(out[i])
		}
	}
	return out
}

// ruleSet names a set of rules as residents know it, by its title and the day
// of its version; the identifier follows, so that it can be looked up. A set
// without a known title is named by the identifier alone.
func (w *writer) ruleSet(id, version string) string {
	title := w.title(id)
	switch {
	case title.IsZero() && version == "":
		return id
	case title.IsZero():
		return w.fill("appealed.version", "ruleset", id, "version", version)
	}
	day := ""
	if m := edition.FindStringSubmatch(version); m != nil {
		day = w.fill("ruleset.edition", "date", stampDate(cases.Day(dayOf(m)), w.lang))
	}
	if version != "" {
		id = w.fill("ruleset.id", "ruleset", id, "version", version)
	}
	return w.fill("ruleset.name", "title", title.In(w.lang), "edition", day, "id", id)
}

// title is the title of a set of rules; its versions have the same.
func (w *writer) title(id string) Text {
	for _, r := range w.RuleSets {
		if r.ID == id {
			return r.Title
		}
	}
	return Text{}
}

// dayOf reads the day that edition found.
func dayOf(m []string) (int, time.Month, int) {
	n := make([]int, len(m))
	for i := range m {
		n[i], _ = strconv.Atoi(m[i])
	}
	return n[1], time.Month(n[2]), n[3]
}

// named puts the title in place of a bare identifier with its version, which is
// how officers cite rules, and of the law's name before it.
func (w *writer) named(basis string) string {
	for _, r := range w.RuleSets {
		if !strings.Contains(basis, r.ID) {
			continue
		}
		cited := regexp.MustCompile(`(?:` + regexp.QuoteMeta(w.press.words[ZH]["law.rules"]) + `)?\s*` +
			regexp.QuoteMeta(r.ID) + `\s*[@（(]` + regexp.QuoteMeta(r.Version) + `[）)]?`)
		basis = cited.ReplaceAllLiteralString(basis, w.ruleSet(r.ID, r.Version))
	}
	return basis
}

func (w *writer) law(basis string) string {
	text := basis
	zh := w.press.words[ZH]
	for key, title := range zh {
		if strings.HasPrefix(key, "law.") {
			text = strings.ReplaceAll(text, title, w.phrases[key])
		}
	}
	text = article.ReplaceAllStringFunc(text, func(s string) string {
		return w.fill("basis.art", "no", itoa(number(article.FindStringSubmatch(s)[1])))
	})
	text = rule.ReplaceAllStringFunc(text, func(s string) string {
		return w.fill("basis.rule", "rule", rule.FindStringSubmatch(s)[1])
	})
	text = strings.NewReplacer("（", " (", "）", ")").Replace(text)
	if strings.ContainsFunc(text, ideograph) {
		return basis
	}
	return text
}

// number reads the Chinese numerals 1 to 99; 0 stands for what is none.
func number(numeral string) int {
	for n := 1; n < 100; n++ {
		if chinese(n) == numeral {
			return n
		}
	}
	return 0
}

func ideograph(r rune) bool { return r >= 0x2E80 }
