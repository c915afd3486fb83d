package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"recourse/app/cli"
	"recourse/app/gui/i18n"
	"recourse/app/gui/kit/kittest"
	"recourse/app/session"
	"recourse/cases"
)

// TestShotsShowEveryScreen takes the pictures of a sample office. It is not
// parallel: the toolkit has one app and one theme.
func TestShotsShowEveryScreen(t *testing.T) {
	words, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	dir, out := t.TempDir(), t.TempDir()
	if err := session.Demo(t.Context(), session.DemoOptions{Dir: dir, Seed: 1, Wall: time.Now}); err != nil {
		t.Fatal(err)
	}
	office := filepath.Join(dir, "office.recourse")
	before := digest(t, office)
	n, err := takeShots(t.Context(), words, cli.ShotOptions{Dir: out, Office: office, Lang: i18n.EN, Theme: "light", Width: 1280, Height: 800})
	if err != nil {
		t.Fatal(err)
	}
	t.Run("the office is as it was", func(t *testing.T) {
		if !bytes.Equal(before, digest(t, office)) {
			t.Error("the pictures changed the office")
		}
	})
	t.Run("there is a picture of everything", func(t *testing.T) {
		names := pictures(t, out)
		if len(names) != n {
			t.Errorf("%d pictures, but %d were told", len(names), n)
		}
		for _, want := range []string{
			"first-run", "sign-in", "locked", "queue", "queue-preview", "case-facts", "case-trace", "case-flags", "case-timeline",
			"case-other", "case-record", "case-map", "case-map-table", "case-map-far", "case-timeline-item", "case-timeline-table", "decision-complete", "letter-preview", "letter-page-1", "signoff-page", "signoff-letter",
			"import-start", "import-a-check", "import-a-report", "export-instructions", "export-letters", "office-people", "help", "lock", "empty-queue",
		} {
			if !slices.Contains(names, want) {
				t.Errorf("no picture %s among %v", want, names)
			}
		}
	})
	t.Run("every window picture has the size asked for and something on it", func(t *testing.T) { checkSizes(t, out) })
}

// TestNothingIsCutOnAnyScreen walks through every screen of a sample office in
// a small window, at plain and at the largest text: no words run out of their
// place, and no screen asks for a larger window.
func TestNothingIsCutOnAnyScreen(t *testing.T) {
	words, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := session.Demo(t.Context(), session.DemoOptions{Dir: dir, Seed: 1, Wall: time.Now}); err != nil {
		t.Fatal(err)
	}
	for _, look := range []cli.ShotOptions{
		{Lang: i18n.EN, Theme: "light", Scale: 1}, {Lang: i18n.EN, Theme: "contrast", Scale: 1.6}, {Lang: i18n.ZH, Theme: "dark", Scale: 1.6},
	} {
		t.Run(fmt.Sprint(look.Lang, " ", look.Scale), func(t *testing.T) {
			look.Dir, look.Office, look.Width, look.Height = t.TempDir(), filepath.Join(dir, "office.recourse"), 1280, 800
			_, err := walkScreens(t.Context(), words, look, func(name string, c fyne.Canvas) {
				if least := c.Content().MinSize(); least.Width > 1280 || least.Height > 800 {
					t.Errorf("%s: the screen asks for a window of %v by %v", name, least.Width, least.Height)
				}
				for _, bad := range kittest.Clipped(c) {
					t.Errorf("%s: %s", name, bad)
				}
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

// A real office is no subject for pictures.
func TestShotsRefuseARealOffice(t *testing.T) {
	words, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	office := filepath.Join(t.TempDir(), "office.recourse")
	s, _, err := session.Create(context.Background(), session.Options{Office: office, Wall: time.Now}, session.NewOffice{
		Path: office, Name: "西湖", Authority: "杭州", Division: "330106", Passphrase: session.DemoPassphrase,
		Admin: session.NewPerson{ID: "admin", Name: "王敏", Roles: []cases.Role{cases.Administrator}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, err = takeShots(t.Context(), words, cli.ShotOptions{Dir: t.TempDir(), Office: office, Lang: i18n.ZH, Theme: "dark", Width: 1280, Height: 800})
	if r, ok := cases.AsRefusal(err); !ok || r.Code != "shots_demo_only" {
		t.Errorf("got %v, want the refusal shots_demo_only", err)
	}
}

func digest(t *testing.T, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(raw)
	return sum[:]
}

// pictures lists the names of the pictures in a folder, without number.
func pictures(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		_, name, _ := strings.Cut(strings.TrimSuffix(e.Name(), ".png"), "-")
		names[i] = name
	}
	return names
}

func checkSizes(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		raw, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		cfg, err := png.DecodeConfig(bytes.NewReader(raw))
		if err != nil {
			t.Errorf("%s: %v", e.Name(), err)
			continue
		}
		letter := strings.Contains(e.Name(), "letter-page")
		if !letter && (cfg.Width != 1280 || cfg.Height != 800) {
			t.Errorf("%s is %dx%d", e.Name(), cfg.Width, cfg.Height)
		}
		if len(raw) < 8<<10 {
			t.Errorf("%s has %d bytes: an empty picture", e.Name(), len(raw))
		}
	}
}
