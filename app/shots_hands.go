package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/shell"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/cases/roster"
	"recourse/review"
)

// on lists the objects of a kind that the window shows, dialogs first.
func on[T fyne.CanvasObject](s *studio) []T {
	c := s.window.Canvas()
	var out []T
	for _, top := range append(slices.Clone(c.Overlays().List()), c.Content()) {
		for _, o := range test.LaidOutObjects(top) {
			if v, ok := o.(T); ok {
				out = append(out, v)
			}
		}
	}
	return out
}

// press presses the button with a sentence on it.
func (s *studio) press(key string) {
	s.pressWhere(key, func(label string) bool { return label == s.words.T(key) })
}

// offers reports whether a button with the sentence is on the screen.
func (s *studio) offers(key string) bool {
	for _, b := range on[*kit.Button](s) {
		if b.Label == s.words.T(key) && b.Visible() {
			return true
		}
	}
	return false
}

// pressPrefix presses the button whose sentence carries a number.
func (s *studio) pressPrefix(key string) {
	head, _, _ := strings.Cut(s.words.T(key, "n", 7), "7")
	s.pressWhere(key, func(label string) bool { return strings.HasPrefix(label, head) })
}

func (s *studio) pressWhere(key string, is func(label string) bool) {
	if s.err != nil {
		return
	}
	for _, b := range on[*kit.Button](s) {
		if is(b.Label) && b.Visible() {
			b.Tapped(nil)
			return
		}
	}
	s.fail(fmt.Errorf("pictures: no button %s after %d pictures", key, s.taken))
}

// toggle switches a chip.
func (s *studio) toggle(label string) {
	for _, t := range on[*kit.Toggle](s) {
		if t.Label == label {
			t.Tapped(nil)
			return
		}
	}
	s.fail(fmt.Errorf("pictures: no chip %s", label))
}

// menu runs a command of the main menu.
func (s *studio) menu(key string) {
	for _, m := range s.window.MainMenu().Items {
		for _, item := range m.Items {
			if item.Label == s.words.T(key) {
				item.Action()
				return
			}
		}
	}
	s.fail(fmt.Errorf("pictures: no command %s", key))
}

// search types into the header's box.
func (s *studio) search(text string) { s.field("search.hint", "search.hint.short").SetText(text) }

// typeInto types into a field and ends with Enter.
func (s *studio) typeInto(hint, text string) {
	e := s.field(hint)
	e.SetText(text)
	if e.OnSubmitted != nil {
		e.OnSubmitted(text)
	}
}

// field is the field with one of the hints in it.
func (s *studio) field(hints ...string) *kit.Entry {
	for _, e := range on[*kit.Entry](s) {
		if slices.ContainsFunc(hints, func(h string) bool { return e.PlaceHolder == s.words.T(h) }) {
			return e
		}
	}
	s.fail(fmt.Errorf("pictures: no field %s after %d pictures", hints[0], s.taken))
	return kit.NewEntry("")
}

// inGrid does something with the table on screen, if there is one.
func (s *studio) inGrid(do func(g *grid.Grid)) {
	if g := on[*grid.Grid](s); len(g) > 0 && s.err == nil {
		do(g[0])
	}
}

// reveal scrolls until the label of an officer's field stands at the upper
// edge.
func (s *studio) reveal(hint string) {
	where := fyne.CurrentApp().Driver().AbsolutePositionForObject
	for _, sc := range on[*container.Scroll](s) {
		for _, o := range test.LaidOutObjects(sc.Content) {
			if e, ok := o.(*kit.ReasonEntry); ok && e.PlaceHolder == s.words.T(hint) {
				label := theme.Space(7)
				sc.ScrollToOffset(fyne.NewPos(0, where(e).Y-where(sc).Y+sc.Offset.Y-label))
				s.blank(sc)
			}
		}
	}
}

// blank takes the hints out of the fields above the edge of a scrolled place.
// The software painter cuts a field at its own edge alone and would write them
// over what stands above; a window cuts them off.
func (s *studio) blank(sc *container.Scroll) {
	where := fyne.CurrentApp().Driver().AbsolutePositionForObject
	for _, o := range test.LaidOutObjects(sc.Content) {
		if e, ok := o.(*kit.Entry); ok && where(e).Y < where(sc).Y {
			e.SetPlaceHolder("")
		}
	}
}

// clear closes dialogs and menus.
func (s *studio) clear() {
	over := s.window.Canvas().Overlays()
	for over.Top() != nil {
		if d, ok := over.Top().(*kit.Dialog); ok {
			d.Close()
			continue
		}
		over.Remove(over.Top())
	}
}

// has reports whether the person may open a screen.
func (s *studio) has(screen string) bool {
	return slices.ContainsFunc(s.entries(), func(e shell.Entry) bool {
		return e.Name == screen && (e.Roles == nil || s.office.User().Has(e.Roles...))
	})
}

// find is the first case that fits the first of the filters that any fits.
func (s *studio) find(filters ...roster.Filter) cases.ID {
	for _, f := range filters {
		if v := s.office.Queue().Select(f, roster.Sort{Key: roster.ByDue}, s.office.Now()); v.Len() > 0 {
			return v.ID(0)
		}
	}
	s.fail(errors.New("pictures: the office has no case to show"))
	return 0
}

// draft saves the decision that lies in a file beside a sample office, if it
// does.
func (s *studio) draft(id cases.ID) {
	f, err := s.office.Desk().Case(s.ctx, id)
	if err != nil {
		s.fail(err)
		return
	}
	_, no, _ := strings.Cut(f.AppealNo, "〕")
	raw, err := os.ReadFile(filepath.Join(s.beside, "decisions", strings.TrimSuffix(no, "号")+".yaml"))
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	d, perr := review.ParseDecision(raw)
	if err = errors.Join(err, perr); err == nil {
		d.SnapshotVersion = f.SnapshotVersion // written on the facts as they are
		_, err = s.office.Desk().SaveDraft(s.ctx, id, d)
	}
	if err != nil {
		s.fail(fmt.Errorf("decision of %s: %w", f.AppealNo, err))
	}
}

// letterPages keeps the pages of a case's letter as the resident sees them.
func (s *studio) letterPages(id cases.ID) {
	f, err := s.office.Desk().Case(s.ctx, id)
	if err != nil || f.Draft == nil {
		s.fail(err)
		return
	}
	pages, err := s.office.PreviewPages(s.ctx, f, f.Draft, letterDPI)
	s.fail(err)
	for i, p := range pages {
		s.keep(fmt.Sprintf("letter-page-%d", i+1), p)
	}
}
