package chart

import (
	"fyne.io/fyne/v2"

	"recourse/app/gui/theme"
	"recourse/cases"
)

// Column is one column, stacked by colour.
type Column struct {
	Label string
	Total string // the number in words
	Parts []Part
}

// Part is one colour of a column.
type Part struct {
	Colour cases.Colour
	Mark   string // the colour's shortest name
	N      int
}

// Columns draws columns side by side, such as the backlog by age.
func Columns(reading string, cols []Column) *Chart {
	most := 1
	for _, c := range cols {
		most = max(most, sum(c.Parts))
	}
	return newChart(reading, fyne.NewSize(240, line()*7), func(p *pen) {
		wide := p.size.Width / float32(max(1, len(cols)))
		foot := p.size.Height - line()
		unit := (foot - line()) / float32(most)
		for i, c := range cols {
			x, y := float32(i)*wide, foot
			for _, part := range c.Parts {
				h := float32(part.N) * unit
				y -= h
				p.code(part.Colour, part.Mark, x+wide*0.2, y, wide*0.6, h)
			}
			p.middle(c.Total, theme.Ink, x+wide/2, y-line(), wide)
			p.middle(c.Label, theme.InkMuted, x+wide/2, foot, wide-2)
		}
		p.fill(theme.Border, 0, foot, p.size.Width, 1)
	})
}

func sum(parts []Part) int {
	n := 0
	for _, p := range parts {
		n += p.N
	}
	return n
}

// Day is what came in and went out on one day.
type Day struct {
	Label   string
	In, Out int
}

// Days draws two bars a day: hollow for what came in, solid for what went out.
func Days(reading string, days []Day, in, out string) *Chart {
	most := 1
	for _, d := range days {
		most = max(most, d.In, d.Out)
	}
	return newChart(reading, fyne.NewSize(240, line()*7), func(p *pen) {
		wide := p.size.Width / float32(max(1, len(days)))
		foot, top := p.size.Height-line(), line()*1.5
		unit := (foot - top) / float32(most)
		every := p.labelled(days, wide)
		for i, d := range days {
			x := float32(i) * wide
			a, b := float32(d.In)*unit, float32(d.Out)*unit
			if d.In > 0 {
				p.outline(theme.InkMuted, x+wide*0.14, foot-a, wide*0.34, a)
			}
			if d.Out > 0 {
				p.fill(theme.Accent, x+wide*0.52, foot-b, wide*0.34, b)
			}
			if (len(days)-1-i)%every == 0 {
				p.middle(d.Label, theme.InkMuted, x+wide/2, foot, wide*float32(every))
			}
		}
		p.fill(theme.Border, 0, foot, p.size.Width, 1)
		p.legend(in, out)
	})
}

// labelled says that every how many-th day has room for its label, counted
// back from the last; at least every second.
func (p *pen) labelled(days []Day, wide float32) int {
	widest := float32(0)
	for _, d := range days {
		widest = max(widest, fyne.MeasureText(d.Label, theme.Text(theme.Caption), fyne.TextStyle{}).Width)
	}
	every, pushed := 2, max(0, (widest-wide)/2) // the last label is pushed back from the edge
	for every < len(days) && float32(every)*wide-pushed < widest+theme.Space(1) {
		every++
	}
	return every
}

// legend names the two kinds of bars.
func (p *pen) legend(in, out string) {
	side := theme.Text(theme.Caption) * 0.8
	p.outline(theme.InkMuted, 0, 4, side, side)
	x := side + 6 + p.text(in, theme.Ink, side+6, 0, p.size.Width/2) + theme.Space(4)
	p.fill(theme.Accent, x, 4, side, side)
	p.text(out, theme.Ink, x+side+6, 0, p.size.Width/2)
}

// Interval is a share with its interval, over the band of all the rest.
type Interval struct {
	Label             string
	Text              string // the share in words
	Rate, Low, High   float64
	RestLow, RestHigh float64
	Alarm             bool // it stands out
}

// Intervals draws one share a line: the interval as a bar with a mark at the
// share, the rest as a band behind it.
func Intervals(reading string, rows []Interval) *Chart {
	high := line() * 2.2
	return newChart(reading, fyne.NewSize(320, high*float32(max(1, len(rows)))+line()), func(p *pen) {
		label := p.size.Width * 0.36
		left, wide := label+theme.Space(2), p.size.Width*0.64-theme.Space(6)
		at := func(share float64) float32 { return left + float32(share)*wide }
		for _, share := range []float64{0, 0.25, 0.5, 0.75, 1} {
			p.fill(theme.Line, at(share), 0, 1, p.size.Height-line())
			p.middle(percent(share), theme.InkMuted, at(share), p.size.Height-line(), wide/4)
		}
		for i, r := range rows {
			y := float32(i) * high
			ink := theme.Ink
			if r.Alarm {
				ink = theme.DangerInk
			}
			p.text(r.Label, ink, 0, y+2, label)
			p.text(r.Text, theme.InkMuted, 0, y+2+line(), label)
			band := p.fill(theme.Sunken, at(r.RestLow), y+2, at(r.RestHigh)-at(r.RestLow), line())
			band.StrokeColor, band.StrokeWidth = theme.Colour(theme.Border), 1
			bar := p.fill(theme.Accent, at(r.Low), y+line()/2, max(2, at(r.High)-at(r.Low)), 4)
			if r.Alarm {
				bar.FillColor = theme.Colour(theme.DangerInk)
			}
			p.fill(ink, at(r.Rate)-2, y+line()/2-5, 4, 14)
		}
	})
}

func percent(share float64) string {
	return map[float64]string{0: "0 %", 0.25: "25 %", 0.5: "50 %", 0.75: "75 %", 1: "100 %"}[share]
}
