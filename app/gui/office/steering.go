package office

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/cases/roster"
)

// steeringCard shows what supervisors have set for every seat, beside the
// published figures, and leads to where it is changed.
func (s *Screen) steeringCard() fyne.CanvasObject {
	now, published := s.model.Steering(), roster.DefaultHarmWeights()
	var pairs []kit.Pair
	for _, b := range roster.HarmBounds() {
		value := s.w().Number(int64(now.Weights.Get(b.Name)))
		if is := published.Get(b.Name); is != now.Weights.Get(b.Name) {
			value = s.t("office.steer.moved", "value", value, "is", s.w().Number(int64(is)))
		}
		pairs = append(pairs, kit.Pair{Label: s.t("weight." + b.Name), Value: kit.Prose(value)})
	}
	width := theme.Text(theme.Body) * 18
	weights := kit.NewButton(s.t("queue.weights"), func() {
		s.host.Open(kit.Route{Screen: kit.ScreenQueue, Part: kit.PartWeights})
	}).WithIcon("settings")
	size := kit.NewButton(s.t("office.alert.change"), s.askAlertSize).WithIcon("settings")
	days := kit.NewButton(s.t("office.window.change"), s.askWindow).WithIcon("settings")
	if err := s.model.MayManage(); err != nil {
		days.DisableFor(s.w().Problem(err))
	}
	if err := s.model.MaySteer(); err != nil {
		weights.DisableFor(s.w().Problem(err))
		size.DisableFor(s.w().Problem(err))
	}
	return kit.Card(kit.Heading(s.t("office.steer")), kit.Column(theme.Space(3),
		kit.Strong(s.t("office.steer.queue")), kit.Pairs(width, pairs...), kit.Flow(theme.Space(2), weights), kit.Rule(),
		kit.Strong(s.t("office.steer.alert")), kit.Prose(s.t("office.steer.size", "n", now.AlertSize)), kit.Flow(theme.Space(2), size), kit.Rule(),
		kit.Strong(s.t("office.steer.window")), kit.Prose(s.t("office.steer.days", "n", now.LateWindow)), kit.Flow(theme.Space(2), days)))
}

// askAlertSize asks from how many people on a batch raises an alert, and why
// that changes.
func (s *Screen) askAlertSize() {
	size, why := kit.NewEntry(""), kit.NewEntry("")
	size.SetText(strconv.Itoa(s.model.Steering().AlertSize))
	s.ask(question{
		title: s.t("office.alert.title"), yes: s.t("office.alert.do"), done: s.t("office.alert.done"), first: size,
		act: func(end func(error)) {
			n, err := strconv.Atoi(strings.TrimSpace(size.Text))
			if err != nil {
				end(cases.Refuse("whole_number", "value", size.Text))
				return
			}
			s.model.Do(func(ctx context.Context) error { return s.desk.SetAlertSize(ctx, n, why.Text) }, end)
		},
	}, kit.Prose(s.t("office.alert.text")), kit.NewField(s.t("office.alert.size"), "", size).Object(),
		kit.NewField(s.t("queue.weights.why"), s.t("queue.weights.why.hint"), why).Object())
}

// askWindow asks for how many days after the measure an appeal is in time.
func (s *Screen) askWindow() {
	days := kit.NewEntry("")
	days.SetText(strconv.Itoa(s.model.Steering().LateWindow))
	s.ask(question{
		title: s.t("office.window.title"), yes: s.t("office.window.do"), done: s.t("office.window.done"), first: days,
		act: func(end func(error)) {
			n, err := strconv.Atoi(strings.TrimSpace(days.Text))
			switch {
			case err != nil:
				end(cases.Refuse("whole_number", "value", days.Text))
			case n == s.model.Steering().LateWindow:
				end(cases.Refuse("nothing_changed"))
			default:
				s.model.Do(func(ctx context.Context) error { return s.desk.SetLateWindow(ctx, n) }, end)
			}
		},
	}, kit.Prose(s.t("office.window.text")), kit.NewField(s.t("office.window.days"), "", days).Object())
}
