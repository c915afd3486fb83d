package queue

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/task"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// loadAlerts fetches the open alerts; a person's own cases are no place for
// them.
func (s *Screen) loadAlerts() {
	if s.name == kit.ScreenMine {
		return
	}
	kit.Load(s.host, s.desk.Alerts, func(list []cases.Alert) {
		if s.alerts = list; s.alarm != nil {
			s.showAlarm()
		}
	})
}

// showAlarm puts the latest open alert over the list, and how many there are.
func (s *Screen) showAlarm() {
	w := s.host.Words()
	s.alarm.Objects, s.alarm.Hidden = nil, len(s.alerts) == 0
	if len(s.alerts) > 0 {
		a := s.alerts[0]
		title := w.T("alert.title", "n", a.Size())
		if n := len(s.alerts); n > 1 {
			title = w.T("alert.titles", "n", a.Size(), "alerts", n)
		}
		look := kit.NewButton(w.T("alert.look"), func() { s.showAlert(a) }).WithIcon("eye")
		s.alarm.Objects = []fyne.CanvasObject{kit.Banner(kit.Warning, title, w.AlertFound(&a), look)}
	}
	s.alarm.Refresh()
	if s.sheet != nil {
		s.sheet.Object().Refresh()
	}
}

// showAlert shows one alert with what it rests on and what can be done.
func (s *Screen) showAlert(a cases.Alert) {
	w := s.host.Words()
	pair := func(key, value string) kit.Pair { return kit.Pair{Label: w.T("alert." + key), Value: kit.Prose(value)} }
	pairs := kit.Pairs(theme.Text(theme.Body)*11, pair("shared", w.AlertShared(&a)),
		pair("cases", w.Number(int64(len(a.Cases)))), pair("causeless", w.Number(int64(len(a.Causeless)))),
		pair("unappealed", w.Number(int64(a.Unappealed))), pair("raised", w.DateTime(a.RaisedAt)))
	var d *kit.Dialog
	buttons := []*kit.Button{kit.NewButton(w.T("action.close"), func() { d.Close() })}
	if s.supervises() {
		buttons = append(buttons, kit.NewButton(w.T("alert.acknowledge"), func() {
			d.Close()
			s.askAcknowledge(a)
		}))
	}
	show := kit.NewButton(w.T("alert.show"), func() {
		d.Close()
		s.setLot(Lot{Name: "alert/" + strconv.Itoa(a.No), IDs: a.Cases})
	}).As(kit.Primary)
	if len(a.Cases) == 0 {
		show.DisableFor(w.T("alert.nobody"))
	}
	buttons = append(buttons, show)
	body := kit.Column(theme.Space(4), kit.Prose(w.T("alert.text")), kit.Well(pairs), kit.Note(w.T("alert.next")))
	d = kit.NewDialog(w.T("alert.head", "no", a.No), theme.Text(theme.Body)*42, body, buttons...)
	d.First = show
	d.ShowOn(s.host.Window().Canvas())
}

// askAcknowledge asks why an alert needs nothing more.
func (s *Screen) askAcknowledge(a cases.Alert) {
	w := s.host.Words()
	why := kit.NewEntry("")
	field := kit.NewField(w.T("alert.why"), w.T("alert.why.hint"), why)
	var d *kit.Dialog
	do := kit.NewButton(w.T("alert.acknowledge.do"), func() {
		task.Go(s.host.Runner(), context.Background(), func(ctx context.Context) (struct{}, error) {
			return struct{}{}, s.desk.Acknowledge(ctx, a.No, why.Text)
		}, func(_ struct{}, err error) {
			if err != nil {
				field.SetError(w.Problem(err))
				return
			}
			d.Close()
			s.loadAlerts()
			s.host.Toast(w.T("alert.acknowledged", "no", a.No))
		})
	}).As(kit.Primary)
	cancel := kit.NewButton(w.T("action.cancel"), func() { d.Close() })
	d = kit.NewDialog(w.T("alert.acknowledge.title", "no", a.No), theme.Text(theme.Body)*34, field.Object(), cancel, do)
	d.First = why
	d.ShowOn(s.host.Window().Canvas())
}
