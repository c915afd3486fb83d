package bench

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"recourse/cases"
	"recourse/cases/roster"
	"recourse/importexport/simulate"
)

// page is how many lines a screen shows.
const page = 50

func queueBenchmarks() []benchmark {
	return []benchmark{
		{name: "lists", figure: "F7", size: 500_000, first: 0.3, goal: 0.05, run: lists,
			peer: "sqlite3: the same SELECTs on the same rows with 7 indexes, warm, time of its own .timer"},
		{name: "search", figure: "F8", size: 500_000, first: 0.5, goal: 0.1, run: searches,
			peer: "sqlite3: LIKE '%x%' over the same fields, warm, time of its own .timer"},
		{name: "dashboard", figure: "F9", size: 500_000, goal: 0.02, run: dashboards,
			peer: "sqlite3: the same GROUP BYs and counts, warm, time of its own .timer"},
	}
}

// question is one list, asked here and there.
type question struct {
	filter roster.Filter
	by     roster.Sort
	where  string
	order  string
}

// settled is the SQL list of the states in which nobody waits any more.
func settled() string {
	var list []string
	for _, s := range cases.States() {
		if s.Settled() {
			list = append(list, "'"+string(s)+"'")
		}
	}
	return "(" + strings.Join(list, ",") + ")"
}

// mixes are filters and orders as officers use them.
func mixes() []question {
	now := simulate.Opening()
	at, open := now.UnixMicro(), "state NOT IN "+settled()
	weak := cases.SignalDiffers | cases.SignalWeakSource
	return []question{
		{roster.Filter{}, roster.Sort{}, "1", "due_at, id"},
		{roster.Filter{OnlyOpen: true}, roster.Sort{}, open, "due_at, id"},
		{roster.Filter{OnlyOpen: true}, roster.Sort{Key: roster.ByFiled, Desc: true}, open, "filed_at DESC, id DESC"},
		{roster.Filter{
			OnlyOpen: true, Colours: []cases.Colour{cases.Red}, Division: "3301", Grounds: []cases.Ground{"G02"}, SignalsAny: weak,
		}, roster.Sort{}, fmt.Sprintf("%s AND colour = 'RED' AND division GLOB '3301*' AND grounds LIKE '%%,G02,%%' AND signals & %d", open, weak), "due_at, id"},
		{roster.Filter{Officer: "officer7", Overdue: true}, roster.Sort{},
			fmt.Sprintf("officer = 'officer7' AND %s AND paused_at = 0 AND due_at <> 0 AND due_at < %d", open, at), "due_at, id"},
		{roster.Filter{Division: "330106", Colours: []cases.Colour{cases.Yellow}}, roster.Sort{Key: roster.ByFiled}, "division = '330106' AND colour = 'YELLOW'", "filed_at, id"},
		{roster.Filter{States: []cases.State{cases.Registered}, Urgencies: []cases.Urgency{cases.Urgent, cases.Critical}}, roster.Sort{},
			"state = 'registered' AND urgency IN ('urgent','critical')", "due_at, id"},
	}
}

func lists(ctx context.Context, s *shop, f *Figure) error {
	q, err := s.big(ctx, f)
	if err != nil {
		return err
	}
	ask := mixes()
	f.detail("lists", float64(len(ask)))
	var sql []string
	for _, m := range ask {
		sql = append(sql, fmt.Sprintf("SELECT id FROM q WHERE %s ORDER BY %s LIMIT %d", m.where, m.order, page))
	}
	return s.contest(ctx, f, side{run: func(context.Context) (output, error) { return q.screens(ask), nil }}, s.asking(f, q, sql))
}

// screens selects each list and reads what a screen of it shows.
func (q *bigQueue) screens(ask []question) output {
	d, n := newDigester(), 0
	for _, m := range ask {
		v := q.roster.Select(m.filter, m.by, simulate.Opening())
		for i := range min(page, v.Len()) {
			d.add(strconv.FormatInt(int64(v.At(i).ID), 10))
			n++
		}
	}
	return output{rows: n, digest: d.sum()}
}

// searches types six texts letter by letter, as a person would.
func searches(ctx context.Context, s *shop, f *Figure) error {
	q, err := s.big(ctx, f)
	if err != nil {
		return err
	}
	texts := q.typed()
	f.detail("searches", float64(len(texts)))
	var sql []string
	for _, t := range texts {
		sql = append(sql, fmt.Sprintf("SELECT id FROM q WHERE %s ORDER BY due_at, id LIMIT %d", like(t), page))
	}
	run := func(context.Context) (output, error) {
		ask := make([]question, len(texts))
		for i, t := range texts {
			ask[i].filter.Text = t
		}
		// Another text first, so that nothing is left of the last turn.
		q.roster.Select(roster.Filter{Text: "00000000000000"}, roster.Sort{}, simulate.Opening())
		return q.screens(ask), nil
	}
	return s.contest(ctx, f, side{run: run}, s.asking(f, q, sql))
}

// like is a search text as a condition over the fields the roster looks into.
func like(text string) string {
	fields := []string{"appeal_no", "name", "doc_no", "phone"}
	if t := roster.Terms(text); len(t) == 1 && !t[0].Numbers {
		fields = append(fields, "statement")
	}
	var parts []string
	for _, c := range fields {
		parts = append(parts, fmt.Sprintf("%s LIKE '%%%s%%'", c, text))
	}
	return strings.Join(parts, " OR ")
}

