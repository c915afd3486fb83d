package cli_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"recourse/cases"
)

// hostile is a file made to hurt who opens it.
type hostile struct {
	name string // of the file
	what string
	code string // of the problem that refuses it, or of its rows
	rows bool   // the file is read and its rows are refused
	make func(t *testing.T) []byte
}

const (
	typesPart = `<Types><Default Extension="xml" ContentType="application/xml"/></Types>`
	bookPart  = `<workbook xmlns:r="y"><sheets><sheet name="appeals" sheetId="1" r:id="rId1"/></sheets></workbook>`
	relsPart  = `<Relationships><Relationship Id="rId1" Type="a/worksheet" Target="worksheets/sheet1.xml"/>%s</Relationships>`
	sharedRel = `<Relationship Id="rId2" Type="a/sharedStrings" Target="sharedStrings.xml"/>`
	rowPart   = `<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>appeal_no</v></c><c r="B1" t="str"><v>filed_at</v></c></row>%s</sheetData></worksheet>`
)

func hostiles() []hostile {
	sheet := func(text string) func(t *testing.T) []byte {
		return func(t *testing.T) []byte { return book(t, map[string]string{"xl/worksheets/sheet1.xml": text}) }
	}
	text := func(s string) func(t *testing.T) []byte { return func(*testing.T) []byte { return []byte(s) } }
	lines := func(s ...string) func(t *testing.T) []byte { return text(strings.Join(s, "\n") + "\n") }
	parts := func(p map[string]string) func(t *testing.T) []byte {
		return func(t *testing.T) []byte { return book(t, p) }
	}
	rel := func(r string) map[string]string {
		return map[string]string{"xl/_rels/workbook.xml.rels": fmt.Sprintf(relsPart, r)}
	}
	wide := func(t *testing.T, s string) string {
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	const doctype = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>`
	return []hostile{
		{"ratio.xlsx", "a gigabyte of nothing", "zip_ratio", false, func(t *testing.T) []byte { return zeros(t, 1<<30) }},
		{"lying.xlsx", "a gigabyte that says it is a megabyte", "damaged_archive", false, func(t *testing.T) []byte { return zeros(t, 1<<20) }},
		{"overlap.zip", "members that share their bytes", "", false, func(t *testing.T) []byte { return overlapping(t) }},
		{"nested.zip", "a zip in a zip", "zip_in_zip", false, func(t *testing.T) []byte {
			return zipOf(t, map[string]string{"inner.zip": string(zipOf(t, map[string]string{"a.csv": "x"}))})
		}},
		{"many.zip", "a hundred thousand members", "zip_members", false, func(t *testing.T) []byte { return manyMembers(t, 100_000) }},
		{"up.zip", "a name that leads out", "zip_name", false, func(t *testing.T) []byte { return zipOf(t, map[string]string{"../../evil.csv": "x"}) }},
		{"windows.zip", "a name that leads to a drive", "zip_name", false, func(t *testing.T) []byte { return zipOf(t, map[string]string{`C:\evil.csv`: "x"}) }},
		{"root.zip", "a name from the root", "zip_name", false, func(t *testing.T) []byte { return zipOf(t, map[string]string{"/etc/cron.d/evil": "x"}) }},
		{"link.zip", "a symbolic link", "zip_link", false, func(t *testing.T) []byte { return linked(t) }},
		{"cut.xlsx", "half a workbook", "damaged_archive", false, func(t *testing.T) []byte { b := book(t, nil); return b[:len(b)/2] }},
		{"crc.xlsx", "a wrong checksum", "damaged_archive", false, func(t *testing.T) []byte { return wrongSum(t) }},
		{"laughs.xlsx", "entities that multiply", "damaged_workbook", false, sheet(doctype)},
		{"laughs16.xlsx", "the same in UTF-16", "damaged_workbook", false, func(t *testing.T) []byte {
			return book(t, map[string]string{"xl/worksheets/sheet1.xml": wide(t, `<?xml version="1.0" encoding="UTF-16"?>`+doctype)})
		}},
		{"laughs7.xlsx", "the same in UTF-7", "damaged_workbook", false, sheet(`<?xml version="1.0" encoding = 'UTF-7'?>+ADwAIQ-DOCTYPE x+AD4-<worksheet/>`)},
		{"types.xlsx", "a document type where the sheets are listed", "damaged_workbook", false, parts(map[string]string{"xl/workbook.xml": "\ufeff" + doctype})},
		{"deep.xlsx", "tags without end", "damaged_workbook", false, sheet(strings.Repeat("<a>", 1_000_000))},
		{"cell.xlsx", "a cell of 10 MB", "damaged_workbook", false, sheet(fmt.Sprintf(rowPart, `<row r="2"><c r="A2" t="str"><v>`+strings.Repeat("x", 10<<20)+`</v></c></row>`))},
		{"rows.xlsx", "more rows than a sheet has", "damaged_workbook", false, sheet(fmt.Sprintf(rowPart, `<row r="2"/><row r="99999999"/>`))},
		{"columns.xlsx", "more columns than a table has", "too_many_columns", true, sheet(fmt.Sprintf(rowPart, `<row r="2"><c r="A2" t="str"><v>A1</v></c><c r="XFD2" t="str"><v>x</v></c></row>`))},
		{"strings.xlsx", "shared strings that grow in memory", "too_much_text", false, parts(map[string]string{
			"xl/sharedStrings.xml": "<sst>" + strings.Repeat("<si/>", 6<<20) + "</sst>", "xl/_rels/workbook.xml.rels": fmt.Sprintf(relsPart, sharedRel)})},
		{"blank.xlsx", "a blank sheet of 65 MB", "unknown_table", false, sheet("<worksheet><cols>" + strings.Repeat(`<col min="1" max="2" width="3"/>`, 2<<20) + "</cols><sheetData/></worksheet>")},
		{"macros.xlsm", "macros", "macro_workbook", false, parts(map[string]string{"xl/vbaProject.bin": "x"})},
		{"macros4.xlsx", "macros of old", "macro_workbook", false, parts(rel(`<Relationship Id="m" Type="a/xlMacrosheet" Target="macrosheets/s.xml"/>`))},
		{"outside.xlsx", "values of another file", "linked_workbook", false, parts(rel(`<Relationship Id="m" Type="a/externalLink" Target="externalLinks/e.xml"/>`))},
		{"cell.csv", "a cell of 20 MB", "row_too_long", false, text("appeal_no,filed_at\n" + strings.Repeat("x", 20<<20))},
		{"rows.csv", "21 million rows", "too_many_rows", false, text("appeal_no,filed_at" + strings.Repeat("\n", 21_000_000))},
		{"columns.csv", "a million columns", "too_many_columns", false, text(strings.Repeat("a,", 1_000_000) + "\n")},
		{"quote.csv", "a quotation mark that is never closed", "open_quote", true, text("appeal_no,filed_at\n\"" + strings.Repeat("x\n", 1<<20))},
		{"refused.csv", "refused rows that are long", "no_person", true, text("appeal_no,filed_at,statement\n" + strings.Repeat(",,"+strings.Repeat("y", 100_000)+"\n", 400))},
		{"deep.ndjson", "brackets without end", "too_deep", true, lines(`{"appeal":` + strings.Repeat("[", 5_000_000))},
		{"flags.ndjson", "millions of empty records", "too_many_parts", true, func(*testing.T) []byte {
			return []byte(strings.Repeat(`{"format":"`+cases.Format+`","flags":[`+strings.Repeat("{},", 100_000)+"{}]}\n", 50))
		}},
		{"fewer.ndjson", "as many records as are allowed", "no_person", true, func(*testing.T) []byte {
			return []byte(strings.Repeat(`{"format":"`+cases.Format+`","appeal":{"appeal_no":"A"},"flags":[`+strings.Repeat("{},", 9_000)+"{}]}\n", 50))
		}},
		{"twice.ndjson", "a field twice", "duplicate_field", true, lines(`{"format":"a","format":"b"}`)},
		{"folded.ndjson", "a field in other letters", "unknown_field", true, lines(`{"format":"a","FORMAT":"b"}`)},
		{"half.ndjson", "half a character", "bad_encoding", true, lines(`{"format":"\ud800"}`)},
		{"old.xls", "an old workbook", "old_workbook", false, func(*testing.T) []byte { return ole("Workbook") }},
		{"locked.xlsx", "a workbook behind a password", "password_protected", false, func(*testing.T) []byte { return ole("EncryptedPackage") }},
		{"letter.doc", "a letter", "word_file", false, func(*testing.T) []byte { return ole("WordDocument") }},
		{"binary.xlsb", "a binary workbook", "binary_workbook", false, func(t *testing.T) []byte {
			return zipOf(t, map[string]string{"[Content_Types].xml": typesPart, "xl/workbook.bin": "x"})
		}},
		{"table.ods", "OpenDocument", "opendocument", false, func(t *testing.T) []byte { return zipOf(t, map[string]string{"content.xml": "x", "mimetype": "y"}) }},
		{"letter.docx", "Word", "word_file", false, func(t *testing.T) []byte {
			return zipOf(t, map[string]string{"[Content_Types].xml": typesPart, "word/document.xml": "x"})
		}},
		{"paper.ofd", "OFD", "ofd_file", false, func(t *testing.T) []byte { return zipOf(t, map[string]string{"OFD.xml": "x"}) }},
		{"paper.pdf", "PDF", "pdf_file", false, text("%PDF-1.7\n")},
		{"picture.csv", "a picture named .csv", "image_file", false, text("\x89PNG\r\n\x1a\n")},
		{"packed.rar", "RAR", "foreign_archive", false, text("Rar!\x1a\x07\x01\x00")},
		{"packed.7z", "7z", "foreign_archive", false, text("7z\xbc\xaf\x27\x1c")},
		{"packed.gz", "gzip", "foreign_archive", false, text("\x1f\x8b\x08\x00")},
		{"page.xls", "a web page named .xls", "html_file", false, text("<html><table><tr><td>x</td></tr></table></html>")},
		{"nothing.csv", "nothing", "empty_file", false, text("")},
		{"zeros.csv", "noughts", "not_text", false, text(string(make([]byte, 1<<20)))},
	}
}

func zipOf(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for name, content := range parts {
		part, err := w.Create(name)
		if err == nil {
			_, err = io.WriteString(part, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// book is a workbook with one sheet of one header; parts replaces or adds
// members.
func book(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"[Content_Types].xml": typesPart, "xl/workbook.xml": bookPart, "xl/_rels/workbook.xml.rels": fmt.Sprintf(relsPart, ""),
		"xl/worksheets/sheet1.xml": fmt.Sprintf(rowPart, ""),
	}
	for name, content := range parts {
		all[name] = content
	}
	return zipOf(t, all)
}

// raw adds members whose headers say what they like.
func raw(t *testing.T, headers []*zip.FileHeader, bodies [][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i, h := range headers {
		part, err := w.CreateRaw(h)
		if err == nil {
			_, err = part.Write(bodies[i])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// zeros is a workbook whose sheet unpacks to a gigabyte and claims a size.
func zeros(t *testing.T, claimed uint64) []byte {
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
	all := append(bytes.Repeat(packed.Bytes(), 1024), 3, 0)
	headers := []*zip.FileHeader{}
	var bodies [][]byte
	for name, content := range map[string]string{"[Content_Types].xml": typesPart, "xl/workbook.xml": bookPart, "xl/_rels/workbook.xml.rels": fmt.Sprintf(relsPart, "")} {
		headers = append(headers, &zip.FileHeader{Name: name, CRC32: crc32.ChecksumIEEE([]byte(content)), CompressedSize64: uint64(len(content)), UncompressedSize64: uint64(len(content))})
		bodies = append(bodies, []byte(content))
	}
	headers = append(headers, &zip.FileHeader{Name: "xl/worksheets/sheet1.xml", Method: zip.Deflate, CompressedSize64: uint64(len(all)), UncompressedSize64: claimed})
	return raw(t, headers, append(bodies, all))
}

// overlapping is an archive whose directory leads to the same bytes again and
// again.
func overlapping(t *testing.T) []byte {
	t.Helper()
	b := zipOf(t, map[string]string{"a.csv": strings.Repeat("x", 1<<20), "b.csv": strings.Repeat("x", 1<<20)})
	first := bytes.Index(b, []byte("PK\x01\x02"))
	second := first + 4 + bytes.Index(b[first+4:], []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(b[second+42:], binary.LittleEndian.Uint32(b[first+42:]))
	return b
}

func manyMembers(t *testing.T, n int) []byte {
	t.Helper()
	headers := make([]*zip.FileHeader, n)
	for i := range headers {
		headers[i] = &zip.FileHeader{Name: fmt.Sprint(i)}
	}
	return raw(t, headers, make([][]byte, n))
}

func linked(t *testing.T) []byte {
	t.Helper()
	h := &zip.FileHeader{Name: "appeals.csv", CompressedSize64: 11, UncompressedSize64: 11, CRC32: crc32.ChecksumIEEE([]byte("/etc/passwd"))}
	h.SetMode(fs.ModeSymlink | 0o777)
	return raw(t, []*zip.FileHeader{h}, [][]byte{[]byte("/etc/passwd")})
}

// wrongSum is a workbook whose sheet does not have the checksum it says.
func wrongSum(t *testing.T) []byte {
	t.Helper()
	b := book(t, nil)
	at := bytes.LastIndex(b, []byte("xl/worksheets/sheet1.xml")) - 46
	b[at+16] ^= 1
	local := int(binary.LittleEndian.Uint32(b[at+42:]))
	if b[local+6]&8 == 0 {
		b[local+14] ^= 1
	}
	return b
}

// ole is the container of old office files with a stream of this name.
func ole(stream string) []byte {
	b := append([]byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}, make([]byte, 2000)...)
	b[30], b[48] = 9, 1
	for i, c := range []byte(stream) {
		b[1024+2*i] = c
	}
	return b
}
