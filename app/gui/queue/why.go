package queue

import (
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/cases/roster"
)

// explain says why the list stands as it does, and what the current case's
// score by harm is made of.
func (s *Screen) explain() {
	w := s.host.Words()
	by := s.model.Sort()
	text := w.T("queue.why.other", "sort", w.T("sort."+string(by.Key)))
	switch by.Key {
	case roster.ByDue:
		text = w.T("queue.why.due")
	case roster.ByHarm:
		text = Formula(w, s.model.Weights())
	}
	body := []fyne.CanvasObject{kit.Prose(text)}
	if at := max(0, s.grid.Current()); at < s.model.Len() {
		body = append(body, s.score(at))
	}
	var d *kit.Dialog
	buttons := []*kit.Button{kit.NewButton(w.T("action.close"), func() { d.Close() })}
	if by.Key != roster.ByHarm {
		buttons = append(buttons, kit.NewButton(w.T("queue.why.byharm"), func() {
			d.Close()
			s.sortBy(string(roster.ByHarm), false)
			s.grid.Sorted(string(roster.ByHarm), false)
		}))
	}
	if s.supervises() {
		buttons = append(buttons, kit.NewButton(w.T("queue.weights"), func() {
			d.Close()
			s.askWeights()
		}).WithIcon("settings"))
	}
	d = kit.NewDialog(w.T("queue.why.title"), theme.Text(theme.Body)*46, kit.Column(theme.Space(4), body...), buttons...)
	d.ShowOn(s.host.Window().Canvas())
}

// Formula is the order by harm in words, with the weights in force.
func Formula(w *i18n.Words, h roster.HarmWeights) string {
	return w.T("harm.formula", "term", h.TermDays, "urgent", h.Urgent, "refuted", h.Refuted, "open", h.Open,
		"critical", h.Critical, "wait", h.Wait, "limit", h.WaitHours, "floor", h.Floor)
}

// score takes a case's score apart: each term with what the file says, how much
// of it counts for how many points, and the sum.
func (s *Screen) score(at int) fyne.CanvasObject {
	w, h := s.host.Words(), s.model.Weights()
	line, score := s.model.Line(at), s.model.Why(at)
	rows := []fyne.CanvasObject{kit.Strong(w.T("queue.why.score", "no", line.AppealNo))}
	if line.State.Settled() {
		return kit.Well(kit.Column(theme.Space(3), rows[0], kit.Prose(w.T("harm.settled"))))
	}
	for _, f := range score.Factors(&h) {
		product := w.T("harm.product", "amount", w.Number(int64(f.Amount)), "weight", w.Number(int64(f.Weight)))
		if f.Points == 0 {
			product = ""
		}
		rows = append(rows, s.term(w.T("queue.why."+f.Name), s.said(&line.Row, score, f), product, f.Points))
	}
	rows = append(rows, kit.Rule())
	if sum := score.Isolation + score.Urgency + score.Doubt + score.Waiting; score.Floor > sum {
		rows = append(rows, s.term(w.T("queue.why.sum"), "", "", sum),
			s.term(w.T("queue.why.floor"), w.T("harm.said.floor", "limit", h.WaitHours), "", score.Floor))
	}
	rows = append(rows, s.term(w.T("queue.why.points"), w.T("harm.place", "n", s.model.Place(line.ID), "of", w.Number(int64(s.model.Open()))), "", score.Points))
	return kit.Well(kit.Column(theme.Space(2), rows...))
}

// term is one line of the sum.
func (s *Screen) term(name, said, product string, points int) fyne.CanvasObject {
	figure := theme.Text(theme.Body)
	sum := kit.Row(0, kit.Gap(), kit.Mono(s.host.Words().Number(int64(points))))
	times := kit.Row(0, kit.Gap(), kit.Muted(product))
	return kit.TopRow(theme.Space(3), kit.Fixed(figure*8, 0, kit.Prose(name)), kit.Fill(kit.Note(said)),
		kit.Fixed(figure*9, 0, times), kit.Fixed(figure*5, 0, sum))
}

// said is what the file says about a term of the formula.
func (s *Screen) said(r *cases.Row, score roster.Score, f roster.Factor) string {
	w, now, h := s.host.Words(), s.model.Now(), s.model.Weights()
	switch f.Name {
	case "isolation":
		return w.T("harm.said.isolation", "left", isolationCell(w, r, now).Text, "term", h.TermDays)
	case "urgency":
		return w.T("urgency." + string(r.Urgency))
	case "waiting":
		until := now
		if !r.PausedAt.IsZero() {
			until = r.PausedAt
		}
		return w.T("harm.said.waiting", "d", w.Duration(max(0, until.Sub(r.FiledAt))), "limit", h.WaitHours)
	}
	why := roster.Doubts(r.Signals)
	switch {
	case len(why) == 0:
		return w.T("harm.said.no_doubt")
	case score.Isolation == 0:
		return w.T("harm.said.doubt_over")
	}
	names := make([]string, len(why))
	for i, n := range why {
		names[i] = w.T("signal." + n)
	}
	return strings.Join(names, w.T("list.comma"))
}
