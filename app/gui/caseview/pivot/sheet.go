package pivot

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/review/policy"
	"recourse/review/replay"
)

// sheet is the dialog on which facts are tried.
type sheet struct {
	*View
	trial  *Trial
	facts  []Fact
	result *fyne.Container
	dialog *kit.Dialog
	shown  int // of the trials, so that a late answer is dropped
}

// Try opens the sheet on which facts are set and the result stands beside
// them. Nothing is saved.
func (v *View) Try(r *replay.Report, facts *policy.Facts) {
	p, err := v.Shelf.Program(r.Policy)
	if err != nil || facts == nil {
		v.Host.Fail(err)
		return
	}
	s := &sheet{View: v, trial: &Trial{view: v, policy: r.Policy, changed: map[string]string{}}, facts: FactsOf(p.Pack(), facts, r), result: container.NewStack()}
	s.open(r)
}

func (s *sheet) open(r *replay.Report) {
	unit := theme.Text(theme.Body)
	fields, first := s.fields()
	tall := max(unit*16, s.Host.Window().Canvas().Size().Height-unit*16)
	list := kit.Scroll(kit.Insets(theme.Space(1), theme.Space(4), theme.Space(1), theme.Space(1), kit.Column(theme.Space(3), fields...)))
	body := kit.TopRow(theme.Space(4), kit.Fixed(unit*31, tall, list.Object()), kit.Fill(s.result))
	done := kit.NewButton(s.t("case.done"), func() { s.dialog.Close() }).As(kit.Primary)
	reset := kit.NewButton(s.t("hinge.try.reset"), func() { s.dialog.Close(); s.again(r) })
	s.dialog = kit.NewDialog(s.t("hinge.try.title"), unit*66, body, reset, done)
	if first != nil {
		s.dialog.First = first
	}
	s.show(r)
	s.dialog.ShowOn(s.Host.Window().Canvas())
}

// again opens the sheet anew with the facts as they are on file.
func (s *sheet) again(r *replay.Report) {
	n := &sheet{View: s.View, facts: s.facts, result: container.NewStack()}
	n.trial = &Trial{view: s.View, policy: s.trial.policy, changed: map[string]string{}}
	n.open(r)
}

// fields lists the facts, each with its value to try.
func (s *sheet) fields() (out []fyne.CanvasObject, first fyne.Focusable) {
	for _, f := range s.facts {
		o, focus := s.field(f)
		out = append(out, o)
		if first == nil {
			first = focus
		}
	}
	if len(out) == 0 {
		out = append(out, kit.Note(s.t("hinge.try.none")))
	}
	return out, first
}

// field is one fact: its name and evidence, and a control of its kind.
func (s *sheet) field(f Fact) (fyne.CanvasObject, fyne.Focusable) {
	name := s.words().Or("case.fact."+i18n.FactName(f.Path), f.Path)
	if len(f.Refs) > 0 {
		ref := f.Refs[0]
		if more := len(f.Refs) - 1; more > 0 {
			ref += " +" + s.words().Number(int64(more))
		}
		name = ref + " · " + name
	}
	hint := s.t("hinge.try.onfile", "value", s.words().Value(f.Value))
	if options := s.options(f); options != nil {
		c := kit.NewChoice("", options, func(code string) { s.set(f, code) })
		c.Set(f.Value)
		return kit.NewField(name, hint, c).Object(), c
	}
	e := kit.NewEntry("")
	if f.Type == policy.MomentFact {
		e.PlaceHolder = s.t("hinge.try.day")
	}
	if f.Value != string(policy.Unknown) {
		e.SetText(f.Value)
	}
	field := kit.NewField(name, hint, e)
	e.OnChanged = func(text string) { s.typed(field, f, strings.TrimSpace(text)) }
	return field.Object(), e
}

// options are the values of a fact of which there are few, nil for others.
func (s *sheet) options(f Fact) []kit.Option {
	var codes []string
	switch f.Type {
	case policy.BoolFact:
		codes = []string{"true", "false", string(policy.Unknown)}
	case policy.TextFact:
		codes = []string{"GREEN", "YELLOW", "RED", string(policy.Unknown)}
	default:
		return nil
	}
	out := make([]kit.Option, len(codes))
	for i, c := range codes {
		out[i] = kit.Option{Code: c, Label: s.words().Value(c)}
	}
	return out
}

// typed tries a value as soon as it can be read.
func (s *sheet) typed(field *kit.Field, f Fact, text string) {
	if text != "" {
		if _, err := policy.ParseValue(f.Type, text, cases.Shanghai()); err != nil {
			field.SetError(s.t("hinge.try.bad", "value", text))
			return
		}
	}
	field.SetError("")
	s.set(f, text)
}

// set replays with one fact more or less changed.
func (s *sheet) set(f Fact, value string) {
	s.trial.Set(f, value)
	s.shown++
	turn := s.shown
	trial := &Trial{view: s.View, policy: s.trial.policy, changed: map[string]string{}}
	for k, v := range s.trial.changed {
		trial.changed[k] = v
	}
	load(s.View, trial.Replay, func(r *replay.Report) {
		if turn == s.shown {
			s.show(r)
		}
	})
}

// show is the result: colour, end, the rule that decides, and what it hangs on.
func (s *sheet) show(r *replay.Report) {
	c := cases.Colour(r.Replayed.Colour)
	rows := []fyne.CanvasObject{kit.Strong(s.t("hinge.try.result")), kit.Row(0, kit.NewCodeBadge(c, s.words().Colour(c)), kit.Gap())}
	if r.Replayed.Until != "" {
		rows = append(rows, kit.Prose(s.t("case.trace.until", "until", s.words().Moment(r.Replayed.Until))))
	}
	for i := range r.Steps {
		if r.Steps[i].Rule == r.DecidingRule {
			rows = append(rows, kit.Prose(r.DecidingRule+" "+s.title(r.Steps[i].Title)))
		}
	}
	rows = append(rows, kit.Rule(), kit.Note(s.told()))
	for _, l := range s.teller().Card(r) {
		rows = append(rows, kit.Prose(l.Text))
	}
	s.result.Objects = []fyne.CanvasObject{kit.Well(kit.Column(theme.Space(2), rows...))}
	s.result.Refresh()
	kit.Relayout(s.result)
}

// told says which facts are changed.
func (s *sheet) told() string {
	if len(s.trial.changed) == 0 {
		return s.t("hinge.try.asis")
	}
	var facts []string
	for _, f := range s.facts {
		if to, ok := s.trial.changed[f.Path]; ok {
			facts = append(facts, s.teller().Changed(replay.Change{Fact: f.Path, To: to}))
		}
	}
	return s.t("hinge.try.set", "facts", strings.Join(facts, s.t("hinge.also")))
}
