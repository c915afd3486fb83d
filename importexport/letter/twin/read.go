package twin

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"recourse/importexport/letter/typeset"
)

// ErrForeign means that a page is not one that this package writes.
var ErrForeign = errors.New("not a letter page of this program")

// maxPage bounds what Read takes; a long letter in two languages has some
// 40 kB.
const maxPage = 4 << 20

// Page is a page read back.
type Page struct {
	Info
	Letter typeset.Letter
	Code   string // verification code as printed, "" when there is none
}

// Read turns a page back into the blocks it was written from. It forgives
// nothing that Write would not write, but proves nothing either: compare the
// bytes that Write makes of the result.
func Read(file []byte) (Page, error) {
	if len(file) > maxPage {
		return Page{}, fmt.Errorf("%w: %d bytes", ErrForeign, len(file))
	}
	root, err := parse(file)
	if err != nil {
		return Page{}, fmt.Errorf("%w: %w", ErrForeign, err)
	}
	var p Page
	for _, m := range root.all("meta") {
		switch m.attr("name") {
		case "recourse-number":
			p.Number = m.attr("content")
		case "recourse-digest":
			p.Digest = m.attr("content")
		}
	}
	for _, n := range root.all("title") {
		p.Letter.Title = n.text()
	}
	for _, n := range root.all("body") {
		p.Letter.Large = n.attr("class") == size(true)
	}
	for _, n := range root.all("article") {
		part := typeset.Part{Lang: n.attr("lang")}
		p.blocks(&part, n)
		p.Letter.Parts = append(p.Letter.Parts, part)
	}
	return p, nil
}

// blocks reads the children of an article or of a section.
func (p *Page) blocks(part *typeset.Part, in *node) {
	add := func(b typeset.Block) { part.Blocks = append(part.Blocks, b) }
	for _, n := range in.kids {
		switch {
		case n.name == "header":
			h := typeset.Letterhead{Authority: n.line(0), Number: n.line(1)}
			h.Notice = n.line(2)
			add(h)
		case n.name == "section" && n.attr("class") == "slip":
			s := typeset.Slip{Head: n.line(0)}
			for _, t := range n.all("table") {
				s.Table = table(t)
			}
			add(s)
		case n.name == "section":
			p.blocks(part, n)
		case n.name == "h2":
			add(typeset.Heading{Text: n.text()})
		case n.name == "p" && n.attr("class") == "end":
			add(typeset.Ending{Text: n.text()})
		case n.name == "p":
			add(typeset.Para{Text: n.text(), Small: n.attr("class") == "small"})
		case n.name == "ol":
			for _, li := range n.kids {
				add(typeset.Item{Label: li.line(0), Text: li.line(1)})
			}
		case n.name == "div" && n.attr("class") == "title":
			add(typeset.Title{Lines: n.lines()})
		case n.name == "div":
			add(typeset.Panel{Paras: n.lines()})
		case n.name == "table":
			add(table(n))
		case n.name == "footer":
			add(p.signature(n))
		}
	}
}

func (p *Page) signature(n *node) typeset.Signature {
	s := typeset.Signature{Note: n.line(0), Authority: n.line(1), Date: n.line(2)}
	for _, svg := range n.all("svg") {
		s.Alt, s.Sealed = svg.attr("aria-label"), true
	}
	for _, code := range n.all("code") {
		p.Code = code.text()
	}
	return s
}

func table(n *node) typeset.Table {
	t := typeset.Table{Labels: n.attr("class") == "labels"}
	for _, part := range n.kids {
		for _, tr := range part.kids {
			if part.name == "thead" {
				t.Head = tr.lines()
			} else {
				t.Rows = append(t.Rows, tr.lines())
			}
		}
	}
	return t
}

// node is an element with its children; the text of an element without
// children is its words.
type node struct {
	name  string
	attrs []xml.Attr
	kids  []*node
	words strings.Builder
}

func (n *node) attr(name string) string {
	for _, a := range n.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// text is what the element says, with marks of emphasis.
func (n *node) text() string { return n.words.String() }

// line is the text of a child, "" when there is none.
func (n *node) line(i int) string {
	if i >= len(n.kids) {
		return ""
	}
	return n.kids[i].text()
}

func (n *node) lines() []string {
	out := make([]string, len(n.kids))
	for i, k := range n.kids {
		out[i] = k.text()
	}
	return out
}

// all finds the elements of a name below n.
func (n *node) all(name string) []*node {
	var out []*node
	for _, k := range n.kids {
		if k.name == name {
			out = append(out, k)
		}
		out = append(out, k.all(name)...)
	}
	return out
}

const maxDepth = 16

// parse reads a page strictly as XML. Emphasis becomes marks in the text.
func parse(file []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(file))
	root := &node{}
	open := []*node{root}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			if len(open) != 1 {
				return nil, errors.New("ends early")
			}
			return root, nil
		}
		if err != nil {
			return nil, err
		}
		top := open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local == "strong" {
				top.words.WriteRune(typeset.BoldOn)
				continue
			}
			if len(open) > maxDepth {
				return nil, errors.New("nested too deep")
			}
			n := &node{name: t.Name.Local, attrs: t.Copy().Attr}
			top.kids, open = append(top.kids, n), append(open, n)
		case xml.EndElement:
			if t.Name.Local == "strong" {
				top.words.WriteRune(typeset.BoldOff)
				continue
			}
			open = open[:len(open)-1]
		case xml.CharData:
			top.words.Write(t)
		}
	}
}
