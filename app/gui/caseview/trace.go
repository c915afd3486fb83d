package caseview

import (
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/review"
	"recourse/review/policy"
	"recourse/review/replay"
)

// trace is the second page: what the issuing system said beside what the
// published rules say.
func (s *Screen) trace() fyne.CanvasObject {
	r, err := s.m.Report(), s.m.StudyProblem()
	switch {
	case err != nil:
		return s.page(kit.Banner(kit.Warning, s.t("case.trace.cannot"), s.cannot(err)), s.issuedReason(), s.issuedOnly())
	case r == nil:
		return kit.EmptyState("clock", s.t("case.trace.running"), s.t("case.trace.runningAdvice"))
	}
	if s.bothTimes {
		return s.page(s.timesHead(), s.pivot().Then())
	}
	parts := []fyne.CanvasObject{s.verdict(r), s.issuedReason(), s.policyLine(r), s.stepsHead(r)}
	for _, st := range s.steps(r) {
		parts = append(parts, s.step(st))
	}
	return s.page(append(parts, s.pivot().All(r)...)...)
}

// verdict says in one sentence how the two colours stand to each other.
func (s *Screen) verdict(r *replay.Report) fyne.CanvasObject {
	issued, replayed := s.w().Colour(cases.Colour(r.Issued.Colour)), s.w().Colour(cases.Colour(r.Replayed.Colour))
	switch {
	case r.Unexplained:
		return kit.Banner(kit.Warning, s.t("case.trace.unexplained", "issued", issued), s.t("case.trace.unexplainedText", "issued", issued, "replayed", replayed))
	case len(r.RestsOnUnknown) > 0:
		return kit.Banner(kit.Unknown, s.t("case.trace.unknown", "rules", strings.Join(r.RestsOnUnknown, s.t("case.listSep"))), s.t("case.trace.unknownText", "issued", issued, "replayed", replayed))
	case r.Term != nil:
		return kit.Banner(kit.Warning, s.t("case.trace.term"), s.t("case.trace.termText", "issued", s.moment(r.Term.IssuedUntil), "replayed", s.moment(r.Term.ReplayedUntil), "days", r.Term.DaysTooLong))
	case len(r.Differs) > 0:
		return kit.Banner(kit.Warning, s.t("case.trace.differs"), s.t("case.trace.differsText", "issued", issued, "replayed", replayed))
	}
	return kit.Banner(kit.Info, s.t("case.trace.same", "colour", replayed, "rule", r.DecidingRule), s.t("case.trace.sameText"))
}

// cannot says why a code cannot be replayed.
func (s *Screen) cannot(err error) string {
	if errors.Is(err, review.ErrNoPolicy) {
		return s.t("replay.none", "system", s.code("system", s.file().Snapshot.Assignment.IssuingSystem))
	}
	return s.why(err)
}

// moment words a policy's time text; what it cannot read it shows as it is.
func (s *Screen) moment(text string) string {
	if st, err := cases.ParseStamp(text); err == nil {
		return s.w().Stamp(st)
	}
	return text
}

func (s *Screen) issuedReason() fyne.CanvasObject {
	a := &s.file().Snapshot.Assignment
	reason := a.ReasonText
	if reason == "" {
		reason = s.code("reason", a.ReasonCode)
	}
	unit := theme.Text(theme.Body)
	said := kit.Pairs(unit*7,
		kit.Pair{Label: s.t("case.trace.reason"), Value: kit.Prose(reason)},
		kit.Pair{Label: s.t("case.trace.setBy"), Value: kit.Prose(s.setBy(a))})
	warnings := a.ParseWarnings
	if t := s.file().Snapshot.RuleTrace; t != nil {
		warnings = slices.Concat(warnings, t.ParseWarnings)
	}
	return kit.Column(theme.Space(1), with([]fyne.CanvasObject{said}, s.remarks(warnings))...)
}

