package office

import (
	"context"
	"maps"
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
	say    func(*Entry) string // how the screen words an entry
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
		if (l.person == "" || e.By == l.person) && (l.action == "" || e.Action == l.action) && (text == "" || l.holds(e, text)) {
			l.shown = append(l.shown, int32(i))
		}
	}
}

// holds reports whether an entry has a text in what the screen says of it, or
// in its codes and digests.
func (l *logList) holds(e *Entry, text string) bool {
	said := []string{e.AppealNo, e.Name, string(e.By), e.Action, e.Hash}
	if l.say != nil {
		said = append(said, l.say(e))
	}
	said = slices.AppendSeq(said, maps.Values(e.Detail))
	return slices.ContainsFunc(said, func(s string) bool { return strings.Contains(strings.ToLower(s), text) })
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

// SayLog tells the model how the screen words an entry, so that a search finds
// what is read.
func (m *Model) SayLog(say func(*Entry) string) { m.log.say = say }

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
