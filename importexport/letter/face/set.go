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
type Set struct {
	faces [Count]*Face
	// found is what find says of every character that has a glyph: by weight
	// (bold 1) and width (Chinese text 2) and by all but the last eight bits.
	found [4][]*[256]place
}

// place is a glyph of a face.
type place struct {
	id    ID
	glyph GID
}

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
	s.learn()
	return &s, nil
}

// learn asks the faces for every character once, because setting and checking a
// letter asks for each of its characters.
func (s *Set) learn() {
	for i := range s.found {
		s.found[i] = make([]*[256]place, lastRune>>8+1)
		for at := range s.found[i] {
			if !slices.ContainsFunc(s.faces[:], func(f *Face) bool { return f.pages[at] != nil }) {
				continue
			}
			page := new([256]place)
			for low := range page {
				if id, g, ok := s.find(rune(at<<8|low), i&1 != 0, i&2 != 0); ok {
					page[low] = place{id, g}
				}
			}
			s.found[i][at] = page
		}
	}
}

// Face returns one face of the set.
func (s *Set) Face(id ID) *Face { return s.faces[id] }

// IDs lists the faces in their order.
func IDs() []ID { return []ID{Kai, Song, Latin, LatinBold} }

// Find chooses the face for a character. Wide is true in Chinese text, where
// quotes, dashes and dots belong to the Chinese face. ok is false when no face
// shows the character.
func (s *Set) Find(r rune, bold, wide bool) (id ID, g GID, ok bool) {
	list := s.found[0]
	switch {
	case bold && wide:
		list = s.found[3]
	case wide:
		list = s.found[2]
	case bold:
		list = s.found[1]
	}
	if at := uint(r) >> 8; at < uint(len(list)) && list[at] != nil {
		p := list[at][r&0xFF]
		return p.id, p.glyph, p.glyph != 0
	}
	return Kai, 0, false
}

func (s *Set) find(r rune, bold, wide bool) (id ID, g GID, ok bool) {
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
