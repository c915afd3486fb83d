package xlsxfile_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"io"
	"testing"

	"recourse/importexport"
	"recourse/importexport/xlsxfile"
)

// got is a row as the tests compare it.
type got struct {
	Sheet  string
	Number int
	Hidden bool
	Cells  []importexport.Cell
	Code   importexport.Code
}

func readAll(content []byte) ([]got, error) {
	return readLimited(content, importexport.DefaultLimits())
}

func readLimited(content []byte, limits importexport.Limits) ([]got, error) {
	ctx := context.Background()
	r, err := xlsxfile.Open(ctx, importexport.BytesSource("t.xlsx", content), limits)
	if err != nil {
		return nil, err
	}
	var rows []got
	for i, table := range r.Tables() {
		for row, err := range r.Rows(ctx, i) {
			if err != nil {
				return rows, err
			}
			g := got{Sheet: table.Name, Number: row.Number, Hidden: row.Hidden, Cells: append([]importexport.Cell(nil), row.Cells...)}
			if row.Problem != nil {
				g.Code = row.Problem.Code
			}
			rows = append(rows, g)
		}
	}
	return rows, nil
}

func mustRead(t testing.TB, content []byte) []got {
	t.Helper()
	rows, err := readAll(content)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

const (
	typesXML = `<?xml version="1.0"?><Types xmlns="x"><Default Extension="xml" ContentType="application/xml"/></Types>`
	bookXML  = `<?xml version="1.0"?><workbook xmlns:r="y"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`
	relsXML  = `<Relationships><Relationship Id="rId1" Type="a/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="a/sharedStrings" Target="sharedStrings.xml"/></Relationships>`
	stringsXML = `<sst><si><t>一</t></si></sst>`
	sheetXML   = `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>`
)

// build makes a workbook of raw parts; parts replaces or adds members.
func build(t tester, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"[Content_Types].xml": typesXML, "xl/workbook.xml": bookXML, "xl/_rels/workbook.xml.rels": relsXML,
		"xl/sharedStrings.xml": stringsXML, "xl/worksheets/sheet1.xml": sheetXML,
	}
	for name, content := range parts {
		all[name] = content
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, 1) })
	for name, content := range all {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sheetOf is a workbook whose one sheet has this XML between its data tags.
func sheetOf(t tester, data string) []byte {
	t.Helper()
	return build(t, map[string]string{"xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + data + "</sheetData></worksheet>"})
}
