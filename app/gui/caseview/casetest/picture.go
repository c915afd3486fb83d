package casetest

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// Picture writes what the window shows into the folder that the environment
// variable RECOURSE_PICTURES names; without it nothing is written. People look
// at these pictures, no test compares them.
func (h *Host) Picture(t testing.TB, name string) {
	t.Helper()
	dir := os.Getenv("RECOURSE_PICTURES")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, h.window.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}
