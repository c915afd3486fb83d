package regionmap_test

import (
	"image"
	"image/color"
	"testing"

	"recourse/app/gui/kit/regionmap"
)

func inks() regionmap.Inks {
	return regionmap.Inks{
		Ground: color.NRGBA{240, 240, 240, 255}, Land: color.NRGBA{255, 255, 255, 255}, Hatch: color.NRGBA{0, 0, 0, 140},
		Edge: color.NRGBA{130, 130, 130, 255}, Home: color.NRGBA{20, 20, 20, 255}, Circle: color.NRGBA{90, 90, 90, 255},
		Track: color.NRGBA{90, 90, 90, 255}, Paper: color.NRGBA{255, 255, 255, 255}, Chosen: color.NRGBA{30, 90, 160, 255},
	}
}

// grey is the mean brightness of a picture.
func grey(img image.Image) float64 {
	sum, b := 0.0, img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			sum += float64(color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y)
		}
	}
	return sum / float64(b.Dx()*b.Dy())
}

func everywhere() []regionmap.Point {
	return []regionmap.Point{{Lat: 20, Lon: 110}, {Lat: 20, Lon: 130}, {Lat: 40, Lon: 130}, {Lat: 40, Lon: 110}}
}

func TestClassesDifferInGreyscale(t *testing.T) {
	t.Parallel()
	p := regionmap.Plane{Middle: xihu(), Scale: 20, Width: 240, Height: 180}
	last := 260.0
	for level := range regionmap.Levels + 1 {
		s := regionmap.Scene{Outlines: []regionmap.Outline{{Ring: everywhere(), Shade: regionmap.Shade{Level: level}}}}
		got := grey(s.Land(p, inks(), 1))
		if got > last-1.5 {
			t.Errorf("level %d is %.1f bright, the one before %.1f", level, got, last)
		}
		last = got
		if level > 1 {
			s.Outlines[0].Presumed = true
			if broken := grey(s.Land(p, inks(), 1)); broken < got+1 {
				t.Errorf("a presumed level %d looks like a documented one", level)
			}
		}
	}
}

// inked counts the pixels around a circle that are drawn.
func inked(assumed bool) int {
	s := regionmap.Scene{Marks: []regionmap.Mark{{At: xihu(), RadiusM: 2000, Assumed: assumed}}}
	p := regionmap.Plane{Middle: xihu(), Scale: 20, Width: 300, Height: 300}
	land := s.Land(p, inks(), 1)
	img := s.Over(land, p, s.See(p, 22, 20, -1), inks(), 1)
	n := 0
	for y := range 300 {
		for x := range 300 {
			if d := (x-150)*(x-150) + (y-150)*(y-150); d > 96*96 && d < 104*104 && color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y < 170 {
				n++
			}
		}
	}
	return n
}

func TestAnAssumedRadiusIsDashed(t *testing.T) {
	t.Parallel()
	stated, assumed := inked(false), inked(true)
	if stated < 400 || assumed < stated*4/10 || assumed > stated*8/10 {
		t.Errorf("a stated radius has %d pixels, an assumed one %d", stated, assumed)
	}
}

func TestDrawingLeavesTheLandAlone(t *testing.T) {
	t.Parallel()
	s := travelled()
	p := s.Whole(sheet())
	land := s.Land(p, inks(), 1)
	before := grey(land)
	if after := grey(s.Over(land, p, s.See(p, 22, 20, 1), inks(), 1)); after == before {
		t.Error("nothing is drawn over the land")
	}
	if grey(land) != before {
		t.Error("the land was drawn on")
	}
}

// From two metres a unit a county's border is a million units long; it must
// still be cut to the sheet and cost nothing.
func TestFromVeryNearTheLandIsStillThere(t *testing.T) {
	t.Parallel()
	p := regionmap.Plane{Middle: xihu(), Scale: regionmap.Closest, Width: 200, Height: 200}
	ring := []regionmap.Point{{Lat: 20, Lon: 120.12}, {Lat: 20, Lon: 130}, {Lat: 40, Lon: 130}, {Lat: 40, Lon: 120.12}}
	s := regionmap.Scene{Outlines: []regionmap.Outline{{Ring: ring}}}
	img := s.Land(p, inks(), 2)
	left, right := img.RGBAAt(40, 200), img.RGBAAt(360, 200)
	if left.R != 240 || right.R != 255 {
		t.Errorf("left of the border %v, right of it %v", left, right)
	}
}