// setBy says who or what set the colour under which order, and what a colour
// set by hand lacks.
func (s *Screen) setBy(a *cases.CodeAssignment) string {
	way := s.code("origin", a.Origin)
	if a.AssignedBy != "" {
		way = s.t("case.trace.by", "way", way, "who", a.AssignedBy, "unit", a.AssignedUnit)
	}
	parts := []string{way}
	lacks := s.m.Unauthorised()
	for _, l := range lacks {
		parts = append(parts, s.t("case.trace.lacks."+l))
	}
	switch {
	case a.AuthorityRef != "":
		parts = append(parts, a.AuthorityRef)
	case !slices.Contains(lacks, "order"):
		parts = append(parts, s.t("case.trace.noOrder"))
	}
	return strings.Join(parts, " · ")
}

func (s *Screen) policyLine(r *replay.Report) fyne.CanvasObject {
	return kit.Note(s.t("case.trace.policy", "title", s.words(r.PolicyTitle), "policy", r.Policy, "asof", s.moment(r.AsOf)))
}

func (s *Screen) stepsHead(r *replay.Report) fyne.CanvasObject {
	word := s.t("case.trace.all", "n", len(r.Steps))
	if s.allSteps {
		word = s.t("case.trace.few")
	}
	turn := kit.NewButton(word, func() {
		s.allSteps = !s.allSteps
		s.rebuildPage(tabTrace)
	}).As(kit.Quiet)
	return kit.Heading(s.t("case.trace.steps"), turn, s.timesSwitch())
}

// timesHead stands above the rules of then and now.
func (s *Screen) timesHead() fyne.CanvasObject {
	return kit.Heading(s.t("hinge.then.title"), s.timesSwitch())
}

// timesSwitch turns between the replay and the rules of then and now.
func (s *Screen) timesSwitch() fyne.CanvasObject {
	return kit.NewToggle(s.t("hinge.then.switch"), s.bothTimes, s.showTimes)
}

func (s *Screen) showTimes(on bool) {
	s.bothTimes = on
	s.selectTab(tabTrace)
	s.rebuildPage(tabTrace)
}

// steps lists the rules that say something: that fired, that nobody can tell,
// or on which the two sides differ. The rest is one press away.
func (s *Screen) steps(r *replay.Report) []replay.Step {
	if s.allSteps {
		return r.Steps
	}
	var out []replay.Step
	for _, st := range r.Steps {
		if st.Outcome != policy.False || st.IssuedOutcome != "" && st.IssuedOutcome != string(st.Outcome) {
			out = append(out, st)
		}
	}
	return out
}

// step is one rule: as issued, as replayed, and on what it hangs.
func (s *Screen) step(st replay.Step) fyne.CanvasObject {
	differs := st.IssuedOutcome != "" && st.IssuedOutcome != string(st.Outcome)
	head := []fyne.CanvasObject{kit.Mono(st.Rule), kit.Fill(strongCut(s.words(st.Title)))}
	if differs {
		head = append(head, kit.NewIconChip(s.t("case.trace.stepDiffers"), "differs", kit.Warning))
	}
	body := []fyne.CanvasObject{
		kit.Row(theme.Space(2), head...),
		newFlow(s.outcome("case.trace.issued", st.IssuedOutcome), s.outcome("case.trace.replay", string(st.Outcome))),
	}
	if sentence := s.statementOf(st.Sentence); sentence != "" {
		body = append(body, kit.Prose(sentence))
	}
	if effect := s.effect(st); effect != nil {
		body = append(body, effect)
	}
	body = append(body, s.inputs(st)...)
	if st.Status != policy.Documented {
		body = append(body, kit.Note(s.t("rulestatus."+string(st.Status))))
	}
	edge, face := theme.Line, theme.Panel
	switch {
	case differs:
		edge = theme.WarnInk
	case st.Outcome == policy.Unknown:
		edge, face = theme.Unknown, theme.UnkSoft
	}
	return kit.On(kit.Rounded(face, edge), kit.Pad(theme.Space(3), kit.Column(theme.Space(2), body...)))
}

