package i18n_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/i18n"
	"recourse/assets"
)

func TestASentenceOfTheReplayIsInWords(t *testing.T) {
	t.Parallel()
	en, zh := words(t, i18n.EN), words(t, i18n.ZH)
	for _, c := range []struct {
		key    string
		args   map[string]string
		en, zh string
	}{
		{"step.streak.false", map[string]string{"colour": "GREEN", "asof": "2020-02-13 21:06"},
			"The code before was Green; the streak by 13 February 2020, 21:06 is not complete or was not needed.",
			"此前为绿码；截至2020年2月13日 21:06连续打卡未满，或无须打卡。"},
		{"step.key_area.true", map[string]string{"ref": "Q1.KEY_AREA_14D", "place": "?", "to": "2020-02-01", "asof": "2020-02-11T09:40:00+08:00", "days": "10"},
			"Q1.KEY_AREA_14D: not known, until 1 February 2020, 10 days before 11 February 2020, 09:40: a stay in a key area inside fourteen days.",
			"Q1.KEY_AREA_14D：不详，至2020年2月1日，到2020年2月11日 09:40已10天：十四日内在重点地区停留。"},
		{"step.symptom.false", map[string]string{"temp_c": "36.3", "evidence": "Q1.TEMP, C1"},
			"Temperature 36.3 °C; no fever and no respiratory symptom (Q1.TEMP, C1).", "体温36.3℃；没有发热，没有呼吸道症状（Q1.TEMP、C1）。"},
		{"evidence.q.edited", map[string]string{"item": "TEMP", "at": "2020-02-12T20:15:00+08:00", "before": "yes", "after": "no"},
			"", "体温于2020年2月12日 20:15由是改为否。题目如何表述？为何更改？"},
		{"no.such.key", nil, "", ""},
	} {
		if d := cmp.Diff(c.zh, zh.Statement(c.key, c.args)); d != "" {
			t.Errorf("%s:\n%s", c.key, d)
		}
		if got := en.Statement(c.key, c.args); c.en != "" && got != c.en {
			t.Errorf("%s: %s", c.key, got)
		}
	}
}

// No code, no machine's date and no question mark is left in a sentence,
// whatever sentence it is.
func TestNoSentenceOfTheReplayShowsCodes(t *testing.T) {
	t.Parallel()
	raw := regexp.MustCompile(`GREEN|RED|UNKNOWN|APP_GPS|[0-9]{4}-[0-9]{2}|: \?|：？`)
	for _, l := range i18n.Langs() {
		w := words(t, l)
		for _, key := range shippedKeys(t, l, "step.") {
			args := map[string]string{
				"asof": "2020-02-13 21:06", "colour": "RED", "evidence": "F1, F2", "ref": "F1", "place": "?", "to": "2020-02-01", "days": "UNKNOWN",
				"kinds": "APP_GPS", "at": "2020-02-11T09:40:00+08:00", "last_exposure": "2020-02-01", "hold_until": "2020-02-20", "missed_on": "2020-02-10",
				"observation_until": "2020-02-10", "declared_at": "2020-02-10",
			}
			if said := w.Statement(key, args); raw.MatchString(said) {
				t.Errorf("%s: %s reads %q", l, key, said)
			}
		}
	}
}

func TestTheNameOfAFactIsWithoutItsEvidence(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{"stays[F1].to": "stays.to", "q.temp_c": "q.temp_c", "broken]x[": "broken]x["} {
		if got := i18n.FactName(path); got != want {
			t.Errorf("%s gives %s", path, got)
		}
	}
}

// shippedKeys lists the keys of a language that begin alike.
func shippedKeys(t *testing.T, l i18n.Lang, prefix string) []string {
	t.Helper()
	fsys, err := assets.Locales()
	if err != nil {
		t.Fatal(err)
	}
	cat, err := i18n.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	keys := slices.DeleteFunc(cat.Keys(l), func(k string) bool { return !strings.HasPrefix(k, prefix) })
	if len(keys) == 0 {
		t.Fatalf("%s has no keys %s", l, prefix)
	}
	return keys
}
