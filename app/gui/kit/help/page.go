package help

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Page is one help page.
type Page struct {
	Name   string // the file's name without its number and ending, such as "deciding"
	Title  string
	Blocks []Block
}

// Kind is what a block is.
type Kind int

// The kinds of blocks.
const (
	Text    Kind = iota
	Heading      // a heading inside the page
	Item         // an entry of a list; Mark is its number or a dot
	Row          // a row of a table: Cells
)

// Block is a paragraph or what stands in its place.
type Block struct {
	Kind  Kind
	Mark  string
	Runs  []Run
	Cells [][]Run
}

// Run is a stretch of text in one style.
type Run struct {
	Text               string
	Bold, Italic, Code bool
}

// Read returns the pages of a language in reading order. lang is the name of a
// folder: "zh" or "en".
func Read(fsys fs.FS, lang string) ([]Page, error) {
	files, err := fs.Glob(fsys, path.Join(lang, "*.md"))
	if err != nil {
		return nil, fmt.Errorf("help pages %s: %w", lang, err)
	}
	pages := make([]Page, 0, len(files))
	for _, name := range files {
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("help page %s: %w", name, err)
		}
		p := Parse(string(raw))
		_, p.Name, _ = strings.Cut(strings.TrimSuffix(path.Base(name), ".md"), "-")
		pages = append(pages, p)
	}
	return pages, nil
}

// Parse reads one page. What it does not know is text.
func Parse(text string) Page {
	var p Page
	var para []string
	flush := func() {
		if len(para) > 0 {
			p.Blocks = append(p.Blocks, Block{Kind: Text, Runs: runs(strings.Join(para, " "))})
			para = nil
		}
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		b, ok := block(line)
		switch {
		case strings.HasPrefix(line, "# ") && p.Title == "":
			p.Title = strings.TrimPrefix(line, "# ")
		case ok:
			flush()
			p.Blocks = append(p.Blocks, b)
		case line == "" || rule(line):
			flush()
		default:
			para = append(para, line)
		}
	}
	flush()
	return p
}

// block reads a line that is a block by itself.
func block(line string) (Block, bool) {
	if rest, ok := strings.CutPrefix(line, "- "); ok {
		return Block{Kind: Item, Mark: "·", Runs: runs(rest)}, true
	}
	if n, rest, ok := strings.Cut(line, ". "); ok && digits(n) {
		return Block{Kind: Item, Mark: n + ".", Runs: runs(rest)}, true
	}
	if rest := strings.TrimLeft(line, "#"); rest != line && strings.HasPrefix(rest, " ") {
		return Block{Kind: Heading, Runs: runs(strings.TrimSpace(rest))}, true
	}
	if strings.HasPrefix(line, "|") && !rule(line) {
		b := Block{Kind: Row}
		for cell := range strings.SplitSeq(strings.Trim(line, "|"), "|") {
			b.Cells = append(b.Cells, runs(strings.TrimSpace(cell)))
		}
		return b, true
	}
	return Block{}, false
}

// rule reports whether a line only rules off the head of a table.
func rule(line string) bool { return line != "" && strings.Trim(line, "|-: ") == "" }

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// runs splits a line at its marks. A mark without its fellow stands for
// itself.
func runs(s string) []Run {
	var out []Run
	plain := ""
	for s != "" {
		r, rest, ok := marked(s)
		if !ok {
			plain, s = plain+s[:1], s[1:]
			continue
		}
		if plain != "" {
			out, plain = append(out, Run{Text: plain}), ""
		}
		out, s = append(out, r), rest
	}
	if plain != "" {
		out = append(out, Run{Text: plain})
	}
	return out
}

// marked reads a run that a mark opens and closes.
func marked(s string) (r Run, rest string, ok bool) {
	for _, m := range []struct {
		mark string
		run  Run
	}{{"**", Run{Bold: true}}, {"`", Run{Code: true}}, {"*", Run{Italic: true}}} {
		inner, opened := strings.CutPrefix(s, m.mark)
		if !opened {
			continue
		}
		text, after, closed := strings.Cut(inner, m.mark)
		if !closed || text == "" {
			return Run{}, "", false
		}
		m.run.Text = text
		return m.run, after, true
	}
	return Run{}, "", false
}
