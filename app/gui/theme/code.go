package theme

import (
	"fmt"

	"fyne.io/fyne/v2"

	"recourse/cases"
)

// Code is how a colour of a health code looks: a shape of its own, its filling
// and edge, the ink of its word and the chip behind both.
type Code struct {
	Shape                 string
	Fill, Edge, Ink, Soft Token
}

// CodeOf gives a colour its look: red octagon, orange diamond, yellow
// triangle, green circle; anything that restricts nothing is a grey square.
func CodeOf(c cases.Colour) Code {
	switch c {
	case cases.Red:
		return Code{"octagon", RedFill, RedEdge, RedInk, RedSoft}
	case cases.Orange:
		return Code{"diamond", OrangeFill, OrangeEdge, OrangeInk, OrangeSoft}
	case cases.Yellow:
		return Code{"triangle", YellowFill, YellowEdge, YellowInk, YellowSoft}
	case cases.Green:
		return Code{"circle", GreenFill, GreenEdge, GreenInk, GreenSoft}
	}
	return Code{"square", GreyFill, GreyEdge, GreyInk, GreySoft}
}

// Icon is the filled shape of the code.
func (c Code) Icon() fyne.Resource { return &shape{c} }

type shape struct{ code Code }

func (s *shape) Name() string {
	return fmt.Sprintf("%s-%s-%s.svg", s.code.Shape, hex(Colour(s.code.Fill)), hex(Colour(s.code.Edge)))
}

// Content draws the shape; the edge gives a pale filling its contrast.
func (s *shape) Content() []byte {
	return fmt.Appendf(nil, shapeSVG, hex(Colour(s.code.Fill)), hex(Colour(s.code.Edge)), outline(s.code.Shape))
}

const shapeSVG = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">` +
	`<g fill="#%s" stroke="#%s" stroke-width="2.25" stroke-linejoin="round">%s</g></svg>`

func outline(shape string) string {
	switch shape {
	case "octagon":
		return `<path d="M8.1 2.500h7.800L21.500 8.100v7.800L15.900 21.500H8.100L2.500 15.900V8.100z"/>`
	case "diamond":
		return `<path d="M12 2 22 12 12 22 2 12z"/>`
	case "triangle":
		return `<path d="M12 3 22 20.500H2z"/>`
	case "circle":
		return `<circle cx="12" cy="12" r="9.500"/>`
	}
	return `<rect x="4" y="4" width="16" height="16" rx="1.500"/>`
}
