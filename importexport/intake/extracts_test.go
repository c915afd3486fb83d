package intake_test

import (
	"os"
	"path/filepath"
	"testing"

	"recourse/importexport"
	"recourse/importexport/intake"
)

// shipped are all profiles of the product.
func shipped(t testing.TB) intake.Options {
	t.Helper()
	files, err := filepath.Glob("../../assets/profiles/*.yaml")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	var opts intake.Options
	for _, f := range files {
		content, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		p, err := importexport.ParseProfile(content)
		if err != nil {
			t.Fatal(err)
		}
		opts.Profiles = append(opts.Profiles, p)
	}
	return opts
}
