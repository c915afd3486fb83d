package pick_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/kit/pick"
)

func TestInitials(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"待办队列": "dbdl", "签发": "qf", "赋码": "fm", "阿姨": "ay", "做": "z", "Take the next case": "ttnc",
		"导入 Excel": "dre", "囧": "", "": "", "12345 热线": "1rx",
	} {
		if got := pick.Initials(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func titles(items []pick.Item) []string {
	var out []string
	for _, it := range items {
		out = append(out, it.Title)
	}
	return out
}

func TestFind(t *testing.T) {
	t.Parallel()
	items := []pick.Item{
		{ID: "queue", Title: "待办队列", Also: "Queue"},
		{ID: "sign", Title: "等待签发", Also: "Sign-off", Off: "不是主管"},
		{ID: "send", Title: "Send to sign-off"},
		{ID: "note", Title: "Add a note", Also: "添加备注"},
		{ID: "dark", Title: "Dark theme"},
	}
	for _, tc := range []struct {
		name, typed string
		recent      []string
		want        []string
	}{
		{"nothing typed lists all", "", nil, []string{"待办队列", "Send to sign-off", "Add a note", "Dark theme", "等待签发"}},
		{"what was chosen lately comes first", "", []string{"dark", "sign"}, []string{"Dark theme", "等待签发", "待办队列", "Send to sign-off", "Add a note"}},
		{"a beginning before a word inside", "s", nil, []string{"Send to sign-off", "等待签发"}},
		{"first letters of syllables", "dbd", nil, []string{"待办队列"}},
		{"the other language", "queue", nil, []string{"待办队列"}},
		{"several words, in any order", "theme dark", nil, []string{"Dark theme"}},
		{"letters left out", "drkthm", nil, []string{"Dark theme"}},
		{"nothing", "zzz", nil, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			if d := cmp.Diff(tc.want, titles(pick.Find(items, tc.typed, tc.recent))); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestLately(t *testing.T) {
	t.Parallel()
	if d := cmp.Diff([]string{"c", "a"}, pick.Lately([]string{"a", "b", "c"}, "c", 2)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"a"}, pick.Lately([]string{"a"}, "", 2)); d != "" {
		t.Error(d)
	}
}
