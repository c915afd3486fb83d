package evidence

import "recourse/cases"

// Proof says what a record of a kind of source shows by itself.
type Proof int

// The three strengths: a trace of something else (an account, a vehicle, a
// booking, a row), a phone, or the person with an identity document.
const (
	ProvesRow Proof = iota
	ProvesPhone
	ProvesPerson
)

// Model is the error model of a kind of source: how far off a position can be,
// what one record proves, and where that is from. The reviewer's first
// questions are the sentences Questions(source).
type Model struct {
	Source    cases.Source
	RadiusM   int  // default, when the record states none; 0: an address or nothing
	Positions bool // records carry positions
	Proof     Proof
	Citation  string
	Dated     string
}

// Models lists the error models in the order of the source table.
func Models() []Model {
	out := make([]Model, 0, 12)
	for _, s := range cases.Sources() {
		out = append(out, ModelOf(s))
	}
	return out
}

// ModelOf is the error model of a kind of source.
func ModelOf(s cases.Source) Model {
	m := Model{Source: s, Proof: proofs[s], Citation: "reconstruction", Dated: "2020-02"}
	m.RadiusM, m.Positions = s.DefaultRadius()
	if s == cases.CarrierTower {
		m.Citation = "Financial Times, spring 2020: up to 2 km, depending on coverage"
	}
	return m
}

var proofs = map[cases.Source]Proof{
	cases.CarrierTower: ProvesPhone, cases.AppGPS: ProvesPhone, cases.CheckpointScan: ProvesPhone,
	cases.BuildingRegister: ProvesPerson, cases.HotelRegister: ProvesPerson, cases.ContactList: ProvesPerson,
}

// Questions are the reviewer's first questions about a kind of source, as keys
// of sentences.
func Questions(s cases.Source) []string {
	keys := make([]string, questionCount[s])
	for i := range keys {
		keys[i] = "evidence.ask." + string(s) + "." + string(rune('1'+i))
	}
	return keys
}

var questionCount = map[cases.Source]int{
	cases.CarrierTower: 4, cases.AppGPS: 4, cases.PurchaseRecord: 3, cases.TravelTicket: 3, cases.TollPlate: 1,
	cases.CheckpointScan: 2, cases.BuildingRegister: 3, cases.HotelRegister: 1, cases.ContactList: 2,
	cases.KeyAreaList: 3, cases.SelfReportInconsistency: 3, cases.DoorSensor: 3,
}
