package paper

import (
	"fmt"
	"strconv"
	"unicode/utf16"

	"recourse/importexport/letter/face"
	"recourse/importexport/letter/typeset"
)

func (w *pageWriter) runs(runs []typeset.Run) {
	for _, r := range runs {
		w.mark(r.Node, w.tag(r.Node))
		w.setInk(r.Ink)
		w.run(r)
	}
}

// run writes one text object. Glyphs that stand for another character than
// their first carry that character as ActualText.
func (w *pageWriter) run(r typeset.Run) {
	b := append(w.out.AvailableBuffer(), "BT\n/F"...)
	b = append(strconv.AppendInt(b, int64(r.Face), 10), ' ')
	b = append(appendPoints(b, r.Size), " Tf 1 0 0 1 "...)
	b = append(appendPoints(b, r.X), ' ')
	b = appendPoints(b, typeset.PageHeight-r.Y)
	w.out.Write(append(b, " Tm\n"...))
	f := w.faces.Face(r.Face)
	var at typeset.Unit // where the pen stands, counted from the start of the run
	for from := 0; from < len(r.Glyphs); {
		to := from
		for to < len(r.Glyphs) && f.Rune(r.Glyphs[to].ID) == r.Glyphs[to].Rune {
			to++
		}
		if to > from {
			at = w.show(r, r.Glyphs[from:to], f, at)
			from = to
			continue
		}
		fmt.Fprintf(w.out, "/Span <</ActualText <FEFF%X>>> BDC\n", utf16Bytes(r.Glyphs[from].Rune))
		at = w.show(r, r.Glyphs[from:from+1], f, at)
		w.out.WriteString("EMC\n")
		from++
	}
	w.out.WriteString("ET\n")
}

// show writes a TJ operator. PDF moves the pen in thousandths of the size; the
// rounding of each step is made good by the next.
func (w *pageWriter) show(r typeset.Run, glyphs []typeset.Glyph, f *face.Face, at typeset.Unit) typeset.Unit {
	b := append(w.out.AvailableBuffer(), "[<"...)
	for _, g := range glyphs {
		w.used.add(r.Face, g.ID)
		if step := (g.X - at) * 1000 / r.Size; step != 0 {
			b = append(b, '>')
			b = strconv.AppendInt(b, int64(-step), 10)
			b = append(b, '<')
			at += step * r.Size / 1000
		}
		b = appendHex(b, g.ID)
		at += typeset.Unit(f.Width(g.ID)) * r.Size / 1000
	}
	w.out.Write(append(b, ">]TJ\n"...))
	return at
}

func appendHex(b []byte, g face.GID) []byte {
	const digits = "0123456789ABCDEF"
	return append(b, digits[g>>12], digits[g>>8&15], digits[g>>4&15], digits[g&15])
}

func utf16Bytes(runes ...rune) []byte {
	var b []byte
	for _, u := range utf16.Encode(runes) {
		b = append(b, byte(u>>8), byte(u))
	}
	return b
}
