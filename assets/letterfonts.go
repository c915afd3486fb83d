package assets

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"io"
)

// The faces of the letters. Licences and origin are in letterfonts/.
const (
	LetterKai       = "LXGWWenKai-Regular"
	LetterSong      = "RecourseSong-Bold"
	LetterLatin     = "RecourseLatin-Regular"
	LetterLatinBold = "RecourseLatin-Bold"
)

//go:embed letterfonts
var letterFonts embed.FS

// LetterFont unpacks the TrueType file of a letter face (15.7 MB for
// LetterKai). Callers keep the result; every call unpacks again.
func LetterFont(name string) ([]byte, error) {
	packed, err := letterFonts.ReadFile("letterfonts/" + name + ".ttf.gz")
	if err != nil {
		return nil, fmt.Errorf("letter font %s: %w", name, err)
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("letter font %s: %w", name, err)
	}
	var out bytes.Buffer
	if _, err := io.Copy(&out, r); err != nil {
		return nil, fmt.Errorf("letter font %s: %w", name, err)
	}
	return out.Bytes(), nil
}
