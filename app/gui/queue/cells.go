package queue

import (
	"slices"
	"time"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/cases/roster"
)

// columns are the queue's: each as wide as the longest words it can hold in
// this language. Where the window is narrow, the officer goes first, then the
// flags and the ground; what is never cut is which case it is and when it is
// due. A list of one's own cases has no officer.
func columns(w *i18n.Words, own bool) []grid.Column {
	fits := longest(w)
	col := func(id string, width, flex float32, drop int) grid.Column {
		return grid.Column{ID: id, Title: w.T("queue.col." + id), Width: width, Flex: flex, Drop: drop, Fits: fits[id]}
	}
	cols := []grid.Column{
		col("urgency", 0, 0, 3), col("appeal_no", 0, 0.2, 0), col("resident", 0, 0.6, 1), col("colour", 0, 0, 0),
		col("ground", 0, 1.4, 5), col("isolation", 0, 0.4, 2), col("due", 0, 0.4, 0), col("state", 0, 0.4, 4),
		col("officer", 72, 0.8, 7), col("signals", 0, 0.4, 6),
	}
	if own {
		cols = slices.DeleteFunc(cols, func(c grid.Column) bool { return c.ID == "officer" })
	}
	for i := range cols {
		switch cols[i].ID {
		case "resident", "ground", "signals":
		default:
			cols[i].Sortable = true
		}
	}
	return cols
}

// rows shows the model's lines in the grid.
type rows struct {
	m     *Model
	words *i18n.Words
	name  func(cases.UserID) string // nil where every case is the person's own
}

func (r *rows) Len() int           { return r.m.Len() }
func (r *rows) Key(at int) int64   { return int64(r.m.ID(at)) }
func (r *rows) Find(key int64) int { return r.m.Index(cases.ID(key)) }

func (r *rows) Fill(at int, cells []grid.Cell) {
	l := r.m.Line(at)
	cells[0] = urgencyCell(r.words, l.Urgency)
	cells[1] = grid.Cell{Text: l.AppealNo}
	cells[2] = r.resident(l)
	cells[3] = codeCell(r.words, l.Colour)
	cells[4] = r.ground(l)
	cells[5] = isolationCell(r.words, &l.Row, r.m.Now())
	cells[6] = dueCell(r.words, &l.Row, r.m.Now())
	cells[7] = stateCell(r.words, l.State)
	if r.name != nil {
		cells[8] = grid.Cell{Text: r.name(l.Officer), Ink: theme.InkMuted}
	}
	cells[len(cells)-1] = signalCell(r.words, l.Signals)
}

func (r *rows) resident(l roster.Line) grid.Cell {
	if l.Purge != 0 {
		return grid.Cell{Text: r.words.T("queue.purged"), Ink: theme.InkMuted, Tip: r.words.T("queue.purged.tip", "no", l.Purge)}
	}
	if l.Name == "" && l.Phone+l.DocNo != "" { // a ticket of the hotline knows a phone and no person
		return grid.Cell{Text: r.words.T("queue.notGiven"), Ink: theme.InkMuted}
	}
	if l.Name == "" {
		return grid.Cell{Icon: "lock", Ink: theme.InkMuted, Tip: r.words.T("queue.locked")}
	}
	return grid.Cell{Text: l.Name, Tip: l.Name + "  " + l.DocNo}
}

// codeCell is a code by its shape and word; a case that came without one has
// words only, so that nobody takes it for a grey code.
func codeCell(w *i18n.Words, c cases.Colour) grid.Cell {
	if c == "" {
		return grid.Cell{Text: w.T("queue.notGiven"), Ink: theme.InkMuted, Tip: w.Colour(c)}
	}
	return grid.Cell{Kind: grid.Code, Code: c, Text: w.Colour(c)}
}

func (r *rows) ground(l roster.Line) grid.Cell {
	first := l.MainGround()
	if first == "" {
		return grid.Cell{Text: r.words.None(), Ink: theme.InkMuted}
	}
	text := r.words.Ground(first)
	if n := len(l.Grounds); n > 1 {
		text = moreGrounds(r.words, first, n)
	}
	return grid.Cell{Text: text}
}

// moreGrounds names the first of several grounds and counts the others.
func moreGrounds(w *i18n.Words, first cases.Ground, n int) string {
	return w.T("queue.more", "first", w.Ground(first), "n", n-1+zhFirst(w))
}

// zhFirst is 1 where the language counts the first item in ("等2项").
func zhFirst(w *i18n.Words) int {
	if w.Lang() == i18n.ZH {
		return 1
	}
	return 0
}

