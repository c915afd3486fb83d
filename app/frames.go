package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"fyne.io/fyne/v2"

	measure "recourse/app/bench"
	"recourse/app/cli"
	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// hand works in the window of a studio and keeps how long each input took.
type hand struct {
	*studio

	waits []measure.Wait
}

// windowTimer is the window of the figures.
func windowTimer(words *i18n.Catalogue) measure.Window {
	return func(ctx context.Context, job measure.Job) ([]measure.Wait, error) { return timeWindow(ctx, words, job) }
}

// timeWindow works through the queue of an office: it scrolls to the middle, to
// the end and by the wheel, filters, types searches key by key, opens cases and
// looks at the figures. The window is the toolkit's software driver's, so that
// what is timed is the program and a painter without a graphics card.
func timeWindow(ctx context.Context, words *i18n.Catalogue, job measure.Job) (waits []measure.Wait, err error) {
	scratch, err := os.MkdirTemp("", "recourse-window-")
	if err != nil {
		return nil, fmt.Errorf("window: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	o := cli.ShotOptions{Dir: scratch, Lang: i18n.ZH, Theme: string(theme.Light), Scale: 1, Width: 1280, Height: 800}
	h := &hand{studio: newStudio(ctx, words, scratch, o)}
	if err := h.sit(job); err != nil {
		return nil, err
	}
	defer h.leave()
	h.scroll(job)
	h.filter(max(1, job.Turns/8))
	h.typeTexts(job.Texts)
	h.openCases(job.Cases)
	return h.waits, h.err
}

// sit opens the office and shows its queue.
func (h *hand) sit(job measure.Job) error {
	if err := h.open(job.Office); err != nil {
		return err
	}
	if err := h.office.SetClock(cases.Fixed(job.Now)); err != nil {
		return err
	}
	if err := h.office.SignIn(h.ctx, job.User, job.Passphrase); err != nil {
		return err
	}
	h.desktop.enter()
	h.window.Resize(h.size)
	h.frame.Open(kit.Route{Screen: kit.ScreenQueue, Part: "all"})
	if n := h.office.Queue().Len(); n < job.Rows || len(on[*grid.Grid](h.studio)) != 1 {
		return fmt.Errorf("window: %d of %d cases are in the queue, %d tables on the screen", n, job.Rows, len(on[*grid.Grid](h.studio)))
	}
	return h.err
}

// do times an input until it is dealt with and until all is painted.
func (h *hand) do(what string, input func()) {
	if h.err != nil {
		return
	}
	if h.err = h.ctx.Err(); h.err != nil {
		return
	}
	began := h.wall()
	input()
	done := h.wall()
	h.window.Canvas().Capture()
	h.waits = append(h.waits, measure.Wait{What: what, Done: done.Sub(began), Painted: h.wall().Sub(began)})
}

// scroll goes through the list by the wheel, by pages and by the drag bar.
func (h *hand) scroll(job measure.Job) {
	table := on[*grid.Grid](h.studio)[0] // looking for it is no part of a turn
	wheel := func(n int, lines float32) {
		for range n {
			h.do("scroll", func() { table.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -lines)}) })
		}
	}
	wheel(job.Turns, 30)
	for i := 1; i <= job.Turns; i++ {
		h.do("scroll", func() { table.Select(job.Rows / job.Turns * i) })
		wheel(2, 90)
	}
	for _, key := range []fyne.KeyName{fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyPageUp, fyne.KeyHome, fyne.KeyPageDown} {
		h.do("scroll", func() { table.TypedKey(&fyne.KeyEvent{Name: key}) })
	}
}

// filter goes through the lists that the queue ships with.
func (h *hand) filter(turns int) {
	for range turns {
		for _, list := range []string{"queue", "overdue", "harm", "ends_today", "differs", "all"} {
			h.do("filter", func() { h.frame.Open(kit.Route{Screen: kit.ScreenQueue, Part: list}) })
		}
	}
}

// typeTexts types each text as it grows by a key, and clears the box.
func (h *hand) typeTexts(texts []string) {
	before := ""
	for _, text := range texts {
		if len(text) < len(before) {
			h.do("type", func() { h.search("") })
		}
		h.do("type", func() { h.search(text) })
		before = text
	}
	h.do("type", func() { h.search("") })
}

func (h *hand) search(text string) {
	h.frame.FocusSearch()
	if e, ok := h.window.Canvas().Focused().(interface{ SetText(string) }); ok {
		e.SetText(text)
	}
}

func (h *hand) openCases(ids []cases.ID) {
	for _, id := range ids {
		h.do("open", func() { h.frame.Open(kit.Route{Screen: kit.ScreenCase, Case: id}) })
	}
	for range max(1, len(ids)/20) {
		h.do("board", func() { h.frame.Open(kit.Route{Screen: kit.ScreenInsights}) })
		h.do("back", func() { h.frame.Open(kit.Route{Screen: kit.ScreenQueue, Part: "all"}) })
	}
}
