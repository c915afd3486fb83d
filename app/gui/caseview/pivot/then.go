package pivot

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/review"
	"recourse/review/policy"
	"recourse/review/replay"
)

// Then sets the policy in force when the code was issued beside that of today
// or beside another one. It is built anew each time it is shown.
func (v *View) Then() fyne.CanvasObject {
	place := container.NewStack()
	options := []kit.Option{{Code: today, Label: v.t("hinge.then.today")}}
	for _, p := range v.Shelf.Packs() {
		options = append(options, kit.Option{Code: p.Name(), Label: v.title(p.Title) + " " + p.Version})
	}
	show := func(code string) {
		if code == today {
			code = ""
		}
		load(v, func() (*replay.ThenAndNow, error) {
			b, err := v.Shelf.ThenAndNow(v.Snapshot, code, v.Host.Now())
			if errors.Is(err, review.ErrNoPolicy) {
				return nil, nil // told in the place itself
			}
			return b, err
		}, func(b *replay.ThenAndNow) {
			place.Objects = []fyne.CanvasObject{v.beside(b)}
			place.Refresh()
			kit.Relayout(place)
		})
	}
	pick := kit.NewChoice("", options, show)
	pick.Set(today)
	show(today)
	return kit.Column(theme.Space(3), kit.Row(theme.Space(2), kit.Muted(v.t("hinge.then.pack")), kit.Fill(pick)), place)
}

// today stands for the policy in force now.
const today = "today"

func (v *View) title(w policy.Words) string {
	if v.words().Lang() == "zh" {
		return w.ZH
	}
	return w.EN
}

// beside is what follows then and now, and the steps that differ.
func (v *View) beside(b *replay.ThenAndNow) fyne.CanvasObject {
	if b == nil {
		system := v.Snapshot.Assignment.IssuingSystem
		return kit.Banner(kit.Unknown, v.t("hinge.then.none", "system", v.words().Or("case.system."+system, system)), "")
	}
	lines := v.teller().Then(b)
	tone := kit.Info
	if b.Finding == replay.WrongThen || b.Finding == replay.WrongAndNew {
		tone = kit.Warning
	}
	rows := []fyne.CanvasObject{kit.Banner(tone, lines[2], lines[1]), kit.Note(lines[0])}
	for _, l := range lines[3:] {
		rows = append(rows, kit.Note(l))
	}
	for i := range b.Steps {
		rows = append(rows, v.step(&b.Steps[i]))
	}
	return kit.Column(theme.Space(2), rows...)
}

func (v *View) step(s *replay.StepChange) fyne.CanvasObject {
	head := kit.Row(theme.Space(2), kit.Mono(s.Rule), kit.Fill(kit.Strong(v.title(s.Title)).Cut()), kit.NewIconChip(v.t("hinge.then."+s.Change), "differs", kit.Warning))
	return kit.On(kit.Rounded(theme.Panel, theme.Line), kit.Pad(theme.Space(3), kit.Column(theme.Space(1), head,
		v.side("hinge.then.col.then", s.Then), v.side("hinge.then.col.now", s.Now))))
}

// side is what a rule said at one time.
func (v *View) side(when string, s *replay.Step) fyne.CanvasObject {
	row := []fyne.CanvasObject{kit.Fixed(theme.Text(theme.Body)*4, 0, kit.Caption(v.t(when)))}
	if s == nil {
		return kit.Row(theme.Space(2), append(row, kit.Body(v.words().None()))...)
	}
	row = append(row, kit.Body(v.t("outcome."+string(s.Outcome))))
	if c := cases.Colour(s.Effect.Colour); s.Outcome == policy.True && c != "" {
		row = append(row, kit.NewCodeBadge(c, v.words().Colour(c)))
		if s.Effect.Until != "" {
			row = append(row, kit.Caption(v.t("case.trace.until", "until", v.words().Moment(s.Effect.Until))))
		}
	}
	return kit.Row(theme.Space(2), row...)
}
