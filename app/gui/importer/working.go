package importer

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
)

// working is the page of something that runs.
type working struct {
	s      *Screen
	bar    *kit.Progress
	count  *kit.Text
	rest   *kit.Text
	line   *fyne.Container
	cancel *kit.Button
}

func newWorking(s *Screen) *working {
	w := &working{s: s, bar: kit.NewProgress(), count: kit.Body(""), rest: kit.Muted("")}
	w.cancel = kit.NewButton(s.t("importer.cancel"), s.model.Cancel).WithIcon("cross").WithTip("Ctrl+.")
	w.line = kit.Row(theme.Space(3), kit.Fill(w.count.Cut()), w.rest)
	s.first = w.cancel
	w.show()
	return w
}

func (w *working) object() fyne.CanvasObject {
	stage := string(w.s.model.Stage())
	body := kit.Column(theme.Space(3),
		kit.Strong(w.s.t("importer.work."+stage, "name", w.s.name())),
		w.bar,
		w.line,
		kit.Note(w.s.t("importer.work."+stage+".text")),
		kit.Insets(theme.Space(2), 0, 0, 0, kit.Row(0, w.cancel)))
	return kit.Middle(kit.Fixed(theme.Text(theme.Body)*44, 0, kit.Card(nil, kit.Pad(theme.Space(3), body))))
}

// show writes the newest figures.
func (w *working) show() {
	if w == nil {
		return
	}
	p, t := w.s.model.Progress(), w.s.t
	if p.Total > 0 {
		w.bar.Set(float64(p.Done) / float64(p.Total))
	}
	text := t("importer.work.begin")
	if p.Cases > 0 {
		text = t("importer.work.count", "n", p.Cases)
		if r := int64(p.Rate()); r > 0 {
			text += "   " + t("importer.work.rate", "n", r)
		}
	}
	w.count.Set(text)
	rest := ""
	if d := w.s.model.Rest(); d > 0 {
		rest = t("importer.work.rest", "d", w.short(d))
	}
	w.rest.Set(rest)
	w.line.Refresh()
}

// short words a rest, in seconds while it is under two minutes.
func (w *working) short(d time.Duration) string {
	if d < 2*time.Minute {
		return w.s.t("status.seconds", "n", strconv.Itoa(int(d.Seconds())))
	}
	return w.s.w().Duration(d)
}
