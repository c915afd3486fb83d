package justice

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"recourse/cases"
	"recourse/importexport/simulate"
)

// muddle is a case while noise works on it.
type muddle struct {
	r      *rand.Rand
	s      *cases.Snapshot
	truth  *simulate.Truth
	issued cases.CodeAssignment // as the case was made
	turned bool                 // the truth is no longer the scenario's, or must not be
	hit    []string
}

// becomesGreen: what the code rests on did not happen to this person.
func (m *muddle) becomesGreen() {
	m.turned, m.truth.Error = true, true
	m.truth.TrueColour, m.truth.TrueEnd = cases.Green, cases.Stamp{}
}

// codeWasRight: what the code rests on happened, whatever the file shows.
func (m *muddle) codeWasRight() {
	m.turned, m.truth.Error = true, false
	m.truth.TrueColour, m.truth.TrueEnd = m.issued.Colour, m.issued.ValidUntil
}

// leftEarlier: the departure was four to nine days before the recorded one, so
// that the term ends earlier or had ended when the appeal was filed.
func (m *muddle) leftEarlier() {
	m.turned, m.truth.Error = true, true
	end := m.issued.ValidUntil.Latest().AddDate(0, 0, -4-m.r.IntN(6))
	if end.Before(m.s.Appeal.FiledAt.Earliest()) {
		m.becomesGreen()
		return
	}
	m.truth.TrueEnd = cases.At(end)
}

// mast is the index of the first mast record, -1 for none.
func (m *muddle) mast() int {
	return slices.IndexFunc(m.s.Flags, func(f cases.Flag) bool { return f.SourceType == cases.CarrierTower })
}

// mastWasWrong: only the mast says so, and it is wrong.
func (m *muddle) mastWasWrong() {
	m.onlyMast()
	m.becomesGreen()
}

// onlyMast leaves the mast as the only record against the person, and takes
// their own words back out of the forms that were filled in after it.
func (m *muddle) onlyMast() {
	m.turned = true
	keep := m.s.Flags[m.mast()]
	for i := len(m.s.Flags) - 1; i >= 0; i-- {
		if m.s.Flags[i].FlagID != keep.FlagID && m.against(&m.s.Flags[i], &keep) {
			m.drop(i)
		}
	}
	for i := range m.s.Questionnaires {
		for j := range m.s.Questionnaires[i].Items {
			a := &m.s.Questionnaires[i].Items[j]
			if a.ItemCode == "KEY_AREA_14D" || a.ItemCode == "TRAVEL_14D" {
				a.AnswerRaw, a.AnswerNorm, a.EditedFrom = "否", "false", ""
			}
		}
	}
}

// against reports whether a record speaks of the same stay as the mast.
func (m *muddle) against(f, mast *cases.Flag) bool {
	return f.Division == mast.Division || f.SourceType == cases.TravelTicket || f.SourceType == cases.HotelRegister
}

// understate gives every mast a radius that hides how wrong it can be.
func (m *muddle) understate() {
	for i := range m.s.Flags {
		if f := &m.s.Flags[i]; f.SourceType == cases.CarrierTower {
			f.AccuracyRadiusM, f.RadiusAssumed = 300, false
		}
	}
}

// otherNumber keys the contact under a neighbour's document number.
func (m *muddle) otherNumber() {
	m.turned = true
	for i := range m.s.Flags {
		if f := &m.s.Flags[i]; f.SourceType == cases.ContactList {
			f.IdentityLink, f.LinkedDocNo = "name", neighbour(m.s.Resident.DocNo)
		}
	}
}

// neighbour is the document number of somebody born the same day.
func neighbour(no string) string {
	if len(no) != 18 {
		return no
	}
	seq, _ := strconv.Atoi(no[14:17])
	stem := no[:14] + leftPad((seq+2)%1000)
	for _, check := range "0123456789X" {
		if full := stem + string(check); cases.CheckDocNo("01", full) == cases.DocOK {
			return full
		}
	}
	return no
}

func leftPad(n int) string {
	s := strconv.Itoa(n)
	return strings.Repeat("0", 3-len(s)) + s
}

// forge adds a paper that is false and looks right: an outage for a missed
// day, a chronic condition for a symptom, a certificate for a stay or contact.
func (m *muddle) forge() {
	yes := true
	at := m.issued.IssuedAt.Earliest()
	d := cases.Document{
		DocID: m.s.Appeal.AppealID + "-F", Type: "employer_certificate", Title: "在岗考勤证明", IssuedBy: "单位", Copy: "photo",
		IssueDate: m.s.Appeal.FiledAt, CoversFrom: cases.At(at.AddDate(0, 0, -30)), CoversTo: cases.At(at), IdentifiesPerson: &yes,
	}
	switch {
	case m.missed() >= 0:
		day := m.s.CheckIns[m.missed()].Date
		d.Type, d.Title, d.Summary, d.CoversFrom, d.CoversTo = "screenshot", "打卡页面报错截图", "页面报错", day, day
	case m.issued.ReasonCode == "SYMPTOM":
		d.Type, d.Title, d.Summary, d.IssueDate = "hospital_note", "门诊病历", "慢性鼻炎", cases.At(at.AddDate(0, -3, 0))
	}
	m.s.Appeal.Documents = append(m.s.Appeal.Documents, d)
}

func (m *muddle) missed() int {
	return slices.IndexFunc(m.s.CheckIns, func(c cases.CheckIn) bool { return c.Status == "missed" })
}

func (m *muddle) losePaper() {
	i := m.r.IntN(len(m.s.Appeal.Documents))
	m.s.Appeal.Documents = slices.Delete(m.s.Appeal.Documents, i, i+1)
}

// loseRecord drops one record that the issuing system did not colour by.
func (m *muddle) loseRecord() { m.drop(1 + m.r.IntN(len(m.s.Flags)-1)) }

// drop removes a record and renumbers what the issued trace and the history
// say about the others; what they said about this one points nowhere.
func (m *muddle) drop(i int) {
	m.s.Flags = slices.Delete(m.s.Flags, i, i+1)
	if m.s.RuleTrace != nil {
		for a := range m.s.RuleTrace.Steps {
			for b := range m.s.RuleTrace.Steps[a].Inputs {
				in := &m.s.RuleTrace.Steps[a].Inputs[b]
				in.EvidenceRef = without(in.EvidenceRef, i)
			}
		}
	}
	for h := range m.s.History {
		m.s.History[h].CauseRef = without(m.s.History[h].CauseRef, i)
	}
}

// without is a reference to a record after the i-th was removed.
func without(ref string, i int) string {
	n, err := strconv.Atoi(strings.TrimPrefix(ref, "F"))
	switch {
	case err != nil || !strings.HasPrefix(ref, "F") || n < i+1:
		return ref
	case n == i+1:
		return ""
	}
	return "F" + strconv.Itoa(n-1)
}

// Free is when the person is rightly free: the end of the true term, or the
// filing when nothing restricts them.
func (c *Case) Free() time.Time {
	if c.Truth.TrueColour.Severity() == 0 {
		return c.Snapshot.Appeal.FiledAt.Earliest()
	}
	return c.Truth.TrueEnd.Latest()
}
