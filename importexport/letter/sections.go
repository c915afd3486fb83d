package letter

import (
	"strconv"
	"strings"

	"recourse/cases"
	"recourse/importexport/letter/typeset"
)

// labelled is the width of two pairs of label and value.
func labelled() []int { return []int{140, 360, 140, 360} }

func itoa(n int) string { return strconv.Itoa(n) }

// notice says on every page what keeps the letter from having effect.
func (w *writer) notice(preview bool) string {
	var notices []string
	if w.Demo {
		notices = append(notices, w.fill("demo"))
	}
	if preview {
		notices = append(notices, w.fill("preview"))
	}
	return strings.Join(notices, w.phrases["sentence.join"])
}

// head writes elements 1 to 5.
func (w *writer) head(preview bool) {
	w.add(
		typeset.Letterhead{Authority: w.Authority.Name.In(w.lang), Number: w.Number, Notice: w.notice(preview)},
		typeset.Title{Lines: []string{w.Heading.In(w.lang), w.Title.In(w.lang)}})
	if w.Kind == KindCertificate {
		return // speaks to nobody in particular
	}
	w.add(typeset.Para{Text: w.salutation(), Flush: true}, w.particulars())
	switch {
	case !w.To.IsZero():
		w.para(w.fill("opening.body"))
	case w.Kind == KindNotice || w.Kind == KindDecision:
		w.para(w.fill("opening." + string(w.Kind)))
	}
}

// salutation addresses the person in full; a title is used only when the sex
// is on file.
func (w *writer) salutation() string {
	if !w.To.IsZero() {
		return w.fill("address.body", "name", w.To.In(w.lang))
	}
	name, title := w.addressee()
	line := w.fill("address", "name", name, "title", title)
	if w.lang == EN {
		return strings.Join(strings.Fields(line), " ") // without a title
	}
	return line
}

func (w *writer) addressee() (name, title string) {
	if !w.To.IsZero() {
		return w.To.In(w.lang), ""
	}
	name = w.Person.Name
	if w.lang == EN && w.Person.Latin != "" {
		name = w.Person.Latin
	}
	switch {
	case w.Person.Male == nil:
	case *w.Person.Male:
		title = w.fill("honorific.male")
	default:
		title = w.fill("honorific.female")
	}
	return name, title
}

// particulars are the references of the letter, two pairs to a line.
func (w *writer) particulars() typeset.Table {
	decided := w.fill("pair.noticed")
	if w.Kind.Decides() {
		decided = w.fill("pair.decided")
	}
	var cells []string
	pair := func(key, value string) { cells = append(cells, key, value) }
	if w.To.IsZero() {
		pair(w.fill("pair.id"), w.Person.MaskedID)
	}
	if w.Appeal.No != "" {
		pair(w.fill("pair.appeal"), w.list(append([]string{w.Appeal.No}, w.Appeal.Joined...)))
		if w.To.IsZero() {
			pair(w.fill("pair.received"), stampDate(w.Appeal.ReceivedOn, w.lang))
			pair(w.fill("pair.channel"), w.Appeal.Channel.In(w.lang))
		}
	}
	pair(decided, date(w.DecidedOn, w.lang))
	pair(w.fill("pair.issued"), date(w.IssuedOn, w.lang))
	t := typeset.Table{Widths: labelled(), Labels: true}
	for len(cells) > 0 {
		n := min(4, len(cells))
		t.Rows, cells = append(t.Rows, cells[:n]), cells[n:]
	}
	if w.To.IsZero() {
		t.Rows = append(t.Rows, []string{w.fill("pair.service"), w.Person.Address.In(w.lang)})
	}
	return t
}

