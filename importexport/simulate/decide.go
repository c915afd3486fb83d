package simulate

import (
	"slices"

	"recourse/cases"
)

// decide completes the draft that a careful officer would write.
func (m *maker) decide() {
	d, text := &m.draft, m.o.words.scenarios[m.name]
	d.Disposition, d.LetterLanguage, d.DishonestyFinding = m.truth.ExpectedDisposition, "zh", orNone(d.DishonestyFinding)
	for i := range d.Findings {
		d.Findings[i].Text = fill(text.Findings[d.Findings[i].Ground], m.say)
	}
	d.Reasons = fill(text.Reasons, m.say)
	d.LegalBasis = m.basis()
	m.effect()
	if d.Disposition == cases.CorrectRe || d.Disposition == cases.Remit {
		d.CorrectInstruction = fill(text.Instruction, m.say)
	}
	if d.Disposition == cases.Remit {
		d.ReturnBy = cases.At(m.at(1, 18, 0))
	}
	if d.Disposition == cases.TransferTo {
		d.TransferTo = text.Transfer
	}
	m.truth.DecisiveEvidence = unique(m.truth.DecisiveEvidence)
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// effect states what the code shows afterwards and until when it is held.
func (m *maker) effect() {
	d, release := &m.draft, m.release()
	switch d.Disposition {
	case cases.Overturn, cases.CorrectRe:
		d.NewColour, d.EffectiveAt = cases.Green, cases.At(release)
		d.HoldUntil = cases.At(release.AddDate(0, 0, 14))
	case cases.Vary:
		d.NewColour, d.EffectiveAt, d.IsolationEnd = m.truth.TrueColour, cases.At(release), m.truth.TrueEnd
	}
}

// basis lists the provisions that carry the decision.
func (m *maker) basis() []string {
	b := &m.o.words.phrases.Basis
	list := slices.Clone(b.Always)
	if m.rule != "" {
		list = append(list, fill(b.Rule, map[string]string{"rule": m.rule}))
	}
	for _, g := range m.s.Appeal.Grounds {
		switch g {
		case "G11", "G12":
			list = append(list, b.Term)
		case "G18":
			list = append(list, b.Data)
		}
	}
	if m.truth.ExpectedDisposition == cases.Vary {
		list = append(list, b.Review)
	}
	return list
}

func unique(list []string) []string {
	var out []string
	for _, v := range list {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}