// typed are the keystrokes: two names, two parts of document numbers and two
// parts of phones, of people far apart in the list.
func (q *bigQueue) typed() []string {
	v := q.roster.Select(roster.Filter{}, roster.Sort{Key: roster.ByID}, simulate.Opening())
	person := func(part int) cases.Card {
		c, _ := v.Unmasked(v.Len() * part / 8)
		return c
	}
	var texts []string
	keys := func(text string, from int) {
		r := []rune(text)
		for i := from; i <= len(r); i++ {
			texts = append(texts, string(r[:i]))
		}
	}
	keys(person(1).Name, 1)
	keys(person(6).Name, 1)
	keys(person(2).DocNo[6:14], 6)
	keys(person(5).DocNo[10:17], 5)
	keys(person(3).Phone[4:], 5)
	keys(person(7).Phone[2:10], 6)
	return texts
}

func dashboards(ctx context.Context, s *shop, f *Figure) error {
	q, err := s.big(ctx, f)
	if err != nil {
		return err
	}
	run := func(context.Context) (output, error) {
		return q.counts(q.roster.Counts("officer7", simulate.Opening())), nil
	}
	return s.contest(ctx, f, side{run: run}, s.asking(f, q, countSQL()))
}

// counts puts the figures into one order for both sides.
func (q *bigQueue) counts(c roster.Counts) output {
	d, n := newDigester(), 0
	add := func(v int) {
		d.add(strconv.Itoa(v))
		n++
	}
	for _, s := range cases.States() {
		add(c.ByState[s])
	}
	for _, k := range dashboardColours() {
		add(c.ByColour[k])
	}
	for _, u := range dashboardUrgencies() {
		add(c.ByUrgency[u])
	}
	for _, v := range []int{c.Total, c.Open, c.Overdue, c.DueToday, c.Mine} {
		add(v)
	}
	return output{rows: n, digest: d.sum()}
}

func dashboardColours() []cases.Colour {
	return []cases.Colour{cases.Green, cases.Yellow, cases.Orange, cases.Red}
}

func dashboardUrgencies() []cases.Urgency {
	return []cases.Urgency{cases.Normal, cases.Urgent, cases.Critical}
}

// countSQL says the same in SQL; the names come from a list, so that a group
// without a row counts zero.
func countSQL() []string {
	now := simulate.Opening()
	open := "state NOT IN " + settled()
	ticking := open + " AND paused_at = 0 AND due_at <> 0"
	sum := func(cond string) string { return "sum(" + cond + ")" }
	return []string{
		grouped("state", "1", names(cases.States())), grouped("colour", open, names(dashboardColours())), grouped("urgency", open, names(dashboardUrgencies())),
		"SELECT count(*) || char(10) || " + strings.Join([]string{
			sum(open), sum(fmt.Sprintf("%s AND due_at < %d", ticking, now.UnixMicro())),
			sum(fmt.Sprintf("%s AND due_at >= %d AND due_at < %d", ticking, now.UnixMicro(), roster.Tomorrow(now).UnixMicro())),
			sum(open + " AND officer = 'officer7'"),
		}, " || char(10) || ") + " FROM q",
	}
}

func names[K ~string](list []K) []string {
	out := make([]string, len(list))
	for i, k := range list {
		out[i] = "('" + string(k) + "')"
	}
	return out
}

func grouped(column, where string, list []string) string {
	return fmt.Sprintf("WITH n AS (SELECT %s AS k, count(*) AS c FROM q WHERE %s GROUP BY 1) SELECT coalesce(n.c, 0) FROM (VALUES %s) l LEFT JOIN n ON n.k = l.column1",
		column, where, strings.Join(list, ","))
}

// asking is the C engine answering the same questions from a warm cache; its
// own timer counts, so that starting the shell does not.
func (s *shop) asking(f *Figure, q *bigQueue, sql []string) side {
	if !f.installed("sqlite3") {
		return side{}
	}
	return side{run: func(ctx context.Context) (output, error) {
		answers := s.fresh("answers.txt")
		defer os.Remove(answers)
		statements := strings.Join(sql, ";\n") + ";\n"
		printed, err := shell(ctx, q.db, fmt.Sprintf("PRAGMA cache_size=-2000000;\n.output /dev/null\n%s.output %q\n.timer on\n%s", statements, answers, statements))
		if err != nil {
			return output{}, err
		}
		text, err := os.ReadFile(answers)
		if err != nil {
			return output{}, err
		}
		d, n := newDigester(), 0
		for line := range bytes.Lines(text) {
			d.add(strings.TrimSpace(string(line)))
			n++
		}
		took, err := timers(printed, len(sql))
		return output{rows: n, digest: d.sum(), took: took}, err
	}}
}

// timers adds up what `.timer on` printed.
func timers(printed []byte, statements int) (*cost, error) {
	var sum cost
	n := 0
	for line := range strings.Lines(string(printed)) {
		var real, user, sys float64
		if _, err := fmt.Sscanf(line, "Run Time: real %f user %f sys %f", &real, &user, &sys); err != nil {
			continue
		}
		n++
		sum.wall += time.Duration(real * float64(time.Second))
		sum.cpu += time.Duration((user + sys) * float64(time.Second))
	}
	if n != statements {
		return nil, fmt.Errorf("sqlite3 timed %d of %d statements", n, statements)
	}
	return &sum, nil
}
