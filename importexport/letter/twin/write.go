package twin

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"recourse/importexport/letter/typeset"
)

//go:embed style.css
var style string

// Info is what stands in the head of a page.
type Info struct {
	Number string // document number
	Digest string // of the letter's text, hexadecimal; the PDF has the same
}

// Write writes a sealed letter as a page. The same letter gives the same
// bytes.
func Write(l typeset.Letter, info Info) []byte {
	w := &writer{}
	w.out.Grow(32 << 10)
	lang := ""
	if len(l.Parts) > 0 {
		lang = l.Parts[0].Lang
	}
	w.put("<!DOCTYPE html>\n", `<html lang="`, escape(lang), `">`, "\n<head>\n")
	w.head(l, info)
	w.put("</head>\n", `<body class="`, size(l.Large), `">`, "\n<main>\n")
	for _, p := range l.Parts {
		w.part(p)
	}
	w.put("</main>\n</body>\n</html>\n")
	return []byte(w.out.String())
}

func size(large bool) string {
	if large {
		return "large"
	}
	return "normal"
}

type writer struct {
	out     strings.Builder
	section bool // a section is open
	list    bool // a list is open
}

func (w *writer) put(parts ...string) {
	for _, p := range parts {
		w.out.WriteString(p)
	}
}

// head writes the title, what the page is the twin of, and the policy that
// lets nothing in but the style below.
func (w *writer) head(l typeset.Letter, info Info) {
	sum := sha256.Sum256([]byte(style))
	policy := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
	w.put(`<meta charset="utf-8" />`, "\n")
	w.put(`<meta http-equiv="Content-Security-Policy" content="`, policy, `" />`, "\n")
	for _, m := range [][2]string{{"viewport", "width=device-width, initial-scale=1"}, {"referrer", "no-referrer"}, {"robots", "noindex"},
		{"recourse-number", info.Number}, {"recourse-digest", info.Digest}} {
		w.put(`<meta name="`, m[0], `" content="`, escape(m[1]), `" />`, "\n")
	}
	w.put("<title>", escape(l.Title), "</title>\n<style>", style, "</style>\n")
}

func (w *writer) part(p typeset.Part) {
	w.put(`<article lang="`, escape(p.Lang), `">`, "\n")
	for _, b := range p.Blocks {
		w.block(b)
	}
	w.close()
	w.put("</article>\n")
}

// close ends an open list and an open section.
func (w *writer) close() {
	w.endList()
	if w.section {
		w.put("</section>\n")
	}
	w.section = false
}

func (w *writer) endList() {
	if w.list {
		w.put("</ol>\n")
	}
	w.list = false
}

func (w *writer) block(b typeset.Block) {
	if item, ok := b.(typeset.Item); ok {
		if !w.list {
			w.put(`<ol role="list">`, "\n")
		}
		w.list = true
		w.put("<li><span>", inline(item.Label), "</span> <span>", inline(item.Text), "</span></li>\n")
		return
	}
	w.endList()
	switch b := b.(type) {
	case typeset.Letterhead:
		w.put("<header>\n")
		w.p("authority", b.Authority)
		w.p("number", b.Number)
		if inline(b.Notice) != "" {
			w.p("demo", b.Notice)
		}
		w.put("</header>\n")
	case typeset.Title:
		w.title(b)
	case typeset.Heading:
		w.close()
		w.section = true
		w.put("<section>\n<h2>", inline(b.Text), "</h2>\n")
	case typeset.Para:
		w.p(map[bool]string{true: "small", false: ""}[b.Small], b.Text)
	case typeset.Panel:
		w.put(`<div class="outcome">`, "\n")
		for _, text := range b.Paras {
			w.p("", text)
		}
		w.put("</div>\n")
	case typeset.Table:
		w.table(b)
	case typeset.Signature:
		w.close()
		w.signature(b)
	case typeset.Slip:
		w.close()
		w.put(`<section class="slip">`, "\n")
		w.p("", b.Head)
		w.table(b.Table)
		w.put("</section>\n")
	case typeset.Ending:
		w.close()
		w.p("end", b.Text)
	}
}

func (w *writer) title(b typeset.Title) {
	w.put(`<div class="title">`, "\n")
	for i, line := range b.Lines {
		if i == 0 {
			w.put("<h1>", inline(line), "</h1>\n")
			continue
		}
		w.p("", line)
	}
	w.put("</div>\n")
}

// p writes a paragraph.
func (w *writer) p(class, text string) {
	if class != "" {
		class = ` class="` + class + `"`
	}
	w.put("<p", class, ">", inline(text), "</p>\n")
}

