package queue

import (
	"reflect"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases/roster"
)

// togglePreview opens the sheet of a row, or closes it.
func (s *Screen) togglePreview(at int) {
	if s.sheet.Shown() {
		s.Escape()
		return
	}
	s.model.Preview = true
	s.showPreview(at)
}

func (s *Screen) showPreview(at int) {
	if at < 0 || at >= s.model.Len() {
		s.sheet.Close()
		return
	}
	l := s.model.Line(at)
	now := previewed{s.sheet, l, s.model.Now().Truncate(time.Minute), s.officerName(l.Officer)}
	if s.sheet.Shown() && now.same(s.preview) {
		return
	}
	s.preview = now
	open := kit.NewButton(s.host.Words().T("queue.open"), func() { s.open(at) }).As(kit.Primary).WithIcon("folder").WithTip("Enter")
	body := kit.Scroll(kit.Insets(0, theme.Space(4), theme.Space(4), theme.Space(4), kit.Column(theme.Space(4),
		s.previewHead(l), kit.Rule(), s.previewFacts(l), s.previewFlags(l), kit.Row(theme.Space(2), open))))
	s.sheet.Show(l.AppealNo, body.Object())
}

// previewed is what a sheet shows. As long as it is the same, the sheet stays as
// it stands, with the keyboard and its place.
type previewed struct {
	sheet   *kit.SideSheet
	line    roster.Line
	minute  time.Time
	officer string
}

func (p previewed) same(q previewed) bool {
	return p.sheet == q.sheet && p.minute.Equal(q.minute) && p.officer == q.officer && reflect.DeepEqual(p.line, q.line)
}

func (s *Screen) previewHead(l roster.Line) fyne.CanvasObject {
	w := s.host.Words()
	state := kit.NewIconChip(w.State(l.State), "", stateTone(l.State))
	return kit.Row(theme.Space(2), kit.CodeChip(l.Colour, w.Colour(l.Colour)), state, kit.Gap())
}

func (s *Screen) previewFacts(l roster.Line) fyne.CanvasObject {
	w, now := s.host.Words(), s.model.Now()
	var pairs []kit.Pair
	add := func(key, value string) {
		if value != "" {
			pairs = append(pairs, kit.Pair{Label: w.T("queue.p." + key), Value: kit.Prose(value)})
		}
	}
	if l.Purge != 0 {
		add("purged", w.T("queue.purged.tip", "no", l.Purge))
	}
	add("resident", l.Name)
	add("doc", l.DocNo)
	add("phone", l.Phone)
	add("grounds", s.grounds(l))
	add("urgency", w.T("urgency."+string(l.Urgency)))
	add("filed", w.DateTime(l.FiledAt))
	due := dueCell(w, &l.Row, now)
	if due.Tip != "" {
		due.Text = w.DateTime(l.DueAt) + " (" + due.Text + ")"
	}
	add("due", due.Text)
	add("issued", w.DateTime(l.IssuedAt))
	add("until", w.DateTime(l.IsolationEnd))
	add("left", isolationCell(w, &l.Row, now).Text)
	add("rule", strings.Join(l.Rules, ", "))
	add("officer", s.officerName(l.Officer))
	if l.Leased(now) {
		add("lease", w.Clock(l.LeaseUntil))
	}
	return kit.Pairs(theme.Text(theme.Body)*7, pairs...)
}

func (s *Screen) grounds(l roster.Line) string {
	var out []string
	for _, g := range l.Grounds {
		out = append(out, string(g)+" "+s.host.Words().Ground(g))
	}
	return strings.Join(out, "\n")
}

func (s *Screen) previewFlags(l roster.Line) fyne.CanvasObject {
	w := s.host.Words()
	rows := []fyne.CanvasObject{kit.Strong(w.T("queue.p.flags"))}
	for _, name := range l.Signals.Telling().Names() {
		rows = append(rows, kit.Row(theme.Space(2), kit.Icon(signalIcon(name), theme.InkMuted, 0), kit.Body(w.T("signal."+name))))
	}
	if len(rows) == 1 {
		rows = append(rows, kit.Muted(w.T("queue.p.none")))
	}
	return kit.Column(theme.Space(1.5), rows...)
}
