package evidence

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"recourse/cases"
)

// Answers is what the person last declared before the as-of time, in a form or
// a check-in; earlier submissions stay visible in the file.
type Answers struct {
	Measured    Claim
	TempC       float64
	Fever       Claim
	Respiratory Claim
	Contact     Claim
	KeyArea     Claim
	Overseas    Claim
	Returned    cases.Stamp
	ReturnedRef string
	Submitted   cases.Stamp // of the form the answers come from
}

// respiratory and fever words, as item codes and as people write them.
var (
	respiratoryWords = []string{"COUGH", "NASAL", "THROAT", "DYSPN", "BREATH", "SPUTUM", "咳", "鼻塞", "流涕", "咽", "呼吸", "气促", "气短"}
	feverWords       = []string{"FEVER", "发热", "发烧"}
	otherWords       = []string{"NONE", "FATIGUE", "DIARRH", "HEADACHE", "NAUSEA", "MUSCLE", "无", "乏力", "腹泻", "头痛", "恶心", "肌肉"}
)

func (b *builder) answers() {
	a := &b.pic.Answers
	notAnswered := open(note("not_answered"))
	*a = Answers{Measured: no(), Fever: notAnswered, Respiratory: notAnswered, Contact: notAnswered, KeyArea: notAnswered, Overseas: notAnswered}
	q, n := b.latestForm()
	if q != nil {
		b.form(q, fmt.Sprintf("Q%d.", n+1))
	}
	if c, n := b.latestCheckIn(); c != nil && (q == nil || checkTime(c).After(q.SubmittedAt.Latest())) {
		a.checkIn(c, fmt.Sprintf("C%d", n+1))
	}
}

// latestForm is the last submission made before the as-of time.
func (b *builder) latestForm() (*cases.Questionnaire, int) {
	best, at := -1, time.Time{}
	for i, q := range b.in.Snapshot.Questionnaires {
		t := q.SubmittedAt.Earliest()
		if !t.After(b.in.AsOf.Latest()) && (best < 0 || !t.Before(at)) {
			best, at = i, t
		}
	}
	if best < 0 {
		return nil, 0
	}
	return &b.in.Snapshot.Questionnaires[best], best
}

func (b *builder) form(q *cases.Questionnaire, prefix string) {
	a := &b.pic.Answers
	a.Submitted = q.SubmittedAt
	var fever, resp, symptoms []string
	listed := false
	for _, it := range q.Items {
		ref, text := prefix+it.ItemCode, b.answerThen(it)
		switch code := it.ItemCode; {
		case code == "TEMP":
			a.temperature(text, ref)
		case code == "CONTACT_14D":
			a.Contact = yesNo(text, ref)
		case code == "KEY_AREA_14D":
			a.KeyArea = yesNo(text, ref)
		case code == "OVERSEAS_14D":
			a.Overseas = yesNo(text, ref)
		case code == "RETURN_DATE":
			a.Returned, a.ReturnedRef = day(text), ref
		case strings.HasPrefix(code, "SYMPTOM_"):
			listed = true
			symptoms = append(symptoms, ref)
			if yesNo(text, ref).State == Yes {
				fever, resp = sortSymptom(code, ref, fever, resp)
			}
		}
	}
	if listed {
		a.Fever, a.Respiratory = ticked(fever, symptoms), ticked(resp, symptoms)
	}
}

// answerThen is the answer as it stood at the as-of time.
func (b *builder) answerThen(it cases.Answer) string {
	if !it.EditedAt.IsZero() && it.EditedAt.Earliest().After(b.in.AsOf.Latest()) {
		return it.EditedFrom
	}
	if it.AnswerNorm != "" {
		return it.AnswerNorm
	}
	return it.AnswerRaw
}

func (a *Answers) temperature(text, ref string) {
	t, err := strconv.ParseFloat(strings.TrimRight(strings.TrimSpace(text), "℃°C度"), 64)
	if err == nil && t >= 34 && t <= 42 {
		a.Measured, a.TempC = yes(ref), t
	}
}

