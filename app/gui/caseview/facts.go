package caseview

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"recourse/app/gui/caseview/work"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/review/evidence"
)

// facts is the first page: each item of the questionnaire as it was worded
// and answered, and beside it what other sources say about the same thing.
func (s *Screen) facts() fyne.CanvasObject {
	facts := s.m.Facts()
	if len(facts) == 0 {
		return kit.EmptyState("file", s.t("case.facts.none.title"), s.t("case.facts.none.advice"))
	}
	parts := []fyne.CanvasObject{s.formsLine(), s.factsHead(), kit.Rule()}
	for _, f := range facts {
		parts = append(parts, s.factRow(f), kit.Rule())
	}
	return s.page(parts...)
}

// formsLine says which submissions the answers come from.
func (s *Screen) formsLine() fyne.CanvasObject {
	forms := s.m.Forms()
	var lines []fyne.CanvasObject
	for i := range forms {
		q := &forms[i]
		line := s.t("case.facts.form", "ref", "Q"+s.w().Number(int64(i+1)), "at", q.SubmittedAt, "by", s.code("submittedBy", q.SubmittedBy), "form", q.FormID, "version", q.FormVersion)
		if q.DeclaredLocation != "" {
			line += " · " + s.t("case.facts.place", "place", q.DeclaredLocation)
		}
		lines = with(append(lines, kit.Note(line)), s.remarks(q.ParseWarnings))
	}
	if len(forms) > 1 {
		lines = append(lines, newFlow(kit.NewButton(s.t("case.forms.compare"), s.compareForms).WithIcon("differs").As(kit.Quiet)))
	}
	return kit.Column(theme.Space(0.5), with(lines, s.checkInRemarks())...)
}

// checkInRemarks are those on the check-ins, which stand beside the answers.
func (s *Screen) checkInRemarks() fyne.CanvasObject {
	var all []string
	for i := range s.file().Snapshot.CheckIns {
		all = append(all, s.file().Snapshot.CheckIns[i].ParseWarnings...)
	}
	return s.remarks(all)
}

func (s *Screen) factsHead() fyne.CanvasObject {
	if s.narrow() {
		return s.factColumns(kit.Caption(s.t("case.facts.asked")), kit.Column(0), kit.Caption(s.t("case.facts.sources")))
	}
	return s.factColumns(kit.Caption(s.t("case.facts.asked")), kit.Caption(s.t("case.facts.answered")), kit.Caption(s.t("case.facts.sources")))
}

// factColumns keeps the three columns of the page in line; where it is narrow
// the answer stands under its question.
func (s *Screen) factColumns(asked, answered, sources fyne.CanvasObject) *fyne.Container {
	unit := theme.Text(theme.Body)
	if s.narrow() {
		return kit.TopRow(theme.Space(3), kit.Fixed(unit*9, 0, kit.Column(theme.Space(1.5), asked, answered)), kit.Fill(sources))
	}
	return kit.TopRow(theme.Space(3), kit.Fill(asked), kit.Fixed(unit*9, 0, answered), kit.Fill(sources))
}

func (s *Screen) factRow(f work.Fact) fyne.CanvasObject {
	asked := []fyne.CanvasObject{kit.Prose(s.w().Or("case.item."+f.Code, f.Code))}
	for _, q := range f.Wordings {
		asked = append(asked, kit.Note(s.t("case.facts.worded", "text", q)))
	}
	if len(f.Wordings) > 1 {
		asked = append(asked, newFlow(kit.NewIconChip(s.t("case.facts.reworded"), "differs", kit.Warning)))
	}
	row := s.factColumns(kit.Column(theme.Space(1), asked...), s.answers(f), s.sources(f))
	for _, a := range f.Answers {
		if a.Ref == s.marked {
			row = kit.On(kit.Rounded(theme.AccentSoft, ""), row)
			s.card = row
		}
	}
	return row
}

// answers are what was given: once where all submissions agree, one under the
// other with their times where they differ.
func (s *Screen) answers(f work.Fact) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	if !f.Changed {
		forms := make([]string, len(f.Answers))
		for i, a := range f.Answers {
			forms[i] = formOf(a)
		}
		rows = append(rows, s.given(f.Latest(), true), kit.Note(strings.Join(forms, s.t("case.listSep"))+s.normalised(f.Latest())))
	} else {
		for i, a := range f.Answers {
			rows = append(rows, s.given(a, i == len(f.Answers)-1), kit.Note(formOf(a)+" · "+s.w().Stamp(a.Form.SubmittedAt)+s.normalised(a)))
		}
		rows = append(rows, newFlow(kit.NewIconChip(s.t("case.facts.changed"), "differs", kit.Warning)))
	}
	for _, a := range f.Answers {
		if a.EditedFrom != "" {
			rows = append(rows, kit.Note(s.t("case.facts.edited", "from", a.EditedFrom, "at", a.EditedAt)))
		}
	}
	return kit.Column(theme.Space(1), rows...)
}

