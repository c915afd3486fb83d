package importexport

import (
	"fmt"
	"strings"
)

// Pattern makes one text of several, see TableSpec.Compose.
type Pattern struct{ pieces []piece }

// piece is a stretch of a pattern: words and names in turn. An optional one is
// left out when a name in it is empty.
type piece struct {
	tokens   []token
	optional bool
}

type token struct {
	text string
	name bool
}

// ParsePattern reads a pattern.
func ParsePattern(text string) (Pattern, error) {
	var p Pattern
	for text != "" {
		optional := text[0] == '['
		var body string
		if optional {
			end := strings.IndexByte(text, ']')
			if end < 0 {
				return Pattern{}, fmt.Errorf("pattern: a bracket is not closed")
			}
			body, text = text[1:end], text[end+1:]
		} else {
			end := strings.IndexByte(text, '[')
			if end < 0 {
				end = len(text)
			}
			body, text = text[:end], text[end:]
		}
		tokens, err := parseTokens(body)
		if err != nil {
			return Pattern{}, err
		}
		p.pieces = append(p.pieces, piece{tokens, optional})
	}
	if len(p.Names()) == 0 {
		return Pattern{}, fmt.Errorf("pattern: no name in braces")
	}
	return p, nil
}

func parseTokens(body string) ([]token, error) {
	var out []token
	for body != "" {
		open := strings.IndexAny(body, "{}[]")
		if open < 0 {
			return append(out, token{text: body}), nil
		}
		if body[open] != '{' {
			return nil, fmt.Errorf("pattern: %q stands alone", body[open:open+1])
		}
		if open > 0 {
			out = append(out, token{text: body[:open]})
		}
		name, rest, closed := strings.Cut(body[open+1:], "}")
		if !closed || name == "" || strings.ContainsAny(name, "{[]") {
			return nil, fmt.Errorf("pattern: a brace holds no name")
		}
		out = append(out, token{text: name, name: true})
		body = rest
	}
	return out, nil
}

// Names lists the names of a pattern in its order.
func (p Pattern) Names() []string {
	var names []string
	for _, piece := range p.pieces {
		for _, t := range piece.tokens {
			if t.name {
				names = append(names, t.text)
			}
		}
	}
	return names
}

// Needs lists the names that are not within brackets.
func (p Pattern) Needs() []string {
	var names []string
	for _, piece := range p.pieces {
		for _, t := range piece.tokens {
			if t.name && !piece.optional {
				names = append(names, t.text)
			}
		}
	}
	return names
}

// Fill puts values in the places of the names. Without any value the whole is
// empty.
func (p Pattern) Fill(value func(name string) string) string {
	var b strings.Builder
	said := false
	for _, piece := range p.pieces {
		text, filled, whole := piece.fill(value)
		if piece.optional && !whole {
			continue
		}
		said = said || filled
		b.WriteString(text)
	}
	if !said {
		return ""
	}
	return b.String()
}

func (p piece) fill(value func(name string) string) (text string, filled, whole bool) {
	var b strings.Builder
	whole = true
	for _, t := range p.tokens {
		if !t.name {
			b.WriteString(t.text)
			continue
		}
		v := value(t.text)
		b.WriteString(v)
		filled, whole = filled || v != "", whole && v != ""
	}
	return b.String(), filled, whole
}
