package regionmap

import (
	"image/color"
	"math"
)

// hatch is the brush of a shade: dots, then sparse lines, then closer ones, at
// last crossed. Presumed classes have broken lines. down and up say where the
// pattern hangs, along the two diagonals. The pattern repeats after a whole
// number of pixels, so that it is worked out once and then looked up.
func hatch(s Shade, c color.NRGBA, dense float64, down, up int) brush {
	gap := max(2, int([]float64{1, 20, 20, 11, 12, 7}[min(s.Level, Levels)]*dense+0.5))
	tile := make([]color.NRGBA, gap*gap)
	for a := range gap {
		for b := range gap {
			tile[a*gap+b] = c
			tile[a*gap+b].A = uint8(float64(c.A) * cover(s.Level, float64(a)-float64(gap)/2, float64(b)-float64(gap)/2, dense))
		}
	}
	broken := max(2, int(14*dense))
	return func(x, y int) color.NRGBA {
		a, b := whole(x+y-down, gap), whole(x-y-up, gap)
		if s.Presumed && whole(x-y-up, broken) > broken/2 {
			return color.NRGBA{}
		}
		return tile[a*gap+b]
	}
}

// cover is how much of a pixel a pattern takes, at a distance along the two
// diagonals from its middle.
func cover(level int, a, b, dense float64) float64 {
	line := func(v float64) float64 { return max(0, min(1, 0.6*dense+0.5-math.Abs(v)/math.Sqrt2)) }
	switch {
	case level == 1:
		return max(0, min(1, 1.1*dense+0.5-math.Hypot(a, b)/math.Sqrt2))
	case level >= Levels-1:
		return max(line(a), line(b))
	}
	return line(a)
}

// whole is the remainder that is never below zero.
func whole(v, by int) int {
	if v %= by; v < 0 {
		v += by
	}
	return v
}

// on lays a brush over a ground, so that both are painted at once.
func (b brush) on(ground color.NRGBA) brush {
	return func(x, y int) color.NRGBA {
		c := b(x, y)
		if c.A == 0 {
			return ground
		}
		pix := []uint8{ground.R, ground.G, ground.B}
		over(pix, c, uint32(c.A))
		return color.NRGBA{pix[0], pix[1], pix[2], 0xFF}
	}
}
