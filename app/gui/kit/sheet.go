package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/theme"
)

// SideSheet is a place with a sheet that can stand at its right: a preview, a
// help page. The place keeps the rest of the width.
type SideSheet struct {
	all    *fyne.Container
	place  fyne.CanvasObject
	sheet  *fyne.Container
	layout *sheetLayout
}

// NewSideSheet returns a place without a sheet; width is the sheet's.
func NewSideSheet(place fyne.CanvasObject, width float32) *SideSheet {
	s := &SideSheet{place: place, sheet: container.NewStack(), layout: &sheetLayout{width: width}}
	s.all = container.New(s.layout, place, s.sheet)
	s.sheet.Hide()
	return s
}

// Object is what a screen puts into its layout.
func (s *SideSheet) Object() fyne.CanvasObject { return s.all }

// Show puts a sheet at the right: a title, a button that closes it, a body.
func (s *SideSheet) Show(title string, body fyne.CanvasObject) {
	shut := NewButton("", s.Close).As(Quiet).WithIcon("cross")
	head := Row(theme.Space(2), Fill(Strong(title).Cut()), shut)
	inner := Border(Insets(theme.Space(2), theme.Space(2), theme.Space(2), theme.Space(4), head), nil, nil, nil, body)
	s.sheet.Objects = []fyne.CanvasObject{Plane(theme.Panel), Border(nil, nil, UprightRule(), nil, inner)}
	s.sheet.Show()
	s.all.Refresh()
}

// Close takes the sheet away.
func (s *SideSheet) Close() {
	s.sheet.Hide()
	s.all.Refresh()
}

// Shown reports whether a sheet is there.
func (s *SideSheet) Shown() bool { return s.sheet.Visible() }

type sheetLayout struct{ width float32 }

func (l *sheetLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	place, sheet := objects[0], objects[1]
	w := float32(0)
	if sheet.Visible() {
		w = min(l.width, size.Width*0.42)
	}
	place.Resize(fyne.NewSize(size.Width-w, size.Height))
	sheet.Move(fyne.NewPos(size.Width-w, 0))
	sheet.Resize(fyne.NewSize(w, size.Height))
}

func (l *sheetLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }
