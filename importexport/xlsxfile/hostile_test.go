package xlsxfile_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"recourse/importexport"
	"recourse/importexport/xlsxfile"
)

// wantRefused checks that reading ends in a problem with this code.
func wantRefused(t *testing.T, content []byte, code importexport.Code) {
	t.Helper()
	rows, err := readAll(content)
	if !errors.Is(err, &importexport.Problem{Code: code}) {
		t.Errorf("%d rows, error %v, want %s", len(rows), err, code)
	}
}

func TestDamagedSheets(t *testing.T) {
	t.Parallel()
	good := `<row r="1"><c r="A1"><v>1</v></c></row>`
	for name, sheet := range map[string]string{
		"cut inside a row":         `<worksheet><sheetData>` + good + `<row r="2"><c r="A2"><v>2`,
		"cut between rows":         `<worksheet><sheetData>` + good,
		"closing tags swapped":     `<worksheet><sheetData>` + good + `<row r="2"><c></row></c></sheetData></worksheet>`,
		"row numbers going back":   `<worksheet><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>`,
		"columns going back":       `<worksheet><sheetData><row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row></sheetData></worksheet>`,
		"cell of another row":      `<worksheet><sheetData><row r="1"><c r="A2"><v>1</v></c></row></sheetData></worksheet>`,
		"no such shared string":    `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>9</v></c></row></sheetData></worksheet>`,
		"unknown cell type":        `<worksheet><sheetData><row r="1"><c r="A1" t="zz"><v>9</v></c></row></sheetData></worksheet>`,
		"two roots":                `<worksheet/><worksheet/>`,
		"text behind the root":     `<worksheet></worksheet>x`,
		"unknown entity":           `<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&lol;</v></c></row></sheetData></worksheet>`,
		"document type":            `<!DOCTYPE lolz [<!ENTITY lol "lol">]><worksheet/>`,
		"nested without end":       strings.Repeat("<a>", 1000),
		"UTF-7 declared":           `<?xml version="1.0" encoding = 'utf-7'?><worksheet/>`,
		"UTF-7 behind a tab":       "<?xml\tversion='1.0'\tencoding='UTF-7'?><worksheet/>",
		"UTF-16 for real":          "\xff\xfe<\x00w\x00/\x00>\x00",
		"UTF-16 the other way":     "\xfe\xff\x00<\x00w\x00/\x00>",
		"document type in UTF-16":  "\xff\xfe<\x00!\x00D\x00O\x00C\x00T\x00Y\x00P\x00E\x00",
		"UTF-32":                   "\x00\x00\xfe\xff\x00\x00\x00<",
		"a mark and then a type":   "\ufeff<!DOCTYPE x><worksheet/>",
		"document type in small":   `<!doctype x><worksheet/>`,
		"UTF-16 declared":          `<?xml version="1.0" encoding="UTF-16"?><worksheet/>`,
		"bytes that are no text":   "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>\xff</v></c></row></sheetData></worksheet>",
		"a value of 300 KB":        `<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>` + strings.Repeat("x", 600<<10) + `</v></c></row></sheetData></worksheet>`,
		"a tag that does not stop": `<worksheet ` + strings.Repeat("x", 600<<10),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantRefused(t, build(t, map[string]string{"xl/worksheets/sheet1.xml": sheet}), "damaged_workbook")
		})
	}
}

func TestBillionLaughs(t *testing.T) {
	t.Parallel()
	var dtd strings.Builder
	dtd.WriteString(`<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a0 "ha">`)
	for i := range 30 {
		fmt.Fprintf(&dtd, `<!ENTITY a%d "&a%d;&a%d;">`, i+1, i, i)
	}
	content := build(t, map[string]string{"xl/sharedStrings.xml": dtd.String() + `]><sst><si><t>&a30;</t></si></sst>`})
	wantRefused(t, content, "damaged_workbook")
}

func TestRowsThatCannotBeBelieved(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		cell string
		code importexport.Code
	}{
		"destroyed text":  {`<c r="A1" t="str"><v>锟斤拷</v></c>`, "destroyed_text"},
		"NUL by escape":   {`<c r="A1" t="inlineStr"><is><t>a_x0000_b</t></is></c>`, "nul_byte"},
		"no number":       {`<c r="A1"><v>12abc</v></c>`, "damaged_number"},
		"far-out column":  {`<c r="XFD1"><v>1</v></c>`, "too_many_columns"},
		"many columns":    {strings.Repeat(`<c><v>1</v></c>`, 2000), "too_many_columns"},
		"destroyed share": {`<c r="A1" t="s"><v>1</v></c>`, "destroyed_text"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rows := mustRead(t, build(t, map[string]string{
				"xl/sharedStrings.xml":     "<sst><si><t>a</t></si><si><t>\uFFFD</t></si></sst>",
				"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row r="1">` + test.cell + `</row></sheetData></worksheet>`,
			}))
			if rows[0].Code != test.code {
				t.Errorf("code %q, want %q", rows[0].Code, test.code)
			}
		})
	}
}

