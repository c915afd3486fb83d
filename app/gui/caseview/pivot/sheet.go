package pivot

import (
	"maps"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/review"
	"recourse/review/policy"
	"recourse/review/replay"
)

// sheet is the dialog on which facts are tried.
type sheet struct {
	*View
	trial  *Trial
	facts  []Fact
	list   *fyne.Container
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
	s := &sheet{View: v, trial: &Trial{view: v, policy: r.Policy, changed: map[string]string{}}, facts: FactsOf(p.Pack(), facts, r), list: container.NewStack(), result: container.NewStack()}
	s.open(r)
}

func (s *sheet) open(r *replay.Report) {
	unit := theme.Text(theme.Body)
	first := s.fill()
	tall := max(unit*16, s.Host.Window().Canvas().Size().Height-unit*16)
	list := container.NewBorder(kit.Insets(0, theme.Space(4), theme.Space(2), theme.Space(1), s.asOf()), nil, nil, nil, s.list)
	body := kit.TopRow(theme.Space(4), kit.Fixed(unit*31, tall, list), kit.Fill(s.result))
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
	n := &sheet{View: s.View, facts: s.facts, list: container.NewStack(), result: container.NewStack()}
	n.trial = &Trial{view: s.View, policy: s.trial.policy, changed: map[string]string{}}
	if p, err := s.Shelf.Program(n.trial.policy); err == nil && !s.trial.asOf.IsZero() {
		load(s.View, n.trial.Replay, func(a *review.Assessment) {
			n.facts = FactsOf(p.Pack(), a.Facts, a.Report)
			n.open(r)
		})
		return
	}
	n.open(r)
}

// own is the time of the code, as of which a case is read unless another is
// tried.
func (s *sheet) own() string { return s.words().Moment(s.Snapshot.Assignment.IssuedAt.String()) }

// ownTyped is that time in the form it is typed in.
func (s *sheet) ownTyped() string {
	return typedTime(Fact{Type: policy.MomentFact}, s.Snapshot.Assignment.IssuedAt.String())
}

// asOf is the time as of which the file is read: a day or a time.
func (s *sheet) asOf() fyne.CanvasObject {
	e := kit.NewEntry(s.ownTyped())
	field := kit.NewField(s.t("hinge.try.asof"), s.t("hinge.try.asof.hint", "own", s.own()), e)
	e.OnChanged = func(text string) {
		var at cases.Stamp
		if text = strings.TrimSpace(text); text != "" {
			var err error
			if at, err = readStamp(text); err != nil {
				field.SetError(s.t("hinge.try.bad", "value", text))
				return
			}
		}
		field.SetError("")
		s.read(at)
	}
	return field.Object()
}

// readStamp reads a day, a time as programs write it, or one as the window does.
func readStamp(text string) (cases.Stamp, error) {
	if at, err := time.ParseInLocation(kit.TimeLayout, text, cases.Shanghai()); err == nil {
		return cases.At(at), nil
	}
	return cases.ParseStamp(text)
}

// read reads the file as of another time: other facts may be on file then. What
// was changed stays changed where the fact is still there.
func (s *sheet) read(at cases.Stamp) {
	s.trial.asOf = at
	s.shown++
	turn, plain := s.shown, &Trial{view: s.View, policy: s.trial.policy, asOf: at}
	load(s.View, plain.Replay, func(a *review.Assessment) {
		p, err := s.Shelf.Program(s.trial.policy)
		if turn != s.shown || err != nil || a.Report == nil {
			return
		}
		s.facts = FactsOf(p.Pack(), a.Facts, a.Report)
		s.trial.keep(s.facts)
		s.fill()
		s.replay()
	})
}

// fill lists the facts anew and gives the first of their controls.
func (s *sheet) fill() fyne.Focusable {
	fields, first := s.fields()
	s.list.Objects = []fyne.CanvasObject{kit.Scroll(kit.Insets(theme.Space(1), theme.Space(4), theme.Space(1), theme.Space(1), kit.Column(theme.Space(3), fields...))).Object()}
	s.list.Refresh()
	return first
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
		c.Set(s.value(f))
		return kit.NewField(name, hint, c).Object(), c
	}
	e := kit.NewEntry("")
	if f.Type == policy.MomentFact {
		e.PlaceHolder = s.t("hinge.try.day")
	}
	if v := s.value(f); v != string(policy.Unknown) {
		e.SetText(typedTime(f, v))
	}
	field := kit.NewField(name, hint, e)
	e.OnChanged = func(text string) { s.typed(field, f, strings.TrimSpace(text)) }
	return field.Object(), e
}

// typedTime is a fact's value as it stands in its field: times in the form of
// all date fields, in the time zone of the cases; other values as they are.
func typedTime(f Fact, v string) string {
	at, err := cases.ParseStamp(v)
	switch {
	case f.Type != policy.MomentFact || err != nil || at.IsZero():
		return v
	case at.WholeDay():
		return at.Earliest().In(cases.Shanghai()).Format(kit.DateLayout)
	}
	return at.Earliest().In(cases.Shanghai()).Format(kit.TimeLayout)
}

// asFact is what was typed of a fact as the rules read it. A field that still
// says what is on file means that very instant, seconds and all.
func asFact(f Fact, text string) string {
	if text == "" || text == typedTime(f, f.Value) {
		return f.Value
	}
	if f.Type == policy.MomentFact {
		if at, err := time.ParseInLocation(kit.TimeLayout, text, cases.Shanghai()); err == nil {
			return at.Format(time.RFC3339)
		}
	}
	return text
}

// value is what is tried of a fact: what is on file unless it was changed.
func (s *sheet) value(f Fact) string {
	if to, ok := s.trial.changed[f.Path]; ok {
		return to
	}
	return f.Value
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
	value := asFact(f, text)
	if value != f.Value {
		if _, err := policy.ParseValue(f.Type, value, cases.Shanghai()); err != nil {
			field.SetError(s.t("hinge.try.bad", "value", text))
			return
		}
	}
	field.SetError("")
	s.set(f, value)
}

// set replays with one fact more or less changed.
func (s *sheet) set(f Fact, value string) {
	s.trial.Set(f, value)
	s.replay()
}

// replay shows what follows from the trial as it is now.
func (s *sheet) replay() {
	s.shown++
	turn := s.shown
	trial := &Trial{view: s.View, policy: s.trial.policy, asOf: s.trial.asOf, changed: maps.Clone(s.trial.changed)}
	load(s.View, trial.Replay, func(a *review.Assessment) {
		if turn == s.shown {
			s.show(a.Report)
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
	rows = append(rows, kit.Rule(), kit.Note(s.when(r)), kit.Note(s.told()))
	for _, l := range s.teller().Card(r) {
		rows = append(rows, kit.Prose(l.Text))
	}
	s.result.Objects = []fyne.CanvasObject{kit.Well(kit.Column(theme.Space(2), rows...))}
	s.result.Refresh()
	kit.Relayout(s.result)
}

// when says as of when the file is read.
func (s *sheet) when(r *replay.Report) string {
	if !s.trial.asOf.IsZero() {
		return s.t("hinge.asof", "asof", s.words().Moment(r.AsOf), "own", s.own())
	}
	return s.t("hinge.try.asof.own", "own", s.own())
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
