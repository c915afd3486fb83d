package paper

import (
	"fmt"
	"io"
	"iter"
	"strings"

	"recourse/importexport/letter/face"
)

// Merge copies the pages of letters, as Write made them, into one print
// stream: page contents unchanged, one subset of each face for all. Letters
// are read one at a time and only the numbers of their pages are kept. With
// duplex a letter of an odd number of pages is followed by a blank one. The
// structure for screen readers is left out, as a print stream goes to paper.
func Merge(w io.Writer, faces *face.Set, letters iter.Seq2[[]byte, error], duplex bool) (pages int, err error) {
	m := &merger{out: counter{w: w}, faces: faces, used: &usage{}, offsets: make([]int64, mergeFixed)}
	m.write(header)
	n := 0
	for file, err := range letters {
		if err != nil {
			return 0, err
		}
		n++
		if err := m.letter(file, duplex); err != nil {
			return 0, fmt.Errorf("letter %d of the print stream: %w", n, err)
		}
	}
	m.finish()
	return len(m.kids), m.out.err
}

// Objects of a print stream with fixed numbers; the first is unused.
const (
	mergeCatalog = 1 + iota
	mergePages
	mergeResources
	mergeFixed
)

type merger struct {
	out     counter
	faces   *face.Set
	used    *usage
	offsets []int64
	kids    []int
	buf     []byte
	unpack  unpacker
}

// counter is a writer that knows how much it wrote and keeps the first error.
type counter struct {
	w   io.Writer
	n   int64
	err error
}

func (c *counter) Write(b []byte) (int, error) {
	if c.err != nil {
		return 0, c.err
	}
	n, err := c.w.Write(b)
	c.n += int64(n)
	c.err = err
	return n, err
}

func (m *merger) write(s string) { _, _ = io.WriteString(&m.out, s) } // the counter keeps the error

// object writes one object under the next number.
func (m *merger) object(e entry) int {
	m.offsets = append(m.offsets, 0)
	n := len(m.offsets) - 1
	m.put(n, e)
	return n
}

func (m *merger) put(n int, e entry) {
	m.offsets[n] = m.out.n
	m.buf = appendObject(m.buf[:0], n, e)
	_, _ = m.out.Write(m.buf) // the counter keeps the error
}

func (m *merger) letter(file []byte, duplex bool) error {
	o, err := takeApart(file)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrForeign, err)
	}
	root, err := o.dict(ref(pagesObject))
	if err != nil {
		return err
	}
	kids, _ := root["Kids"].(array)
	if len(kids) == 0 || len(kids) > maxPages {
		return fmt.Errorf("%w: pages", ErrForeign)
	}
	if err := m.collect(o); err != nil {
		return err
	}
	for _, kid := range kids {
		page, err := o.dict(kid)
		if err != nil {
			return err
		}
		contents, err := o.object(page["Contents"])
		if err != nil || contents.stream == nil {
			return fmt.Errorf("%w: contents of a page", ErrForeign)
		}
		m.page(m.object(entry{body: "/Filter /FlateDecode", stream: contents.stream}))
	}
	if duplex && len(kids)%2 == 1 {
		m.page(m.object(entry{stream: []byte{}}))
	}
	return nil
}

func (m *merger) page(contents int) {
	m.kids = append(m.kids, m.object(entry{body: fmt.Sprintf(
		"<</Type /Page /Parent %d 0 R /Resources %d 0 R /Contents %d 0 R>>", mergePages, mergeResources, contents)}))
}

// collect adds the glyphs that a letter uses.
func (m *merger) collect(o *objects) error {
	resources, err := o.dict(ref(resourcesObject))
	if err != nil {
		return err
	}
	names, _ := resources["Font"].(dict)
	for _, id := range face.IDs() {
		v, ok := names[name(fmt.Sprintf("F%d", id))]
		if !ok {
			continue
		}
		d, err := o.dict(v)
		if err != nil {
			return err
		}
		cmap, err := m.unpack.stream(o, d["ToUnicode"])
		if err != nil {
			return err
		}
		most := face.GID(0)
		if err := eachGlyph(cmap, func(g face.GID) {
			m.used.add(id, g)
			most = max(most, g)
		}); err != nil {
			return err
		}
		if int(most) >= m.faces.Face(id).Glyphs() {
			return fmt.Errorf("%w: glyph %d", ErrForeign, most)
		}
	}
	return nil
}

// finish writes fonts, page tree and cross references.
func (m *merger) finish() {
	d := &document{objects: make([]entry, len(m.offsets))}
	fonts := d.fonts(m.faces, m.used)
	for _, e := range d.objects[len(m.offsets):] {
		m.object(e)
	}
	var kids strings.Builder
	for _, n := range m.kids {
		fmt.Fprintf(&kids, "%d 0 R\n", n)
	}
	m.put(mergeResources, entry{body: "<</Font <<" + fonts + ">>>>"})
	m.put(mergePages, entry{body: fmt.Sprintf("<</Type /Pages /Count %d /MediaBox [0 0 595.28 841.89] /Kids [%s]>>", len(m.kids), kids.String())})
	m.put(mergeCatalog, entry{body: fmt.Sprintf("<</Type /Catalog /Pages %d 0 R>>", mergePages)})
	start := m.out.n
	m.write(fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(m.offsets)))
	for _, at := range m.offsets[1:] {
		m.write(fmt.Sprintf("%010d 00000 n \n", at))
	}
	m.write(fmt.Sprintf("trailer\n<</Size %d /Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(m.offsets), mergeCatalog, start))
}
