package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"recourse/app/gui/theme"
)

// Progress is a bar that fills from left to right. A share below zero means
// that the whole is not known yet: the bar then stays a quiet track.
type Progress struct {
	widget.BaseWidget

	share float64
}

// NewProgress returns an empty bar.
func NewProgress() *Progress {
	p := &Progress{}
	p.ExtendBaseWidget(p)
	return p
}

// Set fills the bar to a share between 0 and 1.
func (p *Progress) Set(share float64) {
	if share = min(share, 1); share != p.share {
		p.share = share
		p.Refresh()
	}
}

// Share is how far the bar is filled.
func (p *Progress) Share() float64 { return p.share }

// CreateRenderer is called by the toolkit.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer {
	track, fill := box(), box()
	r := &painter{of: p, objects: []fyne.CanvasObject{track, fill}}
	r.refresh = func() {
		paint(track, theme.Line, "", 0)
		paint(fill, theme.Accent, "", 0)
	}
	r.min = func() fyne.Size { return fyne.NewSize(theme.Space(20), theme.Space(2)) }
	r.layout = func(s fyne.Size) {
		track.CornerRadius, fill.CornerRadius = s.Height/2, s.Height/2
		track.Resize(s)
		fill.Hidden = p.share <= 0
		fill.Resize(fyne.NewSize(max(s.Height, s.Width*float32(p.share)), s.Height))
		canvas.Refresh(fill)
	}
	r.refresh()
	return r
}