// checkIn takes over symptoms and temperature of a later check-in.
func (a *Answers) checkIn(c *cases.CheckIn, ref string) {
	if c.Status == "missed" {
		return
	}
	if c.TempC != nil {
		a.Measured, a.TempC = yes(ref), *c.TempC
	}
	var fever, resp []string
	for _, s := range c.Symptoms {
		fever, resp = sortSymptom(s, ref, fever, resp)
	}
	a.Fever, a.Respiratory = ticked(fever, []string{ref}), ticked(resp, []string{ref})
}

func sortSymptom(word, ref string, fever, resp []string) (f, r []string) {
	w := strings.ToUpper(word)
	has := func(k string) bool { return strings.Contains(w, k) }
	switch {
	case slices.ContainsFunc(feverWords, has):
		fever = append(fever, ref)
	case slices.ContainsFunc(respiratoryWords, has):
		resp = append(resp, ref)
	case !slices.ContainsFunc(otherWords, has):
		resp = append(resp, "") // a word nobody sorted: left open below
	}
	return fever, resp
}

// ticked is yes with the ticks as evidence, else no with the whole list; a word
// that nobody could sort leaves it open.
func ticked(ticks, list []string) Claim {
	known := slices.DeleteFunc(slices.Clone(ticks), func(s string) bool { return s == "" })
	switch {
	case len(known) > 0:
		return yes(known...)
	case len(ticks) > 0:
		return open(note("symptom_unread"), list...)
	}
	return no(list...)
}

// yesNo reads an answer; what is neither stays open.
func yesNo(text, ref string) Claim {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "true", "yes", "y", "1", "是", "有", "接触过", "到过":
		return yes(ref)
	case "false", "no", "n", "0", "否", "无", "没有", "未接触", "未到过":
		return no(ref)
	}
	return open(note("answer_unread", "ref", ref), ref)
}

func day(text string) cases.Stamp {
	s, err := cases.ParseStamp(strings.TrimSpace(text))
	if err != nil {
		return cases.Stamp{}
	}
	return s
}

// declaredStay is the stay in a key area that the person declared. Without a
// return date, or when a checked ticket gives another one, its end is open.
func (b *builder) declaredStay() (Stay, bool) {
	a := &b.pic.Answers
	if a.KeyArea.State != Yes {
		return Stay{}, false
	}
	ref := a.KeyArea.Refs[0]
	s := Stay{
		Ref: ref, Source: selfReport, Kinds: []string{selfReport}, Person: yes(ref), Key: yes(ref),
		High: no(ref), Higher: no(ref), Medium: no(ref), Home: no(ref),
		To: a.Returned, ToRefs: []string{ref}, From: a.Returned,
	}
	switch other := b.otherReturn(a.Returned); {
	case a.Returned.IsZero():
		s.ToWhy = note("no_return_date", "ref", ref)
	case other != nil:
		s.ToRefs = []string{a.ReturnedRef, other.Ref}
		s.ToWhy = note("two_return_dates", "answer", a.Returned.String(), "record", other.To.String(), "ref", other.Ref)
		s.To = cases.Stamp{}
	default:
		s.ToRefs = []string{a.ReturnedRef}
	}
	return s, true
}

// selfReport is the kind of a stay that only the person's own answer shows.
const selfReport = "SELF_REPORT"

// otherReturn finds an established stay in a key area whose end is two days or
// more from the declared return.
func (b *builder) otherReturn(declared cases.Stamp) *Stay {
	for i := range b.pic.Stays {
		s := &b.pic.Stays[i]
		if s.Key.State != Yes || declared.IsZero() || s.Source != string(cases.TravelTicket) {
			continue
		}
		if gap := s.To.Latest().Sub(declared.Latest()); gap > 48*time.Hour || gap < -48*time.Hour {
			return s
		}
	}
	return nil
}
