package paper

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"

	"recourse/importexport/letter/face"
	"recourse/importexport/letter/typeset"
)

// scanner reads the operators of one page.
type scanner struct {
	*reader
	lexer
	names   dict
	operand []any
	font    *font
	tags    []tag
	texting bool // text has begun; from here on nothing may be painted
}

// tag is an open marked content.
type tag struct {
	name   name
	actual rune // what the glyph inside stands for, 0 when itself
}

const minTypeSize = 6 // points; smaller text could hide from the eye

func (s *scanner) run() error {
	for !s.end() {
		v, err := s.value()
		if err != nil {
			return err
		}
		op, ok := v.(word)
		if !ok {
			s.operand = append(s.operand, v)
			continue
		}
		if err := s.operate(op); err != nil {
			return err
		}
		s.operand = s.operand[:0]
	}
	if len(s.tags) > 0 {
		return fmt.Errorf("%w: marked content without end", errSyntax)
	}
	return nil
}

// operate takes one operator. Those not named here could draw what is not in
// the text, so they are refused.
func (s *scanner) operate(op word) error {
	switch op {
	case "J", "j", "w", "G", "ET": // lines are never stroked
		return nil
	case "BT":
		s.texting = true
		return nil
	case "rg":
		return s.ink()
	case "g": // gofpdf's way to set an ink of equal parts
		if len(s.operand) == 1 {
			s.operand = append(s.operand, s.operand[0], s.operand[0])
		}
		return s.ink()
	case "re", "f":
		if s.texting {
			return fmt.Errorf("%w: painting over text", errSyntax)
		}
		return nil
	case "BMC", "BDC":
		return s.open()
	case "EMC":
		if len(s.tags) == 0 {
			return fmt.Errorf("%w: end of no marked content", errSyntax)
		}
		s.tags = s.tags[:len(s.tags)-1]
		return nil
	case "Tf":
		return s.setFont()
	case "Tm":
		return s.position()
	case "TJ":
		return s.show()
	}
	return fmt.Errorf("%w: operator %q", errSyntax, string(op))
}

// ink allows the inks of letters; text in the colours of grounds is not seen.
func (s *scanner) ink() error {
	for _, k := range []typeset.Ink{typeset.Black, typeset.Red, typeset.Grey} {
		if s.isInk(k) {
			return nil
		}
	}
	if s.texting || !s.isInk(typeset.Tint) {
		return fmt.Errorf("%w: ink %v", errSyntax, s.operand)
	}
	return nil
}

func (s *scanner) isInk(k typeset.Ink) bool {
	r, g, b := k.RGB()
	for i, v := range []int{r, g, b} {
		if len(s.operand) != 3 {
			return false
		}
		n, ok := s.operand[i].(float64)
		if d := n - float64(v)/255; !ok || d > 0.002 || d < -0.002 {
			return false
		}
	}
	return true
}

func (s *scanner) open() error {
	if len(s.operand) == 0 {
		return fmt.Errorf("%w: marked content", errSyntax)
	}
	n, ok := s.operand[0].(name)
	if !ok || len(s.tags) > maxDepth {
		return fmt.Errorf("%w: marked content", errSyntax)
	}
	t := tag{name: n}
	if len(s.operand) > 1 {
		d, _ := s.operand[1].(dict)
		if actual, ok := d["ActualText"].(bytea); ok {
			r, err := oneRune(bytes.TrimPrefix(actual, []byte("\xFE\xFF")))
			if err != nil {
				return err
			}
			t.actual = r
		}
	}
	s.tags = append(s.tags, t)
	return nil
}

func (s *scanner) setFont() error {
	if len(s.operand) != 2 {
		return fmt.Errorf("%w: font", errSyntax)
	}
	n, _ := s.operand[0].(name)
	size, _ := s.operand[1].(float64)
	if size < minTypeSize {
		return fmt.Errorf("%w: type too small to read", errSyntax)
	}
	var err error
	s.font, err = s.reader.font(s.names[n])
	return err
}

// position refuses turned, stretched or off-page text.
func (s *scanner) position() error {
	want := []float64{1, 0, 0, 1}
	if len(s.operand) != 6 {
		return fmt.Errorf("%w: place of text", errSyntax)
	}
	for i, v := range s.operand {
		n, ok := v.(float64)
		limit := points(typeset.PageWidth)
		if i == 5 {
			limit = points(typeset.PageHeight)
		}
		if !ok || i < 4 && n != want[i] || i >= 4 && (n < 0 || n > limit) {
			return fmt.Errorf("%w: place of text", errSyntax)
		}
	}
	return nil
}

func (s *scanner) show() error {
	list, ok := s.operand[len(s.operand)-1:][0].(array)
	if !ok || s.font == nil || !s.texting {
		return fmt.Errorf("%w: text", errSyntax)
	}
	var text strings.Builder
	for _, v := range list {
		codes, _ := v.(bytea)
		for ; len(codes) >= 2; codes = codes[2:] {
			r, ok := s.font.runes[binary.BigEndian.Uint16(codes)]
			if !ok {
				return fmt.Errorf("%w: glyph without a character", errSyntax)
			}
			text.WriteRune(s.actual(r, binary.BigEndian.Uint16(codes)))
		}
	}
	return s.deliver(text.String())
}

// actual is the character a glyph stands for here. A replacement counts only
// when the program's own faces show both characters with that glyph.
func (s *scanner) actual(r rune, g face.GID) rune {
	for _, t := range s.tags {
		if t.actual == 0 {
			continue
		}
		for _, id := range face.IDs() {
			f := s.faces.Face(id)
			if own, ok := f.Glyph(t.actual); ok && own == g && f.Rune(g) == r {
				return t.actual
			}
		}
	}
	return r
}

// deliver adds text to where its mark says that it belongs.
func (s *scanner) deliver(text string) error {
	if len(s.tags) == 0 {
		return fmt.Errorf("%w: text outside the structure", errSyntax)
	}
	switch s.tags[0].name {
	case "Artifact":
		s.margin = append(s.margin, typeset.Squeeze(text))
	case "Code":
		s.code.WriteString(typeset.Squeeze(text))
	default:
		s.text.WriteString(typeset.Squeeze(text))
	}
	return nil
}
