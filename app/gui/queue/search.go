package queue

import (
	"context"
	"strings"
	"time"

	"recourse/cases"
	"recourse/cases/roster"
)

// Listing is an answer of the roster to what is asked for at one moment.
type Listing struct {
	view   *roster.View
	beyond Beyond
	turn   int
	now    time.Time
}

// Reload asks the roster again.
func (m *Model) Reload(now time.Time) { m.Take(m.Ask(now)()) }

// Ask puts what is asked for now into a question that may be answered away from
// the window: with each letter typed, half a million cases are gone through.
func (m *Model) Ask(now time.Time) func() Listing {
	m.turn++
	q := question{roster: m.roster, filter: m.filter, sort: m.sort, text: m.text, turn: m.turn, now: now}
	q.filter.Text = strings.TrimSpace(q.filter.Text + " " + m.text)
	q.filter.Only = m.lot.IDs
	m.applyDue(&q.filter, now)
	return q.answer
}

// Take shows an answer, unless something else was asked for since.
func (m *Model) Take(l Listing) (taken bool) {
	if l.turn != m.turn {
		return false
	}
	m.view, m.beyond, m.now = l.view, l.beyond, l.now
	return true
}

// SetText changes what is searched for, and the list with it.
func (m *Model) SetText(text string, now time.Time) { m.Take(m.Search(text, now)()) }

// Search changes what is searched for; the list follows once the answer is
// taken.
func (m *Model) Search(text string, now time.Time) func() Listing {
	m.text = text
	return m.Ask(now)
}

// Text is what is searched for.
func (m *Model) Text() string { return m.text }

// Beyond is what the search finds outside the list.
func (m *Model) Beyond() Beyond { return m.beyond }

// question is what is asked for at one moment. Nothing changes it, so that it
// can be answered on any goroutine.
type question struct {
	roster Roster
	filter roster.Filter
	sort   roster.Sort
	text   string
	turn   int
	now    time.Time
}

func (q question) answer() Listing {
	v := q.roster.Select(q.filter, q.sort, q.now)
	if ids := q.named(); len(ids) > 0 {
		v = v.Raised(ids...)
	}
	return Listing{view: v, beyond: q.outside(v), turn: q.turn, now: q.now}
}

// named are the listed cases whose running number is searched for, such as
// "101" or "101号": they stand first. Digits occur in identity and phone
// numbers too; who types a case's number means the case.
func (q question) named() []cases.ID {
	number := strings.TrimSuffix(strings.TrimSpace(q.text), "号")
	if number == "" || strings.Trim(number, "0123456789") != "" {
		return nil
	}
	f := q.filter
	f.Text += " 〕" + number + "号"
	v := q.roster.Select(f, q.sort, q.now)
	var ids []cases.ID
	for at := range min(v.Len(), mostNamed) {
		if l := v.At(at); strings.HasSuffix(l.AppealNo, "〕"+number+"号") {
			ids = append(ids, l.ID)
		}
	}
	return ids
}

// mostNamed is how many cases of different years with one running number are
// put first.
const mostNamed = 10

// Named is the line of the case whose number was searched for, -1 when none is
// listed.
func (m *Model) Named(text string) int {
	if m.Len() > 0 && isNamed(m.Line(0).AppealNo, text) {
		return 0
	}
	return -1
}

// isNamed reports whether a text is an appeal number or its running number.
func isNamed(appealNo, text string) bool {
	number := strings.TrimSuffix(strings.TrimSpace(text), "号")
	return number != "" && (appealNo == text || strings.HasSuffix(appealNo, "〕"+number+"号"))
}

// Search takes the text of the header's box; found is called when the list
// shows what was found.
func (s *Screen) Search(text string, found func()) {
	ask := s.model.Search(text, s.host.Now())
	s.searching.Start(context.Background(), func(context.Context) (Listing, error) { return ask(), nil }, func(l Listing, err error) {
		if err != nil {
			s.host.Fail(err)
			return
		}
		s.model.Take(l)
		s.refresh()
		if at := s.model.Named(text); at >= 0 && s.grid != nil {
			s.grid.Select(at)
		}
		found()
	})
}

// Searched is the text that the list is narrowed by.
func (s *Screen) Searched() string { return s.model.Text() }
