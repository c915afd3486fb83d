// Package pivot draws what a case hangs on: the card at its top, the page of
// sets and changes, the sheet on which facts are tried, and the rules of the
// time beside those of today. Nothing here is saved.
package pivot

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"recourse/app/gui/i18n"
	"recourse/app/gui/i18n/hinge"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/review"
	"recourse/review/replay"
)

// View is one case as this package sees it. Link leads to a piece of evidence;
// Cite, where the case may be decided, takes the decisive evidence into a
// finding and is nil otherwise.
type View struct {
	Host     kit.Host
	Snapshot *cases.Snapshot
	Shelf    *review.Library
	Link     func(ref string) *kit.Button
	Cite     func()
}

func (v *View) words() *i18n.Words { return v.Host.Words() }

func (v *View) t(key string, args ...any) string { return v.Host.Words().T(key, args...) }

func (v *View) teller() *hinge.Teller {
	return &hinge.Teller{Words: v.words(), Snapshot: v.Snapshot}
}

// Card says in at most three lines what the case hangs on.
func (v *View) Card(r *replay.Report, try func()) fyne.CanvasObject {
	head := []fyne.CanvasObject{kit.Icon("link", theme.Accent, theme.Text(theme.Body)), kit.Fill(kit.Strong(v.t("hinge.title")).Cut())}
	if v.Cite != nil && len(r.DecisiveRefs()) > 0 {
		head = append(head, kit.NewButton(v.t("hinge.cite"), v.Cite).As(kit.Quiet).WithTip(v.t("hinge.cite.tip")))
	}
	head = append(head, kit.NewButton(v.t("hinge.try.open"), try).As(kit.Quiet).WithTip(v.t("hinge.try.tip")))
	rows := []fyne.CanvasObject{kit.Row(theme.Space(2), head...)}
	for _, l := range v.teller().Card(r) {
		rows = append(rows, v.line(l))
	}
	return kit.On(kit.Rounded(theme.Panel, theme.Accent), kit.Insets(theme.Space(1), theme.Space(3), theme.Space(2), theme.Space(3), kit.Column(theme.Space(1), rows...)))
}

// Sets are the sets of evidence on which the colour hangs, in the order in which
// the card names them: where the term is what is wrong, the date it was counted
// from comes before what the colour itself rests on.
func (v *View) Sets(r *replay.Report) [][]string {
	card := v.teller().Card(r)
	rank := func(set []string) int {
		at := slices.IndexFunc(card, func(l hinge.Line) bool { return slices.Equal(l.Refs, set) })
		if at < 0 {
			return len(card)
		}
		return at
	}
	sets := slices.Clone(r.DecisiveRefs())
	slices.SortStableFunc(sets, func(a, b []string) int { return rank(a) - rank(b) })
	return sets
}

// mostLinks is how many pieces of evidence a line leads to.
const mostLinks = 3

// line is one sentence with the way to its evidence.
func (v *View) line(l hinge.Line) fyne.CanvasObject {
	row := []fyne.CanvasObject{kit.Fill(kit.Prose(l.Text))}
	for _, ref := range l.Refs[:min(mostLinks, len(l.Refs))] {
		row = append(row, v.Link(ref))
	}
	return kit.TopRow(theme.Space(1), row...)
}

// All are the sentences about what the colour hangs on, each with its colour.
func (v *View) All(r *replay.Report) []fyne.CanvasObject {
	t := v.teller()
	out := []fyne.CanvasObject{kit.Rule(), kit.Strong(v.t("hinge.title"))}
	for _, l := range t.Lines(r) {
		badge := kit.NewCodeBadge(l.Colour, v.words().Colour(l.Colour))
		out = append(out, kit.Well(kit.TopRow(theme.Space(2), badge, kit.Fill(v.line(l)))))
	}
	if text := t.Bound(r); text != "" {
		out = append(out, kit.Note(text))
	}
	return out
}

// load reads away from the window.
func load[T any](v *View, read func() (T, error), show func(T)) {
	kit.Load(v.Host, func(context.Context) (T, error) { return read() }, show)
}