// given is an answer in the words it was given; the one that counts is bold.
func (s *Screen) given(a work.Given, counts bool) fyne.CanvasObject {
	value := kit.Prose(s.raw(a))
	value.Style.Bold = counts
	return value
}

func formOf(a work.Given) string { return a.Ref[:strings.IndexByte(a.Ref, '.')] }

func (s *Screen) raw(a work.Given) string {
	if strings.TrimSpace(a.AnswerRaw) == "" {
		return s.t("case.facts.blank")
	}
	return "“" + s.hidden(a.ItemCode, a.AnswerRaw) + "”"
}

// hidden masks the numbers of an address until somebody has asked for them.
func (s *Screen) hidden(item, text string) string {
	if item != "ADDRESS" || s.m.Unmasked() {
		return text
	}
	runes := []rune(text)
	for i, r := range runes {
		if unicode.IsDigit(r) || counts(runes[i:]) {
			runes[i] = '*'
		}
	}
	return string(runes)
}

// counts reports whether a text begins with a number in Chinese that counts a
// house, a building or a room; the numbers in names of streets do not.
func counts(text []rune) bool {
	rest := strings.TrimLeft(string(text), "〇零一二三四五六七八九十百千两")
	if len(rest) == len(string(text)) {
		return false
	}
	for _, unit := range []string{"号", "幢", "栋", "单元", "室", "楼", "层", "弄", "组", "座", "房"} {
		if strings.HasPrefix(rest, unit) {
			return true
		}
	}
	return false
}

// normalised is the value the rules read, where it is not the words themselves.
func (s *Screen) normalised(a work.Given) string {
	if a.AnswerNorm == "" || a.AnswerNorm == a.AnswerRaw && a.Unit == "" {
		return ""
	}
	v := s.hidden(a.ItemCode, s.w().Or("case.value."+a.AnswerNorm, a.AnswerNorm))
	if v == s.hidden(a.ItemCode, a.AnswerRaw) && a.Unit == "" {
		return ""
	}
	if a.Unit != "" {
		v += " " + a.Unit
	}
	return " · " + s.t("case.facts.read", "value", v)
}

// sources is what other records say about the same fact, each with its source,
// time and error, and whether it contradicts the answer.
func (s *Screen) sources(f work.Fact) fyne.CanvasObject {
	c := s.m.Compare(f)
	rows := []fyne.CanvasObject{newFlow(s.stance(c.Stance))}
	for _, q := range c.Questions {
		if text := s.noteText(q.Note); text != "" {
			rows = append(rows, kit.Prose(text))
		}
	}
	for i, r := range c.Records {
		if i == listed {
			rows = append(rows, kit.Note(s.t("case.facts.moreRecords", "n", len(c.Records)-listed)))
			break
		}
		note := kit.Note(s.describe(r.Ref))
		if r.Stance == work.Contradicts {
			note = note.In(theme.WarnInk)
		}
		rows = append(rows, kit.TopRow(theme.Space(0.5), s.link(r.Ref), kit.Fill(kit.Insets(theme.Space(1.5), 0, 0, 0, note))))
	}
	if d := s.difference(f, c); d != nil {
		rows = append(rows, d)
	}
	return kit.Column(theme.Space(1), rows...)
}

// listed is how many records stand beside an answer before "and n more".
const listed = 4

func (s *Screen) stance(v work.Stance) fyne.CanvasObject {
	tone, icon := kit.Plain, "minus"
	switch v {
	case work.Contradicts:
		tone, icon = kit.Warning, "differs"
	case work.Consistent:
		tone, icon = kit.Success, "check"
	}
	return kit.NewIconChip(s.t("case.stance."+string(v)), icon, tone)
}

// noteText words a note of the evidence, "" when there are no words for it.
func (s *Screen) noteText(n evidence.Note) string {
	return s.w().Statement(n.Key, s.m.Localise(n.Args, string(s.w().Lang())))
}
