package queue_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/kittest"
	"recourse/app/gui/queue"
	"recourse/cases"
	"recourse/cases/roster"
)

var noon = time.Date(2020, 2, 17, 12, 0, 0, 0, cases.Shanghai())

// feed hands rows to a roster.
type feed []cases.Row

func (f feed) Rows(_ context.Context, since int64, yield func(cases.Row, *cases.Card) error) error {
	for _, r := range f {
		if r.Seq <= since {
			continue
		}
		card := &cases.Card{Name: fmt.Sprintf("王小%d", r.ID), DocNo: "330199198801010011", Phone: "13800001234", Statement: "只是路过武汉站"}
		if err := yield(r, card); err != nil {
			return err
		}
	}
	return nil
}

// rows makes n cases: odd ones red and with zhang, even ones yellow and free;
// the first is overdue, the isolation of the second ends today.
func rows(n int) feed {
	f := make(feed, n)
	for i := range f {
		r := cases.Row{
			ID: cases.ID(i + 1), Version: 1, Seq: int64(i + 1), AppealNo: fmt.Sprintf("杭健申〔2020〕%d号", 100+i+1), State: cases.Registered, Colour: cases.Yellow,
			IssuedAt: noon.AddDate(0, 0, -4), FiledAt: noon.AddDate(0, 0, -2), DueAt: noon.Add(time.Duration(i*5-3) * time.Hour),
			IsolationEnd: noon.AddDate(0, 0, 3), Isolation: cases.Running, Grounds: []cases.Ground{"G02", "G03"}, Urgency: cases.Normal, Rules: []string{"R40"}, SnapshotVersion: 1,
		}
		if i%2 == 0 {
			r.State, r.Colour, r.Officer, r.LeaseUntil = cases.InReview, cases.Red, "zhang", noon.Add(20*time.Minute)
		}
		f[i] = r
	}
	if n > 1 {
		f[1].IsolationEnd, f[1].Signals, f[1].Urgency = noon.Add(5*time.Hour), cases.SignalDiffers|cases.SignalFlicker, cases.Critical
	}
	return f
}

// desk gives and takes cases.
type desk struct {
	next     cases.ID
	refuse   cases.ID
	assigned map[cases.ID]cases.UserID
	weights  *roster.Roster // whose weights it sets
	why      string
	alerts   []cases.Alert
	kept     []roster.Kept
}

func (d *desk) Alerts(context.Context) ([]cases.Alert, error) { return slices.Clone(d.alerts), nil }

func (d *desk) Acknowledge(_ context.Context, no int, why string) error {
	if why == "" {
		return cases.Refuse("reason_needed", "act", "acknowledge_alert")
	}
	d.why = why
	d.alerts = slices.DeleteFunc(d.alerts, func(a cases.Alert) bool { return a.No == no })
	return nil
}

func (d *desk) SetWeights(_ context.Context, to map[string]int, why string) error {
	w := roster.DefaultHarmWeights()
	for name, n := range to {
		if err := w.Set(name, n); err != nil {
			return err
		}
	}
	d.why = why
	d.weights.Weigh(w)
	return nil
}

func (d *desk) TakeNext(context.Context) (cases.ID, string, error) {
	if d.next == 0 {
		return 0, "", cases.Refuse("nothing_to_take")
	}
	return d.next, "杭健申〔2020〕102号", nil
}

func (d *desk) Lot(_ context.Context, name string) ([]cases.ID, error) {
	if name != "delivery/7" {
		return nil, cases.Refuse("no_delivery", "no", name)
	}
	return []cases.ID{2, 5}, nil
}

func (d *desk) Officers(context.Context) ([]queue.Officer, error) {
	return []queue.Officer{{ID: "zhang", Name: "张敏", Open: 12}, {ID: "chen", Name: "陈晓东", Open: 7}}, nil
}

// sit opens the queue of an office of n cases for a person with the roles.
func sit(t *testing.T, n int, name string, roles ...cases.Role) (*queue.Screen, *kittest.Host, *desk) {
	t.Helper()
	return sitWith(t, rows(n), name, roles...)
}

// sitWith opens the queue of an office with these cases.
func sitWith(t *testing.T, f feed, name string, roles ...cases.Role) (*queue.Screen, *kittest.Host, *desk) {
	t.Helper()
	h := kittest.New(t, roles...)
	r := roster.New()
	r.Unlock()
	if _, err := r.Sync(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	d := &desk{assigned: map[cases.ID]cases.UserID{}, weights: r}
	s := queue.New(h, r, d, name)
	s.Shown(kit.Route{Screen: name})
	h.Show(s)
	return s, h, d
}

// listed is the appeal numbers of the list, shortened to their number.
func listed(m *queue.Model) []string {
	var out []string
	for i := range m.Len() {
		no := m.Line(i).AppealNo
		out = append(out, no[strings.Index(no, "〕")+len("〕"):strings.Index(no, "号")])
	}
	return out
}

func contains(t *testing.T, text string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("%q is missing in:\n%s", w, text)
		}
	}
}

func sorted(ids map[cases.ID]cases.UserID) []cases.ID {
	var out []cases.ID
	for id := range ids {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}
