package places

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/caseview/work"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/timeline"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/review/evidence"
)

// CodesState is what the page of the codes remembers while it is built anew.
type CodesState struct{ Asked Asked }

// codesPage is a lane per system, the question which code bound where and
// when, and the codes one by one.
type codesPage struct {
	Page
	given  Given
	state  *CodesState
	answer *fyne.Container
}

// NewCodes builds the page of the codes of all systems. frame stands a card
// and marks it when a link led to it.
func NewCodes(p Page, g Given, events []work.Event, state *CodesState, frame func(ref string, o fyne.CanvasObject) fyne.CanvasObject) fyne.CanvasObject {
	if state.Asked.At.IsZero() {
		state.Asked = FirstQuestion(g.File)
	}
	c := &codesPage{Page: p, given: g, state: state, answer: container.NewStack()}
	codes := CodesOf(&g.File.Snapshot)
	var parts []fyne.CanvasObject
	for _, code := range codes {
		if code.Conflict {
			parts = append(parts, kit.Banner(kit.Warning, c.t("case.other.conflict"), c.t("case.other.conflictText")))
			break
		}
	}
	parts = append(parts, c.lanes(events), kit.Well(c.question()), c.covers(codes))
	for _, code := range codes {
		parts = append(parts, frame(code.Ref, c.card(code)))
	}
	return kit.Column(theme.Space(3), parts...)
}

func (c *codesPage) t(key string, args ...any) string { return c.Words.T(key, args...) }

func (c *codesPage) system(id string) string { return c.Words.Or("case.system."+id, id) }

// lanes draws each system's code over time.
func (c *codesPage) lanes(events []work.Event) fyne.CanvasObject {
	return timeline.New(c.Words, c.given.Now, SystemLanes(c.Words, events, c.given.Now)...)
}

// question asks for a place and a time and answers below.
func (c *codesPage) question() fyne.CanvasObject {
	var places []kit.Option
	for _, code := range c.given.PlacesToAsk() {
		places = append(places, kit.Option{Code: code, Label: c.given.Regions.Name(code, c.given.Lang)})
	}
	place := kit.NewChoice(c.t("codes.place"), places, func(code string) {
		c.state.Asked.Place = code
		c.reply()
	})
	place.Set(c.state.Asked.Place)
	when := kit.NewDateField(c.t("codes.when"), c.t("case.time.wrong"), true)
	when.Set(c.state.Asked.At)
	ask := func() {
		if at, ok := when.Value(); ok && !at.IsZero() {
			c.state.Asked.At = at
			c.reply()
		}
	}
	when.Entry.OnSubmitted = func(string) { ask() }
	when.Beside(kit.NewButton(c.t("codes.ask"), ask))
	c.answer.Objects = []fyne.CanvasObject{c.answered()}
	return kit.Column(theme.Space(2), kit.Prose(c.t("codes.question")), kit.NewField(c.t("codes.place"), "", place).Object(), when.Object(), c.answer)
}

func (c *codesPage) reply() {
	c.answer.Objects = []fyne.CanvasObject{c.answered()}
	c.answer.Refresh()
	kit.Relayout(c.answer)
}

// answered says which code bound the person there and then, and how every
// other code on file stood.
func (c *codesPage) answered() fyne.CanvasObject {
	lines := c.Answer()
	parts := []fyne.CanvasObject{kit.Prose(lines[0])}
	for _, line := range lines[1:] {
		parts = append(parts, kit.TopRow(theme.Space(1.5), kit.Icon("dot", theme.InkMuted, 0), kit.Fill(kit.Prose(line))))
	}
	return kit.Column(theme.Space(1), parts...)
}

// Answer is the answer in sentences: the finding, then every code.
func (c *codesPage) Answer() []string {
	asked := c.state.Asked
	b := c.given.Regions.Bound(&c.given.File.Snapshot, asked.Place, cases.At(asked.At))
	args := []any{"place", c.given.Regions.Name(asked.Place, c.given.Lang), "time", c.Words.FullDateTime(asked.At)}
	binding := b.Binding()
	key := "codes.none"
	switch {
	case b.Clash:
		key = "codes.clash"
	case len(binding) > 1:
		key = "codes.agree"
	case len(binding) == 1:
		key = "codes.one"
		args = append(args, "system", c.system(binding[0].System), "colour", c.Words.Colour(binding[0].Colour), "ref", binding[0].Ref)
	case b.Open:
		key = "codes.open"
	}
	out := []string{c.t(key, args...)}
	for _, h := range b.Codes {
		out = append(out, c.standing(h))
	}
	return out
}

// standing says how one code stood.
func (c *codesPage) standing(h evidence.Held) string {
	territory := c.t("codes.everywhere")
	if h.Territory != "" {
		territory = c.given.Regions.Name(h.Territory, c.given.Lang)
	}
	return c.t("codes.standing."+string(h.Standing), "system", c.system(h.System), "ref", orDash(h.Ref, c.Words.None()),
		"colour", c.Words.Colour(h.Colour), "territory", territory, "by", orDash(h.By, c.Words.None()))
}

// covers says which code the decision is about and which it leaves as it is.
func (c *codesPage) covers(codes []Code) fyne.CanvasObject {
	own := codes[0]
	parts := []fyne.CanvasObject{kit.Prose(c.t("codes.covers", "system", c.system(own.A.IssuingSystem), "colour", c.Words.Colour(own.A.Colour), "at", c.Words.Stamp(own.A.IssuedAt)))}
	for _, o := range codes[1:] {
		parts = append(parts, kit.Prose(c.t("codes.leaves", "ref", o.Ref, "system", c.system(o.A.IssuingSystem), "authority", orDash(o.A.Authority, c.Words.None()))))
	}
	return kit.Column(theme.Space(1), parts...)
}

// card is one code: whose, what colour, how long, why.
func (c *codesPage) card(code Code) fyne.CanvasObject {
	a := code.A
	head := []fyne.CanvasObject{kit.Mono(code.Ref), kit.NewCodeBadge(a.Colour, c.Words.Colour(a.Colour)), kit.Fill(kit.Strong(c.system(a.IssuingSystem)).Cut())}
	switch {
	case code.Disputed:
		head = append(head, kit.NewChip(c.t("case.other.disputed"), kit.Info))
	case code.Conflict:
		head = append(head, kit.NewIconChip(c.t("case.other.differs"), "conflict", kit.Warning))
	}
	var pairs []kit.Pair
	add := func(key, value string) {
		if value != "" && value != c.Words.None() {
			pairs = append(pairs, kit.Pair{Label: c.t("case.other." + key), Value: kit.Prose(value)})
		}
	}
	add("from", c.Words.Stamp(a.IssuedAt))
	add("until", c.Words.Stamp(a.ValidUntil))
	if code.By != "" {
		add("superseded", c.t("codes.by", "by", code.By))
	}
	add("authority", a.Authority)
	add("measure", c.coded("measure", a.Measure))
	add("reason", firstOf(a.ReasonText, c.coded("reason", a.ReasonCode)))
	rows := []fyne.CanvasObject{kit.Row(theme.Space(2), head...), kit.Pairs(theme.Text(theme.Body)*6.5, pairs...)}
	if remarks := c.Remarks(a.ParseWarnings); remarks != nil {
		rows = append(rows, remarks)
	}
	return kit.Column(theme.Space(2), rows...)
}

func (c *codesPage) coded(kind, v string) string {
	if v == "" {
		return ""
	}
	return c.Words.Or("case."+kind+"."+v, v)
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
