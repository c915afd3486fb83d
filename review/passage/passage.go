// Package passage keeps the passages with which officers may begin their
// reasons: prepared texts with gaps, found by ground, topic and outcome.
//
// A passage never replaces reasons. Its gaps have to be filled, and a decision
// whose reasons hold little else is refused (cases.Missing); for that, a draft
// remembers which passages stand in it and in which version. They are found by
// their words, so that it makes no difference whether they were put in by the
// window, pasted, or typed.
//
// The program brings a stock; supervisors add to it and replace or remove
// parts of it for their office. Every change is a further version, and none is
// forgotten.
package passage

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml"

	"recourse/cases"
)

// Passage is one version of a prepared text. Empty lists fit all cases.
type Passage struct {
	ID       string              `json:"id" yaml:"id"`
	Version  int                 `json:"version" yaml:"version"`
	Topic    string              `json:"topic" yaml:"topic"` // fact, source, rule or outcome
	Grounds  []cases.Ground      `json:"grounds,omitempty" yaml:"grounds"`
	Outcomes []cases.Disposition `json:"outcomes,omitempty" yaml:"outcomes"`
	Title    Words               `json:"title" yaml:"title"`
	Text     Words               `json:"text" yaml:"text"`

	Office  bool         `json:"office,omitempty" yaml:"-"` // changed or added by the office
	Removed bool         `json:"removed,omitempty" yaml:"-"`
	By      cases.UserID `json:"by,omitempty" yaml:"-"`
	At      time.Time    `json:"at,omitzero" yaml:"-"`
}

// Words are a text in both languages.
type Words struct {
	ZH string `json:"zh" yaml:"zh"`
	EN string `json:"en" yaml:"en"`
}

// In is the text of a language, or of the other one where it has none.
func (w Words) In(lang string) string {
	if lang == "en" {
		return cmp.Or(w.EN, w.ZH)
	}
	return cmp.Or(w.ZH, w.EN)
}

// Limits of a passage, in characters.
const (
	maxTitle = 60
	maxText  = 600
)

// Topics lists the topics in the order in which they are offered.
func Topics() []string { return []string{"fact", "source", "rule", "outcome"} }

// Parse reads a list of passages and refuses one that is not whole.
func Parse(raw []byte) ([]Passage, error) {
	var list []Passage
	if err := yaml.UnmarshalWithOptions(raw, &list, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("passages: %w", err)
	}
	for i := range list {
		if err := list[i].Check(); err != nil {
			return nil, fmt.Errorf("passage %q: %w", list[i].ID, err)
		}
	}
	return list, nil
}

// Check refuses a passage without a name, a title or a text, one that is too
// long to be a beginning, and one for an unknown ground, topic or outcome.
func (p *Passage) Check() error {
	title, text := p.Title.In("zh"), p.Text.In("zh")
	known := func(ok bool, field, value string) error {
		if ok {
			return nil
		}
		return cases.Refuse("passage_"+field, "value", value)
	}
	if err := known(p.ID != "" && strings.Trim(p.ID, "abcdefghijklmnopqrstuvwxyz0123456789_-") == "", "id", p.ID); err != nil {
		return err
	}
	if err := known(slices.Contains(Topics(), p.Topic), "topic", p.Topic); err != nil {
		return err
	}
	for _, g := range p.Grounds {
		if err := known(g.Valid(), "ground", string(g)); err != nil {
			return err
		}
	}
	for _, d := range p.Outcomes {
		if err := known(d.Valid(), "outcome", string(d)); err != nil {
			return err
		}
	}
	if strings.TrimSpace(title) == "" || utf8.RuneCountInString(title) > maxTitle || strings.TrimSpace(text) == "" || utf8.RuneCountInString(text) > maxText {
		return cases.Refuse("passage_words", "title", strconv.Itoa(maxTitle), "text", strconv.Itoa(maxText))
	}
	return nil
}

// Current is the newest version of every passage, those that were removed left
// out: the stock in its order, then what the office added.
func Current(stock, office []Passage) []Passage {
	var out []Passage
	at := map[string]int{}
	for _, p := range slices.Concat(stock, office) {
		i, ok := at[p.ID]
		switch {
		case !ok:
			at[p.ID] = len(out)
			out = append(out, p)
		case p.Version > out[i].Version:
			out[i] = p
		}
	}
	return slices.DeleteFunc(out, func(p Passage) bool { return p.Removed })
}

// Next makes a passage the next version of its ID.
func Next(stock, office []Passage, p Passage) Passage {
	p.Version = 1
	for _, o := range slices.Concat(stock, office) {
		if o.ID == p.ID {
			p.Version = max(p.Version, o.Version+1)
		}
	}
	p.Office = true
	return p
}

// For orders passages by how well they fit a case: those of its grounds and of
// the outcome chosen first, those of other grounds or outcomes last.
func For(list []Passage, grounds []cases.Ground, outcome cases.Disposition) []Passage {
	fit := func(p Passage) int {
		n := 0
		switch {
		case slices.ContainsFunc(p.Grounds, func(g cases.Ground) bool { return slices.Contains(grounds, g) }):
			n += 2
		case len(p.Grounds) > 0:
			n -= 4
		}
		switch {
		case slices.Contains(p.Outcomes, outcome):
			n++
		case len(p.Outcomes) > 0 && outcome != "":
			n -= 2
		}
		return n
	}
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(a, b Passage) int { return cmp.Compare(fit(b), fit(a)) })
	return out
}

// telling is from how many letters on a stretch of words names its passage.
const telling = 6

// Used lists the passages that stand in some reasons: those whose longest
// stretch between two gaps occurs there. What a draft remembered before and
// still holds stays in the version it was put in.
func Used(list []Passage, reasons string, before []cases.Passage) []cases.Passage {
	var out []cases.Passage
	for _, b := range before {
		if holds(reasons, b.Text) {
			out = append(out, b)
		}
	}
	for _, p := range list {
		for _, text := range []string{p.Text.ZH, p.Text.EN} {
			known := slices.ContainsFunc(out, func(u cases.Passage) bool { return u.ID == p.ID && holds(text, u.Text) })
			if text != "" && !known && holds(reasons, text) {
				out = append(out, cases.Passage{ID: p.ID, Version: p.Version, Text: text})
			}
		}
	}
	return out
}

func holds(reasons, text string) bool {
	longest := ""
	for part := range strings.SplitSeq(text, cases.Gap) {
		if part = strings.TrimFunc(part, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) }); utf8.RuneCountInString(part) > utf8.RuneCountInString(longest) {
			longest = part
		}
	}
	return utf8.RuneCountInString(longest) >= telling && strings.Contains(reasons, longest)
}
