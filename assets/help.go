package assets

import (
	"embed"
	"io/fs"
)

//go:embed help
var help embed.FS

// Help holds the help pages: one folder per language ("en", "zh"), each page
// a Markdown file whose first line is its title. File names sort in reading
// order.
func Help() (fs.FS, error) { return fs.Sub(help, "help") }
