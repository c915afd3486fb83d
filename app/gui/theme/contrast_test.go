package theme_test

import (
	"image/color"
	"math"
	"testing"

	"recourse/app/gui/theme"
	"recourse/cases"
)

// linear is a channel of sRGB without its gamma (WCAG 2.1, relative
// luminance).
func linear(v uint8) float64 {
	c := float64(v) / 255
	if c <= 0.04045 {
		return c / 12.92
	}
	return math.Pow((c+0.055)/1.055, 2.4)
}

func luminance(c color.NRGBA) float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrast(t *testing.T) {
	t.Parallel()
	text := map[theme.Token][]theme.Token{
		theme.Ink:        {theme.Canvas, theme.Panel, theme.Sunken, theme.Hover, theme.AccentSoft, theme.WarnSoft, theme.InfoSoft, theme.DangerSoft},
		theme.InkMuted:   {theme.Canvas, theme.Panel, theme.Sunken, theme.Hover, theme.AccentSoft},
		theme.Off:        {theme.Panel, theme.Sunken},
		theme.Accent:     {theme.Canvas, theme.Panel, theme.AccentSoft, theme.Hover},
		theme.OnAccent:   {theme.Accent, theme.AccentHover},
		theme.OnDanger:   {theme.DangerInk},
		theme.OnBar:      {theme.Bar, theme.BarField},
		theme.OnBarMuted: {theme.Bar, theme.BarField},
		theme.InfoInk:    {theme.InfoSoft, theme.Panel},
		theme.WarnInk:    {theme.WarnSoft, theme.Panel, theme.Canvas, theme.AccentSoft},
		theme.DangerInk:  {theme.DangerSoft, theme.Panel, theme.AccentSoft},
		theme.OkInk:      {theme.OkSoft, theme.Panel},
		theme.Unknown:    {theme.UnkSoft, theme.Panel},
		theme.RedInk:     {theme.RedSoft, theme.Panel, theme.AccentSoft, theme.Hover},
		theme.YellowInk:  {theme.YellowSoft, theme.Panel, theme.AccentSoft, theme.Hover},
		theme.OrangeInk:  {theme.OrangeSoft, theme.Panel, theme.AccentSoft, theme.Hover},
		theme.GreenInk:   {theme.GreenSoft, theme.Panel, theme.AccentSoft, theme.Hover},
		theme.GreyInk:    {theme.GreySoft, theme.Panel, theme.AccentSoft, theme.Hover},
	}
	shapes := map[theme.Token][]theme.Token{
		theme.Border:     {theme.Canvas, theme.Panel, theme.Sunken},
		theme.Accent:     {theme.Canvas, theme.Panel, theme.AccentSoft},
		theme.RedEdge:    {theme.Panel, theme.RedSoft, theme.AccentSoft},
		theme.YellowEdge: {theme.Panel, theme.YellowSoft, theme.AccentSoft},
		theme.OrangeEdge: {theme.Panel, theme.OrangeSoft, theme.AccentSoft},
		theme.GreenEdge:  {theme.Panel, theme.GreenSoft, theme.AccentSoft},
		theme.GreyEdge:   {theme.Panel, theme.GreySoft, theme.AccentSoft},
	}
	for _, m := range theme.Modes() {
		th := theme.New(m, 1)
		check := func(pairs map[theme.Token][]theme.Token, least float64) {
			for ink, grounds := range pairs {
				for _, ground := range grounds {
					if got := contrast(th.Of(ink), th.Of(ground)); got < least {
						t.Errorf("%s: %s on %s has contrast %.2f, needs %.1f", m, ink, ground, got, least)
					}
				}
			}
		}
		check(text, 4.5)
		check(shapes, 3)
	}
}

// deuteranopia simulates how a person without green cones sees a colour
// (Viénot, Brettel and Mollon 1999, in linear light).
func deuteranopia(c color.NRGBA) [3]float64 {
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	l := 17.8824*r + 43.5161*g + 4.11935*b
	s := 0.0299566*r + 0.184309*g + 1.46709*b
	m := 0.494207*l + 1.24827*s
	return [3]float64{
		0.080944*l - 0.130504*m + 0.116721*s,
		-0.0102485*l + 0.0540194*m - 0.113615*s,
		-0.000365294*l - 0.00412163*m + 0.693513*s,
	}
}

// TestCodesStayApart: the fillings of red, yellow and green differ for a
// deuteranope too. The shapes and words differ in any case.
func TestCodesStayApart(t *testing.T) {
	t.Parallel()
	codes := []cases.Colour{cases.Red, cases.Yellow, cases.Green}
	for _, m := range theme.Modes() {
		th := theme.New(m, 1)
		for i, a := range codes {
			for _, b := range codes[i+1:] {
				p, q := deuteranopia(th.Of(theme.CodeOf(a).Fill)), deuteranopia(th.Of(theme.CodeOf(b).Fill))
				d := math.Sqrt(math.Pow(p[0]-q[0], 2) + math.Pow(p[1]-q[1], 2) + math.Pow(p[2]-q[2], 2))
				if d < 0.06 {
					t.Errorf("%s: %s and %s are %.3f apart", m, a, b, d)
				}
				if theme.CodeOf(a).Shape == theme.CodeOf(b).Shape {
					t.Errorf("%s and %s share a shape", a, b)
				}
			}
		}
	}
}
