package paper

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"slices"

	"recourse/importexport/letter/face"
)

// ErrForeign means that a file is not a letter as this package writes it: it
// may be a letter that was changed, or no letter at all.
var ErrForeign = errors.New("not a letter of this program")

// Contents is what a reader sees in a letter.
type Contents struct {
	Text  string // of all pages in drawing order, without artefacts and code
	Code  string // verification code as printed, "" when there is none
	Pages int
	// Margin is what stands outside the letter: page numbers and the heads of
	// tables that go on over a page.
	Margin []string
	// Faces says that every embedded outline is the very glyph that this
	// program's faces have for its character, so that what is seen is what
	// Text says.
	Faces bool
}

const (
	maxStream = 64 << 20
	maxPages  = 200
)

// Read reads a letter back. It accepts only what Write produces: nothing that
// could cover, hide or replace text gets past it.
func Read(faces *face.Set, file []byte) (Contents, error) {
	o, err := takeApart(file)
	if err != nil {
		return Contents{}, fmt.Errorf("%w: %w", ErrForeign, err)
	}
	c, err := o.read(faces)
	if err != nil {
		return Contents{}, fmt.Errorf("%w: %w", ErrForeign, err)
	}
	return c, nil
}

func (o *objects) read(faces *face.Set) (Contents, error) {
	catalog, err := o.known(o.trailer["Root"], "Type", "Pages", "Lang", "MarkInfo", "ViewerPreferences", "StructTreeRoot", "Metadata")
	if err != nil {
		return Contents{}, err
	}
	root, err := o.known(catalog["Pages"], "Type", "Kids", "Count", "MediaBox")
	if err != nil {
		return Contents{}, err
	}
	kids, ok := root["Kids"].(array)
	if !ok || len(kids) == 0 || len(kids) > maxPages {
		return Contents{}, fmt.Errorf("%w: pages", errSyntax)
	}
	r := reader{o: o, faces: faces, fonts: map[ref]*font{}, same: true}
	for i, kid := range kids {
		if err := r.page(kid); err != nil {
			return Contents{}, fmt.Errorf("page %d: %w", i+1, err)
		}
	}
	return Contents{Text: r.text.String(), Code: r.code.String(), Pages: len(kids), Margin: r.margin, Faces: r.same}, nil
}

// known reads a dictionary and refuses entries that letters do not have.
func (o *objects) known(r any, keys ...name) (dict, error) {
	d, err := o.dict(r)
	if err != nil {
		return nil, err
	}
	for k := range d {
		if !slices.Contains(keys, k) {
			return nil, fmt.Errorf("%w: unexpected entry %q", errSyntax, string(k))
		}
	}
	return d, nil
}

// stream unpacks the stream of object r.
func (o *objects) stream(r any) ([]byte, error) { return (&unpacker{}).stream(o, r) }

// unpacker unpacks streams one after the other in the room of the first.
type unpacker struct {
	z   io.ReadCloser
	out bytes.Buffer
}

// stream unpacks the stream of object r; the bytes are good until the next.
func (u *unpacker) stream(o *objects, r any) ([]byte, error) {
	obj, err := o.object(r)
	if err != nil {
		return nil, err
	}
	v, err := (&lexer{src: obj.body}).value()
	if d, _ := v.(dict); err != nil || obj.stream == nil || d["Filter"] != name("FlateDecode") {
		return nil, fmt.Errorf("%w: stream of object %d", errSyntax, r)
	}
	if again, ok := u.z.(zlib.Resetter); ok {
		err = again.Reset(bytes.NewReader(obj.stream), nil)
	} else {
		u.z, err = zlib.NewReader(bytes.NewReader(obj.stream))
	}
	if err != nil {
		return nil, fmt.Errorf("stream of object %d: %w", r, err)
	}
	u.out.Reset()
	n, err := u.out.ReadFrom(io.LimitReader(u.z, maxStream+1))
	if err != nil || n > maxStream {
		return nil, fmt.Errorf("%w: stream of object %d", errSyntax, r)
	}
	return u.out.Bytes(), nil
}

// reader collects the text of pages.
type reader struct {
	o      *objects
	faces  *face.Set
	fonts  map[ref]*font
	text   bytes.Buffer
	code   bytes.Buffer
	margin []string
	same   bool
}

func (r *reader) page(kid any) error {
	p, err := r.o.known(kid, "Type", "Parent", "Resources", "Contents", "StructParents", "Tabs")
	if err != nil {
		return err
	}
	resources, err := r.o.known(p["Resources"], "Font")
	if err != nil {
		return err
	}
	names, ok := resources["Font"].(dict)
	if !ok {
		return fmt.Errorf("%w: fonts of the page", errSyntax)
	}
	content, err := r.o.stream(p["Contents"])
	if err != nil {
		return err
	}
	s := scanner{reader: r, names: names, lexer: lexer{src: content}}
	return s.run()
}

// font is what the text of a page needs of a font.
type font struct{ runes map[face.GID]rune }

func (r *reader) font(v any) (*font, error) {
	n, ok := v.(ref)
	if !ok {
		return nil, fmt.Errorf("%w: font", errSyntax)
	}
	if f := r.fonts[n]; f != nil {
		return f, nil
	}
	d, err := r.o.known(n, "Type", "Subtype", "BaseFont", "Encoding", "DescendantFonts", "ToUnicode")
	if err != nil {
		return nil, err
	}
	cmap, err := r.o.stream(d["ToUnicode"])
	if err != nil {
		return nil, err
	}
	f := &font{}
	if f.runes, err = parseToUnicode(cmap); err != nil {
		return nil, err
	}
	r.fonts[n] = f
	r.same = r.same && r.genuine(d, cmap, f)
	return f, nil
}

// genuine builds the font anew from the program's own face and compares.
func (r *reader) genuine(d dict, cmap []byte, f *font) bool {
	base, _ := d["BaseFont"].(name)
	glyphs := f.glyphs()
	for _, id := range face.IDs() {
		own := r.faces.Face(id)
		if string(base) != subsetTag(glyphs)+"+"+own.Name || slices.Max(glyphs) >= face.GID(own.Glyphs()) {
			continue
		}
		sub := own.Subset(glyphs)
		return bytes.Equal(cmap, toUnicode(own, glyphs)) && r.embeds(d, sub)
	}
	return false
}

// embeds compares the font program and the places of its glyphs.
func (r *reader) embeds(d dict, sub face.Subset) bool {
	kin, _ := d["DescendantFonts"].(array)
	if len(kin) != 1 {
		return false
	}
	cid, err := r.o.dict(kin[0])
	if err != nil {
		return false
	}
	places, err := r.o.stream(cid["CIDToGIDMap"])
	if err != nil || !bytes.Equal(places, placeMap(sub.Glyphs)) {
		return false
	}
	descriptor, err := r.o.dict(cid["FontDescriptor"])
	if err != nil {
		return false
	}
	program, err := r.o.stream(descriptor["FontFile2"])
	return err == nil && bytes.Equal(program, sub.TTF)
}