// gigabyte is a deflate stream of 1 GB of zeros, put together from one packed
// megabyte that ends on a byte boundary.
func gigabyte(t *testing.T) []byte {
	t.Helper()
	var packed bytes.Buffer
	f, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(make([]byte, 1<<20)); err != nil {
		t.Fatal(err)
	}
	if err := f.Flush(); err != nil {
		t.Fatal(err)
	}
	all := bytes.Repeat(packed.Bytes(), 1024)
	packed.Reset()
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return append(all, packed.Bytes()...)
}

// bomb is a workbook whose sheet unpacks to a gigabyte.
func bomb(t *testing.T, claimed uint32) []byte {
	t.Helper()
	packed := gigabyte(t)
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range map[string]string{"[Content_Types].xml": typesXML, "xl/workbook.xml": bookXML, "xl/_rels/workbook.xml.rels": relsXML} {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(part, content)
	}
	for _, name := range []string{"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"} {
		part, err := w.CreateRaw(&zip.FileHeader{
			Name: name, Method: zip.Deflate, CompressedSize64: uint64(len(packed)), UncompressedSize64: uint64(claimed),
		})
		if err != nil {
			t.Fatal(err)
		}
		part.Write(packed)
	}
	w.Close()
	return b.Bytes()
}

func TestZipBomb(t *testing.T) {
	var before, after runtime.MemStats
	honest, lying := bomb(t, 1<<30), bomb(t, 1<<20)
	runtime.ReadMemStats(&before)
	wantRefused(t, honest, "zip_ratio")
	_, err := readAll(lying)
	var p *importexport.Problem
	if !errors.As(err, &p) {
		t.Errorf("a bomb with a false size: %v", err)
	}
	runtime.ReadMemStats(&after)
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 32<<20 {
		t.Errorf("%d MB were allocated for a bomb", grown>>20)
	}
}

func TestDamagedArchives(t *testing.T) {
	t.Parallel()
	good := build(t, nil)
	t.Run("cut anywhere", func(t *testing.T) {
		t.Parallel()
		for n := 4; n < len(good); n += 7 {
			if rows, err := readAll(good[:n]); err == nil {
				t.Fatalf("cut to %d of %d bytes it read %d rows", n, len(good), len(rows))
			}
		}
	})
	t.Run("any flipped bit is noticed or harmless", func(t *testing.T) {
		t.Parallel()
		want := mustRead(t, good)
		for i := range good {
			bad := bytes.Clone(good)
			bad[i] ^= 0x10
			rows, err := readAll(bad)
			if err == nil && fmt.Sprint(rows) != fmt.Sprint(want) {
				t.Fatalf("a flipped bit at %d changed the rows unnoticed", i)
			}
		}
	})
	t.Run("encrypted member", func(t *testing.T) {
		t.Parallel()
		bad := bytes.Clone(good)
		at := bytes.Index(bad, []byte("PK\x01\x02"))
		bad[at+8] |= 1
		wantRefused(t, bad, "password_protected")
	})
	t.Run("overlapping members", func(t *testing.T) {
		t.Parallel()
		bad := bytes.Clone(good)
		first := bytes.Index(bad, []byte("PK\x01\x02"))
		second := first + 4 + bytes.Index(bad[first+4:], []byte("PK\x01\x02"))
		binary.LittleEndian.PutUint32(bad[second+42:], binary.LittleEndian.Uint32(bad[first+42:]))
		_, err := readAll(bad)
		if err == nil {
			t.Error("read")
		}
	})
	t.Run("name that leads out", func(t *testing.T) {
		t.Parallel()
		wantRefused(t, build(t, map[string]string{"../../etc/passwd": "x"}), "zip_name")
	})
	t.Run("too many members", func(t *testing.T) {
		t.Parallel()
		parts := map[string]string{}
		for i := range 5000 {
			parts[fmt.Sprint("x/", i)] = ""
		}
		wantRefused(t, build(t, parts), "zip_members")
	})
}

