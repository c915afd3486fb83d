package raster_test

import (
	"image"
	"os"
	"path/filepath"
	"testing"

	"image/png"

	"recourse/importexport/letter/face"
	"recourse/importexport/letter/raster"
	"recourse/importexport/letter/typeset"
)

func TestPage(t *testing.T) {
	t.Parallel()
	faces, err := face.Load()
	if err != nil {
		t.Fatal(err)
	}
	l := typeset.Compose(faces, typeset.Letter{Parts: []typeset.Part{{Lang: "zh-CN", Blocks: []typeset.Block{
		typeset.Letterhead{Authority: "西湖区", Number: "〔2020〕1号"},
		typeset.Para{Text: "红码予以撤销。", Flush: true},
	}}}})
	img, err := raster.Page(faces, l.Pages[0], 96)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := img.Bounds().Size(), image.Pt(794, 1123); got != want {
		t.Fatalf("size is %v, want %v", got, want)
	}
	keep(t, img)

	t.Run("the double rule is red and the paper white", func(t *testing.T) {
		rule := l.Pages[0].Rules[0]
		x, y := int(float64(rule.X+rule.W/2)/750), int(float64(rule.Y+rule.H/2)/750)
		if r, g, b, _ := img.At(x, y).RGBA(); r>>8 != 0xC8 || g>>8 != 0x10 || b>>8 != 0x16 {
			t.Errorf("pixel of the rule is %x %x %x", r>>8, g>>8, b>>8)
		}
		if r, g, b, _ := img.At(5, 5).RGBA(); r&g&b != 0xFFFF {
			t.Error("the margin is not white")
		}
	})
	t.Run("every glyph leaves ink where it stands", func(t *testing.T) {
		for _, run := range l.Pages[0].Runs {
			for _, g := range run.Glyphs {
				x, y := int((run.X+g.X)/750), int(run.Y/750)
				em := int(run.Size / 750)
				if !inked(img, image.Rect(x, y-em, x+em, y+em/4)) {
					t.Errorf("no ink for %q", g.Rune)
				}
			}
		}
	})
}

func inked(img *image.RGBA, r image.Rectangle) bool {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if c := img.RGBAAt(x, y); c.G < 0x80 {
				return true
			}
		}
	}
	return false
}

// keep writes the picture where the build collects them, if it does.
func keep(t *testing.T, img image.Image) {
	t.Helper()
	dir := os.Getenv("RECOURSE_PICTURES")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, "letter-page.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}
