package assets

import (
	"embed"
	"io/fs"
)

//go:embed profiles
var profiles embed.FS

// Profiles holds the import profiles: one YAML file each, which says what the
// columns and values of one kind of delivery mean.
func Profiles() (fs.FS, error) { return fs.Sub(profiles, "profiles") }
