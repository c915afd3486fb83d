package work

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"recourse/cases"
	"recourse/review/evidence"
)

// Stance says how a record stands to an answer. Consistent means no more than
// that the two do not contradict each other.
type Stance string

// The stances. Pending is shown until the records have been compared.
const (
	Consistent  Stance = "consistent"
	Contradicts Stance = "contradicts"
	NoData      Stance = "none"
	Pending     Stance = "pending"
)

// Said is what one other record says about the fact of an answer.
type Said struct {
	Ref    string
	Stance Stance
}

// Compared sets the records on file beside one item of the questionnaire.
type Compared struct {
	Stance    Stance
	Records   []Said
	Questions []evidence.Question
}

// Compare says what other sources know of the fact an item asks for.
func (m *Model) Compare(f Fact) Compared {
	c := Compared{Stance: NoData, Questions: m.questionsOn(f)}
	for _, ref := range m.related(f) {
		said := Said{Ref: ref, Stance: m.stance(f, ref, c.Questions)}
		c.Records = append(c.Records, said)
		switch {
		case said.Stance == Contradicts:
			c.Stance = Contradicts
		case c.Stance == NoData:
			c.Stance = said.Stance
		}
	}
	if len(c.Records) > 0 && m.assessed == nil {
		c.Stance = Pending
	}
	return c
}

// questionsOn are the differences that concern an item's answers.
func (m *Model) questionsOn(f Fact) []evidence.Question {
	var out []evidence.Question
	if m.assessed == nil {
		return nil
	}
	for _, q := range m.assessed.Questions {
		if slices.ContainsFunc(f.Answers, func(a Given) bool { return slices.Contains(q.Refs, a.Ref) }) {
			out = append(out, q)
		}
	}
	return out
}

func (m *Model) stance(f Fact, ref string, questions []evidence.Question) Stance {
	for _, q := range questions {
		if slices.Contains(q.Refs, ref) {
			return Contradicts
		}
	}
	if m.assessed == nil {
		return Pending
	}
	if i, ok := strings.CutPrefix(ref, "C"); ok {
		n, _ := strconv.Atoi(i)
		return feverStance(f, &m.file.Snapshot.CheckIns[n-1])
	}
	return Consistent
}

// Fever is the temperature from which the published rules speak of fever.
const Fever = 37.3

// feverStance compares a temperature answer with that of a check-in; a person
// may well have fever on one day and none on another, so only the same day
// can contradict.
func feverStance(f Fact, c *cases.CheckIn) Stance {
	a := f.Latest()
	said, err := strconv.ParseFloat(a.AnswerNorm, 64)
	sameDay := a.Form.SubmittedAt.Earliest().In(cases.Shanghai()).Format("20060102") == c.Date.Earliest().In(cases.Shanghai()).Format("20060102")
	if err != nil || c.TempC == nil || !sameDay || (said >= Fever) == (*c.TempC >= Fever) {
		return Consistent
	}
	return Contradicts
}

// related lists the records that speak about the same fact as an item, by the
// kind of source.
func (m *Model) related(f Fact) []string {
	s := &m.file.Snapshot
	var refs []string
	for i := range s.Flags {
		if slices.Contains(sourcesFor(f.Code), s.Flags[i].SourceType) && m.near(f, &s.Flags[i]) {
			refs = append(refs, refNo("F", i))
		}
	}
	if f.Code == "TEMP" || strings.HasPrefix(f.Code, "SYMPTOM") {
		refs = append(refs, m.healthCheckIns(f.Code)...)
	}
	return refs
}

// near reports whether a record can speak about an answer by its time: where
// somebody is now is known from the days around the answer alone.
func (m *Model) near(f Fact, g *cases.Flag) bool {
	if f.Code != "IN_CITY" {
		return true
	}
	said := f.Latest().Form.SubmittedAt.Earliest()
	return said.Sub(g.ObservedFrom.Latest()).Abs() <= 2*24*time.Hour
}

// healthCheckIns are the check-ins that say something about a health item.
func (m *Model) healthCheckIns(code string) []string {
	var refs []string
	for i := range m.file.Snapshot.CheckIns {
		c := &m.file.Snapshot.CheckIns[i]
		if code == "TEMP" && c.TempC != nil || code != "TEMP" && len(c.Symptoms) > 0 {
			refs = append(refs, refNo("C", i))
		}
	}
	return refs
}

// sourcesFor names the kinds of source that can know the fact of an item.
func sourcesFor(code string) []cases.Source {
	switch code {
	case "IN_CITY", "TRAVEL_14D", "KEY_AREA_14D", "RETURN_DATE":
		return []cases.Source{cases.CarrierTower, cases.AppGPS, cases.PurchaseRecord, cases.TravelTicket, cases.TollPlate,
			cases.CheckpointScan, cases.HotelRegister, cases.KeyAreaList, cases.SelfReportInconsistency}
	case "CONTACT_14D":
		return []cases.Source{cases.ContactList}
	case "ADDRESS":
		return []cases.Source{cases.BuildingRegister, cases.DoorSensor, cases.HotelRegister}
	}
	return nil
}
