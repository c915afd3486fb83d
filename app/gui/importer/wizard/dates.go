package wizard

import (
	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/importexport"
	"recourse/importexport/guess"
)

// order asks in which order the parts of a column's dates stand. What the dates
// show is said and marked among the answers; none is chosen for the person.
func (s *Screen) order(c *guess.Column) fyne.CanvasObject {
	d := s.model.Draft()
	p := d.OrderProblem(c)
	list := []kit.Option{{Code: refuse, Label: s.t("wizard.refuse")}}
	for _, o := range []importexport.DateOrder{importexport.DayFirst, importexport.MonthFirst} {
		label := s.t("wizard.order." + string(o))
		if o == c.Order().Proposed() {
			label = s.t("wizard.order.proposed", "order", label)
		}
		list = append(list, kit.Option{Code: string(o), Label: label})
	}
	choice := kit.NewChoice(s.t("wizard.order.ask"), list, func(code string) {
		s.model.Say(func(d *guess.Draft) { d.SayOrder(c.Field, importexport.DateOrder(plain(code))) })
	})
	choice.Set(string(d.Answers.DateOrders[c.Field]))
	return s.section(s.t("wizard.orders", "heading", c.Name()), s.w().GuessProblem(p.Code, p.Field, p.Args),
		s.question("“"+c.Shown(c.Order().Example)+"”", s.t("wizard.times", "n", c.Order().Dates), choice))
}
