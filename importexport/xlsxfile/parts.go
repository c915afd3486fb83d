package xlsxfile

import (
	"fmt"
	"iter"
	"strings"
)

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	nsMain  = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	nsPack  = "http://schemas.openxmlformats.org/package/2006"
	nsRel   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	ctMain  = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// staticParts yields everything in a workbook that is not a sheet, the list of
// content types first, as programs that look at the start of a file expect.
func staticParts(sheets []Sheet) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		_ = yield("[Content_Types].xml", partTypes(sheets)) &&
			yield("_rels/.rels", partTop) &&
			yield("xl/workbook.xml", partBook(sheets)) &&
			yield("xl/_rels/workbook.xml.rels", partBookRels(sheets)) &&
			yield("xl/styles.xml", partStyles)
	}
}

func partTypes(sheets []Sheet) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Types xmlns="` + nsPack + `/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + ctMain + `sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="` + ctMain + `styles+xml"/>`)
	for i := range sheets {
		fmt.Fprintf(&b, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, i+1, ctMain)
	}
	return b.String() + `</Types>`
}

const partTop = xmlHead + `<Relationships xmlns="` + nsPack + `/relationships">` +
	`<Relationship Id="rId1" Type="` + nsRel + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`

func partBook(sheets []Sheet) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<workbook xmlns="` + nsMain + `" xmlns:r="` + nsRel + `"><sheets>`)
	for i, s := range sheets {
		name, err := appendEscaped(nil, s.Name)
		if err != nil {
			name = nil
		}
		quoted := strings.ReplaceAll(string(name), `"`, "&quot;")
		fmt.Fprintf(&b, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, quoted, i+1, i+1)
	}
	return b.String() + `</sheets></workbook>`
}

func partBookRels(sheets []Sheet) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Relationships xmlns="` + nsPack + `/relationships">`)
	for i := range sheets {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, nsRel, i+1)
	}
	fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/>`, len(sheets)+1, nsRel)
	return b.String() + `</Relationships>`
}

const partStyles = xmlHead + `<styleSheet xmlns="` + nsMain + `">` +
	`<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts>` +
	`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
	`<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>` +
	`<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
	`<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>` +
	`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
