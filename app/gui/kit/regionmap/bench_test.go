package regionmap_test

import (
	"testing"

	"recourse/app/gui/kit/regionmap"
)

// BenchmarkDraw draws a crowd over twenty counties on a sheet as large as a
// wide window gives: first the land, then the records alone, as when somebody
// walks from one to the next.
func BenchmarkDraw(b *testing.B) {
	s := crowd(2000)
	for i := range 20 {
		o := regionmap.Outline{Shade: regionmap.Shade{Level: i % 6}}
		for _, c := range [][2]float64{{0, 0}, {0, 0.05}, {0.02, 0.06}, {0.04, 0.05}, {0.05, 0}, {0.02, -0.01}} {
			o.Ring = append(o.Ring, beside(xihu(), float64(i/5)*0.05+c[0]-0.05, float64(i%5)*0.05+c[1]-0.1))
		}
		s.Outlines = append(s.Outlines, o)
	}
	p := s.Whole(regionmap.Plane{Scale: 1, Width: 1000, Height: 620})
	b.Run("land", func(b *testing.B) {
		for b.Loop() {
			s.Land(p, inks(), 1)
		}
	})
	land := s.Land(p, inks(), 1)
	b.Run("records", func(b *testing.B) {
		for b.Loop() {
			s.Over(land, p, s.See(p, 22, 20, 0), inks(), 1)
		}
	})
}
