package shell

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/task"
	"recourse/app/gui/theme"
)

// statusBar shows the running jobs, the record's state and the store.
type statusBar struct {
	of    *Shell
	jobs  *fyne.Container
	audit *fyne.Container
	all   fyne.CanvasObject
}

func newStatusBar(s *Shell) *statusBar {
	b := &statusBar{of: s, jobs: kit.Row(theme.Space(4)), audit: kit.Row(theme.Space(1.5))}
	store := kit.Row(theme.Space(1.5), kit.Icon("database", theme.InkMuted, theme.Grid(theme.Text(theme.Caption)+1)), kit.Caption(s.o.Store))
	row := kit.Row(theme.Space(4), kit.Fill(b.jobs), b.audit, store)
	pad := kit.Insets(theme.Space(1), theme.Space(4), theme.Space(1), theme.Space(4), row)
	height := theme.Grid(theme.Text(theme.Caption)*1.4 + theme.Space(2.5))
	b.all = kit.Border(kit.Rule(), nil, nil, nil, kit.On(kit.Plane(theme.Panel), kit.Fixed(0, height, pad)))
	b.refresh()
	return b
}

func (b *statusBar) object() fyne.CanvasObject { return b.all }

func (b *statusBar) refresh() {
	b.jobs.Objects = nil
	for _, j := range b.of.o.Jobs.List() {
		b.jobs.Add(b.job(j))
	}
	if len(b.jobs.Objects) == 0 {
		b.jobs.Add(kit.Caption(b.of.Words().T("status.idle")))
	}
	b.audit.Objects = b.auditState()
	b.jobs.Refresh()
	b.audit.Refresh()
	b.all.Refresh()
}

// job is a name, a count, a rate, what is left, and a way to stop it.
func (b *statusBar) job(j task.Status) fyne.CanvasObject {
	text := kit.Caption(b.jobText(j)).In(theme.Ink)
	stop := kit.NewButton("", j.Job.Cancel).As(kit.Quiet).WithIcon("cross").WithTip(b.of.Words().T("status.cancel"))
	return kit.Row(theme.Space(1), kit.Icon("refresh", theme.Accent, theme.Grid(theme.Text(theme.Caption)+1)), text, kit.Fixed(24, 20, stop))
}

func (b *statusBar) jobText(j task.Status) string {
	w := b.of.Words()
	text := w.T("status.jobplain", "name", j.Name, "done", j.Done)
	if j.Total > 0 {
		text = w.T("status.job", "name", j.Name, "done", j.Done, "total", j.Total)
	}
	if j.Rate > 0 {
		text += "   " + w.T("status.rate", "rate", int64(j.Rate))
	}
	if j.Rest > 0 {
		text += "   " + w.T("status.rest", "d", b.short(j.Rest))
	}
	return text
}

// short words a rest in seconds while it is under two minutes.
func (b *statusBar) short(d time.Duration) string {
	if d < 2*time.Minute {
		return b.of.Words().T("status.seconds", "n", strconv.Itoa(int(d.Seconds())))
	}
	return b.of.Words().Duration(d)
}

func (b *statusBar) auditState() []fyne.CanvasObject {
	w := b.of.Words()
	a := b.of.o.Audit()
	switch {
	case !a.Checked:
		return []fyne.CanvasObject{kit.Icon("shield", theme.InkMuted, theme.Grid(theme.Text(theme.Caption)+1)), kit.Caption(w.T("status.audit.none"))}
	case !a.Whole:
		return []fyne.CanvasObject{kit.Icon("error", theme.DangerInk, theme.Grid(theme.Text(theme.Caption)+1)), kit.Caption(w.T("status.audit.bad")).In(theme.DangerInk)}
	}
	return []fyne.CanvasObject{kit.Icon("shield-check", theme.OkInk, theme.Grid(theme.Text(theme.Caption)+1)), kit.Caption(w.T("status.audit.ok", "n", a.Entries))}
}
