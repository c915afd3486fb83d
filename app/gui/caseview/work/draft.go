package work

import (
	"slices"
	"strings"
	"time"

	"recourse/cases"
)

// startingDraft is the draft to work on: the saved one, or an empty one with
// an unanswered finding for every ground. Where a decision was sent, that is
// what is shown.
func (m *Model) startingDraft() cases.Draft {
	f := m.file
	m.veiled = f.Veiled
	d := cases.Draft{SnapshotVersion: f.SnapshotVersion, LetterLanguage: letterLanguage(&f.Snapshot)}
	switch sent := f.Decision(); {
	case f.Veiled: // nothing of a decision that the reader may not know yet
	case sent != nil && (f.State.Settled() || f.State == cases.PendingSignoff || f.State == cases.SecondLevel):
		d = clone(sent.Draft)
	case f.Draft != nil:
		d = clone(*f.Draft)
	}
	for _, g := range f.Grounds {
		if _, ok := d.FindingOn(g); !ok {
			d.Findings = append(d.Findings, cases.Finding{Ground: g})
		}
	}
	return d
}

func letterLanguage(s *cases.Snapshot) string {
	if strings.HasPrefix(strings.ToLower(s.Resident.Language), "en") {
		return "both"
	}
	return "zh"
}

func clone(d cases.Draft) cases.Draft {
	d.Findings = slices.Clone(d.Findings)
	for i := range d.Findings {
		d.Findings[i].Evidence = slices.Clone(d.Findings[i].Evidence)
	}
	d.LegalBasis = slices.Clone(d.LegalBasis)
	d.Contradictions = slices.Clone(d.Contradictions)
	for i := range d.Contradictions {
		d.Contradictions[i].Evidence = slices.Clone(d.Contradictions[i].Evidence)
	}
	if d.Dishonesty != nil {
		own := *d.Dishonesty
		own.Evidence = slices.Clone(own.Evidence)
		d.Dishonesty = &own
	}
	return d
}

// Draft is a copy of the decision being written.
func (m *Model) Draft() cases.Draft { return clone(m.draft) }

// Finding is the finding on a ground as it stands.
func (m *Model) Finding(g cases.Ground) cases.Finding {
	f, _ := m.draft.FindingOn(g)
	return f
}

func (m *Model) onFinding(g cases.Ground, change func(*cases.Finding)) {
	i := slices.IndexFunc(m.draft.Findings, func(f cases.Finding) bool { return f.Ground == g })
	if i < 0 {
		i = len(m.draft.Findings)
		m.draft.Findings = append(m.draft.Findings, cases.Finding{Ground: g})
	}
	change(&m.draft.Findings[i])
	m.edited()
}

// SetFinding answers a ground.
func (m *Model) SetFinding(g cases.Ground, r cases.FindingResult) {
	m.onFinding(g, func(f *cases.Finding) { f.Finding = r })
}

// SetFindingText says in the officer's words why.
func (m *Model) SetFindingText(g cases.Ground, text string) {
	m.onFinding(g, func(f *cases.Finding) { f.Text = text })
}

// Cite sets or takes away one piece of evidence for a finding. The order is
// that of the file.
func (m *Model) Cite(g cases.Ground, ref string, cited bool) {
	order := m.file.Snapshot.Refs()
	m.onFinding(g, func(f *cases.Finding) {
		f.Evidence = slices.DeleteFunc(f.Evidence, func(r string) bool { return r == ref })
		if cited {
			f.Evidence = append(f.Evidence, ref)
		}
		slices.SortStableFunc(f.Evidence, func(a, b string) int { return slices.Index(order, a) - slices.Index(order, b) })
	})
}

// SetDisposition chooses the outcome. What was filled in for another outcome
// is put aside and comes back with it; it never travels along unseen.
func (m *Model) SetDisposition(d cases.Disposition) {
	if d == m.draft.Disposition {
		return
	}
	m.effects[m.draft.Disposition] = clone(m.draft)
	e := m.effects[d]
	t := &m.draft
	t.Disposition = d
	t.NewColour, t.EffectiveAt, t.IsolationEnd, t.HoldUntil = e.NewColour, e.EffectiveAt, e.IsolationEnd, e.HoldUntil
	t.CorrectInstruction, t.TransferTo, t.ReturnBy = e.CorrectInstruction, e.TransferTo, e.ReturnBy
	if d == cases.Overturn {
		t.NewColour = cases.Green
	}
	m.suggestTimes()
	m.edited()
}

// holdDays is how long a colour that a decision gave is kept from being turned
// back by the same data, unless the officer says otherwise.
const holdDays = 14

// suggestTimes fills the times the outcome asks for: from this minute on, and
// held for two weeks. The officer sees them and can change both.
func (m *Model) suggestTimes() {
	t, now := &m.draft, m.desk.Now().In(cases.Shanghai()).Truncate(time.Minute)
	fields := EffectsOf(t.Disposition)
	if t.EffectiveAt.IsZero() && slices.Contains(fields, EffectiveAt) {
		t.EffectiveAt = cases.At(now)
	}
	if t.HoldUntil.IsZero() && slices.Contains(fields, HoldUntil) {
		t.HoldUntil = cases.At(now.AddDate(0, 0, holdDays))
	}
}

