package csvfile_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"recourse/importexport"
	"recourse/importexport/csvfile"
)

// text draws what people and attackers put into cells.
func text() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.StringMatching(`['=+\-@"＝,;\t\r\n a1]{0,6}`),
		rapid.StringMatching(`\p{Han}{0,5}[a-z]{0,3}`),
		rapid.String().Filter(func(s string) bool {
			// The GB18030 tables of x/text do not bring private-use characters back.
			return !strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Co, r) }) &&
				!strings.ContainsAny(s, "\x00\uFFFD\ufeff") && utf8.ValidString(s) && !strings.Contains(s, "锟斤拷")
		}),
	)
}

// Whatever is written comes back unchanged, in every encoding.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	encodings := []importexport.Encoding{importexport.UTF8, importexport.UTF8BOM, importexport.GB18030, importexport.UTF16LE, importexport.UTF16BE}
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(2, 5).Draw(t, "width")
		rows := rapid.SliceOfN(rapid.SliceOfN(text(), width, width), 1, 6).Draw(t, "rows")
		encoding := rapid.SampledFrom(encodings).Draw(t, "encoding")
		separator := rapid.SampledFrom([]byte{',', '\t', ';', '|'}).Draw(t, "separator")
		var b bytes.Buffer
		w, err := csvfile.NewWriter(&b, csvfile.WriterOptions{Encoding: encoding, Separator: separator})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			cells := make([]importexport.Cell, len(row))
			for i, s := range row {
				cells[i] = importexport.TextCell(s)
			}
			if err := w.Write(cells); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		r, err := csvfile.Open(importexport.BytesSource("t", b.Bytes()), csvfile.Options{
			Encoding: encoding, Separator: separator, Limits: importexport.DefaultLimits(),
		})
		if err != nil {
			t.Fatal(err)
		}
		var got [][]string
		for row, err := range r.Rows(t.Context(), 0) {
			if err != nil || row.Problem != nil {
				t.Fatal(err, row.Problem)
			}
			var cells []string
			for _, c := range row.Cells {
				cells = append(cells, c.Text)
			}
			got = append(got, cells)
		}
		if diff := cmp.Diff(rows, got); diff != "" {
			t.Errorf("%s %q: %s", encoding, separator, diff)
		}
	})
}

// Any bytes are read to the end without a panic; where the standard library
// reads a clean file, the cells are the same.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"a,b\n1,2\n", "\"a\"\"b\",\"c\nd\"\n", "a\tb\r\n", "\xef\xbb\xbfa,b", "\xff\xfea\x00,\x00", "\xb2\xe2\xca\xd4,1\n",
		"\"open\nx", "a\"b,c\n", "\x00", "锟斤拷,\uFFFD\n", "'=1,'+2\n", "\r\r\n,\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		lines, err := readAll(t, content, csvfile.Options{Encoding: importexport.UTF8, Separator: ','})
		if err != nil {
			var p *importexport.Problem
			if !errors.As(err, &p) {
				t.Fatalf("an error that is no problem: %v", err)
			}
			return
		}
		if strings.ContainsAny(string(content), "'\r") {
			return
		}
		var clean [][]string
		for _, l := range lines {
			if l.Code != "" {
				return
			}
			if len(l.Cells) > 1 || l.Cells[0] != "" {
				clean = append(clean, l.Cells)
			}
		}
		r := csv.NewReader(bytes.NewReader(content))
		r.FieldsPerRecord, r.LazyQuotes = -1, true
		want, err := r.ReadAll()
		if err != nil {
			return
		}
		want = slices.DeleteFunc(want, func(cells []string) bool { return len(cells) == 1 && cells[0] == "" })
		if diff := cmp.Diff(want, clean, cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
	})
}