func strongCut(text string) *kit.Text { return kit.Strong(text).Cut() }

// words picks the language of a rule's words.
func (s *Screen) words(w policy.Words) string {
	if s.w().Lang() == i18n.ZH {
		return w.ZH
	}
	return w.EN
}

// outcome is one side's result: word, icon and tone of its own for UNKNOWN.
func (s *Screen) outcome(side, outcome string) fyne.CanvasObject {
	tone, icon := kit.Plain, "minus"
	switch outcome {
	case "TRUE":
		tone, icon = kit.Info, "check"
	case "FALSE":
		icon = "cross"
	case "UNKNOWN":
		tone, icon = kit.Unknown, "unknown"
	}
	word := s.t("case.outcome.none")
	if outcome != "" {
		word = s.w().Or("outcome."+outcome, outcome)
	}
	return kit.Row(theme.Space(1), kit.Caption(s.t(side)), kit.NewIconChip(word, icon, tone))
}

// statementOf words a sentence of the replay, "" when there is none.
func (s *Screen) statementOf(st policy.Statement) string {
	return s.w().Statement(st.Key, s.m.Localise(st.Args, string(s.w().Lang())))
}

func (s *Screen) effect(st replay.Step) fyne.CanvasObject {
	if st.Effect.Colour == "" {
		return nil
	}
	c := cases.Colour(st.Effect.Colour)
	word := s.t("case.trace.gives")
	switch {
	case st.OverriddenBy != "":
		word = s.t("case.trace.over", "rule", st.OverriddenBy)
	case st.Outcome == policy.Unknown:
		word = s.t("case.trace.wouldGive")
	}
	parts := []fyne.CanvasObject{kit.Caption(word), kit.NewCodeBadge(c, s.w().Colour(c))}
	if st.Effect.Until != "" {
		parts = append(parts, kit.Caption(s.t("case.trace.until", "until", s.moment(st.Effect.Until))))
	}
	return newFlow(parts...)
}

// inputs are the values a rule read, gathered by the evidence they come from,
// with a link to it.
func (s *Screen) inputs(st replay.Step) []fyne.CanvasObject {
	var order [][]string
	values := map[string][]string{}
	for _, in := range st.Inputs {
		key := strings.Join(in.Evidence, " ")
		if _, ok := values[key]; !ok {
			order = append(order, in.Evidence)
		}
		values[key] = append(values[key], s.factName(in.Name)+" = "+s.w().Value(in.Value)+s.because(in.Why))
	}
	rows := make([]fyne.CanvasObject, 0, len(order))
	for _, refs := range order {
		text := strings.Join(values[strings.Join(refs, " ")], s.t("case.inputSep"))
		rows = append(rows, s.cited(text, refs))
	}
	if len(rows) == 0 {
		return nil
	}
	return []fyne.CanvasObject{kit.Column(theme.Space(1), rows...)}
}

// cited is a note with links to the first few pieces of evidence behind it.
func (s *Screen) cited(text string, refs []string) fyne.CanvasObject {
	const most = 3
	row := []fyne.CanvasObject{kit.Fill(kit.Note(text))}
	for i, ref := range refs {
		if i == most {
			row = append(row, kit.Caption("+"+s.w().Number(int64(len(refs)-most))))
			break
		}
		row = append(row, s.link(ref))
	}
	return kit.Row(theme.Space(1), row...)
}

func (s *Screen) because(st policy.Statement) string {
	if w := s.statementOf(st); w != "" {
		return " · " + w
	}
	return ""
}

// factName is the name of a fact path such as "q.temp_c" or "stays[F1].to".
func (s *Screen) factName(path string) string {
	return s.w().Or("case.fact."+i18n.FactName(path), path)
}
