package letter

import (
	"strings"

	"recourse/importexport/letter/typeset"
)

// facts writes element 11.
func (w *writer) facts() {
	w.section("facts.heading")
	w.original()
	var list []string
	for _, f := range w.Facts {
		text := f.Text
		if len(f.Evidence) > 0 {
			text += w.fill("facts.evidence", "evidence", w.list(w.texts(f.Evidence)))
		}
		list = append(list, text)
	}
	w.items(list)
}

// original remarks in an English letter that the officer wrote Chinese.
func (w *writer) original() {
	if w.lang == EN && strings.ContainsFunc(w.Reasons.Text, func(r rune) bool { return r >= 0x4E00 }) {
		w.add(typeset.Para{Text: w.fill("why.original"), Small: true})
	}
}

// rules writes element 12.
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
// each piece of evidence was worth, and the answer to every ground.
func (w *writer) why() {
	w.section("why.heading")
	if w.Kind == KindNotice {
		w.original()
	}
	for _, para := range strings.Split(w.Reasons.Text, "\n") {
		w.para(strings.TrimSpace(para))
	}
	var list []string
	for _, e := range w.Reasons.Weighed {
		list = append(list, w.fill("why.weighed", "evidence", e.Evidence.In(w.lang), "weight", w.fill("weight."+e.Weight), "reasons", e.Reasons))
	}
	w.lead("why.evidence", list)
	list = nil
	for _, a := range w.Reasons.Answers {
		list = append(list, w.fill("why.answer", "ground", a.Ground.In(w.lang), "result", w.fill("result."+string(a.Result))))
	}
	w.lead("why.answers", list)
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
	w.para(w.fill("basis.text", "basis", w.list(w.Basis)))
}

// human writes element 15.
func (w *writer) human() {
	w.section("human.heading")
	key := "human.signed"
	switch {
	case w.Kind == KindNotice:
		key = "human.notice"
	case w.Human.Signer.IsZero():
		key = "human.single"
	}
	w.para(w.fill(key, "decider", w.Human.Decider.In(w.lang), "signer", w.Human.Signer.In(w.lang)))
}

// again writes element 17.
func (w *writer) again() {
	w.section("again.heading")
	hold := ""
	if !w.Again.HoldUntil.IsZero() {
		hold = w.fill("again.hold", "hold", moment(w.Again.HoldUntil, w.lang))
	}
	w.para(hold, w.fill("again.call", "phone", w.Again.Phone))
}

// challenge writes element 18.
func (w *writer) challenge() {
	w.section("challenge.heading")
	c := w.Challenge
	w.para(
		w.fill("challenge.review", "date", date(c.ReconsiderBy, w.lang), "body", c.Reconsider.Name.In(w.lang), "address", c.Reconsider.Address.In(w.lang)),
		w.fill("challenge.court", "date", date(c.CourtBy, w.lang), "body", c.Court.Name.In(w.lang), "address", c.Court.Address.In(w.lang)))
	w.para(w.fill("challenge.note"))
}

// data writes element 19.
func (w *writer) data() {
	w.section("data.heading")
	w.small(w.fill("data.text", "retention", w.Data.Retention.In(w.lang)),
		w.fill("data.complaint", "body", w.Data.Complain.Name.In(w.lang), "contact", w.Data.Complain.Address.In(w.lang)))
}

// help writes elements 20 and 21, and the contact of element 1.
func (w *writer) help() {
	w.section("help.heading")
	help := []string{w.fill("help.text", "phone", w.Help.Phone, "hotline", w.Help.Hotline)}
	if w.Redress != nil {
		line := "sorry.none"
		if w.Redress.Erred {
			line = "sorry.text"
		}
		w.para(w.fill(line))
		help = append(help, w.fill("help.certificate"))
	}
	w.small(help...)
	a := w.Authority
	w.add(typeset.Table{Widths: labelled(), Labels: true, Rows: [][]string{
		{w.fill("contact.unit"), a.Unit.In(w.lang), w.fill("contact.phone"), a.Phone},
		{w.fill("contact.address"), a.Address.In(w.lang), w.fill("contact.hours"), a.Hours.In(w.lang)},
	}})
}

// close writes elements 22 and 23.
func (w *writer) close(s *seal, last bool) {
	if len(w.Enclosures) > 0 {
		w.add(typeset.Para{Text: w.fill("enclosures.text", "enclosures", w.list(w.texts(w.Enclosures)))})
	}
	sign := typeset.Signature{Lines: []string{w.Authority.Name.In(w.lang), date(w.IssuedOn, w.lang)}}
	switch {
	case s == nil:
		sign.Note = w.fill("code.preview")
	case !last:
		sign.Note = w.fill("code.elsewhere")
	default:
		sign.Note, sign.Code, sign.Alt, sign.Matrix = w.fill("code.note"), s.code, w.fill("code.alt"), s.matrix
	}
	w.add(sign)
	if last {
		w.receipt()
	}
	w.add(typeset.Ending{Text: w.fill("end")})
}

// receipt is the record of delivery, completed by hand or when the delivery
// is recorded.
func (w *writer) receipt() {
	blank := w.fill("receipt.blank")
	w.add(typeset.Para{Text: w.fill("receipt.heading"), Small: true, Flush: true, Lead: true})
	w.add(typeset.Table{Widths: labelled(), Labels: true, Rows: [][]string{
		{w.fill("receipt.method"), blank, w.fill("receipt.time"), blank},
		{w.fill("receipt.signer"), blank, w.fill("receipt.server"), blank},
	}})
}
