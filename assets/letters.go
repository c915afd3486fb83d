package assets

import (
	"embed"
	"fmt"
)

//go:embed letters/*.yaml
var letterWords embed.FS

// LetterWords returns the fixed words of the letters in a language (zh or
// en): a flat YAML mapping of key to sentence with {placeholders}.
func LetterWords(lang string) ([]byte, error) {
	words, err := letterWords.ReadFile("letters/" + lang + ".yaml")
	if err != nil {
		return nil, fmt.Errorf("letter words in %q: %w", lang, err)
	}
	return words, nil
}

// LetterOffice is what the letters of the sample office say about it, in YAML.
func LetterOffice() ([]byte, error) {
	office, err := letterWords.ReadFile("letters/office-sample.yaml")
	if err != nil {
		return nil, fmt.Errorf("sample office of the letters: %w", err)
	}
	return office, nil
}
