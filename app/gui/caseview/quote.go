package caseview

import (
	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
)

// quotation is a text in somebody's own words under its caption, with the way
// to copy all of it. It is set as a paragraph, because a field that lets one
// mark letters does not know where a Chinese line may begin.
func (s *Screen) quotation(caption, text string, edge theme.Token) fyne.CanvasObject {
	copied := kit.NewButton("", func() {
		fyne.CurrentApp().Clipboard().SetContent(text)
		s.host.Toast(s.t("case.copied"))
	}).WithIcon("copy").As(kit.Quiet).WithTip(s.t("case.copy"))
	head := kit.Row(theme.Space(1), kit.Caption(caption), kit.Gap(), copied)
	return kit.Column(theme.Space(1), head, kit.On(kit.Rounded(theme.Sunken, edge), kit.Pad(theme.Space(2.5), kit.Prose(text))))
}

// beside is a short reference in figures of one width that stands in line with
// the paragraph at its right.
func beside(ref string) fyne.CanvasObject {
	p := kit.Prose(ref)
	p.Style.Monospace = true
	w := fyne.MeasureText(ref, theme.Text(theme.Body), p.Style).Width
	return kit.Fixed(w+1, 0, p)
}

// hung is a small icon in line with the paragraph at its right.
func hung(icon string, ink theme.Token) fyne.CanvasObject {
	return kit.Insets(theme.Space(0.75), 0, 0, 0, kit.Icon(icon, ink, 0))
}
