package letter

import (
	"strings"

	"recourse/importexport/letter/typeset"
)

// compose turns content into blocks. With preview it says that it is one.
func (p *Press) compose(c Content, preview bool) typeset.Letter {
	out := typeset.Letter{Large: c.Large}
	for i, l := range c.Languages {
		w := &writer{phrases: p.words[l], press: p, lang: l, Content: c}
		if out.Title == "" {
			out.Title = strings.TrimSpace(c.Heading.In(l) + " " + c.Number)
		}
		last := i == len(c.Languages)-1
		out.Parts = append(out.Parts, typeset.Part{Lang: tagOf(l), Blocks: w.blocks(preview, last), Running: w.notice(preview)})
	}
	return out
}

func tagOf(l Lang) string {
	if l == EN {
		return "en-GB"
	}
	return "zh-CN"
}

// writer writes the letter in one language.
type writer struct {
	phrases
	Content
	press *Press
	lang  Lang
	out   []typeset.Block
	no    int // of the section
}

func (w *writer) blocks(preview, last bool) []typeset.Block {
	w.head(preview)
	if w.Kind == KindCertificate {
		w.certificate()
	} else {
		w.outcome()
	}
	for _, part := range w.plan() {
		part()
	}
	w.data()
	w.contact()
	w.close(preview, last)
	return w.out
}

func (w *writer) add(b ...typeset.Block) { w.out = append(w.out, b...) }

func (w *writer) para(sentences ...string) {
	if text := w.join(sentences...); text != "" {
		w.add(typeset.Para{Text: text})
	}
}

// small writes a paragraph of standing information in the size of notes.
func (w *writer) small(sentences ...string) {
	w.add(typeset.Para{Text: w.join(sentences...), Small: true})
}

// join puts sentences one after the other: without a space in Chinese.
func (w *writer) join(sentences ...string) string {
	sep := ""
	if w.lang == EN {
		sep = " "
	}
	var kept []string
	for _, s := range sentences {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, sep)
}

// section opens a numbered section: 一、 in Chinese, 1. in English.
func (w *writer) section(key string) {
	w.no++
	w.add(typeset.Heading{Text: w.ordinal(w.no) + w.fill(key)})
}

func (w *writer) ordinal(n int) string {
	if w.lang == EN {
		return itoa(n) + ". "
	}
	return chinese(n) + "、"
}

// chinese writes 1 to 99 in Chinese numerals.
func chinese(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n-10]
	}
	return digits[n/10] + "十" + digits[n%10]
}

func (w *writer) texts(list []Text) []string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = t.In(w.lang)
	}
	return out
}

// items numbers a list.
func (w *writer) items(list []string) {
	for i, text := range list {
		w.add(typeset.Item{Label: itoa(i+1) + ".", Text: text})
	}
}
