package simulate

import (
	"fmt"
	"strconv"
	"time"

	"recourse/cases"
)

// form is one submission of the health declaration as a scenario states it.
// Zero values are the answers of somebody with nothing to report.
type form struct {
	at       time.Time
	by       string // self, proxy, staff or building_manager; default self
	keyArea  bool
	contact  bool
	cough    bool
	nasal    bool
	temp     float64
	returned time.Time
	edited   map[string]string // item -> answer before the edit
	editedAt time.Time
}

// declare adds a submission and returns the reference of one of its answers.
func (m *maker) declare(f form) func(item string) string {
	m.forms = append(m.forms, f)
	n := len(m.forms)
	return func(item string) string { return fmt.Sprintf("Q%d.%s", n, item) }
}

// questionnaire words a submission. On 13 February the city's form got a
// version that says how far back it asks; the one before did not.
func (m *maker) questionnaire(n int, f form) cases.Questionnaire {
	version, key := "1.1", "14天内是否到过湖北等疫情重点地区？"
	if f.at.Before(m.at(-4, 0, 0)) {
		version, key = "1.0", "是否到过湖北？"
	}
	yes := true
	q := cases.Questionnaire{
		SubmissionID: fmt.Sprintf("SB%08d-%d", m.no(), n), FormID: "HZ-HEALTH", FormVersion: version,
		SubmittedAt: cases.At(f.at), SubmittedBy: f.by, DeclaredLocation: m.me.division.Name + m.me.street.Name,
		ConsentLocation: &yes, Attestation: &yes,
	}
	if q.SubmittedBy == "" {
		q.SubmittedBy = "self"
	}
	if f.temp == 0 {
		f.temp = float64(361+m.r.IntN(7)) / 10
	}
	temp := strconv.FormatFloat(f.temp, 'f', 1, 64)
	q.Items = []cases.Answer{
		answer("IN_CITY", "目前是否在杭州？", true),
		{ItemCode: "ADDRESS", QuestionText: "现居住地址", AnswerRaw: m.me.Address, AnswerNorm: m.me.Address},
		answer("TRAVEL_14D", "14天内是否离开过杭州？", f.keyArea || m.travelled(f)),
		answer("KEY_AREA_14D", key, f.keyArea),
		answer("OVERSEAS_14D", "14天内是否有境外旅居史？", false),
		answer("CONTACT_14D", "14天内是否接触过确诊或疑似病例？", f.contact),
		answer("SYMPTOM_COUGH", "目前是否有下列症状：咳嗽", f.cough),
		answer("SYMPTOM_NASAL", "目前是否有下列症状：鼻塞、流涕", f.nasal),
		answer("SYMPTOM_FATIGUE", "目前是否有下列症状：乏力", false),
		{ItemCode: "TEMP", QuestionText: "今日体温（℃）", AnswerRaw: temp + "℃", AnswerNorm: temp, Unit: "°C"},
	}
	if !f.returned.IsZero() {
		q.Items = append(q.Items, cases.Answer{
			ItemCode: "RETURN_DATE", QuestionText: "返回日期", AnswerRaw: zhDay(f.returned), AnswerNorm: f.returned.Format(time.DateOnly),
		})
	}
	edit(&q, f)
	return q
}

// travelled reports whether the return lies in the 14 days before the form.
func (m *maker) travelled(f form) bool {
	return !f.returned.IsZero() && f.at.Sub(f.returned) < 14*24*time.Hour
}

func answer(item, question string, yes bool) cases.Answer {
	raw := "否"
	if yes {
		raw = "是"
	}
	return cases.Answer{ItemCode: item, QuestionText: question, AnswerRaw: raw, AnswerNorm: strconv.FormatBool(yes)}
}

func edit(q *cases.Questionnaire, f form) {
	for i := range q.Items {
		if before, ok := f.edited[q.Items[i].ItemCode]; ok {
			q.Items[i].EditedFrom, q.Items[i].EditedAt = before, cases.At(f.editedAt)
		}
	}
}

// checkins adds one check-in a day from one day to another, all normal.
func (m *maker) checkins(from, to int) {
	for day := from; day <= to; day++ {
		temp := float64(362+m.r.IntN(7)) / 10
		m.checks = append(m.checks, cases.CheckIn{
			Date: cases.Day(m.at(day, 0, 0).Date()), Time: fmt.Sprintf("%02d:%02d", 7+m.r.IntN(4), m.r.IntN(60)),
			TempC: &temp, Place: m.me.community + "社区", Status: "normal",
		})
	}
}

// fever turns the check-in of a day into one with a temperature and a cough.
func (m *maker) fever(day int, temp float64) string {
	date := cases.Day(m.at(day, 0, 0).Date())
	for i := range m.checks {
		if m.checks[i].Date.Equal(date) {
			m.checks[i].TempC, m.checks[i].Symptoms, m.checks[i].Status = &temp, []string{"SYMPTOM_COUGH", "SYMPTOM_FATIGUE"}, "abnormal"
			return fmt.Sprintf("C%d", i+1)
		}
	}
	return ""
}

// missed turns the check-in of a day into a gap with a note.
func (m *maker) missed(day int, note string) string {
	date := cases.Day(m.at(day, 0, 0).Date())
	for i := range m.checks {
		if m.checks[i].Date.Equal(date) {
			m.checks[i] = cases.CheckIn{Date: date, Status: "missed", Note: note}
			return fmt.Sprintf("C%d", i+1)
		}
	}
	return ""
}
