package assets

import (
	"embed"
	"io/fs"
)

//go:embed evidence
var evidenceFiles embed.FS

// Evidence is the folder of error models: models.yaml says for each kind of
// source how wrong it can be and which kinds may not be used at all, and
// published.txt holds the digests of published versions.
func Evidence() (fs.FS, error) { return fs.Sub(evidenceFiles, "evidence") }
