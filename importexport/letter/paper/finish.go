package paper

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"recourse/importexport/letter/face"
	"recourse/importexport/letter/typeset"
)

// Numbers that gofpdf gives to every document.
const (
	pagesObject     = 1
	resourcesObject = 2
)

// finish takes gofpdf's document apart and puts it together again with fonts,
// structure and metadata.
func finish(faces *face.Set, l typeset.Layout, info Info, made *room) ([]byte, error) {
	in, err := takeApart(made.raw.Bytes())
	if err != nil {
		return nil, fmt.Errorf("finish pages: %w", err)
	}
	catalog, okRoot := in.trailer["Root"].(ref)
	about, okInfo := in.trailer["Info"].(ref)
	if !okRoot || !okInfo {
		return nil, fmt.Errorf("finish pages: %w: trailer", errSyntax)
	}
	d := &document{objects: make([]entry, len(in.places), len(in.places)+len(l.Nodes)+32), room: made.packed[:0]}
	defer func() { made.packed = d.room }()
	for n := 1; n < len(in.places); n++ {
		o, err := in.object(ref(n))
		if err != nil {
			return nil, fmt.Errorf("finish pages: %w", err)
		}
		d.objects[n] = entry{body: string(o.body), stream: o.stream}
	}
	pages, err := d.pages(in, made.pages)
	if err != nil {
		return nil, err
	}
	d.objects[resourcesObject].body = "<</Font <<" + d.fonts(faces, &made.used) + ">>>>"
	tree := d.structure(l, pages, made.marks)
	meta := d.add(xmp(l, info), "/Type /Metadata /Subtype /XML")
	d.objects[catalog].body = fmt.Sprintf("<</Type /Catalog /Pages %d 0 R /Lang (%s) /MarkInfo <</Marked true>> "+
		"/ViewerPreferences <</DisplayDocTitle true>> /StructTreeRoot %d 0 R /Metadata %d 0 R>>", pagesObject, l.Lang, tree, meta)
	d.objects[about].body = infoDict(l, info)
	return d.assemble(int(catalog), int(about)), nil
}

// entry is an object of the finished document.
type entry struct {
	body   string // for a stream, the dictionary entries besides the length
	stream []byte
	// outlines says that the stream is a font, which follows from the numbers of
	// its glyphs.
	outlines bool
}

type document struct {
	objects []entry
	room    []byte // in which streams are packed, one behind the other
}

// add appends an object and returns its number.
func (d *document) add(stream []byte, body string) int {
	d.objects = append(d.objects, entry{body: body, stream: stream})
	return len(d.objects) - 1
}

// pages returns the page objects in order, adds their text and drops the parts
// of gofpdf's dictionaries that are written anew.
func (d *document) pages(in *objects, text [][]byte) ([]int, error) {
	root, err := in.dict(ref(pagesObject))
	if err != nil {
		return nil, err
	}
	kids, _ := root["Kids"].(array)
	var pages []int
	for i, kid := range kids {
		page, err := in.dict(kid)
		if err != nil {
			return nil, err
		}
		contents, ok := page["Contents"].(ref)
		if !ok || int(contents) >= len(d.objects) || i >= len(text) {
			return nil, fmt.Errorf("%w: contents of page %d", errSyntax, i+1)
		}
		d.objects[contents] = entry{body: "/Filter /FlateDecode", stream: d.squeeze(d.objects[contents].stream, text[i])}
		n := int(kid.(ref))
		d.objects[n].body = fmt.Sprintf("<</Type /Page /Parent %d 0 R /Resources %d 0 R /Contents %d 0 R "+
			"/StructParents %d /Tabs /S>>", pagesObject, resourcesObject, contents, i)
		pages = append(pages, n)
	}
	return pages, nil
}

// assemble writes the file. Its id is the digest of all streams but the fonts',
// which follow from the text; the other objects follow from streams and words.
func (d *document) assemble(root, info int) []byte {
	size := len(header) + 512
	for _, o := range d.objects {
		size += len(o.body) + len(o.stream) + 96
	}
	b := append(make([]byte, 0, size), header...)
	offsets := make([]int, len(d.objects))
	id := sha256.New()
	for n, o := range d.objects {
		if n == 0 {
			continue
		}
		if !o.outlines {
			id.Write(o.stream) // a hash takes whatever it is given
		}
		offsets[n] = len(b)
		b = appendObject(b, n, o)
	}
	sum, start := id.Sum(nil), len(b)
	b = fmt.Appendf(b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets))
	for _, at := range offsets[1:] {
		b = appendOffset(b, at)
	}
	return fmt.Appendf(b, "trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID [<%X> <%X>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(offsets), root, info, sum[:16], sum[:16], start)
}

// appendOffset writes an entry of the cross references.
func appendOffset(b []byte, at int) []byte {
	const digits = 10
	from := len(b)
	b = append(b, "0000000000 00000 n \n"...)
	for i := from + digits - 1; at > 0 && i >= from; i-- {
		b[i], at = byte('0'+at%10), at/10
	}
	return b
}

const header = "%PDF-1.7\n%\xE4\xBF\xA1\xE5\x87\xBD\n"

func appendObject(b []byte, n int, o entry) []byte {
	b = append(strconv.AppendInt(b, int64(n), 10), " 0 obj\n"...)
	if o.stream == nil {
		return append(append(b, o.body...), "\nendobj\n"...)
	}
	b = append(append(b, "<<"...), o.body...)
	b = append(strconv.AppendInt(append(b, " /Length "...), int64(len(o.stream)), 10), ">>\nstream\n"...)
	return append(append(b, o.stream...), "\nendstream\nendobj\n"...)
}

func infoDict(l typeset.Layout, info Info) string {
	at := info.At
	_, offset := at.Zone()
	sign := '+'
	if offset < 0 {
		sign, offset = '-', -offset
	}
	stamp := fmt.Sprintf("D:%s%c%02d'%02d'", at.Format("20060102150405"), sign, offset/3600, offset/60%60)
	return fmt.Sprintf("<</Title %s /Subject %s /Creator (Recourse) /Producer (Recourse, gofpdf 1.16.2) /CreationDate (%s) /ModDate (%s)>>",
		textString(l.Title), textString(info.Subject), stamp, stamp)
}

func textString(s string) string { return fmt.Sprintf("<FEFF%X>", utf16Bytes([]rune(s)...)) }

// xmp is the metadata stream.
func xmp(l typeset.Layout, info Info) []byte {
	esc := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace
	at := info.At.Format(time.RFC3339)
	langs := map[string]bool{}
	for _, n := range l.Nodes {
		if n.Lang != "" {
			langs[n.Lang] = true
		}
	}
	var bag strings.Builder
	for _, lang := range slices.Sorted(maps.Keys(langs)) {
		bag.WriteString("<rdf:li>" + lang + "</rdf:li>")
	}
	return fmt.Appendf(nil, `<?xpacket begin="`+"\uFEFF"+`" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:letter="urn:recourse:letter:1">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title><dc:identifier>%s</dc:identifier>
<dc:language><rdf:Bag>%s</rdf:Bag></dc:language><xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%s</xmp:ModifyDate>
<letter:digest>%s</letter:digest>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`, esc(l.Title), esc(info.Subject), bag.String(), at, at, esc(info.Digest))
}