// outcome writes element 7 with what the resident has to do (16) and, where the
// code was wrong, the apology (21).
func (w *writer) outcome() {
	lead := ""
	switch {
	case w.Kind.Decides():
		lead = w.fill("panel.head")
	case w.Kind == KindNotice:
		lead = w.fill("panel.notice")
	}
	effect := []string{lead, w.Outcome.Text.In(w.lang)}
	if w.Kind.aboutCode() {
		effect = append(effect, w.shows(), w.isolation())
	}
	if w.Redress != nil && w.Redress.apology() {
		effect = append(effect, w.fill("sorry."+w.Redress.Kind))
	}
	heading := w.fill("duty.heading")
	if !w.To.IsZero() {
		heading = ""
	}
	duties := append([]string{heading}, w.texts(w.Duties)...)
	w.add(typeset.Panel{Paras: []string{w.join(effect...), w.join(duties...)}})
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
func (w *writer) appealed() {
	w.section("appealed.heading")
	key := "appealed.notice"
	if w.Kind.Decides() {
		key = "appealed.text"
	}
	reason := w.fill("appealed.noreason")
	if w.Code.Reason != "" {
		reason = w.fill("appealed.reason", "reason", w.Code.Reason)
	}
	rules := w.fill("appealed.norules")
	if w.Code.RuleSet != "" {
		rules = w.fill("appealed.rules", "ruleset", w.ruleSet(w.Code.RuleSet, w.Code.RuleVersion))
	}
	if w.Kind == KindGroup && w.Appeal.No == "" { // the register keeps neither rules nor always a reason
		rules = ""
		if w.Code.Reason == "" {
			reason = ""
		}
	}
	suffered := ""
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
		w.para(w.preferred())
	}
	switch {
	case w.Asked.Received:
		w.para(w.fill("asked.received"))
		return
	case len(w.Asked.List) == 0:
		w.para(w.fill("asked.none"))
		return
	}
	w.para(w.fill("asked.text", "requests", strings.Join(w.texts(w.Asked.List), w.phrases["sentence.join"])))
}

// preferred says in a sentence which sources counted and which did not; why is
// said with the reasons.
func (w *writer) preferred() string {
	var much, little []string
	for _, e := range w.Reasons.Weighed {
		switch e.Weight {
		case "strong", "moderate":
			much = append(much, e.Evidence.In(w.lang))
		default:
			little = append(little, e.Evidence.In(w.lang))
		}
	}
	join := func(list []string) string { return strings.Join(list, w.phrases["list.and"]) }
	switch {
	case len(much) > 0 && len(little) > 0:
		return w.fill("looked.preferred", "much", join(much), "little", join(little))
	case len(much) > 0:
		return w.fill("looked.relied", "much", join(much))
	case len(little) > 0:
		return w.fill("looked.discounted", "little", join(little))
	}
	return ""
}

func (w *writer) sourceTable() typeset.Table {
	head, year := w.fill("looked.period"), w.Sources.year()
	if year != "" {
		head = w.fill("looked.year", "year", year)
	}
	t := typeset.Table{Head: []string{w.fill("looked.source"), head, w.fill("looked.accuracy"), w.fill("looked.provider")}}
	for _, s := range w.Sources.List {
		t.Rows = append(t.Rows, []string{cite(s.Kind.In(w.lang), strings.ReplaceAll(s.Ref, ", ", w.phrases["list.and"])), without(period(s.From, s.To, w.lang), year), w.accuracy(s), s.Provider.In(w.lang)})
	}
	return t
}

// without takes the year out of dates.
func without(dates, year string) string {
	if year == "" {
		return dates
	}
	return strings.NewReplacer(year+"年", "", " "+year, "").Replace(dates)
}

// year is the year of all sources, or empty when they are of several.
func (s Sources) year() string {
	year := ""
	for _, r := range s.List {
		for _, at := range []cases.Stamp{r.From, r.To} {
			y := at.Earliest().In(cases.Shanghai()).Format("2006")
			if at.IsZero() {
				continue
			}
			if year != "" && y != year {
				return ""
			}
			year = y
		}
	}
	return year
}

// stampDate prints the day of a time.
func stampDate(s cases.Stamp, l Lang) string {
	if s.IsZero() {
		return ""
	}
	return date(s.Earliest(), l)
}

func (w *writer) accuracy(s Source) string {
	switch {
	case !s.Position:
		return w.fill("looked.noposition")
	case s.Assumed:
		return w.fill("looked.assumed", "metres", itoa(s.RadiusM))
	}
	return w.fill("looked.metres", "metres", itoa(s.RadiusM))
}
