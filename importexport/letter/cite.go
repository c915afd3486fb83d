package letter

import (
	"strings"

	"recourse/cases"
)

// cited names pieces of evidence with their references, those of one name
// together: 运营商基站记录 F1, 您提交的材料 D1、D2. Each is named once.
func (p *Press) cited(s *cases.Snapshot, refs []string) []Text {
	var names []Text
	byName := map[Text][]string{}
	seen := map[string]bool{}
	for _, ref := range refs {
		name := p.evidenceName(s, ref)
		short := shortRef(ref)
		if byName[name] == nil {
			names, byName[name] = append(names, name), []string{}
		}
		if short != "" && !seen[short] {
			byName[name], seen[short] = append(byName[name], short), true
		}
	}
	out := make([]Text, len(names))
	for i, n := range names {
		out[i] = Text{cite(n.In(ZH), strings.Join(byName[n], "、")), cite(n.In(EN), strings.Join(byName[n], ", "))}
	}
	return out
}

// shortRef is a reference as the letter's lists show it: of a questionnaire
// without the code of the question, and none for what is not listed.
func shortRef(ref string) string {
	if strings.HasPrefix(ref, "J") {
		return ref // of an appeal that was joined
	}
	short, _, _ := strings.Cut(ref, ".")
	if len(short) > 1 && strings.Contains("FDQCHO", short[:1]) {
		return short
	}
	return ""
}

// cite adds the reference of a piece of evidence to its name. It stands
// without brackets, because most citations are in brackets already.
func cite(name, ref string) string {
	if ref == "" || ref == name {
		return name
	}
	return name + " " + ref
}

// document names a paper by its title where the papers are listed.
func (p *Press) document(d cases.Document, ref string) Text {
	name := Same(d.Title)
	if d.Title == "" {
		name = p.text("evidence.document")
	}
	return Text{name.ZH + "（" + ref + "）", name.In(EN) + " (" + ref + ")"}
}

// join makes one text of several.
func join(list []Text) Text {
	var zh, en []string
	for _, t := range list {
		zh, en = append(zh, t.ZH), append(en, t.EN)
	}
	return Text{strings.Join(zh, "、"), strings.Join(en, ", ")}
}

// codes lists the changes of the code and the codes of other systems that a
// finding cites or the officer weighed. The others say no more than the code
// itself and are left out.
func (p *Press) codes(in Case, named map[string]bool) []Source {
	s := &in.File.Snapshot
	var changes []Source
	for i, c := range s.History {
		if ref := "H" + itoa(i+1); named[ref] {
			changes = append(changes, Source{Ref: ref, Kind: p.text("evidence.change"), From: c.At, Provider: in.Office.system(c.System)})
		}
	}
	out := p.group("source.many", changes)
	for i, o := range s.OtherAssignments {
		if ref := "O" + itoa(i+1); named[ref] {
			out = append(out, Source{Ref: ref, Kind: p.text("evidence.other"), From: o.IssuedAt, Provider: in.Office.system(o.IssuingSystem)})
		}
	}
	return out
}
