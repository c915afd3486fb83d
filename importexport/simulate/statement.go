package simulate

import (
	"slices"
	"strings"

	"recourse/cases"
)

// harm draws what the colour does to the person, and from it the urgency.
func (m *maker) harm() {
	a, r := &m.s.Appeal, m.r
	for _, c := range []struct {
		code string
		p    float64
	}{{"missed_treatment", 0.03}, {"family_separated", 0.08}, {"lost_shift", 0.35}, {"denied_entry", 0.4}} {
		if len(a.Consequences) < 2 && chance(r, c.p) && !(c.code == "lost_shift" && m.me.age >= 60) {
			a.Consequences = append(a.Consequences, c.code)
		}
	}
	m.hurry()
}

// suffer replaces the drawn consequences by those a scenario needs.
func (m *maker) suffer(codes ...string) {
	m.s.Appeal.Consequences = codes
	before := m.s.Appeal.Urgency
	m.hurry()
	if m.s.Appeal.Urgency == cases.Critical && before != cases.Critical {
		m.times()
	}
}

// hurry codes the urgency: medical need and being stranded are critical, a
// dependant alone or wages at stake are urgent.
func (m *maker) hurry() {
	a := &m.s.Appeal
	a.Urgency, a.UrgencyWhy = cases.Normal, ""
	if len(a.Consequences) == 0 {
		return
	}
	switch first := a.Consequences[0]; first {
	case "missed_treatment", "stranded":
		a.Urgency = cases.Critical
	case "family_separated":
		a.Urgency = cases.Urgent
	case "lost_shift":
		if m.r.IntN(4) == 0 {
			a.Urgency = cases.Urgent
		}
	}
	if a.Urgency != cases.Normal {
		a.UrgencyWhy = m.o.words.phrases.Urgency[a.Consequences[0]]
	}
}

// statement writes what the resident says: an opening in their own tone, the
// facts, what it does to them, and what they ask.
func (m *maker) statement() string {
	p := &m.o.words.phrases
	tone := m.tone()
	parts := []string{}
	if !chance(m.r, 0.12) {
		parts = append(parts, m.say1(p.Openings[tone]))
	}
	parts = append(parts, m.say1(m.o.words.scenarios[m.name].Facts))
	if !m.quiet {
		for _, c := range m.s.Appeal.Consequences {
			if c != m.must {
				parts = append(parts, m.say1(p.Hardships[c]))
			}
		}
	}
	if !chance(m.r, 0.15) {
		parts = append(parts, m.say1(p.Pleas[tone]))
	}
	sep := ""
	if chance(m.r, 0.2) {
		sep = "\n"
	}
	return fill(strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), sep), m.say)
}

func (m *maker) tone() string {
	switch {
	case m.me.age >= 66 && chance(m.r, 0.7):
		return "elderly"
	case m.me.age >= 40 && chance(m.r, 0.1):
		return "dialect"
	case chance(m.r, 0.22):
		return "angry"
	}
	return "plain"
}

// say1 draws one of the texts that this person can say of themselves.
func (m *maker) say1(list []string) string {
	var can []string
	for _, text := range list {
		if m.o.words.fits(text, m.me.male, m.me.age) {
			can = append(can, text)
		}
	}
	if len(can) == 0 {
		return ""
	}
	return pick(m.r, can)
}

// frail adds what the statement tells about the person's body.
func (m *maker) frail(statement string) {
	for word, code := range map[string]string{"怀孕": "pregnant", "透析": "dialysis"} {
		if strings.Contains(statement, word) && !slices.Contains(m.me.Vulnerability, code) {
			m.me.Vulnerability = append(m.me.Vulnerability, code)
		}
	}
	slices.Sort(m.me.Vulnerability)
}
