package i18n_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/app/gui/i18n"
	"recourse/assets"
	"recourse/cases"
)

func words(t *testing.T, l i18n.Lang) *i18n.Words {
	t.Helper()
	fsys, err := assets.Locales()
	if err != nil {
		t.Fatal(err)
	}
	cat, err := i18n.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return i18n.New(cat, l)
}

func catalogue(t *testing.T, en, zh string) *i18n.Catalogue {
	t.Helper()
	cat, err := i18n.Load(fstest.MapFS{"en/a.json": {Data: []byte(en)}, "zh/a.json": {Data: []byte(zh)}})
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

func TestT(t *testing.T) {
	t.Parallel()
	cat := catalogue(t, `{"n":"{n} {n|case|cases} for {who}","plain":"Save"}`, `{"n":"{who}有 {n} 件","plain":"保存"}`)
	for _, tt := range []struct {
		name string
		lang i18n.Lang
		key  string
		args []any
		want string
	}{
		{"one takes the singular", i18n.EN, "n", []any{"n", 1, "who", "Li"}, "1 case for Li"},
		{"many take the plural and grouped digits", i18n.EN, "n", []any{"n", 48113, "who", "Li"}, "48,113 cases for Li"},
		{"nought takes the plural", i18n.EN, "n", []any{"n", 0, "who", "Li"}, "0 cases for Li"},
		{"Chinese may change the order", i18n.ZH, "n", []any{"n", int64(2), "who", "李"}, "李有 2 件"},
		{"an argument that is missing stays visible", i18n.EN, "n", []any{"n", 2}, "2 cases for {who}"},
		{"a key without a sentence is shown as it is", i18n.EN, "nobody.wrote.this", nil, "nobody.wrote.this"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := i18n.New(cat, tt.lang).T(tt.key, tt.args...); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestMissingKeysAreCounted(t *testing.T) {
	t.Parallel()
	w := i18n.New(catalogue(t, `{"a":"A"}`, `{"a":"甲"}`), i18n.EN)
	w.T("a")
	w.T("b")
	if w.Has("c") {
		t.Error("c has no sentence")
	}
	if diff := cmp.Diff([]string{"b"}, w.Missing()); diff != "" {
		t.Error(diff)
	}
}

func TestLanguageSwitchesInPlace(t *testing.T) {
	t.Parallel()
	w := i18n.New(catalogue(t, `{"a":"A"}`, `{"a":"甲"}`), i18n.EN)
	before := w.T("a")
	w.SetLang(i18n.ZH)
	if got := before + w.T("a") + w.In(i18n.EN).T("a"); got != "A甲A" {
		t.Errorf("got %q", got)
	}
}

func TestLoadRefusesAKeyThatStandsTwice(t *testing.T) {
	t.Parallel()
	_, err := i18n.Load(fstest.MapFS{
		"en/a.json": {Data: []byte(`{"k":"1"}`)}, "en/b.json": {Data: []byte(`{"k":"2"}`)}, "zh/a.json": {Data: []byte(`{"k":"1"}`)},
	})
	if err == nil {
		t.Fatal("one of the two sentences would be lost")
	}
}

func TestTimes(t *testing.T) {
	t.Parallel()
	at := time.Date(2020, 2, 19, 10, 0, 0, 0, time.UTC)
	en, zh := words(t, i18n.EN), words(t, i18n.ZH)
	for got, want := range map[string]string{
		en.DateTime(at):                    "Wed 19 Feb 18:00",
		zh.DateTime(at):                    "2月19日 周三 18:00",
		en.FullDate(at):                    "19 February 2020",
		zh.FullDate(at):                    "2020年2月19日",
		en.FullDateTime(at):                "19 February 2020, 18:00",
		en.DateTime(time.Time{}):           "–",
		en.Stamp(cases.Day(2020, 1, 20)):   "Mon 20 Jan",
		zh.Stamp(cases.At(at)):             "2月19日 周三 18:00",
		en.Duration(52 * time.Hour):        "2 d 4 h",
		zh.Duration(52 * time.Hour):        "2天4小时",
		en.Duration(48 * time.Hour):        "2 d",
		en.Duration(90 * time.Minute):      "1 h 30 min",
		en.Duration(25 * time.Minute):      "25 min",
		en.Left(52 * time.Hour):            "2 d 4 h left",
		zh.Left(52 * time.Hour):            "剩余2天4小时",
		zh.Left(0):                         "已届满",
		en.Due(5 * time.Hour):              "in 5 h",
		en.Due(-3 * time.Hour):             "3 h late",
		zh.Due(-3 * time.Hour):             "超期3小时",
		en.Percent(0.043):                  "4.3 %",
		zh.Percent(0.62):                   "62%",
		en.Bytes(812):                      "812 B",
		en.Bytes(4_200_000):                "4.2 MB",
		en.T("time.in", "d", 26*time.Hour): "in 1 d 2 h",
		zh.T("demo.banner", "now", at)[:len("示例办公室")]: "示例办公室",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestNumberGroupsEveryThreeDigits(t *testing.T) {
	t.Parallel()
	w := words(t, i18n.EN)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(-1<<60, 1<<60).Draw(t, "n")
		s, back, sign := w.Number(n), int64(0), int64(1)
		for i, r := range s {
			switch {
			case r == '-' && i == 0:
				sign = -1
			case r == ',':
				if (len(s)-i)%4 != 0 {
					t.Fatalf("comma at the wrong place in %s", s)
				}
			default:
				back = back*10 + int64(r-'0')
			}
		}
		if back*sign != n {
			t.Fatalf("%d became %s", n, s)
		}
	})
}

func TestProblem(t *testing.T) {
	t.Parallel()
	en, zh := words(t, i18n.EN), words(t, i18n.ZH)
	for _, tt := range []struct{ name, got, want string }{
		{"a day is told with its year", zh.Problem(cases.Refuse("not_late", "filed", "2020-02-14")), zh.T("refusal.not_late", "filed", "2020年2月14日")},
		{"a refusal says its sentence with names for codes",
			en.Problem(cases.Refuse("role", "roles", "reviewer,supervisor")), "Your role does not allow this. It is for: Reviewer, Supervisor."},
		{"a list is joined as the language does",
			zh.Problem(cases.Refuse("role", "roles", "reviewer,supervisor")), zh.T("refusal.role", "roles", "复核员、审签人")},
		{"an instant is worded",
			en.Problem(cases.Refuse("leased", "officer", "Li", "until", "2020-02-17T06:00:00Z")),
			en.T("refusal.leased", "officer", "Li", "until", "Mon 17 Feb 14:00")},
		{"a ground is named with its number",
			en.Problem(cases.Refuse("no_finding", "ground", "G03")), en.T("refusal.no_finding", "ground", "G03 Left before the 14-day window")},
		{"cancelling is no fault", en.Problem(context.Canceled), en.T("problem.cancelled")},
		{"the cause of a fault is not shown", en.Problem(errors.New("pq: password=secret")), en.T("problem.internal")},
		{"no error has no sentence", en.Problem(nil), ""},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}

// Sentences of the replay bring their numbers as texts.
func TestANumberInATextCounts(t *testing.T) {
	t.Parallel()
	en := words(t, i18n.EN)
	for days, want := range map[string]string{"1": "1 day before", "24": "24 days before", "?": "? days before"} {
		got := en.T("step.key_area.false", "ref", "F1", "place", "x", "to", "y", "asof", "z", "days", days)
		if !strings.Contains(got, want) {
			t.Errorf("%q does not say %q", got, want)
		}
	}
}
