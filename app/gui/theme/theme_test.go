package theme_test

import (
	"bytes"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	toolkit "fyne.io/fyne/v2/theme"
	"golang.org/x/image/font/sfnt"

	"recourse/app/gui/theme"
	"recourse/assets"
	"recourse/cases"
)

func TestEveryModeHasEveryToken(t *testing.T) {
	test.NewTempApp(t)
	light := theme.New(theme.Light, 1)
	for _, m := range theme.Modes() {
		th := theme.New(m, 1)
		for _, token := range []theme.Token{theme.Canvas, theme.Ink, theme.Accent, theme.Scrim, theme.Unknown, theme.GreySoft} {
			if th.Of(token).A == 0 {
				t.Errorf("%s has no %s", m, token)
			}
		}
		if got := th.Color(toolkit.ColorNameForeground, toolkit.VariantDark); got != th.Of(theme.Ink) {
			t.Errorf("%s: the toolkit's text is %v", m, got)
		}
		if m != theme.Light && light.Of(theme.Ink) == th.Of(theme.Ink) {
			t.Errorf("%s has the ink of light", m)
		}
	}
}

func TestScaleIsKeptWithinItsBounds(t *testing.T) {
	t.Parallel()
	for given, want := range map[float32]float32{0: 1, 0.2: theme.MinScale, 1.3: 1.3, 9: theme.MaxScale} {
		if got := theme.New(theme.Light, given).Scale(); got != want {
			t.Errorf("scale %v became %v, want %v", given, got, want)
		}
	}
}

func TestTextFollowsTheScaleAndRowsStandOnTheGrid(t *testing.T) {
	test.NewTempApp(t)
	last := float32(0)
	for _, scale := range []float32{theme.MinScale, 1, 1.15, 1.3, 1.45, theme.MaxScale} {
		fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Light, scale))
		if h := theme.RowHeight(); h < last || int(h)%4 != 0 || h < 32 {
			t.Errorf("at %v a row is %v high", scale, h)
		}
		last = theme.RowHeight()
		body := theme.Text(theme.Body)
		if body != float32(int(body)) || theme.Text(theme.Caption) >= body || body >= theme.Text(theme.Title) {
			t.Errorf("at %v the types are %v %v %v", scale, theme.Text(theme.Caption), body, theme.Text(theme.Title))
		}
	}
}

// TestFonts: the screen's fonts hold what names and sentences need, have the
// space, and leave Latin to the toolkit.
func TestFonts(t *testing.T) {
	t.Parallel()
	for name, font := range map[string]struct {
		raw  []byte
		want string
	}{
		"regular": {assets.SansRegular(), " 国喆堃龑㛃䶮𬭚，。〔〕（）"},
		"bold":    {assets.SansBold(), " 国喆堃龑，。〔〕（）"},
	} {
		f, err := sfnt.Parse(font.raw)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, r := range font.want {
			if at, err := f.GlyphIndex(nil, r); err != nil || at == 0 {
				t.Errorf("%s lacks %q", name, r)
			}
		}
		for _, r := range "Aa1“”…" {
			if at, err := f.GlyphIndex(nil, r); err == nil && at != 0 {
				t.Errorf("%s has %q, which belongs to the Latin face", name, r)
			}
		}
	}
}

func TestIconsAreDrawnInTheTokensColour(t *testing.T) {
	test.NewTempApp(t)
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Light, 1))
	names, err := assets.IconNames()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		res := theme.Icon(name, theme.Accent)
		if bytes.Contains(res.Content(), []byte("currentColor")) {
			t.Errorf("%s is not coloured", name)
		}
		if blank(t, res) {
			t.Errorf("%s paints nothing", name)
		}
	}
	for _, c := range []cases.Colour{cases.Red, cases.Yellow, cases.Green, cases.Orange, cases.NoColour} {
		if blank(t, theme.CodeOf(c).Icon()) {
			t.Errorf("the shape of %s paints nothing", c)
		}
	}
	if bytes.Equal(theme.Icon("no such icon", theme.Ink).Content(), theme.Icon("queue", theme.Ink).Content()) {
		t.Error("an unknown icon looks like another")
	}
}

// blank paints an icon and reports whether nothing is to be seen.
func blank(t *testing.T, res fyne.Resource) bool {
	img := canvas.NewImageFromResource(res)
	w := test.NewTempWindow(t, img)
	w.SetPadded(false)
	w.Resize(fyne.NewSquareSize(24))
	pic := w.Canvas().Capture()
	first := pic.At(0, 0)
	b := pic.Bounds()
	for y := range b.Dy() {
		for x := range b.Dx() {
			if pic.At(x, y) != first {
				return false
			}
		}
	}
	return true
}
