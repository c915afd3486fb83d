// Package raster paints the pages of a letter as pictures, from the same
// positions and outlines that go into the PDF. The sign-off screen shows
// these pictures, so that the signatory reads the page as it will be printed.
package raster

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"recourse/importexport/letter/face"
	"recourse/importexport/letter/typeset"
)

// Page paints one page at a resolution in dots per inch: 96 makes 794 by 1123
// pixels of A4.
func Page(faces *face.Set, p typeset.Page, dpi float64) (*image.RGBA, error) {
	c := &canvas{faces: faces, scale: dpi / 72_000}
	size := image.Pt(c.pixels(typeset.PageWidth), c.pixels(typeset.PageHeight))
	c.img = image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(c.img, c.img.Bounds(), image.White, image.Point{}, draw.Src)
	for _, r := range p.Rules {
		c.rect(r.X, r.Y, r.W, r.H, ink(r.Ink))
	}
	c.matrix(p.Matrix)
	for _, r := range p.Runs {
		if err := c.run(r); err != nil {
			return nil, fmt.Errorf("picture of page %d: %w", p.Number, err)
		}
	}
	return c.img, nil
}

type canvas struct {
	img   *image.RGBA
	faces *face.Set
	scale float64 // pixels per unit
	r     vector.Rasterizer
}

func (c *canvas) pixels(u typeset.Unit) int { return int(float64(u)*c.scale + 0.5) }

func ink(k typeset.Ink) *image.Uniform {
	r, g, b := k.RGB()
	return image.NewUniform(color.RGBA{uint8(r), uint8(g), uint8(b), 0xFF})
}

// rect fills whole pixels, at least one either way, so that hairlines stay.
func (c *canvas) rect(x, y, w, h typeset.Unit, src image.Image) {
	r := image.Rect(c.pixels(x), c.pixels(y), c.pixels(x+w), c.pixels(y+h))
	r.Max.X, r.Max.Y = max(r.Max.X, r.Min.X+1), max(r.Max.Y, r.Min.Y+1)
	draw.Draw(c.img, r, src, image.Point{}, draw.Src)
}

func (c *canvas) matrix(m *typeset.Matrix) {
	if m == nil {
		return
	}
	at := func(n int) typeset.Unit { return m.Side * typeset.Unit(n) / typeset.Unit(m.Size) }
	for y := range m.Size {
		for x := range m.Size {
			if m.Dark(x, y) {
				c.rect(m.X+at(x), m.Y+at(y), at(x+1)-at(x), at(y+1)-at(y), image.Black)
			}
		}
	}
}

func (c *canvas) run(r typeset.Run) error {
	f, src := c.faces.Face(r.Face), ink(r.Ink)
	for _, g := range r.Glyphs {
		outline, err := f.Outline(g.ID, float64(r.Size)*c.scale)
		if err != nil {
			return err
		}
		c.glyph(outline, float64(r.X+g.X)*c.scale, float64(r.Y)*c.scale, src)
	}
	return nil
}

// glyph fills an outline whose origin is at x, y.
func (c *canvas) glyph(outline sfnt.Segments, x, y float64, src image.Image) {
	if len(outline) == 0 {
		return
	}
	b := outline.Bounds()
	box := image.Rect(floor(x, b.Min.X), floor(y, b.Min.Y), floor(x, b.Max.X)+2, floor(y, b.Max.Y)+2)
	dx, dy := float32(x)-float32(box.Min.X), float32(y)-float32(box.Min.Y)
	px := func(p fixed.Point26_6) (float32, float32) {
		return float32(p.X)/64 + dx, float32(p.Y)/64 + dy
	}
	c.r.Reset(box.Dx(), box.Dy())
	for _, s := range outline {
		ax, ay := px(s.Args[0])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			c.r.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			c.r.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			bx, by := px(s.Args[1])
			c.r.QuadTo(ax, ay, bx, by)
		}
	}
	c.r.ClosePath()
	c.r.Draw(c.img, box, src, image.Point{})
}

// floor is the pixel in which an offset from an origin lies.
func floor(origin float64, offset fixed.Int26_6) int {
	v := origin + float64(offset)/64
	n := int(v)
	if v < float64(n) {
		n--
	}
	return n
}
