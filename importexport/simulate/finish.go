package simulate

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"recourse/cases"
)

// finish fills in everything a scenario left to custom and writes the texts.
func (m *maker) finish() {
	m.assign()
	m.submissions()
	m.check()
	m.routine()
	m.checks = m.sinceApplication()
	m.s.CheckIns = m.checks
	m.s.RuleTrace = m.trace()
	m.history()
	if len(m.s.OtherAssignments) == 0 && chance(m.r, 0.12) {
		m.other("ZJ", "浙里办", "浙江省疫情防控工作领导小组", m.s.Assignment.Colour, m.issued.Add(3*time.Hour).Truncate(time.Minute))
	}
	m.speak()
	m.appeal()
	m.decide()
	m.s.Resident = m.me.Resident
	m.truth.AppealNo = m.s.Appeal.AppealNo
	text := m.o.words.scenarios[m.name]
	m.truth.Why = Words{ZH: fill(text.Why.ZH, m.say), EN: fill(text.Why.EN, m.say)}
}

// assign completes the disputed assignment.
func (m *maker) assign() {
	a := &m.s.Assignment
	a.AssignmentID, a.ResidentID = fmt.Sprintf("A%08d", m.no()), m.me.ResidentID
	if a.IssuingSystem == "" {
		a.IssuingSystem, a.Platform, a.Authority = "HZ-ALIPAY", "支付宝", "杭州市疫情防控工作领导小组"
		a.RuleSetID, a.RuleSetVer = RuleSetID, RuleSetVersion
	}
	a.ColourRaw = strings.TrimSuffix(zhColour(a.Colour), "码") + "色"
	a.IssuedAt, a.ValidFrom = cases.At(m.issued), cases.At(m.issued)
	if a.ValidUntil.IsZero() {
		a.ValidUntil = cases.At(m.until)
	}
	if a.BasisDate.IsZero() {
		a.BasisDate = cases.Day(m.issued.Date())
	}
	a.Measure = measure(a.Colour)
	if a.Origin == "" {
		a.Origin = "DATA_PUSH"
	}
}

// submissions words the declarations; who made none made one on applying.
func (m *maker) submissions() {
	if len(m.forms) == 0 {
		at := m.issued.Add(-between(m.r, 3, 30))
		if at.Before(m.launch()) {
			at = m.launch().Add(between(m.r, 0, 0.4))
		}
		m.declare(form{at: at})
	}
	for i, f := range m.forms {
		f.at = f.at.Truncate(time.Minute)
		m.s.Questionnaires = append(m.s.Questionnaires, m.questionnaire(i+1, f))
	}
}

// check adds daily check-ins for those whose scenario
// states none, starting after the application; a few people do not check in at all.
func (m *maker) check() {
	if len(m.checks) > 0 || chance(m.r, 0.08) {
		return
	}
	first := int(math.Floor(m.s.Questionnaires[0].SubmittedAt.Earliest().Sub(m.at(0, 0, 0)).Hours()/24)) + 1
	last := int(math.Floor(m.filed.Sub(m.at(0, 0, 0)).Hours()/24)) - 1
	m.checkins(first, last)
}

// sinceApplication leaves out check-ins from before the person had a code at
// all. Where the scenario turns on an unbroken row of days or on a fever, those
// that a community wrote down before the code began stay.
func (m *maker) sinceApplication() []cases.CheckIn {
	if _, row := m.steps["R82"]; row {
		return m.checks
	}
	first := m.issued
	for _, q := range m.s.Questionnaires {
		if at := q.SubmittedAt.Earliest(); at.Before(first) {
			first = at
		}
	}
	early := 0
	for early < len(m.checks)-1 && m.checks[early].Status == "normal" && m.checks[early].Date.Latest().Before(first) {
		early++
	}
	m.renumber(early)
	return m.checks[early:]
}

// renumber moves what is cited of the check-ins when the first few, which were
// all normal, go: the first that stays says the same.
func (m *maker) renumber(gone int) {
	moved := func(refs []string) {
		for i, ref := range refs {
			if n, err := strconv.Atoi(strings.TrimPrefix(ref, "C")); err == nil && strings.HasPrefix(ref, "C") {
				refs[i] = fmt.Sprintf("C%d", max(n-gone, 1))
			}
		}
	}
	for i := range m.draft.Findings {
		f := &m.draft.Findings[i]
		moved(f.Evidence)
		f.Evidence = distinct(f.Evidence)
	}
	for _, step := range m.steps {
		for i := range step.Inputs {
			ref := []string{step.Inputs[i].EvidenceRef}
			moved(ref)
			step.Inputs[i].EvidenceRef = ref[0]
		}
	}
	moved(m.truth.DecisiveEvidence)
	m.truth.DecisiveEvidence = distinct(m.truth.DecisiveEvidence)
}

// distinct keeps the first of equal references.
func distinct(refs []string) []string {
	var out []string
	for _, r := range refs {
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// speak sets the words that every text may use and writes the statement.
func (m *maker) speak() {
	release := m.release()
	for word, value := range map[string]string{
		"name": m.me.Name, "surname": surname(m.me.Name), "community": m.me.community, "district": m.me.division.Name,
		"home": m.me.street.Name + m.me.community + "社区", "job": m.me.job, "employer": m.me.employer,
		"issued": zhTime(m.issued), "issued_day": zhDay(m.issued), "filed": zhYear(m.filed),
		"colour": zhColour(m.s.Assignment.Colour), "release": zhHour(release), "hold": zhDay(release.AddDate(0, 0, 14)),
		"end": zhDay(m.until), "rule": m.rule, "other_district": m.o.neighbour(m.me.division),
		"trueend": zhDay(m.truth.TrueEnd.Earliest()), "return": zhHour(m.at(1, 18, 0)),
	} {
		if _, ok := m.say[word]; !ok {
			m.say[word] = value
		}
	}
	m.s.Appeal.Statement = m.statement()
	m.frail(m.s.Appeal.Statement)
}

// release is the evening of the desk's first day.
func (m *maker) release() time.Time { return m.at(0, 18, 0) }

func (o *Office) neighbour(d *division) string {
	for i, other := range o.words.places.Divisions {
		if other.Code == d.Code {
			return o.words.places.Divisions[(i+1)%len(o.words.places.Divisions)].Name
		}
	}
	return "邻区"
}

// appeal completes the request for review.
func (m *maker) appeal() {
	a := &m.s.Appeal
	a.AppealID, a.ResidentID, a.AssignmentID = fmt.Sprintf("AP%08d", m.no()), m.me.ResidentID, m.s.Assignment.AssignmentID
	a.FiledAt, a.HandlingDivision = cases.At(m.filed), m.me.division.Code
	if a.FiledBy == "" {
		a.FiledBy = "self"
	}
	if strings.Contains(a.Statement, "帮我打的字") || strings.Contains(a.Statement, "帮我申请") || strings.Contains(a.Statement, "我爸（本人）") {
		a.FiledBy, m.me.Guardian = "proxy", surname(m.me.Name)+pick(m.r, []string{"某（女儿）", "某（儿子）"})
	}
	if a.Channel == "" {
		a.Channel = pick(m.r, []string{"ALIPAY", "ALIPAY", "ALIPAY", "WEB", "WEB", "NEWSAPP", "WECHAT", "12345", "COMMUNITY"})
		if m.me.age >= 70 {
			a.Channel = pick(m.r, []string{"12345", "COMMUNITY", "PAPER", "ALIPAY"})
		}
	}
}
