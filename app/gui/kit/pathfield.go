package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"recourse/app/gui/theme"
)

// PathField is a field for a file or a folder: typed, or chosen in a dialog.
type PathField struct {
	*Field

	Entry  *Entry
	Choose *Button
}

// NewPathField returns a field with a button that opens the dialog for a
// folder, or for a file.
func NewPathField(w fyne.Window, label, choose string, folder bool) *PathField {
	p := &PathField{Entry: NewEntry("")}
	p.Choose = NewButton(choose, nil).WithIcon("folder")
	set := func(path string) { p.Entry.SetText(path) }
	p.Choose.OnTap = func() { AskFile(w, set) }
	if folder {
		p.Choose.OnTap = func() { AskFolder(w, set) }
	}
	p.Field = NewField(label, "", Row(theme.Space(2), Fill(p.Entry), p.Choose))
	return p
}

// AskFile opens the dialog for one file; chosen is not called when the person
// closes it.
func AskFile(w fyne.Window, chosen func(path string)) {
	d := dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		if err != nil || f == nil {
			return
		}
		path := f.URI().Path()
		f.Close() // only the name is wanted; who reads the file opens it
		chosen(path)
	}, w)
	d.Resize(dialogRoom(w))
	d.Show()
}

// AskFolder opens the dialog for a folder.
func AskFolder(w fyne.Window, chosen func(path string)) {
	d := dialog.NewFolderOpen(func(f fyne.ListableURI, err error) {
		if err == nil && f != nil {
			chosen(f.Path())
		}
	}, w)
	d.Resize(dialogRoom(w))
	d.Show()
}

// dialogRoom is most of the window: the toolkit's dialog shows few names in
// its own size.
func dialogRoom(w fyne.Window) fyne.Size {
	s := w.Canvas().Size()
	return fyne.NewSize(min(s.Width*0.8, 960), min(s.Height*0.8, 640))
}
