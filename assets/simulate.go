package assets

import (
	"embed"
	"io/fs"
)

//go:embed simulate
var simulate embed.FS

// Simulate is the folder of word lists from which synthetic cases are made:
// names, places, work, phrases and the texts of every scenario.
func Simulate() (fs.FS, error) { return fs.Sub(simulate, "simulate") }
