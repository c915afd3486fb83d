package queue

import (
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases/roster"
)

// Beyond is what a search finds outside the list: the case whose number was
// typed, or how many there are where the list has none.
type Beyond struct {
	Named roster.Line // zero when no case's own number was typed
	Count int
}

// outside looks among all cases, whether settled or filtered away, for what the
// list does not show. It does so only where the list has nothing, or a number
// was typed and the case of that number is not listed: a search over
// everything with each letter would be slow.
func (q question) outside(v *roster.View) Beyond {
	text := strings.TrimSpace(q.text)
	if text == "" || v.Len() > 0 && isNamed(v.At(0).AppealNo, text) {
		return Beyond{}
	}
	number := strings.TrimSuffix(text, "号")
	if strings.Trim(number, "0123456789") == "" || strings.Contains(text, "〕") {
		if at := strings.LastIndex(number, "〕"); at >= 0 {
			number = number[at+len("〕"):]
		}
		all := q.roster.Select(roster.Filter{Text: text + " 〕" + number + "号"}, roster.Sort{Key: roster.ByFiled, Desc: true}, q.now)
		for at := range min(all.Len(), mostNamed) {
			if l := all.At(at); strings.HasSuffix(l.AppealNo, "〕"+number+"号") {
				return Beyond{Named: l, Count: all.Len()}
			}
		}
	}
	if v.Len() > 0 {
		return Beyond{}
	}
	return Beyond{Count: q.roster.Select(roster.Filter{Text: text}, q.sort, q.now).Len()}
}

// showBeyond says over the list what the search finds outside of it, and leads
// there.
func (s *Screen) showBeyond() {
	s.beyond.Objects, s.way = nil, nil
	b := s.model.Beyond()
	s.beyond.Hidden = b.Count == 0
	if b.Count > 0 {
		s.beyond.Objects = []fyne.CanvasObject{kit.On(kit.Rounded(theme.AccentSoft, ""), kit.Insets(theme.Space(1), theme.Space(2), theme.Space(1), theme.Space(3), s.beyondRow(b)))}
	}
	s.beyond.Refresh()
}

func (s *Screen) beyondRow(b Beyond) fyne.CanvasObject {
	w := s.host.Words()
	says := w.T("queue.beyond.some", "n", b.Count)
	var acts []*kit.Button
	if b.Named.ID != 0 {
		key := "queue.beyond.open"
		if b.Named.State.Settled() {
			key = "queue.beyond.settled"
		}
		says = w.T(key, "case", b.Named.AppealNo, "state", w.State(b.Named.State))
		acts = append(acts, kit.NewButton(w.T("queue.beyond.go"), func() {
			s.host.Open(kit.Route{Screen: kit.ScreenCase, Case: b.Named.ID})
		}))
	}
	if s.name == kit.ScreenQueue {
		acts = append(acts, kit.NewButton(w.T("queue.beyond.all"), s.searchAll).As(kit.Quiet))
	}
	row := []fyne.CanvasObject{kit.Icon("info", theme.Accent, 0), kit.Fill(kit.Prose(says))}
	for _, a := range acts {
		row = append(row, a)
	}
	if len(acts) > 0 {
		s.way = acts[0]
	}
	return kit.Row(theme.Space(2), row...)
}

// searchAll keeps what was typed and looks for it in all cases.
func (s *Screen) searchAll() {
	s.model.SetList(everything, s.host.Now())
	s.relist()
	s.refresh()
	if s.model.Len() > 0 {
		s.host.Window().Canvas().Focus(s.grid)
	}
}

// beyondFirst is what leads to the case that was searched for, while the list
// has nothing itself.
func (s *Screen) beyondFirst() fyne.Focusable {
	if s.way == nil {
		return nil
	}
	return s.way
}
