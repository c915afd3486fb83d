package paper_test

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"recourse/importexport/letter/face"
	"recourse/importexport/letter/paper"
	"recourse/importexport/letter/typeset"
)

var faces = sync.OnceValues(face.Load)

func load(t testing.TB) *face.Set {
	t.Helper()
	f, err := faces()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func sample() typeset.Letter {
	return typeset.Letter{Title: "复核决定书", Parts: []typeset.Part{{Lang: "zh-CN", Blocks: []typeset.Block{
		typeset.Letterhead{Authority: "西湖区防控领导小组", Number: "〔2020〕1号"},
		typeset.Title{Lines: []string{"复核决定书", "您的红码予以撤销"}},
		// U+2F08 and U+4EBA share a glyph; U+20BB7 lies beyond U+FFFF.
		typeset.Para{Text: "王𠮷明先生（⼈、人）：到2月13日已有24天，(12) \\ 100% <x>。"},
		typeset.Table{Widths: []int{500, 500}, Head: []string{"来源", "精度"}, Rows: [][]string{{"基站", "2000米"}}},
	}}}}
}

func write(t testing.TB) []byte {
	t.Helper()
	l := typeset.Compose(load(t), sample())
	pdf, err := paper.NewWriter(load(t)).Write(l, paper.Info{At: time.Date(2020, 2, 17, 18, 0, 0, 0, time.FixedZone("", 8*3600)), Subject: "1"})
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

func TestWrite(t *testing.T) {
	t.Parallel()
	pdf := write(t)
	c, err := paper.Read(load(t), pdf)
	if err != nil {
		t.Fatal(err)
	}
	if want := sample().Text(); c.Text != want {
		t.Errorf("text read back\n%s\nwant\n%s", c.Text, want)
	}
	if !c.Faces || c.Pages != 1 {
		t.Errorf("read %+v", c)
	}
	if !bytes.Equal(pdf, write(t)) {
		t.Error("the same layout gives other bytes")
	}
	for _, want := range []string{"/Lang (zh-CN)", "/DisplayDocTitle true", "/Marked true", "/CreationDate (D:20200217180000+08'00')", "/S /H1", "/S /TH"} {
		if !bytes.Contains(pdf, []byte(want)) {
			t.Errorf("the file has no %q", want)
		}
	}
}

// reworked unpacks the page's content, lets change edit it, and puts the file
// together again with a correct length and cross references.
func reworked(t *testing.T, change func(content string) string) []byte {
	t.Helper()
	pdf := write(t)
	stream := regexp.MustCompile(`(?s)<</?[^<>]*/Filter /FlateDecode /Length ([0-9]+)>>\nstream\n`)
	m := stream.FindSubmatchIndex(pdf) // the first stream is the page
	size, _ := strconv.Atoi(string(pdf[m[2]:m[3]]))
	z, err := zlib.NewReader(bytes.NewReader(pdf[m[1] : m[1]+size]))
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	fmt.Fprint(w, change(string(content)))
	w.Close()
	var out bytes.Buffer
	out.Write(pdf[:m[0]])
	fmt.Fprintf(&out, "<</Filter /FlateDecode /Length %d>>\nstream\n", packed.Len())
	out.Write(packed.Bytes())
	out.Write(pdf[m[1]+size:])
	return crossed(out.Bytes())
}

// crossed writes the cross references of a file anew.
func crossed(pdf []byte) []byte {
	end := bytes.LastIndex(pdf, []byte("\nxref\n")) + 1
	trailer := pdf[bytes.LastIndex(pdf, []byte("trailer")):]
	trailer = trailer[:bytes.Index(trailer, []byte("startxref"))]
	offsets := map[int]int{}
	for _, m := range regexp.MustCompile(`(?m)^([0-9]+) 0 obj\n`).FindAllSubmatchIndex(pdf[:end], -1) {
		n, _ := strconv.Atoi(string(pdf[m[2]:m[3]]))
		offsets[n] = m[0]
	}
	var out bytes.Buffer
	out.Write(pdf[:end])
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for n := 1; n <= len(offsets); n++ {
		fmt.Fprintf(&out, "%010d 00000 n \n", offsets[n])
	}
	fmt.Fprintf(&out, "%sstartxref\n%d\n%%%%EOF\n", trailer, end)
	return out.Bytes()
}

func TestRead(t *testing.T) {
	t.Parallel()
	t.Run("the tool of this test changes nothing by itself", func(t *testing.T) {
		t.Parallel()
		c, err := paper.Read(load(t), reworked(t, func(s string) string { return s }))
		if err != nil || c.Text != sample().Text() || !c.Faces {
			t.Fatalf("read %+v, %v", c, err)
		}
	})
	for name, change := range map[string]func(string) string{
		"a shape over the text": func(s string) string { return s + "0 0 600 900 re\nf\n" },
		"white text":            func(s string) string { return s + "1 1 1 rg\n" },
		"tiny text":             func(s string) string { return strings.Replace(s, "11.5 Tf", "0.5 Tf", 1) },
		"turned text":           func(s string) string { return strings.Replace(s, "Tf 1 0 0 1", "Tf 0 1 1 0", 1) },
		"text beside the page": func(s string) string {
			return regexp.MustCompile(`1 0 0 1 [0-9.]+ `).ReplaceAllString(s, "1 0 0 1 900 ")
		},
		"a picture":                 func(s string) string { return s + "/Im0 Do\n" },
		"an operator of other kind": func(s string) string { return s + "3 Tr\n" },
		"text outside the marks":    func(s string) string { return s + "BT\n/F0 12 Tf 1 0 0 1 9 9 Tm\n[<0041>]TJ\nET\n" },
		"an unknown glyph":          func(s string) string { return strings.Replace(s, "[<", "[<FFF0", 1) },
	} {
		t.Run("refuses "+name, func(t *testing.T) {
			t.Parallel()
			if _, err := paper.Read(load(t), reworked(t, change)); !errors.Is(err, paper.ErrForeign) {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("a word taken out is missing from the text", func(t *testing.T) {
		t.Parallel()
		run := regexp.MustCompile(`(?s)/Span <</MCID 3>> BDC.*?EMC\n`)
		c, err := paper.Read(load(t), reworked(t, func(s string) string { return run.ReplaceAllString(s, "") }))
		if err != nil || c.Text == sample().Text() {
			t.Errorf("read %q, %v", c.Text, err)
		}
	})
	t.Run("a note laid over the page is refused", func(t *testing.T) {
		t.Parallel()
		pdf := bytes.Replace(write(t), []byte("/Tabs /S>>"), []byte("/Tabs /S /Annots [<</Type /Annot>>]>>"), 1)
		if _, err := paper.Read(load(t), crossed(pdf)); !errors.Is(err, paper.ErrForeign) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a glyph that pretends to be another is noticed", func(t *testing.T) {
		t.Parallel()
		// Every character of the map says 红: the text no longer fits the outlines.
		pdf := retold(t)
		c, err := paper.Read(load(t), pdf)
		if err == nil && c.Faces {
			t.Error("false outlines pass as true ones")
		}
	})
}

// retold exchanges the ToUnicode map of a font for one that lies.
func retold(t *testing.T) []byte {
	t.Helper()
	pdf := write(t)
	stream := regexp.MustCompile(`(?s)<</?[^<>]*/Filter /FlateDecode /Length ([0-9]+)>>\nstream\n`)
	for _, m := range stream.FindAllSubmatchIndex(pdf, -1) {
		size, _ := strconv.Atoi(string(pdf[m[2]:m[3]]))
		z, err := zlib.NewReader(bytes.NewReader(pdf[m[1] : m[1]+size]))
		if err != nil {
			continue
		}
		data, err := io.ReadAll(z)
		if err != nil || !bytes.Contains(data, []byte("beginbfchar")) {
			continue
		}
		data = regexp.MustCompile(`> <[0-9A-F]{4}>`).ReplaceAll(data, []byte("> <7EA2>"))
		var packed bytes.Buffer
		w := zlib.NewWriter(&packed)
		_, _ = w.Write(data)
		w.Close()
		out := append([]byte(nil), pdf[:m[0]]...)
		out = fmt.Appendf(out, "<</Filter /FlateDecode /Length %d>>\nstream\n%s", packed.Len(), packed.Bytes())
		return crossed(append(out, pdf[m[1]+size:]...))
	}
	t.Fatal("no character map found")
	return nil
}

func FuzzRead(f *testing.F) {
	f.Add(write(f))
	f.Add([]byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Root 1 0 R>>\nstartxref\n29\n%%EOF\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if _, err := paper.Read(load(t), file); err != nil && !errors.Is(err, paper.ErrForeign) {
			t.Errorf("error of another kind: %v", err)
		}
	})
}
