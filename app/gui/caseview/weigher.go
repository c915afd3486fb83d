package caseview

import (
	"slices"

	"fyne.io/fyne/v2"

	"recourse/app/gui/caseview/work"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// weigher is the form under a flag: for, neutral or against, how much, why.
// What is typed is kept by the screen until it is recorded.
type weigher struct {
	s       *Screen
	ref     string
	choices []*kit.Toggle
	weight  *kit.Choice
	reasons *kit.ReasonEntry
	wrong   *kit.Paragraph
	all     fyne.CanvasObject
}

func newWeigher(s *Screen, c work.FlagCard) *weigher {
	w := &weigher{s: s, ref: c.Ref, wrong: kit.Note("").In(theme.DangerInk)}
	now := w.value()
	row := []fyne.CanvasObject{}
	for _, v := range work.Verdicts() {
		t := kit.NewToggle(s.t("case.verdict."+v), now.Verdict == v, nil)
		t.OnChange = func(bool) { w.setVerdict(v) }
		w.choices, row = append(w.choices, t), append(row, t)
	}
	options := make([]kit.Option, 0, len(work.Weights()))
	for _, g := range work.Weights() {
		options = append(options, kit.Option{Code: g, Label: s.t("case.weight." + g)})
	}
	w.weight = kit.NewChoice(s.t("case.weigh.weight"), options, func(code string) {
		w.keep(func(v *cases.Weighing) { v.Weight = code })
	})
	w.weight.Set(now.Weight)
	w.reasons = kit.NewReasonEntry(s.t("case.weigh.why"), 2)
	w.reasons.SetText(now.Reasons)
	w.reasons.OnChanged = func(text string) { w.keep(func(v *cases.Weighing) { v.Reasons = text }) }
	record := kit.NewButton(s.t("case.weigh.record"), w.record)
	row = append(row, w.weight)
	s.weighFirst[c.Ref] = w.choices[max(0, slices.Index(work.Verdicts(), now.Verdict))]
	w.all = kit.Column(theme.Space(2), kit.Caption(s.t("case.weigh.title")), kit.Flow(theme.Space(1.5), row...), w.reasons,
		kit.Row(theme.Space(2), kit.Fill(w.wrong), record))
	return w
}

func (w *weigher) object() fyne.CanvasObject { return w.all }

func (w *weigher) value() cases.Weighing {
	v, ok := w.s.weighings[w.ref]
	if !ok {
		v = cases.Weighing{Ref: w.ref, Verdict: "neutral", Weight: "none"}
	}
	return v
}

func (w *weigher) keep(change func(*cases.Weighing)) {
	v := w.value()
	change(&v)
	w.s.weighings[w.ref] = v
}

func (w *weigher) setVerdict(code string) {
	w.keep(func(v *cases.Weighing) { v.Verdict = code })
	for i, v := range work.Verdicts() {
		w.choices[i].Set(v == code)
	}
}

func (w *weigher) record() {
	w.s.m.Weigh(w.value(), func(err error) {
		if err != nil {
			w.wrong.Set(w.s.why(err))
			return
		}
		delete(w.s.weighings, w.ref)
		w.s.reweigh(w.ref)
		w.s.host.Toast(w.s.undoable(w.s.t("case.weigh.done", "ref", w.ref)))
	})
}
