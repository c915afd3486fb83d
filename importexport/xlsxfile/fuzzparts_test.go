package xlsxfile_test

import (
	"errors"
	"testing"

	"recourse/importexport"
)

// Whatever the small parts of a workbook say, it is read or refused, and what
// is read keeps to the limits.
func FuzzParts(f *testing.F) {
	const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`
	f.Add(typesXML, bookXML, relsXML, styles)
	f.Add(typesXML, `<workbook xmlns:r="y"><workbookPr date1904="1"/><sheets><sheet name="一&amp;二" state="veryHidden" r:id="rId1"/></sheets></workbook>`, relsXML, styles)
	f.Add(`<Types/>`, `<workbook/>`, `<Relationships/>`, `<styleSheet/>`)
	f.Add(``, `<?xml version="1.0" encoding = 'UTF-7'?><workbook/>`, `<Relationships><Relationship Id="a" Type="x/externalLink" Target="/"/></Relationships>`, `<!DOCTYPE x>`)
	f.Add(typesXML, bookXML, `<Relationships><Relationship Id="rId1" Type="a/worksheet" Target="../../../etc/passwd"/></Relationships>`, `<styleSheet><cellXfs><xf numFmtId="99999999999999999999"/></cellXfs></styleSheet>`)
	f.Fuzz(func(t *testing.T, types, book, rels, styles string) {
		content := build(t, map[string]string{
			"[Content_Types].xml": types, "xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": rels, "xl/styles.xml": styles,
			"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row r="1"><c r="A1" s="1"><v>43876.5</v></c><c r="B1" t="s"><v>0</v></c></row></sheetData></worksheet>`,
		})
		rows, err := readAll(content)
		var p *importexport.Problem
		if err != nil && !errors.As(err, &p) {
			t.Fatalf("an error that is no problem: %v", err)
		}
		if len(rows) > 1 {
			t.Fatalf("%d rows", len(rows))
		}
	})
}
