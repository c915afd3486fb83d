package evidence_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"recourse/assets"
	"recourse/review/evidence"
)

func modelText(t *testing.T) string {
	t.Helper()
	fsys, err := assets.Evidence()
	if err != nil {
		t.Fatal(err)
	}
	text, err := fs.ReadFile(fsys, "models.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestLoadModelsRefuses(t *testing.T) {
	t.Parallel()
	text := modelText(t)
	for _, c := range []struct{ name, was, now, want string }{
		{"an unknown field", "dwell_min: 30", "dwell_minutes: 30", "dwell_minutes"},
		{"a circle smaller than an import assumes", "radius_m: 2000\n", "radius_m: 300\n", "more exact"},
		{"a name that settles who it is", "name: open, plate: open}", "name: settles, plate: open}", "never settles"},
		{"a missing kind", "- source: DOOR_SENSOR", "- source: TOLL_PLATE", "DOOR_SENSOR"},
		{"a citation nobody can look up", "citation: [S2, W36, T9]", "citation: [S2, W99]", "W99"},
		{"no citation", "citation: [S2, W36, T9]", "citation: []", "no citation"},
		{"a negative time", "clock_min: 15", "clock_min: -1", "negative"},
		{"a status nobody knows", "radius: documented, dwell", "radius: certain, dwell", "documented"},
		{"one language only", "{zh: 门是谁打开的？, en: Who opened the door?}", "{zh: 门是谁打开的？}", "both languages"},
		{"no day", `from: "2020-02-17"`, `from: "soon"`, "day"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			bad := strings.Replace(text, c.was, c.now, 1)
			if bad == text {
				t.Fatalf("%q is not in the models", c.was)
			}
			_, err := evidence.LoadModels(fstest.MapFS{"models.yaml": {Data: []byte(bad)}})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("a published version with other content", func(t *testing.T) {
		t.Parallel()
		fsys := fstest.MapFS{"models.yaml": {Data: []byte(text)}, "published.txt": {Data: []byte("2020-02-17.1 00ff\n")}}
		if _, err := evidence.LoadModels(fsys); err == nil || !strings.Contains(err.Error(), "publish a new version") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("the shipped version is published", func(t *testing.T) {
		t.Parallel()
		fsys, err := assets.Evidence()
		if err != nil {
			t.Fatal(err)
		}
		listed, err := fs.ReadFile(fsys, "published.txt")
		if m := models(t); err != nil || !strings.Contains(string(listed), m.Version+" "+m.Digest) {
			t.Errorf("%s %s is not in published.txt (%v)", m.Version, m.Digest, err)
		}
	})
}