// Effect names a field that says what follows for the resident.
type Effect string

// The fields of a decision's effect.
const (
	NewColour    Effect = "colour"
	EffectiveAt  Effect = "effective"
	IsolationEnd Effect = "end"
	HoldUntil    Effect = "hold"
	Instruction  Effect = "instruction"
	ReturnBy     Effect = "return"
	TransferTo   Effect = "transfer"
)

// EffectsOf lists the fields a disposition asks for, in the order of the form.
func EffectsOf(d cases.Disposition) []Effect {
	switch d {
	case cases.Overturn:
		return []Effect{EffectiveAt, HoldUntil}
	case cases.Vary:
		return []Effect{NewColour, EffectiveAt, IsolationEnd, HoldUntil}
	case cases.CorrectRe:
		return []Effect{Instruction, NewColour, EffectiveAt, IsolationEnd}
	case cases.Remit:
		return []Effect{Instruction, ReturnBy}
	case cases.TransferTo:
		return []Effect{TransferTo}
	}
	return nil
}

// MilderColours lists the colours a decision may name: never a worse one.
func (m *Model) MilderColours() []cases.Colour {
	var out []cases.Colour
	for _, c := range []cases.Colour{cases.Green, cases.Yellow, cases.Orange, cases.Red} {
		if c.Severity() <= m.file.Colour.Severity() {
			out = append(out, c)
		}
	}
	return out
}

// SetNewColour names the colour the code shows from then on.
func (m *Model) SetNewColour(c cases.Colour) { m.draft.NewColour = c; m.edited() }

// SetTime fills one of the fields that are times.
func (m *Model) SetTime(e Effect, s cases.Stamp) {
	switch e {
	case EffectiveAt:
		m.draft.EffectiveAt = s
	case IsolationEnd:
		m.draft.IsolationEnd = s
	case HoldUntil:
		m.draft.HoldUntil = s
	case ReturnBy:
		m.draft.ReturnBy = s
	}
	m.edited()
}

// Time reads one of the fields that are times.
func (m *Model) Time(e Effect) cases.Stamp {
	switch e {
	case EffectiveAt:
		return m.draft.EffectiveAt
	case IsolationEnd:
		return m.draft.IsolationEnd
	case HoldUntil:
		return m.draft.HoldUntil
	}
	return m.draft.ReturnBy
}

// SetInstruction says what the issuing system has to correct or examine.
func (m *Model) SetInstruction(s string) { m.draft.CorrectInstruction = s; m.edited() }

// SetTransferTo names the authority the appeal goes to.
func (m *Model) SetTransferTo(s string) { m.draft.TransferTo = s; m.edited() }

// SetLanguage chooses the letter's language: zh, en or both.
func (m *Model) SetLanguage(code string) { m.draft.LetterLanguage = code; m.edited() }

// SetDishonesty records the separate finding on dishonesty.
func (m *Model) SetDishonesty(code string) {
	m.draft.DishonestyFinding = code
	if code != "proven" {
		m.draft.Dishonesty = nil
	}
	m.edited()
}

// Contradiction is the finding on an item, the zero one when there is none.
func (m *Model) Contradiction(item string) cases.Contradiction {
	if c := m.draft.ContradictionOn(item); c != nil {
		return *c
	}
	return cases.Contradiction{Item: item}
}

// SetContradiction records what a difference turned out to be. An empty kind
// takes the finding back.
func (m *Model) SetContradiction(c cases.Contradiction) {
	m.draft.Contradictions = slices.DeleteFunc(m.draft.Contradictions, func(o cases.Contradiction) bool { return o.Item == c.Item })
	if c.Kind != "" {
		m.draft.Contradictions = append(m.draft.Contradictions, c)
	}
	m.edited()
}

// Dishonesty is what the finding of dishonesty rests on.
func (m *Model) Dishonesty() cases.Dishonesty {
	if m.draft.Dishonesty == nil {
		return cases.Dishonesty{}
	}
	return *m.draft.Dishonesty
}

// OnDishonesty writes what the finding of dishonesty rests on.
func (m *Model) OnDishonesty(d cases.Dishonesty) { m.draft.Dishonesty = &d; m.edited() }

// AddBasis adds a legal or policy basis; the same one twice is once.
func (m *Model) AddBasis(s string) {
	s = strings.TrimSpace(s)
	if s == "" || slices.Contains(m.draft.LegalBasis, s) {
		return
	}
	m.draft.LegalBasis = append(m.draft.LegalBasis, s)
	m.edited()
}

// RemoveBasis takes a basis away.
func (m *Model) RemoveBasis(s string) {
	m.draft.LegalBasis = slices.DeleteFunc(m.draft.LegalBasis, func(b string) bool { return b == s })
	m.edited()
}
