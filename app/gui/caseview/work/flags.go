package work

import (
	"strconv"

	"recourse/cases"
	"recourse/review/evidence"
)

// FlagCard is one flag with what the reviewer has to know about its kind.
type FlagCard struct {
	Ref    string
	Flag   *cases.Flag
	Radius int  // metres; 0 when the kind gives no position
	Stated bool // the source stated the radius itself
	Alone  bool // set by hand without an order: nobody answers for it
	Weighs *cases.Weighing
}

// Flags lists the flags of the case.
func (m *Model) Flags() []FlagCard {
	s := &m.file.Snapshot
	out := make([]FlagCard, len(s.Flags))
	for i := range s.Flags {
		g := &s.Flags[i]
		c := FlagCard{Ref: "F" + strconv.Itoa(i+1), Flag: g}
		c.Radius, c.Stated = g.AccuracyRadiusM, g.AccuracyRadiusM > 0 && !g.RadiusAssumed
		if assumed, positions := g.SourceType.DefaultRadius(); positions && c.Radius == 0 {
			c.Radius = assumed
		}
		c.Alone = g.SetBy != "" && g.OrderRef == ""
		c.Weighs = m.Weighed(c.Ref)
		out[i] = c
	}
	return out
}

// Statements are the sentences about a record, none until it was studied.
func (m *Model) Statements(ref string) []evidence.Note {
	if m.assessed == nil {
		return nil
	}
	for _, s := range m.assessed.Statements {
		if s.Ref == ref {
			return s.Notes
		}
	}
	return nil
}

// ErrorModel is what is known of a kind of source, once the case was studied.
func (m *Model) ErrorModel(s cases.Source) (evidence.Model, bool) {
	if m.assessed == nil || m.assessed.Models == nil {
		return evidence.Model{}, false
	}
	return m.assessed.Models.Of(s), true
}

// Weighed is the latest assessment of a piece of evidence, nil when there is
// none.
func (m *Model) Weighed(ref string) *cases.Weighing {
	for i := len(m.file.Weighings) - 1; i >= 0; i-- {
		if m.file.Weighings[i].Ref == ref {
			return &m.file.Weighings[i]
		}
	}
	return nil
}

// Verdicts and Weights list the codes of an assessment, in the order of the
// form.
func Verdicts() []string { return []string{"for", "neutral", "against"} }

// Weights lists how much a piece of evidence can weigh.
func Weights() []string { return []string{"none", "weak", "moderate", "strong"} }
