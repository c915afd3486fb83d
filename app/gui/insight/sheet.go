package insight

import (
	"reflect"
	"strconv"

	"fyne.io/fyne/v2"

	words "recourse/app/gui/i18n/figures"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/review"
	figures "recourse/review/insight"
)

// shown is what the sheet says now. While it stays the same the sheet is left
// alone, so that nobody loses the field they write in when the office changes.
type shown struct {
	Rate    *figures.Rate
	Preview *review.GroupPreview
	Order   cases.GroupRecord
	Outcome review.GroupOutcome
	State   string
	Busy    bool
}

func (s *Screen) now() shown {
	rate, preview := s.model.Proposal()
	n := shown{Rate: rate, Preview: preview, Busy: s.model.Busy()}
	if g := s.model.Open(); g != nil {
		n.Order, n.State = *g, s.state(g)
		if o := s.model.Outcome(); o != nil {
			n.Outcome = *o
		}
	}
	return n
}

// subject says in one word what the sheet is about, "" for nothing.
func (n *shown) subject() string {
	switch {
	case n.Rate != nil:
		return string(n.Rate.By) + "/" + n.Rate.Key
	case n.Order.No != 0:
		return strconv.Itoa(n.Order.No)
	}
	return ""
}

// fillSheet shows the order being written or read beside the page it was opened
// on. On another page it is put aside and comes back with its own.
func (s *Screen) fillSheet() {
	if s.sheet == nil {
		return
	}
	now := s.now()
	if subject := now.subject(); subject != s.about {
		s.about, s.home = subject, s.tab
	}
	if s.about != "" && s.tab != s.home {
		s.sheet.Close()
		return
	}
	if s.sheet.Shown() && reflect.DeepEqual(now, s.last) {
		return
	}
	begins := now.Preview != nil && (s.last.Preview == nil || s.last.Rate != now.Rate)
	opens := now.Order.No != 0 && s.last.Order.No != now.Order.No
	s.field = nil
	s.last = now
	switch g := s.model.Open(); {
	case now.Rate != nil:
		s.sheet.Show(s.t("group.new", "by", s.t("insight.by."+string(now.Rate.By)), "value", words.Name(s.w(), *now.Rate)), s.scrolled(s.proposal(now.Rate, now.Preview)))
	case g != nil:
		s.sheet.Show(s.t("group.title", "no", g.No), s.scrolled(s.order(g)))
	case s.sheet.Shown():
		s.sheet.Close()
	}
	c := s.host.Window().Canvas()
	if begins && c.Overlays().Top() == nil {
		c.Focus(s.finding) // the words are what is wanted now
		return
	}
	if opens && s.field != nil && c.Overlays().Top() == nil {
		c.Focus(s.field) // a field, never a button: who presses Enter twice signs nothing
		return
	}
	kit.Rest(c)
}

func (s *Screen) scrolled(o fyne.CanvasObject) fyne.CanvasObject {
	return kit.Scroll(kit.Insets(0, theme.Space(4), theme.Space(4), theme.Space(4), o)).Object()
}
