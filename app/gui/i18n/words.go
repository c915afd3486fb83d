package i18n

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// Words speaks one language at a time. It may be used from several
// goroutines; SetLang switches in place.
type Words struct {
	cat *Catalogue

	mu      sync.Mutex
	lang    Lang
	missing map[string]int
}

// New returns the words of a catalogue, in the given language.
func New(cat *Catalogue, l Lang) *Words {
	return &Words{cat: cat, lang: l, missing: map[string]int{}}
}

// Lang is the language spoken now.
func (w *Words) Lang() Lang {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.lang
}

// SetLang switches the language. What is already on screen has to be built
// again by its owner.
func (w *Words) SetLang(l Lang) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lang = l
}

// In returns words of the same catalogue in another language, for a letter in
// Chinese written by an officer who works in English.
func (w *Words) In(l Lang) *Words { return New(w.cat, l) }

// T returns the sentence of a key with its placeholders filled from pairs of
// name and value. A key nobody wrote a sentence for is returned as it is.
func (w *Words) T(key string, args ...any) string {
	s, ok := w.sentence(key)
	if !ok {
		return key
	}
	return fill(s, w.pairs(args))
}

// Has reports whether a key has a sentence in the language spoken now. It
// does not count a missing one.
func (w *Words) Has(key string) bool {
	_, ok := w.cat.Sentence(w.Lang(), key)
	return ok
}

// Or returns the sentence of a key, or the fallback if there is none; for
// codes that come from outside, such as an issuing system's reason code.
func (w *Words) Or(key, fallback string) string {
	if !w.Has(key) {
		return fallback
	}
	return w.T(key)
}

// Codes words the codes of a list that are joined by commas; one without words
// stays as it is.
func (w *Words) Codes(list, codes string) string {
	parts := strings.FieldsFunc(codes, func(r rune) bool { return r == ',' || r == ' ' })
	for i, c := range parts {
		parts[i] = w.Or(list+"."+c, c)
	}
	return strings.Join(parts, w.T("list.comma"))
}

// Both words a code of a list in both languages, for files that leave the
// office: "红码 / Red"; "" for a code without words.
func (w *Words) Both(list, code string) string {
	zh, ok := w.cat.Sentence(ZH, list+"."+code)
	if !ok {
		return ""
	}
	en, _ := w.cat.Sentence(EN, list+"."+code)
	return zh + " / " + en
}

func (w *Words) sentence(key string) (string, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	s, ok := w.cat.Sentence(w.lang, key)
	if !ok {
		w.missing[key]++
	}
	return s, ok
}

// Missing lists the keys that were asked for and have no sentence.
func (w *Words) Missing() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Sorted(maps.Keys(w.missing))
}
