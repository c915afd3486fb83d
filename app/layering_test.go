package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"strings"
	"testing"
)

// rule says what a package (or everything under a prefix ending in /) must not
// import, and why.
type rule struct {
	from, not, why string
	except         []string
}

// The arrows of design section 2. An arrow that runs the other way is a plan
// gone wrong, not a rule to relax.
func rules() []rule {
	return []rule{
		{from: "recourse/assets", not: "recourse/", why: "furniture stands in a room, it does not walk through doors"},
		{from: "recourse/cases", not: "recourse/", why: "the nouns know nobody"},
		{from: "recourse/cases/vault", not: "recourse/", why: "keys can be proved alone"},
		{from: "recourse/cases/audit", not: "recourse/", why: "the chain can be proved alone"},
		{from: "recourse/cases/", not: "recourse/review", why: "nouns do not know verbs"},
		{from: "recourse/cases/", not: "recourse/importexport", why: "nouns do not know the doors"},
		{from: "recourse/cases/", not: "recourse/app", why: "nouns do not know people"},
		{from: "recourse/cases/roster", not: "recourse/cases/store", why: "the roster takes a feed, not a store"},
		{from: "recourse/review", not: "recourse/importexport", why: "verbs do not know the doors"},
		{from: "recourse/review", not: "recourse/app", why: "verbs do not know people"},
		{from: "recourse/review/policy", not: "recourse/cases", why: "policies are law, not case files"},
		{from: "recourse/review/replay", not: "recourse/cases", why: "replay is pure: pack, facts and clock"},
		{from: "recourse/importexport", not: "recourse/app", why: "doors do not know people"},
		{from: "recourse/importexport", not: "recourse/review", why: "doors do not know verbs"},
		{from: "recourse/", not: "recourse/cases/store", why: "only the session and main know the store",
			except: []string{"recourse/app", "recourse/app/session", "recourse/cases/store", "recourse/cases/store/storetest"}},
		{from: "recourse/", not: "fyne.io/fyne/v2/app", why: "only main opens a window", except: []string{"recourse/app"}},
		{from: "recourse/", not: "database/sql", why: "only the store speaks SQL",
			except: []string{"recourse/cases/store", "recourse/cases/store/engine", "recourse/cases/store/storetest"}},
	}
}

// noFyne lists the trees that must work without a graphics toolkit.
func noFyne() []string {
	return []string{"recourse/assets", "recourse/cases", "recourse/review", "recourse/importexport", "recourse/app/bench", "recourse/app/cli", "recourse/app/session"}
}

type listed struct {
	ImportPath string
	Imports    []string
	GoFiles    []string
}

func TestArrowsPointInward(t *testing.T) {
	t.Parallel()
	for _, p := range list(t) {
		for _, r := range rules() {
			checkRule(t, p, r)
		}
		for _, tree := range noFyne() {
			checkRule(t, p, rule{from: tree + "/", not: "fyne.io/", why: "works without a window"})
		}
		checkScreens(t, p)
	}
}

func checkRule(t *testing.T, p listed, r rule) {
	t.Helper()
	if !covers(r.from, p.ImportPath) {
		return
	}
	for _, e := range r.except {
		if p.ImportPath == e {
			return
		}
	}
	for _, imp := range p.Imports {
		if imp == r.not || strings.HasPrefix(imp, strings.TrimSuffix(r.not, "/")+"/") {
			t.Errorf("%s imports %s: %s", p.ImportPath, imp, r.why)
		}
	}
}

// checkScreens keeps the screens apart: each knows the shared gui packages and
// no other screen.
func checkScreens(t *testing.T, p listed) {
	t.Helper()
	const gui = "recourse/app/gui/"
	shared := map[string]bool{"shell": true, "task": true, "theme": true, "i18n": true, "kit": true}
	name, ok := strings.CutPrefix(p.ImportPath, gui)
	if !ok {
		return
	}
	for _, imp := range p.Imports {
		other, ok := strings.CutPrefix(imp, gui)
		if ok && !shared[strings.Split(other, "/")[0]] && strings.Split(other, "/")[0] != strings.Split(name, "/")[0] {
			t.Errorf("%s imports %s: a screen does not know its neighbours", p.ImportPath, imp)
		}
	}
}

func covers(from, pkg string) bool {
	if tree, ok := strings.CutSuffix(from, "/"); ok {
		return pkg == tree || strings.HasPrefix(pkg, from)
	}
	return pkg == from
}

// Only five folders grow at the root; what is not code is named here.
func TestFiveRooms(t *testing.T) {
	t.Parallel()
	rooms := map[string]bool{"app": true, "assets": true, "cases": true, "importexport": true, "review": true}
	for _, p := range list(t) {
		room := strings.Split(strings.TrimPrefix(p.ImportPath, "recourse/"), "/")[0]
		if !rooms[room] {
			t.Errorf("%s stands outside the five rooms", p.ImportPath)
		}
		if len(p.GoFiles) > 25 {
			t.Errorf("%s has %d files, more than 25: split it by noun or verb", path.Base(p.ImportPath), len(p.GoFiles))
		}
	}
}

func list(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-tags", "ci", "-json=ImportPath,Imports,GoFiles", "recourse/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}
