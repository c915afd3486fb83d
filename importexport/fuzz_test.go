package importexport_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"math/big"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"recourse/importexport"
)

// Whatever the bytes of a text file are, every encoding makes lines of them
// without losing or adding one, and the one that is found is one of ours.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{"王小明,1\n", "\xcd\xf5\xd0\xa1\xc3\xf7\n\xe7\x8e\x8b\n", "\xff\xfea\x00\n\x00", "\x81\n\x81", "\xff\xfe\x00\xd8", "\x84\x31\xa4\x37", strings.Repeat("\xb0\xa1", 40_000)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		e, ok, err := importexport.DetectEncoding(bytes.NewReader(content))
		if err != nil || ok && !e.Valid() {
			t.Fatalf("encoding %q, %v", e, err)
		}
		for _, e := range []importexport.Encoding{importexport.UTF8, importexport.UTF8BOM, importexport.UTF16LE, importexport.UTF16BE, importexport.GB18030} {
			text, err := io.ReadAll(e.Decode(bytes.NewReader(content)))
			if err != nil {
				t.Fatalf("%s: %v", e, err)
			}
			if e == importexport.GB18030 && bytes.Count(text, []byte("\n")) != bytes.Count(content, []byte("\n")) {
				t.Fatalf("%d lines became %d", bytes.Count(content, []byte("\n")), bytes.Count(text, []byte("\n")))
			}
			if strings.HasPrefix(string(e), "UTF-16") && !utf8.Valid(text) {
				t.Fatalf("%s: %q", e, text)
			}
		}
	})
}

// A number of a spreadsheet is spelled as the same number, or not at all.
func FuzzWholeNumber(f *testing.F) {
	for _, seed := range []string{"1.38E+10", "3.30199199001010E+17", "-1.5e1", "0", "1e400", "1E-3", "+7", ".", "1.", "00012"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		digits, exact, ok := importexport.WholeNumber(text)
		importexport.Scientific(text)
		if !ok {
			return
		}
		got, fine := new(big.Rat).SetString(digits)
		if !fine {
			t.Fatalf("%q became %q", text, digits)
		}
		if want, fine := new(big.Rat).SetString(text); fine && want.Cmp(got) != 0 {
			t.Fatalf("%q became %q", text, digits)
		}
		if exact && len(strings.TrimPrefix(digits, "-")) > 15 {
			t.Fatalf("%q counts as exact", digits)
		}
	})
}

// A profile is refused or can be followed: it has a colour map and a zone, and
// no header means two things.
func FuzzParseProfile(f *testing.F) {
	shipped, err := os.ReadDir("../assets/profiles")
	if err != nil {
		f.Fatal(err)
	}
	for _, e := range shipped {
		content, err := os.ReadFile("../assets/profiles/" + e.Name())
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Add([]byte("id: x\nversion: 1\ntimezone: Asia/Shanghai\ncolours: {a: RED}\ntables: {appeals: {columns: {a.b: [c]}}}\n"))
	f.Add([]byte("a: &a [*a]\n"))
	f.Add([]byte("a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		p, err := importexport.ParseProfile(content)
		if err != nil {
			return
		}
		if p.ID == "" || p.Zone() == nil || len(p.Tables) == 0 {
			t.Fatalf("taken: %+v", p)
		}
		for _, spec := range p.Tables {
			spec.Fields()
		}
	})
}

// Whatever an archive says, its members are read whole, with the size and the
// checksum they announce, or refused.
func FuzzArchive(f *testing.F) {
	for _, method := range []uint16{zip.Store, zip.Deflate} {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, name := range []string{"a.csv", "街道/b.csv"} {
			part, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
			if err != nil {
				f.Fatal(err)
			}
			io.WriteString(part, "x,y\n1,2\n")
		}
		if err := w.Close(); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		limits := importexport.DefaultLimits()
		limits.Unpacked, limits.Member, limits.RatioFree = 1<<20, 1<<20, 1<<16
		a, err := importexport.OpenArchive(importexport.BytesSource("x.zip", content), limits)
		var p *importexport.Problem
		if err != nil {
			if !errors.As(err, &p) {
				t.Fatalf("an error that is no problem: %v", err)
			}
			return
		}
		seen := map[string]bool{}
		for _, m := range a.Members {
			if seen[m.Name] || strings.HasPrefix(m.Name, "/") || strings.Contains("/"+m.Name+"/", "/../") {
				t.Fatalf("member %q", m.Name)
			}
			seen[m.Name] = true
			src, err := a.Source(m)
			if err == nil && src.Size != m.Size {
				t.Fatalf("member %q: %d of %d bytes", m.Name, src.Size, m.Size)
			}
		}
	})
}
