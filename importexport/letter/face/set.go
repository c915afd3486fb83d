package face

import (
	"fmt"
	"slices"

	"recourse/assets"
)

// ID names one of the faces of a letter.
type ID uint8

// The faces of a letter.
const (
	Kai       ID = iota // Chinese body text, and whatever the others lack
	Song                // Chinese headings and emphasis
	Latin               // Latin body text
	LatinBold           // Latin headings and emphasis
	Count               // of faces
)

// Set holds the faces of the letters. It is safe for any number of letters at
// once.
type Set struct{ faces [Count]*Face }

// Load unpacks and parses the faces; it takes a moment and some 20 MB, so a
// process does it once.
func Load() (*Set, error) {
	names := [Count]string{assets.LetterKai, assets.LetterSong, assets.LetterLatin, assets.LetterLatinBold}
	var s Set
	for i, name := range names {
		ttf, err := assets.LetterFont(name)
		if err != nil {
			return nil, err
		}
		if s.faces[i], err = Parse(name, ttf); err != nil {
			return nil, fmt.Errorf("letter faces: %w", err)
		}
	}
	return &s, nil
}

// Face returns one face of the set.
func (s *Set) Face(id ID) *Face { return s.faces[id] }

// IDs lists the faces in their order.
func IDs() []ID { return []ID{Kai, Song, Latin, LatinBold} }

// Find chooses the face for a character. Wide is true in Chinese text, where
// quotes, dashes and dots belong to the Chinese face. ok is false when no face
// shows the character.
func (s *Set) Find(r rune, bold, wide bool) (id ID, g GID, ok bool) {
	for _, id := range order(r, bold, wide) {
		if g, ok := s.faces[id].Glyph(r); ok {
			return id, g, true
		}
	}
	return Kai, 0, false
}

// order is which faces are asked, the last of them perhaps twice.
func order(r rune, bold, wide bool) [Count]ID {
	latin := r < 0x2000 && r != '·' && r != '×' || !wide && r < 0x2E80
	switch {
	case latin && bold:
		return [Count]ID{LatinBold, Song, Latin, Kai}
	case latin:
		return [Count]ID{Latin, Kai, Song, Song}
	case bold:
		return [Count]ID{Song, Kai, LatinBold, LatinBold}
	}
	return [Count]ID{Kai, Song, Latin, Latin}
}

// Missing lists the characters of a text that no face shows, each once.
func (s *Set) Missing(text string) []rune {
	var out []rune
	for _, r := range text {
		if _, _, ok := s.Find(r, false, true); !ok && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	slices.Sort(out)
	return out
}
