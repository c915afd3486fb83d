package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/kittest"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// TestMarkup holds what the controls are made of against testdata. Markup and
// not pictures: it does not change with the machine's fonts.
func TestMarkup(t *testing.T) {
	off := func() fyne.CanvasObject {
		b := kit.NewButton("Send to sign-off", nil).As(kit.Primary)
		b.DisableFor("no reasons yet")
		return b
	}
	for name, build := range map[string]func() fyne.CanvasObject{
		"badge":  func() fyne.CanvasObject { return kit.NewCodeBadge(cases.Yellow, "黄码") },
		"button": func() fyne.CanvasObject { return kit.NewButton("Send", nil).As(kit.Primary).WithIcon("send") },
		"off":    off,
		"chip":   func() fyne.CanvasObject { return kit.NewChip("Unknown", kit.Unknown) },
		"toggle": func() fyne.CanvasObject {
			return kit.NewToggle("Red", true, nil).WithPicture(theme.CodeOf(cases.Red).Icon())
		},
	} {
		for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
			t.Run(name+" "+string(mode), func(t *testing.T) {
				h := kittest.New(t)
				h.Look.SetMode(mode)
				c := test.NewCanvas()
				c.SetPadded(false)
				o := build()
				c.SetContent(o)
				c.Resize(o.MinSize())
				test.AssertRendersToMarkup(t, name+"-"+string(mode)+".xml", c)
			})
		}
	}
}
