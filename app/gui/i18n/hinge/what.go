package hinge

import (
	"slices"
	"strings"

	"recourse/app/gui/i18n"
	"recourse/cases"
)

// named is how many pieces of evidence a sentence names before it counts.
const named = 3

// refs lists references, and counts what would be too many to read.
func (t *Teller) refs(refs []string) string {
	list := slices.Clone(refs[:min(named, len(refs))])
	if more := len(refs) - len(list); more > 0 {
		list = append(list, t.Words.T("hinge.more", "n", more))
	}
	return strings.Join(list, t.Words.T("list.comma"))
}

// What says in a few words what a piece of evidence is and how good: "one mast
// record, ±2,000 m, matched by phone number".
func (t *Teller) What(ref string) string {
	all := t.Snapshot.Evidence()
	i := slices.IndexFunc(all, func(e cases.Evidence) bool { return e.Ref == ref })
	if i < 0 {
		return ref
	}
	w, e := t.Words, all[i]
	switch {
	case e.Flag != nil:
		return t.flag(e.Flag)
	case e.Answer != nil:
		return w.T("hinge.is.answer", "item", w.Or("case.item."+e.Answer.ItemCode, e.Answer.ItemCode), "at", w.Stamp(e.Form.SubmittedAt))
	case e.Doc != nil:
		return w.T("hinge.is.doc", "kind", w.Or("case.document."+e.Doc.Type, e.Doc.Type))
	case e.Check != nil:
		return w.T("hinge.is.check", "at", w.Stamp(e.Check.Date))
	case e.Change != nil:
		return w.T("hinge.is.change", "at", w.Stamp(e.Change.At))
	case e.Other != nil:
		return w.T("hinge.is.other", "at", w.Stamp(e.Other.IssuedAt))
	case ref == "S":
		return w.T("hinge.is.statement")
	}
	return w.T("hinge.is.code")
}

// flag names source, error and link.
func (t *Teller) flag(g *cases.Flag) string {
	parts := []string{t.Words.Or("hinge.source."+string(g.SourceType), t.Words.T("source."+string(g.SourceType)))}
	if r := t.radius(g); r != "" {
		parts = append(parts, r)
	}
	if link := "hinge.link." + g.IdentityLink; t.Words.Has(link) {
		parts = append(parts, t.Words.T(link))
	}
	return strings.Join(parts, t.Words.T("hinge.comma"))
}

// radius is the error of a position, "" for a source that gives none.
func (t *Teller) radius(g *cases.Flag) string {
	m, assumed := g.AccuracyRadiusM, g.RadiusAssumed
	if m == 0 {
		standard, positions := g.SourceType.DefaultRadius()
		if !positions {
			return ""
		}
		m, assumed = standard, true
	}
	far := t.Words.T("hinge.metres", "n", m)
	if t.Words.Lang() == i18n.ZH && m%1000 == 0 {
		far = t.Words.T("hinge.kilometres", "n", m/1000)
	}
	text := t.Words.T("hinge.radius", "far", far)
	if assumed {
		text += t.Words.T("hinge.radius.assumed")
	}
	return text
}