func (w *writer) table(t typeset.Table) {
	kind := "rows"
	if t.Labels {
		kind = "labels"
	}
	w.put(`<table class="`, kind, `">`, "\n")
	columns := len(t.Head)
	for _, r := range t.Rows {
		columns = max(columns, len(r))
	}
	if len(t.Head) > 0 {
		w.put("<thead>\n<tr>")
		for _, cell := range t.Head {
			w.put(`<th scope="col">`, inline(cell), "</th>")
		}
		w.put("</tr>\n</thead>\n")
	}
	w.put("<tbody>\n")
	for _, r := range t.Rows {
		w.row(r, t.Labels, columns)
	}
	w.put("</tbody>\n</table>\n")
}

// row writes a row; the last cell of a short one runs on.
func (w *writer) row(cells []string, labels bool, columns int) {
	w.put("<tr>")
	for i, cell := range cells {
		tag, attrs := "td", ""
		if labels && i%2 == 0 {
			tag, attrs = "th", ` scope="row"`
		}
		if i == len(cells)-1 && len(cells) < columns {
			attrs += ` colspan="` + strconv.Itoa(columns-i) + `"`
		}
		w.put("<", tag, attrs, ">", inline(cell), "</", tag, ">")
	}
	w.put("</tr>\n")
}

// signature writes how to check the letter, who signs and when, and the code.
func (w *writer) signature(b typeset.Signature) {
	w.put("<footer>\n")
	w.p("small", b.Note)
	w.p("signed", b.Authority)
	w.p("signed", b.Date)
	if b.Matrix != nil {
		w.put(`<div class="seal">`, "\n")
		fmt.Fprintf(&w.out, `<svg role="img" aria-label="%s" viewBox="-4 -4 %d %d" shape-rendering="crispEdges"><path d="%s"></path></svg>`,
			escape(b.Alt), b.Matrix.Size+8, b.Matrix.Size+8, squares(b.Matrix))
		w.put("\n<code>", inline(typeset.Grouped(b.Code)), "</code>\n</div>\n")
	}
	w.put("</footer>\n")
}

// squares draws the dark squares of a QR code, a run of them at a time.
func squares(m *typeset.Matrix) string {
	var b []byte
	for y := range m.Size {
		for x := 0; x < m.Size; x++ {
			from := x
			for x < m.Size && m.Dark(x, y) {
				x++
			}
			if n := int64(x - from); n > 0 {
				b = strconv.AppendInt(append(b, 'M'), int64(from), 10)
				b = strconv.AppendInt(append(b, ' '), int64(y), 10)
				b = strconv.AppendInt(append(b, 'h'), n, 10)
				b = strconv.AppendInt(append(b, "v1h-"...), n, 10)
				b = append(b, 'z')
			}
		}
	}
	return string(b)
}

// escape writes a text as the value of an attribute or a title: on one line and
// without emphasis.
func escape(s string) string {
	var b strings.Builder
	for _, r := range joined(strings.Map(unmarked, s)) {
		put(&b, r)
	}
	return b.String()
}

func unmarked(r rune) rune {
	if r == typeset.BoldOn || r == typeset.BoldOff {
		return -1
	}
	return r
}

// inline writes a text with its emphasis, white space as single blanks.
func inline(s string) string {
	var b strings.Builder
	for _, r := range joined(balanced(s)) {
		switch r {
		case typeset.BoldOn:
			b.WriteString("<strong>")
		case typeset.BoldOff:
			b.WriteString("</strong>")
		default:
			put(&b, r)
		}
	}
	return b.String()
}

// balanced is a text in which emphasis that begins ends, and none stands in
// another.
func balanced(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return unmarked(r) < 0 }) {
		return s
	}
	bold := false
	s = strings.Map(func(r rune) rune {
		on := r == typeset.BoldOn
		if unmarked(r) >= 0 {
			return r
		}
		if on == bold {
			return -1
		}
		bold = on
		return r
	}, s)
	if bold {
		s += string(typeset.BoldOff)
	}
	return s
}

// joined is a text with white space as single blanks.
func joined(s string) string { return strings.Join(strings.Fields(s), " ") }

// put writes a character as HTML and XML both take it.
func put(b *strings.Builder, r rune) {
	switch {
	case r > '\u009f' && r < '\ufdd0': // nearly all
		b.WriteRune(r)
	case r == '&':
		b.WriteString("&amp;")
	case r == '<':
		b.WriteString("&lt;")
	case r == '>':
		b.WriteString("&gt;")
	case r == '"':
		b.WriteString("&quot;")
	case unicode.IsControl(r), unicode.Is(unicode.Noncharacter_Code_Point, r):
		b.WriteRune(unicode.ReplacementChar) // neither may stand in a page; a letter that was issued has none
	default:
		b.WriteRune(r)
	}
}
