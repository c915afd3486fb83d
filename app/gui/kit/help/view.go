package help

import (
	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
)

// View sets the blocks of a page one below the other.
func View(blocks []Block) *fyne.Container {
	all := kit.Column(theme.Space(3))
	for _, b := range blocks {
		all.Add(view(b))
	}
	return all
}

func view(b Block) fyne.CanvasObject {
	switch b.Kind {
	case Heading:
		return paragraph(b.Runs, true)
	case Item:
		return kit.TopRow(theme.Space(1), kit.Fixed(theme.Text(theme.Body)*1.6, 0, kit.Prose(b.Mark)), kit.Fill(paragraph(b.Runs, false)))
	case Row:
		cells := make([]fyne.CanvasObject, len(b.Cells))
		for i, c := range b.Cells {
			cells[i] = kit.Fill(paragraph(c, false))
		}
		return kit.TopRow(theme.Space(3), cells...)
	}
	return paragraph(b.Runs, false)
}

// paragraph sets runs: what is emphasised is bold, for Chinese has no italics.
func paragraph(list []Run, bold bool) fyne.CanvasObject {
	out := make([]kit.Run, len(list))
	for i, r := range list {
		out[i] = kit.Run{Text: r.Text, Style: fyne.TextStyle{Bold: bold || r.Bold || r.Italic, Monospace: r.Code}}
	}
	return kit.NewRich(out...)
}
