package kit_test

import (
	"testing"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/kit"
)

// The dialogs for a file and for a folder open, whatever was typed before.
func TestChoosingOpensTheDialog(t *testing.T) {
	a := test.NewTempApp(t)
	for _, name := range []string{"file", "folder"} {
		w := a.NewWindow(name)
		w.SetContent(widget.NewLabel(name))
		kit.NewPathField(w, name, "Choose", name == "folder").Choose.OnTap()
		if w.Canvas().Overlays().Top() == nil {
			t.Errorf("%s: no dialog is open", name)
		}
		w.Close()
	}
}
