package evidence

import (
	"strings"

	"recourse/cases"
)

// listKind is what a list a flag came from is about, as far as its name says.
type listKind int

const (
	plainList listKind = iota
	caseList
	dischargeList
	observationList
	colocationList
	findingList
)

// listWords are the words by which lists are told apart, the more particular
// first.
var listWords = []struct {
	kind  listKind
	words []string
}{
	{colocationList, []string{"时空", "同空间", "同一空间", "伴随", "colocation", "co-location", "same space"}},
	{findingList, []string{"虚假申报认定", "隐瞒申报认定", "false declaration"}},
	{dischargeList, []string{"出院", "discharged"}},
	{observationList, []string{"医学观察", "medical observation"}},
	{caseList, []string{"确诊", "疑似病例", "confirmed", "suspected case"}},
}

func listOf(f *cases.Flag) listKind {
	if f.ListName == "" {
		return plainList
	}
	name := strings.ToLower(f.ListName)
	for _, l := range listWords {
		for _, w := range l.words {
			if strings.Contains(name, w) {
				return l.kind
			}
		}
	}
	return plainList
}

// Contact is a row that names the person as a close contact.
type Contact struct {
	Ref      string
	Person   Claim
	Last     cases.Stamp
	ListedBy string
}

// Colocation is a record of the phone in the same space as a case.
type Colocation struct {
	Ref     string
	Person  Claim
	At      cases.Stamp
	RadiusM int
	Dwell   *int
	Kinds   []string
}

// Mismatch is a row that says two answers, or an answer and data, differ. It
// is a question; only a finding under an order is more.
type Mismatch struct {
	Ref      string
	At       cases.Stamp
	About    string
	Examined bool
}

// Register holds what the authorities' own lists say about the person.
type Register struct {
	Case, Discharged, Observed, FalseDeclaration Claim
	DischargedAt, ObservedUntil, DeclaredAt      cases.Stamp
}

func (b *builder) lists() {
	for i := range b.spots {
		p := &b.spots[i]
		f := p.flag
		if p.list == plainList && f.SourceType != cases.ContactList && f.SourceType != cases.SelfReportInconsistency {
			continue
		}
		person := b.person(p)
		switch kind := p.list; {
		case kind == colocationList:
			b.pic.Colocations = append(b.pic.Colocations, Colocation{
				Ref: p.ref, Person: person, At: lastSeen(f), RadiusM: int(p.radius), Dwell: f.DwellMin, Kinds: b.kinds(p),
			})
		case kind != plainList:
			b.register(kind, f, person)
		case f.SourceType == cases.ContactList:
			b.pic.Contacts = append(b.pic.Contacts, Contact{Ref: p.ref, Person: person, Last: lastSeen(f), ListedBy: f.Provider})
		case f.SourceType == cases.SelfReportInconsistency:
			b.pic.Mismatches = append(b.pic.Mismatches, mismatch(f, p.ref))
		}
	}
}

func lastSeen(f *cases.Flag) cases.Stamp {
	if f.ObservedTo.IsZero() {
		return f.ObservedFrom
	}
	return f.ObservedTo
}

func mismatch(f *cases.Flag, ref string) Mismatch {
	m := Mismatch{Ref: ref, At: f.RecordedAt, About: f.PlaceText}
	if m.At.IsZero() {
		m.At = f.ObservedFrom
	}
	m.Examined = strings.Contains(f.Note, "已核实") || strings.Contains(strings.ToLower(f.Note), "examined")
	return m
}

// register notes a row of a case, discharge, observation or finding list. A
// finding counts only under an order.
func (b *builder) register(kind listKind, f *cases.Flag, person Claim) {
	r := &b.pic.Register
	switch kind {
	case caseList:
		r.Case = either(r.Case, person)
	case dischargeList:
		r.Discharged, r.DischargedAt = either(r.Discharged, person), lastSeen(f)
	case observationList:
		r.Observed, r.ObservedUntil = either(r.Observed, person), f.ObservedTo
	case findingList:
		if f.OrderRef != "" {
			r.FalseDeclaration, r.DeclaredAt = either(r.FalseDeclaration, person), f.ObservedFrom
		}
	}
}