func TestLinksAndMacrosAreRefused(t *testing.T) {
	t.Parallel()
	rels := func(more string) map[string]string {
		return map[string]string{"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="a/worksheet" Target="worksheets/sheet1.xml"/>` + more + `</Relationships>`}
	}
	for name, test := range map[string]struct {
		parts map[string]string
		code  importexport.Code
	}{
		"macros":                 {map[string]string{"xl/vbaProject.bin": "x"}, "macro_workbook"},
		"macros in another part": {rels(`<Relationship Id="rId8" Type="a/vbaProject" Target="other.bin"/>`), "macro_workbook"},
		"macros of old":          {rels(`<Relationship Id="rId8" Type="a/xlMacrosheet" Target="macrosheets/sheet1.xml"/>`), "macro_workbook"},
		"a link to another file": {rels(`<Relationship Id="rId8" Type="a/externalLink" Target="externalLinks/externalLink1.xml"/>`), "linked_workbook"},
		"a link out of the file": {rels(`<Relationship Id="rId9" Type="a/externalLinkPath" TargetMode="External" Target="file:///etc/passwd"/>`), "linked_workbook"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantRefused(t, build(t, test.parts), test.code)
		})
	}
}

// A connection that fetched values once is not followed; the values are there.
func TestConnectionsAreNotedOnly(t *testing.T) {
	t.Parallel()
	rels := strings.Replace(relsXML, "</Relationships>", `<Relationship Id="rId9" Type="a/attachedTemplate" TargetMode="External" Target="http://x/"/></Relationships>`, 1)
	r, err := xlsxfile.Open(t.Context(), importexport.BytesSource("t.xlsx", build(t, map[string]string{"xl/_rels/workbook.xml.rels": rels})), importexport.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if n := r.Notices(); len(n) != 1 || n[0].Code != "links_ignored" {
		t.Errorf("notices %v", n)
	}
}

// Nothing that is held in memory may grow out of a small file.
func TestAmplification(t *testing.T) {
	t.Parallel()
	many := func(what string, n int) string { return strings.Repeat(what, n) }
	for name, test := range map[string]struct {
		parts map[string]string
		code  importexport.Code
	}{
		"shared strings of nothing": {map[string]string{"xl/sharedStrings.xml": "<sst>" + many("<si/>", 6<<20) + "</sst>"}, "too_much_text"},
		"cell formats": {map[string]string{
			"xl/styles.xml": "<styleSheet><cellXfs>" + many(`<xf numFmtId="1"/>`, 70_000) + "</cellXfs></styleSheet>",
			"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="a/worksheet" Target="worksheets/sheet1.xml"/>` +
				`<Relationship Id="rId2" Type="a/styles" Target="styles.xml"/></Relationships>`}, "damaged_workbook"},
		"two sheets in one part": {map[string]string{"xl/workbook.xml": `<workbook xmlns:r="y"><sheets><sheet name="S" r:id="rId1"/><sheet name="T" r:id="rId1"/></sheets></workbook>`}, "damaged_workbook"},
		"references":             {map[string]string{"xl/_rels/workbook.xml.rels": "<Relationships>" + numbered(`<Relationship Id="r%d" Type="a/x" Target="y"/>`, 30_000) + "</Relationships>"}, "damaged_workbook"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantRefused(t, build(t, test.parts), test.code)
		})
	}
}

func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func FuzzRead(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`, stringsXML)
	f.Add(`<row><c t="inlineStr"><is><t>&#65;</t></is></c></row><row r="9" hidden="1"/>`, `<sst><si><r><t>a</t></r></si></sst>`)
	f.Add(`<row r="1"><c r="A1"><f>1</f><v>1</v></c><!-- x --><c r="D1" t="b"><v>1</v></c></row>`, `<sst/>`)
	f.Add(`<row r="1"><c r='A1' s="1"><v><![CDATA[1]]></v></c></row>`, `<sst><si/><si><t/></si></sst>`)
	f.Fuzz(func(t *testing.T, data, shared string) {
		content := build(t, map[string]string{
			"xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + data + "</sheetData></worksheet>", "xl/sharedStrings.xml": shared,
		})
		rows, err := readAll(content)
		var p *importexport.Problem
		if err != nil && !errors.As(err, &p) {
			t.Fatalf("an error that is no problem: %v", err)
		}
		last := 0
		for _, r := range rows {
			if r.Number <= last || len(r.Cells) > importexport.DefaultLimits().Columns {
				t.Fatalf("row %d behind %d with %d cells", r.Number, last, len(r.Cells))
			}
			last = r.Number
		}
	})
}
