package passage_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/assets"
	"recourse/cases"
	"recourse/review/passage"
)

func stock(t *testing.T) []passage.Passage {
	t.Helper()
	raw, err := assets.Passages()
	if err != nil {
		t.Fatal(err)
	}
	list, err := passage.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func ids(list []passage.Passage) (out []string) {
	for _, p := range list {
		out = append(out, p.ID)
	}
	return out
}

// Every ground has a passage, and every passage has words in both languages
// with as many gaps.
func TestTheStockIsWhole(t *testing.T) {
	t.Parallel()
	covered, seen := map[cases.Ground]bool{}, map[string]bool{}
	for _, p := range stock(t) {
		if seen[p.ID] {
			t.Errorf("%s stands twice", p.ID)
		}
		seen[p.ID] = true
		for _, g := range p.Grounds {
			covered[g] = true
		}
		if zh, en := strings.Count(p.Text.ZH, cases.Gap), strings.Count(p.Text.EN, cases.Gap); zh < en-1 || en < zh-1 || p.Title.EN == "" || p.Title.ZH == "" {
			t.Errorf("%s: %d gaps in Chinese, %d in English", p.ID, zh, en)
		}
		for _, text := range []string{p.Text.ZH, p.Text.EN} {
			if used := passage.Used(stock(t), "前文。"+text, nil); len(used) == 0 || used[0].Version != 1 {
				t.Errorf("%s is not found in reasons that hold it: %v", p.ID, used)
			}
		}
	}
	for _, g := range cases.Grounds() {
		if !covered[g] {
			t.Errorf("no passage for %s", g)
		}
	}
}

func TestVersions(t *testing.T) {
	t.Parallel()
	old := passage.Passage{ID: "a", Version: 1, Topic: "fact", Title: passage.Words{ZH: "题"}, Text: passage.Words{ZH: "这是第一个版本：＿＿"}}
	list := []passage.Passage{old, {ID: "b", Version: 1}}
	mine := passage.Next(list, nil, passage.Passage{ID: "a", Text: passage.Words{ZH: "改过的第二个版本：＿＿"}})
	if mine.Version != 2 || !mine.Office {
		t.Fatalf("%+v", mine)
	}
	now := passage.Current(list, []passage.Passage{mine})
	if diff := cmp.Diff([]string{"a", "b"}, ids(now)); diff != "" || now[0].Version != 2 {
		t.Errorf("%s %+v", diff, now[0])
	}
	gone := passage.Next(list, []passage.Passage{mine}, passage.Passage{ID: "a", Removed: true})
	if diff := cmp.Diff([]string{"b"}, ids(passage.Current(list, []passage.Passage{mine, gone}))); diff != "" {
		t.Error(diff)
	}
	kept := []cases.Passage{{ID: "a", Version: 1, Text: old.Text.ZH}}
	got := passage.Used(now, "这是第一个版本：甲。改过的第二个版本：乙。", kept)
	if len(got) != 2 || got[0].Version != 1 || got[1].Version != 2 {
		t.Errorf("a draft forgets in which version a passage was put in: %+v", got)
	}
	if got := passage.Used(now, "自己的话", kept); len(got) != 0 {
		t.Errorf("what was taken out is remembered: %+v", got)
	}
}

func TestTheFittingOnesComeFirst(t *testing.T) {
	t.Parallel()
	got := ids(passage.For(stock(t), []cases.Ground{"G06"}, cases.Overturn))
	if got[0] != "ticket_unused" {
		t.Errorf("first is %s", got[0])
	}
	upheld := ids(passage.For(stock(t), []cases.Ground{"G06"}, cases.Uphold))
	if upheld[0] != "upheld" && upheld[1] != "upheld" {
		t.Errorf("for an uphold: %v", upheld[:3])
	}
}

func TestWhatIsNoPassageIsRefused(t *testing.T) {
	t.Parallel()
	good := passage.Passage{ID: "a", Topic: "fact", Title: passage.Words{ZH: "题"}, Text: passage.Words{ZH: "文＿＿"}}
	for code, change := range map[string]func(*passage.Passage){
		"passage_id":      func(p *passage.Passage) { p.ID = "A B" },
		"passage_topic":   func(p *passage.Passage) { p.Topic = "weather" },
		"passage_ground":  func(p *passage.Passage) { p.Grounds = []cases.Ground{"G99"} },
		"passage_outcome": func(p *passage.Passage) { p.Outcomes = []cases.Disposition{"maybe"} },
		"passage_words":   func(p *passage.Passage) { p.Text = passage.Words{} },
	} {
		p := good
		if change(&p); !errors.Is(p.Check(), cases.Refuse(code)) {
			t.Errorf("%s: %v", code, p.Check())
		}
	}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	if _, err := passage.Parse([]byte("- id: a\n  colour: red\n")); err == nil {
		t.Error("an unknown field is taken")
	}
}
