package caseview

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// appeal is the left column: what the resident says and hands in.
func (s *Screen) appeal() fyne.CanvasObject {
	parts := []fyne.CanvasObject{kit.Strong(s.t("case.appeal")), s.grounds()}
	snap := &s.file().Snapshot
	said := slices.Concat(snap.Resident.ParseWarnings, snap.Appeal.ParseWarnings)
	if !s.file().State.Settled() { // the banner names what is missing
		said = slices.DeleteFunc(said, func(w string) bool { return strings.HasPrefix(w, "missing:") })
	}
	parts = with(parts, s.remarks(said))
	for _, p := range []fyne.CanvasObject{s.statement(), s.documents(), s.consequences(), s.urgency(), s.others(), s.requests(), s.notes()} {
		if p != nil {
			parts = append(parts, p)
		}
	}
	return kit.Column(theme.Space(4), parts...)
}

// section is a captioned part of the column.
func section(title string, objects ...fyne.CanvasObject) fyne.CanvasObject {
	return kit.Column(theme.Space(1.5), append([]fyne.CanvasObject{kit.Caption(title)}, objects...)...)
}

func (s *Screen) grounds() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, g := range s.file().Grounds {
		rows = append(rows, kit.TopRow(theme.Space(2), beside(string(g)), kit.Fill(kit.Prose(s.w().Ground(g)))))
	}
	a := &s.file().Snapshot.Appeal
	filed := s.t("case.filed", "at", a.FiledAt, "channel", s.code("channel", a.Channel))
	return section(s.t("case.grounds"), append(rows, kit.Note(filed))...)
}

// code is the name of a coded value, or the value itself when the source used
// a word of its own.
func (s *Screen) code(kind, v string) string {
	if v == "" {
		return s.w().None()
	}
	return s.w().Or("case."+kind+"."+v, v)
}

func (s *Screen) statement() fyne.CanvasObject {
	text := s.file().Snapshot.Appeal.Statement
	if text == "" {
		return section(s.t("case.statement"), kit.Note(s.t("case.statement.none")))
	}
	return s.quotation(s.t("case.statement"), text, s.edge("S"))
}

func (s *Screen) documents() fyne.CanvasObject {
	docs := s.file().Snapshot.Appeal.Documents
	title := s.t("case.documents", "n", len(docs))
	if len(docs) == 0 {
		return section(title, kit.Note(s.t("case.documents.none")))
	}
	var rows []fyne.CanvasObject
	for i := range docs {
		rows = append(rows, s.document("D"+strconv.Itoa(i+1), &docs[i]))
	}
	return section(title, rows...)
}

func (s *Screen) document(ref string, d *cases.Document) fyne.CanvasObject {
	title := d.Title
	if title == "" {
		title = s.code("document", d.Type)
	}
	lines := []fyne.CanvasObject{kit.TopRow(theme.Space(2), beside(ref), kit.Fill(kit.Prose(title)))}
	facts := []string{s.code("document", d.Type)}
	if d.IssuedBy != "" {
		facts = append(facts, d.IssuedBy)
	}
	if !d.CoversFrom.IsZero() {
		facts = append(facts, s.t("case.covers", "from", s.dated(d.CoversFrom), "to", s.dated(orStamp(d.CoversTo, d.CoversFrom))))
	}
	facts = append(facts, s.identifies(d.IdentifiesPerson))
	if d.AuthenticityCheck != "" {
		facts = append(facts, s.code("authenticity", d.AuthenticityCheck))
	}
	lines = append(lines, kit.Note(strings.Join(facts, " · ")))
	if d.Summary != "" {
		lines = append(lines, kit.Note(d.Summary))
	}
	lines = with(lines, s.remarks(d.ParseWarnings))
	return kit.On(kit.Rounded(theme.Sunken, s.edge(ref)), kit.Pad(theme.Space(3), kit.Column(theme.Space(1), lines...)))
}

// dated is a source's time, with its year where that is not the year of the
// office: an identity card is valid for many.
func (s *Screen) dated(at cases.Stamp) string {
	if at.Earliest().In(cases.Shanghai()).Year() != s.m.Now().In(cases.Shanghai()).Year() {
		return s.w().FullDate(at.Earliest())
	}
	return s.w().Stamp(at)
}

