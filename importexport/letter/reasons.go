package letter

import (
	"strings"

	"recourse/importexport/letter/typeset"
)

// facts writes element 11.
func (w *writer) facts() {
	w.section("facts.heading")
	w.original()
	w.items(w.found())
}

// found is every fact with the evidence for it.
func (w *writer) found() []string {
	var list []string
	for _, f := range w.Facts {
		text := f.Lead.In(w.lang) + f.Text
		if len(f.Evidence) > 0 {
			text += w.fill("facts.evidence", "evidence", w.list(w.texts(f.Evidence)))
		}
		list = append(list, text)
	}
	return list
}

// original remarks in an English letter that the officer wrote Chinese.
func (w *writer) original() {
	if w.lang == EN && strings.ContainsFunc(w.Reasons.Text, ideograph) {
		w.add(typeset.Para{Text: w.fill("why.original"), Small: true, Lead: true})
	}
}

// rules writes element 12, under one heading with the reasons.
func (w *writer) rules() {
	w.section("rules.heading")
	if w.Rules.Unexplained {
		w.para(w.fill("rules.unexplained", "colour", w.press.colour(w.Code.Colour).In(w.lang)))
	}
	for _, r := range w.Rules.List {
		w.para(w.fill("rules.text", "id", r.ID, "text", r.Text.In(w.lang)))
	}
}

// why writes element 13: the officer's reasons, paragraph by paragraph, what
// each piece of evidence was worth, the answer to every ground, and what the
// office says of its own part (element 21).
func (w *writer) why() {
	for _, para := range lines(w.Reasons.Text) {
		w.para(para)
	}
	var list []string
	for _, e := range w.Reasons.Weighed {
		list = append(list, w.fill("why.weighed", "evidence", e.Evidence.In(w.lang), "weight", w.fill("weight."+e.Weight), "reasons", e.Reasons))
	}
	w.lead("why.evidence", list)
	w.para(w.answers(), w.redress())
}

// lines are the paragraphs of what somebody wrote.
func lines(text string) []string {
	var out []string
	for _, para := range strings.Split(text, "\n") {
		if para = strings.TrimSpace(para); para != "" {
			out = append(out, para)
		}
	}
	return out
}

// answers says of every ground whether it is made out, in one sentence.
func (w *writer) answers() string {
	var list []string
	for _, a := range w.Reasons.Answers {
		list = append(list, w.fill("why.answer", "ground", a.Ground.In(w.lang), "result", w.fill("result."+string(a.Result))))
	}
	if len(list) == 0 {
		return ""
	}
	return w.fill("why.answers", "answers", strings.Join(list, w.phrases["sentence.join"]))
}

// redress says that nothing was wrong, or not the code; an apology stands in
// the outcome.
func (w *writer) redress() string {
	if w.Redress == nil || w.Redress.apology() {
		return ""
	}
	return w.fill("sorry." + w.Redress.Kind)
}

// lead writes a list under its introduction, or nothing.
func (w *writer) lead(key string, list []string) {
	if len(list) > 0 {
		w.add(typeset.Para{Text: w.fill(key), Lead: true})
		w.items(list)
	}
}

// basis writes element 14.
func (w *writer) basis() {
	w.section("basis.heading")
	w.para(w.fill("basis.text", "basis", strings.Join(w.laws(), w.phrases["sentence.join"])))
}

// human writes element 15.
func (w *writer) human() {
	key := "human.signed"
	switch {
	case w.Kind == KindNotice || w.Kind == KindCorrection || w.Kind == KindGroup:
		key = "human." + string(w.Kind)
	case w.Human.Signer.IsZero():
		key = "human.single"
	}
	w.para(w.fill(key, "decider", w.Human.Decider.In(w.lang), "signer", w.Human.Signer.In(w.lang)))
}

// again is element 17.
func (w *writer) again() string {
	hold := ""
	if !w.Again.HoldUntil.IsZero() {
		hold = w.fill("again.hold", "hold", moment(w.Again.HoldUntil, w.lang))
	}
	return w.join(hold, w.fill("again.call", "phone", w.Again.Phone))
}

// challenge writes elements 17 and 18.
func (w *writer) challenge() {
	if w.Kind == KindDecision || w.Kind == KindGroup {
		w.section("again.heading")
		w.para(w.again())
	} else {
		w.section("challenge.heading")
	}
	c := w.Challenge
	w.para(
		w.fill("challenge.review", "date", date(c.ReconsiderBy, w.lang), "body", c.Reconsider.Name.In(w.lang), "address", c.Reconsider.Address.In(w.lang)),
		w.fill("challenge.court", "date", date(c.CourtBy, w.lang), "body", c.Court.Name.In(w.lang), "address", c.Court.Address.In(w.lang)),
		w.fill("challenge.note"))
}

// data writes elements 19 and 20.
func (w *writer) data() {
	if w.Kind == KindCertificate {
		return
	}
	heading := "data.heading"
	if !w.certifiable() {
		heading = "data.notice"
	}
	w.section(heading)
	if !w.To.IsZero() {
		w.small(w.fill("data.body"))
		return
	}
	w.small(w.fill("data.text", "retention", w.Data.Retention.In(w.lang)),
		w.fill("data.complaint", "body", w.Data.Complain.Name.In(w.lang), "contact", w.Data.Complain.Address.In(w.lang)))
	help := []string{w.fill("help.text", "phone", w.Help.Phone, "hotline", w.Help.Hotline)}
	if w.certifiable() {
		help = append(help, w.fill("help.certificate"))
	}
	w.small(help...)
}

// certifiable reports whether the outcome is one of which the office gives a
// certificate. That needs a case.
func (w *writer) certifiable() bool { return w.Redress != nil && w.Outcome.Free && w.Appeal.No != "" }

// contact writes how to reach the office (element 1).
func (w *writer) contact() {
	a := w.Authority
	w.add(typeset.Table{Widths: labelled(), Labels: true, Lead: true, Rows: [][]string{
		{w.fill("contact.unit"), a.Unit.In(w.lang), w.fill("contact.phone"), a.Phone},
		{w.fill("contact.address"), a.Address.In(w.lang)},
		{w.fill("contact.hours"), a.Hours.In(w.lang)},
	}})
}

// close writes elements 22 and 23.
func (w *writer) close(preview, last bool) {
	if len(w.Enclosures) > 0 {
		w.add(typeset.Para{Text: w.fill("enclosures.text", "enclosures", w.list(w.texts(w.Enclosures))), Lead: true})
	}
	sign := typeset.Signature{Authority: w.Authority.Name.In(w.lang), Date: date(w.IssuedOn, w.lang)}
	switch {
	case preview:
		sign.Note = w.fill("code.preview")
	case !last:
		sign.Note = w.fill("code.elsewhere")
	default:
		sign.Note, sign.Alt, sign.Sealed = w.fill("code.note"), w.fill("code.alt"), true
	}
	w.add(sign, typeset.Ending{Text: w.fill("end")})
	if last && w.Kind != KindCertificate {
		w.receipt()
	}
}

// receipt is the record of delivery: a slip that is completed at delivery and
// kept on file, so it names letter and addressee.
func (w *writer) receipt() {
	name, _ := w.addressee()
	w.add(typeset.Slip{
		Head: w.fill("receipt.heading"),
		Table: typeset.Table{Widths: labelled(), Labels: true, Rows: [][]string{
			{w.fill("receipt.number"), w.Number, w.fill("receipt.to"), name},
			{w.fill("receipt.method"), "", w.fill("receipt.time"), ""},
			{w.fill("receipt.signer"), "", w.fill("receipt.server"), ""},
		}},
	})
}
