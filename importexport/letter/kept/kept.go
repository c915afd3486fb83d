// Package kept puts what a letter says into the file of its case, so that the
// letter can be printed again years later, whatever has become of templates,
// passages, letterhead and case since.
//
// Kept are the blocks of the letter without its verification code, which the
// record has beside them: a few kilobytes, packed. As long as the program lays
// letters out as it did then, printing gives the very bytes that were sent;
// afterwards it still gives the very words, which the signed code proves.
package kept

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"recourse/importexport/letter/typeset"
)

// Copy is a letter as it is kept.
type Copy struct {
	At     time.Time // which the file gives as its date
	Number string    // document number
	Letter typeset.Letter
}

// ErrUnreadable means that bytes are not a copy as this package makes it.
var ErrUnreadable = errors.New("not the copy of a letter")

const (
	version = 1
	// most bounds what a copy unpacks to; a long letter in two languages has
	// some 30 kB.
	most = 4 << 20
)

// The names in here are on file in every office: they never change.
type copied struct {
	Version int       `json:"v"`
	At      time.Time `json:"at"`
	Number  string    `json:"no"`
	Title   string    `json:"title"`
	Large   bool      `json:"large,omitempty"`
	Parts   []part    `json:"parts"`
}

type part struct {
	Lang    string  `json:"lang"`
	Running string  `json:"running,omitempty"`
	Blocks  []block `json:"blocks"`
}

// Pack packs a letter; a verification code that it has is left out. The same
// letter gives the same bytes.
func Pack(c Copy) ([]byte, error) {
	out := copied{Version: version, At: c.At, Number: c.Number, Title: c.Letter.Title, Large: c.Letter.Large}
	for _, p := range c.Letter.Parts {
		q := part{Lang: p.Lang, Running: p.Running}
		for _, b := range p.Blocks {
			named, err := name(b)
			if err != nil {
				return nil, fmt.Errorf("copy of letter %s: %w", c.Number, err)
			}
			q.Blocks = append(q.Blocks, named)
		}
		out.Parts = append(out.Parts, q)
	}
	plain, err := json.Marshal(out)
	if err != nil {
		return nil, fmt.Errorf("copy of letter %s: %w", c.Number, err)
	}
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err == nil {
		_, err = w.Write(plain)
	}
	if err == nil {
		err = w.Close()
	}
	return packed.Bytes(), err
}

// Unpack reads what Pack made.
func Unpack(packed []byte) (Copy, error) {
	plain, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), most+1))
	if err == nil && len(plain) > most {
		err = fmt.Errorf("more than %d bytes", most)
	}
	if err != nil {
		return Copy{}, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	var in copied
	d := json.NewDecoder(bytes.NewReader(plain))
	d.DisallowUnknownFields() // a part that is not understood would be missing in print
	if err := d.Decode(&in); err != nil {
		return Copy{}, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	if in.Version != version {
		return Copy{}, fmt.Errorf("%w: version %d", ErrUnreadable, in.Version)
	}
	out := Copy{At: in.At, Number: in.Number, Letter: typeset.Letter{Title: in.Title, Large: in.Large}}
	for _, p := range in.Parts {
		q := typeset.Part{Lang: p.Lang, Running: p.Running}
		for _, b := range p.Blocks {
			plain, err := b.plain()
			if err != nil {
				return Copy{}, err
			}
			q.Blocks = append(q.Blocks, plain)
		}
		out.Letter.Parts = append(out.Letter.Parts, q)
	}
	return out, nil
}
