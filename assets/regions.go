package assets

import (
	"embed"
	"io/fs"
)

//go:embed regions
var regionFiles embed.FS

// Regions is the folder of divisions, synthesised outlines and dated risk
// tables; its README says what the outlines are not.
func Regions() (fs.FS, error) { return fs.Sub(regionFiles, "regions") }
