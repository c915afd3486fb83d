package caseview

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/caseview/work"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// amendment says that the facts changed under the draft, and which.
func (s *Screen) amendment(f *cases.File) fyne.CanvasObject {
	changes, err := s.m.Changes()
	text := s.t("case.amended.text")
	switch {
	case err != nil:
		text = s.t("case.amended.unread", "why", s.why(err)) + " " + text
	case len(changes) > 0:
		text = s.t("case.amended.what", "what", s.parts(changes)) + " " + text
	}
	actions := []fyne.CanvasObject{}
	if len(changes) > 0 {
		see := kit.NewButton(s.t("case.amended.see"), s.showChanges)
		s.begin(see)
		actions = append(actions, see)
	}
	actions = append(actions, kit.NewButton(s.t("case.amended.confirm"), s.m.Confirm))
	return kit.Banner(kit.Warning, s.t("case.amended.title", "version", f.SnapshotVersion), text, actions...)
}

// parts counts the changes by what they belong to: "flags 2, documents 1".
func (s *Screen) parts(changes []work.Change) string {
	var order []string
	n := map[string]int{}
	for _, c := range changes {
		if n[c.Part]++; n[c.Part] == 1 {
			order = append(order, c.Part)
		}
	}
	for i, part := range order {
		order[i] = s.t("case.amended.part", "part", s.t("case.part."+part), "n", n[part])
	}
	return strings.Join(order, s.t("case.listSep"))
}

// showChanges lays the two versions side by side, change by change.
func (s *Screen) showChanges() {
	changes, _ := s.m.Changes()
	unit := theme.Text(theme.Body)
	columns := func(what, before, after fyne.CanvasObject) fyne.CanvasObject {
		return kit.TopRow(theme.Space(4), kit.Fixed(unit*14, 0, what), kit.Fill(before), kit.Fill(after))
	}
	rows := []fyne.CanvasObject{columns(kit.Caption(s.t("case.amended.field")),
		kit.Caption(s.t("case.amended.before", "version", s.m.Written())),
		kit.Caption(s.t("case.amended.after", "version", s.file().SnapshotVersion))), kit.Rule()}
	for _, c := range changes {
		what := kit.Column(theme.Space(0.5), kit.Prose(s.changeOf(c)), kit.Note(s.changedPiece(c)))
		before := kit.Prose(s.sideOf(c, c.Before)).In(theme.InkMuted)
		rows = append(rows, columns(what, before, kit.Prose(s.sideOf(c, c.After))), kit.Rule())
	}
	var d *kit.Dialog
	shut := kit.NewButton(s.t("case.done"), func() { d.Close() }).As(kit.Primary)
	d = kit.NewDialog(s.t("case.amended.title", "version", s.file().SnapshotVersion), unit*62, kit.Column(theme.Space(2), rows...), shut)
	d.ShowOn(s.host.Window().Canvas())
}

// changeOf names the field that changed, or says that a piece came or went.
func (s *Screen) changeOf(c work.Change) string {
	switch {
	case c.Field == "" && c.Before == nil:
		return s.t("case.amended.came")
	case c.Field == "":
		return s.t("case.amended.went")
	}
	return s.t("case.field." + c.Field)
}

// changedPiece names what the field belongs to.
func (s *Screen) changedPiece(c work.Change) string {
	piece := s.t("case.part." + c.Part)
	if c.Ref == "" {
		return piece
	}
	if _, item, ok := strings.Cut(c.Ref, "."); ok {
		return c.Ref + " " + s.w().Or("case.item."+item, item)
	}
	return piece + " " + c.Ref
}

// private are the fields that are masked until the officer asks for them.
var private = []string{"name", "name_latin", "doc_no", "phone", "phone_owner", "address", "guardian", "linked_name", "linked_doc_no", "home_lat", "home_lon"}

// coded are the fields whose values have names, with the name's kind.
var coded = map[string]string{
	"channel": "channel", "consequences": "consequence", "urgency": "urgency", "urgency_why": "urgencyWhy", "type": "document",
	"status": "checkin", "system": "system",
	"authenticity_check": "authenticity", "identity_link": "link", "issuing_system": "system", "language": "lang", "submitted_by": "submittedBy",
}

// sideOf writes one side of a change.
func (s *Screen) sideOf(c work.Change, v any) string {
	if v == nil {
		return s.t("case.amended.none")
	}
	if slices.Contains(private, c.Field) && !s.m.Unmasked() {
		return s.t("case.amended.masked")
	}
	switch v := v.(type) {
	case string:
		if _, item, ok := strings.Cut(c.Ref, "."); ok {
			return s.hidden(item, v)
		}
		return s.coded(c.Field, v)
	case []string:
		words := make([]string, len(v))
		for i, one := range v {
			words[i] = s.coded(c.Field, one)
		}
		return strings.Join(words, s.t("case.listSep"))
	}
	return s.typed(c, v)
}

func (s *Screen) coded(field, v string) string {
	if kind := coded[field]; kind != "" {
		return s.code(kind, v)
	}
	return v
}

// typed writes the values that are not plain text.
func (s *Screen) typed(c work.Change, v any) string {
	switch v := v.(type) {
	case cases.Stamp:
		return s.dated(v)
	case cases.Colour:
		return s.w().Colour(v)
	case cases.Source:
		return s.t("source." + string(v))
	case cases.Urgency:
		return s.coded(c.Field, string(v))
	case []cases.Ground:
		names := make([]string, len(v))
		for i, g := range v {
			names[i] = string(g) + " " + s.w().Ground(g)
		}
		return strings.Join(names, "\n")
	case bool:
		return s.t(fmt.Sprintf("case.amended.%t", v))
	case *bool:
		return s.t(fmt.Sprintf("case.amended.%t", *v))
	case *int:
		return s.w().Number(int64(*v))
	case *float64:
		return fmt.Sprint(*v)
	}
	return fmt.Sprint(v)
}
