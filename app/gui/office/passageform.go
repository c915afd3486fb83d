package office

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/review/passage"
)

// passageForm is a passage being written.
type passageForm struct {
	id               *kit.Entry
	topic            *kit.Choice
	grounds          []*kit.Toggle
	named            *kit.Field // below which the grounds chosen stand in words
	outcomes         []*kit.Toggle
	titleZH, titleEN *kit.Entry
	textZH, textEN   *kit.ReasonEntry
}

// askPassage asks for the words of a passage; those of a known one are filled
// in, and its number stays.
func (s *Screen) askPassage(p passage.Passage, fresh bool) {
	f := s.newPassageForm(p)
	key, first := "office.passage.edit", fyne.Focusable(f.titleZH)
	if fresh {
		key, first = "office.passage.add", f.id
	}
	if s.w().Lang() != "zh" && !fresh {
		first = f.titleEN
	}
	s.ask(question{
		title: s.t(key + ".title"), yes: s.t(key + ".do"), done: s.t("office.passage.kept"), first: first, width: 54,
		act: func(end func(error)) {
			now := f.read()
			if !fresh {
				now.ID = p.ID
			}
			if fresh && s.taken(now.ID) {
				end(cases.Refuse("passage_taken", "value", now.ID))
				return
			}
			s.shownPassage = now.ID
			s.model.KeepPassage(now, end)
		},
	}, f.fields(s, p, fresh)...)
}

// taken reports whether a passage has the number already.
func (s *Screen) taken(id string) bool {
	for _, p := range s.model.passages.all {
		if p.ID == id {
			return true
		}
	}
	return false
}

func (s *Screen) newPassageForm(p passage.Passage) *passageForm {
	f := &passageForm{id: kit.NewEntry("mast_border"), titleZH: kit.NewEntry(""), titleEN: kit.NewEntry(""), textZH: kit.NewReasonEntry(s.t("office.passage.text.hint"), 4), textEN: kit.NewReasonEntry(s.t("office.passage.text.hint"), 4)}
	f.titleZH.SetText(p.Title.ZH)
	f.titleEN.SetText(p.Title.EN)
	f.textZH.SetText(p.Text.ZH)
	f.textEN.SetText(p.Text.EN)
	options := make([]kit.Option, len(passage.Topics()))
	for i, topic := range passage.Topics() {
		options[i] = kit.Option{Code: topic, Label: s.t("passage.topic." + topic)}
	}
	f.topic = kit.NewChoice("", options, nil)
	f.topic.Set(p.Topic)
	f.grounds = toggles(cases.Grounds(), p.Grounds, func(g cases.Ground) (string, string) { return string(g), s.w().Ground(g) })
	f.outcomes = toggles(cases.Dispositions(), p.Outcomes, func(d cases.Disposition) (string, string) {
		return s.t("office.outcome." + string(d)), s.w().Disposition(d)
	})
	return f
}

// toggles is one chip per code, those that are chosen on.
func toggles[T comparable](all, on []T, words func(T) (label, tip string)) []*kit.Toggle {
	chosen := map[T]bool{}
	for _, x := range on {
		chosen[x] = true
	}
	var out []*kit.Toggle
	for _, x := range all {
		label, tip := words(x)
		t := kit.NewToggle(label, chosen[x], nil)
		t.SetTip(tip)
		out = append(out, t)
	}
	return out
}

// fields are the form from the top.
func (f *passageForm) fields(s *Screen, p passage.Passage, fresh bool) []fyne.CanvasObject {
	halves := func(a, b *kit.Field) fyne.CanvasObject {
		return kit.TopRow(theme.Space(3), kit.Fill(a.Object()), kit.Fill(b.Object()))
	}
	field := func(key string, o fyne.CanvasObject) *kit.Field { return kit.NewField(s.t(key), "", o) }
	top := halves(kit.NewField(s.t("office.passage.id"), s.t("office.passage.id.hint"), f.id), field("office.col.passage.topic", f.topic))
	if !fresh {
		top = halves(field("office.passage.id", kit.Well(kit.Prose(p.ID))), field("office.col.passage.topic", f.topic))
	}
	grounds := kit.NewField(s.t("office.passage.grounds"), s.t("office.passage.grounds.hint"), flow(f.grounds, func() { f.name(s) }))
	f.named = grounds
	f.name(s)
	return []fyne.CanvasObject{
		top, grounds.Object(), kit.NewField(s.t("office.passage.outcomes"), s.t("office.passage.outcomes.hint"), flow(f.outcomes, nil)).Object(),
		halves(field("office.passage.title.zh", f.titleZH), field("office.passage.title.en", f.titleEN)),
		halves(field("office.passage.text.zh", f.textZH), field("office.passage.text.en", f.textEN)), kit.Note(s.t("office.passage.gap")),
	}
}

// name says below the chips which grounds are chosen, in words.
func (f *passageForm) name(s *Screen) {
	var words []string
	for _, g := range picked(f.grounds, cases.Grounds()) {
		words = append(words, string(g)+" "+s.w().Ground(g))
	}
	if len(words) == 0 {
		words = []string{s.t("office.passage.grounds.hint")}
	}
	f.named.SetHint(strings.Join(words, s.t("list.comma")))
}

// flow sets chips one after the other; changed, if any, hears of each.
func flow(list []*kit.Toggle, changed func()) fyne.CanvasObject {
	row := kit.Flow(theme.Space(1.5))
	for _, t := range list {
		t.OnChange = func(bool) {
			row.Refresh()
			if changed != nil {
				changed()
			}
		}
		row.Add(t)
	}
	return row
}

// read is the passage as it is written now.
func (f *passageForm) read() passage.Passage {
	text := strings.TrimSpace
	return passage.Passage{
		ID: text(f.id.Text), Topic: f.topic.Code(), Grounds: picked(f.grounds, cases.Grounds()), Outcomes: picked(f.outcomes, cases.Dispositions()),
		Title: passage.Words{ZH: text(f.titleZH.Text), EN: text(f.titleEN.Text)},
		Text:  passage.Words{ZH: text(f.textZH.Text), EN: text(f.textEN.Text)},
	}
}

// picked are the codes whose chips are on.
func picked[T any](toggles []*kit.Toggle, all []T) []T {
	var out []T
	for i, t := range toggles {
		if t.On {
			out = append(out, all[i])
		}
	}
	return out
}

// askRetire asks before a passage is taken out of the list.
func (s *Screen) askRetire(p passage.Passage) {
	s.ask(question{
		title: s.t("office.passage.retire.title", "title", p.Title.In(string(s.w().Lang()))), yes: s.t("office.passage.retire"),
		done: s.t("office.passage.retired"), danger: true,
		act: func(end func(error)) {
			s.model.Do(func(ctx context.Context) error { return s.desk.RemovePassage(ctx, p.ID) }, end)
		},
	}, kit.Prose(s.t("office.passage.retire.text")))
}
