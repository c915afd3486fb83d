package roster

import (
	"slices"
	"strings"
)

// Term is one word of a search text, folded.
type Term struct {
	Text    string
	Numbers bool // digits, perhaps with the X of a document number: no prose
}

// Terms splits a search text at spaces. All terms must match a case, each
// anywhere in its appeal number, name, document number or phone; a term that is not just
// a number also matches in the statement. Signs that people type inside phone
// numbers are dropped from numbers.
func Terms(text string) []Term {
	var terms []Term
	for _, w := range strings.Fields(Fold(text)) {
		t := Term{Text: w}
		if n, ok := asNumber(w); ok {
			t = Term{Text: n, Numbers: true}
		}
		terms = append(terms, t)
	}
	return terms
}

// asNumber strips the signs of a phone number and reports whether only a
// number remains.
func asNumber(w string) (string, bool) {
	digits := strings.NewReplacer("-", "", "+", "", "〔", "", "〕", "").Replace(w)
	body := strings.TrimSuffix(digits, "X")
	if body == "" || strings.Trim(body, "0123456789") != "" {
		return "", false
	}
	if rest, ok := strings.CutPrefix(digits, "86"); ok && strings.HasPrefix(w, "+86") && rest != "" {
		digits = rest
	}
	if strings.HasPrefix(w, "〔") || strings.HasSuffix(w, "〕") {
		return "", false // the year of an appeal number
	}
	return digits, true
}

// finding is the outcome of the last text search of a table, kept because
// typing on and changing other filters ask for the same or for less.
type finding struct {
	terms []Term
	slots bitmap
}

// search is the set of slots, dead ones perhaps among them, whose texts match
// all terms. It must not be changed.
func (t *table) search(terms []Term) bitmap {
	last := t.found.Load()
	if last != nil && slices.Equal(last.terms, terms) {
		return last.slots
	}
	var b bitmap
	if last != nil && narrows(terms, last.terms) && last.slots.count() < t.alive/8 {
		b = t.recheck(terms, last.slots)
	} else {
		b = t.scan(terms)
	}
	t.found.Store(&finding{terms: terms, slots: b})
	return b
}

// narrows reports whether every case that matches terms matched last as well,
// as it is while somebody types.
func narrows(terms, last []Term) bool {
	for _, old := range last {
		within := func(n Term) bool {
			return strings.Contains(n.Text, old.Text) && (n.Numbers || !old.Numbers)
		}
		if !slices.ContainsFunc(terms, within) {
			return false
		}
	}
	return true
}

// scan looks through all texts, one term after the other.
func (t *table) scan(terms []Term) bitmap {
	t.vault.mu.RLock()
	defer t.vault.mu.RUnlock()
	var all bitmap
	for _, term := range terms {
		found := newBitmap(t.n)
		p := []byte(term.Text)
		t.appeal.scan(p, found)
		t.identity.scan(p, found)
		if !term.Numbers {
			t.statement.scan(p, found)
		}
		if all == nil {
			all = found
		} else {
			all.and(found)
		}
	}
	return all
}

// recheck tests single cases.
func (t *table) recheck(terms []Term, among bitmap) bitmap {
	t.vault.mu.RLock()
	defer t.vault.mu.RUnlock()
	found := newBitmap(t.n)
	among.each(func(s uint32) {
		for _, term := range terms {
			p := []byte(term.Text)
			if !t.appeal.contains(s, p) && !t.identity.contains(s, p) && (term.Numbers || !t.statement.contains(s, p)) {
				return
			}
		}
		found.set(s)
	})
	return found
}
