package office

import (
	"context"
	"slices"
	"strings"

	"recourse/app/gui/task"
	"recourse/cases"
)

// logList is the record as far as it was read, narrowed by person, action and
// text.
type logList struct {
	all    []Entry
	shown  []int32 // positions, latest first
	err    error
	came   bool
	person cases.UserID
	action string
	text   string
}

// LoadLog reads what was added to the record since.
func (m *Model) LoadLog() {
	after := int64(0)
	if n := len(m.log.all); n > 0 {
		after = m.log.all[n-1].Seq
	}
	type read struct {
		height int64
		list   []Entry
	}
	mayRead := m.MayAudit() == nil
	task.Go(m.runner, context.Background(), func(ctx context.Context) (r read, err error) {
		if r.height, err = m.desk.Height(ctx); err == nil && mayRead {
			r.list, err = m.desk.Log(ctx, after)
		}
		return r, err
	}, func(r read, err error) {
		first := !m.log.came || m.log.err != nil || err != nil
		m.log.err, m.log.came = err, true
		if err == nil {
			m.height = r.height
			m.log.add(r.list)
		}
		if first {
			m.tell(Part(Record))
		} else if len(r.list) > 0 {
			m.tell(Logged)
		}
	})
}

// add appends what is new; two readings that overlap add it once.
func (l *logList) add(list []Entry) {
	for _, e := range list {
		if n := len(l.all); n == 0 || e.Seq > l.all[n-1].Seq {
			l.all = append(l.all, e)
		}
	}
	l.narrow()
}

func (l *logList) narrow() {
	l.shown = l.shown[:0]
	text := strings.ToLower(strings.TrimSpace(l.text))
	for i := len(l.all) - 1; i >= 0; i-- {
		e := &l.all[i]
		if (l.person == "" || e.By == l.person) && (l.action == "" || e.Action == l.action) && (text == "" || e.holds(text)) {
			l.shown = append(l.shown, int32(i))
		}
	}
}

func (e *Entry) holds(text string) bool {
	for _, s := range []string{e.AppealNo, e.Name, string(e.By), e.Action, e.Detail, e.Hash} {
		if strings.Contains(strings.ToLower(s), text) {
			return true
		}
	}
	return false
}

// LogLen is how many entries are listed.
func (m *Model) LogLen() int { return len(m.log.shown) }

// LogAt is one entry of the list, latest first.
func (m *Model) LogAt(at int) *Entry { return &m.log.all[m.log.shown[at]] }

// LogCame reports whether the record was read, and why not.
func (m *Model) LogCame() (bool, error) { return m.log.came, m.log.err }

// Height is how many entries the record has.
func (m *Model) Height() int64 { return m.height }

// Actions lists what was done, in the order of the alphabet.
func (m *Model) Actions() []string {
	return distinct(m.log.all, func(e *Entry) string { return e.Action })
}

// Actors lists who did something.
func (m *Model) Actors() []string {
	return distinct(m.log.all, func(e *Entry) string { return string(e.By) })
}

func distinct(all []Entry, of func(*Entry) string) []string {
	seen := map[string]bool{}
	var out []string
	for i := range all {
		if v := of(&all[i]); !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	slices.Sort(out)
	return out
}

// NameOf is the name of somebody who acted.
func (m *Model) NameOf(id string) string {
	for i := range m.log.all {
		if string(m.log.all[i].By) == id && m.log.all[i].Name != "" {
			return m.log.all[i].Name
		}
	}
	return id
}

// Narrow lists the entries of a person, of an action, with a text; empty values
// narrow nothing.
func (m *Model) Narrow(person, action, text string) {
	m.log.person, m.log.action, m.log.text = cases.UserID(person), action, text
	m.log.narrow()
}

// Narrowing is what the list is narrowed to.
func (m *Model) Narrowing() (person, action, text string) {
	return string(m.log.person), m.log.action, m.log.text
}
