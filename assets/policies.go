package assets

import (
	"embed"
	"io/fs"
)

//go:embed all:policies
var policyFiles embed.FS

// Policies is the folder of rule packs: one folder a pack with pack.yaml,
// rules.yaml and fixtures, and published.txt with the digests of published
// versions.
func Policies() (fs.FS, error) { return fs.Sub(policyFiles, "policies") }
