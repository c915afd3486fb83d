package evidence

import (
	"strconv"

	"recourse/cases"
)

// Input is what a picture is made from: the file, the tables and the time as
// of which it is drawn. Records of later events are left out.
type Input struct {
	Snapshot   *cases.Snapshot
	Models     *Models
	Regions    *Regions
	RiskTables []string // ids, the first that rates a county counts
	KeyAreas   []Area
	AsOf       cases.Stamp
}

// Picture is what the file shows as of a time, each thing with its evidence
// and its doubts.
type Picture struct {
	Identity    Identity
	Answers     Answers
	Stays       []Stay
	Contacts    []Contact
	Colocations []Colocation
	Mismatches  []Mismatch
	Register    Register
	Streak      Streak
	Current     Current
}

// builder carries what the parts of a picture share.
type builder struct {
	in    Input
	spots []spot
	pic   *Picture
}

// Build draws the picture.
func Build(in Input) *Picture {
	b := &builder{in: in, pic: &Picture{Identity: identity(in.Snapshot)}}
	for i := range in.Snapshot.Flags {
		f := &in.Snapshot.Flags[i]
		if !f.ObservedFrom.Earliest().After(in.AsOf.Latest()) {
			p := in.Models.spot(f, "F"+strconv.Itoa(i+1))
			if me := &in.Snapshot.Resident; p.code == "" && !p.hasAt && f.PlaceText != "" && f.PlaceText == me.Address {
				p.code = me.ResidenceDivision // the person's own address
			}
			b.spots = append(b.spots, p)
		}
	}
	b.pic.Register = Register{Case: no(), Discharged: no(), Observed: no(), FalseDeclaration: no()}
	b.answers()
	b.stays()
	b.lists()
	b.streak()
	b.current()
	return b.pic
}
