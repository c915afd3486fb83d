package main

import (
	"os"
	"regexp"
	"strconv"
	"testing"
)

// The packager reads FyneApp.toml; the program itself cannot see it from below
// the root and says the same by hand.
func TestMetadataIsThatOfThePackager(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	m := metadata()
	for key, have := range map[string]string{
		"ID": `"` + m.ID + `"`, "Name": `"` + m.Name + `"`, "Version": `"` + m.Version + `"`, "Build": strconv.Itoa(m.Build),
		"Website": `"` + m.Custom["Website"] + `"`, "fyneDo": strconv.FormatBool(m.Migrations["fyneDo"]),
	} {
		found := regexp.MustCompile(`(?m)^` + key + ` = (.+)$`).FindSubmatch(raw)
		if found == nil {
			t.Errorf("FyneApp.toml has no %s", key)
			continue
		}
		if want := string(found[1]); have != want {
			t.Errorf("%s: the program says %s, the packager %s", key, have, want)
		}
	}
	icon := regexp.MustCompile(`(?m)^Icon = "(.+)"$`).FindSubmatch(raw)
	if icon == nil {
		t.Fatal("FyneApp.toml names no icon")
	}
	if _, err := os.Stat("../" + string(icon[1])); err != nil {
		t.Errorf("icon: %v", err)
	}
}
