package i18n

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
)

// Lang is one of the two languages of the product.
type Lang string

// The languages; their names are the folders of the locale files.
const (
	ZH Lang = "zh"
	EN Lang = "en"
)

// Langs lists the languages, Chinese first.
func Langs() []Lang { return []Lang{ZH, EN} }

// Catalogue holds the sentences of both languages. It does not change after
// it was loaded.
type Catalogue struct {
	sentences map[Lang]map[string]string
}

// Load reads <lang>/*.json of both languages. A key that stands in two files
// of one language is an error, because one of the two would be lost.
func Load(fsys fs.FS) (*Catalogue, error) {
	c := &Catalogue{sentences: map[Lang]map[string]string{}}
	for _, l := range Langs() {
		m, err := loadLang(fsys, l)
		if err != nil {
			return nil, err
		}
		c.sentences[l] = m
	}
	return c, nil
}

func loadLang(fsys fs.FS, l Lang) (map[string]string, error) {
	files, err := fs.Glob(fsys, path.Join(string(l), "*.json"))
	if err != nil {
		return nil, fmt.Errorf("list locale %s: %w", l, err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("locale %s has no files", l)
	}
	all := map[string]string{}
	for _, f := range files {
		if err := merge(fsys, f, all); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func merge(fsys fs.FS, file string, all map[string]string) error {
	raw, err := fs.ReadFile(fsys, file)
	if err != nil {
		return fmt.Errorf("locale file %s: %w", file, err)
	}
	var part map[string]string
	if err := json.Unmarshal(raw, &part); err != nil {
		return fmt.Errorf("locale file %s: %w", file, err)
	}
	for k, v := range part {
		if _, twice := all[k]; twice {
			return fmt.Errorf("locale file %s: key %q stands in another file too", file, k)
		}
		all[k] = v
	}
	return nil
}

// Keys lists the keys of a language in order.
func (c *Catalogue) Keys(l Lang) []string {
	return slices.Sorted(maps.Keys(c.sentences[l]))
}

// Sentence returns the raw sentence of a key.
func (c *Catalogue) Sentence(l Lang, key string) (string, bool) {
	s, ok := c.sentences[l][key]
	return s, ok
}
