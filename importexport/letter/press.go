package letter

import (
	"image"
	"sync"

	"recourse/cases"
	"recourse/importexport/letter/face"
	"recourse/importexport/letter/paper"
	"recourse/importexport/letter/raster"
	"recourse/importexport/letter/typeset"
)

// Press holds the faces and the fixed words. Opening one unpacks and parses
// some 20 MB of faces, so a process keeps one; it serves any number of
// letters at the same time.
type Press struct {
	faces *face.Set
	words map[Lang]phrases
	paper *paper.Writer
	plans sync.Map // of QR codes, by version
}

// Open loads faces and words.
func Open() (*Press, error) {
	faces, err := face.Load()
	if err != nil {
		return nil, err
	}
	p := &Press{faces: faces, paper: paper.NewWriter(faces), words: map[Lang]phrases{}}
	for _, l := range []Lang{ZH, EN} {
		if p.words[l], err = loadPhrases(l); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// text fills a key in both languages.
func (p *Press) text(key string, pairs ...string) Text {
	return Text{ZH: p.words[ZH].fill(key, pairs...), EN: p.words[EN].fill(key, pairs...)}
}

// colour names a colour inside a sentence.
func (p *Press) colour(c cases.Colour) Text { return p.text("colour." + string(c)) }

// Faces gives the faces to painters of pages.
func (p *Press) Faces() *face.Set { return p.faces }

// Preview lays a letter out as it would be issued, marked as a preview and
// without signature. A letter that Check refuses can still be previewed.
func (p *Press) Preview(c Content) typeset.Layout {
	return typeset.Compose(p.faces, p.compose(c, true))
}

// Picture paints a page of a layout at dpi dots per inch.
func (p *Press) Picture(page typeset.Page, dpi float64) (*image.RGBA, error) {
	return raster.Page(p.faces, page, dpi)
}
