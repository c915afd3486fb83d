package queue

import (
	"time"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit/grid"
	"recourse/cases"
)

// longest lists, by column, what the widest cells hold in a language.
func longest(w *i18n.Words) map[string][]grid.Cell {
	fits := map[string][]grid.Cell{
		"urgency":   {{Kind: grid.Marks, Marks: make([]grid.Mark, 1)}},
		"appeal_no": {{Text: "杭健申〔2020〕10000号"}},
		"resident":  {{Text: "欧阳**"}},
		"isolation": isolations(w),
		"due":       dues(w),
		"signals":   {{Kind: grid.Marks, Marks: make([]grid.Mark, 3)}},
	}
	for _, c := range []cases.Colour{cases.Green, cases.Yellow, cases.Orange, cases.Red} {
		fits["colour"] = append(fits["colour"], grid.Cell{Kind: grid.Code, Text: w.Colour(c)})
	}
	for _, g := range cases.Grounds() {
		fits["ground"] = append(fits["ground"], grid.Cell{Text: w.Ground(g)})
	}
	for _, s := range cases.States() {
		fits["state"] = append(fits["state"], stateCell(w, s))
	}
	return fits
}

func isolations(w *i18n.Words) []grid.Cell {
	term := 14 * 24 * time.Hour
	cells := []grid.Cell{{Text: w.T("queue.isolation.open")}, {Text: w.T("queue.isolation.released")}}
	for _, left := range []time.Duration{13 * 24 * time.Hour, 47 * time.Hour} {
		cells = append(cells, grid.Cell{Kind: grid.Bar, Bold: true, Text: w.T("queue.isolation", "left", rough(w, left), "term", w.Duration(term))})
	}
	return cells
}

func dues(w *i18n.Words) []grid.Cell {
	cells := []grid.Cell{{Text: w.T("queue.due.over")}, {Text: w.T("queue.due.paused")}}
	for _, left := range []time.Duration{-22 * 24 * time.Hour, -22 * time.Hour, -44 * time.Minute} {
		cells = append(cells, grid.Cell{Icon: "warning", Bold: true, Text: dueWord(w, left)})
	}
	return cells
}

// officerCells are the names the column of officers has to hold.
func officerCells(list []Officer) []grid.Cell {
	cells := make([]grid.Cell, len(list))
	for i, o := range list {
		cells[i] = grid.Cell{Text: o.Name}
	}
	return cells
}
