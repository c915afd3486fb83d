package kit

import (
	"fyne.io/fyne/v2"

	"recourse/app/gui/theme"
)

// Outcome is the result of a rule's step.
type Outcome string

// The outcomes. An UNKNOWN step never counts against the resident; a step the
// issued trace does not have is NotGiven.
const (
	True      Outcome = "TRUE"
	False     Outcome = "FALSE"
	UnknownIs Outcome = "UNKNOWN"
	NotGiven  Outcome = ""
)

// Step is one rule of the trace, as issued and as replayed.
type Step struct {
	Rule     string              // its id
	Sentence string              // with values: "last contact 2 Mar, within 14 days of 10 Mar"
	Effect   fyne.CanvasObject   // what it does when it fires, such as a CodeBadge; may be nil
	Inputs   []fyne.CanvasObject // links to the evidence
	Issued   Outcome
	Replayed Outcome
	Labels   StepLabels
}

// StepLabels are the words of a step in the user's language.
type StepLabels struct {
	Issued, Replayed, Differs string
	Outcome                   func(Outcome) string
}

// Differs reports whether the two outcomes are not the same.
func (s Step) Differs() bool { return s.Issued != s.Replayed }

// TraceStep shows a step: the rule and its sentence at the left, both outcomes
// at the right; a difference stands out by an icon and a word.
func TraceStep(s Step) *fyne.Container {
	head := []fyne.CanvasObject{Mono(s.Rule), Gap()}
	if s.Differs() {
		head = append(head, NewIconChip(s.Labels.Differs, "differs", Warning))
	}
	left := []fyne.CanvasObject{Row(theme.Space(2), head...), Prose(s.Sentence)}
	if len(s.Inputs) > 0 {
		left = append(left, Row(theme.Space(2), append(s.Inputs, Gap())...))
	}
	cell := func(o fyne.CanvasObject) fyne.CanvasObject { return Fixed(theme.Text(theme.Body)*6.5, 0, Row(0, o)) }
	right := []fyne.CanvasObject{
		cell(outcomeCell(s.Labels.Issued, s.Issued, s.Labels)), cell(outcomeCell(s.Labels.Replayed, s.Replayed, s.Labels)),
		cell(s.effect()),
	}
	edge, face := theme.Line, theme.Panel
	if s.Differs() {
		edge, face = theme.WarnInk, theme.WarnSoft
	}
	row := append([]fyne.CanvasObject{Fill(Column(theme.Space(1), left...))}, right...)
	return On(Rounded(face, edge), Pad(theme.Space(3), TopRow(theme.Space(4), row...)))
}

// effect is what the rule does, or nothing, in a place of the same width, so
// that the outcomes of all steps stand below each other.
func (s Step) effect() fyne.CanvasObject {
	if s.Effect == nil {
		return Body("")
	}
	return s.Effect
}

func outcomeCell(label string, o Outcome, words StepLabels) *fyne.Container {
	tone, icon := Plain, "minus"
	switch o {
	case True:
		tone, icon = Info, "check"
	case False:
		tone, icon = Plain, "cross"
	case UnknownIs:
		tone, icon = Unknown, "unknown"
	}
	return Column(theme.Space(1), Caption(label), NewIconChip(words.Outcome(o), icon, tone))
}
