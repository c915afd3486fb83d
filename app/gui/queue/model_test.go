package queue_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/queue"
	"recourse/cases"
	"recourse/cases/roster"
)

func model(t *testing.T, list string) *queue.Model {
	t.Helper()
	r := roster.New()
	r.Unlock()
	if _, err := r.Sync(t.Context(), rows(6)); err != nil {
		t.Fatal(err)
	}
	return queue.NewModel(r, "zhang", list, noon)
}

func TestModelFilters(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		change func(*queue.Model)
		want   []string
	}{
		{"by due date, the earliest first", func(*queue.Model) {}, []string{"101", "102", "103", "104", "105", "106"}},
		{"a colour", func(m *queue.Model) { m.ToggleColour(cases.Red, true, noon) }, []string{"101", "103", "105"}},
		{"two colours are either", func(m *queue.Model) {
			m.ToggleColour(cases.Red, true, noon)
			m.ToggleColour(cases.Yellow, true, noon)
		}, []string{"101", "102", "103", "104", "105", "106"}},
		{"a colour taken away again", func(m *queue.Model) {
			m.ToggleColour(cases.Red, true, noon)
			m.ToggleColour(cases.Red, false, noon)
		}, []string{"101", "102", "103", "104", "105", "106"}},
		{"a state", func(m *queue.Model) { m.SetState(cases.Registered, noon) }, []string{"102", "104", "106"}},
		{"any ground of the appeal", func(m *queue.Model) { m.SetGround("G03", noon) }, []string{"101", "102", "103", "104", "105", "106"}},
		{"an urgency", func(m *queue.Model) { m.SetUrgency(cases.Critical, noon) }, []string{"102"}},
		{"a flag", func(m *queue.Model) { m.SetSignal("differs", noon) }, []string{"102"}},
		{"an officer", func(m *queue.Model) { m.SetOfficer("zhang", noon) }, []string{"101", "103", "105"}},
		{"nobody", func(m *queue.Model) { m.SetOfficer("-", noon) }, []string{"102", "104", "106"}},
		{"overdue", func(m *queue.Model) { m.SetDue("overdue", noon) }, []string{"101"}},
		{"due today", func(m *queue.Model) { m.SetDue("today", noon) }, []string{"101", "102", "103"}},
		{"a saved list", func(m *queue.Model) { m.SetList("ends_today", noon) }, []string{"102"}},
		{"a delivery, in all states", func(m *queue.Model) {
			m.SetList("overdue", noon)
			m.SetLot(queue.Lot{Name: "delivery/7", IDs: []cases.ID{5, 2, 99}}, noon)
		}, []string{"105", "102"}},
		{"a delivery without cases", func(m *queue.Model) { m.SetLot(queue.Lot{Name: "delivery/8"}, noon) }, nil},
		{"a delivery taken away again", func(m *queue.Model) {
			m.SetLot(queue.Lot{Name: "delivery/7", IDs: []cases.ID{5, 2}}, noon)
			m.SetLot(queue.Lot{}, noon)
		}, []string{"101", "102", "103", "104", "105", "106"}},
		{"words and numbers", func(m *queue.Model) { m.SetText("武汉 〔2020〕103", noon) }, []string{"103"}},
		{"another order", func(m *queue.Model) { m.SortBy(roster.Sort{Key: roster.ByAppealNo, Desc: true}, noon) }, []string{"106", "105", "104", "103", "102", "101"}},
		{"cleared", func(m *queue.Model) {
			m.SetText("no such", noon)
			m.SetList("overdue", noon)
			m.Clear(noon)
		}, []string{"101", "102", "103", "104", "105", "106"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m := model(t, "queue")
			tt.change(m)
			if diff := cmp.Diff(tt.want, listed(m)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestModelKnowsWhetherItIsNarrowed(t *testing.T) {
	t.Parallel()
	m := model(t, "queue")
	if m.Narrowed() || m.Filtered() {
		t.Error("a fresh queue is not narrowed")
	}
	m.SetDue("today", noon)
	if !m.Narrowed() {
		t.Error("due today narrows")
	}
	m.SetDue("", noon)
	m.SetText("x", noon)
	if m.Narrowed() || !m.Filtered() {
		t.Error("a search filters but leaves the chips alone")
	}
}

func TestModelCountsAndFinds(t *testing.T) {
	t.Parallel()
	m := model(t, "queue")
	if m.Count("mine") != 3 || m.Count("no such list") != 0 || m.Total() != 6 {
		t.Errorf("mine %d, total %d", m.Count("mine"), m.Total())
	}
	if m.Index(m.ID(4)) != 4 || m.Index(0) != -1 || m.Index(999) != -1 {
		t.Error("a case is not found where it stands")
	}
	if why := m.Why(1); why.Urgency != roster.HarmCritical || why.Isolation != 5*60 {
		t.Errorf("score %+v", why)
	}
}

func TestACaseIsFoundByItsNumber(t *testing.T) {
	t.Parallel()
	list := rows(6)
	list[0].AppealNo, list[1].AppealNo = "杭健申〔2020〕1103号", "杭健申〔2019〕103号"
	r := roster.New()
	r.Unlock()
	if _, err := r.Sync(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	m := queue.NewModel(r, "zhang", "queue", noon)
	for text, want := range map[string][]cases.ID{
		"103": {2, 3, 1}, " 103号 ": {2, 3, 1}, "杭健申〔2020〕103号": {3}, "03": {1, 2, 3}, "104": {4}, "": {1, 2, 3, 4, 5, 6},
	} {
		m.SetText(text, noon)
		var got []cases.ID
		for at := range m.Len() {
			got = append(got, m.ID(at))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
		exact := text != "" && text != "03"
		if (m.Named(text) == 0) != exact {
			t.Errorf("%q is on line %d", text, m.Named(text))
		}
	}
}