func urgencyCell(w *i18n.Words, u cases.Urgency) grid.Cell {
	c := grid.Cell{Kind: grid.Marks, Tip: w.T("urgency." + string(u))}
	switch u {
	case cases.Critical:
		c.Marks = []grid.Mark{{Icon: "warning", Ink: theme.DangerInk}}
	case cases.Urgent:
		c.Marks = []grid.Mark{{Icon: "arrow-up", Ink: theme.WarnInk}}
	}
	return c
}

// isolationCell is a bar of the term served and what is left of it in words.
func isolationCell(w *i18n.Words, r *cases.Row, now time.Time) grid.Cell {
	muted := func(key string) grid.Cell { return grid.Cell{Text: w.T(key), Ink: theme.InkMuted} }
	left := r.IsolationLeft(now)
	switch {
	case r.Isolation == cases.Released:
		return muted("queue.isolation.released")
	case r.IsolationEnd.IsZero():
		return muted("queue.isolation.open")
	case left == 0:
		return muted("queue.isolation.ended")
	}
	term := r.IsolationEnd.Sub(r.IssuedAt)
	if r.IssuedAt.IsZero() || term <= 0 {
		return grid.Cell{Text: w.Left(left)}
	}
	return grid.Cell{
		Kind: grid.Bar, Share: 1 - float64(left)/float64(term), Bold: left < 24*time.Hour,
		Text: w.T("queue.isolation", "left", rough(w, left), "term", w.Duration(wholeDays(term))),
		Tip:  w.Left(left),
	}
}

// rough is a span as a column tells it: from two days on, hours say nothing.
func rough(w *i18n.Words, d time.Duration) string {
	if d.Abs() >= 48*time.Hour {
		return w.Brief(d)
	}
	return w.Duration(d)
}

// wholeDays is a term in the days people speak of: one that ends at the close
// of its last day is not a day longer.
func wholeDays(d time.Duration) time.Duration { return max(24*time.Hour, d.Truncate(24*time.Hour)) }

// dueCell tells a deadline by weight and icon, never by a code's colour.
func dueCell(w *i18n.Words, r *cases.Row, now time.Time) grid.Cell {
	switch {
	case r.State.Settled():
		return grid.Cell{Text: w.T("queue.due.over"), Ink: theme.InkMuted}
	case !r.PausedAt.IsZero():
		return grid.Cell{Text: w.T("queue.due.paused"), Ink: theme.InkMuted}
	case r.DueAt.IsZero():
		return grid.Cell{Text: w.None(), Ink: theme.InkMuted}
	}
	left := r.DueAt.Sub(now)
	c := grid.Cell{Text: dueWord(w, left), Tip: w.DateTime(r.DueAt) + " · " + w.Due(left)}
	switch {
	case left < 0:
		c.Icon, c.Bold = "warning", true
	case left < 6*time.Hour:
		c.Icon, c.Bold = "clock", true
	}
	return c
}

// dueWord says how far away a deadline is, in its largest unit.
func dueWord(w *i18n.Words, left time.Duration) string {
	if left < 0 {
		return w.T("time.late", "d", w.Brief(left))
	}
	return w.T("time.in", "d", w.Brief(left))
}

func stateCell(w *i18n.Words, s cases.State) grid.Cell {
	return grid.Cell{Kind: grid.Pill, Text: w.State(s), Tone: stateTone(s)}
}

// stateTone sets apart what waits for somebody from what is at rest.
func stateTone(s cases.State) kit.Tone {
	switch s {
	case cases.Assigned, cases.InReview, cases.Drafted:
		return kit.Info
	case cases.Returned, cases.SecondLevel, cases.Deficient:
		return kit.Warning
	case cases.Decided, cases.Closed:
		return kit.Success
	}
	return kit.Plain
}

// signalIcon is the icon of a signal.
func signalIcon(name string) string {
	icon, ok := map[string]string{
		"flicker": "flicker", "conflict": "conflict", "differs": "differs", "unexplained": "policy", "manual": "manual",
		"weak_source": "mast", "unknown_step": "unknown", "term": "calendar", "amended": "refresh", "late": "clock", "rejected": "error",
		"hold": "shield", "by_hand": "edit", "no_cause": "warning", "basis_date": "user-clock", "provenance": "link", "contradiction": "conflict",
	}[name]
	if !ok {
		return "flag"
	}
	return icon
}

func signalCell(w *i18n.Words, s cases.Signals) grid.Cell {
	c := grid.Cell{Kind: grid.Marks}
	for i, name := range s.Telling().Names() {
		c.Marks = append(c.Marks, grid.Mark{Icon: signalIcon(name)})
		if i > 0 {
			c.Tip += " · "
		}
		c.Tip += w.T("signal." + name)
	}
	return c
}
