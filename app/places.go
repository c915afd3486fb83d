package main

import (
	"context"
	"strings"

	"recourse/app/gui/kit"
	"recourse/app/gui/shell"
	"recourse/cases"
	"recourse/cases/roster"
)

// foundCases is how many cases the palette offers for a number.
const foundCases = 5

// places are what the palette offers beside screens and acts: the lists of the
// queue, and cases by their number.
func (d *desktop) places() shell.Places {
	if !d.office.User().Has(cases.Intake, cases.Reviewer, cases.Supervisor, cases.Auditor) {
		return shell.Places{}
	}
	return shell.Places{Lists: d.lists, Find: d.findCase}
}

// lists are the program's, the person's own and the office's, with how many
// cases each has now.
func (d *desktop) lists() []shell.Place {
	user, now, queue := d.office.User().ID, d.office.Now(), d.office.Queue()
	place := func(title string, s roster.Saved) shell.Place {
		n := queue.Select(s.Filter, s.Sort, now).Len()
		return shell.Place{Title: title, Note: d.words.Number(int64(n)), Route: kit.Route{Screen: kit.ScreenQueue, Part: s.Name}}
	}
	var out []shell.Place
	kept, err := d.office.Views(context.Background())
	d.note(err)
	for _, k := range kept {
		out = append(out, place(k.Name, k.Saved(user, now)))
	}
	for _, s := range roster.SavedViews(user, now) {
		out = append(out, place(d.words.T(s.Key()), s))
	}
	return out
}

// findCase offers the cases whose appeal number ends in what is typed.
func (d *desktop) findCase(typed string) []shell.Place {
	number := strings.TrimSuffix(typed, "号")
	if strings.Trim(number, "0123456789") != "" && !strings.Contains(typed, "〔") {
		return nil
	}
	v := d.office.Queue().Select(roster.Filter{Text: typed}, roster.Sort{Key: roster.ByAppealNo}, d.office.Now())
	var out []shell.Place
	for i := 0; i < v.Len() && len(out) < foundCases; i++ {
		l := v.At(i)
		if l.AppealNo == typed || strings.HasSuffix(l.AppealNo, "〕"+number+"号") {
			out = append(out, shell.Place{Title: l.AppealNo, Note: d.words.State(l.State), Route: kit.Route{Screen: kit.ScreenCase, Case: l.ID}})
		}
	}
	return out
}
