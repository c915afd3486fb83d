package letter

import (
	"regexp"
	"strings"
)

var (
	article = regexp.MustCompile(`、?第([一二三四五六七八九十]+)条`)
	rule    = regexp.MustCompile(`(R[0-9]+[A-Za-z]*)条`)
)

// laws gives the legal basis in the language of the letter. A basis is
// translated whole, out of the titles known, or stays as the officer wrote it.
func (w *writer) laws() []string {
	if w.lang != EN {
		return w.Basis
	}
	out := make([]string, len(w.Basis))
	for i, b := range w.Basis {
		out[i] = w.law(b)
	}
	return out
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
