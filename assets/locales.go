package assets

import (
	"embed"
	"io/fs"
)

//go:embed locales
var locales embed.FS

// Locales holds one folder per language ("en", "zh"), each with one flat JSON
// object per area: key to sentence, with placeholders written as {name}.
func Locales() (fs.FS, error) { return fs.Sub(locales, "locales") }
