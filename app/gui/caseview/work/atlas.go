package work

import (
	"recourse/review"
	"recourse/review/evidence"
)

// Shelf is the shelf of policies, outlines, risk tables and error models.
func (m *Model) Shelf() *review.Library { return m.reader.Shelf() }

// Stays are the places and times the records show, none until they were
// studied.
func (m *Model) Stays() []evidence.Stay {
	if m.assessed == nil || m.assessed.Picture == nil {
		return nil
	}
	return m.assessed.Picture.Stays
}

// RiskTables names the dated tables of the policy that bound the code, none
// when no policy did.
func (m *Model) RiskTables() []string {
	p, err := m.reader.Shelf().InForce(&m.file.Snapshot.Assignment)
	if err != nil {
		return nil
	}
	return p.Pack().RiskTables
}

// KeyAreas are the key areas of that policy with their dates.
func (m *Model) KeyAreas() []evidence.Area {
	p, err := m.reader.Shelf().InForce(&m.file.Snapshot.Assignment)
	if err != nil {
		return nil
	}
	var out []evidence.Area
	for _, k := range p.Pack().KeyAreas {
		out = append(out, evidence.Area{Code: k.Division, From: k.From, To: k.To})
	}
	return out
}
