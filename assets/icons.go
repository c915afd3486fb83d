package assets

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:embed icons/*.svg
var icons embed.FS

// Icon returns the SVG of one icon by its name, such as "queue". The drawings
// use currentColor for every stroke, so a caller can colour them.
func Icon(name string) ([]byte, error) {
	svg, err := icons.ReadFile(path.Join("icons", name+".svg"))
	if err != nil {
		return nil, fmt.Errorf("icon %q: %w", name, err)
	}
	return svg, nil
}

// IconNames lists the icons in alphabetical order.
func IconNames() ([]string, error) {
	files, err := fs.Glob(icons, "icons/*.svg")
	if err != nil {
		return nil, fmt.Errorf("list icons: %w", err)
	}
	for i, f := range files {
		files[i] = strings.TrimSuffix(path.Base(f), ".svg")
	}
	return files, nil
}

//go:embed icons/app.png
var appIcon []byte

// AppIcon is the program's icon, a PNG of 512 by 512 pixels.
func AppIcon() []byte { return appIcon }
