package letter

import (
	"strconv"
	"strings"

	"recourse/importexport/letter/typeset"
)

// labelled is the width of two pairs of label and value.
func labelled() []int { return []int{140, 360, 140, 360} }

func itoa(n int) string { return strconv.Itoa(n) }

// head writes elements 1 to 5.
func (w *writer) head(preview bool) {
	var notices []string
	if w.Demo {
		notices = append(notices, w.fill("demo"))
	}
	if preview {
		notices = append(notices, w.fill("preview"))
	}
	notice := w.list(notices)
	w.add(
		typeset.Letterhead{Authority: w.Authority.Name.In(w.lang), Number: w.Number, Notice: notice},
		typeset.Title{Lines: []string{w.Heading.In(w.lang), w.Title.In(w.lang)}},
		typeset.Para{Text: w.salutation(), Flush: true},
		w.particulars(),
		typeset.Para{Text: w.fill("opening." + string(w.Kind))},
	)
}

// salutation addresses the person in full; a title is used only when the sex
// is on file.
func (w *writer) salutation() string {
	name, title := w.Person.Name, ""
	if w.lang == EN && w.Person.Latin != "" {
		name = w.Person.Latin
	}
	if w.Person.Male != nil {
		title = w.fill("honorific.female")
		if *w.Person.Male {
			title = w.fill("honorific.male")
		}
	}
	line := w.fill("address", "name", name, "title", title)
	if w.lang == EN {
		return strings.Join(strings.Fields(line), " ") // without a title
	}
	return line
}

func (w *writer) particulars() typeset.Table {
	rows := [][]string{
		{w.fill("pair.id"), w.Person.MaskedID, w.fill("pair.appeal"), w.Appeal.No},
		{w.fill("pair.received"), moment(w.Appeal.ReceivedOn, w.lang), w.fill("pair.channel"), w.Appeal.Channel.In(w.lang)},
	}
	decided := w.fill("pair.decided")
	if w.Kind == KindNotice {
		decided = w.fill("pair.noticed")
	}
	rows = append(rows,
		[]string{decided, date(w.DecidedOn, w.lang), w.fill("pair.issued"), date(w.IssuedOn, w.lang)},
		[]string{w.fill("pair.service"), w.Person.Address.In(w.lang)})
	return typeset.Table{Widths: labelled(), Rows: rows, Labels: true}
}

// outcome writes element 7 with what the resident has to do (16).
func (w *writer) outcome() {
	key := "panel.head"
	if w.Kind == KindNotice {
		key = "panel.notice"
	}
	effect := []string{w.Outcome.Text.In(w.lang), w.shows(), w.isolation()}
	duties := append([]string{w.fill("duty.heading")}, w.texts(w.Duties)...)
	w.add(typeset.Panel{Head: w.fill(key, "title", w.Title.In(w.lang)), Paras: []string{w.join(effect...), w.join(duties...)}})
}

func (w *writer) shows() string {
	if w.Outcome.Shows == "" {
		if w.Outcome.Free || w.Code.Colour == "" {
			return "" // already lifted
		}
		return w.fill("effect.stays", "colour", w.press.colour(w.Code.Colour).In(w.lang))
	}
	return w.fill("effect.shows", "effective", moment(w.Outcome.EffectiveAt, w.lang),
		"new", w.press.colour(w.Outcome.Shows).In(w.lang))
}

func (w *writer) isolation() string {
	switch {
	case w.Outcome.Free:
		return w.fill("effect.free")
	case !w.Outcome.EndsAt.IsZero():
		return w.fill("effect.end", "end", moment(w.Outcome.EndsAt, w.lang))
	}
	return w.fill("effect.unknown_end", "phone", w.Help.Phone)
}

// appealed writes element 6.
func (w *writer) appealed(key string) {
	w.section("appealed.heading")
	reason := w.fill("appealed.noreason")
	if w.Code.Reason != "" {
		reason = w.fill("appealed.reason", "reason", w.Code.Reason)
	}
	rules := w.fill("appealed.norules")
	if w.Code.RuleSet != "" {
		rules = w.fill("appealed.rules", "ruleset", w.Code.RuleSet)
	}
	suffered := w.fill("appealed.noconsequence")
	if len(w.Code.Consequences) > 0 {
		suffered = w.fill("appealed.consequence", "consequences", w.list(w.texts(w.Code.Consequences)))
	}
	w.para(w.fill(key, "system", w.Code.System.In(w.lang), "issued", moment(w.Code.IssuedAt, w.lang),
		"colour", w.press.colour(w.Code.Colour).In(w.lang)), reason, rules, suffered)
}

// told writes element 8.
func (w *writer) told() {
	w.section("told.heading")
	statement := ""
	if w.Told.Statement != "" {
		key := "told.statement"
		if w.Told.Cut {
			key = "told.excerpt"
		}
		statement = w.fill(key, "statement", w.Told.Statement)
	}
	papers := w.fill("told.nodocuments")
	if len(w.Told.Documents) > 0 {
		papers = w.fill("told.documents", "documents", w.list(w.texts(w.Told.Documents)))
	}
	w.para(w.fill("told.grounds", "grounds", w.list(w.texts(w.Told.Grounds))), statement, papers)
}

// looked writes elements 9 and 10.
func (w *writer) looked() {
	w.section("looked.heading")
	if len(w.Sources.List) == 0 {
		w.para(w.fill("looked.none", "colour", w.press.colour(w.Code.Colour).In(w.lang)))
	} else {
		w.add(w.sourceTable())
	}
	if len(w.Asked.List) == 0 {
		w.para(w.fill("asked.none"))
		return
	}
	w.para(w.fill("asked.text", "requests", w.list(w.texts(w.Asked.List))))
}

func (w *writer) sourceTable() typeset.Table {
	t := typeset.Table{Widths: []int{215, 415, 200, 170}, Head: []string{
		w.fill("looked.source"), w.fill("looked.period"), w.fill("looked.accuracy"), w.fill("looked.provider")}}
	for _, s := range w.Sources.List {
		t.Rows = append(t.Rows, []string{cite(s.Kind.In(w.lang), s.Ref), period(s.From, s.To, w.lang), w.accuracy(s), s.Provider.In(w.lang)})
	}
	return t
}

// cite adds the reference of a piece of evidence to its name. It stands
// without brackets, because most citations are in brackets already.
func cite(name, ref string) string { return name + " " + ref }

func (w *writer) accuracy(s Source) string {
	switch {
	case !s.Position:
		return w.fill("looked.noposition")
	case s.Assumed:
		return w.fill("looked.assumed", "metres", itoa(s.RadiusM))
	}
	return w.fill("looked.metres", "metres", itoa(s.RadiusM))
}
