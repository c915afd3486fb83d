package csvfile_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"recourse/importexport"
	"recourse/importexport/csvfile"
)

// line is a row as the tests compare it.
type line struct {
	Number int
	Cells  []string
	Code   importexport.Code
}

func readAll(t testing.TB, content []byte, opts csvfile.Options) ([]line, error) {
	t.Helper()
	if opts.Limits == (importexport.Limits{}) {
		opts.Limits = importexport.DefaultLimits()
	}
	r, err := csvfile.Open(importexport.BytesSource("t.csv", content), opts)
	if err != nil {
		return nil, err
	}
	var lines []line
	for row, err := range r.Rows(context.Background(), 0) {
		if err != nil {
			return lines, err
		}
		l := line{Number: row.Number}
		for _, c := range row.Cells {
			l.Cells = append(l.Cells, c.Text)
		}
		if row.Problem != nil {
			l.Code = row.Problem.Code
		}
		lines = append(lines, l)
	}
	return lines, nil
}

func mustRead(t testing.TB, content []byte) []line {
	t.Helper()
	lines, err := readAll(t, content, csvfile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func TestRead(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, content string
		want          []line
	}{
		{"plain cells", "a,b\r\n1,\r\n", []line{{1, []string{"a", "b"}, ""}, {2, []string{"1", ""}, ""}}},
		{"no line end at the end", "a,b\n1,2", []line{{1, []string{"a", "b"}, ""}, {2, []string{"1", "2"}, ""}}},
		{"quoted separators, marks and line breaks", "a,b\n\"x,\"\"y\"\"\n z\",2\n3,4\n", []line{
			{1, []string{"a", "b"}, ""}, {2, []string{"x,\"y\"\n z", "2"}, ""}, {4, []string{"3", "4"}, ""},
		}},
		{"a mark inside an unquoted cell", "a,b\n他说\"好\",2\n", []line{{1, []string{"a", "b"}, ""}, {2, []string{"他说\"好\"", "2"}, ""}}},
		{"text behind a closing mark", "a,b\n\"x\"y,2\n3,4\n", []line{
			{1, []string{"a", "b"}, ""}, {2, []string{"\"x\"y", "2"}, "bad_quotes"}, {3, []string{"3", "4"}, ""},
		}},
		{"a mark that is never closed loses one line only", "a,b\n\"x,2\n3,4\n", []line{
			{1, []string{"a", "b"}, ""}, {2, []string{"\"x", "2"}, "open_quote"}, {3, []string{"3", "4"}, ""},
		}},
		{"a NUL", "a,b\n1\x00,2\n3,4\n", []line{
			{1, []string{"a", "b"}, ""}, {2, []string{"1\x00", "2"}, "nul_byte"}, {3, []string{"3", "4"}, ""},
		}},
		{"one bad byte among good lines", "姓名,b\n王\xff,2\n张,4\n李,5\n", []line{
			{1, []string{"姓名", "b"}, ""}, {2, []string{"王\uFFFD", "2"}, "bad_encoding"}, {3, []string{"张", "4"}, ""}, {4, []string{"李", "5"}, ""},
		}},
		{"text destroyed before it came", "姓名,b\n锟斤拷,2\n\uFFFD,3\n", []line{
			{1, []string{"姓名", "b"}, ""}, {2, []string{"锟斤拷", "2"}, "destroyed_text"}, {3, []string{"\uFFFD", "3"}, "destroyed_text"},
		}},
		{"old line ends", "a,b\r1,2\r", []line{{1, []string{"a", "b"}, ""}, {2, []string{"1", "2"}, ""}}},
		{"tabs", "a\tb\n1,5\t2\n", []line{{1, []string{"a", "b"}, ""}, {2, []string{"1,5", "2"}, ""}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, mustRead(t, []byte(test.content))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The same table in each encoding must read the same, with nobody saying which
// one it is.
func TestEncodings(t *testing.T) {
	t.Parallel()
	text := "证件号码,姓名\r\n330199199001010011,王𠮷\r\n330199198503071231,〇㐂\r\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	le, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	be, _ := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(text)
	bare, _ := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String("doc_no,name,filed_at\n330199199001010011,A,1\n")
	want := mustRead(t, []byte(text))
	for name, content := range map[string]string{"UTF-8 with mark": "\ufeff" + text, "GB18030": gb, "UTF-16LE": le, "UTF-16BE": be} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(want, mustRead(t, []byte(content))); diff != "" {
				t.Error(diff)
			}
		})
	}
	if got := mustRead(t, []byte(bare)); got[1].Cells[0] != "330199199001010011" {
		t.Errorf("UTF-16 without a mark: %v", got)
	}
}

func TestLateEncoding(t *testing.T) {
	t.Parallel()
	gb, _ := simplifiedchinese.GBK.NewEncoder().String("王,1\n")
	content := strings.Repeat("abc,1\n", 200_000) + gb
	got := mustRead(t, []byte(content))
	if last := got[len(got)-1]; last.Cells[0] != "王" || last.Number != 200_001 {
		t.Errorf("the last line of a long file is %v", last)
	}
}

func TestHostile(t *testing.T) {
	t.Parallel()
	t.Run("a million columns is one refused row", func(t *testing.T) {
		t.Parallel()
		got := mustRead(t, []byte("a,b\n"+strings.Repeat("1,", 1_000_000)+"\n3,4\n"))
		if len(got) != 3 || got[1].Code != "too_many_columns" || got[2].Code != "" {
			t.Errorf("got %d rows, codes %q", len(got), got[1].Code)
		}
	})
	t.Run("a huge cell is one refused row", func(t *testing.T) {
		t.Parallel()
		got := mustRead(t, []byte("a,b\n"+strings.Repeat("x", 300<<10)+",2\n3,4\n"))
		if got[1].Code != "cell_too_long" || got[2].Code != "" {
			t.Errorf("codes %q, %q", got[1].Code, got[2].Code)
		}
	})
	t.Run("one endless line ends the file", func(t *testing.T) {
		t.Parallel()
		_, err := readAll(t, bytes.Repeat([]byte("x"), 20<<20), csvfile.Options{Encoding: importexport.UTF8, Separator: ','})
		if !errors.Is(err, &importexport.Problem{Code: "row_too_long"}) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("a quoted cell of very many lines is walked once", func(t *testing.T) {
		t.Parallel()
		got := mustRead(t, []byte("a,b\n\""+strings.Repeat("\n", 2<<20)))
		if got[1].Code != "open_quote" {
			t.Errorf("code %q", got[1].Code)
		}
	})
	t.Run("too many rows ends the file", func(t *testing.T) {
		t.Parallel()
		limits := importexport.DefaultLimits()
		limits.Rows = 3
		_, err := readAll(t, []byte("a,b\n1,2\n1,2\n1,2\n1,2\n"), csvfile.Options{Limits: limits})
		if !errors.Is(err, &importexport.Problem{Code: "too_many_rows"}) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("a cancelled reading stops", func(t *testing.T) {
		t.Parallel()
		r, err := csvfile.Open(importexport.BytesSource("t.csv", []byte("a,b\n1,2\n")), csvfile.Options{Limits: importexport.DefaultLimits()})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		for _, err := range r.Rows(ctx, 0) {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("error %v", err)
			}
		}
	})
}

func write(t testing.TB, opts csvfile.WriterOptions, rows ...[]importexport.Cell) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := csvfile.NewWriter(&b, opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWriteGuardsFormulas(t *testing.T) {
	t.Parallel()
	row := []importexport.Cell{
		importexport.TextCell("=cmd|' /C calc'!A0"), importexport.TextCell("+8613800000000"), importexport.TextCell("-1"),
		{Text: "-1.5", Kind: importexport.Number}, {Text: "-1+2", Kind: importexport.Number}, importexport.TextCell("'=x"),
	}
	want := "'=cmd|' /C calc'!A0,'+8613800000000,'-1,-1.5,'-1+2,''=x\r\n"
	if got := string(write(t, csvfile.WriterOptions{}, row)); got != want {
		t.Errorf("got %s", got)
	}
}

func TestWriteRefusesWhatNoTableHolds(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"a\x00b", "\xff"} {
		w, err := csvfile.NewWriter(io.Discard, csvfile.WriterOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Write([]importexport.Cell{importexport.TextCell(text)}); !errors.Is(err, csvfile.ErrUnwritable) {
			t.Errorf("%q: error %v", text, err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	var content bytes.Buffer
	for i := range 20_000 {
		fmt.Fprintf(&content, "HZ-2020-%06d", i)
		for j := range 39 {
			fmt.Fprintf(&content, ",值%d-%d", i, j)
		}
		content.WriteString("\n")
	}
	b.SetBytes(int64(content.Len()))
	for b.Loop() {
		if rows, err := count(content.Bytes()); rows != 20_000 || err != nil {
			b.Fatal(rows, err)
		}
	}
}

func count(content []byte) (int, error) {
	r, err := csvfile.Open(importexport.BytesSource("t.csv", content), csvfile.Options{Limits: importexport.DefaultLimits()})
	if err != nil {
		return 0, err
	}
	n := 0
	for _, err := range r.Rows(context.Background(), 0) {
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
