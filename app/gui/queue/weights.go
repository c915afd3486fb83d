package queue

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/task"
	"recourse/app/gui/theme"
	"recourse/cases/roster"
)

// weightForm is the dialog in which a supervisor moves the weights.
type weightForm struct {
	s      *Screen
	d      *kit.Dialog
	fields map[string]*kit.Entry
	shown  map[string]*kit.Field
	why    *kit.Entry
	reason *kit.Field
}

// askWeights offers the weights of the order by harm, each with its bounds and
// the published figure, and asks why they change.
func (s *Screen) askWeights() {
	w, now, published := s.host.Words(), s.model.Weights(), roster.DefaultHarmWeights()
	f := &weightForm{s: s, fields: map[string]*kit.Entry{}, shown: map[string]*kit.Field{}, why: kit.NewEntry("")}
	var cells []fyne.CanvasObject
	for _, b := range roster.HarmBounds() {
		e := kit.NewEntry("")
		e.SetText(strconv.Itoa(now.Get(b.Name)))
		hint := w.T("queue.weights.bounds", "min", w.Number(int64(b.Min)), "max", w.Number(int64(b.Max)), "is", w.Number(int64(published.Get(b.Name))))
		f.fields[b.Name], f.shown[b.Name] = e, kit.NewField(w.T("weight."+b.Name), hint, e)
		cells = append(cells, kit.Fill(f.shown[b.Name].Object()))
	}
	f.reason = kit.NewField(w.T("queue.weights.why"), w.T("queue.weights.why.hint"), f.why)
	body := []fyne.CanvasObject{kit.Prose(w.T("queue.weights.text"))}
	for i := 0; i+1 < len(cells); i += 2 {
		body = append(body, kit.TopRow(theme.Space(4), cells[i], cells[i+1]))
	}
	body = append(body, f.reason.Object())
	cancel := kit.NewButton(w.T("action.cancel"), func() { f.d.Close() })
	back := kit.NewButton(w.T("queue.weights.reset"), func() { f.save(nil) }).WithIcon("undo")
	if now == published {
		back.DisableFor(w.T("queue.weights.are"))
	}
	do := kit.NewButton(w.T("queue.weights.do"), func() { f.save(f.changed()) }).As(kit.Primary)
	f.d = kit.NewDialog(w.T("queue.weights.title"), theme.Text(theme.Body)*46, kit.Column(theme.Space(3), body...), cancel, back, do)
	f.d.First = f.fields[roster.HarmBounds()[0].Name]
	f.d.ShowOn(s.host.Window().Canvas())
}

// changed are the weights as typed. What is no number within its bounds is
// marked, and the map is empty then.
func (f *weightForm) changed() map[string]int {
	to, wrong, probe := map[string]int{}, false, f.s.model.Weights()
	for name, e := range f.fields {
		n, err := strconv.Atoi(strings.NewReplacer(",", "", " ", "").Replace(e.Text))
		if err == nil {
			err = probe.Set(name, n)
		}
		f.shown[name].SetError("")
		if err != nil {
			wrong = true
			b := boundOf(name)
			f.shown[name].SetError(f.s.host.Words().T("queue.weights.wrong", "min", b.Min, "max", b.Max))
		}
		to[name] = n
	}
	if wrong {
		return map[string]int{}
	}
	return to
}

func boundOf(name string) roster.Bound {
	for _, b := range roster.HarmBounds() {
		if b.Name == name {
			return b
		}
	}
	return roster.Bound{}
}

// save keeps the weights; nil goes back to the published ones, and an empty
// map is a form that is not filled in yet.
func (f *weightForm) save(to map[string]int) {
	if to != nil && len(to) == 0 {
		return
	}
	s, why := f.s, f.why.Text
	if strings.TrimSpace(why) == "" {
		f.reason.SetError(s.host.Words().T("queue.weights.why.none"))
		return
	}
	task.Go(s.host.Runner(), context.Background(), func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.desk.SetWeights(ctx, to, why)
	}, func(_ struct{}, err error) {
		if err != nil {
			f.reason.SetError(s.host.Words().Problem(err))
			return
		}
		f.d.Close()
		s.Refresh()
		s.host.Toast(s.host.Words().T("queue.weights.done"))
	})
}