func orStamp(a, b cases.Stamp) cases.Stamp {
	if a.IsZero() {
		return b
	}
	return a
}

func (s *Screen) identifies(v *bool) string {
	switch {
	case v == nil:
		return s.t("case.identifies.unknown")
	case *v:
		return s.t("case.identifies.yes")
	}
	return s.t("case.identifies.no")
}

func (s *Screen) consequences() fyne.CanvasObject {
	list := s.file().Snapshot.Appeal.Consequences
	if len(list) == 0 {
		return nil
	}
	words := make([]string, len(list))
	for i, c := range list {
		words[i] = s.code("consequence", c)
	}
	return section(s.t("case.consequences"), kit.Prose(strings.Join(words, s.t("case.listSep"))))
}

func (s *Screen) urgency() fyne.CanvasObject {
	a := &s.file().Snapshot.Appeal
	u := s.file().Urgency
	objects := []fyne.CanvasObject{}
	if u == cases.Normal || u == "" {
		objects = append(objects, kit.Prose(s.t("case.urgency.normal")))
	} else {
		objects = append(objects, newFlow(kit.NewIconChip(s.t("case.urgency."+string(u)), "clock", kit.Warning)))
	}
	if a.UrgencyWhy != "" {
		objects = append(objects, kit.Note(s.code("urgencyWhy", a.UrgencyWhy)))
	}
	return section(s.t("case.urgency"), objects...)
}

func (s *Screen) others() fyne.CanvasObject {
	list := s.file().Snapshot.Appeal.LinkedAppeals
	if len(list) == 0 {
		return nil
	}
	var rows []fyne.CanvasObject
	for _, no := range list {
		rows = append(rows, kit.Prose(no))
	}
	return section(s.t("case.others", "n", len(list)), rows...)
}

// requests are the questions asked and what came of them.
func (s *Screen) requests() fyne.CanvasObject {
	f := s.file()
	if len(f.Requests) == 0 {
		return nil
	}
	var rows []fyne.CanvasObject
	open := f.OpenRequest()
	for i := range f.Requests {
		r := &f.Requests[i]
		head := s.t("case.request.line", "to", s.party(r), "at", r.At, "due", r.DueAt)
		lines := []fyne.CanvasObject{kit.Prose(r.Question), kit.Note(head)}
		for _, a := range f.Answers {
			if a.RequestNo == r.No {
				lines = append(lines, kit.Note(s.answerLine(a)))
			}
		}
		if open != nil && open.No == r.No {
			lines = append(lines, s.button("case.answer", s.askAnswer, cases.MoveAnswer))
		}
		rows = append(rows, kit.Well(kit.Column(theme.Space(1), lines...)))
	}
	return section(s.t("case.requests"), rows...)
}

func (s *Screen) party(r *cases.InfoRequest) string {
	if r.ToResident {
		return s.t("case.resident")
	}
	return r.To
}

func (s *Screen) answerLine(a cases.InfoAnswer) string {
	if !a.Received {
		return s.t("case.answer.none", "at", a.At, "text", a.Text)
	}
	return s.t("case.answer.came", "at", a.At, "text", a.Text)
}

func (s *Screen) notes() fyne.CanvasObject {
	f := s.file()
	var rows []fyne.CanvasObject
	for i := len(f.Notes) - 1; i >= 0; i-- {
		n := f.Notes[i]
		by := s.t("case.note.by", "who", s.m.Name(n.By), "at", n.At)
		if n.Handover {
			to := s.t("case.handover.next")
			if n.To != "" {
				to = s.m.Name(n.To)
			}
			by += " · " + s.t("case.handover.for", "who", to)
		}
		rows = append(rows, kit.Prose(n.Text), kit.Note(by))
	}
	rows = append(rows, newFlow(s.button("case.note.add", s.askNote, cases.MoveNote)))
	return section(s.t("case.notes"), rows...)
}

// button is a quiet button that a move opens or closes.
func (s *Screen) button(key string, tapped func(), move cases.Move) *kit.Button {
	b := kit.NewButton(s.t(key), tapped).As(kit.Quiet)
	if err := s.m.May(move); err != nil {
		b.DisableFor(s.why(err))
	}
	return b
}
