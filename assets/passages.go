package assets

import (
	"embed"
	"fmt"
)

//go:embed passages/passages.yaml
var passages embed.FS

// Passages returns the passages that officers may begin their reasons with: a
// YAML list with words in both languages.
func Passages() ([]byte, error) {
	raw, err := passages.ReadFile("passages/passages.yaml")
	if err != nil {
		return nil, fmt.Errorf("passages: %w", err)
	}
	return raw, nil
}
